"""The loop that folds and packs plain words; `folding` tells which letters a word may have for that.

For kernels see `compiling`. Not for other words: `folding` has all steps.
"""

from typing import Any

from numpy.typing import NDArray

from indexer.arabic.packed import BITS, LETTER, LONGEST, pack

Array = NDArray[Any]

_ALEF = pack("ا")


def fold_plain(letters: Array, starts: Array, codes: Array, forms: Array) -> None:
    """The packed form of each word that is plain and not too long; 0 for others.

    `letters` are the code points of all words, `starts` where each begins and the last ends. `codes` has the code of
    what each letter becomes, 0 for one that is not plain; its last is that of all letters behind.
    """
    last = len(codes) - 1
    for number in range(len(forms)):
        form = 0
        start, stop = starts[number], starts[number + 1]
        if stop - start <= LONGEST:
            for place in range(start, stop):
                code = int(codes[min(int(letters[place]), last)])
                if code == 0 or (code == _ALEF and form & LETTER == _ALEF):
                    form = 0
                    break
                form = form << BITS | code
        forms[number] = form
