"""Words as numbers: what is asked of a number is what is asked of the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.packed import (
    LETTERS,
    before,
    beginning,
    begins,
    behind,
    ends,
    has_letters,
    length,
    letter,
    pack,
    unpack,
)

WORDS = st.text(LETTERS, max_size=20)
PARTS = st.text(LETTERS, min_size=1, max_size=3)
COUNTS = st.integers(0, 25)


@given(WORDS)
def test_a_word_of_any_length_comes_back_from_its_number(word: str) -> None:
    assert unpack(pack(word)) == word
    assert length(pack(word)) == len(word)


@pytest.mark.parametrize("word", ["", "vue", "5", "كتاب2", "مدرسة", "عِلم", "پ"])
def test_a_word_with_other_letters_has_no_number(word: str) -> None:
    assert pack(word) == 0


@given(WORDS, PARTS)
def test_a_number_begins_and_ends_as_its_word_does(word: str, part: str) -> None:
    for whole in (word, word + part, part + word):
        assert begins(pack(whole), pack(part)) == whole.startswith(part)
        assert ends(pack(whole), pack(part)) == whole.endswith(part)


@given(WORDS, COUNTS)
def test_letters_are_taken_off_a_number_as_off_its_word(word: str, count: int) -> None:
    assert unpack(beginning(pack(word), count)) == word[:count]
    assert unpack(behind(pack(word), count)) == word[count:]
    assert unpack(before(pack(word), count)) == word[: max(0, len(word) - count)]
    assert unpack(letter(pack(word), count)) == word[count : count + 1]
    assert has_letters(pack(word), count + 1) == (len(word) > count)
