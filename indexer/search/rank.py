"""How well an article answers: what each word of the question says at each level, and where and in what order.

    score(article) = sum over words, over levels:  WEIGHTS[level] * bm25(word at level, article)
                   + sum over prefixes:            WEIGHTS[form] * bm25(any of its words, article)
                   + sum over words with kin:      KIN_WEIGHT * bm25(any of their kin, article), where the word is not
                   + sum over words:               TITLE_WEIGHT * bm25(stem, title)
                   + best stretch of the article:  sum over words, over levels: STRETCH_WEIGHTS[level] * bm25(stretch)
                   + its opening:                  OPENING_WEIGHT * (the same sum over the opening)
                   + longest run of the question:  QUOTATION_WEIGHT * (its share of the question) ** 3 * idf of it all

The first four are what words say by themselves, for every candidate (`evidence`), added up once a word (`impacts`).
Stretches, openings and runs (`refinement`) are looked at in the best `REFINED` articles only; they never take anything
away, so those stay before all others. Which articles match at all is decided in `match`, what BM25 is in `bm25`.
"""

from contextlib import suppress
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level, LevelCounts
from indexer.compiling import ready
from indexer.search import list_kernels, shortlist_kernels, top_kernels
from indexer.search.bm25 import norms_of
from indexer.search.candidates import are_told_by_lists, candidates
from indexer.search.clock import UNLIMITED, Clock, TimeUp
from indexer.search.evidence import Contribution, evidence_of, kin_of, lists_of, of_kin
from indexer.search.impacts import impacts_of
from indexer.search.match import STAGES, Matcher, is_plain
from indexer.search.narrowing import Mask
from indexer.search.one_level import is_all_of_words, paragraphs_in
from indexer.search.order import best
from indexer.search.refinement import Shortlist, Wording, best_refined, keep_places, refined, wording
from indexer.search.room import Full, Room
from indexer.search.stories import count, count_upto
from indexer.search.tree import Node, Phrase, Word, openings, searched_words
from indexer.store.postings import LEAP
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot
from indexer.store.stories import Stories

REFINED = 200
"""Articles in which stretches and runs are looked at; reading positions of all would cost more than it finds."""


class _Plan(NamedTuple):
    """A question made ready for the kernels: its lists, and up to which stage articles must be in all of them.

    It is `plain` if the stem level matches what is in any of them. `phrase` are the numbers of the lists that must
    stand side by side, in their order. `tree` keeps alive the tree that the plan is known by.
    """

    tree: Node
    room: Room
    lists: NDArray[np.int64]
    wording: Wording | None
    postings: int
    plain: bool
    furthest: int | None
    phrase: NDArray[np.int64]


def best_of(snapshot: Snapshot, tree: Node, in_order: tuple[Word, ...], wanted: int) -> tuple[Articles, Scores]:
    """The best articles that match at the stem level, best first, with their scores; `in_order` as in `scored`."""
    plan = _plan(snapshot, tree, in_order)
    kept = _keep(snapshot, plan)
    if not 0 < wanted <= REFINED:
        articles, scores = _matching(snapshot, plan, kept=kept)
        _refine(snapshot, plan, articles, scores, max(1, wanted), kept=kept)
    else:
        shortlist = _shortlist(snapshot, plan, kept=kept)
        if plan.wording is not None:
            return best_refined(snapshot, plan.wording, plan.room, shortlist, wanted, kept=kept)
        articles, scores, _ = shortlist
    order = best(articles, scores, wanted, snapshot.order)
    return articles[order], scores[order]


