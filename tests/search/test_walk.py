"""Walks over all hits of a question, by cursor and as an export, while the index is rebuilt beside them."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from indexer.answers import Filters, Level, Question, Sort
from indexer.errors import BadParameter, CursorExpired, CursorMismatch
from indexer.search.cursor import CURSOR_PATTERN, Place, cursor_to, place_of
from indexer.search.engine import Engine
from tests.search.collection import LIBRARY, record, write
from tests.search.engines import MANY, House, Kind, ids

EVERYTHING = Question("-ديناصور")


def walk(engine: Engine, question: Question) -> Iterator[list[str]]:
    """The ids of the hits, page by page, as a machine gets them."""
    asked = question
    while True:
        page = engine.search(asked)
        yield ids(page)
        if page.cursor is None:
            return
        asked = replace(question, cursor=page.cursor)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("size", [1, 7, 19, 100])
def test_a_walk_gives_every_hit_once_and_in_the_order_of_the_pages(crowd: Engine, sort: Sort, size: int) -> None:
    question = Question("زرافة فيل", sort=sort, size=size)
    pages = list(walk(crowd, question))
    assert [one for page in pages for one in page] == ids(crowd.search(replace(question, size=100)))
    assert sum(map(len, pages)) == MANY
    assert all(pages)


def test_a_walk_may_change_the_size_of_its_pages_and_begin_at_any_page(crowd: Engine) -> None:
    second = crowd.search(Question("زرافة", size=10, page=2))
    behind = crowd.search(Question("زرافة", size=30, cursor=second.cursor))
    whole = ids(crowd.search(Question("زرافة", size=100)))
    assert ids(behind) == whole[20:50]
    assert behind.total == MANY
    assert behind.facets == second.facets


def test_the_last_page_has_no_cursor_and_neither_has_an_answer_without_hits(crowd: Engine) -> None:
    assert crowd.search(Question("زرافة", size=100)).cursor is None
    assert crowd.search(Question("زرافة", size=MANY)).cursor is None
    assert crowd.search(Question("ديناصور")).cursor is None
    assert crowd.search(Question("زرافة", page=10**6)).cursor is None


@pytest.mark.parametrize(
    "change",
    [
        {"text": "فيل"},
        {"level": Level.FORM},
        {"sort": Sort.OLDEST},
        {"copies": True},
        {"filters": Filters(published_from="2001")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_cursor_is_of_one_question(crowd: Engine, change: dict[str, object]) -> None:
    cursor = crowd.search(Question("زرافة", size=5)).cursor
    with pytest.raises(CursorMismatch):
        crowd.search(replace(Question("زرافة", cursor=cursor), **change))  # type: ignore[arg-type]  # as Question takes them


@pytest.mark.parametrize("cursor", ["", "x", "a" * 44, "a" * 46, "=" * 45, "ب" * 45])
def test_what_is_no_cursor_is_refused_by_name(crowd: Engine, cursor: str) -> None:
    with pytest.raises(BadParameter, match="cursor: expected"):
        crowd.search(Question("زرافة", cursor=cursor))


@pytest.mark.parametrize("key", [0.0, 12.345678, 20240101.0, -(10.0**8), 3.4e38])
def test_a_cursor_holds_its_place_exactly(key: float) -> None:
    place = Place(key, 4_000_000_000)
    cursor = cursor_to(place, EVERYTHING, "g1")
    assert place_of(cursor, EVERYTHING, "g1") == place
    assert re.fullmatch(CURSOR_PATTERN, cursor)
    assert not cursor.startswith("-")  # which a command would take for an option
    with pytest.raises(CursorExpired):
        place_of(cursor, EVERYTHING, "g2")


@pytest.fixture
def house(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    built = House.built(kind, tmp_path_factory.mktemp("walk"), LIBRARY)
    yield built
    built.engine.close()


def test_after_a_rebuild_a_cursor_says_so(house: House) -> None:
    cursor = house.engine.search(replace(EVERYTHING, size=3)).cursor
    house.kind.write(house.sources, house.place)
    with pytest.raises(CursorExpired, match="rebuilt"):
        house.engine.search(replace(EVERYTHING, cursor=cursor))


def test_an_export_ends_in_the_index_it_began_in(house: House) -> None:
    begun = house.engine.export(EVERYTHING)
    first = next(begun).article.id
    write(house.sources / "articles.jsonl", [record("new", "مقال جديد")])
    for _ in range(2):  # of two builds the second removes the files that the export reads
        house.kind.write(house.sources, house.place)
        assert ids(house.engine.search(EVERYTHING)) == ["new"]
    rest = [hit.article.id for hit in begun]
    assert sorted([first, *rest]) == sorted(str(one["_id"]) for one in LIBRARY)


def test_an_export_gives_the_hits_of_the_pages(crowd: Engine) -> None:
    question = Question("زرافة فيل", sort=Sort.NEWEST, size=100)
    assert tuple(crowd.export(replace(question, page=3, size=1))) == crowd.search(question).hits


def test_an_export_refuses_what_a_search_refuses_before_its_first_hit(crowd: Engine) -> None:
    with pytest.raises(BadParameter):
        crowd.export(Question("زرافة", filters=Filters(published_from="2022", published_to="2021")))


def test_walks_go_on_while_the_index_is_rebuilt_and_never_mix(house: House) -> None:
    everybody = sorted(str(one["_id"]) for one in LIBRARY)

    def rebuild() -> None:
        for _ in range(3):
            house.kind.write(house.sources, house.place)

    rebuilding = threading.Thread(target=rebuild)
    rebuilding.start()
    ended = 0
    while rebuilding.is_alive() or not ended:
        try:
            assert sorted(one for page in walk(house.engine, replace(EVERYTHING, size=2)) for one in page) == everybody
            ended += 1
        except CursorExpired:
            continue
    rebuilding.join()
    assert ended
