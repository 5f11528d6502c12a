"""The one spelling of a hamza at the end of a packed word: folding asks for it, and stemming where an ending went.

Not for a hamza inside a word: that is `folding`.
"""

from itertools import product

from indexer.arabic.packed import BITS, LETTER, before, pack

_HAMZAS = (pack("ء"), pack("ئ"))
_ALEF, _YEH = pack("ا"), pack("ي")

_THINGS = tuple(pack(f"{first}{article}شي") for first, article in product(("", *"وفبكل"), ("", "ال", "ل")))


def final_hamza(word: int) -> int:
    """A word with its last hamza so spelt: ئ becomes ء, and a ي before it goes where it is only a habit.

    That is after a long ا (شاطئ and شاطىء) and in شيء (شئ); in جزيء and بريء it is a letter of the word.
    """
    bare = word
    while bare & LETTER in _HAMZAS:
        bare = before(bare, 1)
    if bare == word:
        return word
    if bare & LETTER == _YEH and (before(bare, 2) & LETTER == _ALEF or bare in _THINGS):
        bare = before(bare, 1)
    return bare << BITS | _HAMZAS[0]
