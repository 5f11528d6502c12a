"""The header of a TEI file: what it is an edition of, who had a part in it, when and where that was published.

For periodicals such as those of OpenArabicPE, and for books. The text is for `tei`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element as Element

from indexer.arabic.dates import read_date
from indexer.arabic.hijri import find_hijri
from indexer.model import Contributor, Role
from indexer.readers.cleaning import one_line
from indexer.readers.sources import is_web_address
from indexer.readers.xml_stream import child, local_name, text_of

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_ARABIC = re.compile("[\u0620-\u064a]")
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRANSLATION = re.compile(r"ترجم|تعريب|نقله|translat|traduc", re.IGNORECASE)
_BESIDE_TITLES = frozenset(("sub", "alt", "short"))


@dataclass(frozen=True, slots=True)
class Dated:
    """A date: a day by its `when`, a span of days, or as it is written; and how it is written in another calendar."""

    published: str | None = None
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says. `journal` is the periodical; without one the file is a work by `authors`."""

    title: str = ""
    journal: str = ""
    authors: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    dated: Dated = Dated()
    publisher: str = ""
    licence: str | None = None
    url: str | None = None


def read_header(header: Element) -> Header:
    """All that the header of a file says; of names in several scripts those in Arabic."""
    described, stated, edition = (
        child(header, "fileDesc", name) for name in ("sourceDesc", "titleStmt", "publicationStmt")
    )
    journals = [title for title in _all(described, "title") if title.get("level") == "j"]
    journal = _best(title for title in journals if title.get("type") not in _BESIDE_TITLES)
    authors = names_of([*_all(stated, "author"), *_all(described, "author")])
    people = [*_all(stated, "editor"), *_all(described, "editor")]
    translators = names_of(_translators([*people, *_all(stated, "respStmt")]))
    editors = names_of(editor for editor in people if not _is_translator(editor))
    if journal:
        # The author of a volume is who made the periodical, not who wrote what is in it.
        authors, editors = (), editors or authors
    in_print = bool(_all(described, "monogr") or _all(described, "bibl"))
    licences = _all(edition, "licence")
    return Header(
        title=_best(title for title in _all(stated, "title") if title.get("type") not in _BESIDE_TITLES),
        journal=journal,
        authors=authors,
        contributors=tuple(
            Contributor(name, role)
            for role, names in ((Role.TRANSLATOR, translators), (Role.EDITOR, editors))
            for name in names
        ),
        dated=dated([*_all(described, "date"), *([] if in_print else _all(edition, "date"))]),
        publisher=_best(_all(described, "publisher") or _all(edition, "publisher")),
        licence=next((one_line(found.get("target") or text_of(found)) for found in licences), None) or None,
        url=next(filter(is_web_address, (text_of(idno).strip() for idno in _all(edition, "idno"))), None),
    )


def dated(dates: Iterable[Element]) -> Dated:
    """What dates say together: the day by `when`, the writing of one in another calendar, a span if there is one."""
    published = written = span = None
    for date in dates:
        when = str(date.get("when") or "")
        text = one_line(text_of(date))
        foreign = "gregorian" not in (date.get("calendar") or date.get("datingMethod") or "gregorian")
        published = published or (when if read_date(when) else None)
        written = written or (text if text and (foreign or find_hijri(text)) else None)
        between = tuple(str(date.get(first) or date.get(other) or "") for first, other in _SPANS)
        if span is None and all(map(_FULL.fullmatch, between)):
            span = "/".join(between)
    return Dated(published or span or written, written)


_SPANS = (("notBefore", "from"), ("notAfter", "to"))


def names_of(elements: Iterable[Element]) -> tuple[str, ...]:
    """The names of people: in Arabic letters if any is, for the others are then the same people transcribed."""
    names = list(dict.fromkeys(filter(None, (one_line(text_of(element)) for element in elements))))
    return tuple(name for name in names if _ARABIC.search(name)) or tuple(names)


def _all(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else list(element.iterfind(f".//{{*}}{name}"))


def _best(elements: Iterable[Element]) -> str:
    """The first text in Arabic letters, else the first."""
    texts = list(filter(None, (one_line(text_of(element)) for element in elements)))
    return next((text for text in texts if _ARABIC.search(text)), texts[0] if texts else "")


def _is_translator(element: Element) -> bool:
    return _TRANSLATION.search(element.get("role") or "") is not None


def _translators(elements: Iterable[Element]) -> Iterable[Element]:
    """Editors with that role, and the names in statements of responsibility for a translation."""
    for element in elements:
        if local_name(element) == "respStmt":
            if _TRANSLATION.search(" ".join(text_of(resp) for resp in _all(element, "resp"))):
                yield from _all(element, "persName") or _all(element, "name")
        elif _is_translator(element):
            yield element
