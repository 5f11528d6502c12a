"""The loops over words by which articles and paragraphs are compared: see `compiling` for what a kernel is.

All hashes are numbers of 64 bits, of which what is above is dropped; plain Python warns of that, numba doesn't.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

SHINGLE = 4
"""Words in a row that are taken as one: a number or a name that differs makes four of them differ."""

_ZERO = np.uint64(0)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))
_FACTORS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def hash_shingles(
    words: Array, begins: Array, ends: Array, fewest: int, shingles: Array, chosen: Array, shingle_ends: Array
) -> int:
    """The shingles of the articles in which so many differ, which are chosen, and where those of each end.

    `words` are hashes, `begins` and `ends` where in them the articles do. Answers how many were chosen.
    """
    count = at = 0
    for article in range(len(ends)):
        first = at
        if ends[article] - begins[article] >= fewest + SHINGLE - 1:
            for place in range(begins[article], ends[article] - (SHINGLE - 1)):
                value = words[place]
                for behind in range(1, SHINGLE):
                    value = value * _STEP + words[place + behind]
                shingles[at] = _mixed(value)
                at += 1
        if _differ(shingles, first, at, fewest):
            chosen[count] = article
            shingle_ends[count] = at
            count += 1
        else:
            at = first
    return count


def hash_paragraphs(words: Array, begins: Array, ends: Array, hashes: Array) -> None:
    """A hash of all words of each paragraph in their order, given hashes of the words."""
    for number in range(len(ends)):
        value = _ZERO
        for place in range(ends[number] - 1, begins[number] - 1, -1):
            value = (value + words[place]) * _STEP
        hashes[number] = _mixed(value)


def _differ(numbers: Array, first: int, end: int, fewest: int) -> bool:
    """Whether so many of some numbers differ, which come to stand first; those at the beginning mostly do."""
    behind = first
    for at in range(first, end):
        known = first
        while known < behind and numbers[known] != numbers[at]:
            known += 1
        if known == behind:
            numbers[behind], numbers[at] = numbers[at], numbers[behind]
            behind += 1
        if behind - first == fewest:
            return True
    return False


def _mixed(value: Any) -> Any:
    """A number whose every bit depends on every bit of the one given (end of SplitMix64; Steele and others, 2014)."""
    value = (value ^ (value >> _SHIFTS[0])) * _FACTORS[0]
    value = (value ^ (value >> _SHIFTS[1])) * _FACTORS[1]
    return value ^ (value >> _SHIFTS[2])
