"""The segments of a generation, as its manifest lists them: what Whoosh's table of contents says, without Whoosh.

Whoosh keeps them as a pickle, which takes longer to open than a short question to answer, and could run code. Not for
what is in a segment: see `field_arrays`.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.store.field_arrays import array_path


class Segment(NamedTuple):
    """A segment: its file, how many articles are in it, and the numbers of those deleted, ascending."""

    file: str
    articles: int
    deleted: tuple[int, ...]


def segments_in(folder: Path) -> tuple[Segment, ...]:
    """The segments of the Whoosh index in a folder, none where there is none."""
    from whoosh import index  # noqa: PLC0415 -- heavy, and reading an index needs none of it
    from whoosh.filedb.filestore import FileStorage  # noqa: PLC0415 -- as above

    if not index.exists_in(str(folder)):
        return ()
    storage = FileStorage(str(folder))
    return tuple(
        Segment(array_path(storage, one).name, one.doc_count_all(), tuple(sorted(one.deleted_docs())))
        for one in index.TOC.read(storage, "MAIN").segments
    )


def deleted_of(segment: Segment) -> NDArray[np.int64]:
    """The numbers of the deleted articles of a segment. Raises ValueError where they can't be."""
    deleted = np.array(segment.deleted, np.int64)
    if deleted.size and not (deleted[0] >= 0 and (deleted[:-1] < deleted[1:]).all() and deleted[-1] < segment.articles):
        raise ValueError(f"{segment.file} can't have the deleted articles that it is said to have")
    return deleted
