"""The index folder: one folder per generation, and a pointer to the live one that is replaced atomically.

    index/CURRENT               one line: the name of the live generation
    index/<generation>/         Whoosh's files, manifest.json, files.jsonl
    index/<generation>.partial/ a build under way, or one that died: never read, removed by the next build

Whatever happens to a build, the pointer names a whole generation. The generation before the live one is kept,
so that a process which opened it a moment ago can finish its answer. Nothing else in the folder is ever touched:
people do name a folder of their own. Not for what is inside a generation.
"""

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from indexer.arabic.analysis import Rules, fingerprint
from indexer.errors import BadParameter, IndexBusy, IndexDamaged, IndexMissing, IndexStale
from indexer.model import Skipped, Source
from indexer.store.schema import FORMAT_VERSION
from indexer.store.segments import Segment, segments_in

POINTER = "CURRENT"
MANIFEST = "manifest.json"
FILES = "files.jsonl"
PARTIAL = ".partial"

_LOCK = "BUILD.lock"
_NAMED_BY = "%Y%m%dT%H%M%S%fZ"
_GENERATION = re.compile(r"\d{8}T\d{12}Z")
_OWN = re.compile(rf"{_GENERATION.pattern}({re.escape(PARTIAL)})?|{POINTER}(\.new)?|{re.escape(_LOCK)}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is: enough to refuse it in one sentence, and to say what is in it.

    `analysis` is the fingerprint of the Arabic analysis that made its terms; `sources_digest` is over the digests
    of all files read; `sources` are the publications found; `rules` are a person's own for the analysis; `sizes` are
    those of the generation's files in bytes; `readers` is the fingerprint of what read the sources; `segments` are
    those that Whoosh lists.
    """

    generation: str
    format: int
    analysis: str
    built_at: str
    articles: int
    sources_dir: str
    sources_digest: str
    sources: tuple[Source, ...] = ()
    rules: Rules = field(default_factory=Rules)
    sizes: dict[str, int] = field(default_factory=dict)
    readers: str = ""
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file as it was when it was read: path relative to the sources folder, size in bytes, digest of content.

    `reading` is a digest of what else its articles depend on; `sources` are the publications its articles name;
    `skipped` and `repaired` are what was reported of it.
    """

    path: str
    size: int
    modified_ns: int
    reading: str
    digest: str
    articles: int
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...] = ()
    repaired: tuple[tuple[str, str], ...] = ()


