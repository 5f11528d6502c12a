"""What the head of a page declares: JSON-LD, Open Graph, Highwire, Dublin Core, microdata, canonical address.

Declarations only; what is visible in the page is for `html_page`. Nothing is believed that can't be: a site's name is
no author, and an address that is none is dropped.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from indexer.arabic.dates import parse_date
from indexer.attribution.bylines import is_person, people
from indexer.attribution.phrases import bare_words, same_words
from indexer.readers.cleaning import one_line
from indexer.readers.sources import is_web_address

_DATES = (
    "article:published_time", "article:published", "datepublished", "og:article:published_time",
    "citation_publication_date", "citation_date", "citation_online_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "parsely-pub-date", "sailthru.date", "date",
)  # fmt: skip
"""Names of meta tags for the date of publication, surest first; none that tells of a change."""

_AUTHORS = (
    "citation_author", "author", "article:author", "og:article:author", "dc.creator", "dcterms.creator",
    "parsely-author", "sailthru.author", "article:author_name",
)  # fmt: skip
_TITLES = ("og:title", "citation_title", "twitter:title", "dc.title", "dcterms.title", "title")
_ADDRESSES = ("og:url", "citation_public_url", "twitter:url")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_ARTICLE_TYPE = re.compile(r"article|posting|report|review|analysis|opinion", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+[-–—|•·»:]+\s+|\s*\|\s*")
_TAG = re.compile("</?[A-Za-z]")
_CANDIDATES = 20
"""Most titles and most headings that are held against each other: a page's own are among its first."""

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)|SingleFile\s+url:\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page declares about itself; empty where it declares nothing that can be believed.

    `titles` are candidates, surest first, without the site's name; `sites` are all names of the site, `published` is
    ISO, `description` the text that stands for the article elsewhere, often its first paragraph.
    """

    titles: tuple[str, ...]
    sites: tuple[str, ...]
    authors: tuple[str, ...]
    published: str | None
    url: str | None
    language: str | None
    description: str


def read_declared(soup: BeautifulSoup, html: str) -> Declared:
    """All that a page declares; `html` is its source, for the comment in which browsers note the address."""
    metas = _metas(soup)
    linked = next(iter(_linked_articles(soup)), {})
    sites = _sites(metas, linked)
    root = soup.find("html")
    language = root.get("lang") if isinstance(root, Tag) else None
    return Declared(
        titles=_titles(soup, metas, linked, sites),
        sites=sites,
        authors=_authors(metas, linked, sites),
        published=_published(metas, linked),
        url=_address(soup, metas, linked, html),
        language=language if isinstance(language, str) and language.strip() else None,
        description=next((one_line(text) for name in _DESCRIPTIONS for text in metas.get(name, ())), ""),
    )


def _metas(soup: BeautifulSoup) -> dict[str, list[str]]:
    """All meta tags by lower-case name, property or itemprop; a tag may have several of these."""
    metas: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        content = tag.get("content")
        if not isinstance(content, str) or not content.strip():
            continue
        for attribute in ("property", "name", "itemprop"):
            name = tag.get(attribute)
            if isinstance(name, str) and name:
                metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _linked_articles(soup: BeautifulSoup) -> Iterator[dict[str, object]]:
    """The JSON-LD objects that are articles; broken JSON counts as none."""
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
                if any(map(_ARTICLE_TYPE.search, _types(item))):
                    yield item
                pending += [item[key] for key in ("@graph", "mainEntity") if isinstance(item.get(key), list | dict)]


def _types(item: dict[str, object]) -> list[str]:
    """What a JSON-LD object says it is."""
    given = item.get("@type")
    return [kind for kind in (given if isinstance(given, list) else [given]) if isinstance(kind, str)]


def _names(value: object) -> Iterator[str]:
    """The names in a JSON-LD value: text, an object with a name, or a list of these; organisations are no authors."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            pending += reversed(item)
        elif isinstance(item, dict) and not any("Organization" in kind for kind in _types(item)):
            pending.append(item.get("name"))


