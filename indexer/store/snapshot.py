"""One generation of the index, open for reading: postings, places and columns as arrays, articles by number.

A snapshot never changes. Articles are numbered from 0; deleted ones keep their number but appear in no postings.
Nothing of Whoosh leaves this module, and it knows nothing of questions or scores.
"""

import contextlib
import threading
import weakref
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import index
from whoosh.reading import IndexReader

from indexer.errors import ArticleNotFound, IndexDamaged
from indexer.model import Article
from indexer.store import generations
from indexer.store.field_arrays import FieldArrays
from indexer.store.schema import FILE, FORMS, ID, SEPARATOR, WORDS, article_from_bytes

CACHED_TERMS = 4096
"""Posting lists kept as arrays: the words of the last thousand questions or so at all levels."""


PLACE_BITS = 32
"""A place is an article's number times two to this power, plus the position in it: places sort as the text runs."""


class Postings(NamedTuple):
    """The articles that hold a word, ascending, and how often each does."""

    articles: NDArray[np.int32]
    frequencies: NDArray[np.float32]


NO_POSTINGS = Postings(np.empty(0, np.int32), np.empty(0, np.float32))


def summed(articles: NDArray[np.int32], frequencies: NDArray[np.float32]) -> Postings:
    """The postings of several terms, one list behind the other, as those of one term."""
    held, places = np.unique(articles, return_inverse=True)
    return Postings(held, np.bincount(places, frequencies).astype(np.float32))


