"""What the words of a question say by where they stand in an article: the best stretch, the opening, the longest run.

Looked at in a few articles alone. The places of a word are read from the index when it is first asked for; from the
second time on they are kept beside its list. The weights are part of the formula in `rank`; the loop is in
`refine_kernels`.
"""

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level
from indexer.compiling import ready
from indexer.search import ceiling_kernels, kernels, refine_kernels
from indexer.search.bm25 import STRETCH_STEP, norms_of
from indexer.search.evidence import rarity
from indexer.search.impacts import impacts_of
from indexer.search.match import STAGES
from indexer.search.order import best
from indexer.search.room import Full, Room, Saying
from indexer.search.tree import Word
from indexer.store.postings import Entry
from indexer.store.schema import WORDS
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot

STRETCH_WEIGHTS = {Level.FORM: 0.175, Level.STEM: 0.25, Level.ROOT: 0.175}
"""What a match says in the best stretch: a long article may answer in one place."""

OPENING_WEIGHT = 0.3
"""What the same words say again in the opening, title included: articles begin with what they are about."""

QUOTATION_WEIGHT = 0.5
"""What it says that the question's words, function words among them, stand there as they follow each other in it. By
the third power of the share: the whole question is a quotation, two words of it are hardly evidence."""

PLACES = 32
"""Steps to refine an article for each word: it mostly stands in few places."""

Numbers = NDArray[np.int64]

NOT_KNOWN = np.empty((0, 0), np.int32)
"""The postings of no list."""


class Wording(NamedTuple):
    """The words of a question for the kernel: their lists and entries, those that are searched for first.

    `in_order` are the numbers of the words as they follow each other, `gains` what each earns at each stage in a
    stretch and in the opening, `run_gains` what so many of the question's words in a row earn as a quotation.
    """

    lists: Numbers
    entries: tuple[Entry, ...]
    in_order: Numbers
    gains: NDArray[np.float64]
    run_gains: NDArray[np.float64]


class Refined(NamedTuple):
    """What each article earns by its best stretch, its opening, its longest run, how long that is, and all together."""

    passage: NDArray[np.float64]
    opening: NDArray[np.float64]
    quotation: NDArray[np.float64]
    runs: NDArray[np.float64]
    total: Scores


class Shortlist(NamedTuple):
    """The articles that are refined, what they earned before, and which postings they are of the first lists.

    These postings are as `shortlist_kernels` tells them, a row for each list of which they are known.
    """

    articles: Articles
    scores: Scores
    postings: NDArray[np.int32] = NOT_KNOWN


def wording(
    snapshot: Snapshot, words: tuple[Word, ...], in_order: tuple[Word, ...], lists: list[int], room: Room
) -> Wording:
    """The words that are searched for, whose `lists` are given, and all words of the question as they follow."""
    index = snapshot.lists
    entries = [index.word(WORDS, word.analysis) for word in words]
    lists = lists[: len(words)]
    numbers = {word.analysis: number for number, word in enumerate(words)}
    for word in in_order:
        if word.analysis not in numbers:
            numbers[word.analysis] = len(entries)
            entry = index.upto(index.word(WORDS, word.analysis), STAGES[Level.FORM])
            entries.append(entry)
            lists.append(room.keep((word.analysis, "in order"), partial(_silent, snapshot, entry)))
    weights = np.array([STRETCH_WEIGHTS.get(level, 0.0) for level in STAGES])
    gains = weights * np.array([rarity(snapshot, entry) for entry in entries[: len(words)]]).reshape(-1, len(STAGES))
    everything = sum(
        rarity(snapshot, index.word(WORDS, word.analysis))[STAGES[Level.FORM]] for word in in_order or words
    )
    order = [numbers[word.analysis] for word in in_order or words]
    runs = np.arange(len(order) + 1)
    return Wording(
        np.array(lists, np.int64),
        tuple(entries),
        np.array(order, np.int64),
        np.array([gains, OPENING_WEIGHT * gains]),
        np.where(runs > 1, QUOTATION_WEIGHT * everything * (runs / max(1, len(order))) ** 3, 0.0),
    )


def refined(
    snapshot: Snapshot, wording: Wording, room: Room, articles: Articles, first: Scores, wanted: int, *, kept: bool
) -> Refined:
    """What the words of a question earn in some articles by where they stand; whether places are `kept` is known.

    Told only of those that may be among the `wanted` best; what they earn otherwise is `first`.
    """
    norms = _norms(snapshot, articles)
    ints, begins, ends, bounds = _places(snapshot, wording, room if kept else None, articles, norms)
    parts, gained = np.zeros((3, articles.size)), np.zeros(articles.size, np.float32)
    size = max(1, min(wanted, articles.size))
    kernel = ready(refine_kernels.refine, PLACES * begins.size)
    gains, order, run_gains = wording.gains, wording.in_order, wording.run_gains
    kernel(ints, begins, ends, order, gains, run_gains, norms, STRETCH_STEP, first, bounds, size, parts, gained)
    passage, opening, runs = parts
    return Refined(passage, opening, run_gains[runs.astype(np.intp)], runs, gained)


