"""The loops over the articles of an answer that know of stories: which stand for them, what is counted once for each.

Articles are ascending; `place` is that of `indexer.store.stories`, and `story` is for every article its `of_article`.
What a kernel is, `indexer.compiling` says.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def earliest(articles: Array, scores: Array, place: Array, story: Array, first: Array, kept: Array, best: Array) -> int:
    """Of each story the earliest article, with the best score of all that are there; returns how many are kept.

    `first` is 0 for each story, and for 0, which is none. There is room for one more than all articles.
    """
    highest = np.zeros(len(first), np.float32)
    for number in range(len(articles)):
        of = story[articles[number]]
        if of:
            before = first[of]
            if before == 0 or place[articles[number]] < place[articles[before - 1]]:
                first[of] = number + 1
            highest[of] = max(highest[of], scores[number]) if before else scores[number]
    count = 0
    for number in range(len(articles)):  # each is written, and the next one over it if it is none: sooner than to ask
        of = story[articles[number]]
        kept[count] = articles[number]
        best[count] = highest[of] if of else scores[number]
        count += of == 0 or first[of] == number + 1
    return count


def count_stages(articles: Array, stages: Array, story: Array, narrowest: Array, counts: Array) -> int:
    """How many hits there are at each stage and at no narrower one; `narrowest` is behind all stages for each story."""
    for number in range(len(articles)):
        of = story[articles[number]]
        counts[stages[number]] += of == 0
        narrowest[of] = min(narrowest[of], stages[number])
    for of in range(1, len(narrowest)):
        if narrowest[of] < len(counts):
            counts[narrowest[of]] += 1
    return 0


def count_values(
    articles: Array,
    of_article: Array,
    kind_starts: Array,
    kind_values: Array,
    place: Array,
    pair_starts: Array,
    pairs: Array,
    told: Array,
    counts: Array,
) -> int:
    """How many hits have each value. The arrays are those of `facets.Kinds`; `place` is empty if copies are hits."""
    of_kinds = np.zeros(len(kind_starts) - 1, np.int64)
    met = np.zeros(len(told), np.bool_)
    for number in range(len(articles)):
        kind = of_article[articles[number]]
        if kind & 1 and len(place):
            own = place[articles[number]]
            for at in range(pair_starts[own - 1], pair_starts[own]):
                if not met[pairs[at]]:
                    met[pairs[at]] = True
                    counts[told[pairs[at]]] += 1
        else:
            of_kinds[kind >> 1] += 1
    for kind in range(len(of_kinds)):
        if of_kinds[kind]:
            for at in range(kind_starts[kind], kind_starts[kind + 1]):
                counts[kind_values[at]] += of_kinds[kind]
    return 0
