"""Which letters each of many forms has: `indexer.arabic.sounds.letter_set` of all of them at once, as one array."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.arabic.sounds import BITS, LENGTH_SHIFT, LONGEST, OTHERS

_BITS = np.full(max(map(ord, BITS)) + 2, OTHERS, np.uint64)
_BITS[list(map(ord, BITS))] = list(BITS.values())
"""The bit of every letter by its code point; the last is that of all letters behind."""


def letter_sets(forms: Sequence[bytes]) -> NDArray[np.uint64]:
    """The number of each form, none of them empty."""
    if not forms:
        return np.empty(0, np.uint64)
    text = b"".join(forms)
    # UTF-8: every byte but the continuing ones begins a letter.
    begins = (np.frombuffer(text, np.uint8) & 0xC0) != 0x80
    first_bytes = np.cumsum([0, *map(len, forms)])
    letters = np.append(0, np.cumsum(begins))[first_bytes]
    points = np.frombuffer(text.decode(errors="surrogatepass").encode("utf-32-le", errors="surrogatepass"), "<u4")
    lengths = np.minimum(np.diff(letters), LONGEST).astype(np.uint64)
    found: NDArray[np.uint64] = lengths << np.uint64(LENGTH_SHIFT)
    found |= np.bitwise_or.reduceat(_BITS[np.minimum(points, _BITS.size - 1)], letters[:-1])
    return found
