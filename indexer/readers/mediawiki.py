"""Dumps of wikis such as Wikipedia (`pages-articles.xml`, also packed by bzip2 or gzip): one article a page, streamed.

Redirects and pages outside the main namespace (talk, templates, categories) are no articles and pass in silence. A page
has no author and no date of publication: its newest revision tells when it was updated. What the markup means is in
`wikitext`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from lxml.etree import _Element as Element

from indexer.model import Article, Skipped
from indexer.readers.cleaning import one_line
from indexer.readers.files import OnBytes, SourceFile
from indexer.readers.sources import is_web_address
from indexer.readers.stated import Stated, article_stated
from indexer.readers.streams import opened
from indexer.readers.wikitext import paragraphs_of
from indexer.readers.xml_stream import child, events, forget, local_name, text_of

SUFFIXES = (".xml.bz2", ".xml.gz", ".mediawiki")
EXTRA = "mediawiki"

_MAIN = "0"
_FILES, _CATEGORIES = ("-2", "6"), ("14",)


@dataclass(frozen=True, slots=True)
class _Wiki:
    """What a dump says of its wiki: its name, what the address of a page begins with, and names of namespaces."""

    name: str = ""
    pages: str | None = None
    language: str | None = None
    files_and_categories: tuple[str, ...] = ()


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The pages of a dump; raises Damaged where it is cut off."""
    wiki = _Wiki()
    revision: Element | None = None
    pages = 0
    with opened(file, on_bytes) as stream:
        for _, element in events(stream, names=("siteinfo", "revision", "page")):
            match local_name(element):
                case "siteinfo":
                    wiki = _wiki(element)
                case "revision":
                    # A full history has thousands for a page, of which only the newest is the page.
                    if revision is not None and (page := revision.getparent()) is not None:
                        page.remove(revision)
                    revision = element
                case "page":
                    pages += 1
                    if revision is not None and _is_article(element):
                        yield _article(file, wiki, element, revision)
                    revision = None
                    forget(element)
    if not pages:
        yield Skipped(file.relative, "no page in this dump")


def _wiki(siteinfo: Element) -> _Wiki:
    base = text_of(child(siteinfo, "base")).strip()
    spaces = child(siteinfo, "namespaces")
    named = {space.get("key"): one_line(text_of(space)).lower() for space in spaces} if spaces is not None else {}
    root = siteinfo.getparent()
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang") if root is not None else None
    return _Wiki(
        name=one_line(text_of(child(siteinfo, "sitename"))),
        pages=base[: base.rindex("/") + 1] if is_web_address(base) and base.count("/") > 2 else None,
        language=language,
        files_and_categories=tuple(filter(None, (named.get(key) for key in (*_FILES, *_CATEGORIES)))),
    )


def _is_article(page: Element) -> bool:
    space = child(page, "ns")
    return child(page, "redirect") is None and (space is None or text_of(space).strip() == _MAIN)


def _article(file: SourceFile, wiki: _Wiki, page: Element, revision: Element) -> Article | Skipped:
    title = one_line(text_of(child(page, "title")))
    body = paragraphs_of(text_of(child(revision, "text")), wiki.files_and_categories)
    address = wiki.pages + quote(title.replace(" ", "_")) if wiki.pages and title else None
    stated = Stated(
        title=title,
        updated=text_of(child(revision, "timestamp")).strip(),
        url=address,
        language=wiki.language,
        work=wiki.name or None,
        publication=wiki.name,
    )
    return article_stated(file, stated, body, title or text_of(child(page, "id")).strip(), f"page {title}")
