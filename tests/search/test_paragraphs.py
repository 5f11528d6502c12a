import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.paragraphs import OPENING, _folded, _letters, paragraph_address


@given(st.text())
def test_every_paragraph_has_an_address_that_fits_in_a_url(text: str) -> None:
    assert re.fullmatch("p-[a-z2-7]{8}", paragraph_address(text))


@pytest.mark.parametrize(
    "same",
    [
        "عاد الجسر إلى القرية",
        "عَادَ الجِسْرُ إِلى القَرْيَةِ.",
        "  عاد   الجسر،\nإلى القرية",
        "عـــاد الجسر الى القرية",
        "ﻋﺎﺩ الجسر إلى القرية",
    ],
)
def test_what_cleaning_changes_leaves_the_address_as_it_is(same: str) -> None:
    assert paragraph_address(same) == paragraph_address("عاد الجسر إلى القرية")


@pytest.mark.parametrize("other", ["عاد الجسر من القرية", "عاد الجسر إلى القرية ثانية", "عاد الجسر إلى القرية 2", ""])
def test_other_words_have_another_address(other: str) -> None:
    assert paragraph_address(other) != paragraph_address("عاد الجسر إلى القرية")


def test_the_address_is_the_one_we_gave_before() -> None:
    """People have cited it: a change of the rule breaks their citations."""
    assert paragraph_address("عاد الجسرُ القديم") == "p-44h3jyrh"


def test_a_file_without_paragraphs_is_known_by_how_it_begins() -> None:
    assert paragraph_address("ا" * OPENING + "ب") == paragraph_address("ا" * OPENING + "ج")


@given(st.text(st.one_of(st.characters(), st.sampled_from("عادَ ـﻻ\u0130ßﬁ\uf951𝟗\ud800")), max_size=20))
def test_letters_that_are_looked_up_are_those_of_the_rule(text: str) -> None:
    """Twice, for a character is told by the rule when it is first met."""
    assert _letters(text) == _letters(text) == _folded(text)
