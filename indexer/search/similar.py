"""What an article is about, as a question: its most telling words, for finding articles like it.

A word tells much when it is frequent in the article and rare in the collection (tf * idf over stems, as Salton and
Buckley, "Term-weighting approaches in automatic text retrieval", 1988). Not for ranking: that question is asked as any.
"""

from collections import Counter

import numpy as np

from indexer.answers import Level
from indexer.arabic.tokens import surfaces
from indexer.search.bm25 import idf
from indexer.search.match import STAGES
from indexer.search.parse import words_of
from indexer.search.printing import printed
from indexer.search.tree import Word, group
from indexer.store.schema import WORDS
from indexer.store.snapshot import Snapshot

TELLING = 16
"""Words asked for: with fewer one odd word leads astray, with more the answer is slower and hardly another."""

READ = 50_000
"""Characters of an article that are looked at; a book says by then what it is about."""


def telling(snapshot: Snapshot, number: int) -> str:
    """The question that the most telling words of an article make, the most telling first; empty for no words."""
    article = snapshot.opened(number)
    text = f"{article.attribution.title}\n{article.paragraphs.opening(READ)}"[:READ]
    words: dict[str, Word] = {}
    counts: Counter[str] = Counter()
    for surface, times in Counter(surfaces(text)).items():
        [word] = words_of(surface)
        if not word.function:
            words.setdefault(word.analysis.stem, word)
            counts[word.analysis.stem] += times
    weights = {stem: float(np.log1p(times)) * _idf(snapshot, words[stem]) for stem, times in counts.items()}
    chosen = sorted((stem for stem in weights if weights[stem]), key=lambda stem: -weights[stem])[:TELLING]
    return printed(group(optional=tuple(words[stem] for stem in chosen)))


def _idf(snapshot: Snapshot, word: Word) -> float:
    """How rare the word's stem is; a stem of this article alone leads nowhere, and tells nothing."""
    holding = snapshot.lists.holding(snapshot.lists.word(WORDS, word.analysis))[STAGES[Level.STEM]]
    return idf(holding, snapshot.manifest.articles) if holding > 1 else 0.0
