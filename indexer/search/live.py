"""The index that answers, as it is rebuilt: every question is answered by the newest generation.

Not for what a generation is on disk: see `indexer.store.generations`.
"""

import threading
from pathlib import Path
from time import perf_counter

from indexer.store import generations
from indexer.store.snapshot import Snapshot

LOOKED_FOR = 0.002
"""Seconds for which nobody looks again whether the index was rebuilt: to look costs as much as a question."""


class LiveIndex:
    """The live generation of an index folder; safe to share between threads."""

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._snapshot: Snapshot | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._looked = 0.0
        self._opening = threading.Lock()

    def snapshot(self) -> Snapshot:
        """The live generation. One that was replaced is let go, not closed: another thread may still answer from it.

        Raises IndexMissing, IndexStale or IndexDamaged.
        """
        snapshot, now = self._snapshot, perf_counter()
        if snapshot is not None and now < self._looked + LOOKED_FOR:
            return snapshot
        stamp = generations.stamp(self._index_dir)
        if snapshot is not None and stamp is not None and stamp == self._stamp:
            self._looked = now
            return snapshot
        with self._opening:
            if self._snapshot is None or self._snapshot.generation != generations.current(self._index_dir):
                self._snapshot = Snapshot(self._index_dir)
            self._stamp = stamp  # taken before, so that what was written in between is seen at the next call
            return self._snapshot

    def close(self) -> None:
        """Let go of the index's files."""
        if self._snapshot is not None:
            self._snapshot.close()
            self._snapshot = None
