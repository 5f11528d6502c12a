"""Engines whose index changes under them, is not there, or is not as it should be."""

import gc
import json
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.answers import Level, Question
from indexer.build import build
from indexer.errors import ArticleNotFound, BadParameter, IndexDamaged, IndexMissing, IndexStale
from indexer.search import open_engine
from indexer.search.engine import Engine
from indexer.search.whoosh_engine import WhooshEngine
from indexer.settings import Settings
from tests.search.collection import LIBRARY, record, write
from tests.search.engines import House, Kind, Whoosh, ids


def test_a_rebuilt_index_is_picked_up_between_two_calls(kind: Kind, tmp_path: Path) -> None:
    house = House.built(kind, tmp_path, LIBRARY)
    before = house.engine.search(Question("ديناصور كت* سوق"))
    write(house.sources / "more.jsonl", [record("fossil", "وجدوا ديناصورا تحت الرمل")])
    house.kind.renew(house.sources, house.place)
    after = house.engine.search(Question("ديناصور كت* سوق"))
    assert after.index.generation != before.index.generation
    assert after.total == before.total + 1
    assert house.engine.article("fossil").article.id == "fossil"
    assert "ديناصورا" in house.engine.suggest("دينا")
    (house.sources / "more.jsonl").unlink()
    house.kind.write(house.sources, house.place)
    assert set(ids(house.engine.search(Question("ديناصور كت* سوق")))) == set(ids(before))
    with pytest.raises(ArticleNotFound):
        house.engine.article("fossil")
    house.engine.close()


def test_an_engine_that_was_closed_opens_again(kind: Kind, tmp_path: Path) -> None:
    house = House.built(kind, tmp_path, LIBRARY)
    before = house.engine.search(Question("سوق كت*"))
    house.engine.close()
    house.engine.close()
    assert ids(house.engine.search(Question("سوق كت*"))) == ids(before)
    house.engine.close()


def test_threads_get_the_same_answers_while_the_index_is_renewed(kind: Kind, tmp_path: Path) -> None:
    house = House.built(kind, tmp_path, LIBRARY)
    questions = [
        Question(text, level=level) for text in ("مصباح سوق", '"سوق النحاس"', "كت*", "مدرسة") for level in Level
    ]
    expected = {question: ids(house.engine.search(question)) for question in questions}
    until = time.monotonic() + 1.5

    def ask(number: int) -> int:
        asked = 0
        while time.monotonic() < until:
            question = questions[(number + asked) % len(questions)]
            assert ids(house.engine.search(question)) == expected[question]
            asked += 1
        return asked

    with ThreadPoolExecutor(8) as pool:
        asking = [pool.submit(ask, number) for number in range(8)]
        while time.monotonic() < until - 0.5:
            house.kind.write(house.sources, house.place)
        assert all(answered.result() > 0 for answered in asking)
    house.engine.close()


def every_call(engine: Engine) -> Iterator[Callable[[], object]]:
    yield lambda: engine.search(Question("سوق"))
    yield lambda: engine.rank("سوق", 10)
    yield lambda: engine.article("lamp")
    yield lambda: engine.explain(Question("سوق"), "lamp")
    yield lambda: engine.suggest("سو")
    yield engine.sources
    yield engine.info


@pytest.mark.parametrize("call", range(7))
def test_a_missing_index_is_said_with_the_command_that_makes_one(kind: Kind, tmp_path: Path, call: int) -> None:
    ask = list(every_call(kind.open(tmp_path / "nowhere")))[call]
    with pytest.raises(IndexMissing, match="masadir build --index"):
        ask()


# Only of the engine that keeps its index in a folder.


def manifest_of(place: Path) -> Path:
    return place / (place / "CURRENT").read_text(encoding="utf-8").strip() / "manifest.json"


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [("analysis", "of-yesterday", IndexStale), ("format", 10**6, IndexStale), ("articles", 10**6, IndexDamaged)],
)
def test_an_index_of_another_making_is_refused(tmp_path: Path, key: str, value: object, error: type[Exception]) -> None:
    house = House.built(Whoosh(), tmp_path, LIBRARY)
    manifest = manifest_of(house.place)
    values = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(values | {key: value}), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(error, match="masadir build --index"):
            house.engine.search(Question("سوق"))


def test_a_damaged_index_is_said_and_a_new_build_mends_it(tmp_path: Path) -> None:
    house = House.built(Whoosh(), tmp_path, LIBRARY)
    manifest_of(house.place).write_text("{", encoding="utf-8")
    with pytest.raises(IndexDamaged):
        house.engine.info()
    build(house.sources, house.place)
    assert house.engine.info().articles == len(LIBRARY)
    house.engine.close()


def test_a_generation_that_was_replaced_is_let_go(tmp_path: Path) -> None:
    house = House.built(Whoosh(), tmp_path, LIBRARY)
    assert isinstance(house.engine, WhooshEngine)
    house.engine.search(Question("كت* سوق"))
    former = weakref.ref(house.engine._index._snapshot)
    build(house.sources, house.place)
    house.engine.search(Question("سوق"))
    gc.collect()
    assert former() is None
    house.engine.close()


def test_the_door_opens_the_engine_that_the_settings_name(tmp_path: Path) -> None:
    house = House.built(Whoosh(), tmp_path, LIBRARY)
    opened = open_engine(Settings(index_dir=house.place))
    assert opened.info().articles == len(LIBRARY)
    opened.close()
    with pytest.raises(BadParameter, match="whoosh"):
        open_engine(Settings(index_dir=house.place, engine="solr"))
