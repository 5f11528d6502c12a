"""How well an article answers: the sum of what each word of the question says at each level, and how near they stand.

    score(article) = sum over words, over levels:     WEIGHTS[level] * bm25(word at level, article)
                   + sum over prefixes:               WEIGHTS[form] * bm25(any of its words, article)
                   + sum over words:                  TITLE_WEIGHT * idf(stem), where the title holds the stem
                   + sum over neighbours in question: NEARNESS_WEIGHT * bm25(their stems side by side, article)

BM25 is that of Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), formula 3.15, with Lucene's
idf, which is never negative. Nearness is looked at in the best `NEARNESS_DEPTH` articles only; it never takes
anything away, so those stay before all others. Pure functions over arrays; which articles match at all is decided
in `match`.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.model import Level
from indexer.search.match import Mask, prefix_postings, title_postings, word_postings
from indexer.search.tree import Node, Prefix, leaves, searched_words
from indexer.store.snapshot import Postings, Snapshot

K1 = 0.9
"""How soon more of the same word says nothing new; measured best with B on human questions over articles."""

B = 0.5
"""How much a long article is held against its words: more suits short paragraphs, less whole articles."""

WEIGHTS = {Level.EXACT: 0.05, Level.FORM: 0.35, Level.STEM: 0.5, Level.ROOT: 0.35}
"""What a match says at each level; the levels are nested, so the very form also earns what its stem and root do.
The exact level breaks ties in favour of the spelling that was typed."""

TITLE_WEIGHT = 0.3
"""A title is chosen to say what the article is about; it is short, so once is as good as twice."""

NEARNESS_WEIGHT = 0.5
"""What two neighbours of the question say by standing side by side, or with one word between them."""

NEARNESS_DEPTH = 200
"""Articles in which nearness is looked at; reading positions of all would cost more than it finds."""


class Contribution(NamedTuple):
    """What one word of the question, or two, say at one level: the articles that hold them, and what each earns."""

    words: str
    kind: str
    postings: Postings
    scores: NDArray[np.float32]


def contributions(snapshot: Snapshot, tree: Node, mask: Mask) -> list[Contribution]:
    """Everything that the words of a question say; the score of an article in the mask is the sum of its own."""
    words = searched_words(tree)
    prefixes = dict.fromkeys(leaf for leaf in leaves(tree) if isinstance(leaf, Prefix))
    articles = snapshot.manifest.articles
    average = float(snapshot.words.sum()) / max(1, articles)
    found = []
    for word in words:
        for level, weight in WEIGHTS.items():
            postings = word_postings(snapshot, word, level)
            gain = weight * idf(postings.articles.size, articles)
            scores = gain * saturation(postings.frequencies, snapshot.words[postings.articles], average)
            found.append(Contribution(word.surface, level.value, postings, scores))
        postings = title_postings(snapshot, word, Level.STEM)
        gain = TITLE_WEIGHT * idf(postings.articles.size, articles)
        found.append(Contribution(word.surface, "title", postings, np.full(postings.articles.size, gain, np.float32)))
    for prefix in prefixes:
        postings = prefix_postings(snapshot, prefix)
        gain = WEIGHTS[Level.FORM] * idf(postings.articles.size, articles)
        scores = gain * saturation(postings.frequencies, snapshot.words[postings.articles], average)
        found.append(Contribution(f"{prefix.surface}*", "prefix", postings, scores))
    if len(words) > 1:
        nearest = np.sort(best(mask, total(snapshot.size, found), NEARNESS_DEPTH)).astype(np.int32)
        stems = [snapshot.positions(Level.STEM.value, word.analysis.stem, nearest) for word in words]
        for (one, one_stands), (two, two_stands) in pairwise(zip(words, stems, strict=True)):
            postings = _side_by_side(one_stands, two_stands)
            rarest = min(snapshot.postings(Level.STEM.value, word.analysis.stem).articles.size for word in (one, two))
            gain = NEARNESS_WEIGHT * idf(rarest, articles)
            scores = gain * saturation(postings.frequencies, snapshot.words[postings.articles], average)
            found.append(Contribution(f"{one.surface} {two.surface}", "nearness", postings, scores))
    return found


def saturation(frequencies: NDArray[np.float32], lengths: NDArray[np.float32], average: float) -> NDArray[np.float32]:
    """BM25 without idf, from 0 to 1: of one term in each article that holds it, given the lengths in words."""
    norms = K1 * (1 - B + B * lengths / max(average, 1.0))
    return (frequencies / (frequencies + norms)).astype(np.float32)


def idf(holding: int, articles: int) -> float:
    """How rare a term is that `holding` of all `articles` hold: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return float(np.log1p((articles - holding + 0.5) / (holding + 0.5)))


def total(size: int, parts: list[Contribution]) -> NDArray[np.float32]:
    """The score of every article: one place per article, 0 where nothing of the question is."""
    scores = np.zeros(size, np.float32)
    for part in parts:
        scores[part.postings.articles] += part.scores
    return scores


def best(mask: Mask, keys: NDArray[np.float32] | NDArray[np.int64], wanted: int) -> NDArray[np.intp]:
    """The articles of a mask with the highest keys, highest first, at most `wanted`; equal keys by article number."""
    articles = np.flatnonzero(mask)
    chosen = keys[articles]
    if 0 < wanted < articles.size:
        edge = np.partition(chosen, articles.size - wanted)[articles.size - wanted]
        keep = chosen >= edge  # with all that tie on the edge, so that which of them come first is decided below
        articles, chosen = articles[keep], chosen[keep]
    order = np.lexsort((articles, -chosen))
    return articles[order[:wanted]]


def _side_by_side(one: dict[int, list[int]], two: dict[int, list[int]]) -> Postings:
    """How often in each article the second stands right after the first, or one word farther."""
    found = {}
    for article in one.keys() & two.keys():
        after = set(two[article])
        count = sum((place + 1 in after) + (place + 2 in after) for place in one[article])
        if count:
            found[article] = count
    articles = sorted(found)
    return Postings(np.array(articles, np.int32), np.array([found[article] for article in articles], np.float32))