def _sites(metas: dict[str, list[str]], linked: dict[str, object]) -> tuple[str, ...]:
    publisher = linked.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    named = [*metas.get("og:site_name", ()), *metas.get("application-name", ()), name if isinstance(name, str) else ""]
    return tuple(dict.fromkeys(filter(None, map(one_line, named))))


def _titles(
    soup: BeautifulSoup, metas: dict[str, list[str]], linked: dict[str, object], sites: tuple[str, ...]
) -> tuple[str, ...]:
    headline = linked.get("headline")
    declared = [headline] if isinstance(headline, str) else []
    declared += [text for name in _TITLES for text in metas.get(name, ())]
    headings = [one_line(tag.get_text(" ")) for tag in soup.find_all("h1", limit=_CANDIDATES)]
    titles = [_without_site(one_line(text), headings, sites) for text in tuple(dict.fromkeys(declared))[:_CANDIDATES]]
    # A title that nobody closed has swallowed the tags after it, and the whole page with them.
    element = _TAG.split(soup.title.get_text(), maxsplit=1)[0] if soup.title else ""
    if not titles and (text := _without_site(one_line(element), headings, sites)):
        parts = _BETWEEN.split(text)
        # A page title ends in the name of the site even where the site is named nowhere else.
        short_end = len(parts) > 1 and len(parts[-1].split()) <= 4 and len(parts[0].split()) >= 3
        titles.append(text[: text.rindex(parts[-1])].rstrip(" -–—|•·»:") if short_end else text)
    return tuple(title for title in titles if title and not any(same_words(title, site) for site in sites))


def _without_site(title: str, headings: list[str], sites: tuple[str, ...]) -> str:
    """The title without the site's name before or after it, told by name, or because a heading has the rest alone."""
    parts = _BETWEEN.split(title)
    if len(parts) < 2:
        return title
    for heading in headings:
        words, of_title = bare_words(heading), bare_words(title)
        # The longer part: a heading may also hold the name of the site alone.
        alone = len(of_title) < 2 * len(words) < 2 * len(of_title)
        if alone and words in (of_title[: len(words)], of_title[-len(words) :]):
            return heading
    for site in sites:
        if same_words(parts[-1], site):
            return title[: title.rindex(parts[-1])].rstrip(" -–—|•·»:")
        if same_words(parts[0], site):
            return title[len(parts[0]) :].lstrip(" -–—|•·»:")
    return title


def _authors(metas: dict[str, list[str]], linked: dict[str, object], sites: tuple[str, ...]) -> tuple[str, ...]:
    sets = [list(_names(linked.get("author"))), *(metas.get(name, []) for name in _AUTHORS)]
    for names in sets:
        found = [name for text in names for name in people(one_line(text))]
        authors = tuple(dict.fromkeys(name for name in found if may_be_author(name, sites)))
        if authors:
            return authors
    return ()


def may_be_author(name: str, sites: tuple[str, ...]) -> bool:
    """Whether a declared author may be a person: no agency, no address, and not the site itself."""
    return is_person(name) and len(bare_words(name)) >= 1 and not any(same_words(name, site) for site in sites)


def _published(metas: dict[str, list[str]], linked: dict[str, object]) -> str | None:
    declared = [linked.get("datePublished"), *(text for name in _DATES for text in metas.get(name, ()))]
    for text in declared:
        date = parse_date(text) if isinstance(text, str) else None
        if date is not None:
            return date.iso
    return None


def _address(soup: BeautifulSoup, metas: dict[str, list[str]], linked: dict[str, object], html: str) -> str | None:
    links = soup.find_all("link", rel="canonical")
    page = linked.get("mainEntityOfPage")
    declared: list[object] = [link.get("href") for link in links]
    declared += [text for name in _ADDRESSES for text in metas.get(name, ())]
    declared += [linked.get("url"), page.get("@id") if isinstance(page, dict) else page]
    if saved := _SAVED_FROM.search(html[:4_096]):
        declared.append(saved.group(1) or saved.group(2))
    for text in declared:
        # The bare address of a site is no article's.
        if isinstance(text, str) and is_web_address(text.strip()) and re.search(r"://[^/]+/.", text):
            return text.strip()
    return None
