"""A few requests made from the OpenAPI document, right and wrong ones; `benchmarks.fuzz_api` makes thousands."""

from pathlib import Path

import pytest

from benchmarks.fuzz_api import fuzz
from indexer.search import open_engine
from tests.search.collection import LIBRARY, index_of
from webapp.app import create_app


@pytest.mark.filterwarnings("ignore::DeprecationWarning:schemathesis.*")  # of the libraries it is made of
def test_every_answer_is_as_the_document_says(tmp_path: Path) -> None:
    engine = open_engine(index_of(tmp_path, LIBRARY))
    statuses = fuzz(create_app(engine), examples=2, walks=1, number=1)
    engine.close()
    assert statuses.total() > 40
    assert set(statuses) <= {"200", "304", "400", "404", "405", "409", "410"}
    assert statuses["200"]
    assert statuses["400"]
