"""Titles, names and words no longer than a list of results can bear, so that an endless one does not fill the page.

Not for the page of an article, nor for what programs read: there they stand in full.
"""

from dataclasses import replace

from indexer.answers import Hit, Match, ResultPage
from indexer.model import Article
from indexer.reprints import Place, Reuse, Story

LONGEST = 300
"""Letters of a title or name that are shown in a list: more than the longest titles of articles and of books have."""

_WORD = 40
"""Letters at the end that are given up rather than tear a word."""


def brief(text: str) -> str:
    """The text, or where it is too long its beginning and an ellipsis."""
    if len(text) <= LONGEST:
        return text
    space = text.rfind(" ", LONGEST - _WORD, LONGEST)
    return text[: space if space > 0 else LONGEST] + "…"


def brief_article(article: Article) -> Article:
    """The article with brief names."""
    names = (article.title, article.source.name, *article.authors)
    if max(map(len, names)) <= LONGEST:
        return article
    return replace(
        article,
        title=brief(article.title),
        source=replace(article.source, name=brief(article.source.name)),
        authors=tuple(map(brief, article.authors)),
    )


def brief_page(page: ResultPage) -> ResultPage:
    """The answer with brief names in all of its hits; marks behind the end of a title are not shown."""
    return replace(page, hits=tuple(map(_brief_hit, page.hits)))


def brief_story(story: Story) -> Story:
    """The story with brief names."""
    return replace(story, articles=tuple(map(brief_article, story.articles)))


def brief_reuse(reuse: Reuse) -> Reuse:
    """The reused paragraph with brief names of where it stands."""
    return replace(reuse, places=tuple(map(_brief_place, reuse.places)))


def _brief_hit(hit: Hit) -> Hit:
    return replace(
        hit,
        article=brief_article(hit.article),
        copies=tuple(map(brief_article, hit.copies)),
        matched=tuple(map(_brief_match, hit.matched)),
    )


def _brief_match(match: Match) -> Match:
    if all(len(one.form) <= LONGEST for one in match.forms):
        return match
    return replace(match, forms=tuple(replace(one, form=brief(one.form)) for one in match.forms))


def _brief_place(place: Place) -> Place:
    return replace(place, article=brief_article(place.article))
