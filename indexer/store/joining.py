"""Joins the postings that several files of arrays have of one field, a stretch of terms at a time.

Terms are in order in every part, so the parts are gone through side by side. Each part's articles come after those of
the part before. Not for writing what comes out: that is `merging`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.store.arrays import Array
from indexer.store.field_arrays import FieldArrays

STRETCH = 1 << 20
"""Postings and positions that are joined at once; each takes some forty bytes meanwhile."""

TERM_WEIGHT = 8
"""A term takes as much memory as so many postings."""


class FieldPart(NamedTuple):
    """What one part has of a field: which of its articles stay, None for all, and the new number of each."""

    field: FieldArrays
    keep: NDArray[np.bool_] | None
    numbers: Array


class Stretch(NamedTuple):
    """The postings of some terms in order; of each term how many postings, and how many positions, it has."""

    terms: list[bytes]
    postings: Array
    places: Array
    articles: Array
    frequencies: Array
    positions: Array


def stretches(parts: Sequence[FieldPart]) -> Iterator[tuple[Stretch, float]]:
    """The joined postings of a field, term after term, and with each stretch the share of the work that is done."""
    weights = [_weights(part.field) for part in parts]
    whole = sum(int(own[-1]) for own in weights)
    widest = max(range(len(parts)), key=lambda number: len(parts[number].field))
    # Terms of the part that has most of them cut the others too; no cut is needed where all is one stretch.
    cuts = np.linspace(0, weights[widest][-1], whole // STRETCH + 2)[1:-1]
    places = np.unique(np.searchsorted(weights[widest], cuts))
    borders = [parts[widest].field[number] for number in places.tolist() if number < len(parts[widest].field)]
    ends = [[*(bisect_left(part.field, border) for border in borders), len(part.field)] for part in parts]
    firsts, done = [0] * len(parts), 0
    for lasts in zip(*ends, strict=True):
        ranges = list(zip(firsts, lasts, strict=True))
        done += sum(int(own[last] - own[first]) for own, (first, last) in zip(weights, ranges, strict=True))
        joined = _joined([_taken(part, *own) for part, own in zip(parts, ranges, strict=True)])
        yield joined, done / whole if whole else 1.0
        firsts = list(lasts)


def _weights(field: FieldArrays) -> Array:
    """For each term and the end, what all terms before it weigh."""
    terms = np.arange(len(field) + 1) * TERM_WEIGHT
    return terms + field.posting_starts + field.position_starts


def _taken(part: FieldPart, first: int, end: int) -> Stretch:
    """What stays of a run of terms of one part, under new numbers; terms that no article holds any more are gone."""
    field, keep = part.field, part.keep
    terms = field.some(first, end)
    start, stop = field.posting_range(first, end)
    articles, frequencies = field.articles[start:stop], field.whole_frequencies(start, stop)
    positions = field.positions[int(field.position_starts[first]) : int(field.position_starts[end])]
    postings, places = _counts(field.posting_starts[first : end + 1]), _counts(field.position_starts[first : end + 1])
    if keep is not None:
        kept = keep[articles]
        of_posting = np.repeat(np.arange(len(terms)), postings)[kept]
        if positions.size:
            positions = positions[np.repeat(kept, frequencies)]
            places = np.bincount(of_posting, frequencies[kept], len(terms)).astype(np.int64)
        articles, frequencies = articles[kept], frequencies[kept]
        postings = np.bincount(of_posting, minlength=len(terms))
        held = postings > 0
        terms = [term for term, there in zip(terms, held.tolist(), strict=True) if there]
        postings, places = postings[held], places[held]
    return Stretch(terms, postings, places, part.numbers[articles], frequencies, positions)


def _counts(starts: Array) -> Array:
    return starts[1:].astype(np.int64) - starts[:-1]


def _joined(taken: Sequence[Stretch]) -> Stretch:
    """The postings of one run of terms in several parts as one."""
    terms = sorted(set().union(*(own.terms for own in taken)))
    ranks = {term: number for number, term in enumerate(terms)}
    of_parts = [np.array([ranks[term] for term in own.terms], np.int64) for own in taken]
    postings, moved = _places(of_parts, [own.postings for own in taken], len(terms))
    places, moved_positions = _places(of_parts, [own.places for own in taken], len(terms))
    return Stretch(
        terms,
        postings,
        places,
        _scattered(moved, [own.articles for own in taken]),
        _scattered(moved, [own.frequencies for own in taken]),
        _scattered(moved_positions, [own.positions for own in taken]),
    )


def _places(of_parts: Sequence[Array], counts: Sequence[Array], terms: int) -> tuple[Array, list[Array]]:
    """How many values each term has in all parts, and for each part where its values come to lie among all."""
    total = np.zeros(terms, np.int64)
    for ranks, own in zip(of_parts, counts, strict=True):
        total[ranks] += own
    free = np.cumsum(total) - total
    moved = []
    for ranks, own in zip(of_parts, counts, strict=True):
        moved.append(np.repeat(free[ranks] - (np.cumsum(own) - own), own) + np.arange(own.sum()))
        free[ranks] += own
    return total, moved


def _scattered(places: Sequence[Array], values: Sequence[Array]) -> Array:
    joined = np.empty(sum(own.size for own in values), np.result_type(np.uint8, *values))
    for where, own in zip(places, values, strict=True):
        joined[where] = own
    return joined
