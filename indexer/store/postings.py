"""The postings of all segments as one: which articles hold the words of an entry, how often, and where.

An entry is what the index has under one or several prefixes: the runs of terms that begin with them, in every segment.
Arrays and terms in, arrays out; knows nothing of trees, and of scores no more than the kernels do.
"""

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level
from indexer.arabic.analysis import Word
from indexer.arabic.vowels import vowels_agree
from indexer.compiling import ready
from indexer.store import kernels, lookup
from indexer.store.field_arrays import FieldArrays
from indexer.store.latest_places import LatestPlaces
from indexer.store.schema import level_prefix
from indexer.store.scratch import Articles, Scores, Scratch, ScratchPool

Numbers = NDArray[np.int64]

REMEMBERED = 8192
"""Entries remembered with how many articles hold them: the words of the last thousand questions or so."""

LOOK_UP = 400
"""Steps to find a prefix among some hundred thousand terms."""

LEAP = 20
"""Steps to find the next candidate among postings, and all that is done for it."""

_ALL = np.empty(0, np.bool_)


class Piece(NamedTuple):
    """What an entry has in one segment, as kernels take it; `segment` is the segment's number."""

    lists: kernels.Lists
    runs: Numbers
    ends: Numbers
    segment: int


@dataclass(frozen=True, eq=False)
class Entry:
    """The terms of one field under some prefixes, in stages: in each segment the runs, and how many up to each stage.

    See `kernels` for both. `postings` are how many there are up to the last stage, in all segments; `pieces` are of the
    segments that have any.
    """

    field: str
    runs: tuple[Numbers, ...]
    ends: tuple[Numbers, ...]
    postings: int
    pieces: tuple[Piece, ...]

    def stages(self) -> int:
        """How many stages there are."""
        return int(self.ends[0].size) if self.ends else 1


