"""From articles and their scores to hits: what is shown of each article and its copies, read no farther than shown.

Not for which articles those are, nor for their order: see `match`, `rank` and `order`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from indexer.answers import Hit, Mark
from indexer.search.clock import UNLIMITED, Clock
from indexer.search.find import Finder, Found, Matching, marks_of, matched
from indexer.search.passages import choose
from indexer.search.stories import copies_of
from indexer.store.checkpoints import EVERY, TITLE, OpenedArticle
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot

AT_ONCE = 256
"""Articles whose words are looked up at once: each look-up reads the postings of a word from their beginning."""

LOOKED_THROUGH = 500_000
"""Characters of an article that passages are chosen from, beginning where its first word stands: a long book."""


def hits_of(
    snapshot: Snapshot,
    finder: Finder,
    articles: Articles,
    scores: Scores,
    *,
    copies: bool,
    clock: Clock = UNLIMITED,
) -> Iterator[Hit]:
    """The hits of some articles in their order; without passages from when the time is up.

    They name the others of their story unless `copies` are hits of their own.
    """
    labels = finder.labels()
    for first in range(0, articles.size, AT_ONCE):
        some = articles[first : first + AT_ONCE]
        in_order = np.argsort(some)
        words = dict(zip(some[in_order].tolist(), finder.find(some[in_order]), strict=True))
        for number, score in zip(some.tolist(), scores[first : first + AT_ONCE].tolist(), strict=True):
            hit = _hit(snapshot, labels, number, score, words[number], clock)
            others, total = ((), 0) if copies else copies_of(snapshot, number)
            yield replace(hit, copies=others, copies_total=total) if others else hit


def _hit(
    snapshot: Snapshot, labels: list[str], number: int, score: float, words: Sequence[Matching], clock: Clock
) -> Hit:
    article = snapshot.opened(number)
    if clock.up():
        return Hit(article.attribution, score, (), ())
    found = found_in(snapshot, article, looked_through(article, words))
    everywhere = matched(labels, chain.from_iterable(found.values()))
    in_title = found.pop(TITLE, [])
    return Hit(
        article=article.attribution,
        score=score,
        passages=choose(article.paragraphs, found),
        matched=everywhere,
        title_marks=marks_of(in_title),
    )


def looked_through(article: OpenedArticle, words: Sequence[Matching]) -> Sequence[Matching]:
    """Of an article's matching words those in its title, and as far behind the first other as is looked through."""
    if article.paragraphs.starts[-1] <= LOOKED_THROUGH:
        return words
    places = np.array([article.checkpoints[word // EVERY] for word, _, _ in words], np.int64)
    places -= len(article.attribution.title)
    ends = places[places >= 0][:1] + LOOKED_THROUGH
    return words[: int(np.searchsorted(places, ends[0]))] if ends.size else words


def found_in(snapshot: Snapshot, article: OpenedArticle, words: Sequence[Matching]) -> dict[int, list[Found]]:
    """The matching words of an article as they stand in its title, which is 0, and its paragraphs, counted from 1."""
    found: defaultdict[int, list[Found]] = defaultdict(list)
    places = snapshot.standing(article, [word for word, _, _ in words])
    for (text, start, end, form), (_, leaf, level) in zip(places, words, strict=True):
        found[text].append((start, end, form, leaf, level))
    return found


def marks_in(snapshot: Snapshot, article: OpenedArticle, words: Sequence[Matching]) -> list[tuple[Mark, ...]]:
    """The marks in an article's title and in each of its paragraphs."""
    marks: list[tuple[Mark, ...]] = [()] * (1 + len(article.paragraphs))
    for text, found in found_in(snapshot, article, words).items():
        marks[text] = marks_of(found)
    return marks
