"""The letters of forms by the sounds that foreign names are written with, and as a number that can be searched by.

Not for what makes two words kin: see `kinship`; nor for the forms of a collection: `indexer.store` keeps the number of
each beside it.
"""

import re
from collections.abc import Iterable

LETTERS = {
    **{"k": "غجقك", "t": "تطث", "d": "دض", "s": "سص", "z": "زظ", "c": "ش", "x": "خ", "f": "ف", "b": "ب", "h": "ه"},
    **{"l": "ل", "r": "ر", "m": "م", "n": "ن", "a": "ا", "u": "و", "i": "ي"},
}
"""The sounds of foreign names, each with the letters that are written for it; غ, ج, ق and ك all write g."""

SOUND_OF = {letter: sound for sound, letters in LETTERS.items() for letter in letters}

VOWELS = "aui"

_SOUNDS = str.maketrans(SOUND_OF)
_INSIDE = re.compile(f"(?<=.)[{VOWELS}](?=.)")
_UNHEARD = re.compile("(?<=.)ه")
_DOUBLED = re.compile(r"(.)\1+")

SHORTEST_NAME = 4
"""Letters below which nearly every word is like a name."""

_NATIVE = re.compile("[ءحعذئ]")
"""No foreign name is written with these."""

_CLASSES = (*LETTERS.values(), *"ءحعذئ", *"abcdefghijklmnopqrstuvwxyz", "0123456789")

OTHERS = 1 << len(_CLASSES)
"""The bit of all letters that are in no class."""

BITS = {letter: 1 << number for number, letters in enumerate(_CLASSES) for letter in letters}
"""Letter to the bit of its class: letters of one sound share one, and so do digits; every other has its own."""

LENGTH_SHIFT = 56
"""How far the length of a form is shifted in its number, above the bits of all classes."""

LONGEST = 255
"""The longest length that a number tells; longer forms have this."""


def letter_set(form: str) -> int:
    """The number of a form: which classes of letters are in it, a bit each, and in the highest byte its length.

    An edit of one letter changes two bits at most, and the length by one; other spellings of a name change none of the
    bits of consonants.
    """
    return min(len(form), LONGEST) << LENGTH_SHIFT | bits_of(BITS.get(letter, OTHERS) for letter in form)


def bits_of(bits: Iterable[int]) -> int:
    """Some bits as one number."""
    found = 0
    for bit in bits:
        found |= bit
    return found


def may_be_name(stem: str) -> bool:
    """Whether a stem has the letters of a foreign name, and enough of them; most that have are none."""
    return len(stem) >= SHORTEST_NAME and "ء" <= stem[0] <= "ي" and not _NATIVE.search(stem)


def sounds_of(stem: str) -> str:
    """The sounds of a stem in Arabic letters, vowels among them; a ه is heard only at the beginning.

    Of several stems, a line each, all at once.
    """
    return once(_UNHEARD.sub("", stem).replace("تش", "ش").translate(_SOUNDS))


def frame_of(sounds: str) -> str:
    """The sounds without the vowels inside; the first and the last stay. Of several at once, as `sounds_of`."""
    return _INSIDE.sub("", sounds)


def once(sounds: str) -> str:
    """The sounds, doubled ones once."""
    return _DOUBLED.sub(r"\1", sounds)
