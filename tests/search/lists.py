"""Lists of what words say, made for tests: drawn ones, what is expected of them, and what the kernels find in them."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from indexer.compiling import compiled
from indexer.search import list_kernels, shortlist_kernels
from indexer.search.list_layout import CHAMPIONS_KEPT, NEAR
from indexer.search.room import Room, Saying

ARTICLES = 9_000

BY_ID = np.random.default_rng(9).permutation(ARTICLES).astype(np.int32)
"""More than two windows."""

Said = dict[int, tuple[int, float]]
"""For each article the stage and what it earns."""


def kept(room: Room, key: object, said: Said) -> int:
    articles = sorted(said)
    postings = np.array([article << 2 | said[article][0] for article in articles], np.int32)
    return room.keep(key, lambda: Saying(postings, np.array([said[article][1] for article in articles], np.float32)))


def expected(lists: Sequence[Said], wanted: int) -> list[tuple[int, float]]:
    """The best articles that are near by any list, by adding everything up and sorting it."""
    totals: dict[int, float] = {}
    for said in lists:
        for article, (_, earned) in said.items():
            totals[article] = totals.get(article, 0.0) + earned
    near = {article for said in lists for article, (stage, _) in said.items() if stage <= NEAR}
    ranked = sorted(near, key=lambda article: (-totals[article], BY_ID[article]))
    return [(article, totals[article]) for article in ranked[:wanted]]


EARNED = st.integers(1, 64).map(lambda eighths: eighths / 8)  # sums of these are exact, so that ties are ties
FEW = st.dictionaries(st.integers(0, ARTICLES - 1), st.tuples(st.integers(0, 3), EARNED), max_size=40)


@st.composite
def many(draw: st.DrawFn) -> Said:
    """A list of hundreds of articles, most of which earn little."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = draw(st.integers(CHAMPIONS_KEPT - 5, 3_000))
    articles = np.sort(chance.choice(ARTICLES, size, replace=False))
    earned = np.minimum(1 + chance.geometric(0.2, size), 64) / 8
    stages = chance.integers(0, 4, size)
    return dict(zip(articles.tolist(), zip(stages.tolist(), earned.tolist(), strict=True), strict=True))


def shortlisted(room: Room, places: Sequence[int], wanted: int, *, plain: bool = False) -> list[tuple[int, float]]:
    """What coarse sums and then exact ones find, which is in no order."""
    found, scores = np.empty(wanted, np.int32), np.empty(wanted, np.float32)
    postings = np.empty((len(places), wanted), np.int32)
    kernel = shortlist_kernels.shortlist if plain else compiled(shortlist_kernels.shortlist)
    held = kernel(room.ints, room.floats, room.octets, np.array(places), BY_ID, found, scores, postings)
    for one, numbers in zip(places, postings[:, :held].tolist(), strict=True):
        articles = room.articles(one).tolist()
        assert numbers == [articles.index(had) if had in articles else -1 for had in found[:held].tolist()]
    pairs = zip(found[:held].tolist(), scores[:held].tolist(), strict=True)
    return sorted(pairs, key=lambda pair: (-pair[1], BY_ID[pair[0]]))


def all_of(room: Room, places: Sequence[int]) -> list[int]:
    """The articles that all lists hold by a near stage."""
    found, scores = np.empty(ARTICLES, np.int32), np.empty(ARTICLES, np.float32)
    lists, nothing = np.array(places), np.empty(0, np.int64)
    held = compiled(list_kernels.all_of)(room.ints, room.floats, lists, NEAR, nothing, 0, found, scores)
    articles: list[int] = found[:held].tolist()
    return articles
