"""Stories in an answer: which copy stands for each, which others are named with it, and how stories are counted.

A story that matches is one hit. The hit is the earliest of the copies that match, filters included, so that what is
shown is what was asked for; its score is the best that any of them has. Not for what makes copies: see `store`.
"""

import numpy as np
from numpy.typing import NDArray

from indexer.model import Article
from indexer.reprints import Story
from indexer.store.schema import without_paragraphs
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot
from indexer.store.stories import Stories

COPIES_SHOWN = 20
"""Copies that are named with a hit; a page that a thousand sites have is named a few times and counted."""

STORY_SHOWN = 200
"""Articles of a story that are listed where it is asked for by itself."""


def shown(stories: Stories, articles: Articles, scores: Scores) -> tuple[Articles, Scores]:
    """Of each story among some articles, ascending, the earliest, with the best score of all that are there."""
    copies = np.flatnonzero(stories.place[articles])
    order = copies[np.argsort(stories.place[articles[copies]])]
    story = stories.story[stories.place[articles[order]]]
    firsts = np.flatnonzero(np.diff(story, prepend=0))
    kept = np.ones(articles.size, bool)
    kept[copies] = False
    kept[order[firsts]] = True
    best = scores.copy()
    if firsts.size:
        best[order[firsts]] = np.maximum.reduceat(scores[order], firsts)
    return articles[kept], best[kept]


def count(stories: Stories, articles: Articles) -> int:
    """How many hits some articles are: stories, each once, and articles without copies."""
    places = stories.place[articles]
    places = places[places > 0]
    return int(articles.size - places.size + np.count_nonzero(np.bincount(stories.story[places])))


def standing_for(stories: Stories, articles: Articles, number: int) -> int:
    """Which of the hits, one for each story, an article is in; the article itself where it is in none."""
    among = np.isin(stories.of(number), articles)
    return int(stories.of(number)[among][0]) if among.any() else number


def apart(stories: Stories, articles: Articles) -> tuple[Articles, Articles]:
    """The articles that have no copies anywhere, and those that have."""
    copied = stories.place[articles] > 0
    return articles[~copied], articles[copied]


def once(stories: Stories, articles: Articles, values: NDArray[np.intp]) -> Articles:
    """The articles but for copies of others among them that have the same value; `values` are of all articles."""
    places = stories.place[articles]
    copies = np.flatnonzero(places)
    if not copies.size:
        return articles
    pairs = np.stack([stories.story[places[copies]], values[articles[copies]]], axis=1)
    kept = np.ones(articles.size, bool)
    kept[copies] = False
    kept[copies[np.unique(pairs, axis=0, return_index=True)[1]]] = True
    return articles[kept]


def copies_of(snapshot: Snapshot, number: int) -> tuple[tuple[Article, ...], int]:
    """The others of an article's story, the earliest first, at most `COPIES_SHOWN`; and how many there are."""
    others = [one for one in snapshot.stories.of(number).tolist() if one != number]
    return tuple(without_paragraphs(snapshot.article(one)) for one in others[:COPIES_SHOWN]), len(others)


def story_of(snapshot: Snapshot, number: int) -> Story:
    """The story of an article, which is always among those listed."""
    members = snapshot.stories.of(number).tolist()
    listed = members[:STORY_SHOWN]
    if number not in listed:
        listed[-1] = number
    return Story(tuple(without_paragraphs(snapshot.article(one)) for one in listed), len(members))
