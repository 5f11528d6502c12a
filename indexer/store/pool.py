"""Collects the postings of a new segment and gives them back in the order of terms, whatever fits into memory.

Stands in for Whoosh's own pool, which keeps, sorts, writes and reads every posting by itself; this one does so by
term, because the postings of a term arrive in the order of articles anyway. That makes a build a fifth faster.
"""

import heapq
import marshal
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

MOST_RUNS = 64
"""Runs on disk before they are merged into one; a process may open only so many files."""

_TERM_BYTES, _POSTING_BYTES = 250, 110
"""About what a term and a posting take in memory, apart from their own bytes."""


class Posting(NamedTuple):
    """One term in one article, as Whoosh's writers hand it on."""

    field: str
    term: bytes
    article: int
    weight: float
    value: bytes


_Run = Iterator[tuple[str, bytes, list[int | float | bytes]]]


class PostingPool:
    """Takes postings with `add`; `iter_postings` gives all of them, by field, term and article.

    `folder` is for what does not fit into `limit` bytes, and is there while the pool is used.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._size = 0
        self._terms: dict[tuple[str, bytes], list[int | float | bytes]] = {}
        self._runs: list[Path] = []
        self._made = 0

    def add(self, posting: tuple[str, bytes, int, float, bytes | None]) -> None:
        """Take one posting; of each term the articles must come in ascending order. None is an empty value."""
        field, term, article, weight, value = posting
        value = value or b""
        postings = self._terms.get((field, term))
        if postings is None:
            if self._size > self._limit:
                self._spill()
            self._terms[field, term] = [article, weight, value]
            self._size += _TERM_BYTES + _POSTING_BYTES + len(term) + len(value)
        else:
            postings += (article, weight, value)
            self._size += _POSTING_BYTES + len(value)

    def iter_postings(self) -> Iterator[Posting]:
        """All postings."""
        for field, term, postings in self._merged([*map(_read, self._runs), self._sorted()]):
            values = iter(postings)
            for article, weight, value in zip(values, values, values, strict=True):
                yield Posting(field, term, article, weight, value)  # type: ignore[arg-type] # in turn, as they were added

    def cleanup(self) -> None:
        """Remove what was written."""
        for run in self._runs:
            run.unlink(missing_ok=True)

    def _sorted(self) -> _Run:
        return ((field, term, postings) for (field, term), postings in sorted(self._terms.items()))

    @staticmethod
    def _merged(runs: list[_Run]) -> _Run:
        # Runs come in the order they were made and the merge is stable, so a term's articles stay in order.
        return heapq.merge(*runs, key=itemgetter(0, 1))

    def _spill(self) -> None:
        self._runs.append(self._write(self._sorted()))
        self._terms = {}
        self._size = 0
        if len(self._runs) == MOST_RUNS:
            merged = self._write(self._merged([*map(_read, self._runs)]))
            self.cleanup()
            self._runs = [merged]

    def _write(self, run: _Run) -> Path:
        self._made += 1
        path = self._folder / f"{self._made}.run"
        with path.open("wb") as out:
            for term in run:
                marshal.dump(term, out, 2)  # the newer format looks for repeated objects, and there are none
        return path


def _read(path: Path) -> _Run:
    with path.open("rb") as run:
        while True:
            try:
                yield marshal.load(run)  # noqa: S302 -- written by this very process
            except EOFError:
                return
