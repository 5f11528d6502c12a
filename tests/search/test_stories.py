"""A story is one hit, shown as its earliest copy that was asked for; and everything that is counted counts hits."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import FacetCount, Filters, Level, Question, Sort
from indexer.search import stories
from indexer.search.engine import Engine
from indexer.search.facets import Kinds, kinds
from indexer.search.reuse import PLACES_SHOWN
from indexer.search.stories import COPIES_SHOWN, STORY_SHOWN
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot
from indexer.store.stories import Stories
from tests.search.collection import Record, index_of, record
from tests.search.engines import House, Kind, ids
from tests.store.making import seeded
from tests.store.retelling import retold, told

BRIDGE = (
    "افتتح أهل القرية صباح أمس جسرا خشبيا جديدا فوق النهر بعد عام من العمل الذي شارك فيه النجارون والطلاب معا.",
    "وقالت رئيسة المجلس إن الجسر يختصر طريق المدرسة إلى النصف، وإن المال جاء من تبرعات صغيرة جمعتها الأسر كلها.",
    "وسار الأطفال فوقه أولا يحملون الفوانيس، ثم عبرت العربات واحدة بعد أخرى حتى المساء من غير زحام ولا عجلة.",
)
SAYING = "من زرع شجرة عند باب الدار جلس أحفاده في ظلها ومن حفر بئرا في الطريق شرب منها كل عابر سبيل"

COPIES: list[Record] = [
    record("late", *BRIDGE, title="الجسر الجديد", date="2021-06-09", source="البريد", author="سعاد"),
    record("first", *BRIDGE, title="جسر القرية", date="2021-06-05", source="الضفة", author=["سعاد", "منير"]),
    record("undated", "خاص.", *BRIDGE, title="فوانيس على الجسر", source="الميناء"),
    record("again", *BRIDGE[:2], BRIDGE[2] + " انتهى.", title="جسر القرية", date="2021-07-01", source="البريد"),
    record("other", "عبر الصيادون الجسر القديم عند الفجر.", date="2020", source="الضفة", author="منير"),
    record("tall", "جسر معلق بين جبلين.", title="جسر", date="2022-01", source="الميناء"),
    record("quoted", "قيل عند افتتاح الجسر:", SAYING, date="2019", source="الضفة"),
    record("quoting", SAYING + ".", "هكذا كان الجد يقول.", date="2020", source="البريد"),
    *(
        record(f"album{number}", f"الصفحة {number} من الألبوم.", SAYING, " ".join(told(number)), source="الضفة")
        for number in range(6)
    ),
]


@pytest.fixture(scope="module")
def engine(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    house = House.built(kind, tmp_path_factory.mktemp("stories"), COPIES)
    yield house.engine
    house.engine.close()


def test_a_story_is_one_hit_that_names_its_copies_the_earliest_first(engine: Engine) -> None:
    page = engine.search(Question("الجسر القرية"))
    assert sorted(ids(page)) == ["first", "other", "quoted", "tall"]
    assert (page.total, page.articles) == (4, 7)
    [hit] = [hit for hit in page.hits if hit.article.id == "first"]
    assert [copy.id for copy in hit.copies] == ["late", "again", "undated"]
    assert hit.copies_total == 3
    assert all(copy.paragraphs == () for copy in hit.copies)
    assert all(not other.copies and not other.copies_total for other in page.hits if other is not hit)


def test_with_copies_every_copy_is_a_hit_and_names_none(engine: Engine) -> None:
    page = engine.search(Question("الجسر القرية", copies=True))
    assert set(ids(page)) == {"first", "late", "again", "undated", "other", "quoted", "tall"}
    assert page.total == page.articles == 7
    assert not any(hit.copies or hit.copies_total for hit in page.hits)


@pytest.mark.parametrize(
    ("filters", "text", "shown"),
    [
        (Filters(sources=("البريد",)), "جسر", "late"),
        (Filters(published_from="2021-06-10"), "جسر", "again"),
        (Filters(authors=("سعاد",), sources=("البريد",)), "جسر", "late"),
        (Filters(), "الميناء فوانيس source:الميناء", "undated"),
        (Filters(), "title:فوانيس", "undated"),
        (Filters(), "جسر -date:2021-06-05", "late"),
    ],
)
def test_the_copy_that_is_shown_is_one_that_was_asked_for(
    engine: Engine, filters: Filters, text: str, shown: str
) -> None:
    [hit] = [hit for hit in engine.search(Question(text, filters=filters)).hits if hit.copies]
    assert hit.article.id == shown
    assert sorted([shown, *(copy.id for copy in hit.copies)]) == ["again", "first", "late", "undated"]


def test_a_story_stands_where_its_best_copy_would(engine: Engine) -> None:
    question = Question("فوانيس على الجسر")
    best = engine.search(replace(question, copies=True)).hits[0]
    hit = engine.search(question).hits[0]
    assert (best.article.id, hit.article.id) == ("undated", "first")
    assert hit.score == best.score
    explained = engine.explain(question, "first")
    assert (explained.article_id, explained.weighed, explained.rank) == ("first", "undated", 1)
    assert explained.score == pytest.approx(hit.score, rel=1e-5)
    assert engine.explain(replace(question, copies=True), "first").weighed == "first"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [(Sort.OLDEST, ["quoted", "other", "first", "tall"]), (Sort.NEWEST, ["tall", "first", "other", "quoted"])],
)
def test_orders_of_time_go_by_the_copy_that_is_shown(engine: Engine, sort: Sort, expected: list[str]) -> None:
    assert ids(engine.search(Question("جسر", sort=sort))) == expected


@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize("text", ["جسر", '"القرية"', "القرية -البئر", "جسر source:البريد", ""])
def test_every_number_is_that_of_the_hits_a_filter_or_level_would_leave(
    engine: Engine, text: str, copies: bool
) -> None:
    question = Question(text, copies=copies, size=100)
    page = engine.search(question)
    assert page.total == len(page.hits)

    def total(**filters: object) -> int:
        return engine.search(replace(question, filters=Filters(**filters))).total  # type: ignore[arg-type]  # as named

    def numbers(found: tuple[FacetCount, ...]) -> dict[str, int]:
        return {count.value: count.count for count in found}

    facets = page.facets
    assert numbers(facets.source) == {one: total(sources=(one,)) for one in numbers(facets.source)}
    assert numbers(facets.author) == {one: total(authors=(one,)) for one in numbers(facets.author)}
    assert numbers(facets.language) == {one: total(languages=(one,)) for one in numbers(facets.language)}
    for year in numbers(facets.year):
        assert numbers(facets.year)[year] == total(published_from=year, published_to=year)
    for level in Level:
        assert getattr(page.levels, level.value) == engine.search(replace(question, level=level)).total


@pytest.mark.parametrize("sort", Sort)
def test_pages_cursors_and_exports_give_each_story_once(engine: Engine, sort: Sort) -> None:
    question = Question("جسر", sort=sort, size=1)
    whole = ids(engine.search(replace(question, size=100)))
    assert len(whole) == len(set(whole)) == 4
    assert [one for page in range(1, 5) for one in ids(engine.search(replace(question, page=page)))] == whole
    walked, page = [], engine.search(question)
    while page.hits:
        walked += ids(page)
        if page.cursor is None:
            break
        page = engine.search(replace(question, cursor=page.cursor))
    assert walked == whole
    exported = list(engine.export(question))
    assert [hit.article.id for hit in exported] == whole
    assert [hit.copies_total for hit in exported if hit.article.id == "first"] == [3]


def test_the_rank_of_a_copy_is_that_of_its_story(engine: Engine) -> None:
    question = Question("فوانيس على الجسر")
    assert {engine.explain(question, one).rank for one in ("first", "late", "undated")} == {1}
    alone = [engine.explain(replace(question, copies=True), one).rank for one in ("first", "late", "again", "undated")]
    assert sorted(one for one in alone if one) == [1, 2, 3, 4]
    assert engine.explain(Question("الألبوم"), "first").rank is None


def test_articles_like_another_are_none_of_its_copies(engine: Engine) -> None:
    assert not {"first", "late", "again", "undated"} & set(ids(engine.similar("late")))
    assert "first" in ids(engine.similar("other"))


def test_the_story_of_any_copy_is_the_same(engine: Engine) -> None:
    for one in ("late", "undated"):
        story = engine.story(one)
        assert [article.id for article in story.articles] == ["first", "late", "again", "undated"]
        assert story.total == 4
    assert [article.id for article in engine.story("tall").articles] == ["tall"]


def test_a_reused_paragraph_names_places_in_other_sources_first_and_only_some(engine: Engine) -> None:
    [reuse] = engine.article("quoted").reused
    assert (reuse.paragraph, reuse.total, len(reuse.places)) == (2, 7, PLACES_SHOWN)
    assert [(place.article.id, place.paragraph) for place in reuse.places] == [
        ("quoting", 1),
        *((f"album{number}", 2) for number in range(4)),
    ]
    assert reuse.places[0].article.paragraphs == ()


def test_paragraphs_of_copies_are_not_told_again(engine: Engine) -> None:
    assert engine.article("first").reused == ()


def test_of_many_copies_a_few_are_named_and_the_others_counted(tmp_path: Path, kind: Kind) -> None:
    words = told(1)
    count = STORY_SHOWN + 9
    house = House.built(kind, tmp_path, [record(f"c{number:03}", " ".join(words)) for number in range(count)])
    [hit] = house.engine.search(Question(words[0])).hits
    assert (len(hit.copies), hit.copies_total) == (COPIES_SHOWN, count - 1)
    last = f"c{count - 1:03}"
    story = house.engine.story(last)
    assert (len(story.articles), story.total) == (STORY_SHOWN, count)
    assert story.articles[-1].id == last
    house.engine.close()


@given(matching=st.sets(st.integers(0, 39)), codes=st.lists(st.integers(0, 3), min_size=40, max_size=40))
def test_what_is_shown_and_counted_is_what_going_through_all_would_give(
    forty: Snapshot, matching: set[int], codes: list[int]
) -> None:
    known = forty.stories
    articles = np.array(sorted(matching), np.int32)
    scores = np.array([float((one * 7) % 11) for one in articles.tolist()], np.float32)
    story = {one: tuple(known.of(one).tolist()) for one in range(40)}
    expected: dict[tuple[int, ...], tuple[int, float]] = {}
    for one, score in zip(articles.tolist(), scores.tolist(), strict=True):
        shown, best = expected.get(story[one], (one, score))
        expected[story[one]] = (min(shown, one, key=story[one].index), max(best, score))
    kept, best_scores = stories.shown(known, articles, scores)
    assert sorted(zip(kept.tolist(), best_scores.tolist(), strict=True)) == sorted(expected.values())
    assert (np.diff(kept) > 0).all()
    assert stories.count(known, articles) == len(expected)
    stages = np.array([codes[one] for one in articles.tolist()], np.int8)
    upto = [articles[stages <= stage] for stage in range(4)]
    assert stories.count_upto(known, articles, stages, 4) == [stories.count(known, some) for some in upto]
    assert stories.count_upto(None, articles, stages, 4) == [some.size for some in upto]
    # An article has the values 0 to its code: some stories have all of them several times.
    values = [tuple("ابج"[:size]) for size in range(4)]
    counted = kinds(known, [({"value": values}, np.array(codes)), ({"other": [("د",)]}, np.zeros(40, np.int32))])
    pairs = {(story[one], value) for one in matching for value in values[codes[one]]}
    assert values_told(counted, articles, known) == Counter(value for _, value in pairs)
    assert values_told(counted, articles, None) == Counter(value for one in matching for value in values[codes[one]])


def values_told(counted: Kinds, articles: Articles, known: Stories | None) -> Counter[str]:
    """The values of a facet with their counts, those above 0."""
    found = zip(counted.facets["value"].values, counted.counts(articles, known)["value"].tolist(), strict=True)
    return +Counter(dict(found))


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    records = [
        record(f"a{number}", " ".join(retold(told(number % 13), 1, seeded(number))), date=f"20{number % 7 + 10}")
        for number in range(40)
    ]
    snapshot = Snapshot(index_of(tmp_path_factory.mktemp("forty"), records))
    assert snapshot.stories.members.size > 30
    yield snapshot
    snapshot.close()
