"""A quotation from an article: whether its words really stand there, where they went if not, and its card.

A card holds what a reader needs to check a quotation years later: words, attribution, address, day and digest. Not for
citing a whole article: see `indexer.search.cite`.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from indexer.answers import Level, Question
from indexer.errors import ArticleNotFound
from indexer.model import Article
from indexer.search.engine import Engine
from indexer.search.paragraphs import paragraph_address
from indexer.search.payload import article_path
from webapp.interface import local

QUOTATION_LIMIT = 2_000
"""Letters of a quotation; its words travel in its address, and a longer one is better read in its place."""

_WORDS = 8
"""Words of a quotation that it is looked for by where it has gone; more would miss it for one changed letter."""

_CANDIDATES = 5
"""Articles looked through for a quotation that has gone."""


@dataclass(frozen=True, slots=True)
class Card:
    """A quotation that stands in its article. `paragraph` is the address of the paragraph it begins in."""

    article: Article
    paragraph: str
    text: str
    retrieved: str
    digest: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the words of a quotation stand now: another paragraph, or another article."""

    article: Article
    paragraph: str


def quote_path(article_id: str, paragraph: str, text: str | None = None) -> str:
    """The address of a quotation's card: of a whole paragraph, or of some words of it."""
    parameters = [("paragraph", paragraph)] + ([("text", text)] if text is not None else [])
    path = article_path(article_id).removeprefix("/article/")
    return local(f"/quote/{path}?{urlencode(parameters, errors='replace')}")


def card(article: Article, paragraph: str, text: str) -> Card | None:
    """The card of a quotation; of the whole paragraph without a text, None where it does not stand there.

    Spaces may differ, as they do when a browser hands over a selection; the card has the article's own.
    """
    place = next((one for one in article.paragraphs if paragraph_address(one) == paragraph), None)
    if place is None:
        return None
    quoted = _words_of_text_in(place, text) if text else place[:QUOTATION_LIMIT]
    if quoted is None:
        return None
    digest = hashlib.sha256(quoted.encode("utf-8", "surrogatepass")).hexdigest()
    return Card(article, paragraph, quoted, datetime.now(UTC).date().isoformat(), digest)


def moved(engine: Engine, article_id: str, text: str) -> Moved | None:
    """Where a quotation stands that is not where its address says: first in its own article, then in any."""
    phrase = " ".join(text.replace('"', " ").split()[:_WORDS])
    if not phrase:
        return None
    asked = Question(f'"{phrase}"', level=Level.EXACT, size=_CANDIDATES)
    for candidate in (article_id, *(hit.article.id for hit in engine.search(asked).hits)):
        try:
            article = engine.article(candidate).article
        except ArticleNotFound:
            continue
        for paragraph in article.paragraphs:
            if _words_of_text_in(paragraph, text) is not None:
                return Moved(article, paragraph_address(paragraph))
    return None


def _words_of_text_in(paragraph: str, text: str) -> str | None:
    """The stretch of a paragraph that has a text's words, in the paragraph's own spaces."""
    words = text.split()
    if not words:
        return None
    squeezed: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(paragraph):
        if not letter.isspace():
            squeezed.append(letter)
            places.append(place)
    wanted = "".join(words)
    found = "".join(squeezed).find(wanted)
    return paragraph[places[found] : places[found + len(wanted) - 1] + 1] if found >= 0 else None
