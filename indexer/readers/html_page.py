"""What a person sees on a page around its title: date, byline and lead, between the heading and the running text.

Headers, menus and footers are out of this stretch, and with them the clock of the site.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from indexer.arabic.dates import read_date
from indexer.attribution.bylines import parse_byline
from indexer.attribution.claims import about, credited, stated
from indexer.attribution.credits import read_credit
from indexer.attribution.datelines import parse_dateline
from indexer.attribution.headings import is_prose
from indexer.attribution.phrases import same_words
from indexer.model import Certainty, Claim, Origin
from indexer.readers.cleaning import clean, one_line
from indexer.readers.html_metadata import Declared

_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "em",
        "font",
        "i",
        "ins",
        "mark",
        "small",
        "span",
        "strong",
        "sup",
        "time",
        "u",
    )
)
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "head", "title", "textarea", "select"))
_HEADINGS = 200
"""Most headings that are looked at for the title."""

_STRETCH = 120
"""Most lines between a heading and its text that are looked at; on portals whole menus stand there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is visible near the title; `heading` is None when the page does not show its title.

    `beside` are the strings that give name or date there, and so are not the article's text.
    """

    heading: str | None
    claims: tuple[Claim, ...] = ()
    lead: str | None = None
    beside: tuple[str, ...] = ()


def read_seen(soup: BeautifulSoup, declared: Declared, first_paragraph: str) -> Seen:
    """What stands between the heading and the first paragraph of the body.

    Names come from a line such as `كتبت فلانة`, or from markup (rel=author, itemprop=author).
    """
    heading = _heading(soup, declared)
    if heading is None:
        return Seen(None)
    stretch = list(_stretch(heading, first_paragraph))
    lines = list(_lines_of(stretch))
    # A string that is a byline by itself is one without what follows it on its line.
    bylines = [found for line in (*map(clean, stretch), *lines) if (found := parse_byline(line))]
    byline = next((found for found in bylines if found.authors), next(iter(bylines), None))
    named = _named(heading, declared)
    title = one_line(heading.get_text(" "))
    return Seen(
        heading=title,
        claims=(
            *stated(Origin.PAGE, title=title),
            *credited(byline.contributors if byline else (), Origin.BYLINE, Certainty.RECOGNISED),
            *about("publisher", [found.outlet for found in bylines], Origin.BYLINE, Certainty.RECOGNISED),
            *stated(Origin.PAGE, writer=named),
            *_dates(stretch, lines),
        ),
        lead=_lead(lines, declared.description, first_paragraph),
        beside=tuple(clean(element) for element in stretch if _is_beside(element, named)),
    )


def _heading(soup: BeautifulSoup, declared: Declared) -> Tag | None:
    """The heading that says the title; without a declared title, the only h1 of the page, or that of its article."""
    headings = [(tag, tag.get_text(" ")) for tag in soup.find_all(["h1", "h2", "h3"], limit=_HEADINGS)]
    for title in declared.titles:
        for tag, text in headings:
            if same_words(text, title):
                return tag
    highest = [tag for tag, _ in headings if tag.name == "h1"]
    own = [tag for tag in highest if tag.find_parent("article") or tag.find_parent("main")]
    first = own or highest
    shown = [tag for tag in first if not any(same_words(tag.get_text(" "), site) for site in declared.sites)]
    return shown[0] if len(shown) == 1 and not declared.titles else None


def _stretch(heading: Tag, first_paragraph: str) -> Iterator[NavigableString]:
    """The visible strings after the heading, up to the first paragraph or the limit."""
    start = clean(first_paragraph)[:25]
    inside = set(map(id, heading.descendants))
    count = 0
    for element in heading.next_elements:
        if not isinstance(element, NavigableString) or isinstance(element, PreformattedString) or id(element) in inside:
            continue
        text = clean(element)
        if not text or any(parent.name in _UNSEEN for parent in element.parents):
            continue
        count += 1
        if count > _STRETCH or (start and text.startswith(start)):
            return
        yield element


def _lines_of(stretch: list[NavigableString]) -> Iterator[str]:
    """Each string, after the line that it begins as the eye sees it: `كتب: <a>فلان</a>` is one."""
    begun: set[int] = set()
    for element in stretch:
        alone, block = clean(element), _block(element)
        if id(block) not in begun:
            begun.add(id(block))
            line = clean(block.get_text(" "))
            if line.startswith(alone) and line != alone:
                yield line
        yield alone


def _block(element: PageElement) -> Tag:
    parent = element.parent
    while parent is not None and parent.name in _INLINE and parent.parent is not None:
        parent = parent.parent
    if parent is None:
        raise ValueError("a string without a parent is in no page")
    return parent


def _named(heading: Tag, declared: Declared) -> tuple[str, ...]:
    """Authors named by markup after the heading: a link rel=author or an element itemprop=author."""
    scope = heading.find_parent("article") or heading.find_parent("main") or heading.find_parent("body")
    if scope is None:
        return ()
    for tag in scope.select("[itemprop~=author], [rel~=author], .byline .author, .author-name, .author .fn"):
        found = read_credit(one_line(tag.get_text(" ")), declared.sites)
        if 0 < len(found) <= 5:
            return tuple(one.name for one in found)
    return ()


def _dates(stretch: list[NavigableString], lines: list[str]) -> Iterator[Claim]:
    """The dates of the `<time>` tags of the stretch, then the first of its lines that is a date."""
    for element in stretch:
        time = element.find_parent("time")
        if time is None:
            continue
        of_update = re.search("modif|updat", f"{time.get('itemprop')} {time.get('class')}", re.IGNORECASE)
        written = next(filter(read_date, (str(time.get("datetime") or ""), clean(time.get_text(" ")))), None)
        yield from about("updated" if of_update else "published", written, Origin.TIME_TAG)
    dateline = next((found for line in lines if (found := parse_dateline(line))), None)
    if dateline:
        yield from stated(Origin.DATELINE, Certainty.RECOGNISED, published=dateline.published, updated=dateline.updated)


def _is_beside(element: NavigableString, named: tuple[str, ...]) -> bool:
    text = clean(element)
    told = parse_byline(text) is not None or parse_dateline(text) is not None or text in named
    return told or element.find_parent("time") is not None


def _lead(lines: list[str], description: str, first_paragraph: str) -> str | None:
    """A first paragraph that was left out because it stands apart: known by the description that begins like it."""
    start = description[:40]
    if len(start) < 40 or clean(first_paragraph).startswith(start):
        return None
    return next((line for line in lines if line.startswith(start) and is_prose(line)), None)
