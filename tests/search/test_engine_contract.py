"""What every engine answers, asked of each of them through its own door."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.answers import Filters, Level, Question, Sort
from indexer.search.engine import Engine
from indexer.settings import PAGE_SIZE_LIMIT
from tests.search.engines import MANY, ids


def found(engine: Engine, text: str, **more: object) -> set[str]:
    return set(ids(engine.search(replace(Question(text, size=PAGE_SIZE_LIMIT), **more))))  # type: ignore[arg-type]  # as Question takes them


def test_a_hit_is_an_attributed_article_with_its_passages(engine: Engine) -> None:
    page = engine.search(Question("مصباح قديم"))
    assert page.total == len(page.hits)
    assert page.took_ms > 0
    hit = next(hit for hit in page.hits if hit.article.id == "lamp")
    assert (hit.article.title, hit.article.authors) == ("مصباح الجد", ("ليلى حدّاد",))
    assert (hit.article.published, hit.article.url) == ("2019-03-14", "https://example.org/lamp")
    assert hit.article.source.name == "مجلة النافذة"
    assert hit.article.paragraphs == ()
    [passage] = hit.passages
    assert passage.paragraph == 1
    assert [passage.text[mark.start : mark.end] for mark in passage.marks] == ["مصباحا", "قديما"]
    assert [match.word for match in hit.matched] == ["مصباح", "قديم"]


def test_hits_come_with_falling_scores(engine: Engine) -> None:
    scores = [hit.score for hit in engine.search(Question("مصباح سوق كتاب")).hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0


def test_every_mark_is_a_word_of_the_text_it_stands_in(engine: Engine) -> None:
    for level in Level:
        for hit in engine.search(Question("مدرسة العلم من السوق", level=level)).hits:
            for passage in hit.passages:
                for mark in passage.marks:
                    word = passage.text[mark.start : mark.end]
                    assert word == word.strip()
                    assert not passage.text[mark.end : mark.end + 1].isalpha()
                    assert not passage.text[: mark.start][-1:].isalpha()


@pytest.mark.parametrize(
    "text", ["مدرسة", "عَلَم", "سوق كتاب", '"سوق النحاس"', "كت*", "سوق -مصباح", "source:النافذة", "", "من"]
)
def test_the_counts_of_the_levels_are_the_totals_at_those_levels(engine: Engine, text: str) -> None:
    pages = {level: engine.search(Question(text, level=level)) for level in Level}
    for page in pages.values():
        assert page.total == len(found(engine, text, level=page.question.level))
        for level in Level:
            assert getattr(page.levels, level.value) == pages[level].total


def test_a_question_that_its_level_does_not_answer_is_told_which_one_does(engine: Engine) -> None:
    page = engine.search(Question("ومصباح", level=Level.FORM))
    assert page.total == 0
    [notice] = page.notices
    assert (notice.code, notice.values) == ("level-hint", ("stem", str(page.levels.stem)))


def test_a_question_that_nothing_answers_has_no_hint(engine: Engine) -> None:
    page = engine.search(Question("ديناصور"))
    assert (page.total, page.hits, page.notices) == (0, (), ())
    assert page.page_count == 1


def test_what_was_not_understood_is_said_with_the_answer(engine: Engine) -> None:
    page = engine.search(Question('من "سوق النحاس'))
    assert [notice.code for notice in page.notices] == ["unclosed-quote", "function-words"]
    assert page.total > 0


def test_a_question_in_function_words_alone_is_answered(engine: Engine) -> None:
    assert found(engine, "من عند") == {"lamp", "school", "trade", "undated"}


def test_an_arabic_question_mark_is_no_part_of_a_word(engine: Engine) -> None:
    assert found(engine, "أين سوق النحاس؟") == found(engine, "أين سوق النحاس")


@pytest.mark.parametrize(("one", "other"), [("٢٠٢١", "2021"), ("إدارة", "اداره"), ("مصباح", "مِصْبَاح"), ("كتاب", "کتاب")])
def test_spellings_of_one_question_have_one_answer(engine: Engine, one: str, other: str) -> None:
    assert found(engine, one) == found(engine, other)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(
        st.sampled_from(["سوق", "من", '"', "(", ")", "-", "+", "*", " ", "~2", " و ", "title:", "date:", "2020", "ك"])
        | st.characters(),
        max_size=30,
    ).map("".join),
    level=st.sampled_from(Level),
)
def test_any_text_is_answered(engine: Engine, text: str, level: Level) -> None:
    page = engine.search(Question(text, level=level))
    assert len(page.hits) == min(page.total, 10)
    engine.suggest(text)
    for hit in page.hits[:1]:
        assert engine.explain(Question(text, level=level), hit.article.id).rank == 1


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(sources=("مجلة-النافذة",)), {"lamp", "water", "market"}),
        (Filters(sources=("مجلة-النافذة", "دفتر-الرحلات")), {"lamp", "water", "market", "undated"}),
        (Filters(authors=("حداد",)), {"lamp", "flag"}),
        (Filters(authors=("ليلى حداد",)), {"lamp", "flag"}),
        (Filters(authors=("ابراهيم",)), {"school"}),
        (Filters(published_from="2021-11", published_to="2021"), {"water", "market"}),
        (Filters(published_from="2020-08"), {"school", "water", "market", "trade"}),
        (Filters(published_to="2020-07-01"), {"lamp", "flag", "school"}),
        (Filters(authors=("حداد",), published_from="2020"), {"flag"}),
        (Filters(languages=("ar",), published_to="2019"), {"lamp"}),
        (Filters(languages=("fa",)), set()),
        (Filters(repairs=("decoded as windows-1256",)), set()),
    ],
)
def test_filters_narrow_the_answer_and_all_its_counts(engine: Engine, filters: Filters, expected: set[str]) -> None:
    everything = "-ديناصور"
    page = engine.search(Question(everything, filters=filters))
    assert set(ids(page)) == expected
    assert page.total == page.levels.exact == page.levels.root == len(expected)
    assert sum(count.count for count in page.facets.source) == len(expected)


def test_facets_count_the_whole_answer_most_frequent_first(engine: Engine) -> None:
    facets = engine.search(Question("-ديناصور", size=1)).facets
    assert [(count.value, count.label, count.count) for count in facets.source] == [
        ("جريدة-الشاطئ", "جريدة الشاطئ", 3),
        ("مجلة-النافذة", "مجلة النافذة", 3),
        ("دفتر-الرحلات", "دفتر الرحلات", 1),
    ]
    assert [(count.value, count.count) for count in facets.author] == [
        ("سامر النجّار", 2),
        ("ليلى حدّاد", 2),
        ("إبراهيم الكاتب", 1),
        ("هالة الأمين", 1),
    ]
    assert [(count.value, count.count) for count in facets.year] == [
        ("2020", 2),
        ("2021", 2),
        ("2019", 1),
        ("2022", 1),
    ]


def test_facets_count_months_in_their_order_and_languages(engine: Engine) -> None:
    facets = engine.search(Question("-ديناصور", size=1)).facets
    assert [(count.value, count.count) for count in facets.month] == [
        ("2019-03", 1),
        ("2020-01", 1),
        ("2020-07", 1),
        ("2021-11", 2),
        ("2022-01", 1),
    ]
    assert [(count.value, count.count) for count in facets.language] == [("ar", 7)]
    assert facets.repair == ()


def test_the_passport_says_what_is_in_the_index(engine: Engine) -> None:
    passport = engine.passport()
    assert passport.index == engine.info()
    assert (passport.sources, passport.with_author, passport.with_date) == (3, 5, 6)
    assert (passport.earliest, passport.latest) == ("2019-03", "2022-01")
    assert [(count.value, count.count) for count in passport.languages] == [("ar", 7)]
    assert passport.bytes > 0


def test_an_answer_says_how_its_question_was_understood(engine: Engine) -> None:
    assert engine.search(Question("«سوق النحاس» و من هو تاريخ:٢٠٢١")).parsed == '+date:2021..2021 "سوق النحاس"'
    assert engine.search(Question("؟")).parsed == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مصبح~", {"lamp"}),
        ("مصابح~2", {"lamp", "market"}),
        ("مصباحا~0", {"lamp", "market"}),
        ("مصباحا~1 -سوق", set()),
        ("title:النحاش~", {"market"}),
        ("زرافة~2", set()),
    ],
)
def test_a_word_that_is_nearly_so_is_found_and_marked(engine: Engine, text: str, expected: set[str]) -> None:
    page = engine.search(Question(text))
    assert set(ids(page)) == expected
    assert all(hit.matched for hit in page.hits)


def test_every_facet_leads_to_as_many_articles_as_it_counts(engine: Engine) -> None:
    facets = engine.search(Question("سوق كتاب")).facets
    for count in facets.source:
        assert len(found(engine, "سوق كتاب", filters=Filters(sources=(count.value,)))) == count.count
    for count in facets.author:
        assert len(found(engine, "سوق كتاب", filters=Filters(authors=(count.value,)))) == count.count


def test_articles_without_a_date_come_last_in_both_orders_of_time(engine: Engine) -> None:
    newest = ids(engine.search(Question("-ديناصور", sort=Sort.NEWEST)))
    oldest = ids(engine.search(Question("-ديناصور", sort=Sort.OLDEST)))
    assert newest == ["trade", "market", "water", "school", "flag", "lamp", "undated"]
    assert oldest == ["lamp", "school", "flag", "water", "market", "trade", "undated"]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("size", [1, 7, 10, 50, 100])
def test_pages_hold_every_hit_once_in_one_order(crowd: Engine, sort: Sort, size: int) -> None:
    whole = ids(crowd.search(Question("زرافة فيل", sort=sort, size=100)))
    assert len(whole) == len(set(whole)) == MANY
    paged = []
    for number in range(1, -(-MANY // size) + 1):
        page = crowd.search(Question("زرافة فيل", sort=sort, size=size, page=number))
        assert page.page_count == -(-MANY // size)
        paged += ids(page)
    assert paged == whole
    assert crowd.search(Question("زرافة فيل", sort=sort, size=size, page=number + 1)).hits == ()


def test_asking_again_gives_the_same_answer(crowd: Engine) -> None:
    first, second = (crowd.search(Question("زرافة فيل")) for _ in range(2))
    assert replace(first, took_ms=0) == replace(second, took_ms=0)
