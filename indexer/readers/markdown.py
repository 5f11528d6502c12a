"""Markdown with front matter (.md, .markdown): one article a file.

Only what stands between a reader and the words is taken off (emphasis, links, images); this is no Markdown renderer.
"""

import re
from collections.abc import Iterator

from frontmatter.default_handlers import YAMLHandler
from yaml import YAMLError  # type: ignore[import-untyped] # ships no types

from indexer.attribution.claims import stated
from indexer.attribution.headings import is_heading
from indexer.model import Article, Origin, Skipped
from indexer.readers.article import article_from
from indexer.readers.cleaning import clean, has_letters, without_footnote_marks
from indexer.readers.encoding import decode
from indexer.readers.fields import claims_of_table
from indexer.readers.files import OnBytes, SourceFile, read_bytes
from indexer.readers.saved_text import read_saved_text
from indexer.readers.text import claims_of_name
from indexer.readers.wrapping import Line, too_many_lines

SUFFIXES = (".md", ".markdown")

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
    claims = claims_of_table(matter, Origin.FRONT_MATTER)
    title = next((claim.value for claim in claims if claim.field == "title"), None)
    saved = read_saved_text(lines, known_title=title or heading)
    claims += (*stated(Origin.HEADING, title=heading), *saved.claims, *claims_of_name(file.path.stem))
    yield article_from(file, claims, saved.paragraphs, (*decoded.repairs, *notes))


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
