"""One generation of the index, open for reading: postings and columns as arrays, articles by number.

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
from whoosh.reading import IndexReader, TermNotFound

from indexer.errors import ArticleNotFound, IndexDamaged
from indexer.model import Article
from indexer.store import generations
from indexer.store.schema import VOWELLED, article_from_bytes

CACHED_TERMS = 4096
"""Posting lists kept as arrays: the words of the last thousand questions or so at all levels."""


class Postings(NamedTuple):
    """The articles that hold a term, ascending, and how often each does."""

    articles: NDArray[np.int32]
    frequencies: NDArray[np.float32]


NO_POSTINGS = Postings(np.empty(0, np.int32), np.empty(0, np.float32))


class Snapshot:
    """A generation that answers. Safe to share between threads: Whoosh's file positions are guarded by a lock."""

    def __init__(self, index_dir: Path) -> None:
        """Open the live generation. Raises IndexMissing, IndexStale or IndexDamaged."""
        self.generation = generations.current(index_dir)
        self.manifest = generations.read_manifest(index_dir, self.generation)
        try:
            self._index = index.open_dir(str(index_dir / self.generation), readonly=True)
            self._reader = self._index.reader()
        except Exception as error:  # Whoosh raises what its parts raise: OSError, EOFError, pickle and struct errors
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
        return np.array(self._numbers("words"), np.float32)

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
        values, positions = _distinct(self._texts("authors"))
        return [tuple(value.split(VOWELLED)) if value else () for value in values], positions

    @cached_property
    def ids(self) -> list[str]:
        """Per article: its id."""
        return self._texts("id")

    def article(self, number: int) -> Article:
        """The whole article with that number."""
        with self._reading():
            return article_from_bytes(self._reader.stored_fields(number)["article"])

    def number_of(self, article_id: str) -> int:
        """The number of the article with that id. Raises ArticleNotFound."""
        articles = self._cached_postings("id", article_id).articles
        if not articles.size:
            raise ArticleNotFound(article_id)
        return int(articles[0])

    def postings(self, field: str, term: str) -> Postings:
        """The postings of a term in a field; empty when no article holds it."""
        return self._cached_postings(field, term)

    def positions(self, field: str, term: str, articles: NDArray[np.int32]) -> dict[int, list[int]]:
        """The positions of a term in those of the given articles (ascending) that hold it."""
        found: dict[int, list[int]] = {}
        with self._reading():
            for reader, offset in self._reader.leaf_readers():
                matcher = self._matcher(reader, field, term)
                if matcher is None:
                    continue
                for number in articles[np.searchsorted(articles, offset) :].tolist():
                    if not matcher.is_active():
                        break
                    matcher.skip_to(number - offset)
                    if matcher.is_active() and matcher.id() == number - offset:
                        found[number] = matcher.value_as("positions")
        return found

    def terms(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """The terms of a field that begin with `prefix`, in code point order, and how many articles hold each.

        Removed articles are counted until Whoosh merges their segment.
        """
        with self._reading():
            pairs = [
                (term.decode(), int(info.doc_frequency()))
                for term, info in self._reader.iter_prefix(field, _bytes(prefix))
            ]
        return iter(pairs)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._close()

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

    def _numbers(self, column: str) -> list[int]:
        with self._reading():
            return list(self._reader.column_reader(column, translate=False))

    def _read_postings(self, field: str, term: str) -> Postings:
        articles: list[int] = []
        frequencies: list[float] = []
        with self._reading():
            for reader, offset in self._reader.leaf_readers():
                matcher = self._matcher(reader, field, term)
                while matcher is not None and matcher.is_active():
                    articles.append(offset + matcher.id())
                    frequencies.append(matcher.weight())
                    matcher.next()
            if not articles:
                return NO_POSTINGS
            if max(articles) >= self.size:
                raise ValueError(f"postings of an article {max(articles)}")
            return Postings(np.array(articles, np.int32), np.array(frequencies, np.float32))

    @staticmethod
    def _matcher(reader, field: str, term: str):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN205 -- Whoosh's own types
        try:
            return reader.postings(field, _bytes(term))
        except TermNotFound:
            return None


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
