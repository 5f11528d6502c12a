"""What the readers share: the file to be read, and how its bytes are counted.

No format is known here (see `registry` for the list of formats), nor what an article is made of (see `article`).
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from indexer.model import Article, Claim, Skipped
from indexer.readers.limits import Budget
from indexer.readers.sources import SourceDefaults

FILE_LIMIT = 64 * 2**20
"""Longest article, in bytes of a file or characters of a line of JSONL: nothing larger is one article."""


@dataclass(frozen=True, slots=True)
class Said:
    """What another file says of an article by its id, or of all articles of a file when `article` is None.

    `file` and `place` are where it says that.
    """

    article: str | None
    claims: tuple[Claim, ...]
    file: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a reader knows: `relative` is its path in the sources root, `defaults` what its folder says.

    `article_id` is the id of the one article in it, or what the ids of its nameless records begin with; `said` is what
    sidecar files and corrections say of its articles.
    What a reader has unpacked from an archive is one too, see `nested`: its `relative` begins with that of the archive,
    `address` and `charset` are what the archive says of it, `depth` is how many archives it lies in, and `budget` what
    all of them together may still unpack.
    """

    path: Path
    relative: str
    size: int
    modified_ns: int
    defaults: SourceDefaults
    article_id: str = ""
    said: tuple[Said, ...] = ()
    address: str | None = None
    charset: str | None = None
    depth: int = 0
    budget: Budget | None = None


class Unread(NamedTuple):
    """An article that was found in a file and is still to be read, here or by another process: `read` can be pickled.

    `characters` is about how long its text is.
    """

    read: Callable[[], Article | Skipped]
    characters: int


OnBytes = Callable[[int], None]


class Reader(Protocol):
    """How every format is read: bad content comes out as `Skipped`, or raises Damaged when it hides all after it.

    A file that holds files yields them as SourceFile, and each is read before the next is asked for. Where finding an
    article is much less work than reading it, it is yielded Unread. Only the disk may raise OSError.
    """

    def __call__(self, file: SourceFile, on_bytes: OnBytes, /) -> "Iterator[Article | Skipped | SourceFile | Unread]":
        """The articles of a file, telling `on_bytes` how many bytes were newly taken from the disk."""
        ...


class CountingStream(io.RawIOBase):
    """A file on disk that tells how many bytes were taken from it, however they are unpacked afterwards."""

    def __init__(self, path: Path, on_bytes: OnBytes) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._on_bytes = on_bytes

    def readable(self) -> bool:
        """True: that is all it is for."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # the base wants any buffer
        """Fill the buffer; the number of bytes read, 0 at the end."""
        count = self._file.readinto(buffer)
        self._on_bytes(count)
        return count

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def read_bytes(file: SourceFile, on_bytes: OnBytes, limit: int = FILE_LIMIT) -> bytes | Skipped:
    """The whole file, or Skipped when it is larger than any article; raises OSError."""
    if file.path.stat().st_size > limit:
        return Skipped(file.relative, f"larger than {limit >> 20} MB, which no single article is")
    data = file.path.read_bytes()
    on_bytes(len(data))
    return data
