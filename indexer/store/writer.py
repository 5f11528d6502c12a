"""Writes the articles of one generation with Whoosh's writer.

Not for deciding which articles those are: that is `indexer.build`.
"""

import tempfile
from pathlib import Path
from types import TracebackType

from whoosh import index

from indexer.model import Article
from indexer.store.pool import PostingPool
from indexer.store.schema import article_fields, whoosh_schema

POOL_BYTES = 128 * 2**20
"""Memory that postings are collected in before they are spilled to disk."""


class ArticleWriter:
    """Adds and removes articles in a generation's folder; nothing is kept unless `commit` returns.

    Opens the Whoosh index that is in the folder, or makes a new one.
    """

    def __init__(self, folder: Path) -> None:
        place = str(folder)
        self._index = index.open_dir(place) if index.exists_in(place) else index.create_in(place, whoosh_schema())
        # Not compound: Whoosh reads plain files by memory map, but copies the parts of a compound file into memory.
        self._writer = self._index.writer(compound=False)
        self._spilled = tempfile.TemporaryDirectory(prefix="spilled-", dir=folder)
        pool = PostingPool(Path(self._spilled.name), POOL_BYTES)
        self._writer.pool = pool  # type: ignore[attr-defined] # the annotation names Whoosh's most general writer
        self._done = False

    def add(self, article: Article) -> None:
        """Add one article."""
        self._writer.add_document(**article_fields(article))

    def remove_file(self, path: str) -> int:
        """Remove the articles of one source file that were committed before; returns how many."""
        return int(self._writer.delete_by_term("file", path))

    def commit(self) -> None:
        """Write everything added and removed."""
        self._done = True
        self._writer.commit()
        self._spilled.cleanup()

    def __enter__(self) -> "ArticleWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if not self._done:
            self._writer.cancel()
            self._spilled.cleanup()
        self._index.close()
