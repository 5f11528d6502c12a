"""How well an article answers: what each word of the question says at each level, and where and in what order.

    score(article) = sum over words, over levels:  WEIGHTS[level] * bm25(word at level, article)
                   + sum over prefixes:            WEIGHTS[form] * bm25(any of its words, article)
                   + sum over words:               TITLE_WEIGHT * bm25(stem, title)
                   + best stretch of the article:  sum over words, over levels: STRETCH_WEIGHTS[level] * bm25(stretch)
                   + its opening:                  OPENING_WEIGHT * (the same sum over the opening)
                   + longest run of the question:  QUOTATION_WEIGHT * (its share of the question) ** 3 * idf of it all

BM25 is that of Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), formula 3.15, with Lucene's
idf, which is never negative. Stretches, openings and runs are looked at in the best `REFINED` articles only; they never
take anything away, so those stay before all others. Pure functions over arrays; which articles match at all is decided
in `match`.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level
from indexer.search.match import POSITION, Mask, prefix_postings, together, word_postings
from indexer.search.tree import Node, Prefix, Word, leaves, searched_words
from indexer.store.schema import TITLE, WORDS, level_prefix
from indexer.store.snapshot import PLACE_BITS, Postings, Snapshot

K1 = 0.9
"""How soon more of the same word says nothing new; measured best with B on human questions over articles."""

B = 0.5
"""How much a long article is held against its words: more suits short paragraphs, less whole articles."""

WEIGHTS = {Level.EXACT: 0.02, Level.FORM: 0.05, Level.STEM: 0.1, Level.ROOT: 0.4}
"""What a match anywhere says at each level; the levels are nested, so the very form also earns what its stem and
root do. Wide levels weigh most here and narrow ones in the stretches: a cousin of a word tells the
subject, its form the place.
The exact level breaks ties in favour of the spelling that was typed."""

STRETCH_WEIGHTS = {Level.FORM: 0.175, Level.STEM: 0.25, Level.ROOT: 0.175}
"""What a match says in the best stretch: a long article may answer in one place."""

STRETCH_STEP = 60
"""Positions from the beginning of one stretch to that of the next; a stretch is two steps long."""

STRETCH_B = 0.75
"""How much a stretch is held against its words: stretches shorter than others are whole short articles."""

OPENING_WEIGHT = 0.25
"""What the same words say again in the opening, title included: articles begin with what they are about."""

TITLE_WEIGHT = 0.7
"""A title is chosen to say what the article is about. A word is as rare in it as in the texts: titles alone are too few
to tell how rare a word is."""

TITLE_B = 0.9
"""How much a title is held against its words: the fewer others there are, the more the article is about these."""

QUOTATION_WEIGHT = 0.5
"""What it says that the question's words, function words among them, stand there as they follow each other in it. By
the third power of the share: the whole question is a quotation, two words of it are hardly evidence."""

REFINED = 400
"""Articles in which stretches and runs are looked at; reading positions of all would cost more than it finds."""


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
    if words:
        refined = np.zeros(snapshot.size, bool)
        refined[best(mask, total(snapshot.size, found), REFINED)] = True
        found += _of_stretches(snapshot, words, refined)
        found.append(_of_longest_run(snapshot, in_order or words, refined))
    return found


def _of_word(snapshot: Snapshot, word: Word) -> Iterator[Contribution]:
    """What a word says at each level, and in titles."""
    for level, weight in WEIGHTS.items():
        postings = together(word_postings(snapshot, word, level))
        gain = weight * idf(postings.articles.size, snapshot.manifest.articles)
        yield _by_frequency(snapshot, word.surface, level.value, gain, postings)
    postings = snapshot.postings(TITLE, level_prefix(word.analysis, Level.STEM))
    everywhere = snapshot.postings(WORDS, level_prefix(word.analysis, Level.STEM))
    gain = TITLE_WEIGHT * idf(everywhere.articles.size, snapshot.manifest.articles)
    lengths = snapshot.title_words[postings.articles]
    scores = gain * saturation(postings.frequencies, lengths, snapshot.title_average, TITLE_B)
    yield Contribution(word.surface, "title", postings, scores)


def _by_frequency(snapshot: Snapshot, words: str, kind: str, gain: float, postings: Postings) -> Contribution:
    lengths = snapshot.words[postings.articles]
    return Contribution(words, kind, postings, gain * saturation(postings.frequencies, lengths, snapshot.average, B))


def _of_stretches(snapshot: Snapshot, words: tuple[Word, ...], refined: Mask) -> list[Contribution]:
    """What all words say in the stretch of each article that holds most of them, and in its opening."""
    found: dict[str, list[tuple[NDArray[np.int64], NDArray[np.float32]]]] = {"passage": [], "opening": []}
    for word, (level, weight) in product(words, STRETCH_WEIGHTS.items()):
        prefix = level_prefix(word.analysis, level)
        gain = weight * idf(snapshot.postings(WORDS, prefix).articles.size, snapshot.manifest.articles)
        places = snapshot.places(prefix, refined)
        step = (places >> PLACE_BITS << PLACE_BITS) + (places & POSITION) // STRETCH_STEP
        # Each place is in the stretch that begins with its step and in the one that ends with it.
        found["passage"].append(_in_stretches(snapshot, np.concatenate([step, step + 1]), 2 * STRETCH_STEP, gain))
        opening = places[places & POSITION < STRETCH_STEP] >> PLACE_BITS << PLACE_BITS
        found["opening"].append(_in_stretches(snapshot, opening, STRETCH_STEP, gain * OPENING_WEIGHT))
    label = " ".join(word.surface for word in words)
    return [_best_of(label, kind, *map(np.concatenate, zip(*parts, strict=True))) for kind, parts in found.items()]


def _in_stretches(
    snapshot: Snapshot, stretches: NDArray[np.int64], length: int, gain: float
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The stretches that hold a word, given that of each of its places, and what it says in each."""
    lengths = np.minimum(snapshot.words, length)
    average = float(lengths.sum()) / max(1, snapshot.manifest.articles)
    held, counts = np.unique(stretches, return_counts=True)
    return held, gain * saturation(counts, lengths[held >> PLACE_BITS], average, STRETCH_B)


