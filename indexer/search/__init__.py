"""Questions to result pages: parse, match, rank, choose passages, cite.

The door to it all is here: `from indexer.search import open_engine`, for programs, notebooks and the other rooms alike.
What an engine answers is in `engine`, the records are in `indexer.answers`, and docs/python.md shows how to use them.
"""

from dataclasses import replace
from pathlib import Path

from indexer.errors import BadParameter
from indexer.search.engine import Engine
from indexer.settings import Settings


def open_engine(index: Settings | Path | str | None = None) -> Engine:
    """The engine over an index folder, or the one that settings name; without either, that of the environment.

    The index itself is opened at the first question. Raises BadParameter for an engine that there is not.
    """
    from indexer.search.whoosh_engine import WhooshEngine  # noqa: PLC0415  # brings Whoosh, which citing has no use for

    settings = index if isinstance(index, Settings) else Settings.from_environment()
    if isinstance(index, Path | str):
        settings = replace(settings, index_dir=Path(index))
    if settings.engine != "whoosh":
        raise BadParameter("MASADIR_ENGINE", "whoosh", settings.engine)
    return WhooshEngine(settings.index_dir, settings.question_seconds)
