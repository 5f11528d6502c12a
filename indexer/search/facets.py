"""How many hits of an answer each source, author, year, month, language and repair has."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from indexer.answers import FacetCount, Facets
from indexer.search.stories import apart
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot

FACET_VALUES = 12
"""Values shown of each facet; a person reads a short list, and the filters take any value."""

Numbers = NDArray[np.integer]


class Values(NamedTuple):
    """The values of a facet, and who has them: each article has one of some lists, and a list holds some values.

    `of_article` are numbers of lists. `lists` and `held` are side by side, the number of a list and of a value in it.
    """

    values: list[str]
    of_article: Numbers
    lists: Numbers
    held: Numbers

    def counts(self, alone: Articles, copied: Articles, stories: Articles) -> NDArray[np.int64]:
        """How many hits have each value: articles that count alone, and stories, once for what any of their copies has.

        `stories` are those of the copies, place by place.
        """
        of_lists = np.bincount(self.of_article[alone], minlength=int(self.lists[-1]) + 1 if self.lists.size else 0)
        counts = np.bincount(self.held, of_lists[self.lists], len(self.values)).astype(np.int64)
        if copied.size:
            counts += np.bincount(self._of_stories(stories, copied), minlength=len(self.values))
        return counts

    def _of_stories(self, stories: Numbers, articles: Articles) -> Numbers:
        """The values of each story, one story after the other, each value once."""
        lists = self.of_article[articles]
        first, behind = np.searchsorted(self.lists, lists), np.searchsorted(self.lists, lists, side="right")
        held = behind - first
        places = np.repeat(first - (np.cumsum(held) - held), held) + np.arange(held.sum())
        pairs = np.sort(np.repeat(stories, held).astype(np.int64) * len(self.values) + self.held[places])
        return pairs[np.diff(pairs, prepend=-1) > 0] % max(1, len(self.values))  # sooner than `np.unique`


def facets(snapshot: Snapshot, mask: Articles, *, copies: bool) -> Facets:
    """The most frequent values among some articles; of a date known by its year alone the month is January.

    Unless `copies` count by themselves a story counts once for each value that any of them has: so many hits a filter
    by that value would leave.
    """
    names = {source.id: source.name for source in snapshot.manifest.sources}
    alone, copied = (mask, mask[:0]) if copies else apart(snapshot.stories, mask)
    told = snapshot.stories.story_of(copied)
    counted = {
        name: (values.values, values.counts(alone, copied, told)) for name, values in _values_of(snapshot).items()
    }
    return Facets(
        source=_most_frequent(*counted["source"], names),
        author=_most_frequent(*counted["author"]),
        year=_most_frequent(*counted["year"]),
        language=_most_frequent(*counted["language"]),
        repair=_most_frequent(*counted["repair"]),
        month=tuple(
            FacetCount(month, month, count)
            for month, count in zip(counted["month"][0], counted["month"][1].tolist(), strict=True)
            if count
        ),
    )


_VALUES: WeakKeyDictionary[Snapshot, dict[str, Values]] = WeakKeyDictionary()
"""Made once for each snapshot that is in use."""


def _values_of(snapshot: Snapshot) -> dict[str, Values]:
    known = _VALUES.get(snapshot)
    if known is None:
        days, of_day = np.unique(snapshot.first_days // 100, return_inverse=True)
        months = [f"{month // 100:04}-{month % 100:02}" if month else "" for month in days.tolist()]
        languages, of_language = snapshot.languages
        sources, of_source = snapshot.sources
        known = _VALUES[snapshot] = {
            "source": _values([(source,) for source in sources], of_source),
            "author": _values(*snapshot.bylines),
            "year": _values([(month[:4],) if month else () for month in months], of_day),
            "month": _values([(month,) if month else () for month in months], of_day),
            "language": _values([(language,) for language in languages], of_language),
            "repair": _values(*snapshot.repairs),
        }
    return known


def _values(lists: Sequence[tuple[str, ...]], of_article: Numbers) -> Values:
    numbers: dict[str, int] = {}
    held = [numbers.setdefault(value, len(numbers)) for value in chain.from_iterable(lists)]
    of_list = np.repeat(np.arange(len(lists)), list(map(len, lists)))
    return Values(list(numbers), of_article.astype(np.int32, copy=False), of_list, np.array(held, np.int64))


def _most_frequent(
    values: Sequence[str], counts: NDArray[np.int64], labels: Mapping[str, str] | None = None
) -> tuple[FacetCount, ...]:
    lowest = max(1, int(np.partition(counts, -FACET_VALUES)[-FACET_VALUES])) if counts.size > FACET_VALUES else 1
    frequent = np.flatnonzero(counts >= lowest)
    found = zip((values[number] for number in frequent.tolist()), counts[frequent].tolist(), strict=True)
    ordered = sorted(found, key=lambda item: (-item[1], item[0]))[:FACET_VALUES]
    return tuple(FacetCount(value, (labels or {}).get(value, value), count) for value, count in ordered)
