"""How far an article is read for a hit."""

from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
import pytest

from indexer.answers import Hit, Level
from indexer.search import hits
from indexer.search.find import Finder
from indexer.search.hits import LOOKED_THROUGH, hits_of
from indexer.search.parse import parse
from indexer.store.snapshot import Snapshot
from tests.store.making import adding, made_article, make_live

WITHOUT = "ومضى الناس إلى أعمالهم كل صباح. " * 20
BOOK = "\n".join([WITHOUT] * (LOOKED_THROUGH // len(WITHOUT) + 2))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Books whose words stand in their first paragraph and their last, in their title and their last, everywhere."""
    articles = [
        made_article("both", f"زرافة هنا\n{BOOK}\nفيل هنا"),
        made_article("late", f"{BOOK}\nزرافة وفيل هنا", title="زرافة"),
        made_article("full", "زرافة تمشي " * 150_000 + "\nفيل"),
        made_article("short", "زرافة تمشي"),
    ]
    opened = make_live(tmp_path_factory.mktemp("hits"), len(articles), [adding(articles)])
    yield opened
    opened.close()


def hit(snapshot: Snapshot, question: str, article_id: str) -> Hit:
    finder = Finder(snapshot, parse(question).tree, Level.STEM)
    [found] = hits_of(
        snapshot, finder, np.array([snapshot.number_of(article_id)], np.int32), np.ones(1, np.float32), copies=True
    )
    return found


def test_a_book_is_looked_through_from_where_its_first_word_stands(snapshot: Snapshot) -> None:
    late = hit(snapshot, "زرافة فيل", "late")
    assert [passage.text for passage in late.passages] == ["زرافة وفيل هنا"]
    assert [(one.word, sum(form.count for form in one.forms)) for one in late.matched] == [("زرافة", 2), ("فيل", 1)]
    assert len(late.title_marks) == 1
    assert [one.word for one in hit(snapshot, "زرافة فيل", "both").matched] == ["زرافة"]


def test_a_word_that_a_book_is_full_of_is_looked_at_as_far_as_the_book_is_looked_through(snapshot: Snapshot) -> None:
    full = hit(snapshot, "زرافة فيل", "full")
    [giraffe] = full.matched
    assert 0 <= giraffe.forms[0].count - LOOKED_THROUGH // len("زرافة تمشي ") < 16
    assert full.passages[0].marks


def test_many_hits_are_looked_up_some_at_a_time_and_come_in_their_order(snapshot: Snapshot) -> None:
    numbers = np.array([snapshot.number_of(name) for name in ("short", "both", "full", "late")], np.int32)
    finder = Finder(snapshot, parse("زرافة").tree, Level.STEM)
    with patch.object(hits, "AT_ONCE", 3):
        found = list(hits_of(snapshot, finder, numbers, np.arange(4, dtype=np.float32), copies=True))
    assert [one.article.id for one in found] == ["short", "both", "full", "late"]
    assert [one.score for one in found] == [0, 1, 2, 3]
    assert all(one.matched for one in found)
