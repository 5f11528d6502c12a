"""How many hits of an answer each source, author, year, month, language and repair has."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from indexer.answers import FacetCount, Facets
from indexer.compiling import ready
from indexer.search import story_kernels
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot
from indexer.store.stories import Stories

FACET_VALUES = 12
"""Values shown of each facet; a person reads a short list, and the filters take any value."""

Numbers = NDArray[np.integer]

_NOWHERE = np.empty(0, np.int32)

Lists = Sequence[tuple[str, ...]]
"""Lists of values of a facet, of which every article has one."""


class Facet(NamedTuple):
    """The values of a facet; the number of each is its place here and that of the first, among those of all facets."""

    values: list[str]
    first: int


class Kinds(NamedTuple):
    """Articles by their values in some facets: those that have the same in all of them are of one kind.

    `of_article` is for each article twice its kind, and one more for a copy. The numbers of the values that a kind has
    are those of `kind_values` from one of `kind_starts` to the next. A pair is a story and a value that any copy has,
    `told` its value; those of the copy at a place in its story are in `pairs`, from one of `pair_starts` to the next.
    """

    of_article: Numbers
    kind_starts: Numbers
    kind_values: Numbers
    pair_starts: Numbers
    pairs: Numbers
    told: Numbers
    facets: dict[str, Facet]

    def counts(self, articles: Articles, stories: Stories | None) -> dict[str, NDArray[np.int64]]:
        """How many hits among some articles have each value of each facet; with None every copy counts by itself."""
        counts = np.zeros(sum(len(facet.values) for facet in self.facets.values()), np.int64)
        place = _NOWHERE if stories is None else stories.place
        kernel = ready(story_kernels.count_values, articles.size + self.kind_starts.size)
        of_kinds, of_pairs = (self.kind_starts, self.kind_values), (self.pair_starts, self.pairs, self.told)
        kernel(articles, self.of_article, *of_kinds, place, *of_pairs, counts)
        return {name: counts[one.first : one.first + len(one.values)] for name, one in self.facets.items()}


def facets(snapshot: Snapshot, articles: Articles, *, copies: bool) -> Facets:
    """The most frequent values among some articles; of a date known by its year alone the month is January.

    Unless `copies` count by themselves a story counts once for each value that any of them has: so many hits a filter
    by that value would leave.
    """
    told = None if copies else snapshot.stories
    names = {source.id: source.name for source in snapshot.manifest.sources}
    values: dict[str, list[str]] = {}
    counts: dict[str, NDArray[np.int64]] = {}
    for kinds in _kinds_of(snapshot):
        values |= {name: facet.values for name, facet in kinds.facets.items()}
        counts |= kinds.counts(articles, told)
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
    facets: dict[str, Facet] = {}
    of_kinds: list[list[int]] = [[] for _ in range(found.size)]
    first = 0
    for (lists, _), places in zip(columns, np.unravel_index(found, sizes), strict=True):
        for name, own in lists.items():
            values: dict[str, int] = {}
            for kind, number in zip(of_kinds, places.tolist(), strict=True):
                kind += [first + values.setdefault(value, len(values)) for value in own[number]]
            facets[name] = Facet(list(values), first)
            first += len(values)
    kind_starts = np.cumsum([0, *map(len, of_kinds)])
    kind_values = np.array(list(chain.from_iterable(of_kinds)), np.int64)
    copied = kind_of[stories.members]
    rows = np.diff(kind_starts)[copied]
    pair_starts = np.append(0, np.cumsum(rows))
    held = kind_values[np.repeat(kind_starts[copied] - pair_starts[:-1], rows) + np.arange(pair_starts[-1])]
    of_rows = np.repeat(stories.story[1:].astype(np.int64), rows) * max(1, first) + held
    pairs, numbers = np.unique(of_rows, return_inverse=True)
    of_article = (2 * kind_of + (stories.place > 0)).astype(np.int32)
    return Kinds(of_article, kind_starts, kind_values, pair_starts, numbers, pairs % max(1, first), facets)


def _most_frequent(
    values: Sequence[str], counts: NDArray[np.int64], labels: Mapping[str, str]
) -> tuple[FacetCount, ...]:
    lowest = max(1, int(np.partition(counts, -FACET_VALUES)[-FACET_VALUES])) if counts.size > FACET_VALUES else 1
    frequent = np.flatnonzero(counts >= lowest)
    found = zip((values[number] for number in frequent.tolist()), counts[frequent].tolist(), strict=True)
    ordered = sorted(found, key=lambda item: (-item[1], item[0]))[:FACET_VALUES]
    return tuple(FacetCount(value, labels.get(value, value), count) for value, count in ordered)
