"""Whether a word fits a measure of Arabic with a known root, and which root a measure gives.

The word is laid over the measures of Arabic grammar (الأوزان), in which ف ع ل stand for the radicals. Of all that
fit, behind all affixes that may have been left, the first with radicals of `known_roots.txt` is believed; when there is
none, the first that fits at all. Measures by length, affixes only when nothing fits, is the idea of ISRI (Taghva,
Elkhoury and Coombs 2005), a list of roots to check against that of Khoja (1999); measures, order, list and weak letters
are ours. A word that fits none, such as most foreign names, stays as it is. Not for what measures get wrong: see
`roots`.
"""

import importlib.resources
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from indexer.arabic.cleaning import exact
from indexer.arabic.folding import fold
from indexer.arabic.letters import HEH

_MEASURES = """
    فاعل يفعل مفعل فعال فعول فعيل اتعل افعل تفعل نفعل متعل يتعل تتعل افتع انفع مفتع منفع يفتع تفتع ينفع تنفع
    اتعال مفعول مفعال مفاعل افعال تفعيل تفاعل فواعل فعائل افتعل انفعل مفتعل منفعل متفعل فاعول
    يفتعل ينفعل تفتعل يفاعل افاعل مفعيل فعلاء فعلان تنفعل يتفعل تتفعل متعال
    استفع مستفع يستفع تستفع افطعل افدعل مفطعل مفدعل يفطعل يفدعل فعالي فعيلي
    استفعل مستفعل افتعال انفعال مفاعيل متفاعل تفاعيل فواعيل افاعيل افعلاء يستفعل تستفعل نستفعل فعاليل فعالين
    يتفاعل تتفاعل افطعال افدعال
    استفعال
"""
_OF_FOUR = "فعلل مفعلل يفعلل تفعلل متفعلل فعالل فعلول فعلال فعللي"
"""Measures of four radicals fit nearly anything, so that only a known root makes them believable."""

MEASURES = tuple(_MEASURES.split())
"""Measures in the order in which they are tried among those of one length.

Without ف the first radical is و (اتفاق), without ل the last is the second once more (احتل); a second ل is a fourth.
"""

_ENDINGS = ("تم", "وا", "نا", "ات", "ون", "ان", "ين", "ت", "ا", "ي", "ن", "ه", "ك")
_BEGINNINGS = ("سي", "ست", "سن", "ل", "ب", "ف", "و", "س", "ك", "ي", "ت", "ن", "ا", "م")
_LONGEST_GUESSED = 5
"""Longer words that give no known root are mostly names (بريطان, واشنطن); cutting them makes roots of nothing."""

_KNOWN_ENDINGS = ("", "ت", "وا", "نا", "تا", "ات", "ون", "ان", "ين", "ا", "ي", "ه", "ته")
_KNOWN_BEGINNINGS = ("", "س", "ل", "ب", "ف", "و", "ك")

REMEMBERED = 1 << 14
"""Words whose roots are remembered: many words share a stem, and what endings leave is asked for again and again."""

_DROPS_WAW = frozenset(("وجد", "وصف", "ولد", "وهب"))
"""Roots whose يجد is more often theirs than that of the doubled root (جدد)."""


class _Measure(NamedTuple):
    letters: tuple[tuple[int, str], ...]
    first_radical: str
    radicals: tuple[int, ...]

    def root(self, word: str) -> str | None:
        for place, letter in self.letters:
            if word[place] != letter:
                return None
        root = self.first_radical + "".join([word[place] for place in self.radicals])
        if len(root) == 2:
            root += root[1]
        # The first two radicals of an Arabic root are never the same (Greenberg 1950): ططس of بطاطس is none.
        return root if root[0] != root[1] else None


def root_by_measure(stem: str) -> str:
    """The root that the first measure gives that leaves a known one, else the first at all: كاتب and مكتوب give كتب."""
    for candidate in _candidates(stem):
        for spelling in _spellings(candidate):
            if spelling in _KNOWN:
                return spelling
    return _guess(stem)


@lru_cache(maxsize=REMEMBERED)
def has_known_root(word: str) -> bool:
    """Whether a word without any affix fits a measure with a known root: بلاد and شكل do, بشكل does not."""
    return word in _IRREGULAR or any(
        spelling in _KNOWN for candidate in _bare_candidates(word) for spelling in _spellings(candidate)
    )


def ends_with_radical_heh(word: str) -> bool:
    """Whether a last ه is of the root and no ending: فقيه, تنبيه and وجوه; not اجابه, which is إفالة of جوب."""
    if len(word) == 5 and word[0] == word[2] == "ا":
        return False
    return any(candidate.endswith("ه") and candidate in _KNOWN for candidate in _bare_candidates(word))


def _candidates(word: str) -> Iterator[str]:
    """The radicals of all measures that fit, behind no affix first, then behind an ending, a beginning, both."""
    for beginning in _KNOWN_BEGINNINGS:
        if not word.startswith(beginning):
            continue
        for ending in _KNOWN_ENDINGS:
            if word.endswith(ending):
                yield from _bare_candidates(word[len(beginning) : len(word) - len(ending)])


