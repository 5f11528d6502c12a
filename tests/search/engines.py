"""The engines that the contract is asked of, and how the tests get an index for each. A new engine is one more line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from indexer.answers import ResultPage
from indexer.build import build, update
from indexer.search.engine import Engine
from indexer.search.whoosh_engine import WhooshEngine
from tests.search.collection import Record, write


class Kind(Protocol):
    """How an engine's index comes to be, and how the engine is opened on it."""

    def write(self, sources: Path, place: Path) -> None: ...

    def renew(self, sources: Path, place: Path) -> None: ...

    def open(self, place: Path) -> Engine: ...


class Whoosh:
    def write(self, sources: Path, place: Path) -> None:
        build(sources, place)

    def renew(self, sources: Path, place: Path) -> None:
        update(sources, place)

    def open(self, place: Path) -> Engine:
        return WhooshEngine(place)


ENGINES: list[Kind] = [Whoosh()]

MANY = 57
"""Articles of the crowd, which tie in all but their days."""


@dataclass
class House:
    """One collection, its index and the engine that answers from it."""

    kind: Kind
    sources: Path
    place: Path
    engine: Engine

    @classmethod
    def built(cls, kind: Kind, folder: Path, records: list[Record]) -> "House":
        write(folder / "sources" / "articles.jsonl", records)
        kind.write(folder / "sources", folder / "index")
        return cls(kind, folder / "sources", folder / "index", kind.open(folder / "index"))


def ids(page: ResultPage) -> list[str]:
    """The ids of the hits of a page, in their order."""
    return [hit.article.id for hit in page.hits]
