"""How many articles of an answer each source, author and year has."""

import heapq

import numpy as np
from numpy.typing import NDArray

from indexer.model import FacetCount, Facets
from indexer.search.match import Mask
from indexer.store.snapshot import Snapshot

FACET_VALUES = 12
"""Values shown of each facet; a person reads a short list, and the filters take any value."""


def facets(snapshot: Snapshot, mask: Mask) -> Facets:
    """The most frequent sources, authors and years among the articles of a mask."""
    names = {source.id: source.name for source in snapshot.manifest.sources}
    sources, of_source = snapshot.sources
    by_source = {
        source: count for source, count in zip(sources, _counts(of_source[mask], len(sources)), strict=True) if count
    }
    bylines, of_byline = snapshot.bylines
    by_author: dict[str, int] = {}
    for authors, count in zip(bylines, _counts(of_byline[mask], len(bylines)), strict=True):
        for author in authors:
            if count:
                by_author[author] = by_author.get(author, 0) + count
    years, counts = np.unique(snapshot.first_days[mask] // 10000, return_counts=True)
    by_year = {f"{year:04}": count for year, count in zip(years.tolist(), counts.tolist(), strict=True) if year}
    return Facets(
        source=_most_frequent(by_source, names), author=_most_frequent(by_author), year=_most_frequent(by_year)
    )


def _counts(places: NDArray[np.intp], size: int) -> list[int]:
    counts: list[int] = np.bincount(places, minlength=size).tolist()
    return counts


def _most_frequent(counts: dict[str, int], labels: dict[str, str] | None = None) -> tuple[FacetCount, ...]:
    ordered = heapq.nsmallest(FACET_VALUES, counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value, (labels or {}).get(value, value), count) for value, count in ordered)
