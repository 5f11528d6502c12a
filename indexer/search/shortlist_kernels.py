"""The loop that chooses articles worth a closer look, of those that hold any of several words, by coarse sums first.

Lists lie as `list_layout` tells. What a frequent word earns is also kept as one byte for each article of all, rounded
up, so that a processor adds up dozens of articles at once; exact sums are made of the few that may be among the best.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.search.list_layout import COUNT, GUIDE, HIGHEST, IMPACTS, NEAR, NEARS, OCTETS, PEAK, POSTINGS, SHIFT

Array = NDArray[Any]

WINDOW = 8192
"""Articles whose coarse sums are added up at a time."""

SAMPLE = 512
"""Articles at the beginning of each window by which it is guessed how high sums must be."""

CAUTION = 2
"""How many times as many as are wanted should reach the guess, since to have guessed too high costs a second turn."""

COLUMNS = 256
"""The sums of a window lie in rows of so many; only columns whose highest is high are looked at one by one."""

UNITS = 257
"""More than this times the highest byte would not fit into a coarse sum, which has 16 bits."""

ROUNDED = 2
"""How much a byte may be too high, which is rounded up."""

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
    reached, coarse = np.empty(len(by_id), np.int32), np.empty(len(by_id), np.uint16)
    wanted = len(found)
    guess = _guess(ints, floats, octets, lists, units, len(by_id), wanted)
    held, cut = _reach(ints, floats, octets, lists, units, error, guess, wanted, reached, coarse)
    if cut < 0:
        held, cut = _reach(ints, floats, octets, lists, units, error, 0, wanted, reached, coarse)
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


def _guess(ints: Array, floats: Array, octets: Array, lists: Array, units: Array, size: int, wanted: int) -> int:
    """A bucket of coarse sums that the wanted articles probably reach, by a sample; it may be too high."""
    sums, near, top = np.empty(SAMPLE, np.uint16), np.empty(SAMPLE, np.uint8), np.empty(COLUMNS, np.uint16)
    counts = np.zeros(1 << 16 >> BUCKET, np.int64)
    for base in range(0, size, WINDOW):
        _add_up(ints, floats, octets, lists, units, base, size, sums, near, top)
        for column in range(COLUMNS):
            counts[top[column] >> BUCKET] += 1
    above, bucket = 0, len(counts)
    while bucket and above * WINDOW < wanted * SAMPLE * CAUTION:
        bucket -= 1
        above += counts[bucket]
    return bucket


def _reach(
    ints: Array,
    floats: Array,
    octets: Array,
    lists: Array,
    units: Array,
    error: float,
    edge: int,
    wanted: int,
    reached: Array,
    coarse: Array,
) -> tuple[int, int]:
    """The articles that match and may be among the wanted, and their coarse sums; returns how many, and the least sum.

    That is below 0 if fewer than the wanted reach the bucket it began with.
    """
    sums, near, top = np.empty(WINDOW, np.uint16), np.empty(WINDOW, np.uint8), np.empty(COLUMNS, np.uint16)
    counts, first = np.zeros(1 << 16 >> BUCKET, np.int64), edge
    above = held = 0
    cut = max(1, int((edge << BUCKET) - error))
    for base in range(0, len(reached), WINDOW):
        _add_up(ints, floats, octets, lists, units, base, len(reached), sums, near, top)
        for column in range(COLUMNS):
            if top[column] >= cut:
                for place in range(column, WINDOW, COLUMNS):
                    if sums[place] >= cut and (near[place] or _is_near(ints, lists, base + place)):
                        reached[held], coarse[held] = base + place, sums[place]
                        held += 1
                        counts[sums[place] >> BUCKET] += 1
                        above += sums[place] >> BUCKET >= edge
        while above - counts[edge] >= wanted:
            above -= counts[edge]
            edge += 1
        cut = max(1, int((edge << BUCKET) - error))
    return held, -1 if first and edge == first and above < wanted else cut


def _add_up(
    ints: Array,
    floats: Array,
    octets: Array,
    lists: Array,
    units: Array,
    base: int,
    size: int,
    sums: Array,
    near: Array,
    top: Array,
) -> None:
    """Coarse sums of a window, which lists without bytes bring `near`, and the highest of each column."""
    sums[:], near[:], top[:] = 0, 0, 0
    for which in range(len(lists)):
        begin = ints[lists[which] + OCTETS] * 4 + base
        if begin > base:
            _add_all(octets[begin : begin + min(len(sums), size - base)], units[which], sums)
        else:
            _add(ints, floats, lists[which], base, units[which], sums, near)
    for row in range(0, len(sums), COLUMNS):
        _top(sums[row : row + COLUMNS], top)


def _add_all(own: Array, unit: int, sums: Array) -> None:
    """Add the bytes of a list to coarse sums, many at once."""
    times = np.uint16(unit)
    for place in range(len(own)):
        sums[place] += own[place] * times


def _is_near(ints: Array, lists: Array, article: int) -> bool:
    """Whether an article matches by a list with bytes."""
    near = 0
    for one in lists:
        if ints[one + OCTETS]:
            near |= ints[ints[one + NEARS] + (article >> 5)] >> (article & 31) & 1
    return near > 0


def _top(row: Array, top: Array) -> None:
    """Tell the highest sum of each column, of those so far and a row."""
    for column in range(COLUMNS):
        top[column] = max(top[column], row[column])


def _add(ints: Array, floats: Array, one: int, base: int, unit: int, sums: Array, near: Array) -> None:
    """Add what a list without bytes earns in a window."""
    count, postings, impacts = ints[one + COUNT], ints[one + POSTINGS], ints[one + IMPACTS]
    if floats[one + PEAK] <= 0:
        return
    scale = HIGHEST / floats[one + PEAK]
    at = ints[ints[one + GUIDE] + (base >> ints[one + SHIFT])]
    while at < count and ints[postings + at] >> 2 < base:
        at += 1
    while at < count:
        posting = ints[postings + at]
        place = (posting >> 2) - base
        if place >= len(sums):
            break
        sums[place] += np.uint16((int(floats[impacts + at] * scale) + 1) * unit)
        near[place] |= posting & 3 <= NEAR
        at += 1


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
