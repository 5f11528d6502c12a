"""Ranking by one level alone: BM25 and nothing else, for comparing engines and for those who want no more.

Not for how Masadir ranks: see `rank`.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level
from indexer.compiling import ready
from indexer.search import list_kernels, top_kernels
from indexer.search.bm25 import idf, norms_of
from indexer.search.impacts import impacts_of
from indexer.search.list_layout import NEAR
from indexer.search.match import STAGES, Matcher, is_plain, prefix_entry
from indexer.search.order import best
from indexer.search.room import Room, Saying
from indexer.search.tree import Group, Kin, Node, Opening, Phrase, Word, openings, searched_words
from indexer.store.postings import LEAP, Entry
from indexer.store.schema import PARAGRAPH, PARAGRAPHS, WORDS
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot

Numbers = NDArray[np.int64]

_NOTHING = np.empty(0, np.int64)


class _Plan(NamedTuple):
    """A question made ready for the kernels: its lists, and whether articles must hold all of them, or their phrase.

    `tree` keeps alive the tree that the plan is known by.
    """

    tree: Node
    room: Room
    lists: Numbers
    together: bool
    phrase: Numbers
    paragraphs: int
    postings: int
    most: int


def best_at(snapshot: Snapshot, tree: Node, level: Level, wanted: int) -> tuple[Articles, Scores]:
    """The best articles that match at one level, best first, with BM25 of that level alone."""
    # Known by the tree's identity, since to compare trees costs more than to answer.
    plan = impacts_of(snapshot).plan((id(tree), level), lambda room: _plan(snapshot, tree, level, room))
    if plan is None:
        return _best_of_others(snapshot, tree, level, wanted)
    room = plan.room
    size = min(wanted, plan.most)
    if size == 0:
        return np.empty(0, np.int32), np.empty(0, np.float32)
    if not plan.together:
        found, scores = np.empty(size, np.int32), np.empty(size, np.float32)
        room.choose_champions(plan.lists)
        kernel = ready(top_kernels.best_of_any, plan.postings)
        held = kernel(room.ints, room.floats, plan.lists, snapshot.order, found, scores)
        return found[:held], scores[:held]
    found, scores = np.empty(plan.most, np.int32), np.empty(plan.most, np.float32)
    kernel_of_all = ready(list_kernels.all_of, LEAP * plan.lists.size * plan.most)
    held = kernel_of_all(room.ints, room.floats, plan.lists, NEAR, plan.phrase, plan.paragraphs, found, scores)
    order = best(found[:held], scores[:held], wanted, snapshot.order)
    return found[order], scores[order]


def _plan(snapshot: Snapshot, tree: Node, level: Level, room: Room) -> _Plan | None:
    """How the kernels answer a question, None where it asks for more than they do."""
    words = searched_words(tree)
    phrase = isinstance(tree, Phrase) and tree.slop is None and level is Level.FORM
    together = phrase or (is_all_of_words(tree) and level is not Level.EXACT)
    if not words or not (together or is_plain(tree)):
        return None
    lists = [_list_of(snapshot, word, level, room) for word in (*words, *openings(tree))]
    by_form = {word.analysis.form: number for number, word in enumerate(words)}
    in_order, paragraphs = _NOTHING, 0
    if isinstance(tree, Phrase):
        in_order = np.array([by_form[word.analysis.form] for word in tree.words])
        for word, one in zip(words, lists, strict=True):
            if not room.is_read(one):
                room.read(one, partial(snapshot.lists.places, _entry(snapshot, word, level)))
                room.finish(one)
        paragraphs = paragraphs_in(snapshot, room)
    counts = [room.count(one) for one in lists]
    most = min(counts) if together else sum(counts)
    return _Plan(tree, room, np.array(lists), together, in_order, paragraphs, sum(counts), most)


def _list_of(snapshot: Snapshot, leaf: Word | Opening, level: Level, room: Room) -> int:
    """Where the list of what a word or an opening says at one level begins."""

    def said() -> Saying:
        entry = _entry(snapshot, leaf, level)
        articles, _ = snapshot.lists.unite(entry)
        scores = np.zeros(articles.size, np.float32)
        gain = idf(articles.size, snapshot.manifest.articles)
        snapshot.lists.weigh(entry, (gain,), norms_of(snapshot).whole[articles], articles, scores)
        return Saying(articles << 2, scores)

    return room.keep((leaf.analysis if isinstance(leaf, Word) else leaf, level), said)


def _entry(snapshot: Snapshot, leaf: Word | Opening, level: Level) -> Entry:
    if isinstance(leaf, Word):
        return snapshot.lists.upto(snapshot.lists.word(WORDS, leaf.analysis), STAGES[level])
    return prefix_entry(snapshot, leaf)


def paragraphs_in(snapshot: Snapshot, room: Room) -> int:
    """Where the list of the beginnings of paragraphs begins."""
    entry = snapshot.lists.entry(PARAGRAPHS, PARAGRAPH)

    def said() -> Saying:
        articles, _ = snapshot.lists.unite(entry)
        return Saying(articles << 2, np.zeros(articles.size, np.float32))

    one = room.keep(PARAGRAPHS, said)
    if not room.is_read(one):
        room.read(one, partial(snapshot.lists.places, entry))
        room.finish(one)
    return one


def is_all_of_words(tree: Node) -> bool:
    """Whether a tree is words that must all be there, each itself or one of its kin, and nothing else."""
    if not isinstance(tree, Group) or tree.optional or tree.excluded or not tree.required:
        return False
    return all(isinstance(node, Word) or _is_word_with_kin(node) for node in tree.required)


def _is_word_with_kin(node: Node) -> bool:
    if not isinstance(node, Group) or node.required or node.excluded or not node.optional:
        return False
    word, *kin = node.optional
    return isinstance(word, Word) and all(isinstance(one, Kin) and one.of == word for one in kin)


def _best_of_others(snapshot: Snapshot, tree: Node, level: Level, wanted: int) -> tuple[Articles, Scores]:
    """The same for trees of any other shape: matched first, then scored."""
    articles = Matcher(snapshot).matching(tree, level)
    scores = np.zeros(articles.size, np.float32)
    norms = norms_of(snapshot).whole[articles]
    leaves: Sequence[Word | Opening] = (*searched_words(tree), *openings(tree))
    for leaf in leaves:
        entry = _entry(snapshot, leaf, level)
        gain = idf(snapshot.lists.holding(entry)[0], snapshot.manifest.articles)
        snapshot.lists.weigh(entry, (gain,), norms, articles, scores)
    order = best(articles, scores, wanted, snapshot.order)
    return articles[order], scores[order]
