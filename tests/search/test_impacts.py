"""Which lists are kept, and that answers are the same whatever is kept."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from indexer.answers import Level, Question
from indexer.search import impacts
from indexer.search.impacts import Impacts, impacts_of, let_go
from indexer.search.match import Matcher
from indexer.search.parse import parse
from indexer.search.rank import best_of, scored
from indexer.search.room import Full, Room, Saying
from indexer.search.whoosh_engine import WhooshEngine
from indexer.store.snapshot import Snapshot
from tests.search.lists import BY_ID, kept


def test_when_the_room_is_full_it_is_begun_again_and_grows_for_a_question_that_needs_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(impacts, "LEAST_ROOM", 64)
    made = Impacts(BY_ID[:10], 0)
    sizes = []
    for number in range(40):
        said = {article: (0, 1.0) for article in range(10)}
        room, one = made.plan(number, lambda room, number=number, said=said: (room, kept(room, number, said)))  # type: ignore[misc]  # mypy knows no such lambda
        assert room.articles(one).tolist() == list(range(10))
        sizes.append(made.room.ints.size)
    assert 64 < max(sizes) < 64 * 40
    large = {article: (0, 1.0) for article in range(5_000)}
    assert made.plan("large", lambda room: room.count(kept(room, "large", large))) == 5_000


@pytest.mark.parametrize(
    "text",
    [
        "مصباح سوق",
        "مصباح",
        '"سوق النحاس"',
        "+مصباح +سوق",
        "+غوغل +سوق",
        "كت* مصباح",
        "سوق -مصباح",
        "title:سوق",
        "غوغل",
        "",
    ],
)
def test_the_best_with_all_evidence_are_the_same_the_first_time_and_when_everything_is_kept(
    library: Snapshot, text: str
) -> None:
    parsed = parse(text)
    answers = [best_of(library, parsed.tree, parsed.words, 3) for _ in range(3)]
    articles = Matcher(library).matching(parsed.tree, Level.STEM)
    scores, _ = scored(library, parsed.tree, articles, parsed.words)
    ranked = sorted(zip((-scores).tolist(), articles.tolist(), strict=True))[:3]
    for found, earned in answers:
        assert found.tolist() == [article for _, article in ranked]
        assert earned == pytest.approx([-score for score, _ in ranked], rel=1e-6)


def test_the_room_is_that_of_its_snapshot(library: Snapshot) -> None:
    assert impacts_of(library) is impacts_of(library)


def test_what_is_asked_for_again_is_kept_and_what_is_not_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(impacts, "LEAST_ROOM", 4_096)
    made = Impacts(BY_ID[:10], 0)
    asked: list[object] = []

    def plan(room: Room, key: object) -> int:
        def said() -> Saying:
            asked.append(key)
            return Saying(np.arange(10, dtype=np.int32) << 2, np.ones(10, np.float32))

        return room.keep(key, said)

    for number in range(400):
        made.plan((number, "often"), lambda room: plan(room, "often"))
        made.plan(number, lambda room, number=number: plan(room, number))  # type: ignore[misc]  # mypy knows no such lambda
    assert asked.count("often") == 1
    made.plan("again", lambda room: plan(room, 0))
    assert asked.count(0) == 2


def test_what_was_asked_to_load_the_kernels_is_not_kept(library_index: Path) -> None:
    before = set(impacts._IMPACTS.values())
    with closing(WhooshEngine(library_index)) as engine:
        engine.warm()
        assert set(impacts._IMPACTS.values()) <= before
        engine.search(Question("مصباح"))
        assert len(set(impacts._IMPACTS.values()) - before) == 1


def test_answers_are_the_same_whenever_a_room_is_full(library: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [parse(text) for text in ("مصباح سوق", '"سوق النحاس"', "+مصباح +سوق", "سوق النحاس القديم", "كت* مصباح")]

    def answers() -> list[list[tuple[int, float]]]:
        found = [best_of(library, parsed.tree, parsed.words, 3) for parsed in asked for _ in range(3)]
        return [list(zip(*(part.tolist() for part in answer), strict=True)) for answer in found]

    let_go(library)
    expected = answers()
    monkeypatch.setattr(impacts, "MOST_ROOM", 1 << 20)
    for size in range(64, 2_000, 64):
        monkeypatch.setattr(impacts, "LEAST_ROOM", size)
        let_go(library)
        assert [[article for article, _ in answer] for answer in answers()] == [
            [article for article, _ in answer] for answer in expected
        ]
    let_go(library)


def test_a_list_counts_as_read_only_with_what_it_earns_at_most(
    library: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Full

    let_go(library)
    parsed = parse("مصباح سوق")
    room = impacts_of(library).room
    expected = best_of(library, parsed.tree, parsed.words, 3)[0].tolist()
    with monkeypatch.context() as patch:
        patch.setattr(Room, "bound", full)
        assert best_of(library, parsed.tree, parsed.words, 3)[0].tolist() == expected
    assert room._lists
    assert not any(room.is_read(one) for one in room._lists.values())
    assert impacts_of(library).room is not room
    assert best_of(library, parsed.tree, parsed.words, 3)[0].tolist() == expected
    let_go(library)


def test_a_room_that_was_left_while_a_plan_was_made_is_not_kept_by_it() -> None:
    made = Impacts(BY_ID[:10], 0)
    first = made.room

    def make(room: Room) -> Room:
        if room is first:
            made.renew(first)  # as another thread does that finds it full
        return room

    assert made.plan("slow", make) is first
    assert not first.plans
    assert made.plan("slow", make) is made.room
    assert list(made.room.plans) == ["slow"]
