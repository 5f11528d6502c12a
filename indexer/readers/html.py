"""Web pages saved as HTML (.html, .htm): one article a page.

Trafilatura finds the body, or else `html_text` gives all there is. What the page declares is read by `html_metadata`,
what it shows by `html_page`, and the furniture that is left in the body is taken out by `saved_text`.
"""

import logging
import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup

from indexer.attribution.claims import stated
from indexer.attribution.datelines import date_from_address
from indexer.attribution.headings import is_prose
from indexer.model import Article, Certainty, Origin, Skipped
from indexer.readers.article import article_from
from indexer.readers.cleaning import clean, has_letters, without_footnote_marks
from indexer.readers.encoding import declared_charset, decode
from indexer.readers.files import OnBytes, SourceFile, read_bytes
from indexer.readers.html_mending import close_raw
from indexer.readers.html_metadata import read_declared
from indexer.readers.html_page import read_seen
from indexer.readers.html_text import BLOCKS, DEPTH_LIMIT, flatten, source_lines, visible_lines
from indexer.readers.saved_text import read_saved_text
from indexer.readers.text import claims_of_name
from indexer.readers.wrapping import Line

SUFFIXES = (".html", ".htm", ".xhtml")

PAGE_LIMIT = 12 * 2**20
"""Longest page in bytes; the tree of a page takes some fifty times its size in memory."""

TAGS_LIMIT = 100_000
"""Most tags of a page that is taken apart as a tree; a page of ten seconds' work, and five times the longest known."""

_BEGINNING = 2**16
"""Characters in which a page of more tags is looked through for what it declares."""

_COMPARED = 5_000
"""Most blocks that trafilatura may compare with each other for a second opinion, in time that grows as their square."""

_SORTED = 20_000
"""Most blocks in which it may look for the article at all; beyond them a page is a book, and all of it text."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The one article of a page, however broken its HTML."""
    data = read_bytes(file, on_bytes, PAGE_LIMIT)
    decoded = decode(data, file.charset or declared_charset(data)) if not isinstance(data, Skipped) else data
    if isinstance(decoded, Skipped):
        yield decoded
        return
    if isinstance(decoded, str):
        yield Skipped(file.relative, decoded)
        return
    html, notes = close_raw(_DECLARATION.sub("", decoded.text))
    parsed = html[:_BEGINNING] if html.count("<") > TAGS_LIMIT else html
    try:
        soup = BeautifulSoup(parsed if "<" in html else f"<pre>{html}</pre>", "lxml")
    except (ParserRejectedMarkup, ValueError, RecursionError) as error:
        yield Skipped(file.relative, f"the HTML can't be parsed: {str(error)[:100]}")
        return
    yield _article(file, soup, html, (*decoded.repairs, *notes))


def _article(file: SourceFile, soup: BeautifulSoup, html: str, repairs: tuple[str, ...]) -> Article | Skipped:
    body, notes = _body(soup, html)
    if not any(has_letters(line.text) for line in body):
        return Skipped(file.relative, "no text")
    declared = read_declared(soup, html)
    first = next((line.text for line in body if len(line.text) > 80), body[0].text)
    seen = read_seen(soup, declared, first)
    title = declared.titles[0] if declared.titles else seen.heading
    body = _without_beside(body, seen.beside)
    if seen.lead:
        body.insert(0, Line(seen.lead, gap=True))
    saved = read_saved_text(body, known_title=title)
    address = next((claim.value for claim in declared.claims if claim.field == "url"), file.address or "")
    in_address = date_from_address(address)
    claims = (
        *declared.claims,
        *seen.claims,
        *saved.claims,
        *stated(Origin.URL, Certainty.GUESSED, published=in_address.iso if in_address else None),
        *claims_of_name(file.path.stem),
    )
    return article_from(file, claims, saved.paragraphs, (*repairs, *notes))


def _body(soup: BeautifulSoup, html: str) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of the article, or of the most that can be told, and how they were come by; may flatten the soup."""
    if html.count("<") > TAGS_LIMIT:
        return _lines(source_lines(html)), (f"has more than {TAGS_LIMIT:,} tags, so the text was taken without them",)
    if not any(map(has_letters, visible_lines(soup))):
        return _lines(source_lines(html)), ("the HTML is broken, so the text was taken without its tags",)
    notes: tuple[str, ...] = ()
    if flatten(soup):
        html, notes = str(soup), (f"flattened what was nested deeper than {DEPTH_LIMIT} levels",)
    body = _lines(map(_without_marks, _main_text(html, soup).splitlines()))
    if not body:
        body = _lines(visible_lines(soup, menus=False))
        notes = (*notes, "no article found in the page, so all its text was taken")
    return body, notes


def _without_marks(line: str) -> str:
    """A line as the page has it: trafilatura writes `- item` for one of a list and `| a | b |` for a row of a table."""
    line = line.strip()
    if line.startswith("|") and line.endswith("|") and len(line) > 1:
        return line[1:-1].strip()
    return line.removeprefix("- ")


def _without_beside(body: list[Line], beside: tuple[str, ...]) -> list[Line]:
    """The body without lines before its running text that are byline and date of the page run together."""
    strings = sorted(("".join(string.split()) for string in beside), key=len, reverse=True)
    kept: list[Line] = []
    for index, line in enumerate(body):
        if is_prose(line.text):
            return kept + body[index:]
        rest = "".join(line.text.split())
        for string in strings:
            rest = rest.replace(string, "")
        if any(map(str.isalnum, rest)):
            kept.append(line)
    return kept or body


def _main_text(html: str, soup: BeautifulSoup) -> str:
    import trafilatura  # noqa: PLC0415 # takes a second to import, and only pages need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports as errors what is a normal outcome here
    blocks = len(soup.find_all(list(BLOCKS), limit=_SORTED + 1))
    if blocks > _SORTED:
        return ""
    try:
        return trafilatura.extract(html, include_comments=False, fast=blocks > _COMPARED) or ""
    except Exception:  # broken pages fail in many ways inside it, and the whole text is still there to fall back on
        logging.getLogger(__name__).debug("trafilatura failed", exc_info=True)
        return ""


def _lines(texts: Iterable[str]) -> list[Line]:
    lines = (without_footnote_marks(clean(text)) for text in texts)
    return [Line(line, gap=True) for line in lines if any(map(str.isalnum, line))]
