"""Which forms of one stem are plainly one word."""

import pytest

from indexer.arabic.analysis import analyze
from indexer.arabic.inflection import are_inflected


@pytest.mark.parametrize(
    "words",
    ["العام عاما", "كتابها والكتاب", "مهندسون المهندسين", "للبحر بحرنا", "اليوم أيام", "الرسمي رسمية", "وزير للوزراء"],
)
def test_clitics_case_number_and_listed_plurals_make_no_other_word(words: str) -> None:
    one, other = (analyze(word).form for word in words.split())
    assert are_inflected(one, other)
    assert are_inflected(other, one)


@pytest.mark.parametrize("words", ["الرياض الرياضي", "القدم قدمت", "السلام السلامة", "بيان بيانات", "قال قول"])
def test_other_endings_may_make_another_word(words: str) -> None:
    one, other = (analyze(word).form for word in words.split())
    assert not are_inflected(one, other)
