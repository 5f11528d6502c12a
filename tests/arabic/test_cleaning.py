"""The exact level: what an editor would not miss goes, everything else stays."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.cleaning import LETTER_LIMIT, exact
from tests.arabic.strategies import bare_words, texts, vowelled


@pytest.mark.parametrize(
    ("surface", "term"),
    [
        ("كِتــابٌ", "كِتابٌ"),
        ("\u200fكتا\u200cب\u061c", "كتاب"),
        ("ﺍﻟﻌـﺮﺑﻴﺔ", "العربية"),
        ("ﷲ", "الله"),
        ("ﻻ", "لا"),
        ("كﹰ", "ك\u064b"),
        ("كﹱ", "ك\u064b"),
        ("مدر\ufc60س", "مدر\u0651\u064eس"),
        ("قْ\u06e1", "قْ"),
        ("يَعْلَمُونَۖ", "يَعْلَمُونَ"),
        ("الـ\u0654اخرة", "الءاخرة"),
        ("إدارة", "إدارة"),
        ("٢٠١٠", "٢٠١٠"),
        ("Café", "Café"),
    ],
)
def test_cleaning_keeps_spelling_and_vowels_only(surface: str, term: str) -> None:
    assert exact(surface) == term


@pytest.mark.parametrize("word", ["أحمد", "مؤمن", "قارئ", "إيمان", "آخر"])
def test_decomposed_hamza_is_composed(word: str) -> None:
    assert exact(unicodedata.normalize("NFD", word)) == word


def test_a_hamza_parted_from_its_letter_by_a_tatweel_or_a_joiner_is_composed() -> None:
    assert exact("ا\u200d\u0654حمد") == "أحمد"


def test_shadda_stands_before_the_vowel_however_it_was_typed() -> None:
    assert exact("ش\u064e\u0651") == exact("ش\u0651\u064e") == "ش\u0651\u064e"


def test_a_very_long_word_is_cut_after_a_number_of_letters_not_of_marks() -> None:
    assert exact("ه" * 1_000) == "ه" * LETTER_LIMIT
    assert exact("هَ" * 1_000) == "هَ" * LETTER_LIMIT


def test_a_long_stretch_does_not_cost_the_vowel_behind_it() -> None:
    assert exact("سلا" + "ـ" * 50 + "\u064eم") == "سلا\u064eم"


@pytest.mark.parametrize("marks", ["\u064e", "\u064e\u0651", "\u0301\u0323", "\u0651\u0670\u0655"])
def test_a_letter_under_a_hundred_thousand_marks_is_cleaned_at_once(marks: str) -> None:
    started = time.thread_time()
    term = exact("ك" + marks * 50_000)
    assert time.thread_time() - started < 0.5
    assert len(term) < 20


@given(texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = exact(text)
    assert exact(once) == once


@given(texts)
def test_no_word_vanishes(text: str) -> None:
    assert bool(exact(text)) == bool(text)


@given(st.one_of(bare_words.flatmap(vowelled), st.from_regex("[0-9A-Za-z]{1,80}", fullmatch=True)))
def test_words_in_which_nothing_is_unseen_come_out_as_they_do_with_something_unseen_in_them(word: str) -> None:
    assert exact(word) == exact(f"{word}\u200f")
