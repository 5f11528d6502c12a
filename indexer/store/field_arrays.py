"""The postings of one field in one segment, read from their arrays. Not for writing them: see `runs`, `merging`."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.store.arrays import Array, ArrayFile
from indexer.store.frequencies import whole
from indexer.store.schema import POSITIONS


class Terms(Protocol):
    """Terms that can be read one by one."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> bytes: ...


EXTENSION = ".arrays"
"""Ends the name of a segment's file."""


def array_path(storage: Any, segment: Any) -> Path:
    """Where the arrays of a segment are, as Whoosh knows both."""
    return Path(str(storage.folder), str(segment.make_filename(EXTENSION)))


def fields_in(file: ArrayFile) -> dict[str, "FieldArrays"]:
    """The fields of a file, by name."""
    return {name: FieldArrays(file, name) for name in POSITIONS if f"{name}/terms" in file}


def run_of(terms: Terms, prefix: bytes) -> tuple[int, int]:
    """The first of some terms in order that begins with a prefix, and the one after the last."""
    first = bisect_left(terms, prefix)
    return first, bisect_left(terms, prefix + b"\xff", lo=first)


class FieldArrays:
    """The arrays of one field in one segment; terms are found by halving, each array is looked at when needed.

    The numbers are as small as they are stored: widen before adding to them.
    """

    def __init__(self, file: ArrayFile, field: str) -> None:
        self._file = file
        self._field = field

    def __len__(self) -> int:
        return int(self.term_starts.size) - 1

    def __getitem__(self, number: int) -> bytes:
        """The bytes of a term."""
        starts = self.term_starts
        return self.text[starts[number] : starts[number + 1]].tobytes()

    def run(self, prefix: bytes) -> tuple[int, int]:
        """The first term that begins with a prefix, and the one after the last."""
        return run_of(self, prefix)

    def posting_range(self, first: int, end: int) -> tuple[int, int]:
        """Where the postings of a run of terms begin and end."""
        return int(self.posting_starts[first]), int(self.posting_starts[end])

    @cached_property
    def posting_starts(self) -> Array:
        """Per term: where its postings begin; last, where all end."""
        return self._array("posting_starts")

    @cached_property
    def articles(self) -> Array:
        """Per posting: the article's number in the segment."""
        return self._array("articles")

    @cached_property
    def frequencies(self) -> Array:
        """Per posting: how often the article holds the term; 0 where that is in `large`."""
        return self._array("frequencies")

    @cached_property
    def large(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The postings whose frequency is too large for a byte, few if any, and these."""
        return self._array("large_postings").astype(np.int64), self._array("large_frequencies").astype(np.int64)

    def whole_frequencies(self, first: int, end: int) -> Array:
        """How often the article holds the term, for some postings in a row."""
        return whole(self.frequencies[first:end], *self.large, first)

    @cached_property
    def position_starts(self) -> Array:
        """Per term: where its positions begin; last, where all end."""
        return self._array("position_starts")

    @cached_property
    def positions(self) -> Array:
        """Positions, as many for each posting as its frequency; empty for a field without."""
        return self._array("positions")

    @cached_property
    def agree(self) -> bool:
        """Whether the arrays are as long as each other where they say something of the same."""
        of_terms = {one.size for one in (self.term_starts, self.posting_starts, self.position_starts)}
        of_large = {one.size for one in self.large}
        return len(of_terms) == len(of_large) == 1 and self.articles.size == self.frequencies.size

    def some(self, first: int, end: int) -> list[bytes]:
        """The bytes of a run of terms."""
        starts = self.term_starts[first : end + 1].astype(np.int64)
        text = self.text[starts[0] : starts[-1]].tobytes()
        return [text[start:stop] for start, stop in pairwise((starts - starts[0]).tolist())]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.some(0, len(self)))

    @cached_property
    def term_starts(self) -> Array:
        """Per term: where its bytes begin; last, where all end."""
        return self._array("term_starts")

    @cached_property
    def text(self) -> Array:
        """The bytes of all terms."""
        return self._array("terms")

    def _array(self, name: str) -> Array:
        return self._file.array(f"{self._field}/{name}")