class Snapshot:
    """A generation that answers. Safe to share between threads: Whoosh's file positions are guarded by a lock."""

    def __init__(self, index_dir: Path) -> None:
        """Open the live generation. Raises IndexMissing, IndexStale or IndexDamaged."""
        self.generation = generations.current(index_dir)
        self.manifest = generations.read_manifest(index_dir, self.generation)
        try:
            self._index = index.open_dir(str(index_dir / self.generation), readonly=True)
            self._reader = self._index.reader()
            self._segments = [
                (offset, reader.codec().terms_reader(reader.storage(), reader.segment()))
                for reader, offset in self._reader.leaf_readers()
            ]
            self._open_all_files()
        except Exception as error:  # ArrayFileDamaged, and of Whoosh OSError, EOFError, pickle and struct errors
            raise IndexDamaged(str(index_dir), f"{self.generation} can't be opened ({error})") from error
        self._index_dir = index_dir
        self._lock = threading.RLock()
        # A snapshot that a rebuild replaced is let go while others may still answer from it; the last one closes it.
        self._close = weakref.finalize(self, _close, self._reader, self._index)
        self._cached_postings = lru_cache(CACHED_TERMS)(self._read_postings)
        found, stated = self._reader.doc_count(), self.manifest.articles
        if found != stated:
            self.close()
            raise IndexDamaged(str(index_dir), f"it holds {found} articles, its manifest says {stated}")

    @property
    def size(self) -> int:
        """Length of every per-article array: the highest article number plus one."""
        return int(self._reader.doc_count_all())

    @cached_property
    def alive(self) -> NDArray[np.bool_]:
        """Per article: whether it is there, that is, not deleted."""
        alive = np.ones(self.size, bool)
        if self._reader.has_deletions():
            alive[:] = [not self._reader.is_deleted(number) for number in range(self.size)]
        return alive

    @cached_property
    def words(self) -> NDArray[np.float32]:
        """Per article: its length in words, title included."""
        return np.array(self._numbers("length"), np.float32)

    @cached_property
    def average(self) -> float:
        """Mean length of an article in words."""
        return float(self.words[self.alive].mean()) if self.manifest.articles else 0.0

    @cached_property
    def first_days(self) -> NDArray[np.int64]:
        """Per article: the first day its date can mean, as YYYYMMDD; 0 where there is no date."""
        return np.array(self._numbers("first_day"), np.int64)

    @cached_property
    def last_days(self) -> NDArray[np.int64]:
        """Per article: the last day its date can mean, as YYYYMMDD; 0 where there is no date."""
        return np.array(self._numbers("last_day"), np.int64)

    @cached_property
    def sources(self) -> tuple[list[str], NDArray[np.intp]]:
        """The sources' ids, and per article the position of its source in them."""
        return _distinct(self._texts("source"))

    @cached_property
    def bylines(self) -> tuple[list[tuple[str, ...]], NDArray[np.intp]]:
        """The distinct lists of authors, and per article the position of its list in them."""
        return self._distinct_lists("authors")

    @cached_property
    def languages(self) -> tuple[list[str], NDArray[np.intp]]:
        """The languages' codes, and per article the position of its language in them."""
        return _distinct(self._texts("language"))

    @cached_property
    def repairs(self) -> tuple[list[tuple[str, ...]], NDArray[np.intp]]:
        """The distinct lists of repairs, and per article the position of its list in them."""
        return self._distinct_lists("repairs")

    @cached_property
    def ids(self) -> list[str]:
        """Per article: its id."""
        return self._texts(ID)

    @cached_property
    def files(self) -> tuple[list[str], NDArray[np.intp]]:
        """The source files, and per article the position of its file in them."""
        names: list[str] = []
        places = np.zeros(self.size, np.intp)
        with self._reading():
            for offset, arrays, first, end in self._runs(FILE, ""):
                start, stop = arrays.posting_range(first, end)
                starts = arrays.posting_starts[first + 1 : end].astype(np.int64) - start
                of_terms = np.searchsorted(starts, np.arange(stop - start), side="right")
                places[arrays.articles[start:stop].astype(np.int64) + offset] = of_terms + len(names)
                names += [arrays[number].decode() for number in range(first, end)]
        return names, places

    def article(self, number: int) -> Article:
        """The whole article with that number."""
        with self._reading():
            return article_from_bytes(self._reader.stored_fields(number)["article"])

    def number_of(self, article_id: str) -> int:
        """The number of the article with that id. Raises ArticleNotFound."""
        numbers = self.numbers_of(ID, article_id)
        if not numbers.size:
            raise ArticleNotFound(article_id)
        return int(numbers[0])

    def numbers_of(self, field: str, term: str) -> NDArray[np.int32]:
        """The numbers, ascending, of the articles that hold a term of a field, the whole term: those of one file."""
        found = [NO_POSTINGS.articles]
        with self._reading():
            for offset, arrays, first, _ in self._runs(field, term):
                if arrays[first] == _bytes(term):  # a term stands before all that begin with it
                    start, stop = arrays.posting_range(first, first + 1)
                    found.append(arrays.articles[start:stop].astype(np.int32) + offset)
            numbers = np.concatenate(found)
            return numbers[self.alive[numbers]]

    def postings(self, field: str, prefix: str) -> Postings:
        """The postings of all terms of a field that begin so, as if they were one term; empty when there are none."""
        return self._cached_postings(field, prefix)

    def places(self, prefix: str, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The places, ascending, of all words whose terms begin so, in the articles of a mask: see `PLACE_BITS`."""
        found = []
        with self._reading():
            for offset, field, first, end in self._runs(WORDS, prefix):
                start, stop = field.posting_range(first, end)
                articles = field.articles[start:stop].astype(np.int64) + offset
                frequencies = field.frequencies[start:stop].astype(np.int64)
                if frequencies.sum() != int(field.position_starts[end]) - int(field.position_starts[first]):
                    raise ValueError(f"frequencies of {prefix}")  # damaged ones could ask for all memory
                wanted = np.flatnonzero(among[articles])
                ends = np.cumsum(frequencies)[wanted] + int(field.position_starts[first])
                counts = frequencies[wanted]
                # The numbers of the wanted positions: each posting's run of them, counted up from its start.
                steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
                positions = field.positions[np.repeat(ends - counts, counts) + steps].astype(np.int64)
                found.append((np.repeat(articles[wanted], counts) << PLACE_BITS) + positions)
        return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)

    def terms(self, field: str, prefix: str) -> list[str]:
        """The terms of a field that begin so, in code point order; of removed articles too until they are merged."""
        with self._reading():
            return sorted(
                {
                    arrays[number].decode()
                    for _, arrays, first, end in self._runs(field, prefix)
                    for number in range(first, end)
                }
            )

    def forms(self, prefix: str) -> dict[str, int]:
        """The forms that begin so, and how many articles hold each.

        That is somewhat more than there are: articles that write it in two ways count twice, and so do removed ones.
        """
        counts: dict[str, int] = {}
        with self._reading():
            for _, arrays, first, end in self._runs(FORMS, prefix):
                for number, count in zip(range(first, end), arrays.counts[first:end].tolist(), strict=True):
                    form = arrays[number].decode()
                    counts[form] = counts.get(form, 0) + count
        return counts

    def verify(self) -> None:
        """Read all arrays and hold them against their checksums. Raises IndexDamaged, which names file and array."""
        with self._reading():
            for _, terms in self._segments:
                terms.file.verify()

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._close()

    def _open_all_files(self) -> None:
        """Have Whoosh open what it would open at need: by then two more builds may have removed this generation."""
        columns = [name for name, field in self._index.schema.items() if field.column_type]
        for reader, _ in self._reader.leaf_readers():
            for column in columns:
                reader.column_reader(column)
            with contextlib.suppress(Exception):  # a damaged article is said to be so when it is asked for
                reader.stored_fields(0)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """Hold the lock; whatever Whoosh meets in damaged files comes out as IndexDamaged."""
        with self._lock:
            try:
                yield
            except Exception as error:  # EOFError, IndexError, struct, zlib, Unicode errors: bytes decide which
                why = f"{self.generation} can't be read ({type(error).__name__}: {error})"
                raise IndexDamaged(str(self._index_dir), why) from error

    def _texts(self, column: str) -> list[str]:
        with self._reading():
            return [value.decode() for value in self._reader.column_reader(column, translate=False)]

    def _distinct_lists(self, column: str) -> tuple[list[tuple[str, ...]], NDArray[np.intp]]:
        values, positions = _distinct(self._texts(column))
        return [tuple(value.split(SEPARATOR)) if value else () for value in values], positions

    def _numbers(self, column: str) -> list[int]:
        with self._reading():
            return list(self._reader.column_reader(column, translate=False))

    def _read_postings(self, field: str, prefix: str) -> Postings:
        articles, frequencies = [], []
        with self._reading():
            for offset, arrays, first, end in self._runs(field, prefix):
                start, stop = arrays.posting_range(first, end)
                articles.append(arrays.articles[start:stop].astype(np.int32) + offset)
                frequencies.append(arrays.frequencies[start:stop].astype(np.float32))
            if not articles:
                return NO_POSTINGS
            found = summed(np.concatenate(articles), np.concatenate(frequencies))
            if not 0 <= found.articles[0] <= found.articles[-1] < self.size:
                raise ValueError(f"postings of articles {found.articles[0]} to {found.articles[-1]}")
            alive = self.alive[found.articles]
            return Postings(found.articles[alive], found.frequencies[alive])

    def _runs(self, field: str, prefix: str) -> Iterator[tuple[int, FieldArrays, int, int]]:
        """In each segment that has any: its offset, the field, and the first and behind the last of the terms."""
        for offset, terms in self._segments:
            arrays = terms.lists.get(field)
            if arrays is not None:
                first, end = arrays.run(_bytes(prefix))
                if first < end:
                    yield offset, arrays, first, end


def _bytes(term: str) -> bytes:
    """A term as it is in the files; halves of surrogate pairs, which a shell may pass on, are in none of them."""
    return term.encode(errors="surrogatepass")


def _close(reader: IndexReader, whoosh_index: index.FileIndex) -> None:
    reader.close()
    whoosh_index.close()


def _distinct(values: list[str]) -> tuple[list[str], NDArray[np.intp]]:
    numbers: dict[str, int] = {}
    positions = np.array([numbers.setdefault(value, len(numbers)) for value in values], np.intp)
    return list(numbers), positions
