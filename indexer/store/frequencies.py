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


class FrequencySpool:
    """Frequencies that come in pieces, and wait on disk until they are complete."""

    def __init__(self, folder: Path) -> None:
        self._small = Spool(folder, LARGEST)
        self._postings = [np.empty(0, np.int64)]
        self._large = [np.empty(0, np.int64)]

    def append(self, frequencies: Array) -> None:
        """Add those of the next postings."""
        large = frequencies > LARGEST
        at = np.flatnonzero(large)
        self._postings.append(at + self._small.length)
        self._large.append(frequencies[at].astype(np.int64))
        self._small.append(np.where(large, 0, frequencies) if at.size else frequencies)

    def write(self, out: ArrayFileWriter, field: str) -> None:
        """Write the arrays of a field, and let go of the spool."""
        out.add_spooled(f"{field}/frequencies", self._small)
        out.add(f"{field}/large_postings", np.concatenate(self._postings))
        out.add(f"{field}/large_frequencies", np.concatenate(self._large))


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
