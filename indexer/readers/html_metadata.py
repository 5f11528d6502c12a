"""What the head of a page declares: JSON-LD, Open Graph, Highwire, Dublin Core, microdata, canonical address.

Declarations only; what is visible in the page is for `html_page`, and what is believed for `attribution.claims`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from indexer.attribution.claims import about, stated
from indexer.attribution.phrases import bare_words, same_words
from indexer.model import Certainty, Claim, Origin
from indexer.readers.cleaning import one_line
from indexer.readers.html_linked import claims_of_linked
from indexer.readers.sources import is_web_address

_NAMES: tuple[tuple[Origin, dict[str, tuple[str, ...]]], ...] = (
    (
        Origin.HIGHWIRE,
        {
            "title": ("citation_title",),
            "writer": ("citation_author", "citation_authors"),
            "editor": ("citation_editor",),
            "published": ("citation_publication_date", "citation_date", "citation_online_date"),
            "source": ("citation_journal_title", "citation_publisher"),
            "url": ("citation_public_url", "citation_abstract_html_url"),
            "language": ("citation_language",),
        },
    ),
    (
        Origin.OPEN_GRAPH,
        {
            "title": ("og:title",),
            "writer": ("article:author", "og:article:author", "article:author_name"),
            "published": ("article:published_time", "article:published", "og:article:published_time"),
            "updated": ("article:modified_time", "og:article:modified_time", "og:updated_time"),
            "section": ("article:section", "og:article:section"),
            "source": ("og:site_name",),
            "url": ("og:url",),
            "language": ("og:locale",),
        },
    ),
    (
        Origin.META_TAG,
        {
            "title": ("twitter:title", "headline", "title"),
            "writer": ("author", "parsely-author", "sailthru.author"),
            "translator": ("translator",),
            "editor": ("editor",),
            "published": (
                *("datepublished", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date"),
                *("parsely-pub-date", "sailthru.date", "date"),
            ),
            "updated": ("datemodified", "lastmod", "last-modified"),
            "section": ("articlesection", "section", "parsely-section"),
            "source": ("application-name",),
            "url": ("twitter:url",),
            "language": ("inlanguage",),
        },
    ),
    (
        Origin.DUBLIN_CORE,
        {
            "title": ("dc.title", "dcterms.title"),
            "writer": ("dc.creator", "dcterms.creator"),
            "translator": ("dc.contributor.translator",),
            "published": (
                *("dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date"),
                "dcterms.date",
            ),
            "updated": ("dcterms.modified", "dc.date.modified"),
            "source": ("dc.publisher", "dcterms.publisher"),
            "language": ("dc.language", "dcterms.language"),
            "licence": ("dcterms.license", "dc.rights", "dcterms.rights"),
        },
    ),
)
"""The names of meta tags for each field, surest first; a page may have several tags of one name."""

_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_BETWEEN = re.compile(r"\s+[-–—|•·»:]+\s+|\s*\|\s*")
_BETWEEN_MARKS = " -–—|•·»:"
_TAG = re.compile("</?[A-Za-z]")
_CANDIDATES = 20
"""Most titles and most headings that are held against each other: a page's own are among its first."""

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)|SingleFile\s+url:\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page declares about itself.

    `titles` are candidates, surest first, without the site's name; `sites` are all names of the site, `description` is
    the text that stands for the article elsewhere, often its first paragraph.
    """

    titles: tuple[str, ...]
    sites: tuple[str, ...]
    claims: tuple[Claim, ...]
    description: str


def read_declared(soup: BeautifulSoup, html: str) -> Declared:
    """All that a page declares; `html` is its source, for the comment in which browsers note the address."""
    metas = _metas(soup)
    headings = [one_line(tag.get_text(" ")) for tag in soup.find_all("h1", limit=_CANDIDATES)]
    claims = [*_canonical(soup), *claims_of_linked(soup, headings), *_of_metas(metas), *_of_links(soup, html)]
    element = _title_element(soup)
    titled = [claim for claim in claims if claim.field == "title"][:_CANDIDATES]
    named = _site_in_titles([*(claim.value for claim in titled), element], headings)
    claims += stated(Origin.META_TAG, Certainty.RECOGNISED, source=named)
    sites = tuple(dict.fromkeys(claim.value for claim in claims if claim.field == "source"))
    titles = [
        Claim("title", _without_site(claim.value, headings, sites), claim.origin, claim.certainty) for claim in titled
    ]
    titles += stated(Origin.META_TAG, Certainty.RECOGNISED, title=_without_site(element, headings, sites))
    if not titled and titles and (shorter := _without_short_end(titles[0].value)):
        titles = stated(Origin.META_TAG, Certainty.RECOGNISED, title=shorter)
    believable = [claim for claim in titles if claim.value and not any(same_words(claim.value, site) for site in sites)]
    return Declared(
        titles=tuple(dict.fromkeys(claim.value for claim in sorted(believable, key=_order))),
        sites=sites,
        claims=(*(claim for claim in claims if claim.field != "title"), *believable),
        description=next((one_line(text) for name in _DESCRIPTIONS for text in metas.get(name, ())), ""),
    )


def _order(claim: Claim) -> int:
    return list(Origin).index(claim.origin)


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


def _of_metas(metas: dict[str, list[str]]) -> Iterator[Claim]:
    for origin, fields in _NAMES:
        for field, names in fields.items():
            for name in names:
                found = [text for text in map(one_line, metas.get(name, ())) if field != "url" or _is_address(text)]
                yield from about(field, map(_language, found) if field == "language" else found, origin)


def _language(code: str) -> str:
    """The language of a code without country or script: `ar_SA` is ar."""
    return re.split("[-_]", code)[0].lower()


def _canonical(soup: BeautifulSoup) -> list[Claim]:
    addresses = [str(link.get("href")).strip() for link in soup.find_all("link", rel="canonical")]
    return stated(Origin.CANONICAL, url=[address for address in addresses if _is_address(address)])


def _of_links(soup: BeautifulSoup, html: str) -> Iterator[Claim]:
    """The language of the page, its licence, and the address that a browser noted when saving it."""
    root = soup.find("html")
    language = root.get("lang") if isinstance(root, Tag) else None
    if isinstance(language, str) and language.strip():
        yield from stated(Origin.META_TAG, language=_language(language.strip()))
    for link in soup.find_all(["link", "a"], rel="license", limit=_CANDIDATES):
        yield from stated(Origin.META_TAG, licence=str(link.get("href") or "").strip())
    if (saved := _SAVED_FROM.search(html[:4_096])) and _is_address(address := saved.group(1) or saved.group(2)):
        yield from stated(Origin.META_TAG, url=address)


def _is_address(text: str) -> bool:
    """Whether a text may be an article's address; the bare address of a site is none."""
    return is_web_address(text) and re.search(r"://[^/]+/.", text) is not None


