"""The shared index of this folder's tests: built once, read by many."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.search.engine import Engine
from indexer.store.snapshot import Snapshot
from tests.search.collection import LIBRARY, index_of, record
from tests.search.engines import ENGINES, MANY, House, Kind


@pytest.fixture(scope="session")
def library_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_of(tmp_path_factory.mktemp("library"), LIBRARY)


@pytest.fixture(scope="session")
def library(library_index: Path) -> Iterator[Snapshot]:
    snapshot = Snapshot(library_index)
    yield snapshot
    snapshot.close()


@pytest.fixture(scope="session", params=ENGINES, ids=lambda kind: type(kind).__name__)
def kind(request: pytest.FixtureRequest) -> Kind:
    chosen: Kind = request.param
    return chosen


@pytest.fixture(scope="session")
def engine(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    house = House.built(kind, tmp_path_factory.mktemp("library"), LIBRARY)
    yield house.engine
    house.engine.close()


@pytest.fixture(scope="session")
def crowd(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Many articles that tie in all but their days."""
    records = [
        record(f"n{number}", f"زرافة وفيل {number}", date=None if number % 5 == 0 else f"20{number % 20:02}")
        for number in range(MANY)
    ]
    house = House.built(kind, tmp_path_factory.mktemp("crowd"), records)
    yield house.engine
    house.engine.close()
