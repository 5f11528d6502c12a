"""Feeds saved as files (RSS 0.9 to 2.0, Atom; .rss, .atom): one article an entry, with its whole text where it has it.

The feed is the publication, unless the folder's `source.toml` names another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from indexer.arabic.dates import read_date
from indexer.attribution.credits import read_credit
from indexer.model import Article, Contributor, Skipped
from indexer.readers.cleaning import has_letters, one_line, without_footnote_marks
from indexer.readers.files import OnBytes, SourceFile
from indexer.readers.html_text import fragment_lines
from indexer.readers.nested import path_of
from indexer.readers.sources import is_web_address
from indexer.readers.stated import Stated, article_stated
from indexer.readers.streams import opened
from indexer.readers.xml_stream import child, events, forget, local_name, text_of

SUFFIXES = (".rss", ".atom")

_ENTRIES = ("item", "entry")
_TEXTS = ("encoded", "content", "description", "summary", "subtitle")
"""Where an entry has its text, the whole before the summary: `content:encoded` of RSS, `content` of Atom."""

_PUBLISHED = ("published", "pubDate", "issued", "date", "created")
_UPDATED = ("updated", "modified")


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The entries of a feed; XML that is not well-formed, as feeds often are, is read as far as it can be."""
    number = 0
    feed = _Feed()
    with opened(file, on_bytes) as stream:
        for _, entry in events(stream, names=_ENTRIES, recover=True):
            number += 1
            if number == 1:
                feed = _feed(entry)
            yield _article(file, feed, entry, number)
            forget(entry)
    if not number:
        yield Skipped(file.relative, "no entry in this feed")


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed says of itself before its first entry; `contributors` hold for entries that name none."""

    name: str = ""
    url: str | None = None
    contributors: tuple[Contributor, ...] = ()


def _article(file: SourceFile, feed: _Feed, entry: Element, number: int) -> Article | Skipped:
    lines = _text(entry)
    place = f"entry {number}"
    if not any(map(has_letters, lines)):
        return Skipped(file.relative, "no text", place)
    url = _link(entry)
    guid = next((one_line(text) for text in _texts(entry, ("guid", "id")) if text.strip()), "")
    stated = Stated(
        title=one_line(" ".join(fragment_lines(text_of(child(entry, "title"))))),
        contributors=_contributors(entry, feed.name) or feed.contributors,
        published=_date(entry, _PUBLISHED),
        updated=_date(entry, _UPDATED),
        section=_section(entry),
        url=url,
        publication=feed.name,
        homepage=feed.url,
    )
    return article_stated(file, stated, lines, path_of(url) if url else guid or number, place)


def _text(entry: Element) -> tuple[str, ...]:
    """The paragraphs of an entry: of the first of its texts that has any."""
    for name in _TEXTS:
        for element in _children(entry, (name,)):
            if element.get("type") == "xhtml":
                markup = "".join(etree.tostring(inner, method="html", encoding="unicode") for inner in element)
            else:
                markup = text_of(element)
            lines = tuple(without_footnote_marks(line) for line in fragment_lines(markup))
            if any(map(has_letters, lines)):
                return lines
    return ()


def _feed(entry: Element) -> _Feed:
    """The feed of its first entry: the element around that, or the one beside it in RSS 1.0."""
    around = entry.getparent()
    if around is None:
        return _Feed()
    beside = child(around, "channel")
    element = around if beside is None else beside
    name = one_line(text_of(child(element, "title")))
    return _Feed(name, _link(element), _contributors(element, name))


def _contributors(entry: Element, site: str) -> tuple[Contributor, ...]:
    """Whom an entry names, but for the site itself; RSS writes an author as `mail@example.org (Name)`."""
    named: list[Contributor] = []
    for element in _children(entry, ("creator", "author")):
        inner = child(element, "name")
        written = one_line(text_of(element if inner is None else inner))
        in_brackets = re.fullmatch(r"\S+@\S+\s*\(([^()]+)\)", written)
        named += read_credit(in_brackets[1] if in_brackets else written, (site,) if site else ())
    return tuple(dict.fromkeys(named))


def _link(element: Element) -> str | None:
    """The address of an entry or feed: the text of `link` in RSS, its `href` in Atom; a guid may be one too."""
    for link in _children(element, ("link",)):
        address = (link.get("href") or text_of(link)).strip()
        if link.get("rel", "alternate") == "alternate" and is_web_address(address):
            return address
    for guid in _children(element, ("guid",)):
        if guid.get("isPermaLink") != "false" and is_web_address(text_of(guid).strip()):
            return text_of(guid).strip()
    return None


def _date(entry: Element, names: tuple[str, ...]) -> str | None:
    return next((date for text in _texts(entry, names) if read_date(date := text.strip())), None)


def _section(entry: Element) -> str | None:
    named = (category.get("term") or text_of(category) for category in _children(entry, ("category",)))
    return next(filter(None, map(one_line, named)), None)


def _texts(element: Element, names: tuple[str, ...]) -> Iterator[str]:
    return (text_of(one) for one in _children(element, names))


def _children(element: Element, names: tuple[str, ...]) -> Iterator[Element]:
    """The children with one of these names, in the order of the names."""
    return (one for name in names for one in element if isinstance(one.tag, str) and local_name(one) == name)
