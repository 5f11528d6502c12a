"""The list of formats, and the doors of this room: `discover` finds the files, `read_file` reads one, or `find_in` and
`finished` do, apart from each other.

A format is one module of this room: it names its `SUFFIXES`, in one line, and has `read`; being there is all it takes.
It is imported when a file of it comes. One whose files hold many articles, each found fast, says so by `HOLDS_MANY =
True`; one whose library is an extra names that in `EXTRA` and imports it when it reads.
"""

import ast
import importlib
import importlib.resources
import itertools
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType

from indexer import readers
from indexer.errors import SourcesMissing
from indexer.model import Article, Skipped
from indexer.readers.beside import passes_in_silence
from indexer.readers.corrections import Correction, corrected, read_corrections
from indexer.readers.files import OnBytes, Reader, SourceFile, Unread
from indexer.readers.limits import Damaged
from indexer.readers.mending import mended
from indexer.readers.nested import NESTING_LIMIT
from indexer.readers.sidecars import is_sidecar, read_sidecars
from indexer.readers.signatures import HEAD, suffixes_of
from indexer.readers.sources import SourceDefaults, read_source
from indexer.readers.streams import head_of

__all__ = ["SourceFile", "Unread", "discover", "find_in", "finished", "read_file"]


_SUFFIXES = re.compile(r"^SUFFIXES = (.*)$", re.MULTILINE)
_PACKED = (".gz", ".bz2")


@cache
def _formats() -> dict[str, str]:
    """For each suffix the module that names it, found by its source: to import all takes longer than many a build."""
    files = sorted(importlib.resources.files(readers).iterdir(), key=lambda file: file.name)
    sources = {file.name.removesuffix(".py"): file.read_text("utf-8") for file in files if file.name.endswith(".py")}
    named = {name: found[1] for name, source in sources.items() if (found := _SUFFIXES.search(source))}
    return {suffix: name for name, suffixes in named.items() for suffix in ast.literal_eval(suffixes)}


def _module(suffix: str) -> ModuleType:
    """The module that names a suffix."""
    return importlib.import_module(f"{readers.__name__}.{_formats()[suffix]}")


def discover(root: Path) -> tuple[list[SourceFile], list[Skipped]]:
    """All files that a reader knows, and what else lies among them, both sorted by path.

    What `beside` knows to be no article passes in silence, and so do sidecar files. A name that says nothing is no
    hindrance when the file's first bytes tell what it is. Symbolic links that lead out of the root are not followed.
    Raises SourcesMissing.
    """
    if not root.is_dir():
        raise SourcesMissing(str(root), "no such folder" if not root.exists() else "not a folder")
    walk = _Walk(root.resolve())
    walk.run()
    taken: set[str] = set()
    files = [_with_id(file, taken) for file in sorted(walk.files, key=lambda file: file.relative)]
    files, wrong = corrected(files, walk.corrections)
    return files, sorted((*walk.skipped, *wrong), key=lambda skipped: (skipped.file, skipped.reason))


def read_file(file: SourceFile, on_bytes: OnBytes = lambda count: None) -> Iterator[Article | Skipped]:
    """The articles of one file; what can't be read comes out as Skipped with reason and place, never as an error.

    `on_bytes` is told how many bytes of the file on disk were newly consumed (compressed bytes for .gz).
    """
    return map(finished, find_in(file, on_bytes))


def finished(found: Article | Skipped | Unread) -> Article | Skipped:
    """What was found in a file, read to its end; any process can do that."""
    return mended(found.read() if isinstance(found, Unread) else found)


def find_in(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped | Unread]:
    """What `read_file` reads, not yet finished."""
    module: ModuleType | None = None
    taken: set[str] = set()
    try:
        found = _module_of(file)
        if isinstance(found, str):
            yield Skipped(file.relative, found)
            return
        module = found
        reader: Reader = module.read
        for read in reader(file, on_bytes):
            if isinstance(read, SourceFile):
                yield from _nested(read, taken)
            else:
                yield read
    except Damaged as error:
        yield Skipped(file.relative, str(error), error.place)
    except ModuleNotFoundError as error:
        extra = getattr(module, "EXTRA", None)
        if extra is None:
            raise
        install = f"pip install 'masadir[{extra}]' and masadir update"
        needs = (error.name or extra).partition(".")[0]
        yield Skipped(file.relative, f"needs {needs}, which is not installed; run {install}", needs=needs)
    except OSError as error:
        yield Skipped(file.relative, f"can't be read from disk: {error.strerror or error}")


def holds_many(file: SourceFile) -> bool:
    """Whether a file is of a format that holds many articles, so that reading it is less work than indexing it."""
    suffix = _suffix(file.path.name)
    return suffix is not None and getattr(_module(suffix), "HOLDS_MANY", False)


def _nested(file: SourceFile, taken: set[str]) -> Iterator[Article | Skipped | Unread]:
    """The articles of a file that another holds; `taken` are the ids of those before it."""
    if file.depth > NESTING_LIMIT:
        yield Skipped(file.relative, f"lies in {file.depth} archives within each other; unpack the outer ones")
    else:
        yield from find_in(file if file.article_id else _with_id(file, taken), lambda count: None)


