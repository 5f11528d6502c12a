"""Joins the postings that several files of arrays have of one field, a stretch of terms at a time.

Terms are in order in every part, so the parts are gone through side by side. Each part's articles come after those of
the part before. Not for writing what comes out: that is `merging`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.compiling import ready
from indexer.store import joining_kernels
from indexer.store.arrays import Array
from indexer.store.field_arrays import FieldArrays

STRETCH = 1 << 19
"""Postings and positions that are joined at once; each takes some forty bytes meanwhile."""

TERM_WEIGHT = 8
"""A term takes as much memory as so many postings."""


class FieldPart(NamedTuple):
    """What one part has of a field: which of its articles stay, None for all, and the new number of each."""

    field: FieldArrays
    keep: NDArray[np.bool_] | None
    numbers: Array


class Stretch(NamedTuple):
    """Some terms in order and their postings; of each term how many bytes, postings and positions it has."""

    text: Array
    lengths: Array
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
    text = field.text[int(field.term_starts[first]) : int(field.term_starts[end])]
    start, stop = field.posting_range(first, end)
    articles, frequencies = field.articles[start:stop], field.whole_frequencies(start, stop)
    positions = field.positions[int(field.position_starts[first]) : int(field.position_starts[end])]
    lengths, postings, places = (
        _counts(starts[first : end + 1]) for starts in (field.term_starts, field.posting_starts, field.position_starts)
    )
    # What would lead a kernel out of an array: files may be damaged.
    if min(own.min(initial=0) for own in (lengths, postings, places)) < 0 or lengths.sum() != text.size:
        raise ValueError("terms and postings don't begin where they should")
    if keep is not None:
        kept = keep[articles]
        of_posting = np.repeat(np.arange(postings.size), postings)[kept]
        if positions.size:
            positions = positions[np.repeat(kept, frequencies)]
            places = np.bincount(of_posting, frequencies[kept], postings.size).astype(np.int64)
        articles, frequencies = articles[kept], frequencies[kept]
        postings = np.bincount(of_posting, minlength=postings.size)
        held = postings > 0
        text, lengths = text[np.repeat(held, lengths)], lengths[held]
        postings, places = postings[held], places[held]
    return Stretch(text, lengths, postings, places, part.numbers[articles], frequencies, positions)


def _counts(starts: Array) -> Array:
    return starts[1:].astype(np.int64) - starts[:-1]


def _joined(taken: Sequence[Stretch]) -> Stretch:
    """The postings of one run of terms in several parts as one."""
    if len(taken) == 1:
        return taken[0]
    found = Stretch(*(np.concatenate(values) for values in zip(*taken, strict=True)))
    starts = np.append(0, np.cumsum(found.lengths))
    order, firsts = _in_order(found.text, starts)
    terms = order[firsts]
    lengths = found.lengths[terms]
    text = np.empty(lengths.sum(), np.uint8)
    ready(joining_kernels.copy_terms, text.size)(found.text, starts, terms, text)
    moved = _places(found.postings, order)
    return Stretch(
        text,
        lengths,
        np.add.reduceat(found.postings[order], firsts),
        np.add.reduceat(found.places[order], firsts),
        found.articles[moved],
        found.frequencies[moved],
        found.positions[_places(found.places, order)],
    )


def _in_order(text: Array, starts: Array) -> tuple[Array, Array]:
    """The order of some terms, and the places in it where another stands than before."""
    order, shared, spare, spare_shared = (np.empty(starts.size - 1, np.int64) for _ in range(4))
    kernel = ready(joining_kernels.order_terms, text.size)
    kernel(text, starts, order, shared, spare, spare_shared, np.empty_like(starts))
    lengths = np.diff(starts)[order]
    fresh = (shared < lengths) | (shared < np.roll(lengths, 1))
    fresh[:1] = True
    return order, np.flatnonzero(fresh)


def _places(lengths: Array, order: Array) -> Array:
    """Where the values of lists stand if the lists, which are so long, are put one behind the other in an order."""
    starts = np.append(0, np.cumsum(lengths))
    places = np.empty(starts[-1], np.int64)
    ready(joining_kernels.list_places, places.size)(starts, order, places)
    return places
