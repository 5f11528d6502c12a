"""The pool gives back every posting it was given, in order, however often it had to go to disk."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.store import pool, writer
from indexer.store.pool import PostingPool
from tests.store.making import adding, counted, indexed, make_live, random_article, seeded, without_positions

postings = st.lists(
    st.tuples(
        st.sampled_from(("form", "root")),
        st.binary(max_size=3),
        st.integers(0, 30),
        st.floats(1, 9),
        st.binary(max_size=5),
    ),
    unique_by=lambda posting: posting[:3],
).map(lambda found: sorted(found, key=lambda posting: posting[2]))


@pytest.mark.parametrize("limit", [0, 500, 10**9])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(given_postings=postings)
def test_postings_come_back_in_order_whatever_fits_into_memory(
    tmp_path: Path, limit: int, given_postings: list[tuple[str, bytes, int, float, bytes]]
) -> None:
    collected = PostingPool(tmp_path, limit)
    for posting in given_postings:
        collected.add(posting)
    assert list(collected.iter_postings()) == sorted(given_postings, key=lambda posting: posting[:3])
    collected.cleanup()
    assert not list(tmp_path.iterdir())


def test_many_runs_are_merged_into_few_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MOST_RUNS", 3)
    collected = PostingPool(tmp_path, 0)
    for article in range(50):
        for term in (b"a", b"b", b"c%d" % article):
            collected.add(("form", term, article, 1.0, b"v"))
            assert len(list(tmp_path.iterdir())) < 4
    found = list(collected.iter_postings())
    assert [posting.article for posting in found if posting.term == b"b"] == list(range(50))
    assert len(found) == 150
    collected.cleanup()


def test_an_index_whose_postings_went_to_disk_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "POOL_BYTES", 20_000)
    random = seeded(5)
    articles = [random_article(random, f"a{number}") for number in range(120)]
    snapshot = make_live(tmp_path, 120, [adding(articles[:60]), adding(articles[60:])])
    assert indexed(snapshot) == without_positions(counted(articles))
    assert not [path for path in (tmp_path / snapshot.generation).iterdir() if path.is_dir()]
    snapshot.close()
