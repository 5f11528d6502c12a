"""The embedded engine: answers questions from the index folder, with no server and nothing to start.

Each call answers from one snapshot of the index; a rebuilt index is picked up at the next call. The parts are
elsewhere: `parse`, `match`, `rank`, `passages`, `facets`; this module only brings them together.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from time import perf_counter

import numpy as np

from indexer import compiling
from indexer.answers import (
    ArticleView,
    Evidence,
    Explanation,
    Filters,
    Hit,
    IndexInfo,
    IndexPassport,
    Level,
    Question,
    ResultPage,
    Sort,
    SourceSummary,
)
from indexer.arabic.analysis import use
from indexer.arabic.tokens import surfaces
from indexer.errors import MasadirError
from indexer.reprints import Story
from indexer.search import stories
from indexer.search.bounds import check, notices
from indexer.search.clock import UNLIMITED, Clock
from indexer.search.cursor import Place, cursor_to, place_of
from indexer.search.facets import facets
from indexer.search.find import Finder, matched
from indexer.search.hits import found_in, hits_of, looked_through, marks_in
from indexer.search.impacts import impacts_of, let_go
from indexer.search.kin import with_kin
from indexer.search.live import LiveIndex
from indexer.search.match import Matcher
from indexer.search.narrowing import Mask, passing
from indexer.search.one_level import best_at
from indexer.search.order import behind, best, keys_of, rank_of
from indexer.search.parse import Parsed, parse
from indexer.search.passport import passport
from indexer.search.printing import printed
from indexer.search.rank import answered, best_of, contributions, scored
from indexer.search.reuse import reuses
from indexer.search.similar import telling
from indexer.search.sources import source_summaries
from indexer.search.stories import story_of
from indexer.search.suggest import completions
from indexer.search.tree import Node, searched_words
from indexer.settings import Settings
from indexer.store.schema import WORDS
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot

STEPS = 9
"""Steps of kernels for each posting of a question's words, as measured on questions of one to eleven words."""


