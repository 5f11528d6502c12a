"""Which stems are kin, and which only look so."""

import pytest
from hypothesis import given

from indexer.arabic.analysis import analyze
from indexer.arabic.kinship import are_kin, looks_foreign, month_kin, sounds_like
from tests.arabic.strategies import bare_words


@pytest.mark.parametrize(
    "words",
    [
        *("غوغل جوجل", "غوغل قوقل", "غراي جراي", "نتنياهو نتانياهو", "إنكلترا إنجلترا", "الأميركية الأمريكية"),
        *("بوتن بوتين", "فيسبوك فايسبوك", "غورباتشوف جورباتشوف", "تشرشل شرشل", "الإنكليزية الإنجليزية"),
        *("موريطانيا موريتانيا", "هتلر هيتلر", "سنغافورة سنجافورة", "السوفييتي السوفياتي"),
    ],
)
def test_spellings_of_one_foreign_name_are_kin_and_not_one_word(words: str) -> None:
    one, other = map(analyze, words.split())
    assert one.stem != other.stem
    assert are_kin(one, other)
    assert are_kin(other, one)


@pytest.mark.parametrize(
    "words",
    [
        *("كتاب كاتب", "قلب كلب", "بريطانيا برتقال", "بريطانيا بروتين", "موريطانيا مارتن", "جورج كركوك", "بيروت برلين"),
        *("المكتب المطبخ", "ثورة تورا", "جمال كمال", "سفر صفر", "تنتمي تنطيم", "باريس بوريس", "تونس تينس"),
        *("مارتن ماراتون", "إسباني أصبهان", "مهرجان مراهقين", "سيكون سيجن", "مليار ميلر", "بنقل بنغال"),
    ],
)
def test_words_that_only_sound_alike_are_not(words: str) -> None:
    one, other = map(analyze, words.split())
    assert not are_kin(one, other)


@pytest.mark.parametrize(
    "word",
    [
        *("كتاب", "مدرسة", "استقلال", "بناء", "علماء", "رئيس", "عين", "تنتمي", "ينتهي", "انتهت", "سيكون", "ستكون"),
        *("بقدر", "فقال", "لتلك", "بطريقة", "أتمنى", "ليست", "تلقت"),
    ],
)
def test_arabic_words_are_no_foreign_names(word: str) -> None:
    assert not looks_foreign(analyze(word))


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        *(("غوغل", "google"), ("بوتين", "putin"), ("تشرشل", "churchill"), ("شكسبير", "shakespeare")),
        *(("خروتشوف", "khrushchev"), ("مايكروسوفت", "microsoft"), ("أوباما", "obama"), ("هتلر", "hitler")),
    ],
)
def test_a_latin_spelling_is_known_by_its_sounds(arabic: str, latin: str) -> None:
    assert sounds_like(analyze(arabic).stem, latin)


@pytest.mark.parametrize(("arabic", "latin"), [("غوغل", "putin"), ("بوتين", "berlin"), ("كتاب", "moscow")])
def test_another_latin_name_sounds_otherwise(arabic: str, latin: str) -> None:
    assert not sounds_like(analyze(arabic).stem, latin)


@given(bare_words, bare_words)
def test_kinship_is_mutual_and_of_two_words(one: str, other: str) -> None:
    assert are_kin(analyze(one), analyze(other)) == are_kin(analyze(other), analyze(one))
    assert not are_kin(analyze(one), analyze(one))


def test_a_month_has_its_other_names() -> None:
    assert ("حزيران",) in month_kin(["يونيو"], 0)
    assert ("june",) in month_kin(["يونيو"], 0)
    assert ("كانون", "الثاني") in month_kin(["يناير", "1968"], 0)
    assert ("يناير",) in month_kin(["كانون", "الثاني"], 0)


def test_numbers_are_months_beside_a_year_only() -> None:
    assert ("06", "1967") in month_kin(["يونيو", "1967"], 0)
    assert ("يونيو",) in month_kin(["06", "1967"], 0)
    assert month_kin(["06"], 0) == []
    assert month_kin(["13", "1967"], 0) == []


def test_months_that_are_other_words_need_a_year() -> None:
    assert month_kin(["مارس"], 0) == []
    assert ("اذار",) in month_kin(["مارس", "1967"], 0)
    assert ("اب",) not in month_kin(["اغسطس"], 0)
    assert ("اب", "1967") in month_kin(["اغسطس", "1967"], 0)
