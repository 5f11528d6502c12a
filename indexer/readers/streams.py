"""Files larger than memory: their bytes as a stream, unpacked when they are gzip or bzip2, and their lines.

Unpacking and lines have limits, so that neither a bomb nor two gigabytes without a line feed take more than a moment.
Not for what the bytes say.
"""

import bz2
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.readers.files import CountingStream, OnBytes, SourceFile
from indexer.readers.limits import Damaged

RATIO_LIMIT = 250
"""Most bytes that one packed byte may become: prose becomes three to ten, the most repetitive of tables some fifty."""

HARMLESS = 64 * 2**20
"""Bytes that may come out whatever the ratio."""

_GZIP, _BZIP2 = b"\x1f\x8b", b"BZh"
_CHUNK = 2**18
_DAMAGE = (EOFError, OSError, zlib.error)


def is_packed(start: bytes) -> bool:
    """Whether bytes are the beginning of a gzip or bzip2 file."""
    return start.startswith((_GZIP, _BZIP2))


@contextmanager
def opened(file: SourceFile, on_bytes: OnBytes) -> Iterator[io.BufferedReader]:
    """The bytes of a file, unpacked; reading raises Damaged where the packed file is cut off, broken or a bomb."""
    taken = 0

    def count(size: int) -> None:
        nonlocal taken
        taken += size
        on_bytes(size)

    plain: io.BufferedReader = io.BufferedReader(CountingStream(file.path, count), _CHUNK)
    with plain:
        start = plain.peek(len(_BZIP2))
        if is_packed(start):
            unpacker = gzip.GzipFile(fileobj=plain) if start.startswith(_GZIP) else bz2.BZ2File(plain)
            yield io.BufferedReader(_Unpacking(unpacker, lambda: taken), _CHUNK)
        else:
            yield plain


def head_of(path: Path, size: int) -> tuple[bytes, bool]:
    """The first bytes of a file, unpacked, and whether it was packed; nothing of a packed file that is broken."""
    with path.open("rb") as stream:
        start = stream.read(size)
        if not is_packed(start):
            return start, False
        stream.seek(0)
        unpacker = gzip.GzipFile(fileobj=stream) if start.startswith(_GZIP) else bz2.BZ2File(stream)
        try:
            return unpacker.read(size), True
        except _DAMAGE:
            return b"", True


class _Unpacking(io.RawIOBase):
    """What a packed stream holds, as long as that is in proportion; `packed` tells how much of it was taken."""

    def __init__(self, stream: gzip.GzipFile | bz2.BZ2File, packed: Callable[[], int]) -> None:
        super().__init__()
        self._stream = stream
        self._packed = packed
        self._unpacked = 0

    def readable(self) -> bool:
        """True: that is all it is for."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # the base wants any buffer
        """Fill the buffer; the number of bytes read, 0 at the end. Raises Damaged."""
        try:
            data = self._stream.read1(len(buffer))  # not `read`, which loses what came before the damage
        except _DAMAGE as error:
            raise Damaged(f"the compressed file is cut off or damaged here: {error}") from error
        self._unpacked += len(data)
        if self._unpacked > max(HARMLESS, RATIO_LIMIT * self._packed()):
            raise Damaged(f"it unpacks to more than {RATIO_LIMIT} times its size, as bombs do")
        buffer[: len(data)] = data
        return len(data)


def lines_of(stream: io.BufferedReader, encoding: str, errors: str, limit: int) -> Iterator[str | None]:
    r"""Each line with its line feed (`\n` or `\r\n`); None for one that is longer than the limit in characters."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="\n")
    while line := text.readline(limit):
        if len(line) < limit or line.endswith("\n"):
            yield line
            continue
        while (rest := text.readline(2**20)) and not rest.endswith("\n"):
            pass
        yield None
