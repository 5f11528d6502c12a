"""How many hits of an answer each source, author, year, month, language and repair has."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from indexer.answers import FacetCount, Facets
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot
from indexer.store.stories import Stories

FACET_VALUES = 12
"""Values shown of each facet; a person reads a short list, and the filters take any value."""

Numbers = NDArray[np.integer]

Lists = Sequence[tuple[str, ...]]
"""Lists of values of a facet, of which every article has one."""


class Facet(NamedTuple):
    """The values of a facet, and which kinds of articles and which stories have them.

    `kinds` and `held` are side by side: a kind of articles, and a value that these have. So are `places` and `pairs`:
    the place of a copy among those of all stories, and the number of a pair, of its story and a value that it has.
    `told` is the value of each pair.
    """

    values: list[str]
    kinds: Numbers
    held: Numbers
    places: Numbers
    pairs: Numbers
    told: Numbers

    def of_articles(self, of_kinds: Numbers) -> NDArray[np.int64]:
        """How many articles have each value, given how many there are of each kind."""
        return np.bincount(self.held, of_kinds[self.kinds], len(self.values)).astype(np.int64)

    def of_stories(self, copies: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many stories have each value in any of their copies that count, given the places of those."""
        pairs = np.bincount(self.pairs, copies[self.places], self.told.size) > 0
        return np.bincount(self.told, pairs, len(self.values)).astype(np.int64)


class Kinds(NamedTuple):
    """Articles by their values in some facets: those that have the same in all of them are of one kind.

    `of_article` is for each article twice its kind, and one more for a copy; `size` is how many kinds there are.
    """

    of_article: NDArray[np.int32]
    size: int
    facets: dict[str, Facet]

    def counts(self, articles: Articles, copies: NDArray[np.bool_] | None) -> dict[str, NDArray[np.int64]]:
        """How many hits among some articles have each value of each facet.

        `copies` are the places in stories at which some of them stand; with None every copy counts by itself.
        """
        alone, copied = np.bincount(self.of_article.take(articles), minlength=2 * self.size).reshape(-1, 2).T
        if copies is None:
            return {name: facet.of_articles(alone + copied) for name, facet in self.facets.items()}
        return {name: facet.of_articles(alone) + facet.of_stories(copies) for name, facet in self.facets.items()}


def facets(snapshot: Snapshot, articles: Articles, *, copies: bool) -> Facets:
    """The most frequent values among some articles; of a date known by its year alone the month is January.

    Unless `copies` count by themselves a story counts once for each value that any of them has: so many hits a filter
    by that value would leave.
    """
    here = None if copies else snapshot.stories.places_of(articles)
    names = {source.id: source.name for source in snapshot.manifest.sources}
    values: dict[str, list[str]] = {}
    counts: dict[str, NDArray[np.int64]] = {}
    for kinds in _kinds_of(snapshot):
        values |= {name: facet.values for name, facet in kinds.facets.items()}
        counts |= kinds.counts(articles, here)
    frequent = {
        name: _most_frequent(values[name], counts[name], names if name == "source" else {})
        for name in ("source", "author", "year", "language", "repair")
    }
    months = sorted(one for one in zip(values["month"], counts["month"].tolist(), strict=True) if one[1])
    return Facets(**frequent, month=tuple(FacetCount(month, month, count) for month, count in months))


_KINDS: WeakKeyDictionary[Snapshot, tuple[Kinds, ...]] = WeakKeyDictionary()
"""Made once for each snapshot that is in use."""


def _kinds_of(snapshot: Snapshot) -> tuple[Kinds, ...]:
    """Authors by themselves, since nearly each would make kinds of its own, and all other facets together."""
    known = _KINDS.get(snapshot)
    if known is None:
        days, of_day = np.unique(snapshot.first_days // 100, return_inverse=True)
        months = [f"{month // 100:04}-{month % 100:02}" if month else "" for month in days.tolist()]
        sources, of_source = snapshot.sources
        languages, of_language = snapshot.languages
        repairs, of_repairs = snapshot.repairs
        bylines, of_byline = snapshot.bylines
        known = _KINDS[snapshot] = (
            kinds(snapshot.stories, [({"author": bylines}, of_byline)]),
            kinds(
                snapshot.stories,
                [
                    ({"source": [(source,) for source in sources]}, of_source),
                    (
                        {
                            "year": [(month[:4],) if month else () for month in months],
                            "month": [(month,) if month else () for month in months],
                        },
                        of_day,
                    ),
                    ({"language": [(language,) for language in languages]}, of_language),
                    ({"repair": repairs}, of_repairs),
                ],
            ),
        )
    return known


def kinds(stories: Stories, columns: Sequence[tuple[Mapping[str, Lists], Numbers]]) -> Kinds:
    """The kinds of articles by some columns: the lists of one or several facets, and the number of each article's."""
    sizes = [max(1, *map(len, lists.values())) for lists, _ in columns]
    numbers = np.ravel_multi_index([of_article for _, of_article in columns], sizes)
    found, kind_of = np.unique(numbers, return_inverse=True)
    copied = kind_of[stories.members]
    of_columns = zip(columns, np.unravel_index(found, sizes), strict=True)
    return Kinds(
        (2 * kind_of + (stories.place > 0)).astype(np.int32),
        found.size,
        {
            name: _facet([own[number] for number in of_kinds.tolist()], copied, stories.story[1:])
            for (lists, _), of_kinds in of_columns
            for name, own in lists.items()
        },
    )


def _facet(of_kinds: Lists, copied: Numbers, story: Numbers) -> Facet:
    """A facet of which each kind has a list; `copied` is the kind of each copy, `story` the story of each, by place."""
    numbers: dict[str, int] = {}
    held = np.array([numbers.setdefault(value, len(numbers)) for value in chain.from_iterable(of_kinds)], np.int32)
    sizes = np.array(list(map(len, of_kinds)), np.int64)
    starts = np.cumsum(sizes) - sizes
    rows = sizes[copied]
    places = np.repeat(np.arange(copied.size), rows)
    own = held[np.repeat(starts[copied] - (np.cumsum(rows) - rows), rows) + np.arange(places.size)]
    pairs, of_rows = np.unique(story[places].astype(np.int64) * max(1, len(numbers)) + own, return_inverse=True)
    return Facet(
        values=list(numbers),
        kinds=np.repeat(np.arange(sizes.size), sizes),
        held=held,
        places=places + 1,
        pairs=of_rows,
        told=pairs % max(1, len(numbers)),
    )


def _most_frequent(
    values: Sequence[str], counts: NDArray[np.int64], labels: Mapping[str, str]
) -> tuple[FacetCount, ...]:
    lowest = max(1, int(np.partition(counts, -FACET_VALUES)[-FACET_VALUES])) if counts.size > FACET_VALUES else 1
    frequent = np.flatnonzero(counts >= lowest)
    found = zip((values[number] for number in frequent.tolist()), counts[frequent].tolist(), strict=True)
    ordered = sorted(found, key=lambda item: (-item[1], item[0]))[:FACET_VALUES]
    return tuple(FacetCount(value, labels.get(value, value), count) for value, count in ordered)
