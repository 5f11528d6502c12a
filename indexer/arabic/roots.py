"""A stem to its root, or to what is nearly one: broad, a weak voice among better ones.

The word is laid over the measures of Arabic grammar (الأوزان), in which ف ع ل stand for the radicals; the first that
fits gives them. To do so without a dictionary, by length and with affixes tried only when nothing fits, is the idea
of ISRI (Taghva, Elkhoury and Coombs 2005); measures, order and weak letters are ours. A word that fits none, such as
most foreign names, stays as it is. It sees stems only. Not for learning grammar: ترجم gives رجم.
"""

from typing import NamedTuple

_MEASURES = """
    فاعل يفعل فعال فعول فعيل مفعل اتعل افعل تفعل نفعل
    اتعال مفعول مفعال مفاعل افعال تفعيل تفاعل فواعل فعائل افتعل انفعل مفتعل منفعل متفعل فاعول
    يفتعل ينفعل تفتعل يفاعل افاعل مفعيل فعلاء فعلان
    استفعل مستفعل افتعال انفعال مفاعيل متفاعل تفاعيل فواعيل افاعيل افعلاء يستفعل تستفعل فعاليل
    استفعال
"""
MEASURES = tuple(_MEASURES.split())
"""Measures in the order in which they are tried among those of one length; without ف the first radical is و (اتفاق)."""

_ENDINGS = ("تم", "وا", "نا", "ات", "ون", "ان", "ين", "ت", "ا", "ي", "ن", "ه", "ك")
_BEGINNINGS = ("سي", "ست", "سن", "ل", "ب", "ف", "و", "س", "ك", "ي", "ت", "ن", "ا", "م")
_LONGEST_CUT = 5
"""Longer words that fit no measure are mostly names (بريطان, واشنطن); cutting them makes roots of nothing."""

_RADICAL_HEH = frozenset(("وجه", "فقه", "شبه", "كره", "نبه", "اله"))
"""Words of three letters whose ه is a radical; in the others it is the feminine ending (مدة, قمة)."""


class _Measure(NamedTuple):
    letters: tuple[tuple[int, str], ...]
    first_radical: str
    radicals: tuple[int, ...]

    def root(self, word: str) -> str | None:
        for place, letter in self.letters:
            if word[place] != letter:
                return None
        root = self.first_radical + "".join([word[place] for place in self.radicals])
        # The first two radicals of an Arabic root are never the same (Greenberg 1950): ططس of بطاطس is none.
        return root if root[0] != root[1] else None


def root(stem: str) -> str:
    """The root of a stem: مكتب, كتاب, كاتب and مكتوب give كتب; foreign words and numbers stay as they are."""
    if not "ء" <= stem[:1] <= "ي":
        return stem
    if len(stem) <= 3:
        return _strong(stem)
    found = _by_measure(stem)
    if found is None and len(stem) <= _LONGEST_CUT:
        found = _behind_affix(stem)
    return stem if found is None else _strong(found)


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
        if last == "ه" and root not in _RADICAL_HEH:
            return first + middle + middle
        return first + ("و" if middle in "اي" else middle) + ("ي" if last == "ا" else last)
    return root + root[1] if len(root) == 2 else root


def _compile(measure: str) -> _Measure:
    """The fixed letters and the places of the radicals; a second ل is a fourth radical."""
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


_BY_LENGTH = {
    length: tuple(_compile(measure) for measure in MEASURES if len(measure) == length)
    for length in {len(measure) for measure in MEASURES}
}
