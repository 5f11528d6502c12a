"""One generation of the index, open for reading: postings, places and columns as arrays, articles by number.

A snapshot never changes. Articles are numbered from 0; deleted ones keep their number but appear in no postings.
It needs nothing of Whoosh, and knows nothing of questions or scores.
"""

import contextlib
import weakref
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.errors import ArticleNotFound, IndexDamaged
from indexer.model import Article
from indexer.store import generations
from indexer.store.arrays import Array, ArrayFile, ArrayFileDamaged, mean
from indexer.store.article_ids import ArticleIds, order_of, reading
from indexer.store.checkpoints import Checkpoints, OpenedArticle, Standing, standing
from indexer.store.columns import AUTHORS, FIRST_DAY, LANGUAGE, LAST_DAY, LENGTH, REPAIRS, SOURCE, TITLE_LENGTH, Columns
from indexer.store.dictionary import Dictionary, LetterTest
from indexer.store.field_arrays import FieldArrays, fields_in
from indexer.store.forms import Forms
from indexer.store.name_sounds import name_number
from indexer.store.postings import PostingLists
from indexer.store.reuse import Reused, reused
from indexer.store.schema import FILE, ID, SEPARATOR, WORDS
from indexer.store.segments import deleted_of
from indexer.store.stored import StoredReader
from indexer.store.stories import FILE_NAME, Stories