def _bare_candidates(word: str) -> Iterator[str]:
    if len(word) == 2:
        yield word + word[1]
    elif len(word) == 3:
        yield from _of_three(word)
    elif word.endswith("اي"):
        return  # ي behind an alef becomes a hamza (بناء): what ends so is a name, such as غراي
    elif len(word) == 4 and word.endswith("ي") and not word.startswith("ت"):
        if word[1] == "ا":
            yield word[0] + word[2] + "ي"  # قاضي is of قضي, and not of قوض
        yield word[:3]  # مدني is of مدن, and not of دني; but تجري is of جري
    for place, letter, measure in _CANDIDATES_BY_LENGTH.get(len(word), ()):
        if letter and word[place] != letter:
            continue
        root = measure.root(word)
        if root is not None:
            yield root


def _of_three(word: str) -> Iterator[str]:
    """Three letters as they are; with a doubled radical (مدة, خاص, يضم); with a first و or a last ي unwritten."""
    yield word
    first, middle, last = word[0], word[1], word[2]
    if last == "ه":
        yield from (first + middle + middle, first + middle + "ي", "و" + first + middle)
    if middle == "ا":
        yield first + last + last
    if first in "يتنا":
        without_waw, doubled = "و" + middle + last, middle + last + last
        yield from (without_waw, doubled) if without_waw in _DROPS_WAW else (doubled, without_waw)


def _spellings(root: str) -> Iterator[str]:
    """What radicals may be written for: an alef is a hamza or a weak letter, and so is a hamza behind one (بناء)."""
    if len(root) != 3:
        yield root
        return
    first, middle, last = tuple(root.replace("ئ", "ء"))
    first = "ء" if first == "ا" else first
    for second in {"ا": "ءو", "ي": "و", "ء": "ءو"}.get(middle, middle):
        for third in {"ا": "ءي", "و": "ي", "ء": "ءي"}.get(last, last):
            yield first + second + third


def _guess(word: str) -> str:
    """The root by the first measure that fits, whether anyone knows it or not."""
    if len(word) <= 3:
        return _strong(word)
    found = _by_measure(word)
    if found is None and len(word) <= _LONGEST_GUESSED:
        found = _behind_affix(word)
    return word if found is None else _strong(found)


def _by_measure(word: str) -> str | None:
    for measure in _BY_LENGTH.get(len(word), ()):
        root = measure.root(word)
        if root is not None:
            return root
    return None


def _behind_affix(word: str) -> str | None:
    """What three letters or a measure remain behind the first ending, else beginning, that leaves any: بحثت, سيبحث."""
    rests = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    rests += [word.removeprefix(beginning) for beginning in _BEGINNINGS if word.startswith(beginning)]
    for rest in rests:
        root = rest if len(rest) == 3 else _by_measure(rest)
        if root is not None:
            return root
    return None


def _strong(root: str) -> str:
    """One spelling of a root whose weak letters change: قال and قول, بني and بنا, حد and حدد meet."""
    root = root.replace("ئ", "ء")
    if len(root) == 3:
        first, middle, last = tuple(root)
        if last == "ه":
            return first + middle + middle
        return first + ("و" if middle in "اي" else middle) + ("ي" if last == "ا" else last)
    return root + root[1] if len(root) == 2 else root


def _compile(measure: str) -> _Measure:
    """The fixed letters and the places of the radicals."""
    radicals: list[int] = []
    letters: list[tuple[int, str]] = []
    awaited = "فعل" if "ف" in measure else "عل"
    for place, letter in enumerate(measure):
        if awaited and letter == awaited[0]:
            radicals.append(place)
            awaited = awaited[1:] or "ل"
        else:
            letters.append((place, letter))
    return _Measure(tuple(letters), "" if "ف" in measure else "و", tuple(radicals))


def _by_length(measures: Sequence[str]) -> dict[int, tuple[_Measure, ...]]:
    lengths = {len(measure) for measure in measures}
    return {length: tuple(_compile(one) for one in measures if len(one) == length) for length in lengths}


_BY_LENGTH = _by_length(MEASURES)
_OF_FOUR_BY_LENGTH = _by_length(_OF_FOUR.split())
_CANDIDATES_BY_LENGTH = {
    length: tuple(
        (*next(iter(measure.letters), (0, "")), measure)
        for measure in (*_OF_FOUR_BY_LENGTH.get(length, ()), *_BY_LENGTH.get(length, ()))
    )
    for length in _OF_FOUR_BY_LENGTH.keys() | _BY_LENGTH.keys()
}
"""The measures by length, each behind the place and the letter by which most words are told not to be of it."""


def read_lines(name: str) -> list[list[str]]:
    """The words of each line of a list in this room."""
    text = importlib.resources.files(__package__).joinpath(name).read_text("utf-8")
    return [line.split() for line in text.splitlines() if not line.startswith("#")]


def canonical(root: str) -> str:
    """The one spelling of a root that is given: its weak letters are not told apart."""
    return next(_spellings(root))


_DICTIONARY = frozenset(root for line in read_lines("known_roots.txt") for root in line)
_KNOWN = frozenset(canonical(root) for root in _DICTIONARY)
KNOWN_WITH_WAW = frozenset(root for root in _DICTIONARY if root[1] == "و")
IRREGULAR = {fold(exact(word)): root for root, *words in read_lines("irregular_roots.txt") for word in words}
"""From forms to the roots that no measure would give them, as the dictionary has these."""
_IRREGULAR = frozenset(IRREGULAR) | {form.removesuffix(HEH) for form in IRREGULAR}
