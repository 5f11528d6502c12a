"""The rules of matching one by one, on the library; all of them together are held in `test_match`."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import Filters, Level
from indexer.arabic.tokens import surfaces
from indexer.search.kernels import POSITION
from indexer.search.match import Matcher, occurrences
from indexer.search.narrowing import passing
from indexer.search.parse import parse, words_of
from indexer.search.tree import Phrase
from indexer.store.schema import PARAGRAPH, PARAGRAPHS
from indexer.store.snapshot import Snapshot
from tests.search.collection import LIBRARY, ids


def found(library: Snapshot, text: str, level: Level = Level.STEM) -> set[str]:
    return ids(library, Matcher(library).matching(parse(text).tree, level))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("العِلْمِ", {"lamp"}),
        ("عَلَم", {"flag", "undated"}),
        ("عِلْم", {"undated"}),
        ("علم", {"flag", "undated"}),
        ("عُلِم", {"undated"}),
    ],
)
def test_at_the_exact_level_vowels_that_both_sides_write_must_agree(
    library: Snapshot, text: str, expected: set[str]
) -> None:
    assert found(library, text, Level.EXACT) == expected


def test_at_the_exact_level_a_phrase_holds_its_vowels_too(library: Snapshot) -> None:
    assert found(library, '"عَلَم الميناء"', Level.EXACT) == {"flag"}
    assert found(library, '"علم الميناء"', Level.EXACT) == {"flag"}
    assert found(library, '"عِلْم الميناء"', Level.EXACT) == set()
    assert found(library, '"عِلْم الميناء"', Level.FORM) == {"flag"}


@pytest.mark.parametrize("typed", ["إدارة", "ادارة", "اداره", "إدارَة", "إدارةُ", "إدا\u200fرة", "إدـارة"])
def test_spellings_of_one_word_meet_at_the_form_level(library: Snapshot, typed: str) -> None:
    assert found(library, typed, Level.FORM) == {"school", "water"}


def test_the_preposition_to_is_not_the_word_for_except(library: Snapshot) -> None:
    assert found(library, "إلى", Level.FORM) == {"lamp", "water"}
    assert found(library, "إلا", Level.FORM) == set()


def test_a_word_is_found_in_any_vowelling_and_with_its_article_at_the_stem_level(library: Snapshot) -> None:
    assert found(library, "مدرسة", Level.FORM) == {"school"}
    assert found(library, "مصباح", Level.STEM) >= {"lamp", "market"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"سوق النحاس"', {"lamp", "market"}),
        ('"النحاس سوق"', set()),
        ('"خطة توزيع"', {"water"}),
        ('"خطة الماء"', set()),
        ('"خطة الماء"~1', {"water"}),
        ('"الماء خطة"~1', {"water"}),
        ('"خطة الماء"~0', set()),
        ('"كل لكل"~9', set()),
        ('"لكل لكل"~9', {"market"}),
        ('"لكل لكل لكل"~9', set()),
    ],
)
def test_a_phrase_stands_in_its_order_and_nearness_in_any(library: Snapshot, text: str, expected: set[str]) -> None:
    assert found(library, text) == expected


@pytest.mark.parametrize("text", ['"الكتب قال"', '"الكتب قال"~50', '"الكتب قال"~999', '"الجد اشترى"', '"الجد اشترى"~9'])
def test_neither_phrase_nor_nearness_reaches_across_paragraphs_or_out_of_the_title(
    library: Snapshot, text: str
) -> None:
    assert found(library, text.replace("الجد اشترى", "مصباح اشترى")) == set()


def test_a_phrase_holds_for_its_function_words_too(library: Snapshot) -> None:
    assert found(library, '"بعد عام من الحوار"') == {"trade"}
    assert found(library, '"بعد عام الحوار"') == set()
    assert found(library, '"في الصيف"') == {"water"}


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("title:الميناء", Level.FORM, {"flag"}),
        ("title:البحر", Level.ROOT, set()),
        ("title:ميناء", Level.FORM, set()),
        ("title:ميناء", Level.STEM, {"flag"}),
        ("title:عِلْم", Level.EXACT, set()),
        ("title:عَلَم", Level.EXACT, {"flag"}),
        ('title:"سوق النحاس"', Level.STEM, {"market"}),
        ('title:"النحاس سوق"', Level.STEM, set()),
        ('title:"سوق القديم"~1', Level.STEM, {"market"}),
        ("title:مص*", Level.STEM, {"lamp"}),
        ("-title:مصباح مصباح*", Level.STEM, {"market"}),
    ],
)
def test_a_title_is_asked_for_by_itself(library: Snapshot, text: str, level: Level, expected: set[str]) -> None:
    assert found(library, text, level) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مصباح*", {"lamp", "market"}),
        ("اتفاق*", {"trade"}),
        ("ادار*", {"school", "water"}),
        ("مصبـاحَ*", {"lamp", "market"}),
        ("قارئ*", {"market"}),
        ("زرافة*", set()),
    ],
)
def test_a_prefix_opens_every_word_that_begins_so(library: Snapshot, text: str, expected: set[str]) -> None:
    assert found(library, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("source:دفتر-الرحلات", {"undated"}),
        ("source:النافذة", {"lamp", "water", "market"}),
        ('مصدر:"مجلة النافذه"', {"lamp", "water", "market"}),
        ("source:لا-أحد", set()),
        ("author:حداد", {"lamp", "flag"}),
        ('author:"ليلى حداد"', {"lamp", "flag"}),
        ('author:"حداد ليلى"', {"lamp", "flag"}),
        ('author:"ليلى النجار"', set()),
        ("author:ابراهيم", {"school"}),
        ("author:؟؟", set()),
        ("date:2020", {"flag", "school"}),
        ("date:2020-07", {"flag", "school"}),
        ("date:2020-07-31", {"flag", "school"}),
        ("date:2020-08", {"school"}),
        ("date:2021-11-02..2021-11-29", {"water"}),
        ("date:..2019", {"lamp"}),
        ("date:2022..", {"trade"}),
        ("source:النافذة مصباح*", {"lamp", "market"}),
        ("source:النافذة زرافة", set()),
        ("source:النافذة -مصباح*", {"water"}),
        ('"الكتب" -source:الشاطئ', {"lamp", "undated"}),
    ],
)
def test_a_restriction_narrows_and_never_widens(library: Snapshot, text: str, expected: set[str]) -> None:
    assert found(library, text) == expected


def test_nothing_asked_matches_nothing_and_only_exclusions_match_the_rest(library: Snapshot) -> None:
    assert found(library, "") == set()
    everything = {str(one["_id"]) for one in LIBRARY}
    assert found(library, "-السوق", Level.FORM) == everything - {"market"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(sources=("جريدة-الشاطئ", "دفتر-الرحلات")), {"flag", "school", "trade", "undated"}),
        (Filters(sources=("الشاطئ",)), set()),
        (Filters(authors=("النجار",)), {"flag", "market"}),
        (Filters(authors=("النجار", "هالة")), {"flag", "market", "trade"}),
        (Filters(published_from="2021"), {"water", "market", "trade"}),
        (Filters(published_to="2020"), {"lamp", "flag", "school"}),
        (Filters(published_from="2020-07-15", published_to="2020-08"), {"flag", "school"}),
        (Filters(sources=("مجلة-النافذة",), authors=("حداد",), published_to="2019"), {"lamp"}),
    ],
)
def test_filters_narrow_by_source_author_and_span_of_days(
    library: Snapshot, filters: Filters, expected: set[str]
) -> None:
    assert ids(library, np.flatnonzero(passing(library, filters)).astype(np.int32)) == expected


def standing(phrase: Phrase, places: list[list[int]], paragraphs: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    rows = occurrences(phrase, [np.array(found, np.int64) for found in places], np.array(paragraphs, np.int64))
    return [tuple(row) for row in rows.tolist()]


POSITIONS = st.lists(st.integers(0, 40), unique=True, max_size=8).map(sorted)


@given(st.lists(POSITIONS, min_size=1, max_size=4))
def test_occurrences_of_a_phrase_are_runs_of_neighbours(positions: list[list[int]]) -> None:
    phrase = Phrase(words_of("بحر") * len(positions))
    expected = [
        tuple(range(start, start + len(positions)))
        for start in range(41)
        if all(start + number in places for number, places in enumerate(positions))
    ]
    assert standing(phrase, positions) == expected


@given(st.lists(st.integers(0, 40), unique=True, max_size=9), st.integers(1, 3), st.integers(0, 6), st.randoms())
def test_occurrences_of_a_nearness_are_near_and_none_is_missed(
    places: list[int], words: int, slop: int, chance: object
) -> None:
    positions = [sorted(places[number::words]) for number in range(words)]
    found = standing(Phrase(words_of("بحر") * words, slop), positions)
    for chosen in found:
        assert all(place in allowed for place, allowed in zip(chosen, positions, strict=True))
        assert max(chosen) - min(chosen) < words + slop
    possible = any(max(chosen) - min(chosen) < words + slop for chosen in itertools.product(*positions))
    assert bool(found) == possible


@pytest.mark.parametrize("slop", [None, 0, 999])
def test_no_phrase_and_no_nearness_reaches_into_the_next_paragraph(slop: int | None) -> None:
    phrase = Phrase(words_of("بحر جبل"), slop)
    assert standing(phrase, [[5], [6]], paragraphs=(2, 6)) == []
    assert standing(phrase, [[5], [6]], paragraphs=(2, 5, 7)) == [(5, 6)]


def test_nearness_is_as_wide_as_was_asked_within_a_paragraph() -> None:
    phrase = Phrase(words_of("بحر جبل"), 499)
    assert standing(phrase, [[5], [505]], paragraphs=(0,)) == [(5, 505)]
    assert standing(phrase, [[5], [506]], paragraphs=(0,)) == []


def test_paragraphs_begin_at_their_first_words(library: Snapshot) -> None:
    number = library.number_of("lamp")
    entry = library.lists.entry(PARAGRAPHS, PARAGRAPH)
    starts = [place >> 2 & POSITION for place in library.lists.places(entry, np.array([number], np.int32)).tolist()]
    article = library.article(number)
    lengths = [len(surfaces(text)) for text in (article.title, *article.paragraphs)]
    assert starts == list(itertools.accumulate(lengths))[:-1]
