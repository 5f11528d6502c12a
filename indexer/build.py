"""The write side: reads the sources into a new generation of the index and makes it live.

`build` reads everything; `update` reads only the files that are new or changed and drops what is gone, and leaves
the same index as `build` would. One bad source never stops either; a failed one leaves the former index answering.
Not for formats (`readers`) and not for Whoosh (`store`).
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Protocol

from indexer.arabic.analysis import current, fingerprint, use
from indexer.errors import IndexDamaged, IndexMissing, IndexStale, SourcesMissing
from indexer.model import BuildReport, Skipped, Source
from indexer.readers.corrections import unused
from indexer.readers.fingerprint import readers_fingerprint
from indexer.readers.registry import SourceFile, discover
from indexer.readers.rules import read_rules
from indexer.settings import Resources
from indexer.store import generations
from indexer.store.generations import FileRecord, Manifest
from indexer.store.inversion import forget_words
from indexer.store.schema import FILE, FORMAT_VERSION
from indexer.store.snapshot import Snapshot
from indexer.store.writer import ArticleWriter
from indexer.stretches import digest_of, share_of, stretches, work
from indexer.tally import DUPLICATE, Tally, reading_of
from indexer.workers import results

CLOCK_STEP_NS = 2 * 10**9
"""The coarsest steps in which file systems count time: what was written so shortly before a build, or during it, may
have been written again without a trace in its time."""


class Progress(Protocol):
    """Who wants to know how far a build is: `total` bytes to index, then `advance` as they are, then `writing`."""

    def total(self, size: int) -> None:
        """So many bytes will be read and indexed."""

    def advance(self, size: int) -> None:
        """So many more bytes were."""

    def writing(self, share: float) -> None:
        """All is read; of the index so much is written, from 0 to 1."""


class Quiet:
    """Progress that nobody watches."""

    def total(self, size: int) -> None:
        """Say nothing."""

    def advance(self, size: int) -> None:
        """Say nothing."""

    def writing(self, share: float) -> None:
        """Say nothing."""


class _NeedsWholeBuild(Exception):
    """An update that would not leave the same index as a build: by other rules, or ids that meet across files."""


def build(
    sources_dir: Path, index_dir: Path, progress: Progress | None = None, resources: Resources | None = None
) -> BuildReport:
    """Index all sources into a new generation. Raises SourcesMissing when not one article can be read, or IndexBusy."""
    started = perf_counter()
    files, unreadable = outside_index(sources_dir, index_dir)
    use(read_rules(sources_dir))
    with generations.partial_generation(index_dir) as (name, folder):
        tally = Tally(unreadable=unreadable)
        with ArticleWriter(folder) as writer:
            _add_files(writer, folder, files, tally, progress or Quiet(), resources or Resources())
            if not tally.added:
                raise SourcesMissing(str(sources_dir), _why_nothing(tally.skipped()))
            writer.commit(on_progress=(progress or Quiet()).writing)
        tally.unused = unused(files, tally.ids)
        _describe(folder, name, sources_dir, tally, articles=tally.added)
    return _report(name, tally, articles=tally.added, removed=0, started=started)


def update(
    sources_dir: Path, index_dir: Path, progress: Progress | None = None, resources: Resources | None = None
) -> BuildReport:
    """Bring the index up to the sources, reading only files that changed; without a usable index, build it.

    Raises SourcesMissing when no article would be left, or IndexBusy.
    """
    try:
        before = Snapshot(index_dir)
    except (IndexMissing, IndexStale, IndexDamaged):
        return build(sources_dir, index_dir, progress, resources)
    try:
        return _update(before, sources_dir, index_dir, progress or Quiet(), resources or Resources())
    except (_NeedsWholeBuild, IndexDamaged):
        return build(sources_dir, index_dir, progress, resources)
    finally:
        before.close()


def _update(
    before: Snapshot, sources_dir: Path, index_dir: Path, progress: Progress, resources: Resources
) -> BuildReport:
    started = perf_counter()
    files, unreadable = outside_index(sources_dir, index_dir)
    if made_otherwise(sources_dir, before.manifest):
        raise _NeedsWholeBuild
    use(before.manifest.rules)
    known = generations.read_files(index_dir, before.generation)
    begun = generations.begun_ns(before.generation)
    kept = {
        file.relative: replace(known[file.relative], modified_ns=file.modified_ns)
        for file in files
        if unchanged(file, known.get(file.relative), begun)
    }
    dropped = [path for path in known if path not in kept]
    changed = [file for file in files if file.relative not in kept]
    gone = {number for path in dropped for number in _articles_of(before, path)}
    stay = [number for number in before.alive.nonzero()[0].tolist() if number not in gone]
    tally = Tally(
        ids={before.ids[number] for number in stay},
        files=list(kept.values()),
        unreadable=unreadable,
    )
    if not changed and not dropped:
        tally.unused = unused(files, tally.ids)
        return _report(before.generation, tally, articles=len(stay), removed=0, started=started)
    _refuse_duplicates(tally)
    with generations.partial_generation(index_dir) as (name, folder):
        _link_whoosh_files(index_dir / before.generation, folder)
        with ArticleWriter(folder) as writer:
            removed = sum(writer.remove_file(path) for path in dropped)
            _add_files(writer, folder, changed, tally, progress, resources)
            _refuse_duplicates(tally)
            articles = len(stay) + tally.added
            if not articles:
                raise SourcesMissing(str(sources_dir), _why_nothing(tally.skipped()))
            writer.commit(on_progress=progress.writing)
        tally.unused = unused(files, tally.ids)
        _describe(folder, name, sources_dir, tally, articles=articles)
    return _report(name, tally, articles=articles, removed=removed, started=started)


def _articles_of(snapshot: Snapshot, path: str) -> list[int]:
    """The numbers of the articles of a source file, and of files that lie in it, as `archive.zip/page.html`."""
    files = (path, *snapshot.terms(FILE, f"{path}/"))
    return [number for file in files for number in snapshot.numbers_of(FILE, file).tolist()]


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


def _refuse_duplicates(tally: Tally) -> None:
    """Which of two articles with one id is kept depends on the order of the files, which only a build keeps."""
    if any(skip.reason == DUPLICATE for skip in tally.skipped()):
        raise _NeedsWholeBuild


def _add_files(
    writer: ArticleWriter,
    folder: Path,
    files: Sequence[SourceFile],
    tally: Tally,
    progress: Progress,
    resources: Resources,
) -> None:
    size = sum(file.size for file in files)
    progress.total(size)
    share = share_of(resources, size)
    known = {file.relative: file for file in files}
    with results(work, stretches(files, folder, share, current()), share.processes) as found:
        for done in found:
            new = [fresh for part in done.files for fresh in tally.take(known[part.path], part)]
            first = 0
            for path, length in done.runs:
                own = new[first : first + length]
                writer.add_run(path, [number for number, fresh in enumerate(own) if not fresh])
                first += length
            progress.advance(done.bytes)
    forget_words()
    progress.writing(0)


def made_otherwise(sources_dir: Path, manifest: Manifest) -> str | None:
    """By what other rules or readers an index was built than a build would use now; None for the same."""
    if read_rules(sources_dir) != manifest.rules:
        return "other rules than those of analysis.toml"
    return "other readers than this version has" if manifest.readers != readers_fingerprint() else None


def unchanged(file: SourceFile, record: FileRecord | None, begun_ns: int) -> bool:
    """Whether a file would give the same articles as in the build begun then: by size and time, else by content."""
    if record is None or record.size != file.size or record.reading != reading_of(file):
        return False
    if any(find_spec(module) for module in {skip.needs for skip in record.skipped if skip.needs}):
        return False  # what was missing is there
    if not record.digest:
        return False  # it could not be read, and to allow it leaves no trace in its time
    return record.modified_ns == file.modified_ns < begun_ns - CLOCK_STEP_NS or record.digest == digest_of(file)


def _link_whoosh_files(old: Path, new: Path) -> None:
    """Give the new generation the old one's files: Whoosh never changes a file it has written, only adds and drops."""
    for path in old.iterdir():
        if path.name in (generations.MANIFEST, generations.FILES) or generations.is_lock(path):
            continue
        try:
            os.link(path, new / path.name)
        except OSError:  # a file system without hard links
            shutil.copy2(path, new / path.name)


def _describe(folder: Path, name: str, sources_dir: Path, tally: Tally, *, articles: int) -> None:
    files = tally.records()
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
        readers=readers_fingerprint(),
    )
    generations.write_description(folder, manifest, files)


def _why_nothing(skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return "no article in it"
    first = skipped[0]
    return f"no article in it could be read ({len(skipped):,} skipped; the first: {first.file}: {first.reason})"


def _report(name: str, tally: Tally, *, articles: int, removed: int, started: float) -> BuildReport:
    return BuildReport(
        generation=name,
        articles=articles,
        added=tally.added,
        removed=removed,
        skipped=tally.skipped(),
        repaired=tally.repaired(),
        seconds=perf_counter() - started,
        sources=tally.by_source.reports(tally.skipped()),
    )
