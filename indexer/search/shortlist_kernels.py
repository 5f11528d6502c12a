"""The loop that chooses articles worth a closer look, of those that hold any of several words, by coarse sums first.

Lists lie as `list_layout` tells. What a frequent word earns is also kept as one byte for each article of all, rounded
up, so that a processor adds up dozens of articles at once; exact sums are made of the few that may be among the best.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.search.list_layout import COUNT, GUIDE, HIGHEST, IMPACTS, NEAR, OCTETS, PEAK, POSTINGS, SHIFT

Array = NDArray[Any]

WINDOW = 4096
"""Articles whose coarse sums are added up at a time."""

BLOCK = 64
"""Coarse sums that are compared at once."""

UNITS = 257
"""More than this times the highest byte would not fit into a coarse sum, which has 16 bits."""

ROUNDED = 3
"""How much a byte may be too high, which is rounded up, and again to be odd or even."""

BUCKET = 6
"""Coarse sums that differ only in so many of the last bits are counted together."""

MOST_LISTS = 64
"""More lists than this leave too few bits to each of them for coarse sums to tell much."""


def shortlist(
    ints: Array, floats: Array, octets: Array, lists: Array, by_id: Array, found: Array, scores: Array
) -> int:
    """The best articles that any list matches, as many as `found` has room for, in no order; returns how many.

    The very ones that `top_kernels.best_of_any` finds, with the same scores. `octets` are the numbers seen as bytes.
    """
    units, error = _units(floats, lists)
    held, cut, reached, coarse = _reach(ints, floats, octets, lists, units, error, len(by_id), len(found))
    kept = 0
    exact = np.empty(held, np.float32)
    for place in range(held):
        if coarse[place] >= cut:
            reached[kept], exact[kept] = reached[place], _earned(ints, floats, octets, lists, reached[place])
            kept += 1
    kept = _choose(reached, exact, by_id, kept, len(found))
    found[:kept], scores[:kept] = reached[:kept], exact[:kept]
    return int(kept)


def _units(floats: Array, lists: Array) -> tuple[Array, float]:
    """What the bytes of each list are multiplied by, and how much too high a sum of all may be."""
    peaks = 0.0
    for one in lists:
        peaks += floats[one + PEAK]
    units = np.empty(len(lists), np.int64)
    error = 1.0  # for what rounding of fractions takes
    for which in range(len(lists)):
        exact = floats[lists[which] + PEAK] / peaks * (UNITS - len(lists)) if peaks > 0 else 0.0
        units[which] = int(exact) + 1
        error += HIGHEST * (units[which] - exact) + ROUNDED * units[which]
    return units, error


def _reach(
    ints: Array, floats: Array, octets: Array, lists: Array, units: Array, error: float, size: int, wanted: int
) -> tuple[int, int, Array, Array]:
    """The articles whose coarse sums may let them be among the wanted: how many, the least such sum, they, their sums.

    Some sums are below the least, which rises while they are collected.
    """
    reached, coarse = np.empty(size, np.int32), np.empty(size, np.int32)
    sums, near = np.zeros(WINDOW, np.uint16), np.zeros(WINDOW, np.bool_)
    counts = np.zeros((1 << 16 >> BUCKET) + 1, np.int32)
    at = np.zeros(len(lists), np.int64)
    held = above = edge = 0
    cut = 1
    for base in range(0, size, WINDOW):
        width = min(WINDOW, size - base)
        for which in range(len(lists)):
            own = ints[lists[which] + OCTETS] * 4 + base
            if own > base:
                _add_all(octets[own : own + width], sums, units[which])
            else:
                at[which] = _add(ints, floats, lists[which], at[which], base, units[which], sums, near)
        for first in range(0, width, BLOCK):
            if not _any(sums[first : first + BLOCK], cut):
                continue
            for place in range(first, first + BLOCK):
                if sums[place] >= cut and (near[place] or _is_near(ints, octets, lists, base + place)):
                    reached[held], coarse[held] = base + place, sums[place]
                    bucket = coarse[held] >> BUCKET
                    held += 1
                    counts[bucket] += 1
                    above += bucket >= edge
                    while above - counts[edge] >= wanted:  # so many are above the edge, whose exact sums may be lower
                        above -= counts[edge]
                        edge += 1
                        cut = max(1, int((edge << BUCKET) - error))
        sums[:] = 0
        near[:] = False
    return held, cut, reached, coarse


def _add_all(own: Array, sums: Array, unit: int) -> None:
    """Add the bytes of a list to coarse sums, many at once."""
    times = np.uint16(unit)
    for place in range(len(own)):
        sums[place] += own[place] * times


def _add(ints: Array, floats: Array, one: int, at: int, base: int, unit: int, sums: Array, near: Array) -> int:
    """Add what a list without bytes earns in a window, from a posting on; returns the first posting behind it."""
    count, postings, impacts = ints[one + COUNT], ints[one + POSTINGS], ints[one + IMPACTS]
    if floats[one + PEAK] <= 0:
        return at
    scale = HIGHEST / floats[one + PEAK]
    while at < count:
        posting = ints[postings + at]
        place = (posting >> 2) - base
        if place >= WINDOW:
            break
        sums[place] += np.uint16((int(floats[impacts + at] * scale) + 1) * unit)
        near[place] |= (posting & 3) <= NEAR
        at += 1
    return at


def _any(sums: Array, cut: int) -> bool:
    """Whether any coarse sum reaches the least."""
    high = False
    for place in range(len(sums)):  # without a branch, so that the processor compares many at once
        high |= sums[place] >= cut
    return high


def _is_near(ints: Array, octets: Array, lists: Array, article: int) -> bool:
    """Whether a list that has bytes matches an article: an odd one says so."""
    odd = False
    for one in lists:
        odd |= ints[one + OCTETS] > 0 and octets[ints[one + OCTETS] * 4 + article] & 1 > 0
    return odd


def _earned(ints: Array, floats: Array, octets: Array, lists: Array, article: int) -> float:
    """What an article earns by all lists."""
    total = 0.0
    for one in lists:
        if ints[one + OCTETS] and not octets[ints[one + OCTETS] * 4 + article]:
            continue
        count, postings = ints[one + COUNT], ints[one + POSTINGS]
        posting = ints[ints[one + GUIDE] + (article >> ints[one + SHIFT])]
        while posting < count and ints[postings + posting] >> 2 < article:
            posting += 1
        if posting < count and ints[postings + posting] >> 2 == article:
            total += floats[ints[one + IMPACTS] + posting]
    return total


def _choose(found: Array, scores: Array, by_id: Array, held: int, wanted: int) -> int:
    """Bring the wanted to the front, by Hoare's selection; returns how many these are."""
    low, high = 0, held - 1
    while low < high and wanted < held:
        middle = (low + high) >> 1
        score, place = scores[middle], by_id[found[middle]]
        left, right = low, high
        while left <= right:
            while scores[left] > score or (scores[left] == score and by_id[found[left]] < place):
                left += 1
            while scores[right] < score or (scores[right] == score and by_id[found[right]] > place):
                right -= 1
            if left <= right:
                scores[left], scores[right] = scores[right], scores[left]
                found[left], found[right] = found[right], found[left]
                left += 1
                right -= 1
        if wanted <= right:
            high = right
        elif wanted >= left:
            low = left
        else:
            break
    return min(held, wanted)
