"""The embedded engine: answers questions from the index folder, with no server and nothing to start.

Each call answers from one snapshot of the index; a rebuilt index is picked up at the next call. The parts are
elsewhere: `parse`, `match`, `rank`, `passages`, `facets`; this module only brings them together.
"""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from indexer.answers import (
    ArticleView,
    Evidence,
    Explanation,
    Hit,
    IndexInfo,
    IndexPassport,
    Level,
    LevelCounts,
    Question,
    ResultPage,
    Sort,
    SourceSummary,
)
from indexer.model import Article
from indexer.search.bounds import check, notices
from indexer.search.clock import UNLIMITED, Clock, TimeUp
from indexer.search.cursor import Place, cursor_to, place_of
from indexer.search.facets import facets
from indexer.search.match import Mask, Matcher, passing
from indexer.search.parse import parse
from indexer.search.passages import Finder, choose, marks_of, matched
from indexer.search.passport import passport
from indexer.search.printing import printed
from indexer.search.rank import best, contributions, total
from indexer.search.similar import telling
from indexer.search.sources import source_summaries
from indexer.search.suggest import completions
from indexer.search.tree import Node
from indexer.settings import Settings
from indexer.store import generations
from indexer.store.schema import without_paragraphs
from indexer.store.snapshot import Snapshot

AFTER_ALL_DAYS = 10**8
"""Greater than any day as YYYYMMDD."""


