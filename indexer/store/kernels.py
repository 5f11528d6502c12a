"""The loops over postings: uniting the articles of terms, weighing candidates, reading positions.

Plain functions over arrays, run by `compiling`. The arrays come from files, so every number that leads into another
array is checked first: a kernel answers `DAMAGED` for what can't be, and never reaches outside an array. Words used:

    run      two term numbers, the first of neighbouring terms and the one after the last
    stage    some runs; stages are nested: what is found at one is found at all that follow
    ends     for each stage, how many of the runs belong to it and to those before it
    offset   the number, in the whole index, of a segment's first article

Numbers of arrays become `int(np.int64(...))` before they are reckoned with: unsigned ones would turn into fractions in
numba, and numpy's own are slow in plain Python. No scores but the saturation of BM25 here, and no questions.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Lists = tuple[Array, Array, Array, Array, Array, int]
"""What a segment has of a field: `posting_starts`, `articles`, `frequencies`, those that are large (the postings, and
how often that is), and the segment's offset."""

DAMAGED = -1
"""What a kernel answers when the arrays contradict each other."""

DENSE = 8
"""Postings for each candidate up to which it is faster to read all of them than to leap from one to the next."""

PLACE_BITS = 32
"""Bits of a position in a place; above them stands whose place it is."""

POSITIONS = 1 << 29
"""More positions than an article has: what is not below is damage; a lower one fits into 32 bits with its stage."""


def unite(lists: Lists, runs: Array, ends: Array, alive: Array, seen: Array, found: Array, counts: Array) -> int:
    """The articles of the stages, each once; `counts` tells how many up to each stage.

    They come as `article << 2 | stage`, those of narrow stages first. `alive` is empty where all are. `seen` is all
    False before and after; `found` has room for one more than all.
    """
    posting_starts, articles, _, _, _, offset = lists
    count = 0
    number = 0
    damaged = False
    for stage in range(len(ends)):
        while number < ends[stage] and not damaged:
            start, stop = _postings(posting_starts, runs[number, 0], runs[number, 1], len(articles))
            damaged = start < 0
            for at in range(start, stop):
                article = int(np.int64(articles[at])) + offset
                if article >= len(seen):
                    damaged = True
                    break
                found[count] = article << 2 | stage  # which the next one overwrites if it was seen: sooner than to ask
                count += not seen[article]
                seen[article] = True
            number += 1
        if len(alive):
            count = _living(found, count, alive, seen)
        counts[stage] = count
    for at in range(count):
        seen[found[at] >> 2] = False
    return DAMAGED if damaged else count


def _living(found: Array, count: int, alive: Array, seen: Array) -> int:
    kept = 0
    for at in range(count):
        article = found[at] >> 2
        if alive[article]:
            found[kept] = found[at]
            kept += 1
        else:
            seen[article] = False
    return kept


def weigh(
    lists: Lists,
    runs: Array,
    ends: Array,
    gains: Array,
    norms: Array,
    candidates: Array,
    slots: Array,
    sums: Array,
    scores: Array,
) -> int:
    """Add to the score of each candidate, ascending, what the terms earn at each stage; `norms` are the candidates'.

    `sums` are their frequencies at the last stage afterwards. `slots` is all 0 before and after.
    """
    posting_starts, articles, _, _, _, _ = lists
    dense = len(candidates) * DENSE > _count(posting_starts, runs, len(articles))
    if dense:
        for at in range(len(candidates)):
            slots[candidates[at]] = at + 1
    number = 0
    damaged = False
    for stage in range(len(ends)):
        while number < ends[stage]:
            first, last = runs[number, 0], runs[number, 1]
            if dense:
                sound = _sum_all(lists, first, last, slots, sums)
            else:
                sound = _sum_met(lists, first, last, candidates, sums)
            damaged = damaged or not sound
            number += 1
        _earn(np.float32(gains[stage]), sums, norms, scores)
    if dense:
        for at in range(len(candidates)):
            slots[candidates[at]] = 0
    return DAMAGED if damaged else 0


def _earn(gain: np.float32, frequencies: Array, norms: Array, scores: Array) -> None:
    """BM25 of a term, from its frequencies and what length makes of their norms."""
    for at in range(len(scores)):
        if frequencies[at]:
            scores[at] += gain * frequencies[at] / (frequencies[at] + norms[at])


def _sum_all(lists: Lists, first: int, last: int, slots: Array, sums: Array) -> bool:
    """Add up the frequencies of a run where the article has a slot; whether the arrays are sound."""
    posting_starts, articles, frequencies, large_postings, large, offset = lists
    start, stop = _postings(posting_starts, first, last, len(articles))
    for at in range(start, stop):
        article = int(np.int64(articles[at])) + offset
        if article >= len(slots):
            return False
        slot = slots[article]
        if slot:
            sums[slot - 1] += np.float32(frequencies[at] or _large(large_postings, large, at, at + 1))
    return True


