"""The loops over the places of words in a few articles, and the choice of the best: see `indexer.store.kernels`.

Places are those of `indexer.store.kernels.read_places`, ascending.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

PLACE_BITS = 32
POSITION = (1 << PLACE_BITS) - 1


def align(starts: Array, others: Array, distance: int) -> int:
    """Keep, at the beginning of `starts`, those places that have one of the others that far behind; returns how many.

    Both are ascending, without stages.
    """
    kept = 0
    at = 0
    for number in range(len(starts)):
        wanted = starts[number] + distance
        while at < len(others) and others[at] < wanted:
            at += 1
        if at == len(others):
            break
        if others[at] == wanted:
            starts[kept] = starts[number]
            kept += 1
    return kept


def extend_runs(before: Array, runs: Array, here: Array, extended: Array, longest: Array) -> int:
    """How many words in a row end at each place of a word, given those that end at the places of the word before it.

    Both are ascending, without stages; `longest` keeps the most for each candidate.
    """
    at = 0
    for number in range(len(here)):
        place = here[number]
        while at < len(before) and before[at] < place - 1:
            at += 1
        run = runs[at] + 1 if at < len(before) and before[at] == place - 1 else 1
        extended[number] = run
        candidate = place >> PLACE_BITS
        longest[candidate] = max(longest[candidate], run)
    return 0


def best_stretch(places: Array, ends: Array, gains: Array, norms: Array, step: int, best: Array) -> int:
    """For each candidate, what all words earn in the stretch of two steps in which they earn most.

    `places` are those of one word behind those of the other, up to `ends`; `gains` are of each word at each stage.
    """
    words = len(ends)
    low, high, stop = np.zeros(words, np.int64), np.zeros(words, np.int64), np.zeros(words, np.int64)
    counts = np.zeros(gains.shape[1], np.int64)
    stop[1:] = ends[:-1]
    for candidate in range(len(best)):
        following = -1
        for word in range(words):
            low[word] = high[word] = stop[word]
            while stop[word] < ends[word] and places[stop[word]] >> (PLACE_BITS + 2) == candidate:
                stop[word] += 1
            following = _sooner(places, high[word], stop[word], step, following)
        while following >= 0:
            stretch = following
            following = -1
            earned = 0.0
            for word in range(words):
                begun = high[word]
                high[word] = _behind(places, begun, stop[word], step, stretch)
                low[word] = _behind(places, low[word], high[word], step, stretch - 2)
                if high[word] > begun:
                    following = stretch + 1  # what is in the second half of this stretch is in the first of the next
                if low[word] < high[word]:
                    earned += _earned(places, low[word], high[word], gains[word], norms[candidate], counts)
            best[candidate] = max(best[candidate], earned)
            if following < 0:
                for word in range(words):
                    following = _sooner(places, high[word], stop[word], step, following)
    return 0


def _earned(places: Array, low: int, high: int, gains: Array, norm: float, counts: Array) -> float:
    """What a word earns by the places of one stretch, all stages together."""
    counts[:] = 0
    for at in range(low, high):
        counts[places[at] & 3] += 1
    held = 0
    earned = 0.0
    for stage in range(len(counts)):
        held += counts[stage]
        if held:
            earned += gains[stage] * held / (held + norm)
    return earned


def _behind(places: Array, at: int, stop: int, step: int, last: int) -> int:
    """The first place, from `at` on, that is behind the last step."""
    while at < stop and _step(places[at], step) <= last:
        at += 1
    return at


def _step(place: int, step: int) -> int:
    return ((place >> 2) & POSITION) // step


def _sooner(places: Array, at: int, stop: int, step: int, following: int) -> int:
    """The step of the next place of a word, if it comes before the one found so far; -1 is none."""
    if at == stop:
        return following
    own = _step(places[at], step)
    return own if following < 0 or own < following else following


def choose(keys: Array, articles: Array, order: Array, chosen: Array) -> int:
    """The numbers of the highest keys, highest first; as many as `chosen` holds, or fewer.

    Equal ones are in the order that `order` has for each article.
    """
    size = len(chosen)
    held = 0
    for at in range(len(keys)):
        if held < size:  # a heap whose first is the worst
            place = held
            held += 1
            while place and _before(keys, articles, order, chosen[(place - 1) >> 1], at):
                chosen[place] = chosen[(place - 1) >> 1]
                place = (place - 1) >> 1
            chosen[place] = at
        elif size and keys[at] >= keys[chosen[0]] and _before(keys, articles, order, at, chosen[0]):
            _sink(keys, articles, order, chosen, held, at)
    for left in range(held - 1, 0, -1):  # the worst goes last
        worst = chosen[0]
        _sink(keys, articles, order, chosen, left, chosen[left])
        chosen[left] = worst
    return held


def _sink(keys: Array, articles: Array, order: Array, heap: Array, size: int, new: int) -> None:
    """Put a new one into the place of the first."""
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and _before(keys, articles, order, heap[child], heap[child + 1]):
            child += 1
        if not _before(keys, articles, order, new, heap[child]):
            break
        heap[place] = heap[child]
        place = child
    heap[place] = new


def _before(keys: Array, articles: Array, order: Array, one: int, other: int) -> bool:
    if keys[one] == keys[other]:
        return bool(order[articles[one]] < order[articles[other]])
    return bool(keys[one] > keys[other])
