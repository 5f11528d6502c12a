"""How many hits of an answer each source, author, year, month, language and repair has."""

import heapq

import numpy as np
from numpy.typing import NDArray

from indexer.answers import FacetCount, Facets
from indexer.search.stories import apart, once
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot

FACET_VALUES = 12
"""Values shown of each facet; a person reads a short list, and the filters take any value."""


def facets(snapshot: Snapshot, mask: Articles, *, copies: bool) -> Facets:
    """The most frequent values among some articles; of a date known by its year alone the month is January.

    Unless `copies` count by themselves a story counts once for each value that any of them has: so many hits a filter
    by that value would leave.
    """

    def counted(values: NDArray[np.intp]) -> NDArray[np.intp]:
        return values[mask if copies else once(snapshot.stories, mask, values)]

    names = {source.id: source.name for source in snapshot.manifest.sources}
    sources, of_source = snapshot.sources
    by_source = dict(zip(sources, _counts(counted(of_source), len(sources)), strict=True))
    languages, of_language = snapshot.languages
    by_language = dict(zip(languages, _counts(counted(of_language), len(languages)), strict=True))
    months, of_month = np.unique(counted(snapshot.first_days // 100), return_counts=True)
    years, of_year = np.unique(counted(snapshot.first_days // 10_000), return_counts=True)
    by_year = {f"{year:04}": count for year, count in zip(years.tolist(), of_year.tolist(), strict=True) if year}
    return Facets(
        source=_most_frequent(by_source, names),
        author=_most_frequent(_of_lists(snapshot, snapshot.bylines, mask, copies=copies)),
        year=_most_frequent(by_year),
        language=_most_frequent(by_language),
        repair=_most_frequent(_of_lists(snapshot, snapshot.repairs, mask, copies=copies)),
        month=tuple(
            FacetCount(month, month, count)
            for number, count in zip(months.tolist(), of_month.tolist(), strict=True)
            if number
            for month in [f"{number // 100:04}-{number % 100:02}"]
        ),
    )


def _of_lists(
    snapshot: Snapshot, column: tuple[list[tuple[str, ...]], NDArray[np.intp]], mask: Articles, *, copies: bool
) -> dict[str, int]:
    """How many articles of a mask hold each value, where an article may hold several."""
    lists, of_list = column
    counts: dict[str, int] = {}
    alone, together = (mask, mask[:0]) if copies else apart(snapshot.stories, mask)
    of_each = np.bincount(of_list[alone], minlength=len(lists))
    held = np.flatnonzero(of_each)  # few answers hold most of what a collection has
    for place, count in zip(held.tolist(), of_each[held].tolist(), strict=True):
        for value in lists[place]:
            counts[value] = counts.get(value, 0) + count
    stories = snapshot.stories.story[snapshot.stories.place[together]]
    in_stories = np.unique(np.stack([stories, of_list[together]], axis=1), axis=0)
    for _, value in {(story, value) for story, place in in_stories.tolist() for value in lists[place]}:
        counts[value] = counts.get(value, 0) + 1
    return counts


def _counts(places: NDArray[np.intp], size: int) -> list[int]:
    counts: list[int] = np.bincount(places, minlength=size).tolist()
    return counts


def _most_frequent(counts: dict[str, int], labels: dict[str, str] | None = None) -> tuple[FacetCount, ...]:
    counts = {value: count for value, count in counts.items() if count}
    lowest = min(heapq.nlargest(FACET_VALUES, counts.values()), default=0)
    frequent = [item for item in counts.items() if item[1] >= lowest]
    ordered = sorted(frequent, key=lambda item: (-item[1], item[0]))[:FACET_VALUES]
    return tuple(FacetCount(value, (labels or {}).get(value, value), count) for value, count in ordered)
