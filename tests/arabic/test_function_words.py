"""Which words of a question are grammar."""

import pytest

from indexer.arabic.cleaning import exact
from indexer.arabic.folding import fold
from indexer.arabic.function_words import is_function_word


@pytest.mark.parametrize(
    "word",
    [
        "في",
        "من",
        "على",
        "ما",
        "متى",
        "كم",
        "هل",
        "التي",
        "وفي",
        "بما",
        "منها",
        "إلى",
        "الى",
        "الي",
        "أين",
        "فأين",
        "والذين",
        "عندما",
        "وعندما",
        "هؤلاء",
        "مِنْ",
        "الّذي",
    ],
)
def test_grammar_is_recognised_in_any_spelling_and_behind_a_conjunction(word: str) -> None:
    assert is_function_word(fold(exact(word)))


@pytest.mark.parametrize("word", ["لا", "لم", "لن", "ليس", "غير", "دون", "إلا", "ولا", "ولم", "وليس", "بدون"])
def test_negations_carry_meaning(word: str) -> None:
    assert not is_function_word(fold(exact(word)))


@pytest.mark.parametrize("word", ["فهم", "ولي", "فلان", "كتاب", "علم", "2010", "who", "وزير"])
def test_nouns_that_only_look_like_grammar_are_kept(word: str) -> None:
    assert not is_function_word(fold(exact(word)))
