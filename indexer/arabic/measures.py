"""The measures of Arabic grammar (الأوزان), in which ف ع ل stand for the radicals, and how a root is found by them.

A word is laid over the measures of its length. Of all that fit, behind all affixes that may have been left, the first
with radicals of `known_roots.txt` is believed; when there is none, the first that fits at all. Measures by length,
affixes only when nothing fits, is the idea of ISRI (Taghva, Elkhoury and Coombs 2005), a list of roots to check against
that of Khoja (1999); measures, order, list and weak letters are ours. A word that fits none, such as most foreign
names, stays as it is. Not for the loops that do so, see `root_kernels`; nor for what measures get wrong, see `roots`.
"""

from indexer.arabic.lexicon import (
    MOST_LETTERS,
    OF_FOUR,
    PLACE_OF_RADICAL,
    UNWRITTEN_WAW,
    Lexicon,
    place_of_fitting,
    place_of_radicals,
)
from indexer.arabic.packed import BITS, CODES

_MEASURES = """
    فاعل يفعل مفعل فعال فعول فعيل اتعل افعل تفعل نفعل متعل يتعل تتعل افتع انفع مفتع منفع يفتع تفتع ينفع تنفع
    اتعال مفعول مفعال مفاعل افعال تفعيل تفاعل فواعل فعائل افتعل انفعل مفتعل منفعل متفعل فاعول
    يفتعل ينفعل تفتعل يفاعل افاعل مفعيل فعلاء فعلان تنفعل يتفعل تتفعل متعال
    استفع مستفع يستفع تستفع افطعل افدعل مفطعل مفدعل يفطعل يفدعل فعالي فعيلي
    استفعل مستفعل افتعال انفعال مفاعيل متفاعل تفاعيل فواعيل افاعيل افعلاء يستفعل تستفعل نستفعل فعاليل فعالين
    يتفاعل تتفاعل افطعال افدعال
    استفعال
"""
_OF_FOUR = tuple(["فعلل", "مفعلل", "يفعلل", "تفعلل", "متفعلل", "فعالل", "فعلول", "فعلال", "فعللي"])
"""Measures of four radicals fit nearly anything, so that only a known root makes them believable."""

MEASURES = tuple(_MEASURES.split())
"""Measures in the order in which they are tried among those of one length, behind those of four radicals.

Without ف the first radical is و (اتفاق), without ل the last is the second once more (احتل); a second ل is a fourth.
"""


_FEWEST_RADICALS = 3


def add_measures(lexicon: Lexicon) -> None:
    """Write into a lexicon which measures fit which letters, and where their radicals are."""
    for length in range(1, MOST_LETTERS + 1):
        of_length = [measure for measure in (*_OF_FOUR, *MEASURES) if len(measure) == length]
        for number, measure in enumerate(of_length):
            radicals = _radicals(measure)
            for place, written in enumerate(measure):
                for letter in range(1 << BITS) if place in radicals else (CODES[written],):
                    lexicon[place_of_fitting(length, place, letter)] |= 1 << number
            if measure in _OF_FOUR:
                lexicon[OF_FOUR + length] |= 1 << number
            places = [place + 1 for place in radicals]
            if "ف" not in measure:
                places.insert(0, UNWRITTEN_WAW)
            if len(places) < _FEWEST_RADICALS:
                places.append(places[-1])
            for turn, place in enumerate(places):
                lexicon[place_of_radicals(length, number)] |= place << PLACE_OF_RADICAL * turn


def _radicals(measure: str) -> list[int]:
    """The places of a measure's radicals: 1, 2 and 4 of مفعول, counted from 0."""
    awaited = "فعل" if "ف" in measure else "عل"
    places = []
    for place, letter in enumerate(measure):
        if letter == awaited[:1]:
            places.append(place)
            awaited = awaited[1:] or "ل"
    return places
