"""The ids of all articles of a generation, read one by one, and their order; and what reading says of damage."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from indexer.errors import IndexDamaged
from indexer.store.columns import Columns
from indexer.store.field_arrays import FieldArrays

REMEMBERED = 1 << 15
"""Ids that are remembered: those of the best articles for the questions that come again and again."""


class ArticleIds:
    """The ids of all articles by number, each read when it is looked at; safe to share between threads."""

    def __init__(self, index_dir: Path, generation: str, segments: list[tuple[int, Columns]]) -> None:
        self._generation = (index_dir, generation)
        self._offsets = [offset for offset, _ in segments]
        with reading(*self._generation):
            self._lists = [columns.ids() for _, columns in segments]
        self._known: dict[int, str] = {}

    def __len__(self) -> int:
        return sum(map(len, self._lists))

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> str:
        """The id of an article."""
        known = self._known.get(number)
        if known is None:
            segment = bisect_right(self._offsets, number) - 1
            with reading(*self._generation):
                known = self._lists[segment][number - self._offsets[segment]].decode()
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[number] = known
        return known


def order_of(segments: Sequence[tuple[int, FieldArrays]], size: int) -> NDArray[np.int32]:
    """Per article: its place among all when they stand in the order of their ids, removed ones among them.

    Segments are the offset of each and its ids as postings, which are in that order already: only between segments are
    ids compared, those of the smaller of two.
    """
    before = [np.arange(own.articles.size) for _, own in segments]
    for one, other in combinations(range(len(segments)), 2):
        small, large = sorted((one, other), key=lambda number: len(segments[number][1]))
        ids, among = segments[small][1], segments[large][1]
        places = among.posting_starts[[bisect_left(among, article_id) for article_id in ids]].astype(np.int64)
        starts = ids.posting_starts.astype(np.int64)
        places = np.repeat(places, starts[1:] - starts[:-1])
        before[small] += places
        before[large] += np.searchsorted(places, np.arange(before[large].size), side="right")
    order = np.zeros(size, np.int32)
    for (offset, own), places in zip(segments, before, strict=True):
        order[own.articles.astype(np.int64) + offset] = places
    return order


class reading:  # noqa: N801 -- used as a function; one made by contextlib takes four times as long, for every hit
    """Whatever is met in damaged files comes out as IndexDamaged."""

    def __init__(self, index_dir: Path, generation: str) -> None:
        self._generation = index_dir, generation

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, Exception):  # IndexError, ValueError, zstd and Unicode errors: bytes decide which
            index_dir, generation = self._generation
            why = f"{generation} can't be read ({type(error).__name__}: {error})"
            raise IndexDamaged(str(index_dir), why) from error
