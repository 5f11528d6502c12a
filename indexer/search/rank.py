"""How well an article answers: what each word of the question says at each level, and where and in what order.

    score(article) = sum over words, over levels:  WEIGHTS[level] * bm25(word at level, article)
                   + sum over prefixes:            WEIGHTS[form] * bm25(any of its words, article)
                   + sum over words with kin:      KIN_WEIGHT * bm25(any of their kin, article), where the word is not
                   + sum over words:               TITLE_WEIGHT * bm25(stem, title)
                   + best stretch of the article:  sum over words, over levels: STRETCH_WEIGHTS[level] * bm25(stretch)
                   + its opening:                  OPENING_WEIGHT * (the same sum over the opening)
                   + longest run of the question:  QUOTATION_WEIGHT * (its share of the question) ** 3 * idf of it all

BM25 is that of Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), formula 3.15, with Lucene's
idf, which is never negative. The first four are what words say by themselves, for every candidate. Stretches,
openings and runs are looked at in the best `REFINED` articles only; they never take anything away, so those stay before
all others. Which articles match at all is decided in `match`; the loops are in `kernels`.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level
from indexer.search import kernels
from indexer.search.bm25 import STRETCH_STEP, idf, norms_of, saturation
from indexer.search.clock import UNLIMITED, Clock
from indexer.search.impacts import best
from indexer.search.match import KIN_LEVELS, STAGES, Matcher, kin_frequencies, prefix_entry
from indexer.search.tree import Group, Kin, Node, Word, label, leaves, openings, searched_words
from indexer.store.compiling import ready
from indexer.store.postings import Entry
from indexer.store.schema import TITLE, WORDS
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot

WEIGHTS = {Level.EXACT: 0.02, Level.FORM: 0.05, Level.STEM: 0.1, Level.ROOT: 0.4}
"""What a match anywhere says at each level; the levels are nested, so the very form also earns what its stem and
root do. Wide levels weigh most here and narrow ones in the stretches: a cousin of a word tells the
subject, its form the place.
The exact level breaks ties in favour of the spelling that was typed."""

KIN_WEIGHT = WEIGHTS[Level.STEM] + WEIGHTS[Level.ROOT]
"""What another spelling of a name says where the name itself is not: no more than an inflection of it."""

STRETCH_WEIGHTS = {Level.FORM: 0.175, Level.STEM: 0.25, Level.ROOT: 0.175}
"""What a match says in the best stretch: a long article may answer in one place."""

OPENING_WEIGHT = 0.25
"""What the same words say again in the opening, title included: articles begin with what they are about."""

TITLE_WEIGHT = 0.7
"""A title is chosen to say what the article is about. A word is as rare in it as in the texts: titles alone are too few
to tell how rare a word is."""

QUOTATION_WEIGHT = 0.5
"""What it says that the question's words, function words among them, stand there as they follow each other in it. By
the third power of the share: the whole question is a quotation, two words of it are hardly evidence."""

REFINED = 200
"""Articles in which stretches and runs are looked at; reading positions of all would cost more than it finds."""


class Evidence(NamedTuple):
    """What a word of the question says at each stage of an entry; `kinds` name them, `gains` are the most they earn."""

    words: str
    kinds: tuple[str, ...]
    entry: Entry
    gains: tuple[float, ...]


class Contribution(NamedTuple):
    """What one kind of evidence comes to in some articles, place by place: how often, and what each earns by it.

    `holding` is how many articles of all have it, as far as that is known.
    """

    words: str
    kind: str
    holding: int
    frequencies: NDArray[np.float32]
    scores: Scores


def scored(
    snapshot: Snapshot, tree: Node, candidates: Articles, in_order: tuple[Word, ...] = (), clock: Clock = UNLIMITED
) -> tuple[Scores, NDArray[np.intp]]:
    """The score of each candidate, ascending, and the places of those that were refined.

    `in_order` are all words as they follow each other in the question, those that the tree leaves out among them. When
    the time is up, what was not looked at by then says nothing.
    """
    scores = np.zeros(candidates.size, np.float32)
    norms = norms_of(snapshot)
    own = norms._replace(whole=norms.whole[candidates], title=norms.title[candidates])
    for one in evidence(snapshot, tree):
        if clock.up():
            break
        snapshot.lists.weigh(one.entry, one.gains, own.of(one.entry), candidates, scores)
    for said in of_kin(snapshot, tree, candidates):
        scores += said.scores
    refined = np.sort(best(candidates, scores, REFINED))
    if not clock.up():
        for part in refinements(snapshot, tree, candidates[refined], in_order):
            scores[refined] += part.scores
    return scores, refined


def evidence(snapshot: Snapshot, tree: Node) -> Iterator[Evidence]:
    """What the words of a question, and those it opens, say by themselves."""
    lists, articles = snapshot.lists, snapshot.manifest.articles
    for word in searched_words(tree):
        entry = lists.word(WORDS, word.analysis)
        rarity = _rarity(snapshot, entry)
        gains = tuple(weight * rare for weight, rare in zip(WEIGHTS.values(), rarity, strict=True))
        yield Evidence(word.surface, tuple(WEIGHTS), entry, gains)
        in_title = lists.upto(lists.word(TITLE, word.analysis), STAGES[Level.STEM])
        yield Evidence(word.surface, ("title",), in_title, (TITLE_WEIGHT * rarity[STAGES[Level.STEM]],))
    for prefix in openings(tree):
        entry = prefix_entry(snapshot, prefix)
        gain = WEIGHTS[Level.FORM] * idf(lists.holding(entry)[0], articles)
        yield Evidence(label(prefix), ("prefix",), entry, (gain,))


def of_kin(snapshot: Snapshot, tree: Node, articles: Articles) -> Iterator[Contribution]:
    """What the kin of each word say in some articles, ascending, of which those that hold the word itself earn nothing.

    A word and its kin are as rare as all of them together.
    """
    lists = snapshot.lists
    kin: dict[Word, list[Kin]] = {}
    for leaf in leaves(tree):
        if isinstance(leaf, Kin):
            kin.setdefault(leaf.of, []).append(leaf)
    for word, own in kin.items():
        itself = lists.upto(lists.word(WORDS, word.analysis), STAGES[Level.STEM])
        frequencies = np.zeros(articles.size, np.float32)
        for one in own:
            frequencies += kin_frequencies(snapshot, one, articles)
        frequencies[lists.held(itself, articles)] = 0
        holding = Matcher(snapshot).matching(Group(optional=(word, *own)), KIN_LEVELS[0]).size
        gain = KIN_WEIGHT * idf(holding, snapshot.manifest.articles)
        scores = (gain * saturation(frequencies, norms_of(snapshot).whole[articles])).astype(np.float32)
        yield Contribution(word.surface, "kin", holding, frequencies, scores)


def contributions(
    snapshot: Snapshot, tree: Node, candidates: Articles, article: int, in_order: tuple[Word, ...] = ()
) -> list[Contribution]:
    """What makes up the score of one of the candidates, each kind of evidence by itself."""
    one = np.array([article], np.int32)
    found = []
    for said in evidence(snapshot, tree):
        norms = norms_of(snapshot).of(said.entry)[one]
        for stage, (kind, gain) in enumerate(zip(said.kinds, said.gains, strict=True)):
            entry = snapshot.lists.upto(said.entry, stage)
            scores = np.zeros(1, np.float32)
            sums = snapshot.lists.weigh(entry, (gain,), norms, one, scores)
            found.append(Contribution(said.words, str(kind), snapshot.lists.holding(said.entry)[stage], sums, scores))
    found += of_kin(snapshot, tree, one)
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
    lists, norms = snapshot.lists, norms_of(snapshot)
    entries = {word: lists.word(WORDS, word.analysis) for word in (*words, *in_order)}
    places = {word: lists.places(entry, articles) for word, entry in entries.items()}
    asked = " ".join(word.surface for word in words)
    weights = np.array([STRETCH_WEIGHTS.get(level, 0.0) for level in STAGES])
    gains = weights * np.array([_rarity(snapshot, entries[word]) for word in words])
    found = [places[word] for word in words]
    yield _of_stretch(asked, "passage", found, gains, norms.stretch[articles])
    in_opening = [own[(own >> 2) & kernels.POSITION < STRETCH_STEP] for own in found]
    yield _of_stretch(asked, "opening", in_opening, OPENING_WEIGHT * gains, norms.opening[articles])
    yield _of_longest_run(snapshot, in_order or words, entries, places, articles)


def _of_stretch(
    words: str, kind: str, places: list[NDArray[np.int64]], gains: NDArray[np.float64], norms: Scores
) -> Contribution:
    """What all words say in the stretch of each article that holds most of them, given where each stands."""
    every = np.concatenate(places)
    highest = np.zeros(norms.size)
    best_stretch = ready(kernels.best_stretch, 8 * every.size)
    best_stretch(every, np.cumsum([own.size for own in places]), gains, norms, STRETCH_STEP, highest)
    return Contribution(words, kind, norms.size, np.ones(norms.size, np.float32), highest.astype(np.float32))


def _of_longest_run(
    snapshot: Snapshot,
    in_order: tuple[Word, ...],
    entries: dict[Word, Entry],
    places: dict[Word, NDArray[np.int64]],
    articles: Articles,
) -> Contribution:
    """What the longest run of words says that stand in an article, by their forms, as they do in the question."""
    stage = STAGES[Level.FORM]
    by_form = {word: found[found & 3 <= stage] >> 2 for word, found in places.items()}
    longest = np.zeros(articles.size, np.float32)
    before = runs = np.empty(0, np.int64)
    for word in in_order:
        here = by_form[word]
        extended = np.empty(here.size, np.int64)
        ready(kernels.extend_runs, before.size + here.size)(before, runs, here, extended, longest)
        before, runs = here, extended
    longest[longest < 2] = 0  # one word alone is in no order
    everything = sum(_rarity(snapshot, entries[word])[stage] for word in in_order)
    scores = QUOTATION_WEIGHT * everything * (longest / len(in_order)) ** 3
    asked = " ".join(word.surface for word in in_order)
    return Contribution(asked, "quotation", int((longest > 0).sum()), longest, scores.astype(np.float32))


def _rarity(snapshot: Snapshot, entry: Entry) -> tuple[float, ...]:
    """The idf of a word at each level."""
    return tuple(idf(held, snapshot.manifest.articles) for held in snapshot.lists.holding(entry))
