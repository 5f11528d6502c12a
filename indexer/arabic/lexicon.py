"""What the lists and measures of this room say, as numbers that kernels look up: of packed words, see `packed`.

All are in one row: what a word is held against to find the measures it fits, then a table of words and what is said of
each, with open addressing and linear probing. In plain Python it is a list, compiled an
array. Not for reading the lists: that is `lists`.
"""

from collections.abc import MutableSequence

from indexer.arabic.packed import BITS

NOUN = 1 << 0
"""A noun of the lists, without endings."""
WHOLE = 1 << 1
"""A protected word."""
OPENING = 1 << 2
"""The first letters, `LETTERS_OF_OPENING`, of what keeps its beginning; few words begin so."""
KEPT_BEGINNING = 1 << 3
"""The beginning of protected words."""
FEMININE = 1 << 4
"""A noun that keeps its ة."""
WITH_PREPOSITION = 1 << 5
"""A word that would have a root with its preposition too, and mostly has not."""
IRREGULAR = 1 << 6
"""A form whose root no measure would give."""
KNOWN_ROOT = 1 << 7
"""A root of the list, in its one spelling."""
KEPT_BY_PERSON = 1 << 8
"""A word that a person wants left whole."""

LETTERS_OF_OPENING = 3

MOST_LETTERS = 7
"""Letters of the longest measure."""

PLACE_OF_RADICAL = 4
"""Bits of a radical's place, counted from 1, in what the lexicon says of a measure."""

UNWRITTEN_WAW = (1 << PLACE_OF_RADICAL) - 1
"""Stands there for a first radical و that the measure has lost."""

Lexicon = MutableSequence[int]

FITTING = 0
"""Where the measures begin that fit a letter at a place of a length, a bit for each in order."""

OF_FOUR = FITTING + ((MOST_LETTERS + 1) * MOST_LETTERS << BITS)
"""Where for each length the bits of the measures of four radicals begin."""

RADICALS = OF_FOUR + MOST_LETTERS + 1
"""Where for each length and measure the places of its radicals begin, the first in the lowest bits."""

MOST_MEASURES = 1 << 6

TABLE = RADICALS + (MOST_LETTERS + 1) * MOST_MEASURES
"""Where the table of words begins, which has all behind; its places are a power of two."""

FLAGS, STEM, ROOT, ENTRY = 1, 2, 3, 4
"""What a place has behind the word: the bits above, the stem of a broken plural's singular, and a root, 0 where there
is none. And how many numbers it has in all."""

_SPREAD = 0x9E3779B1


def place_of(lexicon: Lexicon, word: int) -> int:
    """Where a word is in the table, or where it would be."""
    places = (len(lexicon) - TABLE) // ENTRY
    place = TABLE + ENTRY * ((word ^ word >> 30) * _SPREAD >> 20 & places - 1)
    while lexicon[place] != 0 and lexicon[place] != word:
        place += ENTRY
        if place == len(lexicon):
            place = TABLE
    return place


def is_listed(lexicon: Lexicon, word: int, flags: int) -> bool:
    """Whether the lists say any of some things of a word."""
    return lexicon[place_of(lexicon, word) + FLAGS] & flags != 0


def place_of_fitting(length: int, place: int, letter: int) -> int:
    """Where it is said which measures of a length fit a letter at a place."""
    return FITTING + (length * MOST_LETTERS + place << BITS | letter)


def place_of_radicals(length: int, measure: int) -> int:
    """Where it is said which letters are the radicals by a measure of a length."""
    return RADICALS + length * MOST_MEASURES + measure
