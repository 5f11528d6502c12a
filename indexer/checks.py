"""Whether an index, its sources and the settings are sound, in lines a person can act on."""

import shlex
from collections.abc import Sequence

from indexer.build import made_otherwise, outside_index, unchanged
from indexer.errors import MasadirError
from indexer.search import open_engine
from indexer.settings import Settings
from indexer.store import generations
from indexer.store.snapshot import Snapshot


def check_lines(settings: Settings) -> tuple[bool, Sequence[str]]:
    """Whether all is sound, and one line for each thing looked at; a line that is not sound says what to do."""
    sources_dir, index_dir = settings.sources_dir, settings.index_dir
    lines = []
    sound = True
    known, begun = {}, 0
    try:
        open_engine(settings)
        lines.append(f"settings: sound; engine {settings.engine}")
    except MasadirError as error:
        sound = False
        lines.append(f"settings: {error.message}")
    try:
        snapshot = Snapshot(index_dir)
        known = generations.read_files(index_dir, snapshot.generation)
        begun = generations.begun_ns(snapshot.generation)
        snapshot.verify()
        manifest = snapshot.manifest
        if sources_dir.is_dir() and (why := made_otherwise(sources_dir, manifest)):
            sound = False
            command = shlex.join(["masadir", "update", str(sources_dir), "--index", str(index_dir)])
            lines.append(f"index: built by {why}; bring it up to date: {command}")
        lines.append(f"index: sound; {manifest.articles:,} articles, generation {manifest.generation}")
        snapshot.close()
    except MasadirError as error:
        sound = False
        lines.append(f"index: {error.message}")
    try:
        files, unreadable = outside_index(sources_dir, index_dir)
    except MasadirError as error:
        return False, [*lines, f"sources: {error.message}"]
    lines.append(f"sources: {len(files):,} files to read in {sources_dir}, {len(unreadable):,} that no reader knows")
    lines += [f"  {skip.file}: {skip.reason}" for skip in unreadable]
    if known:
        new = sum(file.relative not in known for file in files)
        changed = sum(not unchanged(file, known.get(file.relative), begun) for file in files) - new
        gone = len(known.keys() - {file.relative for file in files})
        if new or changed or gone:
            sound = False
            command = shlex.join(["masadir", "update", str(sources_dir), "--index", str(index_dir)])
            lines.append(
                f"sources: {new:,} new, {changed:,} changed, {gone:,} gone since the index was built; "
                f"bring it up to date: {command}"
            )
        else:
            lines.append("sources: unchanged since the index was built")
    return sound, lines
