"""Stories in an answer: which copy stands for each, which others are named with it, and how stories are counted.

A story that matches is one hit. The hit is the earliest of the copies that match, filters included, so that what is
shown is what was asked for; its score is the best that any of them has. Not for what makes copies: see `store`.
"""

from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from indexer.compiling import ready
from indexer.model import Article
from indexer.reprints import Story
from indexer.search import story_kernels
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot
from indexer.store.stories import Stories

COPIES_SHOWN = 20
"""Copies that are named with a hit; a page that a thousand sites have is named a few times and counted."""

STORY_SHOWN = 200
"""Articles of a story that are listed where it is asked for by itself."""


def shown(stories: Stories, articles: Articles, scores: Scores) -> tuple[Articles, Scores]:
    """Of each story among some articles, ascending, the earliest, with the best score of all that are there."""
    kept, best = np.empty(articles.size + 1, np.int32), np.empty(articles.size + 1, np.float32)
    kernel = ready(story_kernels.earliest, 2 * articles.size)
    first = np.zeros(stories.size + 1, np.int32)
    left = kernel(articles, scores, stories.place, stories.of_article, first, kept, best)
    return kept[:left], best[:left]


def count(stories: Stories | None, articles: Articles) -> int:
    """How many hits some articles are: stories, each once, and articles without copies; with None all by themselves."""
    return count_upto(stories, articles, np.zeros(articles.size, np.int8), 1)[0]


def count_upto(stories: Stories | None, articles: Articles, stages: NDArray[np.int8], among: int) -> list[int]:
    """How many hits some articles are up to each of so many stages, given the stage of each, as `count` has it."""
    if stories is None:
        counts = np.bincount(stages, minlength=among)
    else:
        counts, narrowest = np.zeros(among, np.int64), np.full(stories.size + 1, among, np.int8)
        kernel = ready(story_kernels.count_stages, articles.size + narrowest.size)
        kernel(articles, stages, stories.of_article, narrowest, counts)
    return list(accumulate(counts.tolist()))


def standing_for(stories: Stories, articles: Articles, number: int) -> int:
    """Which of the hits, one for each story, an article is in; the article itself where it is in none."""
    among = np.isin(stories.of(number), articles)
    return int(stories.of(number)[among][0]) if among.any() else number


def weighed_for(stories: Stories, articles: Articles, scores: Scores, number: int) -> int:
    """Which of some articles gives the story of an article its score; the article itself where it is in none."""
    own = np.flatnonzero(np.isin(articles, stories.of(number))) if stories.of_article[number] else np.empty(0, np.intp)
    return int(articles[own[scores[own].argmax()]]) if own.size else number


def copies_of(snapshot: Snapshot, number: int) -> tuple[tuple[Article, ...], int]:
    """The others of an article's story, the earliest first, at most `COPIES_SHOWN`; and how many there are."""
    if not snapshot.stories.of_article[number]:
        return (), 0
    others = [one for one in snapshot.stories.of(number).tolist() if one != number]
    return tuple(snapshot.opened(one).attribution for one in others[:COPIES_SHOWN]), len(others)


def story_of(snapshot: Snapshot, number: int) -> Story:
    """The story of an article, which is always among those listed."""
    members = snapshot.stories.of(number).tolist()
    listed = members[:STORY_SHOWN]
    if number not in listed:
        listed[-1] = number
    return Story(tuple(snapshot.opened(one).attribution for one in listed), len(members))
