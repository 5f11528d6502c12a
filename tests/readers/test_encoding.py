"""Bytes in every encoding that Arabic files come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.encoding import Decoded, declared_charset, decode

TEXT = "كانت القرية تنام مبكرة في أول الشتاء، ويغلق الناس أبوابهم قبل أن تغيب الشمس خلف التلال. 1998\n" * 3


def _decoded(data: bytes, declared: str | None = None) -> Decoded:
    result = decode(data, declared)
    assert isinstance(result, Decoded), result
    return result


@pytest.mark.parametrize(
    ("encoding", "repairs"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ()),
        ("utf-32", ()),
        ("utf-16-le", ("decoded as utf-16-le",)),
        ("utf-16-be", ("decoded as utf-16-be",)),
        ("cp1256", ("decoded as windows-1256",)),
        ("iso8859_6", ("decoded as iso-8859-6",)),
    ],
)
def test_arabic_is_read_in_every_encoding_and_a_guess_is_recorded(encoding: str, repairs: tuple[str, ...]) -> None:
    assert _decoded(TEXT.encode(encoding)) == Decoded(TEXT, repairs)


def test_a_true_declaration_is_no_guess() -> None:
    assert _decoded(TEXT.encode("cp1256"), "windows-1256") == Decoded(TEXT)


@pytest.mark.parametrize(
    ("encoding", "declared", "repairs"),
    [
        ("cp1256", "utf-8", ("declared as utf-8", "decoded as windows-1256")),
        ("cp1256", "ISO-8859-1", ("declared as iso-8859-1", "decoded as windows-1256")),
        ("utf-8", "windows-1256", ("declared as windows-1256", "decoded as utf-8")),
        ("utf-8", "no-such-charset", ("declared as no-such-charset", "decoded as utf-8")),
        ("cp1256", "base64", ("declared as base64", "decoded as windows-1256")),
    ],
)
def test_a_false_declaration_is_passed_over_and_recorded(
    encoding: str, declared: str, repairs: tuple[str, ...]
) -> None:
    assert _decoded(TEXT.encode(encoding), declared) == Decoded(TEXT, repairs)


def test_utf_8_with_a_broken_byte_keeps_the_rest() -> None:
    decoded = _decoded(TEXT.encode() + b"\xd9\n")
    assert decoded.text.startswith(TEXT)
    assert decoded.repairs == ("replaced 1 broken characters in utf-8",)


def test_french_in_a_western_code_page_is_read() -> None:
    text = "Un soir d'été, les élèves jouaient près de la rivière et personne ne les voyait.\n"
    assert _decoded(text.encode("cp1252")) == Decoded(text, ("decoded as windows-1252",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_a_few_nul_characters_are_taken_out_and_noted(encoding: str) -> None:
    decoded = _decoded((TEXT[:40] + "\x00" + TEXT[40:] + "\x00").encode(encoding))
    assert decoded.text == TEXT
    assert decoded.repairs[-1] == "removed 2 NUL characters"


def test_a_text_that_runs_out_into_nul_bytes_is_no_text() -> None:
    assert isinstance(decode(TEXT.encode() * 300 + bytes(2**18)), str)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(300), bytes(range(256)) * 20, b"ab\x00cd" * 50], ids=str)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes) -> None:
    result = decode(data)
    assert isinstance(result, str)
    assert result.startswith("not text")


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ('<html><head><meta charset="windows-1256">', "windows-1256"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">', "UTF-8"),
        ('<?xml version="1.0" encoding="iso-8859-6"?>', "iso-8859-6"),
        ("<p>no declaration", None),
    ],
)
def test_the_declared_charset_is_found(head: str, charset: str | None) -> None:
    assert declared_charset(head.encode()) == charset


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "windows-1256", "utf-16", "rot13", "\x00", "utf-7"]))
def test_any_bytes_have_a_clear_outcome(data: bytes, declared: str | None) -> None:
    result = decode(data, declared)
    assert isinstance(result, Decoded) or result.startswith("not text")


@given(st.text(min_size=1, max_size=200).filter(lambda text: "\x00" not in text and text.isprintable()))
def test_printable_utf_8_is_never_changed(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert _decoded(text.encode()) == Decoded(text)
