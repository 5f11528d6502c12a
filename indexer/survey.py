"""What a build would say of the sources, without building: everything is read, and nothing written.

Not for whether index and settings are sound: see `checks`.
"""

from pathlib import Path
from time import perf_counter

from indexer.build import Progress, Quiet, outside_index
from indexer.model import BuildReport, Skipped
from indexer.readers.corrections import unused
from indexer.readers.registry import read_file
from indexer.report import SourceTallies, taken
from indexer.tally import DUPLICATE


def survey(sources_dir: Path, index_dir: Path, progress: Progress | None = None) -> BuildReport:
    """The report of a build of these sources, its `generation` empty. Raises SourcesMissing when there is no folder."""
    started = perf_counter()
    watching = progress or Quiet()
    files, unreadable = outside_index(sources_dir, index_dir)
    watching.total(sum(file.size for file in files))
    tallies = SourceTallies()
    skipped = list(unreadable)
    repaired: list[tuple[str, str]] = []
    ids: set[str] = set()
    for file in files:
        for read in read_file(file, watching.advance):
            if isinstance(read, Skipped):
                skipped.append(read)
            elif read.id in ids:
                skipped.append(Skipped(file.relative, DUPLICATE, read.id))
            else:
                ids.add(read.id)
                tallies.add(taken(read))
                repaired += [(file.relative, repair) for repair in read.repairs]
    skipped += unused(files, ids)
    return BuildReport(
        generation="",
        articles=len(ids),
        added=len(ids),
        removed=0,
        skipped=tuple(skipped),
        repaired=tuple(repaired),
        seconds=perf_counter() - started,
        sources=tallies.reports(skipped),
    )
