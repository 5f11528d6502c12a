"""Where the long paragraphs of an article stand again, word for word but for spelling, in other articles.

Told by their hashes (see `likeness`), which every segment has in order. Not for which of the places are worth showing.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.store.arrays import Array, ArrayFile
from indexer.store.likeness_arrays import REUSE


class Reused(NamedTuple):
    """Paragraphs of an article and the places where each stands again: numbers of paragraphs from 1, and of articles.

    In the order of the paragraphs, and of the articles for each; `articles` may hold some that were removed.
    """

    paragraphs: Array
    articles: Array
    places: Array


def reused(segments: Sequence[tuple[int, ArrayFile]], number: int) -> Reused:
    """The places of an article's paragraphs in all other articles, given the segments with their offsets."""
    arrays = [(offset, [file.array(name) for name in REUSE]) for offset, file in segments]
    own = [
        (hashes[at], paragraphs[at])
        for offset, (hashes, articles, paragraphs) in arrays
        if number >= offset
        for at in np.flatnonzero(articles == number - offset)
    ]
    found = [np.empty((0, 3), np.int64)]
    for wanted, paragraph in own:
        for offset, (hashes, articles, paragraphs) in arrays:
            first, end = (int(np.searchsorted(hashes, np.uint64(wanted), side)) for side in ("left", "right"))
            others = articles[first:end].astype(np.int64) + offset
            found.append(np.stack([np.full(end - first, paragraph), others, paragraphs[first:end]], axis=1))
    rows = np.concatenate(found)
    rows = rows[rows[:, 1] != number]
    return Reused(*rows[np.lexsort(rows.T[::-1])].T)