class PostingLists:
    """Reads entries from the segments of a snapshot; safe to share between threads."""

    def __init__(
        self,
        segments: Sequence[tuple[int, dict[str, FieldArrays]]],
        size: int,
        alive: Callable[[], NDArray[np.bool_]] | None,
        damaged: Callable[[str], Exception],
    ) -> None:
        """`segments` are offsets and fields; `alive` gives the mask of all articles, None where all are.

        `damaged` makes the exception to raise where arrays contradict each other, from the name of what they hold.
        """
        self._segments = segments
        self._offsets = [offset for offset, _ in segments]
        self._size = size
        self._alive = alive
        self._damaged = damaged
        self._scratch = ScratchPool(size)
        own = weakref.proxy(self)  # so that what is remembered keeps no files open that nobody reads any more
        self.word = lru_cache(REMEMBERED)(lambda field, word: PostingLists._word(own, field, word))
        self.entry = lru_cache(REMEMBERED)(lambda field, *prefixes: PostingLists._entry(own, field, *prefixes))
        self.upto = lru_cache(REMEMBERED)(lambda entry, stage: PostingLists._upto(own, entry, stage))
        self.holding = lru_cache(REMEMBERED)(lambda entry: PostingLists._holding(own, entry))
        self._latest = LatestPlaces()
        # Who asks how many articles hold a word nearly always asks which they are next.
        self._stages = lru_cache(1)(lambda entry: PostingLists._found(own, entry))

    def _word(self, field: str, word: Word) -> Entry:
        """A word's entry in four stages, exact, form, stem and root; exact are all vowellings that agree with its own.

        عِلْم is علم and عِلْم at the exact stage, not عَلَم.
        """
        root, stem, form = (_bytes(level_prefix(word, level)) for level in (Level.ROOT, Level.STEM, Level.FORM))
        runs, ends = [], []
        for (_, fields), found in zip(self._segments, self._runs(field, (root, stem, form)), strict=True):
            of_root, of_stem, of_form = found.tolist()
            exact: list[tuple[int, int]] = []
            between: list[tuple[int, int]] = []
            at = of_form[0]
            for number, term in enumerate(fields[field].some(*of_form), start=at):
                written = term[len(form) : -1].decode() or word.form  # as `schema.word_of` reads it
                if written == word.exact or vowels_agree(word.exact, written):
                    exact.append((number, number + 1))
                    between.append((at, number))
                    at = number + 1
            stages = [exact, [*between, (at, of_form[1])]]
            for (first, last), (inner_first, inner_last) in ((of_stem, of_form), (of_root, of_stem)):
                stages.append([(first, inner_first), (inner_last, last)])
            stages = [[run for run in stage if run[0] < run[1]] for stage in stages]
            runs.append(np.array([run for stage in stages for run in stage], np.int64).reshape(-1, 2))
            ends.append(np.array(list(accumulate(map(len, stages)))))
        return self.made(field, runs, ends)

    def _runs(self, field: str, prefixes: Sequence[bytes]) -> list[Numbers]:
        """In each segment, the run of the terms that begin with each prefix: arrays of prefixes by first and last."""
        text = np.frombuffer(b"".join(prefixes), np.uint8)
        ends = np.array(list(accumulate(map(len, prefixes))))
        found = []
        for _, fields in self._segments:
            own, runs = fields[field], np.zeros((len(prefixes), 2), np.int64)
            if not own.agree:
                raise self._damaged(f"the sizes of {field}")
            find_runs = ready(lookup.find_runs, LOOK_UP * len(prefixes))
            self._sound(find_runs(own.text, own.term_starts, text, ends, runs), f"terms of {field}")
            found.append(runs)
        return found

    def made(self, field: str, runs: Sequence[Numbers], ends: Sequence[Numbers] | None = None) -> Entry:
        """An entry of runs in each segment, in stages where `ends` are given."""
        ends = ends or [np.array([own.shape[0]]) for own in runs]
        postings = 0
        pieces = []
        for segment, ((offset, fields), own) in enumerate(zip(self._segments, runs, strict=True)):
            if own.size:
                arrays = fields[field]
                starts = arrays.posting_starts
                postings += int(starts[own[:, 1]].astype(np.int64).sum() - starts[own[:, 0]].astype(np.int64).sum())
                lists = (starts, arrays.articles, arrays.frequencies, *arrays.large, offset)
                pieces.append(Piece(lists, own, ends[segment], segment))
        return Entry(field, tuple(runs), tuple(ends), postings, tuple(pieces))

    def together(self, entries: Sequence[Entry], stages: int) -> Entry:
        """Several entries of one field as one, stage by stage; one with fewer is in all that follow."""
        if len(entries) == 1 and entries[0].stages() == stages:
            return entries[0]
        runs, ends = [], []
        for segment in range(len(self._segments)):
            own = [
                [
                    one.runs[segment][one.ends[segment][stage - 1] if stage else 0 : one.ends[segment][stage]]
                    for one in entries
                    if stage < one.stages()
                ]
                for stage in range(stages)
            ]
            runs.append(np.concatenate([run for stage in own for run in stage]))
            ends.append(np.cumsum([sum(map(len, stage)) for stage in own]))
        return self.made(entries[0].field, runs, ends)

    def _entry(self, field: str, *prefixes: str) -> Entry:
        """What is under prefixes of which none begins another, as one stage."""
        return self.made(field, self._runs(field, [_bytes(prefix) for prefix in prefixes]))

    def _upto(self, entry: Entry, stage: int) -> Entry:
        """An entry's stages up to one, as one."""
        runs = [own[: ends[stage]] for own, ends in zip(entry.runs, entry.ends, strict=True)]
        return self.made(entry.field, runs)

    def _holding(self, entry: Entry) -> tuple[int, ...]:
        """How many articles hold the terms of an entry, up to each stage."""
        return self._stages(entry)[1]

    def unite(
        self, entry: Entry, stage: int = 0, inside: NDArray[np.bool_] | None = None
    ) -> tuple[Articles, tuple[int, ...]]:
        """The articles that hold an entry up to a stage, ascending, and how many do up to each of its stages.

        `inside` is a mask of the only ones to consider, none of them removed; without it all that are there.
        """
        found, counts = self._found(entry, inside)
        if stage + 1 < entry.stages():
            found = found[found & 3 <= stage]
        return np.sort(found >> 2), counts

    def staged(self, entry: Entry) -> NDArray[np.int32]:
        """`article << 2 | stage` for all articles that hold an entry, ascending, with the first stage of each."""
        return np.sort(self._stages(entry)[0])

    def _found(
        self, entry: Entry, inside: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int32], tuple[int, ...]]:
        """The same in no order, and how many there are up to each stage; `inside` as above."""
        parts = [np.empty(0, np.int32)]
        counts = np.zeros((len(entry.pieces) + 1, entry.stages()), np.int64)
        if inside is None:
            inside = _ALL if self._alive is None else self._alive()

        def work(scratch: Scratch) -> None:
            unite = ready(kernels.unite, entry.postings)
            for piece, own in zip(entry.pieces, counts, strict=False):
                answer = unite(piece.lists, piece.runs, piece.ends, inside, scratch.seen, scratch.reached, own)
                self._sound(answer, f"postings of {entry.field}")
                parts.append(scratch.reached[:answer].copy())

        self._scratch.lend(work)
        return np.concatenate(parts), tuple(counts.sum(axis=0).tolist())

    def weigh(
        self, entry: Entry, gains: Sequence[float], norms: Scores, candidates: Articles, scores: Scores
    ) -> Scores:
        """Add to candidates' scores what they earn at each stage; returns how often each holds the entry in all.

        Candidates are ascending; `norms` and `scores` are theirs, place by place.
        """
        sums = np.zeros(candidates.size, np.float32)
        weights = np.array(gains, np.float32)

        def work(scratch: Scratch) -> None:
            kernel = ready(kernels.weigh, min(entry.postings, LEAP * candidates.size))
            for piece in entry.pieces:
                low, high = self._inside(candidates, piece.segment)
                mine = (norms[low:high], candidates[low:high], scratch.slots, sums[low:high], scores[low:high])
                answer = kernel(piece.lists, piece.runs, piece.ends, weights, *mine)
                self._sound(answer, f"postings of {entry.field}")

        self._scratch.lend(work)
        return sums

    def held(self, entry: Entry, candidates: Articles) -> NDArray[np.bool_]:
        """Which of the candidates, ascending, hold an entry."""
        nothing = np.zeros(candidates.size, np.float32)
        return self.weigh(entry, [0.0] * entry.stages(), nothing, candidates, nothing) > 0

    def occurrences(self, entry: Entry) -> int:
        """How often the terms of an entry stand in all articles together."""
        articles = self.unite(entry, entry.stages() - 1)[0]
        nothing = np.zeros(articles.size, np.float32)
        return int(self.weigh(entry, [0.0] * entry.stages(), nothing, articles, nothing).sum(dtype=np.float64))

    def places(self, entry: Entry, candidates: Articles) -> Numbers:
        """Where an entry stands in the candidates, ascending: see `kernels.read_places` for what a place is."""
        known = self._latest.among(entry, candidates)
        if known is not None:
            return known
        parts = [np.empty(0, np.int64)]

        def work(scratch: Scratch) -> None:
            kernel = ready(kernels.read_places, entry.postings)
            for piece in entry.pieces:
                low, high = self._inside(candidates, piece.segment)
                own = self._segments[piece.segment][1][entry.field]
                mine = (own.position_starts, own.positions, piece.runs, piece.ends, candidates[low:high], scratch.slots)
                found, count = kernel(piece.lists, *mine)
                self._sound(count, f"positions of {entry.field}")
                found = found[:count]
                found.sort()
                parts.append(found + (low << kernels.PLACE_BITS + 2) if low else found)

        self._scratch.lend(work)
        return self._latest.keep(entry, candidates, np.concatenate(parts))

    def _inside(self, candidates: Articles, segment: int) -> tuple[int, int]:
        """Which of the candidates are in a segment."""
        low = int(candidates.searchsorted(self._offsets[segment])) if segment else 0
        if segment + 1 == len(self._offsets):
            return low, candidates.size
        return low, int(candidates.searchsorted(self._offsets[segment + 1]))

    def _sound(self, answer: int, what: str) -> None:
        if answer < 0:
            raise self._damaged(what)


def _bytes(term: str) -> bytes:
    """A term as it is in the files; halves of surrogate pairs, which a shell may pass on, are in none of them."""
    return term.encode(errors="surrogatepass")
