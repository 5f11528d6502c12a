"""Better spellings for words that a collection hardly has."""

from collections.abc import Iterator

import pytest

from indexer.answers import Question
from indexer.search.engine import Engine
from indexer.search.whoosh_engine import WhooshEngine
from tests.search.collection import index_of, record


@pytest.fixture(scope="module")
def mills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    records = [record(f"m{n}", f"دارت المطاحن {n} قرب إدارة الميناء في بلدة Harbour الصغيرة.") for n in range(5)]
    engine = WhooshEngine(index_of(tmp_path_factory.mktemp("mills"), [*records, record("one", "مطاحم")]))
    yield engine
    engine.close()


def suggested(engine: Engine, text: str) -> list[tuple[str, ...]]:
    return [notice.values for notice in engine.search(Question(text)).notices if notice.code == "did-you-mean"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("المطاخن", "المطاحن"),
        ("المطحان", "المطاحن"),
        ("المطاحنن", "المطاحن"),
        ("المطاحن قرب المينا", "المطاحن قرب الميناء"),
        ("«دارت المطاحن» + اداره المينام", "«دارت المطاحن» + اداره الميناء"),
        ("Harbor", "Harbour"),
    ],
)
def test_a_word_that_is_hardly_found_is_replaced_by_the_collections_own(mills: Engine, typed: str, meant: str) -> None:
    assert suggested(mills, typed) == [(meant,)]


@pytest.mark.parametrize("typed", ["المطاحن", "اداره", "زرافة", "ميناء", "دار", "في", "", "-المطاخن دارت", "2021"])
def test_words_that_are_found_or_have_no_neighbour_are_left_alone(mills: Engine, typed: str) -> None:
    assert suggested(mills, typed) == []


def test_a_completion_folds_as_search_does(mills: Engine) -> None:
    assert mills.suggest("قرب ادار") == ("قرب إدارة",)
