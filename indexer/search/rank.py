"""How well an article answers: what each word of the question says at each level, how near they stand, and where.

    score(article) = sum over words, over levels:     WEIGHTS[level] * bm25(word at level, article)
                   + sum over prefixes:               WEIGHTS[form] * bm25(any of its words, article)
                   + sum over words:                  TITLE_WEIGHT * idf(stem), where the title holds the stem
                   + sum over neighbours in question: NEARNESS_WEIGHT * bm25(their stems side by side, article)
                   + best stretch of the article:     PASSAGE_WEIGHT * (the first sum, over that stretch alone)

BM25 is that of Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), formula 3.15, with Lucene's
idf, which is never negative. The first three are what words say, one `Evidence` each, for every candidate. Neighbours
and stretches are looked at in the best `REFINED` articles only; they never take anything away, so those stay before
all others. Which articles match at all is decided in `match`; the loops are in `kernels`.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level
from indexer.search import kernels
from indexer.search.match import STAGES, Matcher, is_plain, prefix_entry
from indexer.search.tree import Group, Node, Prefix, Word, leaves, searched_words
from indexer.store.compiling import ready
from indexer.store.postings import Entry, PostingLists
from indexer.store.schema import TITLE, WORDS
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot

K1 = 0.9
"""How soon more of the same word says nothing new; measured best with B on human questions over articles."""

B = 0.5
"""How much a long article is held against its words: more suits short paragraphs, less whole articles."""

WEIGHTS = {Level.EXACT: 0.05, Level.FORM: 0.35, Level.STEM: 0.5, Level.ROOT: 0.35}
"""What a match says at each level; the levels are nested, so the very form also earns what its stem and root do.
The exact level breaks ties in favour of the spelling that was typed."""

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


class Evidence(NamedTuple):
    """What a word of the question says at each stage of an entry; `kinds` name them, `gains` are the most they earn.

    Without `by_length` once is as good as often, and short as good as long.
    """

    words: str
    kinds: tuple[str, ...]
    entry: Entry
    gains: tuple[float, ...]
    by_length: bool = True


class Contribution(NamedTuple):
    """What one kind of evidence comes to in some articles, place by place: how often, and what each earns by it.

    `holding` is how many articles of all have it, as far as that is known.
    """

    words: str
    kind: str
    holding: int
    frequencies: NDArray[np.float32]
    scores: Scores


class _Lengths(NamedTuple):
    """What a frequency is held against, for each article: in the whole, in a stretch, and where length is nothing."""

    whole: Scores
    stretch: Scores
    none: Scores


def scored(
    snapshot: Snapshot, tree: Node, candidates: Articles, in_order: tuple[Word, ...] = ()
) -> tuple[Scores, NDArray[np.intp]]:
    """The score of each candidate, ascending, and the places of those that were refined.

    `in_order` are all words as they follow each other in the question, those that the tree leaves out among them.
    """
    scores = np.zeros(candidates.size, np.float32)
    lengths = _lengths(snapshot)
    whole, none = lengths.whole[candidates], lengths.none[: candidates.size]
    for one in evidence(snapshot, tree):
        norms = whole if one.by_length else none
        snapshot.lists.weigh(one.entry, one.gains, norms, candidates, scores)
    refined = np.sort(best(candidates, scores, REFINED))
    for part in refinements(snapshot, tree, candidates[refined], in_order):
        scores[refined] += part.scores
    return scores, refined


def scored_at(snapshot: Snapshot, tree: Node, level: Level) -> tuple[Articles, Scores]:
    """The articles that match at one level, in no order, with BM25 of that level alone."""
    lists = snapshot.lists
    parts = []
    for word in searched_words(tree):
        entry = lists.upto(lists.word(WORDS, word.analysis), STAGES[level])
        parts.append((entry, idf(lists.holding(entry)[0], snapshot.manifest.articles)))
    for prefix in _prefixes(tree):
        entry = prefix_entry(snapshot, prefix)
        parts.append((entry, idf(lists.holding(entry)[0], snapshot.manifest.articles)))
    norms = _lengths(snapshot).whole
    if is_plain(tree):
        return lists.gather(parts, norms)
    if _is_all_of_words(tree):
        return _scored_in_all(lists, sorted(parts, key=lambda part: part[0].postings), norms)
    candidates = Matcher(snapshot).matching(tree, level)
    scores = np.zeros(candidates.size, np.float32)
    for entry, gain in parts:
        lists.weigh(entry, (gain,), norms[candidates], candidates, scores)
    return candidates, scores


def _is_all_of_words(tree: Node) -> bool:
    """Whether a tree is words that must all be there, and nothing else."""
    if not isinstance(tree, Group) or tree.optional or tree.excluded or not tree.required:
        return False
    return all(isinstance(node, Word) for node in tree.required)


def _scored_in_all(lists: PostingLists, parts: list[tuple[Entry, float]], norms: Scores) -> tuple[Articles, Scores]:
    """The articles that hold all of the entries, of which the rarest comes first: matched and scored in one go."""
    articles = lists.unite(parts[0][0])[0]
    scores = np.zeros(articles.size, np.float32)
    for entry, gain in parts:
        held = lists.weigh(entry, (gain,), norms[articles], articles, scores) > 0
        articles, scores = articles[held], scores[held]
    return articles, scores


def evidence(snapshot: Snapshot, tree: Node) -> Iterator[Evidence]:
    """What the words and prefixes of a question say by themselves."""
    lists, articles = snapshot.lists, snapshot.manifest.articles
    for word in searched_words(tree):
        entry = lists.word(WORDS, word.analysis)
        gains = _level_gains(snapshot, entry)
        yield Evidence(word.surface, tuple(WEIGHTS), entry, gains)
        entry = lists.upto(lists.word(TITLE, word.analysis), STAGES[Level.STEM])
        gain = TITLE_WEIGHT * idf(lists.holding(entry)[0], articles)
        yield Evidence(word.surface, ("title",), entry, (gain,), by_length=False)
    for prefix in _prefixes(tree):
        entry = prefix_entry(snapshot, prefix)
        gain = WEIGHTS[Level.FORM] * idf(lists.holding(entry)[0], articles)
        yield Evidence(f"{prefix.surface}*", ("prefix",), entry, (gain,))


def contributions(
    snapshot: Snapshot, tree: Node, candidates: Articles, article: int, in_order: tuple[Word, ...] = ()
) -> list[Contribution]:
    """What makes up the score of one of the candidates, each kind of evidence by itself."""
    one = np.array([article], np.int32)
    lengths = _lengths(snapshot)
    found = []
    for said in evidence(snapshot, tree):
        norms = (lengths.whole if said.by_length else lengths.none)[one]
        for stage, (kind, gain) in enumerate(zip(said.kinds, said.gains, strict=True)):
            entry = snapshot.lists.upto(said.entry, stage)
            scores = np.zeros(1, np.float32)
            sums = snapshot.lists.weigh(entry, (gain,), norms, one, scores)
            found.append(Contribution(said.words, str(kind), snapshot.lists.holding(said.entry)[stage], sums, scores))
    _, refined = scored(snapshot, tree, candidates, in_order)
    if article in candidates[refined]:
        found += refinements(snapshot, tree, one, in_order)
    return [part for part in found if part.scores.any()]


def refinements(
    snapshot: Snapshot, tree: Node, articles: Articles, in_order: tuple[Word, ...] = ()
) -> Iterator[Contribution]:
    """What the words say in some articles, ascending, by where they stand."""
    words = searched_words(tree)
    if not words or not articles.size:
        return
    lists, lengths = snapshot.lists, _lengths(snapshot)
    entries = {word: lists.word(WORDS, word.analysis) for word in (*words, *in_order)}
    places = {word: lists.places(entry, articles) for word, entry in entries.items()}
    yield from _of_neighbours(snapshot, in_order or words, entries, places, articles)
    highest = np.zeros(articles.size)
    # The best stretch knows no exact level: what that earns is the form's.
    gains = np.array([_level_gains(snapshot, entries[word]) for word in words])
    gains[:, STAGES[Level.EXACT]] = 0
    every = np.concatenate([places[word] for word in words])
    ends = np.cumsum([places[word].size for word in words])
    best_stretch = ready(kernels.best_stretch, 8 * every.size)
    best_stretch(every, ends, gains, lengths.stretch[articles], PASSAGE_STEP, highest)
    label = " ".join(word.surface for word in words)
    scores = (PASSAGE_WEIGHT * highest).astype(np.float32)
    yield Contribution(label, "passage", articles.size, np.ones(articles.size, np.float32), scores)


def _of_neighbours(
    snapshot: Snapshot,
    in_order: tuple[Word, ...],
    entries: dict[Word, Entry],
    places: dict[Word, NDArray[np.int64]],
    articles: Articles,
) -> Iterator[Contribution]:
    """What each two neighbours say by standing side by side; they are as rare as the rarer of them."""
    stage = STAGES[Level.STEM]
    norms = _lengths(snapshot).whole[articles]
    for one, other in dict.fromkeys(pairwise(in_order)):
        counts = np.zeros(articles.size, np.float32)
        count = ready(kernels.count_neighbours, places[one].size + places[other].size)
        count(places[one], places[other], stage, counts)
        rarer = min(snapshot.lists.holding(entries[word])[stage] for word in (one, other))
        gain = NEARNESS_WEIGHT * idf(rarer, snapshot.manifest.articles)
        scores = (gain * saturation(counts, norms)).astype(np.float32)
        yield Contribution(f"{one.surface} {other.surface}", "nearness", int((counts > 0).sum()), counts, scores)


def _level_gains(snapshot: Snapshot, entry: Entry) -> tuple[float, ...]:
    """The most that a word can earn at each level."""
    holding = snapshot.lists.holding(entry)
    return tuple(
        weight * idf(held, snapshot.manifest.articles) for weight, held in zip(WEIGHTS.values(), holding, strict=True)
    )


def _prefixes(tree: Node) -> dict[Prefix, None]:
    return dict.fromkeys(leaf for leaf in leaves(tree) if isinstance(leaf, Prefix))


def saturation(frequencies: NDArray[np.float32], norms: Scores) -> Scores:
    """BM25 without idf, from 0 to 1: of one term in each article or stretch, given what length makes of its norm."""
    return (frequencies / (frequencies + norms)).astype(np.float32)


def length_norms(lengths: Scores, average: float, b: float) -> Scores:
    """What frequencies are held against, for lengths in words; more is needed of a word in a longer text."""
    return (K1 * (1 - b + b * lengths / max(average, 1.0))).astype(np.float32)


def idf(holding: int, articles: int) -> float:
    """How rare a term is that `holding` of all `articles` hold: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return float(np.log1p((articles - holding + 0.5) / (holding + 0.5)))


def best(articles: Articles, keys: NDArray[np.float32] | NDArray[np.float64], wanted: int) -> NDArray[np.intp]:
    """The places of the articles with the highest keys, highest first, at most `wanted`; equal keys by article."""
    chosen = np.empty(min(wanted, articles.size), np.intp)
    ready(kernels.choose, 4 * articles.size)(keys, articles, chosen)
    return chosen


_LENGTHS: WeakKeyDictionary[Snapshot, _Lengths] = WeakKeyDictionary()
"""Made once for each snapshot that is in use."""


def _lengths(snapshot: Snapshot) -> _Lengths:
    known = _LENGTHS.get(snapshot)
    if known is None:
        stretches = np.minimum(snapshot.words, 2 * PASSAGE_STEP)
        average = float(stretches.sum()) / max(1, snapshot.manifest.articles)
        known = _LENGTHS[snapshot] = _Lengths(
            length_norms(snapshot.words, snapshot.average, B),
            length_norms(stretches, average, PASSAGE_B),
            np.zeros(snapshot.size, np.float32),
        )
    return known
