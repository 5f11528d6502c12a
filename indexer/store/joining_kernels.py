"""The loops that put terms in order, and what they have behind each other: see `compiling` for what a kernel is.

A natural merge sort: terms that are in order in each of several parts are so many runs, which are merged two by two. It
knows of every term how many bytes it shares with the one before, so that few bytes are looked at twice (Ng and Kakehi,
"Merging string sequences by longest common prefixes", 2008). Knows nothing of postings.
"""

from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]


def order_terms(
    text: Array, starts: Array, order: Array, shared: Array, spare: Array, spare_shared: Array, borders: Array
) -> None:
    """The numbers of terms in their order, equal ones as they came, and how many bytes each shares with the one before.

    `starts` and `borders` have one place more than there are terms.
    """
    size = len(order)
    runs = 0
    for term in range(size):
        common = _common(text, starts, term - 1, term, 0) if term else 0
        if term == 0 or _is_below(text, starts, term, term - 1, common):
            borders[runs] = term
            runs += 1
        order[term] = term
        shared[term] = common
    borders[runs] = size
    swapped = False
    while runs > 1:
        made = 0
        for run in range(0, runs, 2):
            first, middle, end = borders[run], borders[run + 1], borders[min(run + 2, runs)]
            _merge(text, starts, order, shared, first, middle, end, spare, spare_shared)
            borders[made] = first
            made += 1
        borders[made] = size
        runs = made
        order, shared, spare, spare_shared = spare, spare_shared, order, shared
        swapped = not swapped
    if swapped:
        for at in range(size):
            spare[at], spare_shared[at] = order[at], shared[at]


def copy_terms(text: Array, starts: Array, chosen: Array, copied: Array) -> None:
    """Some terms one behind the other, for all of which there is room."""
    at = 0
    for number in range(len(chosen)):
        for byte in range(starts[chosen[number]], starts[chosen[number] + 1]):
            copied[at] = text[byte]
            at += 1


def list_places(starts: Array, order: Array, places: Array) -> None:
    """Where the values of some lists stand, those of one list after the other in an order."""
    at = 0
    for number in range(len(order)):
        for place in range(starts[order[number]], starts[order[number] + 1]):
            places[at] = place
            at += 1


def _merge(
    text: Array,
    starts: Array,
    order: Array,
    shared: Array,
    first: int,
    middle: int,
    end: int,
    merged: Array,
    merged_shared: Array,
) -> None:
    """Merge two runs that stand side by side."""
    left, right = first, middle
    of_left = of_right = 0  # bytes that the next of either run shares with what was taken last
    for at in range(first, end):
        takes_left = right == end or (left < middle and of_left > of_right)
        if left < middle and right < end and of_left == of_right:
            common = _common(text, starts, order[left], order[right], of_left)
            takes_left = not _is_below(text, starts, order[right], order[left], common)
            if takes_left:
                of_right = common
            else:
                of_left = common
        if takes_left:
            merged[at], merged_shared[at] = order[left], of_left
            left += 1
            of_left = shared[left] if left < middle else 0
        else:
            merged[at], merged_shared[at] = order[right], of_right
            right += 1
            of_right = shared[right] if right < end else 0


def _common(text: Array, starts: Array, one: int, other: int, known: int) -> int:
    """How many bytes two terms share, given that it is no fewer than are known."""
    first, second = starts[one], starts[other]
    most = min(starts[one + 1] - first, starts[other + 1] - second)
    while known < most and text[first + known] == text[second + known]:
        known += 1
    return known


def _is_below(text: Array, starts: Array, one: int, other: int, common: int) -> bool:
    """Whether a term comes before another with which it shares so many bytes and no more."""
    first, second = starts[one] + common, starts[other] + common
    if first == starts[one + 1] or second == starts[other + 1]:
        return bool(second < starts[other + 1])
    return bool(text[first] < text[second])
