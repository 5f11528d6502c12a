"""Vowels compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.cleaning import exact
from indexer.arabic.vowels import bare, vowels_agree
from tests.arabic.strategies import bare_words, vowelled


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عِلْم", "علم"),
        ("عِلْم", "عِلم"),
        ("عِلْم", "علْم"),
        ("الشَّمس", "الشمس"),
        ("مدرّس", "مُدَرِس"),
        ("مدرّس", "مدرَس"),
        ("هٰذا", "هَذا"),
        ("كتابًا", "كتاباً"),
        ("Café", "Café"),
    ],
)
def test_a_missing_mark_agrees_with_everything(one: str, other: str) -> None:
    assert vowels_agree(one, other)
    assert vowels_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عِلْم", "عَلَم"),
        ("عِلم", "عَلم"),
        ("كَتَبَ", "كَتَّبَ"),
        ("كتابُ", "كتابٌ"),
        ("علم", "عمل"),
        ("إدارة", "ادارة"),
    ],
)
def test_vowels_on_which_both_have_spoken_must_not_differ(one: str, other: str) -> None:
    assert not vowels_agree(one, other)
    assert not vowels_agree(other, one)


@given(bare_words, st.data())
def test_any_vowelling_agrees_with_the_bare_word_and_with_itself(word: str, data: st.DataObject) -> None:
    term = exact(data.draw(vowelled(word)))
    assert bare(term) == exact(word)
    assert vowels_agree(term, bare(term))
    assert vowels_agree(bare(term), term)
    assert vowels_agree(term, term)


@given(bare_words, st.data())
def test_agreement_is_mutual(word: str, data: st.DataObject) -> None:
    one, other = exact(data.draw(vowelled(word))), exact(data.draw(vowelled(word)))
    assert vowels_agree(one, other) == vowels_agree(other, one)
