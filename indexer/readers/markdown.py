"""Markdown with front matter (.md, .markdown): one article a file.

Only what stands between a reader and the words is taken off (emphasis, links, images); this is no Markdown renderer.
"""

import datetime
import re
from collections.abc import Iterator

from frontmatter.default_handlers import YAMLHandler
from yaml import YAMLError  # type: ignore[import-untyped] # ships no types

from indexer.arabic.dates import is_hijri, parse_date
from indexer.attribution.headings import is_heading
from indexer.model import Article, Origin, Skipped
from indexer.readers.cleaning import clean, has_letters, one_line, without_footnote_marks
from indexer.readers.encoding import decode
from indexer.readers.files import Found, OnBytes, SourceFile, article_from, read_bytes
from indexer.readers.saved_text import read_saved_text
from indexer.readers.sources import is_web_address
from indexer.readers.text import found_in
from indexer.readers.wrapping import Line, too_many_lines

SUFFIXES = (".md", ".markdown")

_KEYS = {
    "title": ("title", "headline", "العنوان", "عنوان"),
    "author": ("author", "authors", "by", "الكاتب", "المؤلف", "كاتب", "مؤلف"),
    "date": ("date", "published", "publishdate", "pubdate", "created", "التاريخ", "تاريخ"),
    "url": ("url", "link", "source_url", "canonical", "canonical_url", "source", "الرابط", "رابط"),
    "language": ("language", "lang", "اللغة"),
}
"""The names under which note-takers and web clippers write each field; `source` counts only when it is an address."""

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{3,})\s*$")
_RULE = re.compile(
    r"^ {0,3}(?:[-*_]\s*){3,}$|^\s*(?:```|~~~)\S*\s*$|^\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?\s*$"
)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]]+\]:\s*\S+")
_ITEM = re.compile(r"^\s*(?:[*+-]|[0-9٠-٩]{1,3}[.)])\s+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INLINE = (
    (re.compile(r"!\[[^\]]{0,500}\](?:\([^)]{0,2000}\)|\[[^\]]{0,100}\])"), ""),
    (re.compile(r"\[\^[^\]]{1,20}\]:?"), ""),
    (re.compile(r"\[([^\]]{1,500})\](?:\((?:[^()]|\([^()]{0,200}\)){0,2000}\)|\[[^\]]{0,100}\])"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^>]{0,200}>"), ""),
    (re.compile(r"(\*{1,3}|~~|==)(?=\S)(.{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,3})(?=\S)(.{1,500}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])"), r"\1"),
)
"""Lengths are bounded, for a thousand asterisks that close nothing must not be tried against each other."""


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The one article of a Markdown file; front matter that can't be understood is noted, and the text still read."""
    data = read_bytes(file, on_bytes)
    decoded = decode(data) if not isinstance(data, Skipped) else data
    if isinstance(decoded, Skipped):
        yield decoded
        return
    if isinstance(decoded, str):
        yield Skipped(file.relative, decoded)
        return
    if reason := too_many_lines(decoded.text) or ("" if has_letters(decoded.text) else "no text"):
        yield Skipped(file.relative, reason)
        return
    matter, content, notes = _front_matter(decoded.text)
    heading, lines = _lines(content)
    title = one_line(_text(matter, "title"))
    saved = read_saved_text(lines, known_title=title or heading)
    seen = found_in(saved, file)
    authors, date, url, language = (
        _authors(matter),
        _text(matter, "date"),
        _text(matter, "url"),
        _text(matter, "language"),
    )
    parsed = parse_date(date) if date else None
    if date and parsed is None and not is_hijri(date):
        notes = (*notes, f"date not understood: {date[:60]}")
    found = Found(
        title=(title, Origin.FRONT_MATTER) if title else seen.title,
        authors=(authors, Origin.FRONT_MATTER) if authors else seen.authors,
        published=(parsed.iso, Origin.FRONT_MATTER) if parsed else seen.published,
        url=(url, Origin.FRONT_MATTER) if is_web_address(url) else None,
        language=(language, Origin.FRONT_MATTER) if language else None,
    )
    yield article_from(file, found, saved.paragraphs, (*decoded.repairs, *notes))


def _front_matter(text: str) -> tuple[dict[str, object], str, tuple[str, ...]]:
    """The fields of the front matter, the rest of the text, and what was wrong; no fields without front matter."""
    handler = YAMLHandler()
    text = text.lstrip("\ufeff\r\n ")
    if not handler.detect(text):
        return {}, text, ()
    try:
        written, content = handler.split(text)
    except ValueError:
        return {}, text, ()
    try:
        fields = handler.load(written)
    except (YAMLError, ValueError, RecursionError) as error:
        if ":" not in written:
            return {}, text, ()
        return {}, content, (f"front matter not understood: {' '.join(str(error).split())[:100]}",)
    if not isinstance(fields, dict):
        # Two rules with text between them, and no fields at all.
        return {}, text, ()
    return {str(key).lower(): value for key, value in fields.items()}, content, ()


def _text(matter: dict[str, object], field: str) -> str:
    for key in _KEYS[field]:
        value = matter.get(key)
        if isinstance(value, datetime.datetime):
            value = value.date()
        if isinstance(value, str | int | float | datetime.date) and not isinstance(value, bool) and str(value).strip():
            text = str(value).strip()
            if key != "source" or is_web_address(text):
                return text
    return ""


def _authors(matter: dict[str, object]) -> tuple[str, ...]:
    """One name or a list of them; commas part names, as in no other field."""
    for key in _KEYS["author"]:
        value = matter.get(key)
        given = value if isinstance(value, list) else re.split(r"[،,;؛]", value) if isinstance(value, str) else []
        names = tuple(filter(None, (one_line(name) for name in given if isinstance(name, str))))
        if names:
            return names
    return ()


def _lines(content: str) -> tuple[str | None, list[Line]]:
    """The first heading, when it opens the text, and all paragraphs in plain words; a heading is one of them."""
    first: str | None = None
    result: list[Line] = []
    paragraph: list[str] = []

    def close() -> None:
        text = without_footnote_marks(_plain(" ".join(paragraph)))
        paragraph.clear()
        if any(map(str.isalnum, text)):
            result.append(Line(text, gap=True))

    for raw in _COMMENT.sub("", content).splitlines():
        line = re.sub(r"^\s*(?:>\s?)+", "", raw)
        heading = _HEADING.match(line)
        if heading or (_UNDERLINE.match(line) and len(paragraph) == 1 and is_heading(paragraph[0])):
            if heading:
                close()
                paragraph.append(heading.group(2))
            opens = not result
            close()
            if opens and result and first is None:
                first = result[0].text
        elif not line.strip() or _RULE.match(line) or _DEFINITION.match(line):
            close()
        elif _ITEM.match(line):
            close()
            paragraph.append(_ITEM.sub("", line))
        else:
            paragraph.append(line.strip().removesuffix("\\"))
            if raw.endswith(("  ", "\\")):
                close()
    close()
    return first, result


def _plain(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return clean(text)