def _shortlist(snapshot: Snapshot, plan: _Plan, *, kept: bool) -> Shortlist:
    """The best articles that match, with what words say by themselves."""
    if not plan.plain:
        articles, scores = _matching(snapshot, plan, kept=kept)
        if articles.size <= REFINED:
            return Shortlist(articles, scores)
        order = best(articles, scores, REFINED, snapshot.order)
        return Shortlist(articles[order], scores[order])
    room, lists, by_id = plan.room, plan.lists, snapshot.order
    articles, scores = np.empty(REFINED, np.int32), np.empty(REFINED, np.float32)
    if 1 < lists.size <= shortlist_kernels.MOST_LISTS:
        postings = np.empty((lists.size, REFINED), np.int32)
        kernel = ready(shortlist_kernels.shortlist, plan.postings + snapshot.size)
        held = kernel(room.ints, room.floats, room.octets, lists, by_id, articles, scores, postings)
        return Shortlist(articles[:held], scores[:held], postings)
    room.choose_champions(lists)
    top = ready(top_kernels.best_of_any, plan.postings)
    held = top(room.ints, room.floats, lists, by_id, articles, scores)
    return Shortlist(articles[:held], scores[:held])


def _matching(snapshot: Snapshot, plan: _Plan, *, kept: bool) -> tuple[Articles, Scores]:
    """The articles that match at the stem level, ascending, by the lists where these tell it, with what words say."""
    room, lists = plan.room, plan.lists
    if plan.furthest is not None and (kept or not plan.phrase.size):
        with suppress(Full):
            paragraphs = paragraphs_in(snapshot, room) if plan.phrase.size else 0
            most = min(map(room.count, lists.tolist()))
            found, sums = np.empty(most, np.int32), np.empty(most, np.float32)
            all_of = ready(list_kernels.all_of, LEAP * lists.size * most)
            held = all_of(room.ints, room.floats, lists, plan.furthest, plan.phrase, paragraphs, found, sums)
            return found[:held], sums[:held]
        impacts_of(snapshot).renew(room)
    articles = Matcher(snapshot).matching(plan.tree, Level.STEM)
    return articles, _added_up(plan, articles)


def scored(
    snapshot: Snapshot,
    tree: Node,
    candidates: Articles,
    in_order: tuple[Word, ...] = (),
    clock: Clock = UNLIMITED,
    wanted: int = REFINED,
) -> tuple[Scores, NDArray[np.intp]]:
    """The score of each candidate, ascending, and the places of those that were refined.

    `in_order` are all words as they follow each other in the question, those that the tree leaves out among them. When
    the time is up, what was not looked at by then says nothing. What is not among the `wanted` may score too little.
    """
    try:
        plan = _plan(snapshot, tree, in_order, clock)
    except TimeUp:
        return np.zeros(candidates.size, np.float32), np.empty(0, np.intp)
    scores = _added_up(plan, candidates)
    return scores, _refine(snapshot, plan, candidates, scores, wanted, clock, kept=_keep(snapshot, plan))


def answered(
    snapshot: Snapshot,
    asked: tuple[Node, tuple[Word, ...], Level],
    passes: Mask | None,
    told: Stories | None,
    clock: Clock,
) -> tuple[Articles, Scores, LevelCounts]:
    """The articles that pass a mask and match, ascending, with their scores, and how many hits there are at each level.

    What is `asked` is a tree, all words of the question as in `scored`, and a level. Hits are the stories that are
    `told` and articles without copies, or all articles.
    """
    tree, in_order, level = asked
    with suppress(TimeUp):
        if are_told_by_lists(tree):
            plan = _plan(snapshot, tree, in_order, clock)
            found = candidates(snapshot.size, plan.room, plan.lists, passes)
            articles, scores = found.upto(STAGES[level])
            _refine(snapshot, plan, articles, scores, REFINED, clock, kept=_keep(snapshot, plan))
            return articles, scores, LevelCounts(*count_upto(told, found.articles, found.stages, len(STAGES)))
    articles, counts = Matcher(snapshot, passes, clock).levels(tree, level, partial(count, told))
    return articles, scored(snapshot, tree, articles, in_order, clock)[0], counts


