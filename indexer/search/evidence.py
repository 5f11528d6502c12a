"""What the words of a question say by themselves, wherever they stand: at each level, in titles, by prefixes and kin.

The weights here are part of the formula in `rank`. Not for where words stand: see `refinement`.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level
from indexer.search.bm25 import idf, norms_of, saturation
from indexer.search.clock import UNLIMITED, Clock
from indexer.search.match import KIN_LEVELS, STAGES, Matcher, kin_frequencies, prefix_entry
from indexer.search.room import Room, Saying
from indexer.search.tree import Group, Kin, Node, Opening, Word, label, leaves, openings, searched_words
from indexer.store.postings import Entry
from indexer.store.schema import TITLE, WORDS, level_prefix
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot

WEIGHTS = {Level.EXACT: 0.02, Level.FORM: 0.05, Level.STEM: 0.1, Level.ROOT: 0.4}
"""What a match anywhere says at each level; the levels are nested, so the very form also earns what its stem and
root do. Wide levels weigh most here and narrow ones in the stretches: a cousin of a word tells the
subject, its form the place.
The exact level breaks ties in favour of the spelling that was typed."""

KIN_WEIGHT = WEIGHTS[Level.STEM] + WEIGHTS[Level.ROOT]
"""What another spelling of a name says where the name itself is not: no more than an inflection of it."""

TITLE_WEIGHT = 0.7
"""A title is chosen to say what the article is about. A word is as rare in it as in the texts: titles alone are too few
to tell how rare a word is."""


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


def lists_of(snapshot: Snapshot, tree: Node, room: Room, clock: Clock = UNLIMITED) -> list[int]:
    """Where the lists begin of all that the words of a tree say, those of `searched_words` first, in their order.

    Raises TimeUp when the question's time is up before all are made; those that are stay.
    """
    kin = kin_of(tree)
    lists = []
    for leaf in (*searched_words(tree), *openings(tree)):
        clock.check()
        own = kin.get(leaf, ()) if isinstance(leaf, Word) else ()
        key = (leaf.analysis, own) if isinstance(leaf, Word) else leaf
        lists.append(room.keep(key, partial(_said, snapshot, leaf, own)))
    return lists


def _said(snapshot: Snapshot, leaf: Word | Opening, kin: tuple[Kin, ...]) -> Saying:
    """All evidence of one word, with what its kin say, or of what a prefix opens, in every article that has any."""
    evidence = list(evidence_of(snapshot, leaf))
    postings = snapshot.lists.staged(evidence[0].entry)
    if kin:
        beside = Matcher(snapshot).matching(Group(optional=kin), KIN_LEVELS[0]) << 2 | STAGES[KIN_LEVELS[0]]
        every = np.sort(np.concatenate([postings, beside]))
        postings = every[np.diff(every >> 2, prepend=-1) > 0]  # of each article the narrower
    articles = postings >> 2
    scores = np.zeros(articles.size, np.float32)
    norms = norms_of(snapshot)
    for one in evidence:
        snapshot.lists.weigh(one.entry, one.gains, norms.of(one.entry).take(articles), articles, scores)
    if kin and isinstance(leaf, Word):
        scores += of_kin(snapshot, leaf, kin, articles).scores
    return Saying(postings, scores)


def evidence_of(snapshot: Snapshot, leaf: Word | Opening) -> Iterator[Evidence]:
    """What a word, or what a prefix opens, says by itself; that of the widest stage first."""
    lists, articles = snapshot.lists, snapshot.manifest.articles
    if isinstance(leaf, Word):
        entry = lists.word(WORDS, leaf.analysis)
        rare = rarity(snapshot, entry)
        gains = tuple(weight * one for weight, one in zip(WEIGHTS.values(), rare, strict=True))
        yield Evidence(leaf.surface, tuple(WEIGHTS), entry, gains)
        in_title = lists.entry(TITLE, level_prefix(leaf.analysis, Level.STEM))
        yield Evidence(leaf.surface, ("title",), in_title, (TITLE_WEIGHT * rare[STAGES[Level.STEM]],))
    else:
        entry = prefix_entry(snapshot, leaf)
        gain = WEIGHTS[Level.FORM] * idf(lists.holding(entry)[0], articles)
        yield Evidence(label(leaf), ("prefix",), entry, (gain,))


def kin_of(tree: Node) -> dict[Word, tuple[Kin, ...]]:
    """The kin in a tree, by the word that they are kin of."""
    kin: dict[Word, tuple[Kin, ...]] = {}
    for leaf in leaves(tree):
        if isinstance(leaf, Kin):
            kin[leaf.of] = (*kin.get(leaf.of, ()), leaf)
    return kin


def of_kin(snapshot: Snapshot, word: Word, kin: tuple[Kin, ...], articles: Articles) -> Contribution:
    """What the kin of a word say in some articles, ascending, of which those that hold the word itself earn nothing.

    A word and its kin are as rare as all of them together.
    """
    itself = snapshot.lists.upto(snapshot.lists.word(WORDS, word.analysis), STAGES[Level.STEM])
    frequencies = np.zeros(articles.size, np.float32)
    for one in kin:
        frequencies += kin_frequencies(snapshot, one, articles)
    frequencies[snapshot.lists.held(itself, articles)] = 0
    holding = Matcher(snapshot).matching(Group(optional=(word, *kin)), KIN_LEVELS[0]).size
    gain = KIN_WEIGHT * idf(holding, snapshot.manifest.articles)
    scores = (gain * saturation(frequencies, norms_of(snapshot).whole[articles])).astype(np.float32)
    return Contribution(word.surface, "kin", holding, frequencies, scores)


def rarity(snapshot: Snapshot, entry: Entry) -> tuple[float, ...]:
    """The idf of a word at each level."""
    return tuple(idf(held, snapshot.manifest.articles) for held in snapshot.lists.holding(entry))
