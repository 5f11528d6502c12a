"""What a search found, written down, and what is said when the same is asked of another index."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.answers import Filters, Question, Sort
from indexer.build import build
from indexer.errors import ManifestInvalid
from indexer.manifests import HitChange, manifest, read_manifest, replayed
from indexer.search import open_engine
from indexer.search.engine import Engine
from indexer.terminal import replay_lines
from tests.search.collection import Record, record, write

ARTICLES = [
    record("a", "قارب قارب قارب يعبر النهر."),
    record("b", "قارب قارب عند الضفة البعيدة من النهر."),
    record("c", "قارب واحد بين القصب الطويل عند منعطف النهر الكبير."),
]


class Desk:
    """A folder of articles, its index and an engine on it."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.rebuilt(ARTICLES)
        self.engine: Engine = open_engine(place / "index")

    def rebuilt(self, records: list[Record]) -> None:
        write(self._place / "sources" / "articles.jsonl", records)
        build(self._place / "sources", self._place / "index")

    def written(self, question: Question) -> dict[str, Any]:
        """A manifest as it comes back from its file."""
        path = self._place / "manifest.json"
        path.write_text(json.dumps(manifest(self.engine, self.engine.search(question))), encoding="utf-8")
        return read_manifest(path)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.engine.close()


QUESTION = Question("قارب", filters=Filters(languages=("ar",)), sort=Sort.RELEVANCE, size=2)


def test_a_manifest_names_question_index_and_hits_with_their_digests(desk: Desk) -> None:
    body = desk.written(QUESTION)
    assert body["question"]["text"] == body["parsed"] == "قارب"
    assert body["question"]["filters"]["languages"] == ["ar"]
    assert body["total"] == 3
    assert [(hit["rank"], hit["id"]) for hit in body["hits"]] == [(1, "a"), (2, "b")]
    assert len({hit["digest"] for hit in body["hits"]}) == 2
    info = desk.engine.info()
    assert (body["index"]["generation"], body["index"]["analysis"]) == (info.generation, info.analysis)


def test_the_same_index_gives_the_same_hits(desk: Desk) -> None:
    again = replayed(desk.engine, desk.written(QUESTION))
    assert (again.same, again.hits, again.differences) == (True, (), ())


def test_a_rebuild_of_the_same_articles_is_another_generation_with_the_same_hits(desk: Desk) -> None:
    before = desk.written(QUESTION)
    desk.rebuilt(ARTICLES)
    again = replayed(desk.engine, before)
    assert again.same
    assert [one.name for one in again.differences] == ["generation"]


@pytest.mark.parametrize(
    ("articles", "changes"),
    [
        (
            ARTICLES[1:],
            [
                HitChange("gone", "a", "", 1, None),
                HitChange("moved", "b", "", 2, 1),
                HitChange("new", "c", "", None, 2),
            ],
        ),
        (
            [record("a", "لا مراكب هنا."), *ARTICLES[1:]],
            [
                HitChange("dropped", "a", "", 1, None),
                HitChange("edited", "a", "", 1, None),
                HitChange("moved", "b", "", 2, 1),
                HitChange("new", "c", "", None, 2),
            ],
        ),
        (
            [record("a", "قارب قارب قارب يعبر النهر!"), *ARTICLES[1:]],
            [HitChange("edited", "a", "", 1, 1)],
        ),
    ],
    ids=["gone", "dropped", "edited"],
)
def test_every_hit_that_is_another_is_named(desk: Desk, articles: list[Record], changes: list[HitChange]) -> None:
    before = desk.written(QUESTION)
    desk.rebuilt(articles)
    again = replayed(desk.engine, before)
    assert not again.same
    found = [replace(hit, title="") for hit in again.hits]
    assert found == changes
    lines = list(replay_lines(again))
    assert "other hits" in lines[0]
    assert all(any(f"  {hit.change}: " in line and f"[{hit.id}]" in line for line in lines) for hit in changes)


def test_another_total_is_another_answer(desk: Desk) -> None:
    before = desk.written(QUESTION)
    desk.rebuilt([*ARTICLES, record("d", "قصة طويلة فيها نهر ومدينة وجسر وسوق وأخيرا قارب صغير.")])
    again = replayed(desk.engine, before)
    assert not again.same
    assert {one.name: (one.was, one.now) for one in again.differences}["total"] == ("3", "4")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-20],
        lambda _: "[]",
        lambda _: '{"manifest": 99}',
        lambda text: text.replace('"rank": 1', '"rank": 7'),
        lambda _: "[" * 100_000,
    ],
)
def test_what_is_no_manifest_or_was_changed_is_refused(desk: Desk, tmp_path: Path, spoil: Any) -> None:
    desk.written(QUESTION)
    path = tmp_path / "manifest.json"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ManifestInvalid, match="masadir search --manifest"):
        read_manifest(path)
    with pytest.raises(ManifestInvalid):
        read_manifest(tmp_path / "no such file")
