"""Keeps an index current: updates it whenever the sources change, one update after the other, until it is stopped.

The system tells what changed; as network drives tell nothing and events get lost, everything is also looked through
every so often. Not for what an update does (see `build`), nor for what is printed of it (see `cli`).
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from time import sleep

import watchfiles

from indexer.build import update
from indexer.errors import MasadirError, SourcesMissing
from indexer.model import BuildReport
from indexer.settings import Resources
from indexer.store import generations

QUIET_MS = 500
"""How long nothing must change before an update: editors save in several steps, and folders are copied file by file."""

PATIENCE_MS = 30_000
"""How long an update waits for that at most."""


def watch(
    sources_dir: Path, index_dir: Path, resources: Resources, every: int
) -> Iterator[BuildReport | MasadirError | OSError]:
    """Update at once and then after each change, and look through everything every so many seconds.

    Gives the report of each update that left another index, the first in any case; and what went wrong, which ends
    nothing: the index stays as it was, and the next change is the next attempt. What goes on being wrong is told once.
    Raises SourcesMissing when there is no folder to begin with, and KeyboardInterrupt.
    """
    if not sources_dir.is_dir():
        raise SourcesMissing(str(sources_dir), "no such folder" if not sources_dir.exists() else "not a folder")
    told: str | None = None
    for _ in chain((None,), _changes(sources_dir.resolve(), index_dir.resolve(), every)):
        try:
            report = update(sources_dir, index_dir, resources=resources)
        except (MasadirError, OSError) as error:
            if told != str(error):
                told = str(error)
                yield error
        else:
            if told != report.generation:
                told = report.generation
                yield report


def _changes(sources_dir: Path, index_dir: Path, every: int) -> Iterator[None]:
    """Whenever sources may have changed."""

    def is_source(_: watchfiles.Change, path: str) -> bool:
        return not generations.belongs_to_index(index_dir, Path(path))

    try:
        for _ in watchfiles.watch(
            sources_dir,
            watch_filter=is_source,
            step=QUIET_MS,
            debounce=PATIENCE_MS,
            rust_timeout=every * 1_000,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield
    except OSError:  # the system watches no more folders, or none of this kind
        while True:
            sleep(every)
            yield
