"""The door to searching: opens the engine that the settings name."""

from indexer.errors import BadParameter
from indexer.search.engine import Engine
from indexer.search.whoosh_engine import WhooshEngine
from indexer.settings import Settings


def open_engine(settings: Settings) -> Engine:
    """The engine of the settings; the index itself is opened at the first question. Raises BadParameter."""
    if settings.engine != "whoosh":
        raise BadParameter("MASADIR_ENGINE", "whoosh", settings.engine)
    return WhooshEngine(settings.index_dir, settings.question_seconds)