def contributions(
    snapshot: Snapshot, tree: Node, candidates: Articles, article: int, in_order: tuple[Word, ...] = ()
) -> list[Contribution]:
    """What makes up the score of one of the candidates, each kind of evidence by itself."""
    one = np.array([article], np.int32)
    found = []
    kin = kin_of(tree)
    for leaf in (*searched_words(tree), *openings(tree)):
        for said in evidence_of(snapshot, leaf):
            norms = norms_of(snapshot).of(said.entry)[one]
            for stage, (kind, gain) in enumerate(zip(said.kinds, said.gains, strict=True)):
                entry = snapshot.lists.upto(said.entry, stage)
                scores = np.zeros(1, np.float32)
                sums = snapshot.lists.weigh(entry, (gain,), norms, one, scores)
                holding = snapshot.lists.holding(said.entry)[stage]
                found.append(Contribution(said.words, str(kind), holding, sums, scores))
        if isinstance(leaf, Word) and leaf in kin:
            found.append(of_kin(snapshot, leaf, kin[leaf], one))
    scores, places = scored(snapshot, tree, candidates, in_order)
    plan = _plan(snapshot, tree, in_order)
    if plan.wording is not None and article in candidates[places]:
        asked = " ".join(word.surface for word in searched_words(tree))
        quoted = " ".join(word.surface for word in in_order or searched_words(tree))
        parts = refined(snapshot, plan.wording, plan.room, one, np.zeros(1, np.float32), 1, kept=_keep(snapshot, plan))
        once = np.ones(1, np.float32)
        found += [
            Contribution(asked, "passage", places.size, once, parts.passage.astype(np.float32)),
            Contribution(asked, "opening", places.size, once, parts.opening.astype(np.float32)),
            Contribution(quoted, "quotation", 1, parts.runs.astype(np.float32), parts.quotation.astype(np.float32)),
        ]
    return [part for part in found if part.scores.any()]


def _added_up(plan: _Plan, candidates: Articles) -> Scores:
    """What words say by themselves in each candidate, ascending."""
    scores = np.zeros(candidates.size, np.float32)
    add_up = ready(list_kernels.add_up, plan.postings + candidates.size * plan.lists.size)
    add_up(plan.room.ints, plan.room.floats, plan.lists, candidates, scores)
    return scores


def _refine(
    snapshot: Snapshot,
    plan: _Plan,
    candidates: Articles,
    scores: Scores,
    wanted: int,
    clock: Clock = UNLIMITED,
    *,
    kept: bool,
) -> NDArray[np.intp]:
    """Add what the best candidates earn by where words stand in them; the places of those, unless the time is up."""
    places = np.sort(best(candidates, scores, REFINED, snapshot.order))
    if plan.wording is not None and not clock.up():
        first, size = scores[places], min(wanted, REFINED)
        scores[places] += refined(snapshot, plan.wording, plan.room, candidates[places], first, size, kept=kept).total
    return places


def _keep(snapshot: Snapshot, plan: _Plan) -> bool:
    """Whether the places of a question's words are kept, which those are that were asked for before."""
    return plan.wording is not None and keep_places(snapshot, plan.wording, plan.room)


def _plan(snapshot: Snapshot, tree: Node, in_order: tuple[Word, ...], clock: Clock = UNLIMITED) -> _Plan:
    """What the kernels need for a question, as it was made when it was asked for the first time."""

    def make(room: Room) -> _Plan:
        lists = lists_of(snapshot, tree, room, clock)
        words = searched_words(tree)
        where = wording(snapshot, words, in_order, lists, room) if words else None
        numbers, postings = np.array(lists, np.int64), sum(map(room.count, lists))
        plain = is_plain(tree) and bool(lists)
        return _Plan(tree, room, numbers, where, postings, plain, *_together(tree, words))

    # Known by the tree's identity, since to compare trees costs more than to answer.
    return impacts_of(snapshot).plan((id(tree), in_order == ()), make)


def _together(tree: Node, words: tuple[Word, ...]) -> tuple[int | None, NDArray[np.int64]]:
    """Up to which stage articles must be in the lists of all words, if that is what a tree asks, and its phrase."""
    if isinstance(tree, Phrase) and tree.slop is None:
        by_form = {word.analysis.form: number for number, word in enumerate(words)}
        return STAGES[Level.FORM], np.array([by_form[word.analysis.form] for word in tree.words], np.int64)
    return STAGES[Level.STEM] if is_all_of_words(tree) else None, np.empty(0, np.int64)
