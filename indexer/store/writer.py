"""Writes the articles of one generation: Whoosh's writer for what is stored, arrays for the postings.

Not for deciding which articles those are: that is `indexer.build`.
"""

from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from whoosh import index
from whoosh.query.compound import Or
from whoosh.query.terms import Prefix, Term
from whoosh.writing import SegmentWriter

from indexer.model import Article
from indexer.store.codec import ArrayCodec, ArrayFieldWriter
from indexer.store.inversion import Inverted, Inverter, joined, without
from indexer.store.schema import FILE, FORMS, POSITIONS, WORDS, article_columns, article_terms, whoosh_schema, word_of

WORDS_IN_MEMORY = 8_000_000
"""Words collected before they are written as a segment; each takes some forty bytes while it is sorted."""


class ArticleWriter:
    """Adds and removes articles in a generation's folder, which is whole once `commit` has returned.

    Opens the Whoosh index that is in the folder, or makes a new one. What does not fit into memory is written before.
    """

    def __init__(self, folder: Path) -> None:
        place = str(folder)
        self._index = index.open_dir(place) if index.exists_in(place) else index.create_in(place, whoosh_schema())
        self._writer = _SegmentWriter(self._index)

    def add(self, article: Article) -> None:
        """Add one article."""
        self._writer.add_article(article)
        if self._writer.words_in_memory >= WORDS_IN_MEMORY:
            self._writer.commit(merge=False)
            self._writer = _SegmentWriter(self._index)

    def remove_file(self, path: str) -> int:
        """Remove the articles of one source file, and of files that lie in it, committed before; returns how many."""
        of_file = Or([Term(FILE, path), Prefix(FILE, f"{path}/")])
        return int(self._writer.delete_by_query(of_file))

    def commit(self, *, merge: bool = True) -> None:
        """Write everything added and removed; small segments are joined unless told otherwise."""
        self._writer.commit(merge=merge)

    def __enter__(self) -> "ArticleWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if not self._writer.is_closed:
            self._writer.cancel()
        self._index.close()


class _SegmentWriter(SegmentWriter):
    """Whoosh's writer of one segment, with postings that go from arrays to arrays and never through its pool."""

    def __init__(self, whoosh_index: index.FileIndex) -> None:
        # Not compound: Whoosh reads plain files by memory map, but copies the parts of a compound file into memory.
        super().__init__(whoosh_index, codec=ArrayCodec(), compound=False)  # type: ignore[no-untyped-call]
        self._inverters = {field: Inverter(positions=positions) for field, positions in POSITIONS.items()}
        self._merged: dict[str, list[Inverted]] = {field: [] for field in POSITIONS}

    @property
    def words_in_memory(self) -> int:
        """How many words wait to be written."""
        return len(self._inverters[WORDS])

    def add_article(self, article: Article) -> None:
        """Add one article."""
        number = self.docnum
        found = article_terms(article)
        self.add_document(**article_columns(article, len(found[WORDS].terms)))
        for field, (terms, positions) in found.items():
            self._inverters[field].add(number, terms, positions)

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: dict[int, int] | None) -> None:
        """Take over the postings of a segment that is merged into this one, under the numbers its articles get."""
        old = range(reader.doc_count_all())
        numbers = np.array([docmap.get(number, -1) if docmap is not None else startdoc + number for number in old])
        terms = reader.codec().terms_reader(reader.storage(), reader.segment())
        for name, field in terms.fields.items():
            self._merged[name].append(without(field.inverted(), numbers >= 0, numbers))

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        out: ArrayFieldWriter = self.fieldwriter
        for field, inverter in self._inverters.items():
            inverted = inverter.inverted()
            if self._merged[field]:
                inverted = joined([inverted, *self._merged[field]])
            out.write(field, inverted)
            if field == WORDS:
                out.write_counts(FORMS, _forms(inverted))
        out.close()


def _forms(words: Inverted) -> dict[bytes, int]:
    """Each form among the words, and in how many articles they stand."""
    counts: dict[bytes, int] = {}
    for term, articles in zip(words.terms, np.diff(words.posting_starts).tolist(), strict=True):
        form = word_of(term.decode()).form.encode()
        counts[form] = counts.get(form, 0) + articles
    return counts
