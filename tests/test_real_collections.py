"""What real articles and collections must give, where they lie beside the checkout; they are not ours to ship."""

from pathlib import Path

import pytest

from indexer.answers import Question
from indexer.build import build
from indexer.evaluation import evaluate
from indexer.search.whoosh_engine import WhooshEngine

SHARED = Path(__file__).parents[2] / "shared"

FIRST_HITS = {
    "الوفاق الانجلو روسي": "000",
    "معاهدة تحالف بين البريطانيين والسوفييت": "001",
    "من هو وزير خارجية إيران؟": "002",
    "طرد بعثة روسيا من الحلف": "003",
    "خلافات انقرة وموسكو في ليبيا": "004",
}
"""A question and the number that the file of its best answer begins with."""


def beside(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"not run: there is no folder {name} beside the checkout")
    return folder


def test_questions_find_the_saved_article_that_answers_them(tmp_path: Path) -> None:
    report = build(beside("seeds"), tmp_path)
    assert (report.articles, report.skipped) == (5, ())
    engine = WhooshEngine(tmp_path)
    first = {question: engine.search(Question(question)).hits[0].article.file[:3] for question in FIRST_HITS}
    engine.close()
    assert first == FIRST_HITS


@pytest.mark.parametrize(("collection", "floor"), [("arcd", 0.86), ("tydiqa-goldp-ar-dev", 0.94)])
def test_ranking_of_judged_questions_does_not_fall(collection: str, floor: float) -> None:
    assert evaluate(beside(f"collections/{collection}")).ndcg_at_10 >= floor
