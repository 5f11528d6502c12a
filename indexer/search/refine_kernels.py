"""The loop over the places of a question's words in some articles: the best stretch, the opening, the longest run.

A place is `position << 2 | stage`. Those of one word in one article lie side by side in `ints`, ascending, from
`begins` to `ends`, which have a row for each word and a column for each article.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.search.list_layout import FORM

Array = NDArray[Any]

STAGES = 4
EVERYWHERE = 1 << 30
"""Behind all positions."""

SLACK = 1 - 1e-6
"""What is left of a bound when rounding has taken its share."""


def refine(
    ints: Array,
    begins: Array,
    ends: Array,
    in_order: Array,
    gains: Array,
    run_gains: Array,
    norms: Array,
    step: int,
    first: Array,
    bounds: Array,
    wanted: int,
    parts: Array,
    gained: Array,
) -> int:
    """What words earn in each article by where they stand: `parts` are of the best stretch, the opening and the run.

    `gains` are those of the first of the words at each stage, in a stretch and in the opening; `norms` are of each
    article in either. A stretch is two steps long, the opening one. `in_order` are the numbers of the question's words
    as they follow each other, and `run_gains` is what so many of them in a row earn. Articles that can't be among the
    `wanted` best are passed over: each earned `first` before, and is `gained` no more than its bound.
    """
    best = np.full(wanted, -1.0)
    counts = np.zeros((gains.shape[1], STAGES), np.int64)
    low, high = np.zeros(gains.shape[1], np.int64), np.zeros(gains.shape[1], np.int64)
    for number in np.argsort(-(first + bounds)):
        if first[number] + bounds[number] < best[0] * SLACK:
            break
        low[:], high[:] = begins[: len(low), number], begins[: len(low), number]
        parts[0, number] = _best_stretch(ints, low, high, ends[:, number], counts, gains[0], norms[0, number], step)
        _count(ints, begins, ends, number, step, counts)
        parts[1, number] = _earned(counts, gains[1], norms[1, number])
        run = _longest_run(ints, begins[:, number], ends[:, number], in_order)
        parts[2, number] = run if run > 1 else 0  # one word alone is in no order
        earned = parts[0, number] + parts[1, number] + run_gains[run]
        gained[number] = earned
        _keep(best, first[number] + earned)
    return 0


def bound(
    ints: Array,
    begins: Array,
    ends: Array,
    in_order: Array,
    gains: Array,
    run_gains: Array,
    norms: Array,
    bounds: Array,
) -> int:
    """What words earn at most in each article by where they stand, from how often they stand in all of it."""
    counts = np.zeros((gains.shape[1], STAGES), np.int64)
    for number in range(len(bounds)):
        _count(ints, begins, ends, number, EVERYWHERE, counts)
        stretch = _earned(counts, gains[0], norms[0, number])
        opening = _earned(counts, gains[1], norms[1, number])
        bounds[number] = stretch + opening + run_gains[_present(ints, begins, ends, in_order, number)]
    return 0


def crown(ints: Array, begins: Array, ends: Array, gains: Array, norms: Array, step: int, ceilings: Array) -> int:
    """What one word alone earns at most in each article by where it stands, which is what it adds to others at most."""
    counts = np.zeros((1, STAGES), np.int64)
    low, high = np.zeros(1, np.int64), np.zeros(1, np.int64)
    for number in range(len(ceilings)):
        low[:], high[:] = begins[:, number], begins[:, number]
        stretch = _best_stretch(ints, low, high, ends[:, number], counts, gains[0], norms[0, number], step)
        _count(ints, begins, ends, number, step, counts)
        ceilings[number] = (stretch + _earned(counts, gains[1], norms[1, number])) / SLACK
    return 0


def _count(ints: Array, begins: Array, ends: Array, number: int, before: int, counts: Array) -> None:
    """How often each word stands in an article before a position, at each stage by itself."""
    counts[:] = 0
    for word in range(counts.shape[0]):
        for place in range(begins[word, number], ends[word, number]):
            if ints[place] >> 2 >= before:
                break
            counts[word, ints[place] & 3] += 1


def _keep(best: Array, total: float) -> None:
    """Put a sum among the best, which are ascending, in place of the worst."""
    place = 0
    while place < len(best) and best[place] < total:
        if place:
            best[place - 1] = best[place]
        place += 1
    if place:
        best[place - 1] = total


def _earned(counts: Array, gains: Array, norm: float) -> float:
    """What words earn that stand so often in a stretch, at each stage by itself."""
    earned = 0.0
    for word in range(counts.shape[0]):
        held = 0
        for stage in range(STAGES):
            held += counts[word, stage]
            if held and gains[word, stage]:
                earned += gains[word, stage] * held / (held + norm)
    return earned


def _best_stretch(
    ints: Array, low: Array, high: Array, ends: Array, counts: Array, gains: Array, norm: float, step: int
) -> float:
    """What words earn in the stretch in which they earn most; `low` and `high` are where their places begin."""
    best = 0.0
    counts[:] = 0
    last = -2
    reached = _next_step(ints, high, ends, step)
    while reached >= 0:
        begin, end = (reached - 1) * step, (reached + 1) * step
        for word in range(len(high)):
            while high[word] < ends[word] and ints[high[word]] >> 2 < end:
                counts[word, ints[high[word]] & 3] += 1
                high[word] += 1
            while low[word] < high[word] and ints[low[word]] >> 2 < begin:
                counts[word, ints[low[word]] & 3] -= 1
                low[word] += 1
        following = _next_step(ints, high, ends, step)
        if last == reached - 1 or following != reached + 1:  # otherwise the next stretch has all that this one has
            best = max(best, _earned(counts, gains, norm))
        last, reached = reached, following
    return best


def _next_step(ints: Array, at: Array, ends: Array, step: int) -> int:
    """The step of the first place that a word goes on with; -1 at the end of all."""
    first = -1
    for word in range(len(at)):
        if at[word] < ends[word] and (first < 0 or ints[at[word]] >> 2 < first):
            first = ints[at[word]] >> 2
    return first // step if first >= 0 else -1


def _present(ints: Array, begins: Array, ends: Array, in_order: Array, number: int) -> int:
    """How many words of the question an article has by their forms: no run of it is longer."""
    present = 0
    for word in in_order:
        for place in range(begins[word, number], ends[word, number]):
            if ints[place] & 3 <= FORM:
                present += 1
                break
    return present


def _longest_run(ints: Array, begins: Array, ends: Array, in_order: Array) -> int:
    """How many words in a row stand in an article, by their forms, as they do in the question, at most."""
    longest = 0
    for first in range(len(in_order)):
        if len(in_order) - first <= longest:
            break
        for place in range(begins[in_order[first]], ends[in_order[first]]):
            if ints[place] & 3 <= FORM:
                run = 1
                while first + run < len(in_order) and _stands(
                    ints, begins[in_order[first + run]], ends[in_order[first + run]], (ints[place] >> 2) + run
                ):
                    run += 1
                longest = max(longest, run)
    return longest


def _stands(ints: Array, low: int, high: int, position: int) -> bool:
    """Whether a word stands at a position by its form."""
    end = high
    while low < high:
        middle = (low + high) >> 1
        if ints[middle] >> 2 < position:
            low = middle + 1
        else:
            high = middle
    return bool(low < end and ints[low] >> 2 == position and ints[low] & 3 <= FORM)