class Snapshot:
    """A generation that answers. Safe to share between threads: nothing is read but memory maps.

    To open one takes as long however many articles there are.
    """

    def __init__(self, index_dir: Path) -> None:
        """Open the live generation. Raises IndexMissing, IndexStale or IndexDamaged."""
        self.generation = generations.current(index_dir)
        self.manifest = generations.read_manifest(index_dir, self.generation)
        folder, segments = index_dir / self.generation, self.manifest.segments
        try:
            # Maps are all that stays open, however often others rebuild.
            files = [ArrayFile(folder / one.file) for one in segments]
            *self._offsets, self.size = accumulate((one.articles for one in segments), initial=0)
            self._stories = ArrayFile(folder / FILE_NAME)
            self._deleted = [deleted_of(one) for one in segments]
        except (ArrayFileDamaged, OSError, TypeError, ValueError, OverflowError) as error:
            raise IndexDamaged(str(index_dir), f"{self.generation} can't be opened ({error})") from error
        self._index_dir = index_dir
        self._files = files
        self._segments = [(offset, fields_in(file)) for offset, file in zip(self._offsets, files, strict=True)]
        self._columns = [Columns(file) for file in files]
        guard = partial(reading, index_dir, self.generation)
        self._checkpoints = [Checkpoints(file, guard) for file in files]
        self._stored = [StoredReader(file, guard) for file in files]
        own = weakref.proxy(self)  # so that nothing in it keeps a snapshot alive that a rebuild replaced
        self.lists = PostingLists(
            self._segments,
            self.size,
            (lambda: own.alive) if any(deleted.size for deleted in self._deleted) else None,
            lambda what: IndexDamaged(str(index_dir), f"{own.generation} can't be read ({what})"),
        )
        found, stated = self.size - sum(deleted.size for deleted in self._deleted), self.manifest.articles
        if found != stated:
            raise IndexDamaged(str(index_dir), f"it holds {found} articles, its manifest says {stated}")

    @cached_property
    def alive(self) -> NDArray[np.bool_]:
        """Per article: whether it is there, that is, not deleted."""
        alive = np.ones(self.size, bool)
        for offset, deleted in zip(self._offsets, self._deleted, strict=True):
            alive[offset + deleted] = False
        return alive

    @cached_property
    def words(self) -> NDArray[np.float32]:
        """Per article: its length in words, title included; 0 for a deleted one."""
        return (self._numbers(LENGTH) * self.alive).astype(np.float32)

    @cached_property
    def title_words(self) -> NDArray[np.float32]:
        """Per article: the length of its title in words; 0 for a deleted one."""
        return (self._numbers(TITLE_LENGTH) * self.alive).astype(np.float32)

    @cached_property
    def average(self) -> float:
        """Mean length of an article in words."""
        return mean(self.words, self.manifest.articles)

    @cached_property
    def title_average(self) -> float:
        """Mean length in words of a title, of the articles that have one."""
        return mean(self.title_words, int(np.count_nonzero(self.title_words)))

    @cached_property
    def first_days(self) -> NDArray[np.int32]:
        """Per article: the first day its date can mean, as YYYYMMDD; 0 where there is no date."""
        return self._numbers(FIRST_DAY).astype(np.int32)

    @cached_property
    def last_days(self) -> NDArray[np.int32]:
        """Per article: the last day its date can mean, as YYYYMMDD; 0 where there is no date."""
        return self._numbers(LAST_DAY).astype(np.int32)

    @cached_property
    def sources(self) -> tuple[list[str], NDArray[np.int32]]:
        """The sources' ids, and per article the position of its source in them."""
        return self._coded(SOURCE)

    @cached_property
    def bylines(self) -> tuple[list[tuple[str, ...]], NDArray[np.int32]]:
        """The distinct lists of authors, and per article the position of its list in them."""
        return self._coded_lists(AUTHORS)

    @cached_property
    def languages(self) -> tuple[list[str], NDArray[np.int32]]:
        """The languages' codes, and per article the position of its language in them."""
        return self._coded(LANGUAGE)

    @cached_property
    def repairs(self) -> tuple[list[tuple[str, ...]], NDArray[np.int32]]:
        """The distinct lists of repairs, and per article the position of its list in them."""
        return self._coded_lists(REPAIRS)

    @cached_property
    def ids(self) -> ArticleIds:
        """Per article: its id."""
        return ArticleIds(self._index_dir, self.generation, list(zip(self._offsets, self._columns, strict=True)))

    @cached_property
    def order(self) -> NDArray[np.int32]:
        """Per article: its place in the order of ids, which, unlike its number, no update changes."""
        with self._reading():
            ids = [(offset, fields[ID]) for offset, fields in self._segments if ID in fields]
            return order_of(ids, self.size)

    @cached_property
    def stories(self) -> Stories:
        """Which articles are copies of one another."""
        with self._reading():
            return Stories(self._stories, self.size)

    @cached_property
    def files(self) -> tuple[list[str], NDArray[np.int32]]:
        """The source files, and per article the position of its file in them."""
        names: list[str] = []
        places = np.zeros(self.size, np.int32)
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
            segment, own = self._place(number)
            return self._stored[segment].article(own)

    def opened(self, number: int) -> OpenedArticle:
        """The article with that number, of whose text no more is read than is looked at."""
        segment, own = self._place(number)
        with self._reading():
            return OpenedArticle(*self._stored[segment].opened(own), partial(self._checkpoints[segment].of, own))

    def standing(self, article: OpenedArticle, words: Iterable[int]) -> list[Standing]:
        """Where in its text the words of an article with those numbers, ascending, stand."""
        with self._reading():
            return standing(article, words)

    def reused(self, number: int) -> Reused:
        """Where the long paragraphs of an article stand in others; articles that were removed are not among them."""
        with self._reading():
            found = reused(list(zip(self._offsets, self._files, strict=True)), number)
            return Reused(*(column[self.alive[found.articles]] for column in found))

    def paragraph(self, number: int, place: int) -> tuple[Article, str]:
        """The attribution of the article with that number, and one of its paragraphs, counted from 1."""
        article = self.opened(number)
        with self._reading():
            return article.attribution, article.paragraphs[place - 1]

    def number_of(self, article_id: str) -> int:
        """The number of the article with that id. Raises ArticleNotFound."""
        numbers = self.numbers_of(ID, article_id)
        if not numbers.size:
            raise ArticleNotFound(article_id)
        return int(numbers[0])

    def numbers_of(self, field: str, term: str) -> NDArray[np.int32]:
        """The numbers, ascending, of the articles that hold a term of a field, the whole term: those of one file."""
        found = [np.empty(0, np.int32)]
        with self._reading():
            for offset, arrays, first, _ in self._runs(field, term):
                if arrays[first] == _bytes(term):  # a term stands before all that begin with it
                    start, stop = arrays.posting_range(first, first + 1)
                    found.append(arrays.articles[start:stop].astype(np.int32) + offset)
            numbers = np.concatenate(found)
            return numbers[self.alive[numbers]]

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
        """The forms that begin so, and how many articles hold each, see `dictionary`."""
        with self._reading():
            return self._dictionary.beginning(_bytes(prefix))

    def forms_with(self, passes: LetterTest) -> dict[str, int]:
        """The forms whose letters pass, and how many articles hold each, see `dictionary`."""
        with self._reading():
            return self._dictionary.with_letters(passes)

    def forms_sounding(self, stem: str) -> dict[str, int]:
        """The forms of names that sound much like a stem, and how many articles hold each; none of what is no name."""
        with self._reading():
            return self._dictionary.sounding(name_number(stem))

    @cached_property
    def _dictionary(self) -> Dictionary:
        return Dictionary(
            [Forms(file) for file in self._files], [fields[WORDS] for _, fields in self._segments], self._deleted
        )

    def verify(self) -> None:
        """Read all arrays and hold them against their checksums. Raises IndexDamaged, which names file and array."""
        with self._reading():
            for file in (*self._files, self._stories):
                file.verify()

    def release(self) -> None:
        """Give back the memory of what was read; it is read from disk again when needed."""
        for file in self._files:
            file.release()

    def close(self) -> None:
        """Let go of the files; they are closed with the last array that is in use."""
        self._files, self._segments, self._columns, self._checkpoints, self._stored = [], [], [], [], []

    def _place(self, number: int) -> tuple[int, int]:
        """The segment of an article, and its number there."""
        segment = bisect_right(self._offsets, number) - 1
        return segment, number - self._offsets[segment]

    def _reading(self) -> contextlib.AbstractContextManager[None]:
        return reading(self._index_dir, self.generation)

    def _numbers(self, column: str) -> Array:
        with self._reading():
            return np.concatenate([np.empty(0, np.uint8), *(one.numbers(column) for one in self._columns)])

    def _coded(self, column: str) -> tuple[list[str], NDArray[np.int32]]:
        codes: dict[str, int] = {}
        places = [np.empty(0, np.int32)]
        with self._reading():
            for one in self._columns:
                values, own = one.coded(column)
                places.append(
                    np.array([codes.setdefault(value.decode(), len(codes)) for value in values], np.int32)[own]
                )
        return list(codes), np.concatenate(places)

    def _coded_lists(self, column: str) -> tuple[list[tuple[str, ...]], NDArray[np.int32]]:
        values, places = self._coded(column)
        return [tuple(value.split(SEPARATOR)) if value else () for value in values], places

    def _runs(self, field: str, prefix: str) -> Iterator[tuple[int, FieldArrays, int, int]]:
        """In each segment that has any: its offset, the field, and the first and behind the last of the terms."""
        for offset, fields in self._segments:
            arrays = fields.get(field)
            if arrays is not None:
                first, end = arrays.run(_bytes(prefix))
                if first < end:
                    yield offset, arrays, first, end


def _bytes(term: str) -> bytes:
    """A term as it is in the files; halves of surrogate pairs, which a shell may pass on, are in none of them."""
    return term.encode(errors="surrogatepass")
