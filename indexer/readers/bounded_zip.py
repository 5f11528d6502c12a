"""A ZIP file opened with limits, so that a small file can't unpack to more than memory and patience allow.

For every format that is a ZIP inside (DOCX, ODT, EPUB) and for archives. Nothing is ever written to the disk; which
members hold text is for the formats to know.
"""

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)
"""What `zipfile` raises on broken, encrypted or exotic files, also in the middle of a stream."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
"""Not LZMA: its decoder takes as much memory as the file asks for."""

_ENTRY = 512
"""Bytes of the directory that one member may take on average: 46, its name, times and a comment."""

_RATIO_FLOOR = 2**20
"""Bytes that are harmless however well they were packed: an empty table repeats itself a thousand times."""

_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_TAIL = 2**16 + 2**10


class UnsafeZip(ValueError):
    """A ZIP file, or a member of one, that is not unpacked; the message says why."""


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How much a ZIP file may hold: `member` and `total` are unpacked bytes, `ratio` is unpacked to packed.

    Deflate packs a thousand zeros into one byte, prose into a third, repetitive XML into a fiftieth.
    """

    members: int = 20_000
    member: int = 256 * 2**20
    total: int = 1024 * 2**20
    ratio: int = 250


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that is not unpacked, and why."""

    name: str
    reason: str


class BoundedZip:
    """A ZIP file whose directory was read and found harmless; use it as a context manager.

    `members` are the safe files in it with their unpacked size, in the order of the directory; `refused` are the rest.
    Raises UnsafeZip when it is no ZIP file or breaks the limits as a whole; OSError.
    """

    def __init__(self, source: Path | IO[bytes], limits: ZipLimits | None = None) -> None:
        limits = limits or ZipLimits()
        self._stream = source.open("rb") if isinstance(source, Path) else source
        self._own = isinstance(source, Path)
        try:
            self._zip = _opened(self._stream, limits)
        except BaseException:
            self.close()
            raise
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self.refused: list[Refused] = []
        for info in self._zip.infolist():
            if info.is_dir():
                continue
            reason = _refusal(info, limits)
            if reason:
                self.refused.append(Refused(info.filename, reason))
            else:
                self._infos[info.filename] = info
        self.members: dict[str, int] = {name: info.file_size for name, info in self._infos.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, if it was opened here."""
        if self._own:
            self._stream.close()

    def read(self, name: str) -> bytes:
        """A whole member; raises UnsafeZip, also when there is none of this name."""
        try:
            with self.stream(name) as stream:
                return stream.read()
        except DAMAGE as error:
            if isinstance(error, UnsafeZip):
                raise
            raise UnsafeZip(f"{name} in it is damaged: {str(error)[:100]}") from error

    def stream(self, name: str) -> IO[bytes]:
        """A member to be read bit by bit, never more than its stated size; reading may raise any of `DAMAGE`."""
        if name not in self._infos:
            reason = next((one.reason for one in self.refused if one.name == name), None)
            raise UnsafeZip(f"{name} in it {reason}" if reason else f"it holds no {name}")
        try:
            return self._zip.open(self._infos[name])
        except DAMAGE as error:
            raise UnsafeZip(f"{name} in it is damaged: {str(error)[:100]}") from error


def _opened(stream: IO[bytes], limits: ZipLimits) -> zipfile.ZipFile:
    packed = stream.seek(0, io.SEEK_END)
    # Before zipfile takes the directory into memory, an object a member.
    if _directory_size(stream, packed) > limits.members * _ENTRY:
        raise UnsafeZip(f"it holds more than {limits.members} files, which is refused")
    try:
        opened = zipfile.ZipFile(stream)
    except DAMAGE as error:
        raise UnsafeZip(f"not a ZIP file, or cut off: {str(error)[:100]}") from error
    infos = opened.infolist()
    if len(infos) > limits.members:
        raise UnsafeZip(f"it holds {len(infos)} files, more than {limits.members}, which is refused")
    # zipfile stops reading a member at its stated size, so that what is stated here is what can come out.
    total = sum(info.file_size for info in infos)
    if total > limits.total:
        raise UnsafeZip(f"it would unpack to {total >> 20} MB, more than {limits.total >> 20} MB, which is refused")
    if total > _RATIO_FLOOR and total > limits.ratio * packed:
        raise UnsafeZip(f"it would unpack to {total // max(packed, 1)} times its size, as ZIP bombs do")
    return opened


def _directory_size(stream: IO[bytes], packed: int) -> int:
    """The size in bytes of the directory as the end of the file states it; 0 without a readable end."""
    stream.seek(max(0, packed - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 16:
        return 0
    (size,) = struct.unpack_from("<L", tail, at + 12)
    wide = tail.rfind(_END64, 0, at)
    if wide >= 0 and len(tail) >= wide + 48:
        (size_wide,) = struct.unpack_from("<Q", tail, wide + 40)
        return max(int(size), int(size_wide)) if size != 2**32 - 1 else int(size_wide)
    return min(int(size), packed)


def _refusal(info: zipfile.ZipInfo, limits: ZipLimits) -> str | None:
    """Why a member is not to be unpacked; None for a harmless one."""
    # zipfile makes "/" of the backslashes only where those part folders; a path from Windows has them anywhere.
    parts = info.orig_filename.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or parts[0].endswith(":") or "\x00" in info.orig_filename:
        return "has a path that leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a symbolic link"
    if info.flag_bits & 0x1:
        return "is encrypted"
    if info.compress_type not in _METHODS:
        return "is packed by a method that is not supported"
    if info.file_size > limits.member:
        return f"would unpack to {info.file_size >> 20} MB, more than {limits.member >> 20} MB"
    if info.file_size > _RATIO_FLOOR and info.file_size > limits.ratio * max(info.compress_size, 1):
        return f"would unpack to {info.file_size // max(info.compress_size, 1)} times its size, as ZIP bombs do"
    return None
