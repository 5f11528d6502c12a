"""Random questions of every operator and filter: the index must find what a plain reading of each article finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.answers import Filters, Level
from indexer.arabic.tokens import surfaces
from indexer.build import build
from indexer.model import Article
from indexer.search.match import Matcher
from indexer.search.narrowing import passing
from indexer.search.parse import parse, prefix_of, words_of
from indexer.search.printing import printed
from indexer.search.tree import Fuzzy, Group, InTitle, Kin, Node, Phrase, Restriction, Word
from indexer.store.snapshot import Snapshot
from tests.search.collection import LIBRARY, ids, record, write
from tests.search.naive import answers, edits, passes

ENGLISH = record(
    "report",
    "The lamp market in the old town sold nine lamps a day, and the school kept one for its library.",
    title="The old lamp market",
    date="2021-11",
    source="Window Review",
)
OLD_FILE = (
    "سوق القوافل\n\nوصلت القوافل إلى السوق القديم مع المساء، وأشعل الحارس مصباح الباب.\n\n"
    "كتب التاجر ما باع وما اشترى.\n"
)
TEXTS = [str(one["title"]) + " " + str(one["text"]) for one in [*LIBRARY, ENGLISH]] + [OLD_FILE]
VOCABULARY = sorted({word for text in TEXTS for word in surfaces(text)})
OTHERS = ["مصباح", "المصابيح", "كتب", "كاتب", "مدارس", "ادارة", "عِلْم", "عَلَم", "والسوق", "تجارة", "زرافة", "lamps"]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The library with an English article, and one in an old encoding, which is a repair."""
    place: Path = tmp_path_factory.mktemp("mixed")
    write(place / "sources" / "articles.jsonl", [*LIBRARY, ENGLISH])
    (place / "sources" / "caravan.txt").write_bytes(OLD_FILE.encode("windows-1256"))
    build(place / "sources", place / "index")
    snapshot = Snapshot(place / "index")
    yield snapshot
    snapshot.close()


@pytest.fixture(scope="module")
def articles(mixed: Snapshot) -> list[Article]:
    return [mixed.article(number) for number in range(mixed.size)]


SURFACES = st.sampled_from(VOCABULARY) | st.sampled_from(OTHERS)
WORDS: st.SearchStrategy[Word] = SURFACES.map(lambda surface: words_of(surface)[0])
RUNS = st.builds(
    lambda text, start, length: tuple(words_of(text)[start : start + length]),
    st.sampled_from(TEXTS),
    st.integers(0, 12),
    st.integers(1, 3),
).filter(bool)
PHRASES = st.builds(Phrase, RUNS | st.lists(WORDS, min_size=1, max_size=3).map(tuple), st.none() | st.integers(0, 6))
PREFIXES = st.builds(lambda surface, length: prefix_of(surface[:length]), SURFACES, st.integers(1, 5))
FUZZIES = st.builds(lambda word, edits: Fuzzy(word.surface, word.analysis.form, edits), WORDS, st.integers(0, 2))
DATES = st.sampled_from(["2019", "2020", "2020-07", "2020-07-31", "2021-11", "2021-11-02", "2021-11-30", "2022"])
RESTRICTIONS = (
    st.builds(Restriction, st.just("author"), st.sampled_from(["حداد", "ليلى حداد", "النجار", "ابراهيم", "زرافة"]))
    | st.builds(Restriction, st.just("source"), st.sampled_from(["النافذة", "جريدة-الشاطئ", "window review", "زرافة"]))
    | st.builds(lambda one, two: Restriction("date", f"{min(one, two)}..{max(one, two)}"), DATES, DATES)
    | DATES.map(lambda date: Restriction("date", f"{date}.."))
)
LEAVES: st.SearchStrategy[Node] = WORDS | PHRASES | PREFIXES | FUZZIES | RESTRICTIONS


def groups(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    # No text gives an empty group inside another, so there is something in each.
    signed = st.lists(st.tuples(st.sampled_from("+ -"), nodes), min_size=1, max_size=5)
    return signed.map(grouped) | st.builds(InTitle, nodes)


def grouped(signed: list[tuple[str, Node]]) -> Group:
    return Group(*(tuple(node for sign, node in signed if sign == one) for one in "+ -"))


KIN = st.builds(Kin, WORDS, st.lists(WORDS, min_size=1, max_size=2).map(tuple))
TREES = st.recursive(LEAVES, groups, max_leaves=8)
TREES_WITH_KIN = st.recursive(LEAVES | KIN, groups, max_leaves=8)
FILTERS = st.builds(
    Filters,
    sources=st.lists(st.sampled_from(["مجلة-النافذة", "جريدة-الشاطئ", "window-review"]), max_size=2).map(tuple),
    authors=st.lists(st.sampled_from(["حداد", "النجار", "هالة الأمين"]), max_size=2).map(tuple),
    published_from=st.none() | DATES,
    published_to=st.none() | DATES,
    languages=st.lists(st.sampled_from(["ar", "und", "fa"]), max_size=2).map(tuple),
    repairs=st.sampled_from([(), ("decoded as windows-1256",), ("read backwards",)]),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TREES_WITH_KIN, st.none() | FILTERS)
def test_a_question_finds_what_reading_every_article_finds(
    mixed: Snapshot, articles: list[Article], tree: Node, filters: Filters | None
) -> None:
    asked = filters or Filters()
    matcher = Matcher(mixed, passing(mixed, asked))
    counts = matcher.levels(tree, Level.STEM)[1]
    for level in Level:
        expected = {one.id for one in articles if answers(one, tree, level) and passes(one, asked)}
        assert ids(mixed, matcher.matching(tree, level)) == expected
        assert getattr(counts, level.value) == len(expected)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TREES)
def test_a_tree_that_is_printed_and_parsed_finds_the_same(mixed: Snapshot, tree: Node) -> None:
    again = parse(printed(tree)).tree
    assert parse(printed(again)).tree == again
    if "function-words" not in {notice.code for notice in parse(printed(tree)).notices}:
        matcher = Matcher(mixed)
        assert ids(mixed, matcher.matching(again, Level.STEM)) == ids(mixed, matcher.matching(tree, Level.STEM))


def test_the_collection_has_what_the_filters_ask_for(articles: list[Article]) -> None:
    assert {one.language for one in articles} == {"ar", "und"}
    assert [one.repairs for one in articles if one.repairs] == [("decoded as windows-1256",)]


@pytest.mark.parametrize(
    ("one", "two", "distance"),
    [("", "بحر", 3), ("بحر", "بحر", 0), ("بحر", "حبر", 1), ("بحر", "بحار", 1), ("قمر", "بحر", 2)],
)
def test_the_plain_edit_distance_counts_letters(one: str, two: str, distance: int) -> None:
    assert edits(one, two) == edits(two, one) == distance
