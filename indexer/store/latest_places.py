"""The places that were read last: a question ranks by the words of many articles, and then shows those of some of them.

Not for what a place is, which `kernels.read_places` says, nor for reading them: see `postings`.
"""

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from indexer.store.kernels import PLACE_BITS
from indexer.store.scratch import Articles

Numbers = NDArray[np.int64]

LATEST = 64
"""Entries whose places are remembered: more than a question has words."""

FEW = 1024
"""Articles of which places are remembered at most."""

_OWNER = PLACE_BITS + 2
"""The bit of a place from which on it says whose it is."""


class LatestPlaces:
    """Places of entries in the articles for which they were asked last; safe to share between threads."""

    def __init__(self) -> None:
        self._read: dict[Hashable, tuple[Articles, Numbers]] = {}

    def keep(self, entry: Hashable, candidates: Articles, places: Numbers) -> Numbers:
        """Remember the places of an entry in some articles, ascending, unless there are too many; returns them."""
        if candidates.size <= FEW:
            if len(self._read) >= LATEST:
                self._read.clear()
            self._read[entry] = candidates, places
        return places

    def among(self, entry: Hashable, candidates: Articles) -> Numbers | None:
        """The places of an entry in some articles, ascending, if they were read in all of these."""
        known = self._read.get(entry)
        if known is None:
            return None
        articles, places = known
        found = articles.searchsorted(candidates)
        if not found.size or found[-1] == articles.size or (articles[found] != candidates).any():
            return None
        numbers = np.full(articles.size, -1)
        numbers[found] = np.arange(found.size)
        owners = numbers[places >> _OWNER]
        kept = owners >= 0
        chosen: Numbers = places[kept] & ((1 << _OWNER) - 1) | owners[kept] << _OWNER
        return chosen
