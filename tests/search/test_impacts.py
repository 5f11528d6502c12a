"""Lists of what words say: the kernels over them, held against plain sums, and the room that they are kept in."""

import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.answers import Level, Question
from indexer.search import impacts, kernels, list_kernels, shortlist_kernels, top_kernels
from indexer.search.impacts import Full, Impacts, Room, Saying, impacts_of, let_go
from indexer.search.list_layout import CEILINGS, CHAMPIONS, CHAMPIONS_KEPT, GUIDE, NEAR, NEARS, OCTETS
from indexer.search.match import Matcher
from indexer.search.parse import parse
from indexer.search.rank import best_of, scored
from indexer.search.whoosh_engine import WhooshEngine
from indexer.store.compiling import compiled
from indexer.store.snapshot import Snapshot

ARTICLES = 9_000

BY_ID = np.random.default_rng(9).permutation(ARTICLES).astype(np.int32)
"""More than two windows."""

Said = dict[int, tuple[int, float]]
"""For each article the stage and what it earns."""


def kept(room: Room, key: object, said: Said) -> int:
    articles = sorted(said)
    postings = np.array([article << 2 | said[article][0] for article in articles], np.int32)
    return room.keep(key, lambda: Saying(postings, np.array([said[article][1] for article in articles], np.float32)))


def expected(lists: Sequence[Said], wanted: int) -> list[tuple[int, float]]:
    """The best articles that are near by any list, by adding everything up and sorting it."""
    totals: dict[int, float] = {}
    for said in lists:
        for article, (_, earned) in said.items():
            totals[article] = totals.get(article, 0.0) + earned
    near = {article for said in lists for article, (stage, _) in said.items() if stage <= NEAR}
    ranked = sorted(near, key=lambda article: (-totals[article], BY_ID[article]))
    return [(article, totals[article]) for article in ranked[:wanted]]


EARNED = st.integers(1, 64).map(lambda eighths: eighths / 8)  # sums of these are exact, so that ties are ties
FEW = st.dictionaries(st.integers(0, ARTICLES - 1), st.tuples(st.integers(0, 3), EARNED), max_size=40)


