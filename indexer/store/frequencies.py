"""How often articles hold a term, a byte for each posting: what is too large for one stands beside, by posting.

    frequencies        0 where it is too large, as none of an article that holds the term is
    large_postings     the postings where it is, ascending
    large_frequencies  and how often that is

Not for postings as a whole: see `field_arrays`.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.store.arrays import Array, ArrayFileWriter, Spool

LARGEST = 255

_NAMES = ("frequencies", "large_postings", "large_frequencies")


class FrequencySpool:
    """Frequencies that come in pieces, and wait on disk until they are complete."""

    def __init__(self, folder: Path) -> None:
        self._small = Spool(folder, LARGEST)
        self._postings = [np.empty(0, np.int64)]
        self._large = [np.empty(0, np.int64)]

    def append(self, frequencies: Array) -> None:
        """Add those of the next postings."""
        small, postings, large = _parted(frequencies)
        self._postings.append(postings + self._small.length)
        self._large.append(large)
        self._small.append(small)

    def write(self, out: ArrayFileWriter, field: str) -> None:
        """Write the arrays of a field, and let go of the spool."""
        out.add_spooled(f"{field}/{_NAMES[0]}", self._small)
        for name, pieces in zip(_NAMES[1:], (self._postings, self._large), strict=True):
            out.add(f"{field}/{name}", np.concatenate(pieces))


def add_frequencies(out: ArrayFileWriter, field: str, frequencies: Array) -> None:
    """Write the arrays of a field that are known as a whole."""
    for name, values in zip(_NAMES, _parted(frequencies), strict=True):
        out.add(f"{field}/{name}", values)


def _parted(frequencies: Array) -> tuple[Array, Array, Array]:
    """Frequencies as they are kept: those of a byte, the postings of larger ones, and these."""
    at = np.flatnonzero(frequencies > LARGEST)
    small = frequencies.astype(np.uint8)
    small[at] = 0
    return small, at, frequencies[at].astype(np.int64)


def whole(small: Array, postings: NDArray[np.int64], large: NDArray[np.int64], first: int) -> Array:
    """The frequencies of some postings in a row, given all that are too large for a byte.

    `small` are theirs, `first` is the number of the first of them.
    """
    start, end = np.searchsorted(postings, [first, first + small.size])
    if start == end:
        return small
    found = small.astype(np.int64)
    found[postings[start:end] - first] = large[start:end]
    return found
