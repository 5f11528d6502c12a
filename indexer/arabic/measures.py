"""Whether a word fits a measure of Arabic with a known root, and which root a measure gives.

The word is laid over the measures of Arabic grammar (الأوزان), in which ف ع ل stand for the radicals. Of all that
fit, behind all affixes that may have been left, the first with radicals of `known_roots.txt` is believed; when there is
none, the first that fits at all. Measures by length, affixes only when nothing fits, is the idea of ISRI (Taghva,
Elkhoury and Coombs 2005), a list of roots to check against that of Khoja (1999); measures, order, list and weak letters
are ours. A word that fits none, such as most foreign names, stays as it is. Not for what measures get wrong: see
`roots`.
"""

import importlib.resources
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
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

_KNOWN_ENDINGS = ("ت", "وا", "نا", "تا", "ات", "ون", "ان", "ين", "ا", "ي", "ه", "ته")
_ENDINGS_BY_LETTER = {
    last: tuple(ending for ending in _KNOWN_ENDINGS if ending.endswith(last)) for last in {*"".join(_KNOWN_ENDINGS)}
}
_KNOWN_BEGINNINGS = frozenset("سلبفوك")

REMEMBERED = 1 << 14
"""Words whose roots are remembered: many words share a stem, and what endings leave is asked for again and again."""

_DROPS_WAW = frozenset(("وجد", "وصف", "ولد", "وهب"))
"""Roots whose يجد is more often theirs than that of the doubled root (جدد)."""


_OPEN = "_"
"""Stands for a radical in the outline of a measure."""


class _Measure(NamedTuple):
    """A measure takes the radicals out of a word that has its outline."""

    outline: str
    first_radical: str
    radicals_of: Callable[[str], Iterable[str]]


class _Measures:
    """Measures of one length in the order in which they are tried, and which of them a word fits.

    Each has a bit in a number for every letter at every place, so that a word is held against all of them at once.
    """

    def __init__(self, measures: Sequence[_Measure]) -> None:
        self._measures = measures
        self._fitting: dict[int, tuple[_Measure, ...]] = {}
        self._places = [
            ({letter: self._bits(place, letter) for letter in letters}, self._bits(place, _OPEN))
            for place, letters in enumerate(zip(*(one.outline for one in measures), strict=True))
        ]

    def fitting(self, word: str) -> tuple[_Measure, ...]:
        """Those that a word of the length fits, in order."""
        bits = -1
        for letter, (of_letter, of_others) in zip(word, self._places, strict=True):
            bits &= of_letter.get(letter, of_others)
        found = self._fitting.get(bits)
        if found is None:
            found = tuple(one for number, one in enumerate(self._measures) if bits >> number & 1)
            self._fitting[bits] = found
        return found

    def _bits(self, place: int, letter: str) -> int:
        fits = ((one.outline[place] in (letter, _OPEN)) << number for number, one in enumerate(self._measures))
        return sum(fits)


def root_by_measure(stem: str) -> str:
    """The root that the first measure gives that leaves a known one, else the first at all: كاتب and مكتوب give كتب."""
    for rest in _rests(stem):
        known = _known_root(rest)
        if known is not None:
            return known
    return _guess(stem)


def has_known_root(word: str) -> bool:
    """Whether a word without any affix fits a measure with a known root: بلاد and شكل do, بشكل does not."""
    return word in _IRREGULAR or _known_root(word) is not None


def ends_with_radical_heh(word: str) -> bool:
    """Whether a last ه is of the root and no ending: فقيه, تنبيه and وجوه; not اجابه, which is إفالة of جوب."""
    if len(word) == 5 and word[0] == word[2] == "ا":
        return False
    return any(candidate.endswith("ه") and candidate in _KNOWN for candidate in _bare_candidates(word))


def _rests(word: str) -> Iterator[str]:
    """What may be left of a word: behind no affix first, then behind an ending, a beginning, both."""
    endings = [0, *(len(ending) for ending in _ENDINGS_BY_LETTER.get(word[-1], ()) if word.endswith(ending))]
    for start in (0, 1) if word[0] in _KNOWN_BEGINNINGS else (0,):
        for ending in endings:
            yield word[start : len(word) - ending]


