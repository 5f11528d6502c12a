"""BM25: how rare a term is, how soon more of it says nothing new, and what length is held against an article.

It is that of Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), formula 3.15, with Lucene's idf,
which is never negative. Not for what is weighed by it: see `rank` and `one_level`.
"""

from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from indexer.store.arrays import mean
from indexer.store.postings import Entry
from indexer.store.schema import TITLE
from indexer.store.scratch import Scores
from indexer.store.snapshot import Snapshot

K1 = 0.7
"""How soon more of the same word says nothing new; measured best with B on human questions over articles."""

B = 0.5
"""How much a long article is held against its words: more suits short paragraphs, less whole articles."""

STRETCH_STEP = 60
"""Positions from the beginning of one stretch to that of the next; a stretch is two steps long."""

STRETCH_B = 0.75
"""How much a stretch is held against its words: stretches shorter than others are whole short articles."""

TITLE_B = 0.9
"""How much a title is held against its words: the fewer others there are, the more the article is about these."""


REMEMBERED = 1 << 12
"""Numbers of articles for which it is remembered how rare they make a word."""


class Norms(NamedTuple):
    """What a frequency is held against, for each article: in the whole, in its title, in a stretch, in the opening."""

    whole: Scores
    title: Scores
    stretch: Scores
    opening: Scores

    def of(self, entry: Entry) -> Scores:
        """Those for the entry's field."""
        return self.title if entry.field == TITLE else self.whole


def saturation(frequencies: NDArray[np.float32], norms: Scores) -> Scores:
    """BM25 without idf, from 0 to 1: of one term in each article or stretch, given what length makes of its norm."""
    return (frequencies / (frequencies + norms)).astype(np.float32)


def length_norms(lengths: Scores, average: float, b: float) -> Scores:
    """What frequencies are held against, for lengths in words; more is needed of a word in a longer text."""
    return (K1 * (1 - b + b * lengths / max(average, 1.0))).astype(np.float32)


@lru_cache(REMEMBERED)  # for each word it is asked for several times
def idf(holding: int, articles: int) -> float:
    """How rare a term is that `holding` of all `articles` hold: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return float(np.log1p((articles - holding + 0.5) / (holding + 0.5)))


_NORMS: WeakKeyDictionary[Snapshot, Norms] = WeakKeyDictionary()
"""Made once for each snapshot that is in use."""


def norms_of(snapshot: Snapshot) -> Norms:
    """What frequencies are held against in every article of a snapshot."""
    known = _NORMS.get(snapshot)
    if known is None:

        def of_stretches(length: int) -> Scores:
            lengths = np.minimum(snapshot.words, length)
            return length_norms(lengths, mean(lengths, snapshot.manifest.articles), STRETCH_B)

        known = _NORMS[snapshot] = Norms(
            whole=length_norms(snapshot.words, snapshot.average, B),
            title=length_norms(snapshot.title_words, snapshot.title_average, TITLE_B),
            stretch=of_stretches(2 * STRETCH_STEP),
            opening=of_stretches(STRETCH_STEP),
        )
    return known
