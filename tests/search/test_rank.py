"""Scores, held against the formulas worked out by hand and against plain sorting."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import Level, Question
from indexer.arabic.analysis import analyze
from indexer.search.match import Matcher
from indexer.search.parse import parse
from indexer.search.rank import (
    K1,
    OPENING_WEIGHT,
    QUOTATION_WEIGHT,
    STRETCH_B,
    STRETCH_WEIGHTS,
    TITLE_WEIGHT,
    WEIGHTS,
    B,
    Contribution,
    best,
    contributions,
    idf,
    saturation,
    total,
)
from indexer.search.whoosh_engine import WhooshEngine
from indexer.store.snapshot import Snapshot
from tests.search.collection import Record, index_of, record

PADDING = "ثم ذهب كل واحد إلى بيته قبل المساء"


def ranked(place: Path, records: list[Record], text: str, level: Level = Level.STEM) -> list[str]:
    engine = WhooshEngine(index_of(place, [*records, record("other", PADDING)]))
    found = [hit.article.id for hit in engine.search(Question(text, level=level)).hits]
    engine.close()
    return found


def test_idf_is_that_of_lucene() -> None:
    assert idf(1, 10) == pytest.approx(math.log(1 + 9.5 / 1.5))
    assert idf(10, 10) == pytest.approx(math.log(1 + 0.5 / 10.5))


@given(st.integers(1, 10_000).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
def test_a_rarer_term_says_more_and_none_says_less_than_nothing(case: tuple[int, int]) -> None:
    holding, articles = case
    assert idf(holding, articles) > idf(holding + 1, articles) > 0


def test_saturation_is_that_of_bm25() -> None:
    values = saturation(np.array([1, 3], np.float32), np.array([100, 50], np.float32), 100.0, B)
    assert values[0] == pytest.approx(1 / (1 + K1), rel=1e-5)
    assert values[1] == pytest.approx(3 / (3 + K1 * (1 - B + B * 0.5)), rel=1e-5)


@given(st.integers(1, 1_000), st.integers(1, 5_000), st.integers(1, 5_000))
def test_saturation_grows_with_frequency_falls_with_length_and_stays_below_one(
    frequency: int, length: int, average: int
) -> None:
    frequencies = np.array([frequency, frequency + 1, frequency], np.float32)
    lengths = np.array([length, length, length * 2], np.float32)
    once, more, longer = saturation(frequencies, lengths, float(average), B).tolist()
    assert 0 < longer < once < 1
    assert once <= more


def test_the_score_of_one_word_is_that_of_its_levels_its_title_its_best_stretch_and_the_opening(tmp_path: Path) -> None:
    records = [record("one", "زرافة تمشي", title="زرافة"), record("two", "زرافة زرافة ثم فيل"), record("three", "فيل")]
    snapshot = Snapshot(index_of(tmp_path, records))
    tree = parse("زرافة").tree
    mask = Matcher(snapshot).matching(tree, Level.STEM)
    scores = total(snapshot.size, contributions(snapshot, tree, mask))

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
        assert scores[snapshot.number_of(article)] == pytest.approx(expected, rel=1e-5)
    assert scores[snapshot.number_of("three")] == 0
    snapshot.close()


def quotations(snapshot: Snapshot, text: str) -> Contribution:
    parsed = parse(text)
    parts = contributions(snapshot, parsed.tree, snapshot.alive, parsed.words)
    [quotation] = [part for part in parts if part.kind == "quotation"]
    return quotation


def test_a_question_that_stands_there_word_for_word_earns_most(tmp_path: Path) -> None:
    records = [
        record("whole", f"قال زرافة في ماء {PADDING}"),
        record("half", f"ماء قال زرافة في بيت {PADDING}"),
        record("scattered", f"ماء ثم زرافة ثم في {PADDING}"),
        record("backwards", f"ماء في زرافة {PADDING}"),
    ]
    snapshot = Snapshot(index_of(tmp_path, records))
    found = quotations(snapshot, "زرافة في ماء")
    assert found.words == "زرافة في ماء"
    runs = {
        snapshot.ids[number]: (run, score)
        for number, run, score in zip(found.postings.articles, found.postings.frequencies, found.scores, strict=True)
    }
    everything = 3 * math.log(1 + 0.5 / 4.5)
    assert runs == {
        "whole": (3, pytest.approx(QUOTATION_WEIGHT * everything, rel=1e-5)),
        "half": (2, pytest.approx(QUOTATION_WEIGHT * everything * (2 / 3) ** 3, rel=1e-5)),
    }
    snapshot.close()


def test_a_word_alone_is_no_quotation(tmp_path: Path) -> None:
    snapshot = Snapshot(index_of(tmp_path, [record("one", f"زرافة زرافة {PADDING}")]))
    assert quotations(snapshot, "زرافة").postings.articles.size == 0
    snapshot.close()


def test_the_longest_of_several_runs_counts(tmp_path: Path) -> None:
    snapshot = Snapshot(index_of(tmp_path, [record("one", "زرافة في ثم في ماء بيت ثم زرافة في ماء")]))
    assert quotations(snapshot, "زرافة في ماء بيت").postings.frequencies.tolist() == [3]
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
    tree = parse('مصباح "سوق النحاس" كت*').tree
    mask = Matcher(library).matching(tree, Level.STEM)
    parts = contributions(library, tree, mask)
    sums = np.zeros(library.size)
    for part in parts:
        assert (np.diff(part.postings.articles) > 0).all()
        assert (part.scores > 0).all()
        np.add.at(sums, part.postings.articles, part.scores)
    assert total(library.size, parts) == pytest.approx(sums, rel=1e-5)
    assert {part.kind for part in parts} == {
        *("exact", "form", "stem", "root", "title", "prefix", "passage", "opening", "quotation")
    }


def test_a_word_asked_twice_counts_once(library: Snapshot) -> None:
    once, twice = (parse(text).tree for text in ("مصباح سوق", "مصباح سوق مصباح مِصباح"))
    mask = Matcher(library).matching(once, Level.STEM)
    scores = [total(library.size, contributions(library, tree, mask)) for tree in (once, twice)]
    assert scores[0].tolist() == scores[1].tolist()


def test_an_excluded_word_earns_nothing(library: Snapshot) -> None:
    tree = parse("مصباح -سوق").tree
    words = {part.words for part in contributions(library, tree, Matcher(library).matching(tree, Level.STEM))}
    assert words == {"مصباح"}


KEYS = st.lists(st.tuples(st.booleans(), st.integers(-3, 3)), max_size=60)


@given(KEYS, st.integers(0, 70), st.sampled_from([np.float32, np.int64]))
def test_the_best_are_what_sorting_everything_gives(
    rows: list[tuple[bool, int]], wanted: int, kind: type[np.float32]
) -> None:
    mask = np.array([inside for inside, _ in rows], bool)
    keys = np.array([key for _, key in rows], kind)
    expected = sorted((number for number, (inside, _) in enumerate(rows) if inside), key=lambda n: (-rows[n][1], n))
    assert best(mask, keys, wanted).tolist() == expected[:wanted]


@given(KEYS, st.integers(1, 20), st.integers(1, 20))
def test_fewer_of_the_best_are_the_beginning_of_more(rows: list[tuple[bool, int]], few: int, more: int) -> None:
    mask = np.array([inside for inside, _ in rows], bool)
    keys = np.array([key for _, key in rows], np.float32)
    assert best(mask, keys, few + more).tolist()[:few] == best(mask, keys, few).tolist()


def test_nothing_asked_scores_nothing(library: Snapshot) -> None:
    tree = parse("").tree
    parts: list[Contribution] = contributions(library, tree, Matcher(library).matching(tree, Level.STEM))
    assert parts == []
    assert not total(library.size, parts).any()


def test_analysis_keeps_the_words_of_these_tests_together() -> None:
    assert analyze("والكتاب").stem == analyze("كتاب").stem
    assert analyze("زرافة").stem != analyze("فيل").stem
