"""The loop that folds and packs plain words; `folding` tells which letters and vowels a word may have for that.

For kernels see `compiling`. Not for other words: `folding` has all steps.
"""

from typing import Any

from numpy.typing import NDArray

from indexer.arabic.packed import BITS, LETTER, LONGEST, pack

Array = NDArray[Any]

_ALEF = pack("ا")

VOWEL, SHADDA = LETTER + 1, LETTER + 2
"""The codes of vowels and shadda, which fold to nothing behind a letter."""


def fold_plain(letters: Array, starts: Array, codes: Array, forms: Array) -> None:
    """The packed form of each word that is plain and not too long; 0 for others.

    `letters` are the code points of all words, `starts` where each begins and the last ends. `codes` has the code of
    what each letter becomes, `VOWEL`, `SHADDA`, or 0 for one that is not plain; its last is that of all letters behind.
    """
    last = len(codes) - 1
    for number in range(len(forms)):
        form, folded, before = 0, 0, VOWEL
        for place in range(starts[number], starts[number + 1]):
            code = int(codes[min(int(letters[place]), last)])
            is_misplaced = (code == VOWEL and before == VOWEL) or (code == SHADDA and before >= VOWEL)
            if code == 0 or is_misplaced or (code == _ALEF and form & LETTER == _ALEF):
                folded = LONGEST + 1
            elif code < VOWEL:
                form = form << BITS | code
                folded += 1
            if folded > LONGEST:
                break
            before = code
        forms[number] = form if folded <= LONGEST else 0
