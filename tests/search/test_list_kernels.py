"""The kernels over lists of what words say, held against plain sums."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.compiling import compiled
from indexer.search import list_kernels, top_kernels
from indexer.search.room import Room
from tests.search.lists import ARTICLES, BY_ID, FEW, Said, expected, kept, many, shortlisted


@settings(deadline=None, max_examples=150)
@given(st.lists(FEW | many(), min_size=1, max_size=5), st.sampled_from([1, 2, 10, 200, 500]))
def test_the_best_of_any_are_what_adding_everything_up_gives(lists: list[Said], wanted: int) -> None:
    room = Room(1 << 20, BY_ID)
    places = np.array([kept(room, number, said) for number, said in enumerate(lists)])
    found, scores = np.empty(wanted, np.int32), np.empty(wanted, np.float32)
    room.choose_champions(places)
    held = compiled(top_kernels.best_of_any)(room.ints, room.floats, places, BY_ID, found, scores)
    assert list(zip(found[:held].tolist(), scores[:held].tolist(), strict=True)) == expected(lists, wanted)


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
