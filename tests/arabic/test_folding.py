"""The form level: each class of spellings alone, and all of them in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.cleaning import exact
from indexer.arabic.folding import (
    STEPS,
    Step,
    drop_vowels,
    fold,
    fold_alefs,
    fold_final_yeh,
    fold_foreign_letters,
    fold_hamza_seats,
    fold_latin,
    fold_numbers,
    fold_teh_marbuta,
    fold_written_out_madda,
)
from tests.arabic.strategies import bare_words, texts, vowelled


def form(word: str) -> str:
    return fold(exact(word))


def test_vowels_are_dropped_and_letters_stay() -> None:
    assert drop_vowels("عِلْمٌ") == drop_vowels("عُلِّمَ") == "علم"
    assert drop_vowels("الرحمٰن") == "الرحمن"


def test_three_digit_sets_are_one() -> None:
    assert fold_numbers("٢٠١٠") == fold_numbers("۲۰۱۰") == fold_numbers("2010") == "2010"


def test_separators_of_thousands_go_and_decimal_separators_meet() -> None:
    assert fold_numbers("1,000") == fold_numbers("١٬٠٠٠") == "1000"
    assert fold_numbers("٣٫٥") == fold_numbers("3.5") == "3.5"


def test_case_and_accents_of_latin_words_are_dropped() -> None:
    assert fold_latin("CAFÉ") == fold_latin("Cafe\u0301") == fold_latin("cafe") == "cafe"
    assert fold_latin("Straße") == fold_latin("STRASSE") == "strasse"


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("کتاب", "كتاب"), ("الذی", "الذي"), ("اللہ", "الله"), ("رحمۃ", "رحمه"), ("پاريس", "باريس"), ("ڤيينا", "فيينا")],
)
def test_persian_and_urdu_letters_become_arabic_ones(typed: str, letters: str) -> None:
    assert fold_foreign_letters(typed) == letters


def test_all_alefs_are_one() -> None:
    assert fold_alefs("أإآٱا") == "ااااا"


def test_final_yeh_with_and_without_dots_is_one() -> None:
    assert fold_final_yeh("على") == fold_final_yeh("علي") == "علي"


def test_teh_marbuta_and_heh_are_one() -> None:
    assert fold_teh_marbuta("مدرسة") == fold_teh_marbuta("مدرسه") == "مدرسه"


@pytest.mark.parametrize(("word", "folded"), [("ءامن", "امن"), ("وءامن", "وامن"), ("قرءان", "قران"), ("ااخر", "اخر")])
def test_written_out_madda_becomes_one_alef(word: str, folded: str) -> None:
    assert fold_written_out_madda(word) == folded


@pytest.mark.parametrize("word", ["اجراءات", "مروءات", "سيءا", "جزءا", "ءا"])
def test_a_hamza_that_is_a_consonant_is_no_written_out_madda(word: str) -> None:
    assert fold_written_out_madda(word) == word


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (("شؤون", "شئون", "شءون"), "شئون"),
        (("مسؤول", "مسئول"), "مسئول"),
        (("شيء", "شئ"), "شء"),
        (("قارئ", "قاريء"), "قارء"),
        (("سماء",), "سماء"),
    ],
)
def test_the_seat_of_the_hamza_does_not_matter(spellings: tuple[str, ...], folded: str) -> None:
    assert {fold_hamza_seats(spelling) for spelling in spellings} == {folded}


@pytest.mark.parametrize(
    "spellings",
    [
        "أرز ارز",
        "إدارة ادارة اداره إداره",
        "آمنوا ءامنوا أامنوا امنوا أأمنوا",
        "القرآن القرءان القران",
        "الحلّة الحلة",
        "لج لَج",
        "شابوص شـابـوص",
        "الشّعب الشعب",
        "كتاب کتاب كِتَاب ﻛﺘﺎﺏ كتا\u200fب",
        "الله اللہ ﷲ اللّٰه",
        "مستشفى مستشفي مستشفی",
        "مسؤول مسئول",
        "هيئة هيئه",
        "شيء شئ شىء",
        "شاطئ شاطىء شاطيء",
        "٢٠١٠ 2010 ۲۰۱۰",
        "1,000 1000 ١٬٠٠٠",
        "ٱلكتاب الكتاب",
        "ٱلْـَٔاخِرَةِ الآخرة",
    ],
)
def test_spellings_of_one_word_meet(spellings: str) -> None:
    assert len({form(spelling) for spelling in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("إلى", "إلا"), ("مئات", "مات"), ("فئات", "فات"), ("شاي", "شيء"), ("1.5", "15"), ("جزيء", "جزء")]
)
def test_folding_keeps_different_words_apart(one: str, other: str) -> None:
    assert form(one) != form(other)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
@given(texts)
def test_each_step_folds_once_and_for_all(step: Step, text: str) -> None:
    once = step.fold(text)
    assert step.fold(once) == once


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = form(text)
    assert fold(once) == once


@given(texts)
def test_no_word_vanishes_in_folding(text: str) -> None:
    assert bool(form(text)) == bool(text)


@given(st.text(alphabet="ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", min_size=1, max_size=9))
def test_a_word_of_letters_alone_is_folded_by_all_steps_though_some_are_left_out(word: str) -> None:
    stepwise = word
    for step in STEPS:
        stepwise = step.fold(stepwise)
    assert fold(word) == stepwise


@given(
    st.one_of(texts, bare_words, bare_words.flatmap(vowelled)),
    st.sets(st.sampled_from([one.name for one in STEPS[1:]])),
)
def test_words_that_few_steps_can_change_come_out_as_after_all_of_them(word: str, without: set[str]) -> None:
    expected = exact(word)
    for step in STEPS:
        if step.name not in without:
            expected = step.fold(expected) or expected
    assert fold(exact(word), tuple(sorted(without))) == expected


def test_a_hamza_at_the_end_has_one_spelling_though_other_classes_are_kept_apart() -> None:
    for one, other in (("أفاجئ", "أفاجيء"), ("إطارئ", "إطاريء"), ("بأشاطئ", "بأشاطيء")):
        assert fold(one, ("alef",)) == fold(other, ("alef",))
    assert fold("أبريء", ("alef",)) == "أبريء"
