"""The embedded engine: answers questions from the index folder, with no server and nothing to start.

Each call answers from one snapshot of the index; a rebuilt index is picked up at the next call. The parts are
elsewhere: `parse`, `match`, `rank`, `passages`, `facets`; this module only brings them together.
"""

import threading
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
    Level,
    LevelCounts,
    Notice,
    Question,
    ResultPage,
    Sort,
    SourceSummary,
)
from indexer.arabic.analysis import use
from indexer.errors import BadParameter, QuestionTooLong
from indexer.search.dates import iso_date
from indexer.search.facets import facets
from indexer.search.kin import with_kin
from indexer.search.match import PREFIX_FORMS, Matcher, passing, prefix_forms
from indexer.search.parse import Parsed, parse
from indexer.search.passages import Finder, choose, marks_of, matched
from indexer.search.rank import best, contributions, total
from indexer.search.sources import source_summaries
from indexer.search.suggest import completions, replacement
from indexer.search.tree import Prefix, leaves, searched_words
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT
from indexer.store import generations
from indexer.store.schema import without_paragraphs
from indexer.store.snapshot import Snapshot

AFTER_ALL_DAYS = 10**8
"""Greater than any day as YYYYMMDD."""


class WhooshEngine:
    """An `Engine` over an index folder; safe to share between threads."""

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._snapshot: Snapshot | None = None
        self._opening = threading.Lock()

    def search(self, question: Question) -> ResultPage:
        """One page of ranked, attributed articles. Raises QuestionTooLong, BadParameter or an index error."""
        started = perf_counter()
        _check(question)
        snapshot = self._live()
        parsed = _understood(snapshot, question)
        passes = passing(snapshot, question.filters)
        matcher = Matcher(snapshot)
        masks = {level: matcher.matching(parsed.tree, level) & passes for level in Level}
        counts = LevelCounts(**{level.value: int(mask.sum()) for level, mask in masks.items()})
        mask = masks[question.level]
        first = (question.page - 1) * question.size
        scores = total(snapshot.size, contributions(snapshot, parsed.tree, mask, parsed.words))
        order = best(mask, _keys(snapshot, scores, question.sort), first + question.size)
        finder = Finder(parsed.tree, question.level)
        hits = tuple(self._hit(snapshot, finder, number, float(scores[number])) for number in order[first:].tolist())
        return ResultPage(
            question=question,
            total=int(mask.sum()),
            hits=hits,
            facets=facets(snapshot, mask),
            levels=counts,
            notices=(*parsed.notices, *_notices(snapshot, parsed, question, counts)),
            index=_info(snapshot),
            took_ms=(perf_counter() - started) * 1000,
        )

    def rank(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Ids and scores of the best articles for a question's words, without passages or facets."""
        snapshot = self._live()
        parsed = _understood(snapshot, Question(text))
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
        _check(asked)
        finder = Finder(_understood(snapshot, asked).tree, asked.level)
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
        parsed = _understood(snapshot, question)
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
        """The live generation, words being analysed by its rules from now on."""
        snapshot = self._newest()
        use(snapshot.manifest.rules)
        return snapshot

    def _newest(self) -> Snapshot:
        """The live generation. One that was replaced is let go, not closed: another thread may still answer from it."""
        snapshot = self._snapshot
        if snapshot is not None and snapshot.generation == generations.current(self._index_dir):
            return snapshot
        with self._opening:
            if self._snapshot is None or self._snapshot.generation != generations.current(self._index_dir):
                self._snapshot = Snapshot(self._index_dir)
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


def _understood(snapshot: Snapshot, question: Question) -> Parsed:
    """The question's tree, its words with their kin in this collection unless the question wants none."""
    parsed = parse(question.text)
    return replace(parsed, tree=with_kin(snapshot, parsed.tree, parsed.words)) if question.kin else parsed


def _keys(snapshot: Snapshot, scores: NDArray[np.float32], sort: Sort) -> NDArray[np.float32] | NDArray[np.int64]:
    """What the hits are ordered by, highest first; an article without a date comes last in both orders of time."""
    if sort is Sort.NEWEST:
        return snapshot.last_days
    if sort is Sort.OLDEST:
        return np.where(snapshot.first_days > 0, -snapshot.first_days, -AFTER_ALL_DAYS)
    return scores


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


def _notices(snapshot: Snapshot, parsed: Parsed, question: Question, counts: LevelCounts) -> list[Notice]:
    found = []
    level = question.level
    instead = replacement(snapshot, question.text, searched_words(parsed.tree))
    if instead:
        found.append(Notice("did-you-mean", f"Hardly found as typed. Did you mean: {instead}", (instead,)))
    for leaf in leaves(parsed.tree):
        if isinstance(leaf, Prefix) and (opened := prefix_forms(snapshot, leaf)[1]) > PREFIX_FORMS:
            message = f"{leaf.surface}* opens {opened:,} words; the {PREFIX_FORMS} most frequent were searched."
            found.append(Notice("prefix-limited", message, (leaf.surface, str(opened))))
    if not getattr(counts, level.value):
        wider = next(((wide, n) for wide in Level if (n := getattr(counts, wide.value))), None)
        if wider:
            message = f"No article at level {level.value}; {wider[1]:,} at level {wider[0].value}."
            found.append(Notice("level-hint", message, (wider[0].value, str(wider[1]))))
    return found
