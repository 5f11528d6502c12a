"""The loop over the places of a question's words in some articles: the best stretch, the opening, the longest run.

A place is `position << 2 | stage`. Those of one word in one article lie side by side in `ints`, ascending, from
`begins` to `ends`, which have a row for each word and a column for each article.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.search.list_layout import CEILINGS, COUNT, FORM, GUIDE, POSTINGS, SHIFT, SLACK, STAGES, STARTS

Array = NDArray[Any]

EVERYWHERE = 1 << 30
"""Behind all positions."""


def best_refined(
    ints: Array,
    floats: Array,
    lists: Array,
    postings: Array,
    in_order: Array,
    gains: Array,
    run_gains: Array,
    stretch_norms: Array,
    opening_norms: Array,
    by_id: Array,
    step: int,
    articles: Array,
    first: Array,
    found: Array,
    scores: Array,
) -> int:
    """The best of some articles by what they earned `first` and earn as in `refine`; norms are of all articles."""
    begins, ends = np.empty((len(lists), len(articles)), np.int64), np.empty((len(lists), len(articles)), np.int64)
    bounds, norms, parts = np.empty((2, len(articles))), np.empty((2, len(articles))), np.empty((3, len(articles)))
    gained = np.zeros(len(articles), np.float32)
    for number in range(len(articles)):
        norms[0, number], norms[1, number] = stretch_norms[articles[number]], opening_norms[articles[number]]
    locate(ints, floats, lists, postings[: gains.shape[1]], in_order, articles, begins, ends, bounds)
    refine(ints, begins, ends, in_order, gains, run_gains, norms, step, first, bounds, len(found), parts, gained)
    held = 0
    for number in range(len(articles)):
        article, score = articles[number], first[number] + gained[number]
        place = held
        while place and (
            scores[place - 1] < score or (scores[place - 1] == score and by_id[found[place - 1]] > by_id[article])
        ):
            place -= 1
            if place + 1 < len(found):
                found[place + 1], scores[place + 1] = found[place], scores[place]
        if place < len(found):
            found[place], scores[place] = article, score
            held = min(held + 1, len(found))
    return held


def locate(
    ints: Array,
    floats: Array,
    lists: Array,
    postings: Array,
    in_order: Array,
    articles: Array,
    begins: Array,
    ends: Array,
    bounds: Array,
) -> int:
    """Where the positions of each list begin and end in each article, a row for each, and the `bounds` of `refine`.

    Lists lie as `list_layout` tells. `postings`, as in `shortlist_kernels`, are known of as many lists as have a row.
    """
    formed = np.zeros((len(lists), len(articles)), np.bool_)
    begins[:], ends[:], bounds[:] = 0, 0, 0
    for which in range(len(lists)):
        one = lists[which]
        starts, ceilings = ints[one + STARTS], ints[one + CEILINGS]
        own = postings[which] if which < len(postings) else _postings_of(ints, one, articles)
        for number in range(len(articles)):
            posting = own[number]
            if posting >= 0:
                begins[which, number], ends[which, number] = ints[starts + posting], ints[starts + posting + 1]
                formed[which, number] = ints[ints[one + POSTINGS] + posting] & 3 <= FORM
                if ceilings:
                    bounds[0, number] += floats[ceilings + posting]
    for number in range(len(articles)):
        bounds[1, number] = _most_in_a_row(formed[:, number], in_order)
    return 0


def _postings_of(ints: Array, one: int, articles: Array) -> Array:
    """Which posting of a list each article is, -1 where it is none."""
    count, postings, shift, guide = ints[one + COUNT], ints[one + POSTINGS], ints[one + SHIFT], ints[one + GUIDE]
    own = np.empty(len(articles), np.int32)
    for number in range(len(articles)):
        posting = ints[guide + (articles[number] >> shift)]
        while posting < count and ints[postings + posting] >> 2 < articles[number]:
            posting += 1
        own[number] = posting if posting < count and ints[postings + posting] >> 2 == articles[number] else -1
    return own


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
    `wanted` best are passed over: each earned `first` before; its `bounds` are what stretch and opening earn at most,
    and how long a run can be.
    """
    best = np.full(wanted, -1.0)
    counts = np.zeros((gains.shape[1], STAGES), np.int64)
    hopes, runs = np.empty(len(first)), np.empty(len(first), np.int64)
    for number in range(len(first)):
        hopes[number] = first[number] + bounds[0, number] + run_gains[int(bounds[1, number])]
        runs[number] = -1 if bounds[1, number] > 1 else 0  # one word alone is in no order
    left = len(first)
    heap = np.arange(left)
    for place in range(left // 2 - 1, -1, -1):
        _sink(heap, hopes, left, place, heap[place])
    while left and hopes[heap[0]] >= best[0] * SLACK:
        number = heap[0]
        if runs[number] < 0:  # as runs are mostly shorter than they can be, others may be more hopeful by then
            runs[number] = _longest_run(ints, begins[:, number], ends[:, number], in_order)
            hopes[number] = first[number] + bounds[0, number] + run_gains[runs[number]]
            _sink(heap, hopes, left, 0, number)
            continue
        left -= 1
        _sink(heap, hopes, left, 0, heap[left])
        parts[0, number] = _best_stretch(ints, begins, ends, number, gains[0], norms[0, number], step)
        _count(ints, begins, ends, number, step, counts)
        parts[1, number] = _earned(counts, gains[1], norms[1, number])
        parts[2, number] = runs[number]
        earned = parts[0, number] + parts[1, number] + run_gains[runs[number]]
        gained[number] = earned
        _keep(best, first[number] + earned)
    return 0


def bound(ints: Array, begins: Array, ends: Array, in_order: Array, gains: Array, norms: Array, bounds: Array) -> int:
    """The `bounds` of `refine` where no ceilings are kept, from how often words stand in all of each article."""
    counts = np.zeros((gains.shape[1], STAGES), np.int64)
    for number in range(bounds.shape[1]):
        _count(ints, begins, ends, number, EVERYWHERE, counts)
        bounds[0, number] = _earned(counts, gains[0], norms[0, number]) + _earned(counts, gains[1], norms[1, number])
        bounds[1, number] = _most_in_a_row(begins[:, number] < ends[:, number], in_order)
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


def _best_stretch(ints: Array, begins: Array, ends: Array, number: int, gains: Array, norm: float, step: int) -> float:
    """What words earn in an article in the stretch in which they earn most."""
    behind = 0
    for word in range(len(gains)):
        if begins[word, number] < ends[word, number]:
            behind = max(behind, (ints[ends[word, number] - 1] >> 2) // step + 2)
    stretches = np.zeros(behind)  # each known by its second step
    before, now = np.zeros(STAGES, np.int64), np.zeros(STAGES, np.int64)
    best = 0.0
    for word in range(len(gains)):
        place, end, last = begins[word, number], ends[word, number], -1
        while place < end or last >= 0:
            reached = (ints[place] >> 2) // step if place < end else behind
            if last >= 0:  # what stands in a step is in the stretch that ends with the next one too
                reached = min(reached, last + 1)
            before[:] = now
            now[:] = 0
            last = -1
            while place < end and ints[place] >> 2 < (reached + 1) * step:
                now[ints[place] & 3] += 1
                place += 1
                last = reached
            held = 0
            for stage in range(STAGES):
                held += before[stage] + now[stage]
                if held and gains[word, stage]:
                    stretches[reached] += gains[word, stage] * held / (held + norm)
            best = max(best, stretches[reached])
    return best


def _sink(heap: Array, hopes: Array, size: int, place: int, number: int) -> None:
    """Put an article into a place of a heap, whose first is the most hopeful, or farther down."""
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and hopes[heap[child + 1]] > hopes[heap[child]]:
            child += 1
        if hopes[number] >= hopes[heap[child]]:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = number


def _most_in_a_row(held: Array, in_order: Array) -> int:
    """How many words of the question that follow each other an article has somewhere: no run of it is longer."""
    most = run = 0
    for word in in_order:
        run = run + 1 if held[word] else 0
        most = max(most, run)
    return most


def _longest_run(ints: Array, begins: Array, ends: Array, in_order: Array) -> int:
    """How many words stand in an article by their forms as they follow each other in the question; 0 if no two do."""
    longest = 0
    for first in range(len(in_order) - 1):
        if len(in_order) - first <= longest:
            break
        one, next_one = in_order[first], in_order[first + 1]
        ahead = 1 if ends[one] - begins[one] > ends[next_one] - begins[next_one] else 0
        rarer, other = in_order[first + ahead], in_order[first + 1 - ahead]
        for place in range(begins[rarer], ends[rarer]):
            start = (ints[place] >> 2) - ahead
            if ints[place] & 3 <= FORM and _stands(ints, begins[other], ends[other], start + 1 - ahead):
                run = 2
                while first + run < len(in_order) and _stands(
                    ints, begins[in_order[first + run]], ends[in_order[first + run]], start + run
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
