"""From drawn to written order: against lines whose drawing follows from the rules of the bidirectional algorithm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.visual_order import is_right_to_left, logical_order

WORD = st.text("ابتجدرسعفقكلمنهوي", min_size=1, max_size=7)
NUMBER = st.integers(0, 99_999).map(str)


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        ("بتك", "كتب"),
        ("2023 ربوتكأ 15 يف", "في 15 أكتوبر 2023"),
        ("راند 128,500 غلب", "بلغ 128,500 دنار"),
        (".تبتك (Koha) جمانرب", "برنامج (Koha) كتبت."),
        ("نم Daniel Weber لاق", "قال Daniel Weber من"),
        ("نود Debian 12 ىلع", "على Debian 12 دون"),
        ("زوجي ،MB 25 ىلع", "على 25 MB، يجوز"),
        ("وه PDF/A-2b نأ", "أن PDF/A-2b هو"),
        ("يف https://a.example/x?id=7 ةحفص", "صفحة https://a.example/x?id=7 في"),
        ("ةصخر ٣٤٥ زواجت", "تجاوز ٣٤٥ رخصة"),
        ("نم %60 عفد", "دفع 60% من"),
        ("05-06-2021 يف", "في 2021-06-05"),
        ("5/6/2021 يف", "في 5/6/2021"),
        ("C (v2) ةغل", "لغة C (v2)"),
        ("12%+", "+12%"),
        ("9:30 نيب", "بين 9:30"),
    ],
)
def test_a_drawn_line_is_read_as_it_was_written(drawn: str, written: str) -> None:
    assert logical_order(drawn) == written


def test_letters_drawn_as_one_keep_their_order() -> None:
    assert logical_order(["م", "لا", "س"]) == "سلام"
    assert logical_order(["بٌ", "تا", "كِ"]) == "كِتابٌ"


def test_brackets_turn_round_only_where_they_are_given_as_drawn() -> None:
    assert logical_order("(انه)") == "(هنا)"
    assert logical_order(")انه(", mirrored=False) == "(هنا)"


@given(st.lists(st.one_of(WORD, NUMBER), min_size=1, max_size=8))
def test_words_and_numbers_come_back(words: list[str]) -> None:
    drawn = " ".join(word if word.isdigit() else word[::-1] for word in reversed(words))
    assert logical_order(drawn) == " ".join(words)


@given(st.lists(st.characters(), max_size=40))
def test_nothing_is_lost_of_any_line(letters: list[str]) -> None:
    assert sorted(logical_order(letters, mirrored=False)) == sorted("".join(letters))


def test_numbers_alone_have_no_direction() -> None:
    assert is_right_to_left("a ب")
    assert not is_right_to_left("12 ab ٣")
