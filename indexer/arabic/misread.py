"""Arabic whose bytes were once read in the wrong code page: `ط§ظ„` or `Ø§Ù„` or `Çá` for `ال`, mended where certain.

A text is taken back to the bytes it was read from and read again. Not for bytes that were never read: that is
`readers.encoding`, which calls this for texts that were saved after such a mistake.
"""

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType

_ROUNDS = 3
"""Most mistakes on top of each other that are undone: saving a page twice from the wrong code page is common."""

_SUSPECT = re.compile(
    "[ØÙÚÛ][\u0080-\u00bf\u0152-\u0178\u017d-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|[طظعغ][\u00a0-\u00a9\u00ab-\u00ba\u00bc-\u00be\u0080-\u009f\u0152\u0153\u0192\u02c6\u0679-\u0691\u2018-\u203a\u20ac\u2122]"
    "|[\u00c0-\u00ff]{3}"
    "|Ã[\u0098-\u009b\u02dc\u2122\u0161\u203a]"
)
FOREIGN = (
    "\u0080-\u00a9\u00ab-\u00ba\u00bc-\u00be\u00c0-\u00ff\u0152\u0153\u0192\u02c6\u0679-\u0691\u2018-\u203a\u20ac\u2122"
)
"""For a class in a pattern: what UTF-8 that was read in a wrong code page has most of, and Arabic in order little."""

_MAY_BE_SUSPECT = re.compile(f"[{FOREIGN}](?:(?<=[\u00c0-\u00ff])|(?<=[طظعغ].))")
"""What every text with a suspect sequence has, found in a tenth of the time; hardly any text in order has it."""

_FEWEST = 3
_LATIN_WORD = re.compile("[\u00c0-\u00ff]{2,}")
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_ASCII_LETTER = re.compile("[A-Za-z]")
_TELLING = frozenset((
    "من", "في", "على", "إلى", "الى", "عن", "أن", "إن", "كان", "التي", "الذي", "هذا", "هذه", "مع", "بعد", "قبل", "بين",
))  # fmt: skip


def _page(name: str) -> Mapping[str, int]:
    """Each character of a code page with its byte; bytes that the page leaves out are read as control characters."""
    characters = ((bytes([byte]).decode(name, errors="ignore") or chr(byte), byte) for byte in range(256))
    return MappingProxyType(dict(characters))


_PAGES = tuple((name, _page(name)) for name in ("windows-1252", "latin-1", "windows-1256"))


def as_meant(text: str) -> tuple[str, tuple[str, ...]]:
    """The text read as it was meant, line by line, and for each mistake undone a note such as
    "decoded as utf-8 what had been read as windows-1256"; the text itself where nothing is certain.
    """  # fmt: skip
    notes: list[str] = []
    for _ in range(_ROUNDS):
        if _suspects(text[:100_000]) < _FEWEST:
            break
        again = next((found for found in (_as_utf8(text), _as_1256(text)) if found), None)
        if again is None:
            break
        text, note = again
        notes.append(note)
    return text, tuple(dict.fromkeys(notes))


def looks_misread(text: str) -> bool:
    """Whether a text is still full of letters that only a wrong code page makes; `as_meant` could not mend it."""
    found = _suspects(text)
    return found >= _FEWEST and found * 5 > len(text.split()) and not _european(text)


def _suspects(text: str) -> int:
    return len(_SUSPECT.findall(text)) if _MAY_BE_SUSPECT.search(text) else 0


def _european(text: str) -> bool:
    """Whether plain letters prevail, as they do in every language that is written in Latin letters with accents."""
    return len(_ASCII_LETTER.findall(text)) > 2 * len(re.findall("[\u0080-\u024f]", text))


def _as_utf8(text: str) -> tuple[str, str] | None:
    """UTF-8 that was read as a single-byte page: its sequences of bytes hold by chance in no other text."""
    best: tuple[int, str, str] | None = None
    for name, page in _PAGES:
        lines, mended = [], 0
        for line in text.split("\n"):
            read = None if line.isascii() else _decoded(line, page, "utf-8")
            # What comes out may be misread itself, when the mistake was made twice.
            found = 0 if read is None else len(_ARABIC_LETTER.findall(read)) + len(_SUSPECT.findall(read))
            # One sequence may hold by chance; all of a line's do not.
            certain = read is not None and found >= 2 and len(read) < len(line)
            lines.append(read if read is not None and certain else line)
            mended += found if certain else 0
        if mended and (best is None or mended > best[0]):
            best = (mended, "\n".join(lines), f"decoded as utf-8 what had been read as {name}")
    return best[1:] if best else None


def _as_1256(text: str) -> tuple[str, str] | None:
    """windows-1256 that was read as a Western page; certain only when the words that come out are Arabic ones."""
    for name, page in _PAGES[:2]:
        read = {
            line: again
            for line in text.split("\n")
            if _LATIN_WORD.search(line) and not _european(line) and (again := _decoded(line, page, "windows-1256"))
        }
        words = " ".join(read.values()).split()
        telling = sum(1 for word in words if word in _TELLING or (word.startswith("ال") and len(word) > 4))
        if len(words) >= 3 and telling * 8 >= len(words):
            lines = (read.get(line, line) for line in text.split("\n"))
            return "\n".join(lines), f"decoded as windows-1256 what had been read as {name}"
    return None


def _decoded(line: str, page: Mapping[str, int], name: str) -> str | None:
    """The line through its bytes in a page, read in another; None when it has no such bytes or they make no text."""
    try:
        return codecs.decode(bytes(map(page.__getitem__, line)), name)
    except (KeyError, UnicodeDecodeError):
        return None
