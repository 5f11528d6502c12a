"""The loop that chooses the best of the articles that hold any of some words, by lists of what each word says.

Lists lie as `list_layout` tells. A list matches an article by a posting of a stage up to `NEAR`. Equal scores go by the
id. Bounds are never too low: nothing is left out that reading everything would have found.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.search.list_kernels import seek
from indexer.search.list_layout import (
    CHAMPIONS,
    CHAMPIONS_KEPT,
    CHOSEN,
    COUNT,
    GUIDE,
    IMPACTS,
    NEAR,
    PEAK,
    POSTINGS,
    SHIFT,
    SLACK,
)

Array = NDArray[Any]
Window = tuple[Array, Array, Array]
"""Sums for each article of a window, all 0 between two uses; the places reached, and what was added up there."""

WINDOW = 4096
"""Articles whose sums are added up at a time: as many as the fastest cache holds."""

SPARSE = 4
"""Articles of a window for each posting from which it is faster to go through the postings again than the window."""

TINY = 1e-30
"""Less than anything that a posting earns."""


def best_of_any(ints: Array, floats: Array, lists: Array, by_id: Array, found: Array, scores: Array) -> int:
    """The best articles that any list matches, as many as `found` has room for, best first; returns how many.

    `by_id` is each article's place in the order of ids. By MaxScore (Turtle and Flood 1995): lists that together earn
    less than the worst of the best so far bring in no article, and are looked at only for those of the others.
    """
    chosen = ints[lists[0] + CHOSEN]
    if len(lists) == 1 and (len(found) <= chosen or chosen < CHAMPIONS_KEPT):
        return _champions(ints, floats, lists[0], found, scores)
    order = np.argsort(floats[lists + PEAK])
    bounds = _added_up(floats[lists[order] + PEAK])
    least = _least(ints, floats, lists, len(found))
    essential = held = 0
    at = np.zeros(len(lists), np.int64)
    sums, reached, totals = np.zeros(WINDOW), np.empty(WINDOW, np.int64), np.empty(WINDOW)
    while True:
        while essential < len(lists) - 1 and bounds[essential + 1] < least:
            essential += 1
        base = _next(ints, lists, order[essential:], at)
        if base < 0:
            break
        cut = max(least - bounds[essential], TINY)
        met = _gather(ints, floats, lists, order[essential:], at, base, cut, sums, reached, totals)
        _complete(ints, floats, lists, order[:essential], bounds, least, reached[:met], totals)
        for one in range(met):
            article, total = reached[one], totals[one]
            if total >= least and _is_near(ints, lists, article):
                held = _keep(found, scores, by_id, held, article, np.float32(total))
                if held == len(found):
                    least = max(least, scores[0] * SLACK)
    _sort(found, scores, by_id, held)
    return held


def _champions(ints: Array, floats: Array, one: int, found: Array, scores: Array) -> int:
    for place in range(min(len(found), ints[one + CHOSEN])):
        posting = ints[ints[one + CHAMPIONS] + place]
        found[place] = _article(ints, one, posting)
        scores[place] = floats[ints[one + IMPACTS] + posting]
    return min(len(found), int(ints[one + CHOSEN]))


def _least(ints: Array, floats: Array, lists: Array, wanted: int) -> float:
    """What the worst of the best earns at least: as much as that of the champions of the lists, each counted once."""
    totals = np.zeros(len(lists) * CHAMPIONS_KEPT)
    share = min(wanted, CHAMPIONS_KEPT, 2 * wanted // len(lists) + 1)  # more of each would cost more than it saves
    met = 0
    for which in range(len(lists)):
        one = lists[which]
        for place in range(min(share, ints[one + CHOSEN])):
            champion = ints[ints[one + CHAMPIONS] + place]
            article = ints[ints[one + POSTINGS] + champion] >> 2
            totals[met] = floats[ints[one + IMPACTS] + champion]
            met += 1
            for other in range(len(lists)):
                posting = seek(ints, lists[other], article) if other != which else 0
                if other != which and _article(ints, lists[other], posting) == article:
                    earned = floats[ints[lists[other] + IMPACTS] + posting]
                    if other < which and earned >= _worst_champion(ints, floats, lists[other], share):
                        met -= 1  # it was counted there
                        break
                    totals[met - 1] += earned
    if met < wanted or wanted == 0:
        return 0.0
    return float(np.partition(totals[:met], met - wanted)[met - wanted]) * SLACK


def _worst_champion(ints: Array, floats: Array, one: int, wanted: int) -> float:
    """What the last of the wanted champions of a list earns by it; more than anything where there is none."""
    if ints[one + CHOSEN] == 0:
        return np.inf
    last = ints[ints[one + CHAMPIONS] + min(wanted, ints[one + CHOSEN]) - 1]
    return float(floats[ints[one + IMPACTS] + last])


def _added_up(peaks: Array) -> Array:
    """What the first lists earn together at most, for any number of them."""
    bounds = np.zeros(len(peaks) + 1)
    for number in range(len(peaks)):
        bounds[number + 1] = bounds[number] + peaks[number]
    return bounds


def _next(ints: Array, lists: Array, order: Array, at: Array) -> int:
    """The first article that one of the lists goes on with; -1 at their end."""
    base = -1
    for which in order:
        article = _article(ints, lists[which], at[which])
        if article >= 0 and (base < 0 or article < base):
            base = article
    return base


def _gather(
    ints: Array,
    floats: Array,
    lists: Array,
    order: Array,
    at: Array,
    base: int,
    cut: float,
    sums: Array,
    reached: Array,
    totals: Array,
) -> int:
    """Add up what some lists earn in a window of articles, from the posting of each that it is `at`.

    What is not below the cut is put into `reached` and `totals`; returns how many these are.
    """
    begun = at.copy()
    met = 0
    for which in order:
        at[which] = _add(ints, floats, lists[which], begun[which], base, sums)
    if (at - begun).sum() * SPARSE > WINDOW:
        met = _pick_all(base, cut, sums, reached, totals)
        sums[:] = 0
        return met
    for which in order:
        met = _pick(ints, lists[which], begun[which], at[which], base, cut, sums, reached, totals, met)
    return met


def _add(ints: Array, floats: Array, one: int, at: int, base: int, sums: Array) -> int:
    """Add what a list earns in a window of articles to their sums; returns the first posting behind it."""
    end = seek(ints, one, base + WINDOW)
    postings, impacts = ints[one + POSTINGS], ints[one + IMPACTS]
    for posting in range(at, end):
        sums[(ints[postings + posting] >> 2) - base] += floats[impacts + posting]
    return end


def _pick(
    ints: Array,
    one: int,
    at: int,
    end: int,
    base: int,
    cut: float,
    sums: Array,
    reached: Array,
    totals: Array,
    met: int,
) -> int:
    """The same of the sums to which some postings were added."""
    postings = ints[one + POSTINGS]
    for posting in range(postings + at, postings + end):
        place = (ints[posting] >> 2) - base
        total = sums[place]
        sums[place] = 0
        if total >= cut:
            reached[met], totals[met] = base + place, total
            met += 1
    return met


def _pick_all(base: int, cut: float, sums: Array, reached: Array, totals: Array) -> int:
    """The same by looking at all sums of the window."""
    met = 0
    for first in range(0, WINDOW, 16):
        high = False
        for place in range(first, first + 16):  # without a branch, so that the processor compares many at once
            high |= sums[place] >= cut
        if high:
            for place in range(first, first + 16):
                if sums[place] >= cut:
                    reached[met], totals[met] = base + place, sums[place]
                    met += 1
    return met


def _complete(
    ints: Array, floats: Array, lists: Array, others: Array, bounds: Array, least: float, reached: Array, totals: Array
) -> None:
    """Add to the totals of articles what they earn by the other lists, as far as they can still be among the best."""
    for number in range(len(others) - 1, -1, -1):
        one = lists[others[number]]
        count, postings, impacts = ints[one + COUNT], ints[one + POSTINGS], ints[one + IMPACTS]
        shift, guide = ints[one + SHIFT], ints[one + GUIDE]
        last = ints[postings + count - 1] >> 2 if count else -1
        for place in range(len(reached)):  # as `seek`, which would look all of that up for each article
            article = reached[place]
            if article <= last and totals[place] + bounds[number + 1] >= least:
                posting = ints[guide + (article >> shift)]
                while ints[postings + posting] >> 2 < article:
                    posting += 1
                if ints[postings + posting] >> 2 == article:
                    totals[place] += floats[impacts + posting]


def _is_near(ints: Array, lists: Array, article: int) -> bool:
    """Whether a list matches an article."""
    for one in lists:
        posting = seek(ints, one, article)
        if _article(ints, one, posting) == article and ints[ints[one + POSTINGS] + posting] & 3 <= NEAR:
            return True
    return False


def _article(ints: Array, one: int, posting: int) -> int:
    """The article of a posting; -1 behind the last."""
    return int(ints[ints[one + POSTINGS] + posting] >> 2) if posting < ints[one + COUNT] else -1


def _keep(found: Array, scores: Array, by_id: Array, held: int, article: int, score: np.float32) -> int:
    """Put an article among the best, a heap whose first is the worst; returns how many there are."""
    if held < len(found):
        place = held
        held += 1
        while place and _before(by_id, scores[(place - 1) >> 1], found[(place - 1) >> 1], score, article):
            found[place], scores[place] = found[(place - 1) >> 1], scores[(place - 1) >> 1]
            place = (place - 1) >> 1
        found[place], scores[place] = article, score
    elif held and _before(by_id, score, article, scores[0], found[0]):
        _sink(found, scores, by_id, held, article, score)
    return held


def _sort(found: Array, scores: Array, by_id: Array, held: int) -> None:
    """Put the heap in order, best first."""
    for left in range(held - 1, 0, -1):  # the worst goes last
        article, score = found[0], scores[0]
        _sink(found, scores, by_id, left, found[left], scores[left])
        found[left], scores[left] = article, score


def _sink(found: Array, scores: Array, by_id: Array, size: int, article: int, score: np.float32) -> None:
    """Put an article into the place of the first of the heap."""
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and _before(by_id, scores[child], found[child], scores[child + 1], found[child + 1]):
            child += 1
        if not _before(by_id, score, article, scores[child], found[child]):
            break
        found[place], scores[place] = found[child], scores[child]
        place = child
    found[place], scores[place] = article, score


def _before(by_id: Array, score: np.float32, article: int, other_score: np.float32, other: int) -> bool:
    return bool(score > other_score or (score == other_score and by_id[article] < by_id[other]))
