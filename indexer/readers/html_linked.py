"""What a page declares in JSON-LD: the article among the objects of its graph, and what it says of itself.

Broken JSON counts as none. Other declarations are for `html_metadata`.
"""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup

from indexer.attribution.claims import about
from indexer.attribution.credits import names_an_agency
from indexer.attribution.phrases import same_words
from indexer.model import Claim, Origin, Role
from indexer.readers.cleaning import one_line

_ARTICLE_TYPE = re.compile(r"article|posting|report|review|analysis|opinion", re.IGNORECASE)
_PLAIN = {
    "title": ("headline", "name"),
    "published": ("datePublished", "dateCreated"),
    "updated": ("dateModified",),
    "section": ("articleSection",),
    "language": ("inLanguage",),
}
_NAMED = {"writer": ("author", "creator"), "translator": ("translator",), "editor": ("editor",)}
_ADDRESSED = {"url": ("url", "mainEntityOfPage", "@id"), "licence": ("license",)}

LinkedObject = dict[str, object]


def claims_of_linked(soup: BeautifulSoup, headings: Iterable[str]) -> list[Claim]:
    """What the page's article says of itself: the one whose headline is a heading of the page, else the first."""
    objects = list(_objects(soup))
    articles = [one for one in objects if any(map(_ARTICLE_TYPE.search, _types(one)))]
    shown = [one for one in articles if any(same_words(text, str(one.get("headline"))) for text in headings)]
    article = next(iter(shown or articles), None)
    if article is None:
        return []
    known = {str(one["@id"]): one for one in objects if "@id" in one and len(one) > 1}
    claims = []
    for field, keys in _PLAIN.items():
        texts = (one_line(text) for key in keys for text in _texts(article.get(key)))
        claims += about(field, next(filter(None, texts), None), Origin.JSON_LD)
    for role, keys in _NAMED.items():
        for name, is_organisation in (found for key in keys for found in _names(article.get(key), known)):
            if not is_organisation:
                claims += about(role, one_line(name), Origin.JSON_LD)
            elif names_an_agency(name):
                claims += about(Role.AGENCY, one_line(name), Origin.JSON_LD)
    publisher = next((name for name, _ in _names(article.get("publisher"), known)), None)
    claims += about("source", one_line(publisher or ""), Origin.JSON_LD)
    for field, keys in _ADDRESSED.items():
        addresses = (address for key in keys for address in _addresses(article.get(key)))
        claims += about(field, next(addresses, None), Origin.JSON_LD)
    return claims


def _objects(soup: BeautifulSoup) -> Iterator[LinkedObject]:
    """All objects on the upper levels of the page's JSON-LD, in their order."""
    for script in soup.find_all("script", type=re.compile(r"ld\+json", re.IGNORECASE)):
        try:
            data = json.loads(script.get_text().strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        pending = deque([data])
        while pending:
            item = pending.popleft()
            if isinstance(item, list):
                pending.extendleft(reversed(item))
            elif isinstance(item, dict):
                yield item
                pending += [item[key] for key in ("@graph", "mainEntity") if isinstance(item.get(key), list | dict)]


def _types(item: LinkedObject) -> list[str]:
    """What an object says it is."""
    given = item.get("@type")
    return [kind for kind in (given if isinstance(given, list) else [given]) if isinstance(kind, str)]


def _texts(value: object) -> Iterator[str]:
    """A text, or those of a list; of an object its name."""
    for one in value if isinstance(value, list) else [value]:
        text = one.get("name") if isinstance(one, dict) else one
        if isinstance(text, str):
            yield text


def _addresses(value: object) -> Iterator[str]:
    """An address, or that of an object."""
    values = (value.get("@id"), value.get("url")) if isinstance(value, dict) else (value,)
    yield from (one for one in values if isinstance(one, str))


def _names(value: object, known: dict[str, LinkedObject]) -> Iterator[tuple[str, bool]]:
    """Names, and whether each is an organisation's: of texts, objects with a name, references to others, and lists."""
    pending = [(value, False)]
    followed = set()
    while pending:
        item, is_organisation = pending.pop()
        if isinstance(item, str):
            yield item, is_organisation
        elif isinstance(item, list):
            pending += [(one, is_organisation) for one in reversed(item)]
        elif isinstance(item, dict):
            identity = str(item.get("@id"))
            if "name" not in item and identity in known and identity not in followed:
                followed.add(identity)
                item = known[identity]
            pending.append((item.get("name"), any("Organization" in kind for kind in _types(item))))
