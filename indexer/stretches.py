"""The sources cut into stretches, each read, analysed and inverted in one go and apart from the others.

A stretch is some files, or some articles of one large collection, small enough that several fit into memory; what
comes of it is the same whoever works on it. Not for what is made of all: see `build`.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from indexer.arabic.analysis import Rules, use
from indexer.compiling import expect
from indexer.model import Article, Skipped
from indexer.readers.registry import SourceFile, Unread, find_in, finished, holds_many, read_file
from indexer.report import Taken, taken
from indexer.settings import Resources
from indexer.store.runs import RunWriter

FILES_AT_ONCE = 500
BYTES_AT_ONCE = 2**21
"""Most files, and about how many bytes of them, in a stretch; a page gives little text and takes long to read."""


SMALL = 2**22
"""Sources of fewer bytes are worked on in one process: to start others takes longer than they save."""

MEMORY_OF_PROCESS = 200 * 2**20
"""What a process takes for itself and for the words it remembers."""

BYTES_OF_CHARACTER = 30
"""What a character of an article takes until its run is written."""

FEWEST_CHARACTERS, MOST_CHARACTERS = 2**20, 2**22
"""With fewer the same words are analysed too often, more save nothing."""


class Share(NamedTuple):
    """How many processes are to work, this one among them, and on how many characters each at once."""

    processes: int
    characters: int


def share_of(resources: Resources, size: int) -> Share:
    """As many processes as there are cores, and memory enough for each to do some work."""
    memory = resources.memory * 2**20
    needed = MEMORY_OF_PROCESS + FEWEST_CHARACTERS * BYTES_OF_CHARACTER
    processes = 1 if size < SMALL else max(1, min(resources.cores, memory // needed))
    characters = (memory // processes - MEMORY_OF_PROCESS) // BYTES_OF_CHARACTER
    return Share(processes, min(max(characters, FEWEST_CHARACTERS), MOST_CHARACTERS))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some files that are still to be read, or what was found in one; `bytes` is what was taken from disk for it.

    The digest comes with the end of the one. `characters` is how much text may be in memory at once, `folder` where
    runs are written, which are named after `number`; `rules` are those by which whoever works on it analyses words.
    """

    files: tuple[SourceFile, ...]
    bytes: int
    found: tuple[Article | Skipped | Unread, ...] | None = None
    digest: str = ""
    number: int = 0
    folder: Path = Path()
    characters: int = 0
    rules: Rules = Rules()  # noqa: RUF009  # a tuple, which never changes


class FileRead(NamedTuple):
    """What was found in a file or a stretch of it, in order; the digest comes with its end."""

    path: str
    found: tuple[Taken | Skipped, ...]
    digest: str


class Done(NamedTuple):
    """What came of a stretch: its files in order, and the runs that hold their articles, each with how many."""

    bytes: int
    files: tuple[FileRead, ...]
    runs: tuple[tuple[Path, int], ...]


def stretches(
    files: Iterable[SourceFile],
    folder: Path,
    share: Share,
    rules: Rules = Rules(),  # noqa: B008  # never changes
) -> Iterator[Stretch]:
    """The files in order; what is in a large collection is found here, as only one can, and handed on to be read."""
    parts = _parts(files, share.characters)
    common = Stretch((), 0, folder=folder, characters=share.characters, rules=rules)
    return (
        replace(common, files=part.files, bytes=part.bytes, found=part.found, digest=part.digest, number=number)
        for number, part in enumerate(parts)
    )


def work(stretch: Stretch) -> Done:
    """Read what is to be read, and write the articles as runs."""
    use(stretch.rules)
    runs = _Runs(stretch)
    if stretch.found is not None:
        expect(sum(map(_characters, stretch.found)))  # every one is a step of kernels
        # Read and inverted in turn, each article would push out of the processor's cache what the other work needs.
        read = list(map(finished, stretch.found))
        files = [FileRead(stretch.files[0].relative, runs.taken(read), stretch.digest)]
    else:
        files = [FileRead(file.relative, runs.taken(read_file(file)), digest_of(file)) for file in stretch.files]
    return Done(stretch.bytes, tuple(files), runs.written())


def digest_of(file: SourceFile) -> str:
    """The SHA-256 of a file; empty where it can't be read, or was written to since it was found."""
    try:
        with file.path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            now = os.fstat(content.fileno())
    except OSError:
        return ""  # its reader has said so
    # What was read of it may be older than this digest, and must not pass for what it says now.
    return digest if (now.st_size, now.st_mtime_ns) == (file.size, file.modified_ns) else ""


class _Runs:
    """Writes articles as runs, a new one whenever so much text has come as may be in memory."""

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._characters = 0
        self._writer = RunWriter()
        self._written: list[tuple[Path, int]] = []

    def taken(self, read: Iterable[Article | Skipped]) -> tuple[Taken | Skipped, ...]:
        """Take articles, and say which."""
        return tuple(one if isinstance(one, Skipped) else self._take(one) for one in read)

    def written(self) -> tuple[tuple[Path, int], ...]:
        """All runs, once no article is to come any more."""
        if len(self._writer):
            self._write()
        return tuple(self._written)

    def _take(self, article: Article) -> Taken:
        self._writer.add(article)
        self._characters += _characters(article)
        if self._characters >= self._stretch.characters:
            self._write()
        return taken(article)

    def _write(self) -> None:
        path = self._stretch.folder / f"{self._stretch.number}-{len(self._written)}.run"
        self._writer.write(path)
        self._written.append((path, len(self._writer)))
        self._writer, self._characters = RunWriter(), 0


def _parts(files: Iterable[SourceFile], characters: int) -> Iterator[Stretch]:
    waiting: list[SourceFile] = []
    size = 0
    for file in files:
        large = file.size > BYTES_AT_ONCE and holds_many(file)
        if waiting and (large or len(waiting) == FILES_AT_ONCE or size + file.size > BYTES_AT_ONCE):
            yield Stretch(tuple(waiting), size)
            waiting, size = [], 0
        if large:
            yield from _parts_of(file, characters)
        else:
            waiting.append(file)
            size += file.size
    if waiting:
        yield Stretch(tuple(waiting), size)


def _parts_of(file: SourceFile, characters: int) -> Iterator[Stretch]:
    found: list[Article | Skipped | Unread] = []
    sizes: list[int] = []
    length = 0
    for one in find_in(file, sizes.append):
        found.append(one)
        length += _characters(one)
        if length >= characters:
            yield Stretch((file,), sum(sizes), tuple(found))
            found, length = [], 0
            sizes.clear()
    yield Stretch((file,), sum(sizes), tuple(found), digest_of(file))


def _characters(one: Article | Skipped | Unread) -> int:
    if isinstance(one, Unread):
        return one.characters
    return 0 if isinstance(one, Skipped) else len(one.title) + sum(map(len, one.paragraphs))