@lru_cache(maxsize=REMEMBERED)
def _known_root(word: str) -> str | None:
    """The first known root among the radicals of all measures that fit a word without any affix."""
    for candidate in _bare_candidates(word):
        known = _known_spelling(candidate)
        if known is not None:
            return known
    return None


def _known_spelling(root: str) -> str | None:
    """What known root some radicals may be written for."""
    if _CHANGING.isdisjoint(root):
        return root if root in _KNOWN else None
    return _known_change(root)


@lru_cache(maxsize=REMEMBERED)
def _known_change(root: str) -> str | None:
    return next((spelling for spelling in _spellings(root) if spelling in _KNOWN), None)


def _bare_candidates(word: str) -> list[str]:
    """The radicals that a word without any affix may have, in the order in which they are believed."""
    by_measures = _by_measures(word, _WITH_FOUR_BY_LENGTH)
    if len(word) > 3 and word[-1] == "ي":
        if word[-2] == "ا":
            return []  # ي behind an alef becomes a hamza (بناء): what ends so is a name, such as غراي
        if len(word) == 4 and word[0] != "ت":
            # قاضي is of قضي, and not of قوض; مدني is of مدن, and not of دني; but تجري is of جري
            return [*([word[0] + word[2] + "ي"] if word[1] == "ا" else ()), word[:3], *by_measures]
    elif len(word) == 3:
        return [*_of_three(word), *by_measures]
    elif len(word) == 2:
        return [word + word[1], *by_measures]
    return by_measures


def _by_measures(word: str, by_length: Mapping[int, _Measures]) -> list[str]:
    """The radicals by each of some measures that a word fits."""
    measures = by_length.get(len(word))
    if measures is None:
        return []
    roots = [first_radical + "".join(radicals_of(word)) for _, first_radical, radicals_of in measures.fitting(word)]
    # The first two radicals of an Arabic root are never the same (Greenberg 1950): ططس of بطاطس is none.
    return [root for root in roots if root[0] != root[1]]


def _of_three(word: str) -> list[str]:
    """Three letters as they are; with a doubled radical (مدة, خاص, يضم); with a first و or a last ي unwritten."""
    found = [word]
    first, middle, last = word[0], word[1], word[2]
    if last == "ه":
        found += (first + middle + middle, first + middle + "ي", "و" + first + middle)
    if middle == "ا":
        found.append(first + last + last)
    if first in "يتنا":
        without_waw, doubled = "و" + middle + last, middle + last + last
        found += (without_waw, doubled) if without_waw in _DROPS_WAW else (doubled, without_waw)
    return found


_CHANGING = frozenset("اويءئ")


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
    found = _by_measures(word, _BY_LENGTH)
    return found[0] if found else None


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


def _outline(measure: str) -> str:
    """The measure with its radicals left open: م__و_ of مفعول."""
    awaited = "فعل" if "ف" in measure else "عل"
    outline = ""
    for letter in measure:
        is_radical = letter == awaited[:1]
        outline += _OPEN if is_radical else letter
        awaited = awaited[1:] or "ل" if is_radical else awaited
    return outline


def _compile(measure: str) -> _Measure:
    outline = _outline(measure)
    first_radical = "" if "ف" in measure else "و"
    radicals = [place for place, letter in enumerate(outline) if letter == _OPEN]
    if len(first_radical) + len(radicals) == 2:
        radicals += radicals[-1:]
    return _Measure(outline, first_radical, itemgetter(*radicals))


def _by_length(measures: Sequence[str]) -> dict[int, _Measures]:
    lengths = {len(measure) for measure in measures}
    return {length: _Measures([_compile(one) for one in measures if len(one) == length]) for length in lengths}


_BY_LENGTH = _by_length(MEASURES)
_WITH_FOUR_BY_LENGTH = _by_length((*_OF_FOUR.split(), *MEASURES))
"""Those of four radicals are tried before the others."""


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
