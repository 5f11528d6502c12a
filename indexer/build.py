"""The write side: reads the sources into a new generation of the index and makes it live.

`build` reads everything; `update` reads only the files that are new or changed and drops what is gone, and leaves
the same index as `build` would. One bad source never stops either; a failed one leaves the former index answering.
Not for formats (`readers`) and not for Whoosh (`store`).
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Protocol

from indexer.arabic.analysis import current, fingerprint, use
from indexer.errors import IndexDamaged, IndexMissing, IndexStale, SourcesMissing
from indexer.model import Article, BuildReport, Skipped, Source
from indexer.readers.registry import SourceFile, discover, read_file
from indexer.readers.rules import read_rules
from indexer.store import generations
from indexer.store.generations import FileRecord, Manifest
from indexer.store.schema import FILE, FORMAT_VERSION
from indexer.store.snapshot import Snapshot
from indexer.store.writer import ArticleWriter


class Progress(Protocol):
    """Who wants to know how far a build is: `total` bytes to read, then `advance` as they are read, then `writing`."""

    def total(self, size: int) -> None:
        """So many bytes will be read."""

    def advance(self, size: int) -> None:
        """So many more bytes were read."""

    def writing(self) -> None:
        """All is read; the index is being written."""


class Quiet:
    """Progress that nobody watches."""

    def total(self, size: int) -> None:
        """Say nothing."""

    def advance(self, size: int) -> None:
        """Say nothing."""

    def writing(self) -> None:
        """Say nothing."""


class _NeedsWholeBuild(Exception):
    """An update that would not leave the same index as a build: by other rules, or ids that meet across files."""


@dataclass(slots=True)
class _Tally:
    """What was read so far in one build."""

    ids: set[str] = field(default_factory=set)
    skipped: list[Skipped] = field(default_factory=list)
    repaired: list[tuple[str, str]] = field(default_factory=list)
    files: list[FileRecord] = field(default_factory=list)
    added: int = 0


def build(sources_dir: Path, index_dir: Path, progress: Progress | None = None) -> BuildReport:
    """Index all sources into a new generation. Raises SourcesMissing when not one article can be read, or IndexBusy."""
    started = perf_counter()
    files, unreadable = outside_index(sources_dir, index_dir)
    use(read_rules(sources_dir))
    with generations.partial_generation(index_dir) as (name, folder):
        tally = _Tally(skipped=list(unreadable))
        with ArticleWriter(folder) as writer:
            _add_files(writer, files, tally, progress or Quiet())
            if not tally.added:
                raise SourcesMissing(str(sources_dir), _why_nothing(tally.skipped))
            writer.commit()
        _describe(folder, name, sources_dir, tally, articles=tally.added)
    return _report(name, tally, articles=tally.added, removed=0, started=started)


def update(sources_dir: Path, index_dir: Path, progress: Progress | None = None) -> BuildReport:
    """Bring the index up to the sources, reading only files that changed; without a usable index, build it.

    Raises SourcesMissing when no article would be left, or IndexBusy.
    """
    try:
        before = Snapshot(index_dir)
    except (IndexMissing, IndexStale, IndexDamaged):
        return build(sources_dir, index_dir, progress)
    try:
        return _update(before, sources_dir, index_dir, progress or Quiet())
    except (_NeedsWholeBuild, IndexDamaged):
        return build(sources_dir, index_dir, progress)
    finally:
        before.close()


def _update(before: Snapshot, sources_dir: Path, index_dir: Path, progress: Progress) -> BuildReport:
    started = perf_counter()
    files, unreadable = outside_index(sources_dir, index_dir)
    if read_rules(sources_dir) != before.manifest.rules:
        raise _NeedsWholeBuild
    use(before.manifest.rules)
    known = generations.read_files(index_dir, before.generation)
    kept = {
        file.relative: replace(known[file.relative], modified_ns=file.modified_ns)
        for file in files
        if unchanged(file, known.get(file.relative))
    }
    dropped = [path for path in known if path not in kept]
    changed = [file for file in files if file.relative not in kept]
    gone = {number for path in dropped for number in before.numbers_of(FILE, path).tolist()}
    stay = [number for number in before.alive.nonzero()[0].tolist() if number not in gone]
    tally = _Tally(
        ids={before.ids[number] for number in stay},
        skipped=[*unreadable, *(skip for record in kept.values() for skip in record.skipped)],
        repaired=[pair for record in kept.values() for pair in record.repaired],
        files=list(kept.values()),
    )
    if not changed and not dropped:
        return _report(before.generation, tally, articles=len(stay), removed=0, started=started)
    _refuse_duplicates(tally)
    with generations.partial_generation(index_dir) as (name, folder):
        _link_whoosh_files(index_dir / before.generation, folder)
        with ArticleWriter(folder) as writer:
            removed = sum(writer.remove_file(path) for path in dropped)
            _add_files(writer, changed, tally, progress)
            _refuse_duplicates(tally)
            articles = len(stay) + tally.added
            if not articles:
                raise SourcesMissing(str(sources_dir), _why_nothing(tally.skipped))
            writer.commit()
        _describe(folder, name, sources_dir, tally, articles=articles)
    return _report(name, tally, articles=articles, removed=removed, started=started)


def outside_index(sources_dir: Path, index_dir: Path) -> tuple[list[SourceFile], list[Skipped]]:
    """The files to read and what no reader knows, without the index itself should it lie among the sources.

    Raises SourcesMissing when there is no such folder.
    """
    files, unreadable = discover(sources_dir)
    root, index = sources_dir.resolve(), index_dir.resolve()
    return (
        [file for file in files if not generations.belongs_to_index(index, root / file.relative)],
        [skip for skip in unreadable if not generations.belongs_to_index(index, root / skip.file)],
    )


DUPLICATE = "an article with this id was read before; give each its own _id"


def _refuse_duplicates(tally: _Tally) -> None:
    """Which of two articles with one id is kept depends on the order of the files, which only a build keeps."""
    if any(skip.reason == DUPLICATE for skip in tally.skipped):
        raise _NeedsWholeBuild


def _add_files(writer: ArticleWriter, files: Iterable[SourceFile], tally: _Tally, progress: Progress) -> None:
    files = list(files)
    progress.total(sum(file.size for file in files))
    for file in files:
        skipped_before, repaired_before, added_before = len(tally.skipped), len(tally.repaired), tally.added
        sources: dict[Source, None] = {}
        for article in _new_articles(file, tally, progress):
            writer.add(article)
            tally.added += 1
            sources.setdefault(article.source)
            tally.repaired += [(file.relative, repair) for repair in article.repairs]
        tally.files.append(
            FileRecord(
                path=file.relative,
                size=file.size,
                modified_ns=file.modified_ns,
                reading=_reading(file),
                digest=_digest(file.path),
                articles=tally.added - added_before,
                sources=tuple(sources),
                skipped=tuple(tally.skipped[skipped_before:]),
                repaired=tuple(tally.repaired[repaired_before:]),
            )
        )
    progress.writing()


def _new_articles(file: SourceFile, tally: _Tally, progress: Progress) -> Iterator[Article]:
    for read in read_file(file, progress.advance):
        if isinstance(read, Skipped):
            tally.skipped.append(read)
        elif read.id in tally.ids:
            tally.skipped.append(Skipped(file.relative, DUPLICATE, read.id))
        else:
            tally.ids.add(read.id)
            yield read


def unchanged(file: SourceFile, record: FileRecord | None) -> bool:
    """Whether a file would give the same articles as when it was read: by size and time, else by content."""
    if record is None or record.size != file.size or record.reading != _reading(file):
        return False
    return record.modified_ns == file.modified_ns or record.digest == _digest(file.path)


def _reading(file: SourceFile) -> str:
    """A digest of all but the file itself that its articles depend on: its id and its folder's defaults."""
    return hashlib.sha256(repr((file.article_id, file.defaults)).encode()).hexdigest()[:16]


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""  # it could not be read; the reader has said so


