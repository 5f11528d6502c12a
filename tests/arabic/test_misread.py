"""Bytes that were read in the wrong code page, read as they were meant; and texts that only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic import misread as misread_module
from indexer.arabic.misread import as_meant, looks_misread

TEXT = "عادت السفن إلى الميناء بعد العاصفة، وفرح أهل المدينة.\nوقال الربان إن الطريق كان طويلا في الليل."


def misread(text: str, written: str, read: str) -> str:
    """What a program shows that reads bytes of one page in another, bytes without a sign as control characters."""
    return "".join(bytes([byte]).decode(read, errors="ignore") or chr(byte) for byte in text.encode(written))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "windows-1252"),
        ("utf-8", "latin-1"),
        ("utf-8", "windows-1256"),
        ("windows-1256", "windows-1252"),
        ("windows-1256", "latin-1"),
    ],
)
def test_a_text_read_in_the_wrong_page_is_read_again(written: str, read: str) -> None:
    text, notes = as_meant(misread(TEXT, written, read))
    assert text == TEXT
    assert len(notes) == 1
    assert notes[0].startswith(f"decoded as {written} what had been read as ")


def test_two_mistakes_on_top_of_each_other_are_undone() -> None:
    twice = misread(misread(TEXT, "utf-8", "windows-1252"), "utf-8", "windows-1252")
    assert as_meant(twice)[0] == TEXT


def test_only_the_broken_lines_of_a_text_are_read_again() -> None:
    broken = misread("وصلت الباخرة الأولى صباحا", "utf-8", "windows-1256")
    assert as_meant(f"{TEXT}\n{broken}")[0] == f"{TEXT}\nوصلت الباخرة الأولى صباحا"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Le théâtre a été rénové près de la forêt; à bientôt, François, où êtes-vous allé cet été?",
        "Übergrößenträger dürfen fröhlich über Brücken gehen; schöne Grüße aus Österreich.",
        "كتب عن Café في باريس وعن Île de la Cité وعن São Tomé",
        "",
    ],
)
def test_texts_that_are_sound_are_left_alone(text: str) -> None:
    assert as_meant(text) == (text, ())
    assert not looks_misread(text)


def test_what_lost_bytes_on_the_way_is_not_guessed_but_told() -> None:
    lost = misread(TEXT, "utf-8", "latin-1").replace("\x81", "").replace("\x84", "")
    assert looks_misread(as_meant(lost)[0])


@given(st.text(max_size=200))
def test_any_text_comes_out_as_text(text: str) -> None:
    again, notes = as_meant(text)
    assert (again == text) == (not notes)


@given(st.text(alphabet="طظعغابت ØÙÚÛÃÇáéß§¶«»©ڑ“”€\u0080\u0098\u2122\u0161", max_size=40))
def test_every_text_with_a_suspect_sequence_is_looked_at_closely(text: str) -> None:
    assert not misread_module._SUSPECT.search(text) or misread_module._MAY_BE_SUSPECT.search(text)
