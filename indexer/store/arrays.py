"""A file of named arrays: written once, then read in place by memory map. The format is in docs/index-format.md.

    magic, version · arrays, each at a multiple of 64 bytes · directory (JSON) · its offset, length and checksum

Numbers are little-endian. The directory names each array with its type, offset, length and CRC-32. Opening reads the
directory alone; `verify` reads everything. Knows nothing of what the arrays mean.
"""

import json
import mmap
import shutil
import struct
import tempfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

MAGIC = b"MASADIR\n"
VERSION = 1
ALIGNMENT = 64

_HEADER = struct.Struct("<8sI")
_TRAILER = struct.Struct("<QQI8s")

Array = NDArray[Any]


class ArrayFileDamaged(Exception):
    """A file that is not what its directory says; the message names it and what is wrong."""


class Spool:
    """A whole-number array that comes in pieces and waits on disk, beside the file it is for, until it is complete."""

    def __init__(self, folder: Path, largest: int) -> None:
        """`largest` is the highest number that may come; it decides how many bytes each takes."""
        self.type = np.min_scalar_type(largest).newbyteorder("<")
        self.length = 0
        self.crc32 = 0
        self.file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 -- closed by who takes it over

    def append(self, piece: Array) -> None:
        """Add numbers behind those that came. Raises ValueError where one is higher than was said, or below 0."""
        fits = not piece.size or np.can_cast(piece.dtype, self.type)
        if not fits and not 0 <= int(piece.min()) <= int(piece.max()) <= np.iinfo(self.type).max:
            raise ValueError(f"{piece.min()} to {piece.max()} don't fit into {self.type}")
        stored = np.ascontiguousarray(piece.astype(self.type, copy=False))
        self.length += stored.size
        self.crc32 = zlib.crc32(stored.data, self.crc32)
        self.file.write(stored.data)


class ArrayFileWriter:
    """Writes arrays one after the other; the file is whole once `close` returns."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self._out: BinaryIO = path.open("xb")
        self._out.write(_HEADER.pack(MAGIC, VERSION))
        self._directory: dict[str, dict[str, str | int]] = {}

    def add(self, name: str, array: Array) -> None:
        """Write one array of one dimension; whole numbers take the fewest bytes that hold them all.

        Raises ValueError where one is below 0.
        """
        if array.dtype.kind in "iu":
            if array.dtype.kind == "i" and array.size and array.min() < 0:
                raise ValueError(f"{name} holds a number below 0")
            array = array.astype(np.min_scalar_type(int(array.max()) if array.size else 0))
        stored = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False))
        self._enter(name, stored.dtype, int(stored.size), zlib.crc32(stored.data))
        self._out.write(stored.data)

    def add_spooled(self, name: str, spool: Spool) -> None:
        """Write an array that came in pieces, and let go of its spool."""
        self._enter(name, spool.type, spool.length, spool.crc32)
        spool.file.seek(0)
        shutil.copyfileobj(spool.file, self._out, 1 << 20)
        spool.file.close()

    def _enter(self, name: str, kind: np.dtype[Any], length: int, crc32: int) -> None:
        self._out.write(bytes(-self._out.tell() % ALIGNMENT))
        self._directory[name] = {"type": kind.str, "offset": self._out.tell(), "length": length, "crc32": crc32}

    def close(self) -> None:
        """Write the directory and close the file."""
        directory = json.dumps(self._directory).encode()
        offset = self._out.tell()
        self._out.write(directory)
        self._out.write(_TRAILER.pack(offset, len(directory), zlib.crc32(directory), MAGIC))
        self._out.close()

    def __enter__(self) -> "ArrayFileWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self._out.close()


class ArrayFile:
    """A file of arrays, open for reading; arrays stay on disk until they are looked at."""

    def __init__(self, path: Path) -> None:
        """Map the file and read its directory. Raises ArrayFileDamaged, or OSError where it can't be opened."""
        self._path = path
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if size < _HEADER.size + _TRAILER.size:
                raise ArrayFileDamaged(f"{path.name} is cut off")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, version = _HEADER.unpack_from(self._map)
        offset, length, checksum, end = _TRAILER.unpack_from(self._map, size - _TRAILER.size)
        if magic != MAGIC or end != MAGIC:
            raise ArrayFileDamaged(f"{path.name} is no file of arrays, or is cut off")
        if version != VERSION:
            raise ArrayFileDamaged(f"{path.name} is of version {version}; this is version {VERSION}")
        directory = self._map[offset : offset + length]
        if offset + length + _TRAILER.size != size or zlib.crc32(directory) != checksum:
            raise ArrayFileDamaged(f"the directory of {path.name} is damaged")
        self._directory: dict[str, dict[str, Any]] = json.loads(directory)

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def names(self) -> list[str]:
        """The names of all arrays, in the order they were written."""
        return list(self._directory)

    def array(self, name: str) -> Array:
        """An array as it lies in the file, read-only. Raises KeyError."""
        entry = self._directory[name]
        return np.frombuffer(self._map, np.dtype(entry["type"]), entry["length"], entry["offset"])

    def release(self) -> None:
        """Give back the memory of what was looked at; it is read from disk again when needed."""
        if hasattr(mmap, "MADV_DONTNEED"):  # not on Windows, which keeps no count that this would lower
            self._map.madvise(mmap.MADV_DONTNEED)

    def verify(self) -> None:
        """Read every array and hold it against its checksum. Raises ArrayFileDamaged."""
        for name, entry in self._directory.items():
            if zlib.crc32(self.array(name).data) != entry["crc32"]:
                raise ArrayFileDamaged(f"{name} in {self._path.name} is damaged")


def mean(values: Array, count: int) -> float:
    """The mean of whole numbers, the same in whatever order they stand; 0 for none."""
    return float(values.sum(dtype=np.float64)) / count if count else 0.0