def _link_whoosh_files(old: Path, new: Path) -> None:
    """Give the new generation the old one's files: Whoosh never changes a file it has written, only adds and drops."""
    for path in old.iterdir():
        if path.name in (generations.MANIFEST, generations.FILES) or generations.is_lock(path):
            continue
        try:
            os.link(path, new / path.name)
        except OSError:  # a file system without hard links
            shutil.copy2(path, new / path.name)


def _describe(folder: Path, name: str, sources_dir: Path, tally: _Tally, *, articles: int) -> None:
    files = sorted(tally.files, key=lambda record: record.path)
    digest = hashlib.sha256("".join(f"{record.path}\0{record.digest}\n" for record in files).encode())
    sources: dict[str, Source] = {}
    for source in (source for record in files for source in record.sources):
        sources.setdefault(source.id, source)  # the first to name a source decides, whatever was read when
    manifest = Manifest(
        generation=name,
        format=FORMAT_VERSION,
        analysis=fingerprint(current()),
        rules=current(),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        articles=articles,
        sources_dir=str(sources_dir),
        sources_digest=digest.hexdigest(),
        sources=tuple(sources[source_id] for source_id in sorted(sources)),
    )
    generations.write_description(folder, manifest, files)


def _why_nothing(skipped: list[Skipped]) -> str:
    if not skipped:
        return "no article in it"
    first = skipped[0]
    return f"no article in it could be read ({len(skipped):,} skipped; the first: {first.file}: {first.reason})"


def _report(name: str, tally: _Tally, *, articles: int, removed: int, started: float) -> BuildReport:
    return BuildReport(
        generation=name,
        articles=articles,
        added=tally.added,
        removed=removed,
        skipped=tuple(tally.skipped),
        repaired=tuple(tally.repaired),
        seconds=perf_counter() - started,
    )
