"""Files within files: a member of an archive becomes a file of its own for as long as it is read.

Any reader can then read it, whatever it lies in. What is in an archive is for the archive's reader to know.
"""

import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote, urlsplit

from indexer.readers.cleaning import one_line
from indexer.readers.files import SourceFile
from indexer.readers.limits import Budget

NESTING_LIMIT = 4
"""Most archives within each other: a saved page in a ZIP file of ZIP files has three."""

BUDGET_RATIO = 100
"""How many times the size of the outermost file all that is unpacked from it may have, archives in archives too."""

BUDGET_FLOOR = 256 * 2**20
"""Bytes that may be unpacked from any file, however small."""

_CHUNK = 2**20
_LONGEST_PATH = 400
_NAME_BYTES = 200
"""Longest name in bytes; file systems refuse more than 255."""


@contextmanager
def unpacked(
    file: SourceFile,
    name: str,
    content: bytes | IO[bytes],
    *,
    article_id: str = "",
    relative: str | None = None,
    address: str | None = None,
    charset: str | None = None,
) -> Iterator[SourceFile]:
    """A member of a file, written to a temporary folder until it was read; `name` is its path within the file.

    Without an `article_id` the member gets one from its path, as files on disk do. Raises Damaged when too much was
    unpacked, and whatever reading the content raises.
    """
    budget = file.budget or Budget(max(BUDGET_FLOOR, BUDGET_RATIO * file.size))
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    with tempfile.TemporaryDirectory(prefix="masadir-") as folder:
        path = Path(folder) / _short(PurePosixPath(name).name)
        size = 0
        with path.open("wb") as out:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                budget.take(len(chunk))
                out.write(chunk)
        yield SourceFile(
            path=path,
            relative=relative or f"{file.relative}/{name}",
            size=size,
            modified_ns=file.modified_ns,
            defaults=file.defaults,
            said=file.said,
            article_id=article_id,
            address=address or file.address,
            charset=charset,
            depth=file.depth + 1,
            budget=budget,
        )


def path_of(address: str) -> str:
    """An address as a path within what holds its page, readable: `example.org/2021/بحيرة`, without the protocol."""
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    path = one_line(unquote(f"{parts.netloc}{parts.path}{query}"))[:_LONGEST_PATH]
    return re.sub(r"/{2,}", "/", path).strip("/") or "page"


def _short(name: str) -> str:
    """A name that every file system takes; its end is kept, for it tells the format."""
    encoded = (name or "unnamed").encode(errors="replace").replace(b"\0", b"")
    return encoded[-_NAME_BYTES:].decode(errors="ignore")