def _best_of(words: str, kind: str, stretches: NDArray[np.int64], gains: NDArray[np.float32]) -> Contribution:
    """Each article's stretch of the highest sum."""
    every, of_gain = np.unique(stretches, return_inverse=True)
    sums = np.bincount(of_gain, gains, every.size)
    articles, starts = np.unique(every >> PLACE_BITS, return_index=True)
    highest = np.maximum.reduceat(sums, starts) if starts.size else sums
    postings = Postings(articles.astype(np.int32), np.ones(articles.size, np.float32))
    return Contribution(words, kind, postings, highest.astype(np.float32))


def _of_longest_run(snapshot: Snapshot, in_order: tuple[Word, ...], refined: Mask) -> Contribution:
    """What the longest run of words says that stand in an article, by their forms, as they do in the question."""
    count = len(in_order)
    forms = [level_prefix(word.analysis, Level.FORM) for word in in_order]
    places = {form: snapshot.places(form, refined) for form in set(forms)}
    # Words that follow each other as in the question have the same place, once their own number is taken off it.
    starts = np.concatenate([places[form] - number for number, form in enumerate(forms)])
    numbers = np.concatenate([np.full(places[form].size, number) for number, form in enumerate(forms)])
    order = np.lexsort((numbers, starts))
    starts, numbers = starts[order], numbers[order]
    follows = np.zeros(starts.size, bool)
    follows[1:] = (starts[1:] == starts[:-1]) & (numbers[1:] == numbers[:-1] + 1)
    first = np.flatnonzero(~follows)
    lengths = np.diff(np.append(first, starts.size))
    articles, of_run = np.unique((starts[first] + numbers[first]) >> PLACE_BITS, return_inverse=True)
    longest = np.zeros(articles.size, np.float32)
    np.maximum.at(longest, of_run, lengths)
    articles, longest = articles[longest > 1], longest[longest > 1]
    everything = sum(idf(snapshot.postings(WORDS, form).articles.size, snapshot.manifest.articles) for form in forms)
    scores = QUOTATION_WEIGHT * everything * (longest / count) ** 3
    label = " ".join(word.surface for word in in_order)
    return Contribution(label, "quotation", Postings(articles.astype(np.int32), longest), scores.astype(np.float32))


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
