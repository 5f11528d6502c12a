"""The loops over the places of a phrase, and the choice of the best: see `indexer.store.kernels`.

Places are those of `indexer.store.kernels.read_places`, ascending.
"""

from typing import Any

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
