"""How well an article answers: what each word of the question says at each level, how near they stand, and where.

    score(article) = sum over words, over levels:     WEIGHTS[level] * bm25(word at level, article)
                   + sum over prefixes:               WEIGHTS[form] * bm25(any of its words, article)
                   + sum over words with kin:         KIN_WEIGHT * bm25(their kin, article), where the word is not
                   + sum over words:                  TITLE_WEIGHT * idf(stem), where the title holds the stem
                   + sum over neighbours in question: NEARNESS_WEIGHT * bm25(their stems side by side, article)
                   + best stretch of the article:     PASSAGE_WEIGHT * (the first sum, over that stretch alone)

BM25 is that of Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), formula 3.15, with Lucene's
idf, which is never negative. Neighbours and stretches are looked at in the best `REFINED` articles only; they never
take anything away, so those stay before all others. Pure functions over arrays; which articles match at all is decided
in `match`.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level
from indexer.search.match import POSITION, Mask, kin_postings, prefix_postings, together, word_postings
from indexer.search.tree import Kin, Node, Prefix, Word, leaves, searched_words
from indexer.store.schema import TITLE, WORDS, level_prefix
from indexer.store.snapshot import PLACE_BITS, Postings, Snapshot

K1 = 0.9
"""How soon more of the same word says nothing new; measured best with B on human questions over articles."""

B = 0.5
"""How much a long article is held against its words: more suits short paragraphs, less whole articles."""

WEIGHTS = {Level.EXACT: 0.05, Level.FORM: 0.35, Level.STEM: 0.5, Level.ROOT: 0.35}
"""What a match says at each level; the levels are nested, so the very form also earns what its stem and root do.
The exact level breaks ties in favour of the spelling that was typed."""

KIN_WEIGHT = 0.7
"""What another spelling of a name says where the name itself is not: less than its form, stem and root together."""

TITLE_WEIGHT = 0.25
"""A title is chosen to say what the article is about; it is short, so once is as good as twice."""

NEARNESS_WEIGHT = 0.4
"""What two neighbours of the question, function words among them, say by standing side by side."""

PASSAGE_WEIGHT = 0.4
"""What the best stretch says beside the whole: a long article may answer in one place."""

PASSAGE_STEP = 60
"""Positions from the beginning of one stretch to that of the next; a stretch is two steps long."""

PASSAGE_B = 0.75
"""How much a stretch is held against its words: stretches shorter than others are whole short articles."""

REFINED = 200
"""Articles in which neighbours and stretches are looked at; reading positions of all would cost more than it finds."""


class Contribution(NamedTuple):
    """What one word of the question, or two, say at one level: the articles that hold them, and what each earns."""

    words: str
    kind: str
    postings: Postings
    scores: NDArray[np.float32]


def contributions(snapshot: Snapshot, tree: Node, mask: Mask, in_order: tuple[Word, ...] = ()) -> list[Contribution]:
    """Everything that the words of a question say; the score of an article in the mask is the sum of its own.

    `in_order` are all words as they follow each other in the question, those that the tree leaves out among them.
    """
    words = searched_words(tree)
    found = [part for word in words for part in _of_word(snapshot, word)]
    for prefix in dict.fromkeys(leaf for leaf in leaves(tree) if isinstance(leaf, Prefix)):
        postings = together(prefix_postings(snapshot, prefix))
        gain = WEIGHTS[Level.FORM] * idf(postings.articles.size, snapshot.manifest.articles)
        found.append(_by_frequency(snapshot, f"{prefix.surface}*", "prefix", gain, postings))
    kin: dict[Word, list[Postings]] = {}
    for leaf in leaves(tree):
        if isinstance(leaf, Kin):
            kin.setdefault(leaf.of, []).append(kin_postings(snapshot, leaf))
    for word, lists in kin.items():
        postings = together(lists)
        itself = together(word_postings(snapshot, word, Level.STEM))
        alone = ~np.isin(postings.articles, itself.articles)
        gain = KIN_WEIGHT * idf(postings.articles.size + itself.articles.size, snapshot.manifest.articles)
        postings = Postings(postings.articles[alone], postings.frequencies[alone])
        found.append(_by_frequency(snapshot, word.surface, "kin", gain, postings))
    if words:
        refined = np.zeros(snapshot.size, bool)
        refined[best(mask, total(snapshot.size, found), REFINED)] = True
        found += _of_neighbours(snapshot, in_order or words, refined)
        found.append(_of_best_stretch(snapshot, words, refined))
    return found


def _of_word(snapshot: Snapshot, word: Word) -> Iterator[Contribution]:
    """What a word says at each level, and in titles."""
    for level, weight in WEIGHTS.items():
        postings = together(word_postings(snapshot, word, level))
        gain = weight * idf(postings.articles.size, snapshot.manifest.articles)
        yield _by_frequency(snapshot, word.surface, level.value, gain, postings)
    postings = snapshot.postings(TITLE, level_prefix(word.analysis, Level.STEM))
    gain = TITLE_WEIGHT * idf(postings.articles.size, snapshot.manifest.articles)
    yield Contribution(word.surface, "title", postings, np.full(postings.articles.size, gain, np.float32))


def _by_frequency(snapshot: Snapshot, words: str, kind: str, gain: float, postings: Postings) -> Contribution:
    lengths = snapshot.words[postings.articles]
    return Contribution(words, kind, postings, gain * saturation(postings.frequencies, lengths, snapshot.average, B))


def _of_neighbours(snapshot: Snapshot, in_order: tuple[Word, ...], refined: Mask) -> Iterator[Contribution]:
    """What each two neighbours say by standing side by side; they are as rare as the rarer of them."""
    stems = {word: level_prefix(word.analysis, Level.STEM) for word in in_order}
    places = {stem: snapshot.places(stem, refined) for stem in set(stems.values())}
    for one, two in dict.fromkeys(pairwise(in_order)):
        after = np.intersect1d(places[stems[one]] + 1, places[stems[two]])
        articles, counts = np.unique(after >> PLACE_BITS, return_counts=True)
        postings = Postings(articles.astype(np.int32), counts.astype(np.float32))
        rarer = min(snapshot.postings(WORDS, stems[word]).articles.size for word in (one, two))
        gain = NEARNESS_WEIGHT * idf(rarer, snapshot.manifest.articles)
        yield _by_frequency(snapshot, f"{one.surface} {two.surface}", "nearness", gain, postings)


def _of_best_stretch(snapshot: Snapshot, words: tuple[Word, ...], refined: Mask) -> Contribution:
    """What all words say in the stretch of each article that holds most of them."""
    lengths = np.minimum(snapshot.words, 2 * PASSAGE_STEP)
    average = float(lengths.sum()) / max(1, snapshot.manifest.articles)
    stretches, gains = [], []
    for word in words:
        for level in (Level.FORM, Level.STEM, Level.ROOT):
            prefix = level_prefix(word.analysis, level)
            gain = WEIGHTS[level] * idf(snapshot.postings(WORDS, prefix).articles.size, snapshot.manifest.articles)
            places = snapshot.places(prefix, refined)
            step = (places >> PLACE_BITS << PLACE_BITS) + (places & POSITION) // PASSAGE_STEP
            # Each place is in the stretch that begins with its step and in the one that ends with it.
            own, counts = np.unique(np.concatenate([step, step + 1]), return_counts=True)
            stretches.append(own)
            gains.append(gain * saturation(counts, lengths[own >> PLACE_BITS], average, PASSAGE_B))
    every, of_gain = np.unique(np.concatenate(stretches), return_inverse=True)
    sums = np.bincount(of_gain, np.concatenate(gains), every.size)
    articles, starts = np.unique(every >> PLACE_BITS, return_index=True)
    highest = np.maximum.reduceat(sums, starts) if starts.size else sums
    postings = Postings(articles.astype(np.int32), np.ones(articles.size, np.float32))
    label = " ".join(word.surface for word in words)
    return Contribution(label, "passage", postings, (PASSAGE_WEIGHT * highest).astype(np.float32))


def saturation(
    frequencies: NDArray[np.float32] | NDArray[np.intp], lengths: NDArray[np.float32], average: float, b: float
) -> NDArray[np.float32]:
    """BM25 without idf, from 0 to 1: of one term in each article or stretch that holds it, given lengths in words."""
    norms = K1 * (1 - b + b * lengths / max(average, 1.0))
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
