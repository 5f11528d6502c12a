"""Places that were read before are those that reading them again would give."""

from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.store.latest_places import FEW, LATEST, LatestPlaces
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot
from tests.store.making import adding, make_live, random_article, seeded

COUNT = 30


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Two segments."""
    articles = [random_article(seeded(number), f"a{number:02}") for number in range(COUNT)]
    folder = tmp_path_factory.mktemp("latest")
    opened = make_live(folder, COUNT, [adding(articles[:20]), adding(articles[20:])], merge=False)
    yield opened
    opened.close()


SOME = st.sets(st.integers(0, COUNT - 1)).map(lambda some: np.array(sorted(some), np.int32))


@given(SOME, SOME)
def test_places_in_some_of_the_articles_are_as_if_they_were_read(
    snapshot: Snapshot, one: Articles, other: Articles
) -> None:
    entry, latest = snapshot.lists.entry("words", ""), LatestPlaces()
    every = np.union1d(one, other)
    with patch.object(LatestPlaces, "among", return_value=None):
        places, expected = (snapshot.lists.places(entry, some) for some in (every, one))
    latest.keep(entry, every, places)
    found = latest.among(entry, one)
    assert (found is None) == (one.size == 0)
    assert found is None or found.tolist() == expected.tolist()


def test_only_what_was_read_is_known_and_only_for_few_articles_and_entries() -> None:
    latest, nothing = LatestPlaces(), np.empty(0, np.int64)
    few, many = np.arange(3, dtype=np.int32), np.arange(FEW + 1, dtype=np.int32)
    latest.keep("few", few, nothing)
    latest.keep("many", many, nothing)
    assert latest.among("few", few[1:]) is not None
    assert latest.among("few", few + 1) is None
    assert latest.among("many", few) is None
    for number in range(LATEST):
        latest.keep(number, few, nothing)
    assert latest.among("few", few) is None
