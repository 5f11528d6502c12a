"""The list of formats, and the two doors of this room: `discover` finds the files, `read_file` reads one.

A format is one module of this room: it names its `SUFFIXES` and has `read`; being there is all it takes. One whose
files hold many articles, each found fast, says so by `HOLDS_MANY = True`.
"""

import importlib
import os
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from indexer import readers
from indexer.errors import SourcesMissing
from indexer.model import Article, Skipped
from indexer.readers.files import Reader, SourceFile
from indexer.readers.mending import mended
from indexer.readers.rules import RULES_FILE
from indexer.readers.sources import SOURCE_FILE, SourceDefaults, read_source

__all__ = ["SourceFile", "discover", "read_file"]


_FORMATS = {
    suffix: module
    for found in pkgutil.iter_modules(readers.__path__)
    for module in [importlib.import_module(f"{readers.__name__}.{found.name}")]
    for suffix in getattr(module, "SUFFIXES", ())
}
"""For each suffix the module that names it."""

_READERS: dict[str, Reader] = {suffix: module.read for suffix, module in _FORMATS.items()}

_NOT_ARTICLE = re.compile(r"(?:readme|licen[cs]e|copying)(?![^\W\d_])", re.IGNORECASE)
_CORPUS = ("corpus.jsonl", "corpus.jsonl.gz")
_BESIDE_A_CORPUS = ("queries.jsonl", "queries.jsonl.gz", "qrels.tsv")


def discover(root: Path) -> tuple[list[SourceFile], list[Skipped]]:
    """All files that a reader knows, and what else lies among them, both sorted by path.

    Hidden files, README, LICENSE and COPYING, `source.toml`, `analysis.toml`, and the questions beside a
    `corpus.jsonl` are no articles and pass in silence. Symbolic links that lead out of the root are not followed.
    Raises SourcesMissing.
    """
    if not root.is_dir():
        raise SourcesMissing(str(root), "no such folder" if not root.exists() else "not a folder")
    walk = _Walk(root.resolve())
    walk.run()
    taken: set[str] = set()
    files = [_with_id(file, taken) for file in sorted(walk.files, key=lambda file: file.relative)]
    return files, sorted(walk.skipped, key=lambda skipped: (skipped.file, skipped.reason))


def read_file(file: SourceFile, on_bytes: Callable[[int], None] = lambda count: None) -> Iterator[Article | Skipped]:
    """The articles of one file; what can't be read comes out as Skipped with reason and place, never as an error.

    `on_bytes` is told how many bytes of the file on disk were newly consumed (compressed bytes for .gz).
    """
    suffix = _suffix(file.path.name)
    if suffix is None:
        yield Skipped(file.relative, _unknown())
        return
    try:
        yield from map(mended, _READERS[suffix](file, on_bytes))
    except OSError as error:
        yield Skipped(file.relative, f"can't be read from disk: {error.strerror or error}")


def holds_many(file: SourceFile) -> bool:
    """Whether a file is of a format that holds many articles, so that reading it is less work than indexing it."""
    return bool(getattr(_FORMATS.get(_suffix(file.path.name) or ""), "HOLDS_MANY", False))


class _Walk:
    """One walk through the sources, collecting files and what is left out."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: list[SourceFile] = []
        self.skipped: list[Skipped] = []
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
        names = {entry.name for entry in entries}
        for entry in entries:
            inside = f"{relative}/{entry.name}" if relative else entry.name
            if _passes_in_silence(entry.name, names):
                continue
            if not _is_unicode(entry.name):
                readable = os.fsencode(inside).decode("utf-8", errors="replace")
                self.skipped.append(Skipped(readable, "the file's name is not Unicode; rename it"))
            elif entry.is_symlink():
                self._link(entry, inside)
            elif entry.is_dir(follow_symlinks=False):
                self._pending.append((Path(entry.path), inside, defaults if relative else None))
            else:
                self._file(entry, inside, defaults)

    def _link(self, entry: os.DirEntry[str], inside: str) -> None:
        """Report a link that leads out of the root or nowhere; what one inside leads to is read in its own place."""
        target = Path(os.path.realpath(entry.path))
        if not target.is_relative_to(self.root):
            self.skipped.append(Skipped(inside, "a link that leads out of the sources folder; copy the file instead"))
        elif not target.exists():
            self.skipped.append(Skipped(inside, "a link that leads nowhere"))

    def _file(self, entry: os.DirEntry[str], inside: str, defaults: SourceDefaults) -> None:
        if not entry.is_file(follow_symlinks=False):
            self.skipped.append(Skipped(inside, "not a file"))
        elif _suffix(entry.name) is None:
            self.skipped.append(Skipped(inside, _unknown()))
        else:
            status = entry.stat(follow_symlinks=False)
            self.files.append(SourceFile(Path(entry.path), inside, status.st_size, status.st_mtime_ns, defaults))


def _with_id(file: SourceFile, taken: set[str]) -> SourceFile:
    """The file with the id of its article; of two that differ by suffix alone, the later keeps its suffix."""
    whole = file.relative if "/" in file.relative else f"{file.defaults.source.id}/{file.relative}"
    suffix = _suffix(file.path.name) or ""
    article_id = whole[: -len(suffix)]
    if article_id in taken:
        article_id = whole
    taken.add(article_id)
    return SourceFile(file.path, file.relative, file.size, file.modified_ns, file.defaults, article_id)


def _passes_in_silence(name: str, beside: set[str]) -> bool:
    if name.startswith(".") or name in (SOURCE_FILE, RULES_FILE) or _NOT_ARTICLE.match(name):
        return True
    if name in _BESIDE_A_CORPUS:
        return any(corpus in beside for corpus in _CORPUS)
    # Browsers save a page as "x.html" and its pictures and scripts as "x_files".
    return name.endswith("_files") and any(name.removesuffix("_files") + end in beside for end in (".html", ".htm"))


def _suffix(name: str) -> str | None:
    """The known suffix that a name ends in, the longest if several; None for none."""
    fitting = [suffix for suffix in _READERS if name.lower().endswith(suffix) and len(name) > len(suffix)]
    return max(fitting, key=len, default=None)


def _unknown() -> str:
    return f"no reader for this kind of file; known are {', '.join(sorted(_READERS))}"


def _is_unicode(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
