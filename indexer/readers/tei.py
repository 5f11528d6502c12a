"""Editions in TEI (.xml, .tei): one article an article, chapter or poem, streamed.

A division is an article, unless it lies within one: `<div type="article">` is never taken apart, a section of several
articles is. What the file says of itself is read by `tei_header`, the words of a block by `tei_text`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from indexer.attribution.bylines import parse_byline
from indexer.model import Article, Skipped
from indexer.readers.cleaning import one_line
from indexer.readers.divisions import Division, Page, Work
from indexer.readers.files import OnBytes, SourceFile
from indexer.readers.stated import Stated
from indexer.readers.streams import opened
from indexer.readers.tei_header import LANGUAGE, Dated, Header, dated, names_of, read_header
from indexer.readers.tei_text import read_block
from indexer.readers.xml_stream import events, forget, local_name

SUFFIXES = (".xml", ".tei", ".tei.xml", ".teip5.xml")
HOLDS_MANY = True

_DIVISIONS = frozenset(("div", "div0", "div1", "div2", "div3", "div4", "div5", "div6", "div7"))
_FRAME = frozenset(("TEI", "TEI.2", "teiCorpus", "text", "group", "front", "body", "back")) | _DIVISIONS
_ROOTS = ("TEI", "TEI.2", "teiCorpus")
_WHOLE = frozenset(("article", "item", "poem", "letter", "entry", "advert", "bill", "essay", "story", "recipe"))
"""Kinds of divisions that are an article with all that is in them."""

_APART = frozenset(("teiHeader", "facsimile", "standOff", "sourceDoc", "xenoData", "fw"))
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The articles of an edition; raises Damaged where it is no longer XML."""
    reading = _Reading(file)
    with opened(file, on_bytes) as stream:
        for kind, element in events(stream, ("start", "end")):
            name = local_name(element)
            if not reading.is_tei:
                if name not in _ROOTS:
                    known = "TEI, RSS, Atom or a MediaWiki dump"
                    yield Skipped(file.relative, f"XML that begins with <{name}>, which is none of {known}")
                    return
                reading.is_tei = True
            if kind == "start":
                reading.begin(element, name)
            else:
                yield from reading.end(element, name)
    if not reading.count:
        yield Skipped(file.relative, "no text")


@dataclass(slots=True)
class _Open:
    """A division that was begun: what was gathered of it, and what it says of itself beside its file's header."""

    division: Division
    whole: bool = False
    authors: tuple[str, ...] = ()
    dated: Dated = field(default_factory=Dated)
    language: str | None = None


@dataclass(slots=True)
class _Reading:
    """Where the reading of a file stands."""

    file: SourceFile
    header: Header = field(default_factory=Header)
    work: Work | None = None
    open: list[_Open] = field(default_factory=list)
    inside: Element | None = None
    """The block that is being read, whose inner elements are part of it."""
    page: Page | None = None
    of_print: bool = False
    is_tei: bool = False
    count: int = 0

    def begin(self, element: Element, name: str) -> None:
        """An element begins: a division, a block, or something within one."""
        if name == "pb":
            self._page(element)
        if self.inside is not None:
            return
        if name in _DIVISIONS or name == "text":
            whole = bool(self.open) and self.open[-1].whole
            if whole and name in _DIVISIONS:
                self._block_begins(element)
                return
            kinds = {element.get("type"), element.get("subtype")}
            parents = tuple(one.division.title for one in self.open if one.division.title)
            division = Division(parents=parents, key=element.get(XML_ID) or "")
            self.open.append(_Open(division, bool(kinds & _WHOLE), language=element.get(LANGUAGE)))
        elif name not in _FRAME:
            self._block_begins(element)

    def end(self, element: Element, name: str) -> Iterator[Article | Skipped]:
        """An element ends; the articles that are complete by it."""
        if self.inside is not None:
            if element is self.inside:
                self.inside = None
                yield from self._block(element, name)
                forget(element)
        elif name in _DIVISIONS or name == "text":
            yield from self._article(self.open.pop())
            forget(element)

    def _block(self, block: Element, name: str) -> Iterator[Article | Skipped]:
        if name == "teiHeader":
            self.header = read_header(block)
            self.work = None
        if name in _APART or not self.open:
            return
        current = self.open[-1]
        division = current.division
        if name in ("byline", "docAuthor"):
            current.authors = current.authors or _authors(block)
            if current.authors:
                return
        found = dated(block.iterfind(".//{*}date")) if name in ("dateline", "docDate") else Dated()
        current.dated = current.dated if current.dated.published else found
        lines, notes = read_block(block)
        if name == "head" and not division.title and not division.paragraphs:
            division.title = one_line(" ".join(lines))
            lines = []
        for line in lines:
            division.add(line)
        division.notes += notes
        self._on_page()
        if division.is_full:
            yield from self._article(current)
            current.division = Division(division.title, division.parents, first=self.page, last=self.page)

    def _block_begins(self, block: Element) -> None:
        self.inside = block
        self._on_page()

    def _page(self, mark: Element) -> None:
        """A page begins; where pages of the print are marked, those of other editions are no pages."""
        edition, number = mark.get("ed"), mark.get("n")
        self.of_print = self.of_print or edition == "print"
        if number and (edition in (None, "print") or not self.of_print):
            self.page = Page(number)
            self._on_page()

    def _on_page(self) -> None:
        """What is open has text on the page that is being read."""
        if self.open and self.page and (self.inside is not None or self.open[-1].division.paragraphs):
            division = self.open[-1].division
            division.first, division.last = division.first or self.page, self.page

    def _article(self, done: _Open) -> Iterator[Article | Skipped]:
        header = self.header
        if self.work is None:
            self.work = Work(self.file, _stated(header), self.count)
        when = done.dated if done.dated.published else header.dated
        language = next((one.language for one in (done, *reversed(self.open)) if one.language), None)
        own = replace(
            self.work.stated,
            authors=done.authors or header.authors,
            published=when.published,
            published_text=when.written,
            language=language.partition("-")[0] if language else None,
        )
        article = self.work.article(done.division, own)
        if article is not None:
            self.count += 1
            yield article


def _stated(header: Header) -> Stated:
    """What holds for every article of a file."""
    return Stated(
        title=header.title or header.journal,
        contributors=header.contributors,
        url=header.url,
        publication=header.journal,
        publisher=header.publisher,
        licence=header.licence,
    )


def _authors(byline: Element) -> tuple[str, ...]:
    """The people a byline names: by markup, else by its words."""
    named = names_of([*byline.iterfind(".//{*}persName"), *byline.iterfind(".//{*}docAuthor")])
    if named or local_name(byline) == "docAuthor":
        return named or names_of([byline])
    parsed = parse_byline(" ".join(read_block(byline)[0]))
    return parsed.authors if parsed else ()
