"""Whom a filter by author means, where one name has all words of another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.answers import Filters, Question
from indexer.build import update
from indexer.search.engine import Engine
from indexer.search.whoosh_engine import WhooshEngine
from tests.search.collection import index_of, record, write
from tests.search.engines import ids


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    records = [
        record("desk", "عبر القارب النهر.", author="الشراع"),
        record("branch", "عبر القارب البحيرة.", author="الشراع جنوب"),
        record("person", "عبر القارب الخليج.", author="وداد البحّار"),
        record("spelt", "عبر القارب الترعة.", author="وداد البحار"),
    ]
    engine = WhooshEngine(index_of(tmp_path_factory.mktemp("press"), records))
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("الشراع", {"desk"}),
        ("الشراع جنوب", {"branch"}),
        ("جنوب", {"branch"}),
        ("وداد البحّار", {"person", "spelt"}),
        ("", {"desk", "branch", "person", "spelt"}),
        ("النخلة", set()),
    ],
)
def test_a_whole_name_is_meant_before_a_longer_one_with_its_words(
    press: Engine, author: str, expected: set[str]
) -> None:
    page = press.search(Question("قارب", filters=Filters(authors=(author,) if author else ())))
    assert set(ids(page)) == expected


def test_in_a_question_every_name_with_these_words_is_meant(press: Engine) -> None:
    assert set(ids(press.search(Question("قارب author:الشراع")))) == {"desk", "branch"}


def test_a_name_that_only_removed_articles_had_is_no_whole_name(tmp_path: Path) -> None:
    records = [record("desk", "قارب", author="الشراع"), record("branch", "قارب", author="الشراع جنوب")]
    folder = index_of(tmp_path, records)
    write(tmp_path / "sources" / "articles.jsonl", records[1:])
    update(tmp_path / "sources", folder)
    engine = WhooshEngine(folder)
    assert ids(engine.search(Question("قارب", filters=Filters(authors=("الشراع",))))) == ["branch"]
    engine.close()
