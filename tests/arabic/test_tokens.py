"""Where words begin and end."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.tokens import PART_OF_WORD, Token, surfaces, tokens
from tests.arabic.strategies import ARABIC_LETTERS, UNSEEN, bare_words, texts, vowelled


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قرأتُ الكتابَ، ثم نمتُ؛ أليس كذلك؟", ["قرأتُ", "الكتابَ", "ثم", "نمتُ", "أليس", "كذلك"]),
        ("«نعم» و“لا” (ربما)", ["نعم", "و", "لا", "ربما"]),
        ("بصدّقك", ["بصدّقك"]),
        ("كِتــــابٌ", ["كِتــــابٌ"]),
        ("كتا\u200cب وكتا\u200dب", ["كتا\u200cب", "وكتا\u200dب"]),
        ("ﺍﻟﻌـﺮﺑﻴﺔ ﷲ", ["ﺍﻟﻌـﺮﺑﻴﺔ", "ﷲ"]),
        ("في٣مايو", ["في", "٣", "مايو"]),
        ("محمد21", ["محمد", "21"]),
        ("الـBBC", ["الـ", "BBC"]),
        ("الأنجلو-روسي", ["الأنجلو", "روسي"]),
        ("#كأس_العالم", ["كأس", "العالم"]),
        ("café l'Orient E\u0301tat", ["café", "l", "Orient", "E\u0301tat"]),
        ("H1N1 وF16", ["H1N1", "و", "F16"]),
        ("100km", ["100", "km"]),
        ("ﷺ ﷽ ۞", []),
        ("", []),
    ],
)
def test_words_are_found_as_a_reader_would(text: str, words: list[str]) -> None:
    assert surfaces(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,000", ["1,000"]),
        ("1,234,567.89", ["1,234,567.89"]),
        ("٣٫٥ و٢٬٠٠٠", ["٣٫٥", "و", "٢٬٠٠٠"]),
        ("12.3.2015", ["12", "3", "2015"]),
        ("192.168.0.1", ["192", "168", "0", "1"]),
        ("3,5", ["3", "5"]),
        ("2010-2015", ["2010", "2015"]),
        ("انتهى عام 1999.", ["انتهى", "عام", "1999"]),
        ("1999، 2000", ["1999", "2000"]),
    ],
)
def test_separators_stay_inside_one_number_and_divide_several(text: str, words: list[str]) -> None:
    assert surfaces(text) == words


def test_a_token_tells_its_place_in_the_untouched_text() -> None:
    assert tokens("قال: نَعَمْ") == [Token(0, 3, "قال"), Token(5, 11, "نَعَمْ")]


@given(texts)
def test_tokens_slice_the_text_in_order_and_surfaces_are_the_same_words(text: str) -> None:
    found = tokens(text)
    assert [token.text for token in found] == surfaces(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    places = [place for token in found for place in (token.start, token.end)]
    assert places == sorted(places)
    assert all(token.start < token.end for token in found)


@given(texts)
def test_a_word_by_itself_is_that_word(text: str) -> None:
    assert all(surfaces(word) == [word] for word in surfaces(text))


@given(texts)
def test_signs_that_are_part_of_no_word_matter_to_none_at_the_ends_of_a_text(text: str) -> None:
    beside = "".join(sign for sign in set(text) if not PART_OF_WORD.match(sign))
    assert surfaces(text.strip(beside)) == surfaces(text)


@given(texts)
def test_no_token_is_cut_before_a_combining_mark(text: str) -> None:
    for token in tokens(text):
        following = text[token.end : token.end + 1]
        assert not following or ord(following) >= 0x20000 or unicodedata.category(following)[0] != "M"


@given(st.lists(bare_words, min_size=1, max_size=6), st.data())
def test_vowels_never_change_the_number_of_tokens(words: list[str], data: st.DataObject) -> None:
    marked = [data.draw(vowelled(word)) for word in words]
    assert surfaces(" ".join(marked)) == marked


@given(st.text(alphabet=ARABIC_LETTERS, min_size=2, max_size=8), st.sampled_from(UNSEEN), st.data())
def test_invisible_characters_and_tatweel_inside_a_word_are_no_boundary(
    word: str, unseen: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    assert len(tokens(word[:place] + unseen + word[place:])) == 1


@pytest.mark.parametrize("code", [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE)])
def test_every_arabic_mark_stays_in_its_word(code: int) -> None:
    assert surfaces(f"كت{chr(code)}اب{chr(code)} نعم") == [f"كت{chr(code)}اب{chr(code)}", "نعم"]


@pytest.mark.parametrize(
    "unit", ["\u064e", "ك\u064e\u0651", "1,000,", "1.", "1.1", "1,000.5", "1", "a1", "1a", "ـ", "ا\u200f", "1,", ".1"]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = time.process_time()  # not the time of day: other processes take part of that
        tokens(text)
        return time.process_time() - started

    def is_linear() -> bool:
        short, long = min(seconds(20_000) for _ in range(3)), min(seconds(200_000) for _ in range(2))
        return long < 30 * short + 0.05  # ten times the text; quadratic time would be a hundred

    assert any(is_linear() for _ in range(5))
