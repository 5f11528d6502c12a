"""Text to words: where each word of an untouched text begins and ends.

A word is a run of letters of one script with everything that hangs on them, or a number. Decisions and their cost:
Arabic words end where digits or Latin letters begin (في٣مايو is three words); a Latin word may hold digits after its
first letter (H1N1, MP3) but not before it (100km is two words, as 100 km is); hyphens, underscores and apostrophes
separate; 1,000 and ٣٫٥ are one number each, 12.3.2015 is three. Not for cleaning: `cleaning` and `folding` do that.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from indexer.arabic.letters import ARABIC_BLOCKS, ARABIC_LETTERS, HANGERS_ON

_PLAIN_LETTERS = "\u0621-\u063a\u0641-\u064a"
"""The letters of Arabic itself, without what hangs on them."""

_OTHER_LETTER = rf"[^\W\d_{ARABIC_BLOCKS}]"

# Groups of thousands are bounded and no repetition is followed by what it could itself take, so that a text, however
# hostile, takes linear time. Spaces and plain words before them come first because they are most of a text, and what
# hangs on letters is slow to look for: without them a word takes three times as long.
_WORD = re.compile(
    rf"(?!\s)(?:[{_PLAIN_LETTERS}]++(?=[ .،])"
    rf"|[{ARABIC_LETTERS}][{ARABIC_LETTERS}{HANGERS_ON}]*"
    rf"|{_OTHER_LETTER}(?:{_OTHER_LETTER}|[\d{HANGERS_ON}])*"
    r"|(?<!\d[.,٫٬])(?:\d{1,3}(?:[,٬]\d{3}){1,6}(?:[.٫]\d+)?|\d+[.٫]\d+)(?![.,٫٬]?\d)"
    rf"[{HANGERS_ON}]*"
    rf"|\d+[{HANGERS_ON}]*)"
)

PART_OF_WORD = re.compile(rf"[\w{ARABIC_LETTERS}{HANGERS_ON}]")
"""A character that may be part of a word; where others stand at the ends of a text, it has the same words without."""


class Token(NamedTuple):
    """One word of a text: `text == source[start:end]`, in code points of the untouched source."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[Token]:
    """The words of a text with their places, in order.

    Vowels, tatweel and invisible marks never end a word: كِتــابٌ is one.
    """
    return [token_of(match) for match in _WORD.finditer(text)]


def words_from(text: str, start: int) -> Iterator[re.Match[str]]:
    """The words from a place on at which one begins, those of `tokens`; each is found when it is asked for."""
    return _WORD.finditer(text, start)


def token_of(match: re.Match[str]) -> Token:
    """A word that was found so."""
    return Token(*match.span(), match[0])


def surfaces(text: str) -> list[str]:
    """The words of a text without their places: the same words in the same order as `tokens`, for indexing."""
    return _WORD.findall(text)