class WhooshEngine:
    """An `Engine` over an index folder; safe to share between threads."""

    def __init__(self, index_dir: Path, seconds: float = Settings().question_seconds) -> None:
        """`seconds` is the time that a question may take before it is answered with what was found by then."""
        self._index_dir = index_dir
        self._seconds = seconds
        self._snapshot: Snapshot | None = None
        self._opening = threading.Lock()

    def search(self, question: Question) -> ResultPage:
        """One page of ranked, attributed articles. Raises QuestionTooLong, BadParameter or an index error."""
        check(question)
        return self._answer(self._live(), question)

    def similar(self, article_id: str, limit: int = 10) -> ResultPage:
        """The articles most like another: those with its most telling words. Raises ArticleNotFound."""
        snapshot = self._live()
        number = snapshot.number_of(article_id)
        return self._answer(snapshot, Question(telling(snapshot, number), size=limit), without=number)

    def _answer(self, snapshot: Snapshot, question: Question, without: int | None = None) -> ResultPage:
        started = perf_counter()
        clock = Clock(self._seconds)
        parsed = parse(question.text)
        passes = passing(snapshot, question.filters)
        if without is not None:
            passes[without] = False
        masks = _masks(Matcher(snapshot, clock), parsed.tree, question.level, passes)
        counts = LevelCounts(**{level.value: int(mask.sum()) for level, mask in masks.items()})
        mask = masks[question.level]
        scores = total(snapshot.size, contributions(snapshot, parsed.tree, mask, parsed.words, clock))
        keys = _keys(snapshot, scores, question.sort)
        left = (
            mask
            if question.cursor is None
            else mask & _behind(keys, place_of(question.cursor, question, snapshot.generation))
        )
        first = 0 if question.cursor else (question.page - 1) * question.size
        order = best(left, keys, first + question.size)[first:]
        finder = Finder(parsed.tree, question.level)
        hits = tuple(self._hit(snapshot, finder, number, float(scores[number]), clock) for number in order.tolist())
        goes_on = order.size and int(left.sum()) > first + order.size
        return ResultPage(
            question=question,
            total=int(mask.sum()),
            hits=hits,
            facets=facets(snapshot, mask),
            levels=counts,
            notices=(*parsed.notices, *notices(snapshot, parsed.tree, question.level, counts, clock)),
            index=_info(snapshot),
            parsed=printed(parsed.tree),
            # The order of an answer that ran out of time is not that of the next, so nothing can go on behind it.
            cursor=cursor_to(Place(float(keys[order[-1]]), int(order[-1])), question, snapshot.generation)
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
        mask = Matcher(snapshot).matching(parsed.tree, question.level) & passing(snapshot, question.filters)
        scores = total(snapshot.size, contributions(snapshot, parsed.tree, mask, parsed.words))
        order = best(mask, _keys(snapshot, scores, question.sort), int(mask.sum()))
        finder = Finder(parsed.tree, question.level)
        return (self._hit(snapshot, finder, number, float(scores[number])) for number in order.tolist())

    def rank(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Ids and scores of the best articles for a question's words, without passages or facets."""
        snapshot = self._live()
        parsed = parse(text)
        tree = parsed.tree
        mask = Matcher(snapshot).matching(tree, Level.STEM)
        scores = total(snapshot.size, contributions(snapshot, tree, mask, parsed.words))
        order = best(mask, scores, limit)
        return [(snapshot.ids[number], float(scores[number])) for number in order.tolist()]

    def article(self, article_id: str, question: Question | None = None) -> ArticleView:
        """A whole article with the question's marks in it. Raises ArticleNotFound, QuestionTooLong."""
        snapshot = self._live()
        article = snapshot.article(snapshot.number_of(article_id))
        asked = question or Question("")
        check(asked)
        finder = Finder(parse(asked.text).tree, asked.level)
        return ArticleView(
            article=article,
            title_marks=marks_of(finder.find(article.title)),
            paragraph_marks=tuple(marks_of(finder.find(text)) for text in article.paragraphs),
            index=_info(snapshot),
        )

    def explain(self, question: Question, article_id: str) -> Explanation:
        """Why that article has its rank for that question. Raises ArticleNotFound."""
        check(question)
        snapshot = self._live()
        number = snapshot.number_of(article_id)
        parsed = parse(question.text)
        tree = parsed.tree
        mask = Matcher(snapshot).matching(tree, question.level) & passing(snapshot, question.filters)
        parts = contributions(snapshot, tree, mask, parsed.words)
        keys = _keys(snapshot, total(snapshot.size, parts), question.sort)
        evidence = []
        for part in parts:
            place = int(np.searchsorted(part.postings.articles, number))
            if place < part.postings.articles.size and part.postings.articles[place] == number:
                evidence.append(
                    Evidence(
                        word=part.words,
                        kind=part.kind,
                        frequency=float(part.postings.frequencies[place]),
                        articles=int(part.postings.articles.size),
                        score=float(part.scores[place]),
                    )
                )
        article = snapshot.article(number)
        finder = Finder(tree, question.level)
        found = [one for words in finder.find_in((article.title, *article.paragraphs)) for one in words]
        before = (
            np.flatnonzero(mask & (keys > keys[number])).size
            + np.flatnonzero(mask[:number] & (keys[:number] == keys[number])).size
        )
        return Explanation(
            question=question,
            article_id=article_id,
            title=article.title,
            rank=before + 1 if mask[number] else None,
            score=sum(part.score for part in evidence),
            evidence=tuple(evidence),
            matched=matched(finder.labels(), found),
        )

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """Completions of the question's last word from the collection's own words, most frequent first."""
        check(Question(text))
        return completions(self._live(), text, limit)

    def sources(self) -> tuple[SourceSummary, ...]:
        """The sources in the index, by name."""
        return source_summaries(self._live())

    def story(self, article_id: str) -> tuple[Article, ...]:
        """The article and its copies, without their paragraphs: the article alone where the index knows no stories.

        Raises ArticleNotFound.
        """
        snapshot = self._live()
        return (without_paragraphs(snapshot.article(snapshot.number_of(article_id))),)

    def passport(self) -> IndexPassport:
        """What is in the index."""
        snapshot = self._live()
        return passport(snapshot, _info(snapshot))

    def info(self) -> IndexInfo:
        """Which index is answering. Raises IndexMissing, IndexStale or IndexDamaged."""
        return _info(self._live())

    def close(self) -> None:
        """Let go of the index's files."""
        if self._snapshot is not None:
            self._snapshot.close()
            self._snapshot = None

    def _live(self) -> Snapshot:
        """The live generation. One that was replaced is let go, not closed: another thread may still answer from it."""
        snapshot = self._snapshot
        if snapshot is not None and snapshot.generation == generations.current(self._index_dir):
            return snapshot
        with self._opening:
            if self._snapshot is None or self._snapshot.generation != generations.current(self._index_dir):
                self._snapshot = Snapshot(self._index_dir)
            return self._snapshot

    @staticmethod
    def _hit(snapshot: Snapshot, finder: Finder, number: int, score: float, clock: Clock = UNLIMITED) -> Hit:
        article = snapshot.article(number)
        if clock.up():
            return Hit(without_paragraphs(article), score, (), ())
        found = finder.find_in(article.paragraphs)
        in_title = finder.find(article.title)
        everywhere = in_title + [one for words in found for one in words]
        return Hit(
            article=without_paragraphs(article),
            score=score,
            passages=choose(article.paragraphs, found),
            matched=matched(finder.labels(), everywhere),
            title_marks=marks_of(in_title),
        )


def _masks(matcher: Matcher, tree: Node, asked: Level, passes: Mask) -> dict[Level, Mask]:
    """The articles that match at each level, the level asked for first; none where the time was up before."""
    masks = {}
    for level in (asked, *(other for other in Level if other is not asked)):
        try:
            masks[level] = matcher.matching(tree, level) & passes
        except TimeUp:
            masks[level] = np.zeros(passes.size, bool)
    return masks


def _behind(keys: NDArray[np.float32] | NDArray[np.int64], place: Place) -> Mask:
    """The articles that come behind a place in their order: highest key first, then by number."""
    behind: Mask = (keys < place.key) | ((keys == place.key) & (np.arange(keys.size) > place.article))
    return behind


def _keys(snapshot: Snapshot, scores: NDArray[np.float32], sort: Sort) -> NDArray[np.float32] | NDArray[np.int64]:
    """What the hits are ordered by, highest first; an article without a date comes last in both orders of time."""
    if sort is Sort.NEWEST:
        return snapshot.last_days
    if sort is Sort.OLDEST:
        return np.where(snapshot.first_days > 0, -snapshot.first_days, -AFTER_ALL_DAYS)
    return scores


def _info(snapshot: Snapshot) -> IndexInfo:
    manifest = snapshot.manifest
    return IndexInfo(manifest.generation, manifest.built_at, manifest.articles, manifest.analysis)