def current(index_dir: Path) -> str:
    """Name of the live generation. Raises IndexMissing or IndexDamaged."""
    try:
        name = (index_dir / POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(str(index_dir)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged(str(index_dir), f"{POINTER} can't be read ({error})") from error
    if not _GENERATION.fullmatch(name) or not (index_dir / name).is_dir():
        raise IndexDamaged(str(index_dir), f"{POINTER} names a generation that is not there")
    return name


def begun_ns(generation: str) -> int:
    """When the build of a generation began, in nanoseconds since 1970."""
    begun = datetime.strptime(generation, _NAMED_BY).replace(tzinfo=UTC)
    return int(begun.timestamp()) * 10**9 + begun.microsecond * 1_000


def stamp(index_dir: Path) -> tuple[int, int, int] | None:
    """What tells cheaply whether another generation may be live: it changes whenever the pointer is written."""
    try:
        found = os.stat(f"{index_dir}/{POINTER}")  # noqa: PTH116 -- for every question: a path object costs as much
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def read_manifest(index_dir: Path, generation: str) -> Manifest:
    """The manifest of a generation that this version can answer from, its files being as long as they were written.

    Raises IndexDamaged or IndexStale.
    """
    folder = index_dir / generation
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if values["format"] != FORMAT_VERSION:
            raise IndexStale(
                str(index_dir),
                f"is in format {values['format']}; this version of Masadir reads format {FORMAT_VERSION}",
            )
        sources = tuple(Source(**source) for source in values.pop("sources"))
        protected, unfolded = values.pop("rules")
        segments = tuple(Segment(file, count, tuple(gone)) for file, count, gone in values.pop("segments"))
        rules = Rules(tuple(protected), tuple(unfolded))
        manifest = Manifest(**values, sources=sources, rules=rules, segments=segments)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamaged(str(index_dir), f"{MANIFEST} of {generation} can't be read ({error})") from error
    if manifest.analysis != fingerprint(manifest.rules):
        raise IndexStale(str(index_dir), "was built with another analysis of Arabic words")
    for name, size in manifest.sizes.items():
        if not (folder / name).is_file() or (folder / name).stat().st_size != size:
            raise IndexDamaged(str(index_dir), f"{name} of {generation} is missing or not as long as it was written")
    return manifest


def read_files(index_dir: Path, generation: str) -> dict[str, FileRecord]:
    """The files a generation was built from, by path. Raises IndexDamaged."""
    try:
        with (index_dir / generation / FILES).open(encoding="utf-8") as lines:
            records = [_file_record(json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamaged(str(index_dir), f"{FILES} of {generation} can't be read ({error})") from error
    return {record.path: record for record in records}


def _file_record(values: dict[str, Any]) -> FileRecord:
    sources = tuple(Source(**source) for source in values.pop("sources"))
    skipped = tuple(Skipped(**skip) for skip in values.pop("skipped"))
    repaired = tuple((file, repair) for file, repair in values.pop("repaired"))
    return FileRecord(**values, sources=sources, skipped=skipped, repaired=repaired)


def write_description(folder: Path, manifest: Manifest, files: list[FileRecord]) -> None:
    """Write the list of files and the manifest into a generation's folder, where all else is written already."""
    with (folder / FILES).open("w", encoding="utf-8") as out:
        for record in files:
            out.write(json.dumps(asdict(record), ensure_ascii=False) + "\n")
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if not is_lock(path)}
    whole = replace(manifest, sizes=sizes, segments=segments_in(folder))
    text = json.dumps(asdict(whole), ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def belongs_to_index(index_dir: Path, path: Path) -> bool:
    """Whether a path, like `index_dir` absolute and without links, is or lies in something that a build wrote."""
    return path.is_relative_to(index_dir) and bool(_OWN.fullmatch((*path.relative_to(index_dir).parts, "")[0]))


def is_lock(path: Path) -> bool:
    """Whether a file in a generation is only Whoosh's lock, which belongs to no content."""
    return path.name.endswith("LOCK")


@contextlib.contextmanager
def partial_generation(index_dir: Path) -> Iterator[tuple[str, Path]]:
    """Name and folder of a new generation; made live when the block ends, thrown away when it raises.

    Holds the index's build lock meanwhile. Raises IndexBusy when another build holds it, BadParameter where a file is
    in the way.
    """
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise BadParameter("--index", "a folder for the index", f"a file in the way of {index_dir}") from error
    from whoosh.filedb.filestore import FileStorage  # noqa: PLC0415 -- heavy, and reading an index needs none of it

    lock = FileStorage(str(index_dir)).lock(_LOCK)
    if not lock.acquire(blocking=False):
        raise IndexBusy(str(index_dir))
    try:
        for path in index_dir.iterdir():
            if path.name.endswith(PARTIAL) and _GENERATION.fullmatch(path.name.removesuffix(PARTIAL)):
                shutil.rmtree(path)
        name = datetime.now(UTC).strftime(_NAMED_BY)
        folder = index_dir / f"{name}{PARTIAL}"
        folder.mkdir()
        try:
            yield name, folder
            _make_live(index_dir, name, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    finally:
        lock.release()


def _make_live(index_dir: Path, name: str, folder: Path) -> None:
    try:
        before = current(index_dir)
    except (IndexMissing, IndexDamaged):
        before = None
    for path in (*folder.iterdir(), folder):
        _sync(path)
    folder.rename(index_dir / name)
    pointer = index_dir / f"{POINTER}.new"
    pointer.write_text(name + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(index_dir / POINTER)
    _sync(index_dir)
    for old in index_dir.iterdir():
        if _GENERATION.fullmatch(old.name) and old.name not in (name, before):
            shutil.rmtree(old, ignore_errors=True)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows can't open a folder to flush it
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