def best_refined(
    snapshot: Snapshot, wording: Wording, room: Room, some: Shortlist, wanted: int, *, kept: bool
) -> tuple[Articles, Scores]:
    """The best of a shortlist by what they earned before and are `refined` by, best first, with their scores."""
    if not kept:
        scores = some.scores + refined(snapshot, wording, room, some.articles, some.scores, wanted, kept=kept).total
        order = best(some.articles, scores, wanted, snapshot.order)
        return some.articles[order], scores[order]
    size = min(wanted, some.articles.size)
    found, scores = np.empty(size, np.int32), np.empty(size, np.float32)
    lists = wording.lists, some.postings, wording.in_order
    norms = norms_of(snapshot)
    fixed = wording.gains, wording.run_gains, norms.stretch, norms.opening, snapshot.order
    kernel = ready(refine_kernels.best_refined, PLACES * wording.lists.size * some.articles.size)
    kernel(room.ints, room.floats, *lists, *fixed, STRETCH_STEP, some.articles, some.scores, found, scores)
    return found, scores


def _norms(snapshot: Snapshot, articles: Articles) -> NDArray[np.float64]:
    """What frequencies are held against in a stretch of each article, and in its opening."""
    norms = norms_of(snapshot)
    return np.array([norms.stretch[articles], norms.opening[articles]], np.float64)


def _silent(snapshot: Snapshot, entry: Entry) -> Saying:
    """A word that is not searched for: it has places, and earns nothing by itself."""
    postings = snapshot.lists.unite(entry)[0] << 2
    return Saying(postings, np.zeros(postings.size, np.float32))


def _places(
    snapshot: Snapshot, wording: Wording, room: Room | None, articles: Articles, norms: NDArray[np.float64]
) -> tuple[NDArray[np.int32], Numbers, Numbers, NDArray[np.float64]]:
    """Numbers that hold the places of the words in the articles, where those of each begin and end, and bounds.

    They are in the room, or read from the index.
    """
    begins = np.zeros((wording.lists.size, articles.size), np.int64)
    ends, bounds = np.zeros_like(begins), np.zeros((2, articles.size))
    if room is not None:
        locate = ready(refine_kernels.locate, 8 * begins.size)
        locate(room.ints, room.floats, wording.lists, NOT_KNOWN, wording.in_order, articles, begins, ends, bounds)
        return room.ints, begins, ends, bounds
    ascending = np.argsort(articles)
    in_order = articles[ascending]
    found = [snapshot.lists.places(entry, in_order) for entry in wording.entries]
    edges = np.arange(articles.size + 1) << (kernels.PLACE_BITS + 2)
    limits = np.array([places.searchsorted(edges) for places in found])
    limits += np.cumsum([0, *map(len, found[:-1])])[:, None]
    begins[:, ascending], ends[:, ascending] = limits[:, :-1], limits[:, 1:]
    ints = (np.concatenate(found) & ((kernels.POSITION << 2) | 3)).astype(np.int32)
    bound = ready(refine_kernels.bound, ints.size)
    bound(ints, begins, ends, wording.in_order, wording.gains, norms, bounds)
    return ints, begins, ends, bounds


def keep_places(snapshot: Snapshot, wording: Wording, room: Room) -> bool:
    """Whether the places of all words are kept; those that were asked for before are from now on."""
    unread = [number for number, one in enumerate(wording.lists.tolist()) if not room.is_read(one)]
    if not unread:
        return True
    if not all([room.is_known(int(wording.lists[number])) for number in unread]):  # all of them, to be known next time
        return False
    try:
        for number in unread:
            _keep(snapshot, wording, room, number)
    except Full:
        impacts_of(snapshot).renew(room)
        return False
    return True


def _keep(snapshot: Snapshot, wording: Wording, room: Room, number: int) -> None:
    """Keep the places of a word beside its list, and of one that is searched for, what they earn at most."""
    one = int(wording.lists[number])
    room.read(one, partial(snapshot.lists.places, wording.entries[number]))
    if number < wording.gains.shape[1]:
        begins, ends = room.places(one)
        ceilings = np.zeros(begins.size, np.float32)
        gains = np.ascontiguousarray(wording.gains[:, number])
        crown = ready(ceiling_kernels.crown, PLACES * begins.size)
        crown(room.ints, begins, ends, gains, _norms(snapshot, room.articles(one)), STRETCH_STEP, ceilings)
        room.bound(one, ceilings)
        room.gauge(one)
    room.finish(one)