def _module_of(file: SourceFile) -> ModuleType | str:
    """What reads a file: what its first bytes ask for if they are certain, else what its name says; or why nothing."""
    suffix = _suffix(file.path.name)
    by_name = _module(suffix) if suffix else None
    head, packed = head_of(file.path, HEAD)
    if packed and (by_name is None or not _unpacks(by_name)):
        return _module(".gz")
    kinds = suffixes_of(head)
    fitting = [_module(kind) for kind in kinds if kind in _formats()]
    if packed:
        fitting = [module for module in fitting if _unpacks(module)]
    elif kinds and not fitting:
        return f"by its content a {kinds[0]} file, and no reader knows those"
    if by_name in fitting or not fitting:
        return by_name or _unknown()
    return fitting[0]


def _unpacks(module: ModuleType) -> bool:
    """Whether a reader takes gzip and bzip2 files as they are."""
    return any(suffix.endswith(_PACKED) for suffix in module.SUFFIXES)


class _Walk:
    """One walk through the sources, collecting files and what is left out."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: list[SourceFile] = []
        self.skipped: list[Skipped] = []
        self.corrections: list[Correction] = []
        self._pending: list[tuple[Path, str, SourceDefaults | None]] = [(root, "", None)]

    def run(self) -> None:
        """Take in all folders, however many lie within each other."""
        while self._pending:
            self._folder(*self._pending.pop())

    def _folder(self, folder: Path, relative: str, defaults: SourceDefaults | None) -> None:
        """Take in a folder; `defaults` are those of the source it belongs to, None in the root and right below."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.skipped.append(Skipped(relative, f"folder can't be read: {error.strerror or error}"))
            return
        if defaults is None:
            defaults, problems = read_source(folder, relative, folder.name)
            self.skipped += problems
        corrections, problems = read_corrections(folder, relative)
        self.corrections += corrections
        self.skipped += problems
        names = {entry.name for entry in entries}
        for entry in entries:
            inside = f"{relative}/{entry.name}" if relative else entry.name
            if passes_in_silence(entry.name, names) or _is_sidecar(entry.name, names):
                continue
            if not _is_unicode(entry.name):
                readable = os.fsencode(inside).decode("utf-8", errors="replace")
                self.skipped.append(Skipped(readable, "the file's name is not Unicode; rename it"))
            elif entry.is_symlink():
                self._link(entry, inside)
            elif entry.is_dir(follow_symlinks=False):
                self._pending.append((Path(entry.path), inside, defaults if relative else None))
            else:
                self._file(entry, inside, defaults, names)

    def _link(self, entry: os.DirEntry[str], inside: str) -> None:
        """Report a link that leads out of the root or nowhere; what one inside leads to is read in its own place."""
        target = Path(os.path.realpath(entry.path))
        if not target.is_relative_to(self.root):
            self.skipped.append(Skipped(inside, "a link that leads out of the sources folder; copy the file instead"))
        elif not target.exists():
            self.skipped.append(Skipped(inside, "a link that leads nowhere"))

    def _file(self, entry: os.DirEntry[str], inside: str, defaults: SourceDefaults, names: set[str]) -> None:
        if not entry.is_file(follow_symlinks=False):
            self.skipped.append(Skipped(inside, "not a file"))
        elif _suffix(entry.name) is None and not _is_recognised(Path(entry.path)):
            self.skipped.append(Skipped(inside, _unknown()))
        else:
            status = entry.stat(follow_symlinks=False)
            path = Path(entry.path)
            said, problems = read_sidecars(path, inside, names)
            self.skipped += problems
            self.files.append(SourceFile(path, inside, status.st_size, status.st_mtime_ns, defaults, said=tuple(said)))


def _with_id(file: SourceFile, taken: set[str]) -> SourceFile:
    """The file with the id of its article; of two that differ by suffix alone, the later keeps its suffix."""
    whole = file.relative if "/" in file.relative else f"{file.defaults.source.id}/{file.relative}"
    bare = whole[: len(whole) - len(_suffix(whole) or "")]
    # In an archive even the whole path may come twice: pages are captured again.
    again = (f"{whole}~{count}" for count in itertools.count(2))
    article_id = next(one for one in itertools.chain((bare, whole), again) if one not in taken)
    taken.add(article_id)
    return replace(file, article_id=article_id)


def _is_recognised(path: Path) -> bool:
    """Whether the first bytes of a file whose name says nothing tell that a reader knows it."""
    try:
        head, packed = head_of(path, HEAD)
    except OSError:
        return False
    return not packed and any(suffix in _formats() for suffix in suffixes_of(head))


def _is_sidecar(name: str, beside: set[str]) -> bool:
    """Whether a file describes another in its folder; one that a reader knows is read all the same."""
    return _suffix(name) is None and is_sidecar(name, lambda stem: any(_is_of(other, stem) for other in beside))


def _is_of(name: str, stem: str) -> bool:
    """Whether a name is that of a file to be read, with its suffix or without."""
    suffix = _suffix(name)
    return suffix is not None and stem in (name, name[: -len(suffix)])


def _suffix(name: str) -> str | None:
    """The known suffix that a name ends in, the longest if several; None for none."""
    fitting = [suffix for suffix in _formats() if name.lower().endswith(suffix) and len(name) > len(suffix)]
    return max(fitting, key=len, default=None)


def _unknown() -> str:
    return f"no reader for this kind of file; known are {', '.join(sorted(_formats()))}"


def _is_unicode(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
