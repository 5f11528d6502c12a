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

COLUMNS = 256
"""The sums of a window lie in rows of so many; the highest of each column is kept, to look only where it is high."""

UNITS = 257
"""More than this times the highest byte would not fit into a coarse sum, which has 16 bits."""

ROUNDED = 3
"""How much a byte may be too high, which is rounded up, and again to be odd or even."""

BUCKET = 6
"""Coarse sums that differ only in so many of the last bits are counted together."""

MOST_LISTS = 64
"""More lists than this leave too few bits to each of them for coarse sums to tell much."""


def shortlist(
    ints: Array,
    floats: Array,
    octets: Array,
    lists: Array,
    by_id: Array,
    found: Array,
    scores: Array,
    postings: Array,
) -> int:
    """The best articles that any list matches, as many as `found` has room for, in no order; returns how many.

    The very ones that `top_kernels.best_of_any` finds, with the same scores. `octets` are the numbers seen as bytes.
    `postings`, with a row for each list, are to hold which posting of it each article is, -1 where it is none.
    """
    units, error = _units(floats, lists)
    at = np.zeros(len(lists), np.int64)
    sums, near, top = np.empty(WINDOW, np.uint16), np.empty(WINDOW, np.uint8), np.empty(COLUMNS, np.uint16)
    reached, coarse = np.empty(len(by_id), np.int32), np.empty(len(by_id), np.uint16)
    counts, held = np.zeros(1 << 16 >> BUCKET, np.int64), 0
    edge = above = 0
    cut = 1
    for base in range(0, len(by_id), WINDOW):
        sums[:], near[:], top[:] = 0, 0, 0
        for which in range(len(lists)):
            begin = ints[lists[which] + OCTETS] * 4 + base
            if begin > base:
                _add_all(octets[begin : begin + min(WINDOW, len(by_id) - base)], units[which], sums, near)
            else:
                at[which] = _add(ints, floats, lists[which], at[which], base, units[which], sums, near)
        _top(sums, near, top)
        for column in range(COLUMNS):
            if top[column] >= cut:
                counts[top[column] >> BUCKET] += 1
                above += top[column] >> BUCKET >= edge
                for place in range(column, WINDOW, COLUMNS):
                    if sums[place] >= cut:
                        reached[held], coarse[held] = base + place, sums[place]
                        held += 1
        while above - counts[edge] >= len(found):
            above -= counts[edge]
            edge += 1
        cut = max(1, int((edge << BUCKET) - error))
    reached = reached[:held][coarse[:held] >= cut]
    earned = np.zeros(len(reached))
    own = np.empty((len(lists), len(reached)), np.int32)
    for which in range(len(lists)):
        _earn(ints, floats, octets, lists[which], reached, earned, own[which])
    exact, numbers = earned.astype(np.float32), np.arange(len(reached))
    held = _choose(reached, exact, numbers, by_id, len(reached), len(found))
    found[:held], scores[:held] = reached[:held], exact[:held]
    for which in range(len(lists)):
        for place in range(held):
            postings[which, place] = own[which, numbers[place]]
    return int(held)


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


def _add_all(own: Array, unit: int, sums: Array, near: Array) -> None:
    """Add the bytes of a list to coarse sums, many at once; an odd one says that the article matches."""
    times = np.uint16(unit)
    for place in range(len(own)):
        sums[place] += own[place] * times
        near[place] |= own[place]


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
        if posting & 3 <= NEAR:
            near[place] |= 1
        at += 1
    return at


def _top(sums: Array, near: Array, top: Array) -> None:
    """Leave only the sums of articles that match, and tell the highest of each column."""
    for row in range(0, WINDOW, COLUMNS):
        for column in range(COLUMNS):
            sums[row + column] *= near[row + column] & 1
            top[column] = max(top[column], sums[row + column])


def _earn(ints: Array, floats: Array, octets: Array, one: int, reached: Array, earned: Array, own: Array) -> None:
    """Add what a list earns in each article, and tell by which of its postings."""
    count, postings, impacts = ints[one + COUNT], ints[one + POSTINGS], ints[one + IMPACTS]
    shift, guide = ints[one + SHIFT], ints[one + GUIDE]
    bytes_begin = ints[one + OCTETS] * 4
    for place in range(len(reached)):
        own[place] = -1
        if bytes_begin and octets[bytes_begin + reached[place]] == 0:
            continue
        posting = ints[guide + (reached[place] >> shift)]
        while posting < count and ints[postings + posting] >> 2 < reached[place]:
            posting += 1
        if posting < count and ints[postings + posting] >> 2 == reached[place]:
            earned[place] += floats[impacts + posting]
            own[place] = posting


def _choose(found: Array, scores: Array, numbers: Array, by_id: Array, held: int, wanted: int) -> int:
    """Bring the wanted to the front, and their numbers, by Hoare's selection; returns how many these are."""
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
                numbers[left], numbers[right] = numbers[right], numbers[left]
                left += 1
                right -= 1
        if wanted <= right:
            high = right
        elif wanted >= left:
            low = left
        else:
            break
    return min(held, wanted)
