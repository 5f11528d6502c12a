"""A word as written to its exact term: everything a typist or an editor would not miss is removed, and no more.

Vowels stay, in one order; letters keep their spelling, digits and Latin letters their shape. Not for joining spellings
that differ to the eye: that is `folding`.
"""

import re
import unicodedata

from indexer.arabic.letters import (
    ANNOTATION_SIGNS,
    DAMMATAN,
    FATHATAN,
    HAMZA,
    HAMZA_ABOVE,
    HAMZA_BELOW,
    HANGERS_ON,
    INVISIBLE,
    KASRATAN,
    MADDA_ABOVE,
    SHADDA,
    SUKUN,
    TATWEEL,
    VOWEL_MARKS,
)

LETTER_LIMIT = 64
"""Longest term in letters; what is longer is no word (a stretched cry, a line of base64) and is cut here."""

_MARKS_LIMIT = 8
"""Most marks kept on one letter before normalising, which takes quadratic time on long runs of them."""

_UNSEEN = dict.fromkeys(map(ord, (*ANNOTATION_SIGNS, *INVISIBLE, TATWEEL)))
_UNSEEN |= {
    0x06E1: SUKUN,  # Quran editions write the sukun as a small head of khah
    0x08F0: FATHATAN,  # and the tanwin "open", which says how to recite it
    0x08F1: DAMMATAN,
    0x08F2: KASRATAN,
}
_LEFT_OVER = {
    ord(HAMZA_ABOVE): HAMZA,  # a hamza on a tatweel (الـٔاخرة) has no letter to compose with
    ord(HAMZA_BELOW): HAMZA,
    ord(MADDA_ABOVE): None,
    ord(TATWEEL): None,  # out of presentation forms of marks
} | dict.fromkeys(range(0x0656, 0x0660))

_MARK = "".join(sorted(VOWEL_MARKS))
_PLAIN = re.compile("[ء-غف-ي]+|(?:[ء-غف-ي][\u064b-\u0652]?)+|[0-9A-Za-z]+")
"""Arabic letters, each with one vowel at most, or ASCII letters and digits: there is nothing to remove or to order."""
_TOO_MANY_MARKS = re.compile(f"([{HANGERS_ON}]{{{_MARKS_LIMIT}}})[{HANGERS_ON}]+")
_MARK_RUN = re.compile(f"[{_MARK}]{{2,}}")
_LETTER_WITH_MARKS = re.compile(f"[^{_MARK}][{_MARK}]*")


def exact(surface: str) -> str:
    """The exact term of a word: presentation forms and decomposed letters composed, stretching and invisibles removed.

    كِتــابٌ becomes كِتابٌ. Vowel marks stand in one order, shadda first. At most `LETTER_LIMIT` letters remain.
    Never empty unless the word is.
    """
    if _PLAIN.fullmatch(surface) and len(surface) <= LETTER_LIMIT:
        return surface
    seen = _TOO_MANY_MARKS.sub(r"\1", surface.translate(_UNSEEN))
    spaced = unicodedata.normalize("NFKC", seen)
    composed = unicodedata.normalize("NFC", "".join(spaced.split())).translate(_LEFT_OVER)
    # Once more: composing sets marks free that stood in a sign of their own, such as ˘.
    joined = _MARK_RUN.sub(_in_order, _TOO_MANY_MARKS.sub(r"\1", composed))
    if len(joined) > LETTER_LIMIT:
        joined = "".join(_LETTER_WITH_MARKS.findall(joined)[:LETTER_LIMIT])
    return joined or surface[:LETTER_LIMIT]


def _in_order(run: re.Match[str]) -> str:
    """The marks of one letter, each once, shadda first: the order in which they are spoken of and typed."""
    return "".join(sorted(set(run.group()), key=lambda mark: (mark != SHADDA, mark)))
