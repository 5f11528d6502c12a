"""ZIP files of articles in any format that is read here (.zip), other ZIP files among them.

A ZIP file is a folder: what is no article there passes in silence here too. Formats that are ZIP inside, such as EPUB,
have readers of their own.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from indexer.model import Article, Skipped
from indexer.readers.beside import passes_in_silence
from indexer.readers.bounded_zip import DAMAGE, BoundedZip, UnsafeZip, ZipLimits
from indexer.readers.encoding import decode
from indexer.readers.files import OnBytes, SourceFile
from indexer.readers.limits import Damaged
from indexer.readers.nested import unpacked
from indexer.readers.zip_tables import ZipTables

SUFFIXES = (".zip",)

LIMITS = ZipLimits(members=100_000, member=2 * 2**30, total=16 * 2**30)
"""An archive may hold a whole collection: each member goes to the disk, not to memory."""


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped | SourceFile]:
    """The files of an archive, sorted by path; those that are refused or damaged are Skipped."""
    try:
        archive = BoundedZip(file.path, LIMITS)
    except UnsafeZip as error:
        yield Skipped(file.relative, str(error))
        return
    with archive:
        on_bytes(file.size)
        for refused in archive.refused:
            yield Skipped(f"{file.relative}/{readable(refused.name)}", f"in the archive it {refused.reason}")
        names = sorted(archive.members)
        beside = _names_by_folder(names)
        tables = ZipTables(file, archive, beside)
        for name in names:
            path = PurePosixPath(name)
            if not _is_beside(name, beside) and not tables.is_sidecar(path):
                said = tables.said(path)
                of_folder = replace(file, defaults=tables.defaults(path.parent), said=(*said, *file.said))
                yield from _member(of_folder, archive, name)
        yield from tables.skipped


def _member(file: SourceFile, archive: BoundedZip, name: str) -> Iterator[Skipped | SourceFile]:
    path = readable(name)
    try:
        with archive.stream(name) as stream, unpacked(file, path, stream) as member:
            yield member
    except Damaged:
        raise  # of all that is in the archive too much was unpacked
    except DAMAGE as error:
        yield Skipped(f"{file.relative}/{path}", f"damaged in the archive: {str(error)[:100]}")


def _names_by_folder(names: list[str]) -> dict[PurePosixPath, set[str]]:
    """The names in each folder of an archive, those of its folders too."""
    found: dict[PurePosixPath, set[str]] = {}
    for name in names:
        path = PurePosixPath(name)
        while path.name:
            in_folder = found.setdefault(path.parent, set())
            if path.name in in_folder:
                break
            in_folder.add(path.name)
            path = path.parent
    return found


def _is_beside(name: str, beside: dict[PurePosixPath, set[str]]) -> bool:
    """Whether a member, or a folder that it lies in, is no article."""
    path = PurePosixPath(name)
    return any(passes_in_silence(part.name, beside[part.parent]) for part in (path, *path.parents) if part.name)


def readable(name: str) -> str:
    """The name of a member as its writer meant it: many ZIP programs write UTF-8 or a code page and don't say so.

    What does not say so is read as code page 437, which keeps every byte: `╪¡╪¿╪▒` is `حبر`.
    """
    try:
        written = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    decoded = decode(written) if not written.isascii() else name
    return name if isinstance(decoded, str) else decoded.text
