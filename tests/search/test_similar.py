"""Which articles are like another, and by which words."""

from pathlib import Path

import pytest

from indexer.answers import Question
from indexer.errors import ArticleNotFound
from indexer.search.similar import TELLING, telling
from indexer.search.whoosh_engine import WhooshEngine
from indexer.store.snapshot import Snapshot
from tests.search.collection import index_of, record
from tests.search.engines import ids


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return index_of(
        tmp_path,
        [
            record("boats", "قوارب الصيد في الميناء تحمل الشباك قبل الفجر.", title="قوارب الميناء"),
            record("nets", "تصلح النساء الشباك في الميناء، وتنتظر القوارب."),
            record("bread", "خبز الشعير في التنور، والعجين قبل الفجر."),
            record("alone", "AND و."),
        ],
    )


def test_the_articles_that_share_the_telling_words_come_first_and_never_the_article_itself(place: Path) -> None:
    engine = WhooshEngine(place)
    page = engine.similar("boats")
    assert ids(page) == ["nets", "bread"]
    assert page.total == 2
    assert all(hit.passages for hit in page.hits)
    assert ids(engine.similar("boats", limit=1)) == ["nets"]
    assert ids(engine.search(page.question))[0] == "boats"
    engine.close()


def test_the_words_are_few_telling_and_those_of_others_too(place: Path) -> None:
    snapshot = Snapshot(place)
    words = telling(snapshot, snapshot.number_of("boats")).split()
    assert "في" not in words
    assert "تحمل" not in words, "nobody else has it"
    assert {"الميناء", "الشباك"} <= set(words)
    assert len(words) <= TELLING
    snapshot.close()


def test_an_article_that_shares_no_word_has_none_like_it(place: Path) -> None:
    engine = WhooshEngine(place)
    assert engine.similar("alone").hits == ()
    with pytest.raises(ArticleNotFound):
        engine.similar("nowhere")
    [alone] = engine.story("boats").articles
    assert (alone.id, alone.paragraphs) == ("boats", ())
    with pytest.raises(ArticleNotFound):
        engine.story("nowhere")
    assert engine.search(Question("الميناء")).total == 2
    engine.close()
