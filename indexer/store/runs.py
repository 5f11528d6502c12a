"""Articles as a file of arrays: words inverted, columns, the articles themselves. What is written in one go is a run.

Runs are made apart from each other, on all cores, and then joined into a segment (see `merging`), which has the same
arrays and one more. Not for Whoosh: that is `writer`.
"""

from pathlib import Path

import numpy as np

from indexer.model import Article
from indexer.store.arrays import ArrayFileWriter
from indexer.store.checkpoints import write_checkpoints
from indexer.store.columns import ColumnsWriter
from indexer.store.frequencies import add_frequencies
from indexer.store.inversion import Inverted, TextInverter, inverted_texts
from indexer.store.likeness import Likeness
from indexer.store.likeness_arrays import REUSE, SIGNATURES
from indexer.store.schema import FILE, ID, PARAGRAPHS, TITLE, WORDS
from indexer.store.stored import StoredWriter


class RunWriter:
    """Collects articles in memory, in their order, and writes them."""

    def __init__(self) -> None:
        """Take none yet."""
        self._texts = TextInverter()
        self._columns = ColumnsWriter()
        self._stored = StoredWriter()
        self._files: list[str] = []

    def __len__(self) -> int:
        return len(self._files)

    def add(self, article: Article) -> None:
        """Take the next article."""
        self._texts.add(article.title, article.paragraphs)
        self._columns.add(article)
        self._stored.add(article)
        self._files.append(article.file)

    def write(self, path: Path) -> None:
        """Write everything taken into a new file."""
        texts = self._texts.inverted()
        with ArrayFileWriter(path) as out:
            _write_field(out, WORDS, texts.words)
            _write_field(out, TITLE, texts.title)
            _write_field(out, PARAGRAPHS, texts.paragraphs)
            _write_field(out, ID, inverted_texts(self._columns.ids))
            _write_field(out, FILE, inverted_texts(self._files))
            self._columns.write(out, texts.lengths, texts.title_lengths)
            write_checkpoints(out, texts.checkpoints, texts.lengths)
            self._stored.write(out)
            _write_likeness(out, texts.likeness)


def _write_field(out: ArrayFileWriter, field: str, inverted: Inverted) -> None:
    out.add(f"{field}/terms", np.frombuffer(b"".join(inverted.terms), np.uint8))
    lengths = np.fromiter(map(len, inverted.terms), np.int64, len(inverted.terms))
    out.add(f"{field}/term_starts", np.append(0, np.cumsum(lengths)))
    out.add(f"{field}/posting_starts", inverted.posting_starts)
    out.add(f"{field}/articles", inverted.articles)
    add_frequencies(out, field, inverted.frequencies)
    out.add(f"{field}/position_starts", inverted.position_starts)
    out.add(f"{field}/positions", inverted.positions)


def _write_likeness(out: ArrayFileWriter, found: Likeness) -> None:
    out.add(SIGNATURES, found.signatures.ravel())
    for name, values in zip(REUSE, found[1:], strict=True):
        out.add(name, values)