def _title_element(soup: BeautifulSoup) -> str:
    """The title element; one that nobody closed has swallowed the tags after it, and the whole page with them."""
    return one_line(_TAG.split(soup.title.get_text(), maxsplit=1)[0]) if soup.title else ""


def _site_in_titles(titles: list[str], headings: list[str]) -> str | None:
    """The name of the site where one title is another one with something before or after it."""
    words = {bare_words(text) for text in (*titles, *headings)}
    for title in titles:
        parts = _BETWEEN.split(title)
        if len(parts) < 2:
            continue
        for site, rest in ((parts[-1], title[: title.rindex(parts[-1])]), (parts[0], title[len(parts[0]) :])):
            if len(bare_words(rest)) >= 2 and bare_words(rest) in words and 0 < len(site.split()) <= 6:
                return site
    return None


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
            return title[: title.rindex(parts[-1])].rstrip(_BETWEEN_MARKS)
        if same_words(parts[0], site):
            return title[len(parts[0]) :].lstrip(_BETWEEN_MARKS)
    return title


def _without_short_end(title: str) -> str | None:
    """A page title without its last few words: it ends in the name of the site even where that stands nowhere else."""
    parts = _BETWEEN.split(title)
    if len(parts) < 2 or len(parts[-1].split()) > 4 or len(parts[0].split()) < 3:
        return None
    return title[: title.rindex(parts[-1])].rstrip(_BETWEEN_MARKS)
