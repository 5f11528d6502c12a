"""The kernel that finds terms by their beginnings, by halving: see `kernels`, whose words and rules it shares."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def find_runs(text: Array, starts: Array, prefixes: Array, ends: Array, runs: Array) -> int:
    """For each prefix, its bytes one behind the other, the run of the terms that begin with it; -1 for damage."""
    begin = 0
    for number in range(len(ends)):
        end = int(np.int64(ends[number]))
        low, high = 0, len(starts) - 1
        first = _bound(text, starts, prefixes, begin, end, low, high, 0)
        last = _bound(text, starts, prefixes, begin, end, first, high, 1)
        if first < 0 or last < 0:
            return -1
        runs[number, 0] = first
        runs[number, 1] = last
        begin = end
    return 0


def _bound(text: Array, starts: Array, prefixes: Array, begin: int, end: int, low: int, high: int, above: int) -> int:
    """The first term, from `low` on, that is not below the prefix; with `above` 1, that is above all it begins."""
    while low < high:
        middle = (low + high) >> 1
        start, stop = int(np.int64(starts[middle])), int(np.int64(starts[middle + 1]))
        if not 0 <= start <= stop <= len(text):
            return -1
        order = 0
        at = begin
        while at < end and order == 0:
            if start == stop:
                order = -1
            else:
                order = int(np.int64(text[start])) - int(np.int64(prefixes[at]))
                start += 1
                at += 1
        if order < above:
            low = middle + 1
        else:
            high = middle
    return low
