"""The address of a paragraph, made of its own words, so that it holds when an index is built again or an article grows.

Not for finding where a paragraph went: the page looks it up in the article.
"""

import hashlib
import re
import unicodedata
from base64 import b32encode

import numpy as np

ADDRESS_LENGTH = 8
"""Letters of an address: 40 bits, so that two of a thousand paragraphs share one once in two million articles."""

OPENING = 10_000
"""Characters that an address is made of; what is longer is a file without paragraphs, known by how it begins."""

_NO_LETTER = re.compile(r"[\W_ـ]+")
_SURROGATES = range(0xD800, 0xE000)
_SEVERAL, _UNKNOWN = 0xFFFE, 0xFFFF
_FOLDED = np.full(1 << 16, _UNKNOWN, np.uint16)
"""For each unit of UTF-16 what an address has of it: a unit, or nothing, which is 0; or that it makes several or is
half of a letter, or that it was not met yet. The last two are no letters."""


def paragraph_address(text: str) -> str:
    """The address of a paragraph: `p-` and eight letters, such as `p-k3ty2wma`, of its letters and digits alone.

    Vowels, hamzas on a carrier, tatweel, spaces and punctuation make no difference: they are what cleaning changes.
    Paragraphs with the same words have the same address, and the first of them is meant.
    """
    digest = hashlib.sha256(_letters(text[:OPENING]).encode("utf-8", "surrogatepass")).digest()
    return "p-" + b32encode(digest[: ADDRESS_LENGTH * 5 // 8]).decode("ascii").lower()


def _letters(text: str) -> str:
    """The letters and digits of a text as an address is made of them: character by character, since marks are left out.

    Those that were met before are looked up.
    """
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    letters = _FOLDED.take(units)
    if letters.max(initial=0) >= _SEVERAL:
        for unit in set(units[letters == _UNKNOWN].tolist()):
            folded = _folded(chr(unit))
            alone = len(folded) < 2 and folded < chr(_SEVERAL) and unit not in _SURROGATES
            _FOLDED[unit] = ord(folded or "\0") if alone else _SEVERAL
        letters = _FOLDED.take(units)
        if letters.max() == _SEVERAL:
            return _folded(text)
    return letters[letters > 0].tobytes().decode("utf-16-le")


def _folded(text: str) -> str:
    return _NO_LETTER.sub("", unicodedata.normalize("NFKD", text).casefold())