@st.composite
def many(draw: st.DrawFn) -> Said:
    """A list of hundreds of articles, most of which earn little."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = draw(st.integers(CHAMPIONS_KEPT - 5, 3_000))
    articles = np.sort(chance.choice(ARTICLES, size, replace=False))
    earned = np.minimum(1 + chance.geometric(0.2, size), 64) / 8
    stages = chance.integers(0, 4, size)
    return dict(zip(articles.tolist(), zip(stages.tolist(), earned.tolist(), strict=True), strict=True))


@settings(deadline=None, max_examples=150)
@given(st.lists(FEW | many(), min_size=1, max_size=5), st.sampled_from([1, 2, 10, 200, 500]))
def test_the_best_of_any_are_what_adding_everything_up_gives(lists: list[Said], wanted: int) -> None:
    room = Room(1 << 20, BY_ID)
    places = np.array([kept(room, number, said) for number, said in enumerate(lists)])
    found, scores = np.empty(wanted, np.int32), np.empty(wanted, np.float32)
    room.choose_champions(places)
    held = compiled(top_kernels.best_of_any)(room.ints, room.floats, places, BY_ID, found, scores)
    assert list(zip(found[:held].tolist(), scores[:held].tolist(), strict=True)) == expected(lists, wanted)


def shortlisted(room: Room, places: Sequence[int], wanted: int, *, plain: bool = False) -> list[tuple[int, float]]:
    """What coarse sums and then exact ones find, which is in no order."""
    found, scores = np.empty(wanted, np.int32), np.empty(wanted, np.float32)
    postings = np.empty((len(places), wanted), np.int32)
    kernel = shortlist_kernels.shortlist if plain else compiled(shortlist_kernels.shortlist)
    held = kernel(room.ints, room.floats, room.octets, np.array(places), BY_ID, found, scores, postings)
    for one, numbers in zip(places, postings[:, :held].tolist(), strict=True):
        articles = room.articles(one).tolist()
        assert numbers == [articles.index(had) if had in articles else -1 for had in found[:held].tolist()]
    pairs = zip(found[:held].tolist(), scores[:held].tolist(), strict=True)
    return sorted(pairs, key=lambda pair: (-pair[1], BY_ID[pair[0]]))


@settings(deadline=None, max_examples=150)
@given(st.lists(FEW | many(), min_size=1, max_size=5), st.sampled_from([1, 2, 10, 200, 500]), st.data())
def test_a_shortlist_is_what_adding_everything_up_gives(lists: list[Said], wanted: int, data: st.DataObject) -> None:
    room = Room(1 << 20, BY_ID)
    places = [kept(room, number, said) for number, said in enumerate(lists)]
    for place in places:
        if data.draw(st.booleans()):
            room.gauge(place)
    assert shortlisted(room, places, wanted) == expected(lists, wanted)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1), st.sampled_from([1, 10, 200]))
def test_a_shortlist_of_fractions_is_that_of_the_best_of_any(seed: int, wanted: int) -> None:
    chance = np.random.default_rng(seed)
    room = Room(1 << 20, BY_ID)
    places = []
    for number in range(4):
        size = int(chance.integers(1, 4_000))
        articles = np.sort(chance.choice(ARTICLES, size, replace=False))
        earned = (chance.gamma(2, 1, size) * 10.0 ** chance.integers(-3, 2)).tolist()
        stages = chance.integers(0, 4, size).tolist()
        said = dict(zip(articles.tolist(), zip(stages, earned, strict=True), strict=True))
        places.append(kept(room, number, said))
        room.gauge(places[-1])
    found, scores = np.empty(wanted, np.int32), np.empty(wanted, np.float32)
    room.choose_champions(places)
    held = compiled(top_kernels.best_of_any)(room.ints, room.floats, np.array(places), BY_ID, found, scores)
    assert shortlisted(room, places, wanted) == list(zip(found[:held].tolist(), scores[:held].tolist(), strict=True))


@settings(deadline=None, max_examples=30)
@given(st.lists(FEW, min_size=1, max_size=4), st.sampled_from([1, 3, 10]))
def test_the_kernels_in_plain_python_give_the_same(lists: list[Said], wanted: int) -> None:
    room = Room(1 << 20, BY_ID)
    places = np.array([kept(room, number, said) for number, said in enumerate(lists)])
    found, scores = np.empty(wanted, np.int32), np.empty(wanted, np.float32)
    room.choose_champions(places)
    held = top_kernels.best_of_any(room.ints, room.floats, places, BY_ID, found, scores)
    assert list(zip(found[:held].tolist(), scores[:held].tolist(), strict=True)) == expected(lists, wanted)
    assert shortlisted(room, places.tolist(), wanted, plain=True) == expected(lists, wanted)


def all_of(room: Room, places: Sequence[int]) -> list[int]:
    """The articles that all lists hold by a near stage."""
    found, scores = np.empty(ARTICLES, np.int32), np.empty(ARTICLES, np.float32)
    lists, nothing = np.array(places), np.empty(0, np.int64)
    held = compiled(list_kernels.all_of)(room.ints, room.floats, lists, NEAR, nothing, 0, found, scores)
    articles: list[int] = found[:held].tolist()
    return articles


@settings(deadline=None, max_examples=100)
@given(st.lists(FEW | many(), min_size=1, max_size=4), st.integers(0, 3), st.data())
def test_all_of_the_lists_are_what_sets_have_in_common(lists: list[Said], furthest: int, data: st.DataObject) -> None:
    room = Room(1 << 20, BY_ID)
    places = np.array([kept(room, number, said) for number, said in enumerate(lists)])
    for place in places.tolist():
        if data.draw(st.booleans()):
            room.gauge(place)
    most = min(map(len, lists))
    found, scores = np.empty(most, np.int32), np.empty(most, np.float32)
    nothing = np.empty(0, np.int64)
    held = compiled(list_kernels.all_of)(room.ints, room.floats, places, furthest, nothing, 0, found, scores)
    inside = [{article for article, (stage, _) in said.items() if stage <= furthest} for said in lists]
    common = sorted(inside[0].intersection(*inside))
    assert found[:held].tolist() == common
    assert scores[:held].tolist() == [sum(said[article][1] for said in lists) for article in common]


@settings(deadline=None, max_examples=100)
@given(FEW | many(), st.sets(st.integers(0, ARTICLES - 1), max_size=200))
def test_sums_are_added_where_a_list_has_the_article(said: Said, asked: set[int]) -> None:
    room = Room(1 << 20, BY_ID)
    articles = np.array(sorted(asked), np.int32)
    scores = np.zeros(articles.size, np.float32)
    compiled(list_kernels.add_up)(room.ints, room.floats, np.array([kept(room, "word", said)]), articles, scores)
    assert scores.tolist() == [said.get(article, (0, 0.0))[1] for article in articles.tolist()]


def test_a_list_is_made_once() -> None:
    room = Room(1_000, BY_ID[:10])
    first = kept(room, "word", {1: (0, 1.0)})
    assert kept(room, "word", {2: (0, 1.0)}) == first
    assert room.articles(first).tolist() == [1]


def test_a_room_that_is_full_says_so_and_keeps_what_it_has() -> None:
    room = Room(100, BY_ID[:10])
    one = kept(room, "one", {1: (0, 1.0)})
    with pytest.raises(Full):
        kept(room, "many", {article: (0, 1.0) for article in range(200)})
    assert room.articles(one).tolist() == [1]


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


def test_lists_move_with_all_they_have_into_a_new_room_when_they_are_asked_for_again() -> None:
    former = Room(1 << 20, BY_ID)
    said = {article: (article % 4, 1.0 + article % 7) for article in range(0, ARTICLES, 5)}
    other = kept(former, "other", {1: (0, 1.0)})
    one = kept(former, "word", said)
    positions = np.repeat(former.articles(one), 3).astype(np.int64)
    former.read(one, lambda _: (np.repeat(np.arange(len(said)), 3) << (kernels.PLACE_BITS + 2)) + positions)
    assert not former.is_read(one)
    former.gauge(one)
    former.bound(one, np.arange(len(said), dtype=np.float32))
    former.finish(one)
    former.choose_champions([one])
    former.is_known(one)
    renewed = former.renewed(1 << 20)
    moved = kept(renewed, "word", {})
    assert moved != one
    assert renewed.is_read(moved)
    assert renewed.is_known(moved)
    assert renewed.saying(moved).postings.tolist() == former.saying(one).postings.tolist()
    assert renewed.saying(moved).scores.tolist() == former.saying(one).scores.tolist()
    begins, ends = renewed.places(moved)
    was_begins, was_ends = former.places(one)
    for first, last, was_first, was_last in zip(begins, ends, was_begins, was_ends, strict=True):
        assert renewed.ints[first:last].tolist() == former.ints[was_first:was_last].tolist()
    sizes = {GUIDE: 2, CHAMPIONS: CHAMPIONS_KEPT, OCTETS: ARTICLES // 4, CEILINGS: len(said), NEARS: ARTICLES // 32}
    for part, size in sizes.items():
        new, old = int(renewed.ints[moved + part]), int(former.ints[one + part])
        assert renewed.ints[new : new + size].tolist() == former.ints[old : old + size].tolist()
    assert shortlisted(renewed, [moved], 10) == shortlisted(former, [one], 10)
    assert all_of(renewed, [moved, moved]) == all_of(former, [one, one]) == [at for at in said if said[at][0] <= NEAR]
    assert not renewed.is_read(kept(renewed, "other", {}))
    assert former.articles(other).tolist() == [1]


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


def test_a_list_that_two_threads_gauge_has_one_set_of_bits_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(1 << 20, BY_ID)
    one = kept(room, "word", {article: (0, 1.0) for article in range(0, ARTICLES, 3)})
    both, packed = threading.Barrier(2), np.packbits

    def together(*bits: object, **order: object) -> object:
        both.wait(10)  # both have found the list without bytes
        return packed(*bits, **order)  # type: ignore[call-overload]  # passed on

    with monkeypatch.context() as patch:
        patch.setattr(np, "packbits", together)
        before = room._used
        threads = [threading.Thread(target=room.gauge, args=(one,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert room._used - before == -(-ARTICLES // 32) + -(-ARTICLES // 4)
    assert room.ints[one + OCTETS] - room.ints[one + NEARS] == -(-ARTICLES // 32)
