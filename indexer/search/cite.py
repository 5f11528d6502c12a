"""The attribution of articles as citations: CSL-JSON, BibTeX and RIS for reference managers, plain text for people.

Names stay whole: an Arabic name has no family name that could come first, so no format is given one to split.
Nothing is invented: what the article lacks is left out.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from indexer.model import Article, Role
from indexer.search.bibliography import bibliography
from indexer.settings import CITATION_STYLE


class CitationFormat(StrEnum):
    """The formats that a citation can be written in."""

    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"
    RIS = "ris"
    TEXT = "text"

    @property
    def media_type(self) -> str:
        """The media type of a file of citations."""
        return _FILES[self][0]

    @property
    def suffix(self) -> str:
        """How the name of a file of citations ends."""
        return _FILES[self][1]


_FILES = {
    CitationFormat.CSL_JSON: ("application/vnd.citationstyles.csl+json", "json"),
    CitationFormat.BIBTEX: ("application/x-bibtex", "bib"),
    CitationFormat.RIS: ("application/x-research-info-systems", "ris"),
    CitationFormat.TEXT: ("text/plain", "txt"),
}


_MONTH_MACROS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Braces become commands because BibTeX counts braces even behind a backslash.
_BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        **{character: "\\" + character for character in "$&#_%"},
    }
)

_BABEL_LANGUAGES = {"ar": "arabic", "fa": "persian", "ur": "urdu", "he": "hebrew", "en": "english", "fr": "french"}


def cite(article: Article, permalink: str | None, fmt: CitationFormat, style: str = CITATION_STYLE) -> str:
    """One citation, ending in a newline; `permalink` stands in where the article has no address of its own."""
    return cite_all([(article, permalink)], fmt, style)


def cite_all(articles: Sequence[tuple[Article, str | None]], fmt: CitationFormat, style: str = CITATION_STYLE) -> str:
    """The citations of several articles as one file, each with its permalink, in the order given.

    `style` is that of plain text, see `bibliography`. Raises BadParameter for a style that can't be read.
    """
    cited = [(article, _url(article.url or permalink)) for article, permalink in articles]
    if fmt is CitationFormat.CSL_JSON:
        items = [_csl_item(article, url) for article, url in cited]
        return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    if fmt is CitationFormat.BIBTEX:
        return "\n".join(_bibtex(article, url) for article, url in cited)
    if fmt is CitationFormat.RIS:
        return "".join(_ris(article, url) for article, url in cited)
    return "".join(line + "\n" for line in bibliography([_csl_item(article, url) for article, url in cited], style))


def citation_key(article_id: str) -> str:
    """A key for the article that is always the same and plain ASCII: `nile-water-3f9a1c07`."""
    readable = re.sub("[^A-Za-z0-9]+", "-", article_id).strip("-")[:40].rstrip("-")
    digest = hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{readable or 'article'}-{digest}"


def _csl_item(article: Article, url: str | None) -> dict[str, Any]:
    item = {
        "id": citation_key(article.id),
        "type": "article-newspaper",
        "title": _line(article.title),
        "author": [{"literal": _line(author)} for author in article.authors],
        **{
            csl: [{"literal": _line(one.name)} for one in article.contributors if one.role is role]
            for role, csl in ((Role.TRANSLATOR, "translator"), (Role.EDITOR, "editor"))
        },
        "container-title": _line(article.source.name),
        "issued": {"date-parts": [[int(part) for part in article.published.split("-")]]} if article.published else None,
        "URL": url,
        "language": article.language,
    }
    return {name: value for name, value in item.items() if value}


def _bibtex(article: Article, url: str | None) -> str:
    year, month = _year_and_month(article.published)
    language = article.language.partition("-")[0].lower()
    fields = {
        # Inner braces keep each name whole, and an "and" inside a name from parting it.
        "author": _braced(" and ".join("{" + _bibtex_text(author) + "}" for author in article.authors)),
        "title": _braced("{" + _bibtex_text(article.title) + "}") if article.title else "",
        "journal": _braced(_bibtex_text(article.source.name)),
        # `date` keeps the day for biblatex; classic BibTeX reads only year and month.
        "date": _braced(article.published or ""),
        "year": _braced(year),
        "month": _MONTH_MACROS[int(month) - 1] if month else "",
        "url": _braced(url or ""),
        "langid": _braced(_BABEL_LANGUAGES.get(language, "")),
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{citation_key(article.id)},", *lines, "}"]) + "\n"


def _ris(article: Article, url: str | None) -> str:
    year, _ = _year_and_month(article.published)
    # The format's date is YYYY/MM/DD/other, its slashes present even where the parts are not.
    parts = [*(article.published or "").split("-"), "", ""][:3]
    tags = [
        ("TY", "NEWS"),
        ("ID", citation_key(article.id)),
        ("TI", article.title),
        *(("AU", author) for author in article.authors),
        ("T2", article.source.name),
        ("PY", year),
        ("DA", "/".join([*parts, ""]) if article.published else ""),
        ("LA", article.language),
        ("UR", url or ""),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _bibtex_text(text: str) -> str:
    return _line(text).translate(_BIBTEX_ESCAPES)


def _braced(value: str) -> str:
    return "{" + value + "}" if value else ""


def _line(text: str) -> str:
    """The text on one line: a line break would end a RIS field, and start a forged one."""
    return " ".join(text.split())


def _year_and_month(published: str | None) -> tuple[str, str]:
    year, _, rest = (published or "").partition("-")
    return year, rest.partition("-")[0]


def _url(url: str | None) -> str | None:
    """The address with everything but URL characters percent-encoded; BibTeX's url field can't be escaped otherwise."""
    return quote(url.strip(), safe="%/:?#[]@!$&'()*+,;=~") if url else None
