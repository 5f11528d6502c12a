"""The embedded engine: answers questions from the index folder, with no server and nothing to start.

Each call answers from one snapshot of the index; a rebuilt index is picked up at the next call. The parts are
elsewhere: `parse`, `match`, `rank`, `passages`, `facets`; this module only brings them together.
"""

import contextlib
import threading
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from indexer.answers import (
    ArticleView,
    Evidence,
    Explanation,
    Filters,
    Hit,
    IndexInfo,
    Level,
    LevelCounts,
    Notice,
    Question,
    ResultPage,
    Sort,
    SourceSummary,
)
from indexer.arabic.tokens import surfaces
from indexer.errors import BadParameter, MasadirError, QuestionTooLong
from indexer.search.dates import iso_date
from indexer.search.facets import facets
from indexer.search.find import Finder, marks_of, matched
from indexer.search.match import PREFIX_FORMS, Mask, Matcher, passing, prefix_forms
from indexer.search.parse import parse
from indexer.search.passages import choose
from indexer.search.rank import best, contributions, scored, scored_at
from indexer.search.sources import source_summaries
from indexer.search.suggest import completions
from indexer.search.tree import Node, Prefix, leaves
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT
from indexer.store import compiling, generations
from indexer.store.schema import without_paragraphs
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot

AFTER_ALL_DAYS = 10**8
"""Greater than any day as YYYYMMDD."""


class WhooshEngine:
    """An `Engine` over an index folder; safe to share between threads."""

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._snapshot: Snapshot | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._opening = threading.Lock()

    def search(self, question: Question) -> ResultPage:
        """One page of ranked, attributed articles. Raises QuestionTooLong, BadParameter or an index error."""
        started = perf_counter()
        _check(question)
        snapshot = self._live()
        parsed = parse(question.text)
        matcher = Matcher(snapshot, _passes(snapshot, question.filters))
        articles, counts = matcher.levels(parsed.tree, question.level)
        first = (question.page - 1) * question.size
        scores, _ = scored(snapshot, parsed.tree, articles, parsed.words)
        order = best(articles, _keys(snapshot, articles, scores, question.sort), first + question.size)[first:]
        finder = Finder(parsed.tree, question.level)
        hits = tuple(
            self._hit(snapshot, finder, number, score)
            for number, score in zip(articles[order].tolist(), scores[order].tolist(), strict=True)
        )
        return ResultPage(
            question=question,
            total=articles.size,
            hits=hits,
            facets=facets(snapshot, articles),
            levels=counts,
            notices=(*parsed.notices, *_notices(snapshot, parsed.tree, question.level, counts)),
            index=_info(snapshot),
            took_ms=(perf_counter() - started) * 1000,
        )

    def rank(self, text: str, limit: int, level: Level | None = None) -> list[tuple[str, float]]:
        """Ids and scores of the best articles for a question's words, without passages or facets.

        With a level BM25 of that level alone; without, as `search` ranks what matches at the stem level.
        """
        snapshot = self._live()
        parsed = parse(text)
        if level is None:
            articles = Matcher(snapshot).matching(parsed.tree, Level.STEM)
            scores, _ = scored(snapshot, parsed.tree, articles, parsed.words)
        else:
            articles, scores = scored_at(snapshot, parsed.tree, level)
        order = best(articles, scores, limit)
        ids = snapshot.ids
        return [
            (ids[number], score) for number, score in zip(articles[order].tolist(), scores[order].tolist(), strict=True)
        ]

    def warm(self) -> None:
        """Load the compiled kernels by asking what every kernel has a part in, and read the columns.

        The first time on a machine they are compiled, which takes some seconds. Says nothing of what is wrong.
        """
        compiling.load()
        with contextlib.suppress(MasadirError):  # whoever asks is told
            snapshot = self._live()
            for number in np.flatnonzero(snapshot.alive)[:1].tolist():
                words = " ".join(surfaces("\n".join(snapshot.article(number).paragraphs))[:2])
                for text in (words, f'"{words}"'):
                    self.rank(text, 1, Level.STEM)
                    self.search(Question(text, sort=Sort.NEWEST))

    def article(self, article_id: str, question: Question | None = None) -> ArticleView:
        """A whole article with the question's marks in it. Raises ArticleNotFound, QuestionTooLong."""
        snapshot = self._live()
        article = snapshot.article(snapshot.number_of(article_id))
        asked = question or Question("")
        _check(asked)
        finder = Finder(parse(asked.text).tree, asked.level)
        return ArticleView(
            article=article,
            title_marks=marks_of(finder.find(article.title)),
            paragraph_marks=tuple(marks_of(finder.find(text)) for text in article.paragraphs),
            index=_info(snapshot),
        )

    def explain(self, question: Question, article_id: str) -> Explanation:
        """Why that article has its rank for that question. Raises ArticleNotFound."""
        _check(question)
        snapshot = self._live()
        number = snapshot.number_of(article_id)
        parsed = parse(question.text)
        tree = parsed.tree
        articles = Matcher(snapshot, _passes(snapshot, question.filters)).matching(tree, question.level)
        parts = contributions(snapshot, tree, articles, number, parsed.words)
        evidence = [
            Evidence(part.words, part.kind, float(part.frequencies[0]), part.holding, float(part.scores[0]))
            for part in parts
        ]
        article = snapshot.article(number)
        finder = Finder(tree, question.level)
        found = [one for words in finder.find_in((article.title, *article.paragraphs)) for one in words]
        return Explanation(
            question=question,
            article_id=article_id,
            title=article.title,
            rank=_rank(snapshot, articles, scored(snapshot, tree, articles, parsed.words)[0], number, question.sort),
            score=sum(part.score for part in evidence),
            evidence=tuple(evidence),
            matched=matched(finder.labels(), found),
        )

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """Completions of the question's last word from the collection's own words, most frequent first."""
        _check(Question(text))
        return completions(self._live(), text, limit)

    def sources(self) -> tuple[SourceSummary, ...]:
        """The sources in the index, by name."""
        return source_summaries(self._live())

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
        snapshot, stamp = self._snapshot, generations.stamp(self._index_dir)
        if snapshot is not None and stamp is not None and stamp == self._stamp:
            return snapshot
        with self._opening:
            if self._snapshot is None or self._snapshot.generation != generations.current(self._index_dir):
                self._snapshot = Snapshot(self._index_dir)
            self._stamp = stamp  # taken before, so that what was written in between is seen at the next call
            return self._snapshot

    @staticmethod
    def _hit(snapshot: Snapshot, finder: Finder, number: int, score: float) -> Hit:
        article = snapshot.article(number)
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


