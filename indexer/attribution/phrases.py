"""One spelling for set phrases, so that `بقلم` and `إقرأ أيضاً` are written once in the lists of this project.

For comparing lines with lists only: never for text that is shown or indexed.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = tuple(zip("أإآٱىةؤئ", "اااايهوي", strict=True))
_DROPPED = re.compile("[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def fold(text: str) -> str:
    """The text without vowels, tatweel and invisible marks, with one alef, and Latin in lower case: أيضاً is ايضا."""
    folded = _DROPPED.sub("", text)
    for letter, other in _LETTERS:  # a fifth of the time that `str.translate` takes
        folded = folded.replace(letter, other)
    return folded.lower().strip()


def phrases(listed: str) -> tuple[str, ...]:
    """The folded phrases of a list, parted by `|`, written in their ordinary spelling."""
    return tuple(fold(phrase) for phrase in listed.replace("\n", " ").split("|") if phrase.strip())


def any_of(listed: Iterable[str]) -> str:
    """A pattern for any of some folded phrases, the longest first, with any white space between their words."""
    escaped = (r"\s+".join(map(re.escape, phrase.split())) for phrase in listed)
    return "(?:" + "|".join(sorted(escaped, key=len, reverse=True)) + ")"


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same, whatever their spelling and punctuation."""
    # Folding leaves ل alone, and by it nearly all pairs are told apart at once.
    return one.count("ل") == other.count("ل") and bare_words(one) == bare_words(other)


@lru_cache(maxsize=1_024)
def bare_words(text: str) -> tuple[str, ...]:
    """The folded words of a line without punctuation."""
    return tuple(re.findall(r"\w+", fold(text)))


def after(line: str, folded_start: str) -> str:
    """The line from where its folded beginning ends; folding drops vowels, so letters are counted, not offsets."""
    letters = len(folded_start)
    for offset in range(len(line) + 1):
        if len(fold(line[:offset] + "ا")) - 1 >= letters:
            return line[offset:].strip()
    return ""
