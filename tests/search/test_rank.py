"""Scores, held against the formulas worked out by hand and against plain sorting."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import Level, Question
from indexer.arabic.analysis import analyze
from indexer.search.bm25 import K1, STRETCH_B, B, idf, length_norms, saturation
from indexer.search.evidence import TITLE_WEIGHT, WEIGHTS, Contribution
from indexer.search.match import STAGES, Matcher, prefix_entry
from indexer.search.one_level import best_at
from indexer.search.order import best
from indexer.search.parse import parse
from indexer.search.rank import contributions, scored
from indexer.search.refinement import OPENING_WEIGHT, QUOTATION_WEIGHT, STRETCH_WEIGHTS
from indexer.search.tree import Prefix, leaves, searched_words
from indexer.search.whoosh_engine import WhooshEngine
from indexer.store.schema import WORDS
from indexer.store.snapshot import Snapshot
from tests.search.collection import Record, index_of, record

PADDING = "ثم ذهب كل واحد إلى بيته قبل المساء"


def ranked(place: Path, records: list[Record], text: str, level: Level = Level.STEM) -> list[str]:
    engine = WhooshEngine(index_of(place, [*records, record("other", PADDING)]))
    found = [hit.article.id for hit in engine.search(Question(text, level=level)).hits]
    engine.close()
    return found


def scores_of(snapshot: Snapshot, text: str) -> dict[str, float]:
    """The score of each article that a question finds at the stem level."""
    parsed = parse(text)
    articles = Matcher(snapshot).matching(parsed.tree, Level.STEM)
    scores, _ = scored(snapshot, parsed.tree, articles, parsed.words)
    return {snapshot.ids[number]: score for number, score in zip(articles.tolist(), scores.tolist(), strict=True)}


def parts_of(snapshot: Snapshot, text: str, article_id: str) -> list[Contribution]:
    """What makes up the score of an article for a question."""
    parsed = parse(text)
    articles = Matcher(snapshot).matching(parsed.tree, Level.STEM)
    return contributions(snapshot, parsed.tree, articles, snapshot.number_of(article_id), parsed.words)


def test_idf_is_that_of_lucene() -> None:
    assert idf(1, 10) == pytest.approx(math.log(1 + 9.5 / 1.5))
    assert idf(10, 10) == pytest.approx(math.log(1 + 0.5 / 10.5))


@given(st.integers(1, 10_000).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
def test_a_rarer_term_says_more_and_none_says_less_than_nothing(case: tuple[int, int]) -> None:
    holding, articles = case
    assert idf(holding, articles) > idf(holding + 1, articles) > 0


def test_saturation_is_that_of_bm25() -> None:
    norms = length_norms(np.array([100, 50], np.float32), 100.0, B)
    values = saturation(np.array([1, 3], np.float32), norms)
    assert values[0] == pytest.approx(1 / (1 + K1), rel=1e-5)
    assert values[1] == pytest.approx(3 / (3 + K1 * (1 - B + B * 0.5)), rel=1e-5)


@given(st.integers(1, 1_000), st.integers(1, 5_000), st.integers(1, 5_000))
def test_saturation_grows_with_frequency_falls_with_length_and_stays_below_one(
    frequency: int, length: int, average: int
) -> None:
    frequencies = np.array([frequency, frequency + 1, frequency], np.float32)
    lengths = np.array([length, length, length * 2], np.float32)
    once, more, longer = saturation(frequencies, length_norms(lengths, float(average), B)).tolist()
    assert 0 < longer < once < 1
    assert once <= more


def test_the_score_of_one_word_is_that_of_its_levels_its_title_its_best_stretch_and_the_opening(tmp_path: Path) -> None:
    records = [record("one", "زرافة تمشي", title="زرافة"), record("two", "زرافة زرافة ثم فيل"), record("three", "فيل")]
    snapshot = Snapshot(index_of(tmp_path, records))
    scores = scores_of(snapshot, "زرافة")

    rarity = math.log(1 + (3 - 2 + 0.5) / 2.5)
    average = (3 + 4 + 1) / 3
    for article, frequency, length in (("one", 2, 3), ("two", 2, 4)):
        bm25 = rarity * frequency / (frequency + K1 * (1 - B + B * length / average))
        expected = sum(WEIGHTS.values()) * bm25
        # Articles this short are one stretch, and that is the opening too.
        in_stretch = frequency / (frequency + K1 * (1 - STRETCH_B + STRETCH_B * length / average))
        expected += (1 + OPENING_WEIGHT) * sum(STRETCH_WEIGHTS.values()) * rarity * in_stretch
        if article == "one":
            in_title = 1 / (1 + K1)  # a title as long as titles are: the others have none
            expected += TITLE_WEIGHT * rarity * in_title
        assert scores[article] == pytest.approx(expected, rel=1e-5)
    assert "three" not in scores
    snapshot.close()


def quotation(snapshot: Snapshot, text: str, article_id: str) -> tuple[object, object]:
    """The longest run of a question in an article, and what it earns."""
    found = [part for part in parts_of(snapshot, text, article_id) if part.kind == "quotation"]
    return (float(found[0].frequencies[0]), float(found[0].scores[0])) if found else (0, 0)


def test_a_question_that_stands_there_word_for_word_earns_most(tmp_path: Path) -> None:
    records = [
        record("whole", f"قال زرافة في ماء {PADDING}"),
        record("half", f"ماء قال زرافة في بيت {PADDING}"),
        record("scattered", f"ماء ثم زرافة ثم في {PADDING}"),
        record("backwards", f"ماء في زرافة {PADDING}"),
    ]
    snapshot = Snapshot(index_of(tmp_path, records))
    everything = 3 * math.log(1 + 0.5 / 4.5)
    for article, run in (("whole", 3), ("half", 2), ("scattered", 0), ("backwards", 0)):
        expected = QUOTATION_WEIGHT * everything * (run / 3) ** 3
        assert quotation(snapshot, "زرافة في ماء", article) == (run, pytest.approx(expected, rel=1e-5)), article
    snapshot.close()


def test_a_word_alone_is_no_quotation(tmp_path: Path) -> None:
    snapshot = Snapshot(index_of(tmp_path, [record("one", f"زرافة زرافة {PADDING}")]))
    assert quotation(snapshot, "زرافة", "one") == (0, 0)
    snapshot.close()


def test_the_longest_of_several_runs_counts(tmp_path: Path) -> None:
    snapshot = Snapshot(index_of(tmp_path, [record("one", "زرافة في ثم في ماء بيت ثم زرافة في ماء")]))
    assert quotation(snapshot, "زرافة في ماء بيت", "one")[0] == 3
    snapshot.close()


def test_a_word_in_the_opening_counts_more_than_one_further_down(tmp_path: Path) -> None:
    padding = " ".join([PADDING] * 12)
    records = [record("late", f"{padding} {padding} زرافة"), record("early", f"زرافة {padding} {padding}")]
    assert ranked(tmp_path, records, "زرافة") == ["early", "late"]


def test_a_title_of_that_word_alone_counts_more_than_a_longer_one(tmp_path: Path) -> None:
    records = [
        record("longer", f"رأى زرافة {PADDING}", title="زرافة عند ماء بيت قديم"),
        record("alone", f"رأى زرافة {PADDING} عند ماء بيت قديم", title="زرافة"),
    ]
    assert ranked(tmp_path, records, "زرافة") == ["alone", "longer"]


def test_one_paragraph_that_holds_all_the_words_beats_an_article_that_scatters_them(tmp_path: Path) -> None:
    spread = [PADDING] * 20
    records = [
        record("scattered", "\n".join(["زرافة", *spread, "فيل", *spread, "ماء", *spread])),
        record("together", "\n".join(["زرافة ثم فيل ثم ماء", *spread, *spread, *spread])),
    ]
    assert ranked(tmp_path, records, "زرافة فيل ماء") == ["together", "scattered"]


def test_nearer_words_rank_higher(tmp_path: Path) -> None:
    records = [
        record("far", f"زرافة طويلة {PADDING} وفيل كبير"),
        record("near", f"طويلة زرافة فيل كبير {PADDING}"),
    ]
    assert ranked(tmp_path, records, "زرافة فيل") == ["near", "far"]


def test_an_article_with_more_of_the_words_ranks_higher(tmp_path: Path) -> None:
    records = [record("one", f"زرافة قرب ماء {PADDING}"), record("two", f"زرافة قرب فيل {PADDING}")]
    assert ranked(tmp_path, records, "زرافة فيل") == ["two", "one"]


@pytest.mark.parametrize("level", [Level.STEM, Level.ROOT])
def test_the_form_that_was_typed_ranks_before_its_cousin(tmp_path: Path, level: Level) -> None:
    records = [record("cousin", f"رأى والكتاب {PADDING}"), record("typed", f"رأى كتاب {PADDING}")]
    assert ranked(tmp_path, records, "كتاب", level) == ["typed", "cousin"]
    assert ranked(tmp_path / "again", records, "والكتاب", level) == ["cousin", "typed"]


def test_the_spelling_that_was_typed_ranks_before_another_of_the_same_form(tmp_path: Path) -> None:
    records = [record("folded", f"رأى اداره {PADDING}"), record("typed", f"رأى إدارة {PADDING}")]
    assert ranked(tmp_path, records, "إدارة") == ["typed", "folded"]


def test_a_word_in_the_title_counts_more_than_one_in_the_text(tmp_path: Path) -> None:
    records = [
        record("text", f"زرافة {PADDING}", title="ماء"),
        record("title", f"ماء {PADDING}", title="زرافة"),
    ]
    assert ranked(tmp_path, records, "زرافة") == ["title", "text"]


def test_what_a_prefix_opens_is_ranked_by_how_often_it_stands(tmp_path: Path) -> None:
    records = [
        record("once", f"مصباح قديم {PADDING}"),
        record("thrice", f"مصباح ومصابيح مصباحان مصباحه {PADDING}"),
    ]
    assert ranked(tmp_path, records, "مصباح*") == ["thrice", "once"]


def test_the_parts_of_a_score_add_up_to_it(library: Snapshot) -> None:
    kinds = set()
    for text in ("مصباح سوق كت*", '+مصباح "سوق النحاس"', "العلم كتاب"):
        for article_id, score in scores_of(library, text).items():
            parts = parts_of(library, text, article_id)
            assert sum(float(part.scores[0]) for part in parts) == pytest.approx(score, rel=1e-5)
            assert all(part.scores[0] > 0 and part.frequencies[0] > 0 for part in parts)
            kinds |= {part.kind for part in parts}
    assert kinds == {"exact", "form", "stem", "root", "title", "prefix", "passage", "opening", "quotation"}


def test_a_word_asked_twice_counts_once(library: Snapshot) -> None:
    once, twice = (parse(text).tree for text in ("مصباح سوق", "مصباح سوق مصباح مِصباح"))
    articles = Matcher(library).matching(once, Level.STEM)
    scores = [scored(library, tree, articles)[0] for tree in (once, twice)]
    assert scores[0].tolist() == scores[1].tolist()


def test_an_excluded_word_earns_nothing(library: Snapshot) -> None:
    for article_id in scores_of(library, "مصباح -سوق"):
        assert {part.words for part in parts_of(library, "مصباح -سوق", article_id)} == {"مصباح"}


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("text", ["مصباح سوق", "مصباح", "+مصباح +سوق", '"سوق النحاس"', "كت* مصباح", "سوق -مصباح"])
def test_one_level_alone_is_bm25_of_its_words_in_what_matches(library: Snapshot, text: str, level: Level) -> None:
    tree = parse(text).tree
    articles, scores = best_at(library, tree, level, library.size)
    assert sorted(articles.tolist()) == Matcher(library).matching(tree, level).tolist()
    norms = length_norms(library.words, library.average, B)
    expected = np.zeros(library.size)
    entries = [
        library.lists.upto(library.lists.word(WORDS, word.analysis), STAGES[level]) for word in searched_words(tree)
    ]
    entries += [prefix_entry(library, leaf) for leaf in leaves(tree) if isinstance(leaf, Prefix)]
    for entry in entries:
        [holding] = library.lists.holding(entry)
        every = np.arange(library.size, dtype=np.int32)
        sums = library.lists.weigh(entry, (0.0,), norms, every, np.zeros(library.size, np.float32))
        expected += idf(holding, library.manifest.articles) * saturation(sums, norms)
    assert scores == pytest.approx(expected[articles], rel=1e-5)


KEYS = st.lists(st.tuples(st.booleans(), st.integers(-3, 3)), max_size=60)


@given(KEYS, st.integers(0, 70), st.sampled_from([np.float32, np.float64]), st.booleans())
def test_the_best_are_what_sorting_everything_gives(
    rows: list[tuple[bool, int]], wanted: int, kind: type[np.float32], mixed: bool
) -> None:
    articles = np.array([number for number, (inside, _) in enumerate(rows) if inside], np.int32)
    if mixed:
        articles = articles[np.random.default_rng(1).permutation(articles.size)]
    keys = np.array([rows[number][1] for number in articles.tolist()], kind)
    order = np.random.default_rng(2).permutation(len(rows)).astype(np.int32)
    expected = sorted(articles.tolist(), key=lambda number: (-rows[number][1], order[number]))
    assert articles[best(articles, keys, wanted, order)].tolist() == expected[:wanted]


def test_nothing_asked_scores_nothing(library: Snapshot) -> None:
    assert scores_of(library, "") == {}
    assert best_at(library, parse("").tree, Level.STEM, 10)[0].size == 0


def test_analysis_keeps_the_words_of_these_tests_together() -> None:
    assert analyze("والكتاب").stem == analyze("كتاب").stem
    assert analyze("زرافة").stem != analyze("فيل").stem
