"""The loop over an article's matching words that finds where most of the question stands closest together.

A window is some matching words of one paragraph that fit in one passage. See `indexer.compiling` for what a kernel is,
and `passages` for what is shown of a window.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

PARAGRAPH, START, END, LEAF, WIDTH = range(5)
"""The columns of a word: its paragraph, where it begins and ends there, the leaf of the question that it matched, and
how wide the level is at which it did, the narrowest 0."""

NEARNESS = 0.5
"""What two different words of the question side by side add to a passage, in words; less the farther apart."""

DIGITS = 1e9
"""What nearness is told to: windows that look the same are worth the same, in whatever order it was added up."""


def best_window(
    words: Array, longest: int, every: int, shown: Array, paragraph: int, low: int, high: int
) -> tuple[int, int]:
    """The first of the windows that are worth most: its first word, and the one behind its last; -1 twice for none.

    `words` stand in their order, a row each. Windows of at most `longest` characters begin at one word in `every` of
    a paragraph, without those that are part of the one before, which is worth as much. In one `paragraph`, of which a
    passage was chosen, all must be farther apart from it: end before `low` or begin behind `high`; and parts count,
    for a part may be apart from the passage though the window is not. Leaves that are `shown` are worth less.
    """
    chosen, behind, most = -1, -1, 0.0
    narrowest = np.empty(len(shown), np.int64)
    at = 0
    while at < len(words):
        own = words[at, PARAGRAPH]
        stop = at
        while stop < len(words) and words[stop, PARAGRAPH] == own:
            stop += 1
        last = at
        for first in range(at, stop, every):
            before = last
            last = max(last, first + 1)
            while last < stop and words[last, END] - words[first, START] <= longest:
                last += 1
            apart = words[last - 1, END] < low or words[first, START] > high
            if apart if own == paragraph else last > before:
                worth = _worth(words, first, last, shown, narrowest)
                if chosen < 0 or worth > most:
                    chosen, behind, most = first, last, worth
            if last == stop:
                break
        at = stop
    return chosen, behind


def _worth(words: Array, first: int, last: int, shown: Array, narrowest: Array) -> float:
    """How many of the question's words are among some, those not yet shown for more, narrow levels for more.

    Words that stand close together are worth more too.
    """
    narrowest[:] = -1
    nearness = 0.0
    for at in range(first, last):
        leaf, width = words[at, LEAF], words[at, WIDTH]
        if narrowest[leaf] < 0 or width < narrowest[leaf]:
            narrowest[leaf] = width
        if at > first and leaf != words[at - 1, LEAF] and words[at, START] != words[at - 1, START]:
            nearness += NEARNESS / (1 + (words[at, START] - words[at - 1, END]) / 8)
    worth = 0.0
    for leaf in range(len(shown)):
        if narrowest[leaf] >= 0:
            worth += (1.0 if shown[leaf] else 2.0) - 0.05 * narrowest[leaf]
    return worth + math.floor(nearness * DIGITS + 0.5) / DIGITS
