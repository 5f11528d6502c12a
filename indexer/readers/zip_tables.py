"""What tables in an archive say of the articles in it: `source.toml` of its folder, sidecar files of the one beside.

They are taken to a temporary folder and read there as those on disk are (see `sources` and `sidecars`).
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from indexer.model import Skipped
from indexer.readers.bounded_zip import DAMAGE, BoundedZip
from indexer.readers.files import Said, SourceFile
from indexer.readers.sidecars import TABLE_LIMIT, is_sidecar, read_sidecars
from indexer.readers.sources import SOURCE_FILE, SourceDefaults, read_source


class ZipTables:
    """The tables of one archive; `beside` are the names in each of its folders, `skipped` what could not be used."""

    def __init__(self, file: SourceFile, archive: BoundedZip, beside: Mapping[PurePosixPath, set[str]]) -> None:
        self.skipped: list[Skipped] = []
        self._file = file
        self._archive = archive
        self._beside = beside
        self._defaults: dict[PurePosixPath, SourceDefaults] = {}

    def is_sidecar(self, path: PurePosixPath) -> bool:
        """Whether a member describes one beside it, which has its name and another suffix."""
        others = {PurePosixPath(name) for name in self._beside[path.parent] if name != path.name}
        tables = (".toml", ".json")
        articles = {form for one in others if one.suffix not in tables for form in (one.name, one.stem)}
        return is_sidecar(path.name, articles.__contains__)

    def defaults(self, folder: PurePosixPath) -> SourceDefaults:
        """What the nearest `source.toml` says from that folder upwards; without one, what holds for the archive."""
        if folder not in self._defaults:
            if str(folder / SOURCE_FILE) in self._archive.members:
                self._defaults[folder] = self._read_source(folder)
            elif folder.name:
                self._defaults[folder] = self.defaults(folder.parent)
            else:
                self._defaults[folder] = self._file.defaults
        return self._defaults[folder]

    def said(self, path: PurePosixPath) -> tuple[Said, ...]:
        """What its sidecar files say of a member."""
        names = {name for name in self._beside[path.parent] if self.is_sidecar(path.parent / name)}
        if not any(name.startswith(path.stem) for name in names):
            return ()
        with self._on_disk(path.parent, names) as place:
            found, skipped = read_sidecars(place / path.name, f"{self._file.relative}/{path}", names)
        self.skipped += skipped
        return tuple(found)

    def _read_source(self, folder: PurePosixPath) -> SourceDefaults:
        name = folder.name or PurePosixPath(self._file.relative).stem
        relative = f"{self._file.relative}/{folder}" if folder.name else self._file.relative
        with self._on_disk(folder, [SOURCE_FILE]) as place:
            defaults, skipped = read_source(place, relative, name)
        self.skipped += skipped
        return defaults

    @contextmanager
    def _on_disk(self, folder: PurePosixPath, names: Iterable[str]) -> Iterator[Path]:
        """A folder with some members, each as far as a table may be long."""
        with tempfile.TemporaryDirectory(prefix="masadir-") as place:
            for name in names:
                try:
                    with self._archive.stream(str(folder / name)) as stream:
                        (Path(place) / name).write_bytes(stream.read(TABLE_LIMIT + 1))
                except DAMAGE as error:
                    path = f"{self._file.relative}/{folder / name}"
                    self.skipped.append(Skipped(path, f"damaged in the archive: {str(error)[:100]}"))
            yield Path(place)
