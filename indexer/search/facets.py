"""How many articles of an answer each source, author, year, month, language and repair has."""

import heapq

import numpy as np
from numpy.typing import NDArray

from indexer.answers import FacetCount, Facets
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot

FACET_VALUES = 12
"""Values shown of each facet; a person reads a short list, and the filters take any value."""


def facets(snapshot: Snapshot, mask: Articles) -> Facets:
    """The most frequent values among some articles; of a date known by its year alone the month is January."""
    names = {source.id: source.name for source in snapshot.manifest.sources}
    sources, of_source = snapshot.sources
    by_source = {
        source: count for source, count in zip(sources, _counts(of_source[mask], len(sources)), strict=True) if count
    }
    languages, of_language = snapshot.languages
    by_language = dict(zip(languages, _counts(of_language[mask], len(languages)), strict=True))
    months, counts = np.unique(snapshot.first_days[mask] // 100, return_counts=True)
    by_month = [(month, count) for month, count in zip(months.tolist(), counts.tolist(), strict=True) if month]
    by_year: dict[str, int] = {}
    for month, count in by_month:
        year = f"{month // 100:04}"
        by_year[year] = by_year.get(year, 0) + count
    return Facets(
        source=_most_frequent(by_source, names),
        author=_most_frequent(_of_lists(snapshot.bylines, mask)),
        year=_most_frequent(by_year),
        language=_most_frequent({language: count for language, count in by_language.items() if count}),
        repair=_most_frequent(_of_lists(snapshot.repairs, mask)),
        month=tuple(
            FacetCount(month, month, count)
            for number, count in by_month
            for month in [f"{number // 100:04}-{number % 100:02}"]
        ),
    )


def _of_lists(column: tuple[list[tuple[str, ...]], NDArray[np.intp]], mask: Articles) -> dict[str, int]:
    """How many articles of a mask hold each value, where an article may hold several."""
    lists, of_list = column
    counts: dict[str, int] = {}
    of_each = np.bincount(of_list[mask], minlength=len(lists))
    held = np.flatnonzero(of_each)  # few answers hold most of what a collection has
    for place, count in zip(held.tolist(), of_each[held].tolist(), strict=True):
        for value in lists[place]:
            counts[value] = counts.get(value, 0) + count
    return counts


def _counts(places: NDArray[np.intp], size: int) -> list[int]:
    counts: list[int] = np.bincount(places, minlength=size).tolist()
    return counts


def _most_frequent(counts: dict[str, int], labels: dict[str, str] | None = None) -> tuple[FacetCount, ...]:
    lowest = min(heapq.nlargest(FACET_VALUES, counts.values()), default=0)
    frequent = [item for item in counts.items() if item[1] >= lowest]
    ordered = sorted(frequent, key=lambda item: (-item[1], item[0]))[:FACET_VALUES]
    return tuple(FacetCount(value, (labels or {}).get(value, value), count) for value, count in ordered)
