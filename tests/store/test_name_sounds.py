"""Kin have one number, so that whoever looks for a number finds all of them; what is no name has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.analysis import analyze
from indexer.arabic.kinship import are_kin, looks_foreign
from indexer.store.name_sounds import name_number, name_numbers
from tests.arabic.strategies import bare_words


@pytest.mark.parametrize("names", ["غوغل جوجل", "نتنياهو نتانياهو", "فيسبوك فايسبوك", "تشرشل شرشل"])
def test_spellings_of_one_name_have_one_number(names: str) -> None:
    one, other = (name_number(analyze(name).stem) for name in names.split())
    assert one == other > 0


@pytest.mark.parametrize("words", ["غوغل جورج", "بيروت برلين", "بوتين كتاب"])
def test_what_sounds_otherwise_has_another(words: str) -> None:
    one, other = (name_number(analyze(word).stem) for word in words.split())
    assert one != other


@pytest.mark.parametrize("stem", ["", "جسر", "علماء", "google", "2021"])
def test_what_is_no_name_has_none(stem: str) -> None:
    assert name_number(stem) == 0


@given(bare_words, bare_words)
def test_whatever_is_kin_is_found_by_its_number(one: str, other: str) -> None:
    mine, theirs = analyze(one), analyze(other)
    assert not looks_foreign(mine) or name_number(mine.stem)
    assert not are_kin(mine, theirs) or name_number(mine.stem) == name_number(theirs.stem)


@given(st.lists(bare_words))
def test_many_stems_have_the_numbers_that_each_has_alone(words: list[str]) -> None:
    assert name_numbers(words) == [name_number(word) for word in words]
