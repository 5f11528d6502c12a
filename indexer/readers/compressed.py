"""One file packed by gzip or bzip2 (.gz, .bz2), of any format that is not unpacked as a stream by its own reader."""

from collections.abc import Iterator

from indexer.model import Article, Skipped
from indexer.readers.files import OnBytes, SourceFile
from indexer.readers.nested import unpacked
from indexer.readers.streams import opened

SUFFIXES = (".gz", ".bz2")


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped | SourceFile]:
    """The file that is packed in it, `page.html` in `page.html.gz`."""
    name = file.relative.rpartition("/")[2]
    inner = next((name[: -len(suffix)] for suffix in SUFFIXES if name.lower().endswith(suffix)), name)
    with (
        opened(file, on_bytes) as stream,
        unpacked(file, inner, stream, article_id=file.article_id, relative=file.relative) as member,
    ):
        yield member
