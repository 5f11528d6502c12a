"""The order of hits: by score or by date, equals by id; from a place on, and where in it an article stands.

Not for what an article scores: see `rank`; nor for where a walk has come to as text: see `cursor`.
"""

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Sort
from indexer.compiling import ready
from indexer.search import kernels
from indexer.search.cursor import Place
from indexer.search.narrowing import Mask
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot

AFTER_ALL_DAYS = 10**8
"""Greater than any day as YYYYMMDD."""


def keys_of(
    snapshot: Snapshot, articles: Articles, scores: Scores, sort: Sort
) -> NDArray[np.float32] | NDArray[np.float64]:
    """What the hits are ordered by, highest first; an article without a date comes last in both orders of time."""
    if sort is Sort.NEWEST:
        return snapshot.last_days[articles].astype(np.float64)
    if sort is Sort.OLDEST:
        days = snapshot.first_days[articles]
        return np.where(days > 0, -days, -AFTER_ALL_DAYS).astype(np.float64)
    return scores


def best(
    articles: Articles, keys: NDArray[np.float32] | NDArray[np.float64], wanted: int, order: NDArray[np.int32]
) -> NDArray[np.intp]:
    """The places of the articles with the highest keys, highest first, at most `wanted`; equal keys by `order`."""
    chosen = np.empty(min(wanted, articles.size), np.intp)
    ready(kernels.choose, 4 * articles.size)(keys, articles, order, chosen)
    return chosen


def rank_of(snapshot: Snapshot, articles: Articles, scores: Scores, number: int, sort: Sort) -> int | None:
    """The place of an article among those that match, counted from 1; None where it does not."""
    keys = keys_of(snapshot, articles, scores, sort)
    own = keys[articles == number]
    if not own.size:
        return None
    tied = articles[keys == own[0]]
    return int((keys > own[0]).sum() + (snapshot.order[tied] < snapshot.order[number]).sum()) + 1


def behind(
    snapshot: Snapshot, articles: Articles, keys: NDArray[np.float32] | NDArray[np.float64], place: Place
) -> Mask:
    """Which of the articles come behind a place in their order: highest key first, then by id."""
    order = snapshot.order
    behind: Mask = (keys < place.key) | ((keys == place.key) & (order[articles] > order[place.article]))
    return behind
