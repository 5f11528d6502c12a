"""Writes the articles of one generation: by Whoosh's writer which segments there are, by ours what is in them.

Not for deciding which articles those are: that is `indexer.build`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from whoosh import index
from whoosh.query.compound import Or
from whoosh.query.terms import Prefix, Term
from whoosh.writing import SegmentWriter

from indexer.errors import IndexDamaged
from indexer.model import Article
from indexer.store.arrays import ArrayFileDamaged
from indexer.store.codec import ArrayCodec
from indexer.store.field_arrays import array_path
from indexer.store.inversion import forget_words
from indexer.store.merging import OnProgress, Part, merge
from indexer.store.runs import RunWriter
from indexer.store.schema import FILE
from indexer.store.story_writer import write_stories
from indexer.store.whoosh_fields import whoosh_schema

MOST_RUNS = 64
"""So many runs are joined into one, because each is an open file and joining many at once takes memory for each."""


class ArticleWriter:
    """Adds and removes articles in a generation's folder, which is whole once `commit` has returned.

    Opens the Whoosh index that is in the folder, or makes a new one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        place = str(folder)
        self._index = index.open_dir(place) if index.exists_in(place) else index.create_in(place, whoosh_schema())
        self._writer = _SegmentWriter(self._index)
        self._run: RunWriter | None = None
        self._joined = 0

    def add(self, article: Article) -> None:
        """Add one article, which waits in memory; a great many are added as runs."""
        self._run = self._run or RunWriter()
        self._run.add(article)

    def add_run(self, path: Path, without: Sequence[int] = ()) -> None:
        """Add the articles of a run, but for those of these numbers; its file is removed once they are taken over."""
        part = Part(path)
        if without:
            keep = np.ones(part.kept, bool)
            keep[list(without)] = False
            part = Part(path, keep)
        self._writer.runs.append(part)
        if len(self._writer.runs) >= MOST_RUNS:
            self._joined += 1
            joined = self._folder / f"joined-{self._joined}.run"
            forget_words()  # to join takes as much memory as they do
            merge(self._writer.runs, joined, as_run=True)
            self._writer.remove_runs()
            self._writer.runs.append(Part(joined))

    def remove_file(self, path: str) -> int:
        """Remove the articles of one source file, and of files that lie in it, committed before; returns how many."""
        of_file = Or([Term(FILE, path), Prefix(FILE, f"{path}/")])
        return int(self._writer.delete_by_query(of_file))

    def commit(self, *, merge: bool = True, on_progress: OnProgress = lambda share: None) -> None:
        """Write everything added and removed; small segments are joined unless told otherwise."""
        if self._run:
            path = self._folder / "added.run"
            self._run.write(path)
            self.add_run(path)
        self._writer.on_progress = on_progress
        self._writer.commit(merge=merge)
        storage = self._index.storage
        segments = index.TOC.read(storage, self._index.indexname).segments
        write_stories(self._folder, [_part(storage, segment) for segment in segments])

    def __enter__(self) -> "ArticleWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if not self._writer.is_closed:
            self._writer.cancel()
        self._index.close()


class _SegmentWriter(SegmentWriter):
    """Whoosh's writer of one segment, which it makes of runs, and of segments that are merged into it."""

    def __init__(self, whoosh_index: index.FileIndex) -> None:
        # Not compound: ours is one file, and must be plain to be mapped into memory.
        super().__init__(whoosh_index, codec=ArrayCodec(), compound=False)  # type: ignore[no-untyped-call]
        self.runs: list[Part] = []
        self.on_progress: Callable[[float], None] = lambda share: None
        self._merged: list[Part] = []

    def add_reader(self, reader: Any) -> None:
        """Take over a segment that is merged into this one. Raises IndexDamaged when it isn't what was written."""
        part = _part(reader.storage(), reader.segment())
        try:
            part.file.verify()
        except ArrayFileDamaged as error:
            raise IndexDamaged(str(part.path.parent.parent), str(error)) from error
        part.file.release()
        self._merged.append(part)
        self._added = True

    def remove_runs(self) -> None:
        """Remove the files of the runs, which were taken over."""
        for run in self.runs:
            run.path.unlink()
        self.runs.clear()

    def commit(self, *arguments: Any, **options: Any) -> None:
        """Write the segment and the list of all."""
        self._added = self._added or bool(self.runs)
        super().commit(*arguments, **options)  # type: ignore[no-untyped-call]

    def _flush_segment(self) -> None:
        parts = [*self._merged, *self.runs]
        self.docnum = sum(part.kept for part in parts)
        merge(parts, array_path(self.storage, self.newsegment), self.on_progress)
        self.remove_runs()


def _part(storage: Any, segment: Any) -> Part:
    """A segment with which of its articles are there."""
    keep = np.ones(segment.doc_count_all(), bool)
    keep[list(segment.deleted_docs())] = False
    return Part(array_path(storage, segment), keep if segment.has_deletions() else None)
