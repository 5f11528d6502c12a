"""Vowel marks compared: what a typed vowel demands of a text that may write fewer of them.

Works on exact terms, whose marks stand in one order. Not for removing marks from a form: `folding` does that.
"""

import re

from indexer.arabic.letters import SHADDA, SHORT_VOWELS, VOWEL_MARKS

_NO_VOWELS = dict.fromkeys(map(ord, VOWEL_MARKS))
_MARK = "".join(sorted(VOWEL_MARKS))
_MARKS_OF_LETTERS = re.compile(f"(?<=[^{_MARK}])[{_MARK}]*")


def bare(exact: str) -> str:
    """The exact term without its vowel marks: عِلْم becomes علم."""
    return exact.translate(_NO_VOWELS)


def vowels_agree(one: str, other: str) -> bool:
    """Whether two exact terms have the same letters and no vowel on which both have spoken and differ.

    عِلْم agrees with علم and عِلم, not with عَلَم. A missing mark agrees with everything. A shadda counts as spoken of
    only where both write a vowel on the letter (كَتَبَ is not كَتَّبَ): many who write vowels leave the shadda out, and
    many who write the shadda leave vowels out. The dagger alef is never spoken of: هٰذا agrees with هَذا.
    """
    if bare(one) != bare(other):
        return False
    if one == other:
        return True
    return all(map(_marks_agree, _MARKS_OF_LETTERS.findall(one), _MARKS_OF_LETTERS.findall(other)))


def _marks_agree(one: str, other: str) -> bool:
    vowels, other_vowels = SHORT_VOWELS.intersection(one), SHORT_VOWELS.intersection(other)
    if not vowels or not other_vowels:
        return True
    return vowels == other_vowels and (SHADDA in one) == (SHADDA in other)