def _passes(snapshot: Snapshot, filters: Filters) -> Mask | None:
    """The mask of the filters, None where there are none."""
    return passing(snapshot, filters) if filters != Filters() else None


def _keys(
    snapshot: Snapshot, articles: Articles, scores: Scores, sort: Sort
) -> NDArray[np.float32] | NDArray[np.float64]:
    """What the hits are ordered by, highest first; an article without a date comes last in both orders of time."""
    if sort is Sort.NEWEST:
        return snapshot.last_days[articles].astype(np.float64)
    if sort is Sort.OLDEST:
        days = snapshot.first_days[articles]
        return np.where(days > 0, -days, -AFTER_ALL_DAYS).astype(np.float64)
    return scores


def _rank(snapshot: Snapshot, articles: Articles, scores: Scores, number: int, sort: Sort) -> int | None:
    """The place of an article among those that match, counted from 1; None where it does not."""
    keys = _keys(snapshot, articles, scores, sort)
    own = keys[articles == number]
    if not own.size:
        return None
    return int((keys > own[0]).sum() + ((keys == own[0]) & (articles < number)).sum()) + 1


def _check(question: Question) -> None:
    if len(question.text) > QUESTION_LIMIT:
        raise QuestionTooLong(len(question.text), QUESTION_LIMIT)
    if question.page < 1:
        raise BadParameter("page", "a whole number from 1", str(question.page))
    if not 1 <= question.size <= PAGE_SIZE_LIMIT:
        raise BadParameter("size", f"a whole number from 1 to {PAGE_SIZE_LIMIT}", str(question.size))
    start = iso_date("from", question.filters.published_from or "")
    end = iso_date("to", question.filters.published_to or "")
    # At the precision that both have: from 2021-06 to 2021 is a span, of one half year.
    if start and end and start[: len(end)] > end[: len(start)]:
        raise BadParameter("to", f"a date not before {start}", end)


def _info(snapshot: Snapshot) -> IndexInfo:
    manifest = snapshot.manifest
    return IndexInfo(manifest.generation, manifest.built_at, manifest.articles, manifest.analysis)


def _notices(snapshot: Snapshot, tree: Node, level: Level, counts: LevelCounts) -> list[Notice]:
    found = []
    for leaf in leaves(tree):
        if isinstance(leaf, Prefix) and (opened := prefix_forms(snapshot, leaf)[1]) > PREFIX_FORMS:
            message = f"{leaf.surface}* opens {opened:,} words; the {PREFIX_FORMS} most frequent were searched."
            found.append(Notice("prefix-limited", message, (leaf.surface, str(opened))))
    if not getattr(counts, level.value):
        wider = next(((wide, n) for wide in Level if (n := getattr(counts, wide.value))), None)
        if wider:
            message = f"No article at level {level.value}; {wider[1]:,} at level {wider[0].value}."
            found.append(Notice("level-hint", message, (wider[0].value, str(wider[1]))))
    return found
