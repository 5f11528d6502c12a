"""Joins runs and segments into one segment, without the articles that are to go, in little memory.

What comes out is spooled to disk piece by piece. The postings themselves are joined by `joining`; Whoosh's list of
segments is the matter of `writer`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.store import checkpoints
from indexer.store.arrays import Array, ArrayFile, ArrayFileWriter, Spool
from indexer.store.columns import CODED, IDS, NUMBERS, Columns, add_coded
from indexer.store.field_arrays import FieldArrays
from indexer.store.form_writer import FormsWriter
from indexer.store.frequencies import FrequencySpool
from indexer.store.joining import FieldPart, Stretch, stretches
from indexer.store.likeness_arrays import REUSE, ROW, SIGNATURES
from indexer.store.schema import POSITIONS, WORDS
from indexer.store.stored import DICTIONARIES, DICTIONARY_OF, STORED
from indexer.store.texts import TextArrays, add_texts

ARTICLES_AT_ONCE = 1 << 12
"""Articles whose texts or signatures are copied at once."""

PARAGRAPHS_AT_ONCE = 1 << 20
"""About how many long paragraphs are put in order at once."""

OnProgress = Callable[[float], None]
"""Told the share of the work that is done."""


class Part:
    """A file of arrays, and which of its articles stay, in that order; all of them where `keep` is None."""

    def __init__(self, path: Path, keep: NDArray[np.bool_] | None = None) -> None:
        self.path = path
        self.file = ArrayFile(path)
        self.keep = keep
        self.columns = Columns(self.file)
        self.kept = len(self.columns.ids()) if keep is None else int(keep.sum())

    def numbers(self, first: int) -> Array:
        """The new number of each article, if that of the first to stay is this."""
        return np.arange(first, first + self.kept) if self.keep is None else np.cumsum(self.keep) - 1 + first

    def stay(self, values: Array) -> Array:
        """Of a value for each article those of the articles that stay."""
        return values if self.keep is None else values[self.keep]


def merge(
    parts: Sequence[Part], path: Path, on_progress: OnProgress = lambda share: None, *, as_run: bool = False
) -> None:
    """Write a segment of all parts into a new file, or a run, which has no list of forms."""
    firsts = np.cumsum([0, *(part.kept for part in parts)])
    numbers = [part.numbers(int(first)) for part, first in zip(parts, firsts[:-1], strict=True)]
    fields = {
        name: [
            FieldPart(FieldArrays(part.file, name), part.keep, own) for part, own in zip(parts, numbers, strict=True)
        ]
        for name in POSITIONS
    }
    work = {
        name: 1 + sum(own.field.articles.size + own.field.positions.size for own in fields[name]) for name in fields
    }
    done = 0.0
    with ArrayFileWriter(path) as out:
        for name, of_parts in fields.items():
            forms = FormsWriter() if name == WORDS and not as_run else None
            writer = _FieldWriter(out, name, of_parts, int(firsts[-1]), forms)
            for stretch, share in stretches(of_parts):
                writer.add(stretch)
                on_progress((done + share * work[name]) / sum(work.values()))
                _release(parts)
            writer.close()
            done += work[name]
        _merge_columns(out, parts)
        _merge_lists(out, checkpoints.STEPS, checkpoints.STARTS, parts)
        _merge_stored(out, parts)
        _merge_signatures(out, parts)
        _merge_reuse(out, parts, numbers)


class _FieldWriter:
    """Writes the postings of a field stretch by stretch, and the forms of the words after them."""

    def __init__(
        self, out: ArrayFileWriter, name: str, parts: Sequence[FieldPart], articles: int, forms: FormsWriter | None
    ) -> None:
        self._out = out
        self._name = name
        self._terms = Spool(out.folder, 255)
        self._articles = Spool(out.folder, max(0, articles - 1))
        self._frequencies = FrequencySpool(out.folder)
        self._positions = Spool(out.folder, _largest([part.field.positions for part in parts]))
        self._lengths: list[Array] = []
        self._postings: list[Array] = []
        self._places: list[Array] = []
        self._forms = forms

    def add(self, stretch: Stretch) -> None:
        """Write the next terms."""
        self._terms.append(stretch.text)
        self._articles.append(stretch.articles)
        self._frequencies.append(stretch.frequencies)
        self._positions.append(stretch.positions)
        self._lengths.append(stretch.lengths)
        self._postings.append(stretch.postings)
        self._places.append(stretch.places)
        if self._forms is not None:
            self._forms.add(stretch.text.tobytes())

    def close(self) -> None:
        """Write what can only be written at the end."""
        out, name = self._out, self._name
        out.add_spooled(f"{name}/terms", self._terms)
        out.add(f"{name}/term_starts", _starts(self._lengths))
        out.add(f"{name}/posting_starts", _starts(self._postings))
        out.add_spooled(f"{name}/articles", self._articles)
        self._frequencies.write(out, name)
        out.add(f"{name}/position_starts", _starts(self._places))
        out.add_spooled(f"{name}/positions", self._positions)
        if self._forms is not None:
            self._forms.write(out, _concatenated(self._postings))


def _merge_columns(out: ArrayFileWriter, parts: Sequence[Part]) -> None:
    for name in NUMBERS:
        out.add(f"columns/{name}", _concatenated([part.stay(part.columns.numbers(name)) for part in parts]))
    _merge_texts(out, IDS, parts)
    for name in CODED:
        codes_of: dict[bytes, int] = {}
        codes = []
        for part in parts:
            values, own = part.columns.coded(name)
            stay = part.stay(own)
            used = np.unique(stay)
            moved = np.zeros(len(values), np.int64)
            moved[used] = [codes_of.setdefault(values[code], len(codes_of)) for code in used.tolist()]
            codes.append(moved[stay])
        add_coded(out, name, list(codes_of), _concatenated(codes))


def _merge_stored(out: ArrayFileWriter, parts: Sequence[Part]) -> None:
    """The articles as they are compressed, and the dictionaries that they still need."""
    _merge_texts(out, STORED, parts)
    dictionaries: list[bytes] = []
    numbers = []
    for part in parts:
        own = part.stay(part.file.array(DICTIONARY_OF))
        used = np.unique(own[own > 0])
        numbers.append(np.where(own > 0, np.searchsorted(used, own) + 1 + len(dictionaries), 0))
        kept = TextArrays(part.file, DICTIONARIES)
        dictionaries += [kept[number - 1] for number in used.tolist()]
    add_texts(out, DICTIONARIES, dictionaries)
    out.add(DICTIONARY_OF, _concatenated(numbers))


def _merge_texts(out: ArrayFileWriter, name: str, parts: Sequence[Part]) -> None:
    _merge_lists(out, f"{name}/texts", f"{name}/text_starts", parts)


def _merge_lists(out: ArrayFileWriter, name: str, name_of_starts: str, parts: Sequence[Part]) -> None:
    """The lists of all articles, one behind the other, and where each begins."""
    spool, lengths = Spool(out.folder, _largest([part.file.array(name) for part in parts])), []
    for part in parts:
        values, starts = part.file.array(name), part.file.array(name_of_starts).astype(np.int64)
        of_list = np.diff(starts)
        for first in range(0, of_list.size, ARTICLES_AT_ONCE):
            end = min(first + ARTICLES_AT_ONCE, of_list.size)
            found = values[starts[first] : starts[end]]
            if part.keep is not None:
                found = found[np.repeat(part.keep[first:end], of_list[first:end])]
            spool.append(found)
            part.file.release()
        lengths.append(part.stay(of_list))
    out.add_spooled(name, spool)
    out.add(name_of_starts, _starts(lengths))


def _merge_signatures(out: ArrayFileWriter, parts: Sequence[Part]) -> None:
    spool = Spool(out.folder, np.iinfo(np.uint16).max)
    for part in parts:
        rows = part.file.array(SIGNATURES).reshape(-1, ROW)
        for first in range(0, len(rows), ARTICLES_AT_ONCE):
            chosen = slice(first, first + ARTICLES_AT_ONCE)
            spool.append((rows[chosen] if part.keep is None else rows[chosen][part.keep[chosen]]).ravel())
            part.file.release()
    out.add_spooled(SIGNATURES, spool)


def _merge_reuse(out: ArrayFileWriter, parts: Sequence[Part], numbers: Sequence[Array]) -> None:
    """Long paragraphs, a range of their hashes after the other, as they are in order in every part."""
    found = [[part.file.array(name) for name in REUSE] for part in parts]
    hashes_of, _, paragraphs_of = zip(*found, strict=True)
    highest = max(int(moved.max(initial=0)) for moved in numbers)
    spools = [Spool(out.folder, largest) for largest in (_largest(hashes_of), highest, _largest(paragraphs_of))]
    ranges = sum(hashes.size for hashes, _, _ in found) // PARAGRAPHS_AT_ONCE + 1
    borders = np.array([(number << 64) // ranges for number in range(1, ranges)], np.uint64)
    ends = [[*hashes.searchsorted(borders).tolist(), hashes.size] for hashes, _, _ in found]
    for place in range(ranges):
        taken = []
        for part, own, moved, of_part in zip(parts, found, numbers, ends, strict=True):
            hashes, articles, paragraphs = (one[of_part[place - 1] if place else 0 : of_part[place]] for one in own)
            stay = slice(None) if part.keep is None else part.keep[articles]
            taken.append((hashes[stay], moved[articles[stay]], paragraphs[stay]))
        joined = [_concatenated(pieces) for pieces in zip(*taken, strict=True)]
        order = np.argsort(joined[0], kind="stable")
        for spool, values in zip(spools, joined, strict=True):
            spool.append(values[order])
    for name, spool in zip(REUSE, spools, strict=True):
        out.add_spooled(name, spool)


def _release(parts: Sequence[Part]) -> None:
    for part in parts:
        part.file.release()


def _largest(arrays: Sequence[Array]) -> int:
    """The highest number that fits into the widest of some arrays."""
    return max(int(np.iinfo(own.dtype).max) for own in arrays)


def _concatenated(pieces: Sequence[Array]) -> Array:
    return np.concatenate([np.empty(0, np.uint8), *pieces])


def _starts(lengths: Sequence[Array]) -> Array:
    """Where each of some things begins, and last where all end, given how long they are."""
    return np.append(0, np.cumsum(_concatenated(lengths), dtype=np.int64))
