"""The four levels together."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.arabic import roots, stems
from indexer.arabic.analysis import Word, analyze, fingerprint
from indexer.arabic.folding import fold
from indexer.arabic.tokens import surfaces
from tests.arabic.strategies import bare_words, texts, vowelled


def test_a_word_has_four_terms_from_the_narrowest_to_the_widest() -> None:
    assert analyze("وَالمَكْتَبةِ") == Word("وَالمَكْتَبةِ", "والمكتبه", "مكتبه", "كتب")


@given(texts)
def test_each_term_is_computed_from_the_one_before_it_so_that_levels_are_nested(text: str) -> None:
    for surface in surfaces(text):
        word = analyze(surface)
        assert word.form == fold(word.exact)
        assert word.stem == stems.stem(word.form)
        assert word.root == roots.root(word.stem)


@given(st.lists(bare_words, min_size=2, max_size=30))
def test_what_meets_at_one_level_meets_at_every_wider_one(words: list[str]) -> None:
    terms = [analyze(word) for word in words]
    for narrow, wide in (("exact", "form"), ("form", "stem"), ("stem", "root")):
        assert len({(getattr(term, narrow), getattr(term, wide)) for term in terms}) == len(
            {getattr(term, narrow) for term in terms}
        )


@given(texts)
def test_no_token_has_an_empty_term(text: str) -> None:
    for surface in surfaces(text):
        assert all(analyze(surface))


@given(st.text())
def test_analysis_never_raises(text: str) -> None:
    assert isinstance(analyze(text), Word)


@settings(max_examples=50)
@given(bare_words, st.data())
def test_vowels_change_the_exact_term_alone(word: str, data: st.DataObject) -> None:
    assert analyze(data.draw(vowelled(word)))[1:] == analyze(word)[1:]


def test_question_and_text_are_analysed_alike_whatever_the_keyboard() -> None:
    assert analyze("کتاب").form == analyze("ﻛﺘﺎﺏ").form == analyze("\u200fكِتَــاب\u200f").form == "كتاب"


def test_the_fingerprint_is_short_and_steady() -> None:
    assert re.fullmatch("[0-9a-f]{12}", fingerprint())
    assert fingerprint() == fingerprint()


def test_the_fingerprint_changes_with_any_file_that_decides_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    monkeypatch.setattr("indexer.arabic.analysis._TERM_FILES", ("letters.py",))
    fingerprint.cache_clear()
    try:
        assert fingerprint() != before
    finally:
        fingerprint.cache_clear()