class WhooshEngine:
    """An `Engine` over an index folder; safe to share between threads."""

    def __init__(self, index_dir: Path, seconds: float = Settings().question_seconds) -> None:
        """`seconds` is the time that a question may take before it is answered with what was found by then."""
        self._index = LiveIndex(index_dir)
        self._seconds = seconds

    def search(self, question: Question) -> ResultPage:
        """One page of ranked, attributed articles. Raises QuestionTooLong, BadParameter or an index error."""
        check(question)
        return self._answer(self._live(), question)

    def similar(self, article_id: str, limit: int = 10) -> ResultPage:
        """The articles most like another: those with its most telling words. Raises ArticleNotFound."""
        snapshot = self._live()
        number = snapshot.number_of(article_id)
        return self._answer(snapshot, Question(telling(snapshot, number), size=limit, kin=False), without=number)

    def _answer(self, snapshot: Snapshot, question: Question, without: int | None = None) -> ResultPage:
        started = perf_counter()
        clock = Clock(self._seconds)
        parsed = parse(question.text)
        tree = _with_kin(snapshot, parsed, clock, kin=question.kin)
        compiling.expect(
            STEPS * sum(snapshot.lists.word(WORDS, word.analysis).postings for word in searched_words(tree))
        )
        passes = _passes(snapshot, question.filters)
        if without is not None:
            passes = snapshot.alive.copy() if passes is None else passes
            passes[snapshot.stories.of(without)] = False
        asked = tree, parsed.words, question.level
        told = None if question.copies else snapshot.stories
        matching, scores, counts = answered(snapshot, asked, passes, told, clock)
        articles, scores = _hits(snapshot, question, matching, scores)
        keys = keys_of(snapshot, articles, scores, question.sort)
        first = 0 if question.cursor else (question.page - 1) * question.size
        left = articles.size
        if question.cursor is None:
            order = best(articles, keys, first + question.size, snapshot.order)[first:]
        else:
            place = place_of(question.cursor, question, snapshot.generation)
            further = np.flatnonzero(behind(snapshot, articles, keys, place))
            left = further.size
            order = further[best(articles[further], keys[further], question.size, snapshot.order)]
        finder = Finder(snapshot, tree, question.level)
        hits = tuple(hits_of(snapshot, finder, articles[order], scores[order], copies=question.copies, clock=clock))
        goes_on = order.size and left > first + order.size
        return ResultPage(
            question=question,
            total=articles.size,
            articles=matching.size,
            hits=hits,
            facets=facets(snapshot, matching, copies=question.copies),
            levels=counts,
            notices=(*parsed.notices, *notices(snapshot, parsed.tree, question, counts, clock)),
            index=_info(snapshot),
            parsed=printed(parsed.tree),
            # The order of an answer that ran out of time is not that of the next, so nothing can go on behind it.
            cursor=cursor_to(Place(float(keys[order[-1]]), int(articles[order[-1]])), question, snapshot.generation)
            if goes_on and not clock.ran_out
            else None,
            partial=clock.ran_out,
            took_ms=(perf_counter() - started) * 1000,
        )

    def export(self, question: Question) -> Iterator[Hit]:
        """Every hit in order, one at a time, all from the index that answers now, though it be rebuilt meanwhile.

        Page, size and cursor of the question say nothing. Raises as `search` does, before the first hit.
        """
        check(replace(question, page=1, size=1, cursor=None))
        snapshot = self._live()
        parsed = parse(question.text)
        tree = _with_kin(snapshot, parsed, kin=question.kin)
        articles = Matcher(snapshot, _passes(snapshot, question.filters)).matching(tree, question.level)
        scores, _ = scored(snapshot, tree, articles, parsed.words)
        articles, scores = _hits(snapshot, question, articles, scores)
        order = best(articles, keys_of(snapshot, articles, scores, question.sort), articles.size, snapshot.order)
        finder = Finder(snapshot, tree, question.level)
        return hits_of(snapshot, finder, articles[order], scores[order], copies=question.copies)

    def rank(self, text: str, limit: int, level: Level | None = None) -> list[tuple[str, float]]:
        """Ids and scores of the best articles for a question's words, without passages or facets.

        With a level BM25 of that level alone; without, as `search` ranks what matches at the stem level.
        """
        snapshot = self._live()
        parsed = parse(text)
        if level is None:
            tree = _with_kin(snapshot, parsed)
            articles, scores = best_of(snapshot, tree, parsed.words, limit)
        else:
            articles, scores = best_at(snapshot, parsed.tree, level, limit)
        return list(zip(map(snapshot.ids.__getitem__, articles.tolist()), scores.tolist(), strict=True))

    def warm(self) -> None:
        """Load the compiled kernels by asking what every kernel has a part in, and read the columns.

        The first time on a machine they are compiled, which takes some seconds. Says nothing of what is wrong.
        """
        with compiling.loading(), contextlib.suppress(MasadirError):  # whoever asks is told
            snapshot = self._live()
            for number in np.flatnonzero(snapshot.alive)[:1].tolist():
                words = " ".join(surfaces(snapshot.opened(number).paragraphs.opening(1))[:2])
                for text in (words, f'"{words}"'):
                    self.rank(text, 1, Level.FORM)
                    for _ in range(2):  # places are kept from the second time on
                        self.rank(text, 1)
                    self.search(Question(text, sort=Sort.NEWEST))
            let_go(snapshot)
            snapshot.release()

    def article(self, article_id: str, question: Question | None = None) -> ArticleView:
        """A whole article with the question's marks in it. Raises ArticleNotFound, QuestionTooLong."""
        snapshot = self._live()
        number = snapshot.number_of(article_id)
        asked = question or Question("")
        check(asked)
        finder = Finder(snapshot, _with_kin(snapshot, parse(asked.text), kin=asked.kin), asked.level)
        article = snapshot.opened(number)
        title, *paragraphs = marks_in(snapshot, article, finder.find_in(number))
        return ArticleView(
            article=replace(article.attribution, paragraphs=tuple(article.paragraphs)),
            title_marks=title,
            paragraph_marks=tuple(paragraphs),
            index=_info(snapshot),
            reused=reuses(snapshot, number),
        )

    def explain(self, question: Question, article_id: str) -> Explanation:
        """Why that article has its rank for that question. Raises ArticleNotFound."""
        check(question)
        snapshot = self._live()
        number = snapshot.number_of(article_id)
        parsed = parse(question.text)
        tree = _with_kin(snapshot, parsed, kin=question.kin)
        articles = Matcher(snapshot, _passes(snapshot, question.filters)).matching(tree, question.level)
        scores = scored(snapshot, tree, articles, parsed.words)[0]
        weighed = number if question.copies else stories.weighed_for(snapshot.stories, articles, scores, number)
        parts = contributions(snapshot, tree, articles, weighed, parsed.words)
        evidence = [
            Evidence(part.words, part.kind, float(part.frequencies[0]), part.holding, float(part.scores[0]))
            for part in parts
        ]
        ranked, scores = _hits(snapshot, question, articles, scores)
        standing = number if question.copies else stories.standing_for(snapshot.stories, ranked, number)
        article = snapshot.opened(weighed)
        finder = Finder(snapshot, tree, question.level)
        found = found_in(snapshot, article, looked_through(article, finder.find_in(weighed)))
        return Explanation(
            question=question,
            article_id=article_id,
            title=snapshot.opened(number).attribution.title,
            weighed=snapshot.ids[weighed],
            rank=rank_of(snapshot, ranked, scores, standing, question.sort),
            score=sum(part.score for part in evidence),
            evidence=tuple(evidence),
            matched=matched(finder.labels(), chain.from_iterable(found.values())),
        )

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """Completions of the question's last word from the collection's own words, most frequent first."""
        check(Question(text))
        return completions(self._live(), text, limit)

    def sources(self) -> tuple[SourceSummary, ...]:
        """The sources in the index, by name."""
        return source_summaries(self._live())

    def story(self, article_id: str) -> Story:
        """The article and its copies in other places, the earliest first. Raises ArticleNotFound."""
        snapshot = self._live()
        return story_of(snapshot, snapshot.number_of(article_id))

    def passport(self) -> IndexPassport:
        """What is in the index."""
        snapshot = self._live()
        return passport(snapshot, _info(snapshot))

    def info(self) -> IndexInfo:
        """Which index is answering. Raises IndexMissing, IndexStale or IndexDamaged."""
        return _info(self._live())

    def close(self) -> None:
        """Let go of the index's files."""
        self._index.close()

    def _live(self) -> Snapshot:
        """The live generation, words being analysed by its rules from now on."""
        snapshot = self._index.snapshot()
        use(snapshot.manifest.rules)
        return snapshot


def _with_kin(snapshot: Snapshot, parsed: Parsed, clock: Clock = UNLIMITED, *, kin: bool = True) -> Node:
    """The question's tree, its words with their kin in this collection unless none are wanted."""
    if not kin:
        return parsed.tree
    impacts, key = impacts_of(snapshot), ("kin", id(parsed))
    known = impacts.plan(key, lambda _: (parsed, with_kin(snapshot, parsed.tree, parsed.words, clock)))
    if clock.ran_out:  # not all kin were found in time; the next question has time of its own
        impacts.forget(key)
    return known[1]


def _passes(snapshot: Snapshot, filters: Filters) -> Mask | None:
    """The mask of the filters, None where there are none."""
    return passing(snapshot, filters) if filters != Filters() else None


def _hits(snapshot: Snapshot, question: Question, articles: Articles, scores: Scores) -> tuple[Articles, Scores]:
    """Of the articles that match those that are hits, and their scores."""
    return (articles, scores) if question.copies else stories.shown(snapshot.stories, articles, scores)


def _info(snapshot: Snapshot) -> IndexInfo:
    manifest = snapshot.manifest
    return IndexInfo(manifest.generation, manifest.built_at, manifest.articles, manifest.analysis)
