"""The text of a page when no article can be told from the rest: all that is visible, or the source without its tags.

Every walk here takes time linear in the page, however deep or broken it is. The article itself is found in `html`.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from bs4.exceptions import ParserRejectedMarkup

DEPTH_LIMIT = 200
"""Most levels of elements within each other; libxml2 drops in silence what trafilatura would find below 256."""

_RAW = frozenset(("script", "style", "title", "noscript", "noframes", "textarea", "template", "svg"))
"""Elements whose content is no running text, or text that still holds its tags."""

_MENUS = frozenset(("nav", "footer", "aside", "button", "select"))
"""No `form`: the pages of some servers are one form from end to end."""

BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "dd", "dt", "div", "section", "br")
)
_BREAK = "\u2029"
_MARKUP = re.compile(r"(<!--|-->|<[^<>]*>|</?[A-Za-z][^\s<>]*)")
_NAME = re.compile(r"</?\s*([A-Za-z][A-Za-z0-9]*)")


def flatten(soup: BeautifulSoup) -> bool:
    """Make plain paragraphs of all that lies deeper than the limit; whether there was any.

    Unclosed `<font>` and `<b>` nest a whole page in old HTML: the text is good, only its levels are too many.
    """
    bottom: list[Tag] = []
    pending: list[tuple[Tag, int]] = [(soup, 0)]
    while pending:
        tag, depth = pending.pop()
        inner = [child for child in tag.contents if isinstance(child, Tag)]
        if depth < DEPTH_LIMIT:
            pending += [(child, depth + 1) for child in inner]
        elif inner:
            bottom.append(tag)
    for tag in bottom:
        lines = visible_lines(tag)
        tag.clear()
        for line in lines:
            paragraph = soup.new_tag("p")
            paragraph.string = line
            tag.append(paragraph)
    return bool(bottom)


def visible_lines(root: Tag, *, menus: bool = True) -> list[str]:
    """All visible text below an element, one line a block, with or without its menus; empty lines are left out."""
    unseen = _RAW if menus else _RAW | _MENUS
    pieces: list[str] = []
    pending: list[PageElement | str] = [*reversed(root.contents)]
    while pending:
        node = pending.pop()
        if isinstance(node, Tag):
            if node.name in unseen:
                continue
            around = [_BREAK] if node.name in BLOCKS else []
            pending += [*around, *reversed(node.contents), *around]
        elif type(node) in (str, NavigableString):  # its subclasses are comments, scripts and the like
            pieces.append(str(node))
    return _split("".join(pieces))


def fragment_lines(markup: str) -> list[str]:
    """The text of a piece of HTML that is an article by itself, as in feeds; plain text gives its own lines."""
    if "<" not in markup:
        return [line for text in html.unescape(markup).splitlines() if (line := " ".join(text.split()))]
    try:
        return visible_lines(BeautifulSoup(markup, "lxml"))
    except (ParserRejectedMarkup, ValueError, RecursionError):
        return source_lines(markup)


def source_lines(source: str) -> list[str]:
    """The text of a page whose HTML is so broken that no parser sees it: the source without its tags.

    What an unclosed `<title>`, `<script>`, comment or quote has swallowed is text; what a closed one holds is not.
    """
    return _split(html.unescape("".join(_outside_raw(_MARKUP.split(source)))))


def _outside_raw(tokens: list[str]) -> Iterator[str]:
    """The text between the tags; `tokens` are text and markup by turns."""
    names = [_raw_name(token) for token in tokens[1::2]]
    closers_left = Counter(name for name, closes in names if closes)
    inside = ""
    yield tokens[0]
    for (name, closes), token, text in zip(names, tokens[1::2], tokens[2::2], strict=True):
        if closes:
            closers_left[name] -= 1
            inside = "" if name == inside else inside
        elif not inside and name not in ("", "noscript", "noframes", "textarea") and closers_left[name]:
            inside = name
        if not inside:
            block = _NAME.match(token)
            yield (_BREAK if name or (block and block.group(1).lower() in BLOCKS) else "") + text


def _raw_name(markup: str) -> tuple[str, bool]:
    """The element with raw content that a tag opens or closes, "" for any other tag, and whether it closes it."""
    if markup in ("<!--", "-->"):
        return "--", markup == "-->"
    match = _NAME.match(markup)
    name = match.group(1).lower() if match else ""
    return (name, markup.startswith("</")) if name in _RAW else ("", False)


def _split(text: str) -> list[str]:
    """White space within a block is one space; only blocks part lines."""
    return [line for part in text.split(_BREAK) if (line := " ".join(part.split()))]
