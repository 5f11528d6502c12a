"""Which articles are copies of which, told by their signatures in time that grows with their number, not its square.

Articles whose signatures agree in a band are candidates (Leskovec and others, "Mining of Massive Datasets", chapter 3),
and are compared in all slots and in their numbers. Every copy is one of the story's earliest, so that no chain of small
changes leads from one story into another. Pure; where signatures come from is the matter of `likeness`, where stories
go of `stories`.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.store.arrays import Array
from indexer.store.likeness_arrays import ROW, SLOTS

ALIKE = 0.65
"""Share of shingles that both have from which two articles are copies: nearly all of some hundred pairs that were read
are. Reports made by a template, such as of the weather, mostly have up to about .6; longer ones differ in numbers."""

SLOTS_OF_BAND = 4
"""Slots that are eight bytes: two articles that are just alike agree in some of 32 bands in 998 cases of 1,000."""

COMPARED = 8
"""Of the articles that agree in a band each is compared with so many of the earliest: enough, and no square."""

_BANDS = SLOTS // SLOTS_OF_BAND
_PAIRS_AT_ONCE = 1 << 15

Signatures = NDArray[np.uint16]
Numbers = NDArray[np.int64]


def candidates(segments: Sequence[Signatures], there: NDArray[np.bool_]) -> Numbers:
    """The numbers of the articles that are `there` and agree with another in some band, ascending."""
    bands = [_bands(signatures) for signatures in segments]
    # One that has no signature has zeros in all slots; in four of one that has it they are not to be expected.
    numbers = np.flatnonzero(there & (np.concatenate([own[:, 0] for own in bands]) > 0))
    agree = np.zeros(numbers.size, bool)
    for band in range(_BANDS):
        keys = np.concatenate([own[:, band] for own in bands])[numbers]
        order = np.argsort(keys)
        same = np.flatnonzero(np.diff(keys[order]) == 0)
        agree[order[same]] = agree[order[same + 1]] = True
    return numbers[agree]


def earliest_copies(signatures: Signatures) -> Numbers:
    """For each article the place of the earliest that it is a copy of, its own where it is none; earliest first."""
    bands = _bands(signatures)
    # Equal signatures are compared once: thousands of the same page must not be compared with one another.
    _, firsts, alike = np.unique((bands * _ODD[: bands.shape[1]]).sum(axis=1), return_index=True, return_inverse=True)
    order = np.argsort(firsts)
    places = firsts[order]
    ranks = np.empty(order.size, np.int64)
    ranks[order] = np.arange(order.size)
    earliest = list(range(places.size))
    for later, earlier in _copies(signatures[places]):
        if earliest[earlier] == earlier and earliest[later] == later:
            earliest[later] = earlier
    return places[np.array(earliest, np.int64)][ranks[alike]]


_ODD = np.random.PCG64(1).random_raw(256) | np.uint64(1)


def _copies(signatures: Signatures) -> Iterator[tuple[int, int]]:
    """Pairs of copies, the later of each first, in the order of both."""
    bands = _bands(signatures)
    size = len(signatures)
    pairs = np.unique(np.concatenate([np.empty(0, np.int64), *(_pairs(bands[:, one]) for one in range(_BANDS))]))
    for first in range(0, pairs.size, _PAIRS_AT_ONCE):
        later, earlier = np.divmod(pairs[first : first + _PAIRS_AT_ONCE], size)
        alike = (signatures[later, :SLOTS] == signatures[earlier, :SLOTS]).mean(axis=1) >= ALIKE
        later, earlier = later[alike], earlier[alike]
        copies = _tell_the_same_numbers(signatures[later, SLOTS:], signatures[earlier, SLOTS:])
        yield from zip(later[copies].tolist(), earlier[copies].tolist(), strict=True)


def _tell_the_same_numbers(some: Signatures, others: Signatures) -> NDArray[np.bool_]:
    """Of each pair of articles, whether the one with fewer numbers has more than half of them from the other, or none.

    A form that is filled in anew every day keeps its words and changes its numbers; an editor does the contrary.
    """
    # Of many numbers only the smallest are known, so that beyond the last that one knows the other's say nothing.
    last = np.minimum(*(np.where(numbers[:, -1:] > 0, numbers[:, -1:], 0xFFFF) for numbers in (some, others)))
    known, theirs = ((numbers > 0) & (numbers <= last) for numbers in (some, others))
    shared = ((some[:, :, None] == others[:, None, :]) & known[:, :, None]).any(axis=2).sum(axis=1)
    fewer = np.minimum(known.sum(axis=1), theirs.sum(axis=1))
    told: NDArray[np.bool_] = (fewer == 0) | (2 * shared > fewer)
    return told


def _pairs(keys: Array) -> Numbers:
    """The pairs that share a key, each as a number: the later times how many there are, and the earlier."""
    order = np.argsort(keys, kind="stable")
    fresh = np.diff(keys[order], prepend=keys[order[:1]]) != 0
    starts = np.maximum.accumulate(np.where(fresh, np.arange(order.size), 0))
    behind = np.arange(order.size) - starts
    found = [np.empty(0, np.int64)]
    for distance in range(COMPARED):
        later = np.flatnonzero(behind > distance)
        found.append(order[later] * order.size + order[starts[later] + distance])
    return np.concatenate(found)


def _bands(signatures: Signatures) -> NDArray[np.uint64]:
    """A row for each article with a number for each band, and behind these some for the numbers that it tells."""
    return np.ascontiguousarray(signatures).view(np.uint64).reshape(len(signatures), ROW // SLOTS_OF_BAND)
