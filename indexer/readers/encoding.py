"""Bytes to text: byte order mark, declaration, strict UTF-8, UTF-16, then the single-byte Arabic code pages by score.

A guess is always put down in words. Not for deciding what in the text is worth keeping.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from indexer.arabic.misread import as_meant

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 stands before UTF-16, whose mark is the beginning of its own."""

_CODE_PAGES = ("windows-1256", "iso-8859-6")
_LATIN = frozenset(("ascii", "iso8859-1", "cp1252", "iso8859-15"))
_SAMPLE = 2**16
_FULL_WORD = "ال"

_LETTERS_BY_SHARE = (
    ("ا", 13), ("ل", 11.5), ("ي", 7), ("م", 6.5), ("ون", 6), ("ر", 5), ("ت", 4.5), ("بةع", 3.5), ("دسف", 3), ("ه", 2.8),
    ("أ", 2.5), ("كق", 2.2), ("ح", 2), ("ج", 1.4), ("ى", 1.2), ("شص", 1.1), ("إطخ", 1), ("ضز", 0.8), ("ءثذغ", 0.6),
    ("ئؤظآ", 0.3),
)  # fmt: skip
_LETTER_SHARE: Mapping[str, float] = MappingProxyType(
    {letter: share for letters, share in _LETTERS_BY_SHARE for letter in letters}
)
"""How often each letter comes in running Arabic, in percent, rounded: enough to tell one code page from another."""

_PUNCTUATION = frozenset("،؛؟«»“”‘’–—…\u00a0\u0640\u200c\u200d\u200e\u200f") | frozenset(map(chr, range(0x64B, 0x653)))
_DECLARED = re.compile(rb"""(?:charset\s*=\s*["']?|<\?xml[^>]{0,80}encoding\s*=\s*["'])([A-Za-z0-9_:.-]{2,40})""", re.I)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, in `repairs` every guess that was needed to read it, and the encoding it was found in."""

    text: str
    repairs: tuple[str, ...] = ()
    encoding: str = field(default="utf-8", compare=False)  # how it was read is no part of what was read


def declared_charset(data: bytes) -> str | None:
    """The character set that an HTML or XML head declares, as it is written there; None without one."""
    match = _DECLARED.search(data[:4_096])
    return match.group(1).decode("ascii") if match else None


def decode(data: bytes, declared: str | None = None) -> Decoded | str:
    """The text of some bytes, or the reason why they are none ("not text: …").

    Order: byte order mark, declaration, strict UTF-8, UTF-8 with a few broken bytes, UTF-16 without mark,
    windows-1256 against ISO-8859-6 by letter frequency, windows-1252 for text that is nearly all ASCII.
    A text that was saved after such bytes had been read in a wrong encoding is read again as it was meant.
    NUL characters are taken out, for a stray one spoils no text; bytes that are full of them are none.
    """
    decoded = _decode(data, declared)
    if isinstance(decoded, str):
        return decoded
    text, notes = without_nul(decoded.text)
    text, misread = as_meant(text)
    return Decoded(text, (*decoded.repairs, *notes, *misread), decoded.encoding)


def without_nul(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without NUL characters, and a note when there were some."""
    count = text.count("\x00")
    return (text.replace("\x00", ""), (f"removed {count} NUL characters",)) if count else (text, ())


def _decode(data: bytes, declared: str | None) -> Decoded | str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(name, errors="replace")
            return Decoded(text, ("replaced broken characters",) if "\ufffd" in text else (), name)
    utf8 = _strict(data, "utf-8")
    notes: tuple[str, ...] = ()
    if declared:
        as_declared = _as_declared(data, declared, utf8)
        if as_declared is not None:
            return Decoded(as_declared, encoding=_codec_name(declared) or declared)
        if _codec_name(declared) != "utf-8" or utf8 is None:
            notes = (f"declared as {declared.lower()}",)
    if utf8 is not None and not _is_binary(utf8):
        return Decoded(utf8, (*notes, "decoded as utf-8") if notes else ())
    for guess in (_mended_utf8, _utf16, _code_page):
        decoded = guess(data)
        if decoded is not None:
            return Decoded(decoded.text, (*notes, *decoded.repairs), decoded.encoding)
    return "not text: no character encoding makes sense of it"


def _as_declared(data: bytes, declared: str, utf8: str | None) -> str | None:
    """The text as declared, if the declaration can be believed."""
    name = _codec_name(declared)
    # Latin is what servers declare by default; and UTF-8 that holds by chance, Arabic letters and all, does not exist.
    if name is None or name in _LATIN or (name != "utf-8" and utf8 is not None and not utf8.isascii()):
        return None
    text = utf8 if name == "utf-8" else _strict(data, name)
    return None if text is None or _is_binary(text) else text


def _codec_name(declared: str) -> str | None:
    try:
        info = codecs.lookup(declared)
        "".encode(info.name)  # the bytes-to-bytes codecs (base64, zip) refuse this
    except (LookupError, ValueError, TypeError, AttributeError):
        return None
    return info.name


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _is_binary(text: str) -> bool:
    """Whether a text holds many control characters, as UTF-16 and pictures do when read as text; one is few."""
    sample = text[:_SAMPLE]
    controls = sum(1 for character in sample if character < " " and character not in "\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f")
    return controls * 100 > len(sample) + 100 or text.count("\x00") * 100 > len(text) + 100


def _mended_utf8(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    if _is_binary(text) or beyond_ascii < 20 or broken * 20 > beyond_ascii:
        return None
    return Decoded(text, (f"replaced {broken} broken characters in utf-8",))


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every other byte is 0x00 (ASCII) or 0x06 (the Arabic block)."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 4:
        return None
    for name, high_bytes in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        typical = high_bytes.count(0) + high_bytes.count(6) + high_bytes.count(0x20)
        text = data.decode(name, errors="replace")
        if typical * 10 >= len(high_bytes) * 9 and not _is_binary(text):
            return Decoded(text, (f"decoded as {name}",), name)
    return None


def _code_page(data: bytes) -> Decoded | None:
    best = max(_CODE_PAGES, key=lambda name: _arabic_score(data, name))
    if _arabic_score(data, best) > 0:
        return Decoded(data.decode(best, errors="replace"), (f"decoded as {best}",), best)
    beyond_ascii = sum(1 for byte in data[:_SAMPLE] if byte >= 0x80)
    text = data.decode("windows-1252", errors="replace")
    if not _is_binary(text) and beyond_ascii * 5 < len(data[:_SAMPLE]):
        return Decoded(text, ("decoded as windows-1252",), "windows-1252")
    return None


def _arabic_score(data: bytes, name: str) -> float:
    """How much the bytes look like Arabic in this code page: mean letter share, plus the share of `ال`; 0 for no."""
    text = data[:_SAMPLE].decode(name, errors="replace")
    beyond_ascii = [character for character in text if character >= "\x80"]
    if not beyond_ascii or _is_binary(text):
        return 0.0
    plausible = sum(1 for character in beyond_ascii if character in _LETTER_SHARE or character in _PUNCTUATION)
    letters = [_LETTER_SHARE.get(character, 0.0) for character in beyond_ascii]
    score = sum(letters) / len(letters) + 100 * text.count(_FULL_WORD) / len(beyond_ascii)
    return score if plausible * 10 >= len(beyond_ascii) * 9 and score > 4 else 0.0
