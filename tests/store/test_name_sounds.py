"""Kin have one number, so that whoever looks for a number finds all of them; what is no name has none."""

import pytest
from hypothesis import given

from indexer.arabic.analysis import analyze
from indexer.arabic.kinship import are_kin, looks_foreign
from indexer.store.name_sounds import NameSounds, name_number
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


def test_forms_have_the_number_of_their_stem_however_they_come() -> None:
    known = NameSounds()
    for name in ("وغوغل", "غوغل", "علماء", "غوغل", "الجوجل"):
        word = analyze(name)
        known.add(word.stem.encode(), word.form.encode())
    google = name_number("غوغل")
    assert known.of([one.encode() for one in ("الجوجل", "غوغل", "علماء", "نهر", "وغوغل")]).tolist() == [
        *(google, google, 0, 0, google)
    ]
