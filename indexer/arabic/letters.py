"""Letters, marks and invisible characters of Arabic-script text, by name and by class.

The names come from PyArabic where it has them. It has no class for Persian and Urdu letters, presentation forms,
annotation signs beyond U+0670 or direction marks, so those are spelt out here. No logic beyond building the classes.
"""

import unicodedata
from itertools import chain

from pyarabic import araby

ALEF: str = araby.ALEF
ALEF_MAKSURA: str = araby.ALEF_MAKSURA
HAMZA: str = araby.HAMZA
HAMZA_ABOVE: str = araby.HAMZA_ABOVE
HAMZA_BELOW: str = araby.HAMZA_BELOW
HEH: str = araby.HEH
MADDA_ABOVE: str = araby.MADDA_ABOVE
TEH_MARBUTA: str = araby.TEH_MARBUTA
WAW_HAMZA: str = araby.WAW_HAMZA
YEH: str = araby.YEH
YEH_HAMZA: str = araby.YEH_HAMZA

TATWEEL: str = araby.TATWEEL
SHADDA: str = araby.SHADDA
SUKUN: str = araby.SUKUN
FATHATAN: str = araby.FATHATAN
DAMMATAN: str = araby.DAMMATAN
KASRATAN: str = araby.KASRATAN

SHORT_VOWELS: frozenset[str] = frozenset((*araby.SHORTHARAKAT, *araby.TANWIN, SUKUN))
"""What can be said about the vowel of a letter: fatha, damma, kasra, sukun and the three tanwin."""

VOWEL_MARKS: frozenset[str] = frozenset((*araby.TASHKEEL, araby.MINI_ALEF))
"""The marks that a careful typist writes: short vowels, sukun, tanwin, shadda and dagger alef."""

ANNOTATION_SIGNS: frozenset[str] = frozenset(
    map(chr, (*range(0x0610, 0x061B), *range(0x06D6, 0x06EE), *range(0x08D3, 0x0900)))
)
"""Signs of Quran editions and honorifics set above a word: how to recite it, not how to spell it."""

_INVISIBLE_SINGLES = (0x00AD, 0x034F, 0x061C, 0x2060, 0xFEFF)
_INVISIBLE_RANGES = (range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2066, 0x206A), range(0xFE00, 0xFE10))
INVISIBLE: frozenset[str] = frozenset(map(chr, _INVISIBLE_SINGLES)) | {
    chr(point) for points in _INVISIBLE_RANGES for point in points
}
"""Direction marks, joiners, soft hyphens, byte order marks: pasted along with words, part of none."""

# The rest are contents of a character class of a regular expression.

ARABIC_BLOCKS = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe"
"""The blocks of the Arabic script, with its digits, marks and punctuation."""

ARABIC_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f"
    "\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufc5d\ufc64-\ufcf1\ufcf5-\ufd3d\ufd50-\ufd8f"
    "\ufd92-\ufdc7\ufdf0-\ufdf9\ufdfc\ufe80-\ufefc"
)
"""Every letter of the script with its presentation forms.

Without the ligatures of whole phrases (ﷺ, ﷻ, ﷽): they stand for several words and are treated as punctuation.
"""

_SPACED_MARKS = "\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"

# Where there are marks: not among Han, Hangul and private characters, which are half of all. They are printable and
# neither letters nor digits, which is asked first because it is answered sooner: every process does this at its start.
_MARKED = chain(range(0x300, 0x3400), range(0xA000, 0xAC00), range(0xFB00, 0x17000), range(0x1BC00, 0x20000))
_COMBINING_MARKS = frozenset(
    [
        mark
        for mark in map(chr, _MARKED)
        if mark.isprintable() and not mark.isalnum() and unicodedata.category(mark)[0] == "M"
    ]
)


def _ranges(characters: frozenset[str]) -> str:
    """The same characters as ranges, because expressions of single ones take ten times as long to compile."""
    points = sorted(map(ord, characters))
    starts = [point for point in points if chr(point - 1) not in characters]
    ends = [point for point in points if chr(point + 1) not in characters]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


HANGERS_ON = _SPACED_MARKS + _ranges(_COMBINING_MARKS | INVISIBLE | ANNOTATION_SIGNS | {TATWEEL})
"""What never ends a word: combining marks of any script, tatweel, invisible characters, annotation signs, and the
presentation forms of vowels on a space or a tatweel, which Unicode calls letters."""
