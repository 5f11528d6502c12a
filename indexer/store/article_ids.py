"""The ids of all articles of a generation, read one by one; and what any reading of a generation says of damage."""

import contextlib
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import IndexDamaged
from indexer.store.columns import Columns

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


@contextlib.contextmanager
def reading(index_dir: Path, generation: str) -> Iterator[None]:
    """Whatever is met in damaged files comes out as IndexDamaged."""
    try:
        yield
    except Exception as error:  # IndexError, ValueError, zstd and Unicode errors: bytes decide which
        why = f"{generation} can't be read ({type(error).__name__}: {error})"
        raise IndexDamaged(str(index_dir), why) from error
