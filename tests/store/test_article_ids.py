"""The order of ids over several segments, which must be that of all ids sorted together."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.store.snapshot import Snapshot
from indexer.store.writer import ArticleWriter
from tests.store.making import Step, made_article, make_live

IDS = st.lists(st.text("ابتab/19", min_size=1, max_size=4), min_size=1, max_size=14, unique=True)


def adding_apart(ids: list[str]) -> Step:
    def step(writer: ArticleWriter) -> None:
        for article_id in ids:
            writer.add(made_article(article_id))

    return step


@settings(max_examples=40)
@given(IDS, st.integers(1, 3))
def test_articles_stand_in_the_order_of_their_ids_whatever_segments_they_are_in(ids: list[str], segments: int) -> None:
    with TemporaryDirectory() as place:
        parts = [part for number in range(segments) if (part := ids[number::segments])]
        snapshot: Snapshot = make_live(Path(place), len(ids), [adding_apart(part) for part in parts])
        order = snapshot.order.tolist()
        assert sorted(order) == list(range(len(ids)))
        assert sorted(range(len(ids)), key=order.__getitem__) == sorted(
            range(len(ids)), key=lambda number: snapshot.ids[number].encode()
        )
        snapshot.close()
