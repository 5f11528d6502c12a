"""The number that tells which letters a form has."""

import pytest
from hypothesis import given

from indexer.arabic.sounds import LENGTH_SHIFT, letter_set
from tests.arabic.strategies import bare_words


def changed(one: str, other: str) -> int:
    return ((letter_set(one) ^ letter_set(other)) & ((1 << LENGTH_SHIFT) - 1)).bit_count()


@given(bare_words, bare_words)
def test_an_edit_changes_two_classes_at_most(word: str, other: str) -> None:
    for place in range(len(word)):
        less = word[:place] + word[place + 1 :]
        assert not less or changed(word, less) <= 1
        assert changed(word, word[:place] + other[:1] + word[place + 1 :]) <= 2
        assert changed(word, word[:place] + word[place:][::-1]) == 0


@pytest.mark.parametrize("words", ["غوغل جوجل", "طرابلس ترابلس", "2021 1967", "café cafñ"])
def test_letters_of_one_class_are_one(words: str) -> None:
    one, other = words.split()
    assert letter_set(one) == letter_set(other)


@pytest.mark.parametrize("words", ["غوغل غوغلغ", "حرب هرب", "deer dear"])
def test_other_letters_and_lengths_are_told_apart(words: str) -> None:
    one, other = words.split()
    assert letter_set(one) != letter_set(other)
