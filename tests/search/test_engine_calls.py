"""What every engine says besides the answers to questions, and what it refuses."""

import pytest

from indexer.answers import Filters, Level, Question, Sort
from indexer.errors import ArticleNotFound, BadParameter, QuestionTooLong
from indexer.search.engine import Engine
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT
from tests.search.collection import LIBRARY
from tests.search.engines import ids


def test_rank_gives_the_order_and_the_scores_of_search(engine: Engine) -> None:
    page = engine.search(Question("مصباح سوق كتاب"))
    whole = engine.rank("مصباح سوق كتاب", 100)
    assert [article_id for article_id, _ in whole] == ids(page)
    assert [score for _, score in whole] == pytest.approx([hit.score for hit in page.hits])
    assert engine.rank("مصباح سوق كتاب", 2) == whole[:2]
    assert engine.rank("ديناصور", 10) == []


@pytest.mark.parametrize("text", ["مصباح سوق كتاب", '"سوق النحاس" كت*', "مدرسة -سوق", "source:النافذة سوق"])
@pytest.mark.parametrize("sort", Sort)
def test_an_explanation_adds_up_to_the_score_and_agrees_on_the_rank(engine: Engine, text: str, sort: Sort) -> None:
    question = Question(text, sort=sort)
    for rank, hit in enumerate(engine.search(question).hits, start=1):
        explanation = engine.explain(question, hit.article.id)
        assert explanation.rank == rank
        assert explanation.score == pytest.approx(hit.score, rel=1e-5, abs=1e-6)
        assert sum(part.score for part in explanation.evidence) == pytest.approx(explanation.score)
        assert explanation.matched == hit.matched
        assert explanation.title == hit.article.title


def test_an_article_that_does_not_answer_has_no_rank(engine: Engine) -> None:
    assert engine.explain(Question("مصباح"), "trade").rank is None
    filtered = Question("مصباح", filters=Filters(published_from="2021"))
    assert engine.explain(filtered, "lamp").rank is None


def test_a_whole_article_comes_with_the_marks_of_a_question(engine: Engine) -> None:
    plain = engine.article("lamp")
    assert len(plain.article.paragraphs) == len(plain.paragraph_marks) == 2
    assert not any(plain.paragraph_marks)
    assert plain.title_marks == ()
    marked = engine.article("lamp", Question("مصباح علم", level=Level.STEM))
    assert marked.article == plain.article
    [title] = marked.title_marks
    assert marked.article.title[title.start : title.end] == "مصباح"
    words = [
        text[mark.start : mark.end]
        for text, marks in zip(marked.article.paragraphs, marked.paragraph_marks, strict=True)
        for mark in marks
    ]
    assert words == ["مصباحا", "العِلْمِ"]


def test_an_article_that_is_not_there_is_named(engine: Engine) -> None:
    for ask in (lambda: engine.article("مفقود"), lambda: engine.explain(Question("سوق"), "مفقود")):
        with pytest.raises(ArticleNotFound, match="مفقود"):
            ask()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("مصبا", "مصباحا"),
        ("ادار", "إدارة"),
        ("سوق المين", "سوق الميناء"),
        ("قارئ", "قارئ"),
    ],
)
def test_a_suggestion_completes_the_last_word_in_the_spelling_of_the_articles(
    engine: Engine, typed: str, expected: str
) -> None:
    assert expected in engine.suggest(typed)


def test_suggestions_are_few_distinct_and_say_something(engine: Engine) -> None:
    suggestions = engine.suggest("ا", limit=3)
    assert len(suggestions) == len(set(suggestions)) == 3
    assert "إلى" not in engine.suggest("ال")
    assert engine.suggest("زرافة") == ()


@pytest.mark.parametrize("typed", ["", " ", "مصباح ", "؟", "مصباح؟"])
def test_nothing_is_suggested_where_no_word_is_being_typed(engine: Engine, typed: str) -> None:
    assert engine.suggest(typed) == ()


def test_sources_are_summed_up_by_name(engine: Engine) -> None:
    summaries = engine.sources()
    assert [summary.source.name for summary in summaries] == ["جريدة الشاطئ", "دفتر الرحلات", "مجلة النافذة"]
    shore, notebook, window = summaries
    assert (shore.articles, shore.with_author, shore.with_date) == (3, 3, 3)
    assert (shore.earliest, shore.latest) == ("2020-01", "2022-01")
    assert (notebook.articles, notebook.with_date, notebook.earliest, notebook.latest) == (1, 0, None, None)
    assert (window.with_author, window.earliest, window.latest) == (2, "2019-03", "2021-11")


def test_an_index_says_what_it_is(engine: Engine) -> None:
    info = engine.info()
    assert info.articles == len(LIBRARY)
    assert engine.search(Question("سوق")).index == info


def test_a_question_that_is_too_long_is_refused_with_the_limit(engine: Engine) -> None:
    longest = Question("س" * QUESTION_LIMIT)
    assert engine.search(longest).total == 0
    longer = Question(longest.text + "س")
    for ask in (
        lambda: engine.search(longer),
        lambda: engine.article("lamp", longer),
        lambda: engine.explain(longer, "lamp"),
        lambda: engine.suggest(longer.text),
    ):
        with pytest.raises(QuestionTooLong, match=f"{QUESTION_LIMIT:,}"):
            ask()


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        (Question("سوق", page=0), "page"),
        (Question("سوق", page=-1), "page"),
        (Question("سوق", size=0), "size"),
        (Question("سوق", size=PAGE_SIZE_LIMIT + 1), "size"),
        (Question("سوق", filters=Filters(published_from="أمس")), "from"),
        (Question("سوق", filters=Filters(published_to="2021-13")), "to"),
        (Question("سوق", filters=Filters(published_from="2022", published_to="2021")), "to"),
    ],
)
def test_a_parameter_out_of_range_is_refused_by_name(engine: Engine, question: Question, parameter: str) -> None:
    with pytest.raises(BadParameter) as refused:
        engine.search(question)
    assert refused.value.parameter == parameter


def test_a_page_far_behind_the_last_is_empty(engine: Engine) -> None:
    page = engine.search(Question("سوق", page=10**9))
    assert page.hits == ()
    assert page.total > 0