def _sum_met(lists: Lists, first: int, last: int, candidates: Array, sums: Array) -> bool:
    """Add up the frequencies of a run in the candidates; whether the arrays are sound."""
    posting_starts, articles, frequencies, large_postings, large, offset = lists
    for term in range(first, last):
        start, stop = _postings(posting_starts, term, term + 1, len(articles))
        if start < 0:
            return False
        at, slot = _meet(articles, start, stop, offset, candidates, 0)
        while at < stop:
            sums[slot] += np.float32(frequencies[at] or _large(large_postings, large, at, at + 1))
            at, slot = _meet(articles, at + 1, stop, offset, candidates, slot + 1)
    return True


def read_places(
    lists: Lists, position_starts: Array, positions: Array, runs: Array, ends: Array, candidates: Array, slots: Array
) -> tuple[Array, int]:
    """Where the terms stand in the candidates, ascending ones: places in no order, and how many, or `DAMAGED`.

    A place is `(candidate << PLACE_BITS | position) << 2 | stage`, candidates counted from 0. `slots` is all 0 before,
    and after unless the answer is `DAMAGED`.
    """
    places = np.empty(_count(position_starts, runs, len(positions)), np.int64)
    count = number = 0
    for at in range(len(candidates)):
        slots[candidates[at]] = at + 1
    for stage in range(len(ends)):
        while number < ends[stage]:
            for term in range(runs[number, 0], runs[number, 1]):
                count = _take(lists, position_starts, positions, term, stage, candidates, slots, places, count)
                if count < 0:
                    return places, DAMAGED
            number += 1
    for at in range(len(candidates)):
        slots[candidates[at]] = 0
    return places, count


def _take(
    lists: Lists,
    position_starts: Array,
    positions: Array,
    term: int,
    stage: int,
    candidates: Array,
    slots: Array,
    places: Array,
    count: int,
) -> int:
    """Write the places of a term behind so many; how many there are then, or `DAMAGED`."""
    posting_starts, articles, frequencies, large_postings, large, offset = lists
    at, stop = _postings(posting_starts, term, term + 1, len(articles))
    position, limit = _postings(position_starts, term, term + 1, len(positions))
    if at < 0 or position < 0:
        return DAMAGED
    leaping = stop - at >= len(candidates) * DENSE
    candidate = 0
    while at < stop:
        if leaping:
            before = at
            at, candidate = _meet(articles, at, stop, offset, candidates, candidate)
            position += _sum(frequencies, large_postings, large, before, at)
            if at == stop:
                break
        article = int(np.int64(articles[at])) + offset
        frequency = int(np.int64(frequencies[at])) or _large(large_postings, large, at, at + 1)
        if article >= len(slots) or not 0 <= position <= position + frequency <= limit:
            return DAMAGED
        slot = int(slots[article]) - 1
        if slot >= 0:
            if count + frequency > len(places):
                return DAMAGED
            for place in range(position, position + frequency):
                here = int(np.int64(positions[place]))
                if here >= POSITIONS:
                    return DAMAGED
                places[count] = ((slot << PLACE_BITS) | here) << 2 | stage
                count += 1
        position += frequency
        at += 1
    return count


def _sum(frequencies: Array, large_postings: Array, large: Array, first: int, end: int) -> int:
    """The sum of the frequencies of some postings in a row."""
    total = _large(large_postings, large, first, end)
    for at in range(first, end):
        total += int(np.int64(frequencies[at]))
    return total


def _large(postings: Array, large: Array, first: int, end: int) -> int:
    """The sum of the frequencies, of some postings in a row, that are too large for a byte."""
    total = 0
    if len(postings):
        at = _leap(postings, -1, len(postings), first)
        while at < len(postings) and postings[at] < end:
            total += int(large[at])
            at += 1
    return total


def _count(posting_starts: Array, runs: Array, size: int) -> int:
    """How many postings the terms of some runs have."""
    total = 0
    for number in range(len(runs)):
        start, stop = _postings(posting_starts, runs[number, 0], runs[number, 1], size)
        total += stop - start
    return total


def _postings(posting_starts: Array, first: int, last: int, size: int) -> tuple[int, int]:
    """Where the postings of neighbouring terms begin and end; `DAMAGED` twice where that can't be."""
    start, stop = int(np.int64(posting_starts[first])), int(np.int64(posting_starts[last]))
    if not 0 <= start <= stop <= size:
        return DAMAGED, DAMAGED
    return start, stop


def _meet(articles: Array, at: int, stop: int, offset: int, candidates: Array, slot: int) -> tuple[int, int]:
    """The next posting and candidate, from `at` and `slot` on, that are the same article; `stop` when none are."""
    while at < stop and slot < len(candidates):
        article, candidate = int(np.int64(articles[at])) + offset, int(np.int64(candidates[slot]))
        if article == candidate:
            return at, slot
        if article < candidate:
            at = _leap(articles, at, stop, candidate - offset)
        else:
            slot = _leap(candidates, slot, len(candidates), article)
    return stop, slot


def _leap(ascending: Array, at: int, stop: int, wanted: int) -> int:
    """The first place behind `at` whose number is not below the one wanted: ever longer leaps, then by halving."""
    step = 1
    while at + step < stop and ascending[at + step] < wanted:
        at += step
        step <<= 1
    low, high = at + 1, min(at + step, stop)
    while low < high:
        middle = (low + high) >> 1
        if ascending[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low
