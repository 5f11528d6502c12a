"""HTML as browsers forgive it: a script, style or comment that nobody closed must not hide the article after it.

Works on the source, before any parser sees it, in time linear in its length. What the page says is for `html`.
"""

import re

_RAW = re.compile(r"<(/?)(script|style)\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|article|section|main|header|footer|nav|table|ul|ol|li|blockquote|body|br)\b[^<>]*>",
    re.IGNORECASE,
)
_CLOSED_BLOCK = re.compile(r"</(?:p|div|h[1-6]|article|section|td|li)\s*>", re.IGNORECASE)


def close_raw(html: str) -> tuple[str, tuple[str, ...]]:
    """The page with what was left open closed before the next block of text, and a note when there was any.

    A script is left open when the page ends in it, or when another one begins in it after the end of a block: code may
    hold tags, but not the end of a paragraph and then a script.
    """
    ends: list[tuple[int, str]] = []
    opened: re.Match[str] | None = None
    block: re.Match[str] | None = None
    seen = 0
    closed: list[range] = []
    for tag in _RAW.finditer(html):
        if opened is None:
            opened, block, seen = (None if tag[1] else tag), None, tag.end()
        elif tag[1] and tag[2].lower() == opened[2].lower():
            closed.append(range(opened.start(), tag.end()))
            opened = None
        elif not tag[1]:
            block = block or _BLOCK.search(html, seen, tag.start())
            if block and _CLOSED_BLOCK.search(html, max(seen, block.start()), tag.start()):
                ends.append((block.start(), f"</{opened[2]}>"))
                opened, block = tag, None
            seen = tag.end()
    if opened is not None and (block := block or _BLOCK.search(html, seen)):
        ends.append((block.start(), f"</{opened[2]}>"))
    comment = html.rfind("<!--")
    # Scripts often open with `<!--`, which ends with them.
    is_open = comment >= 0 and html.find("-->", comment) < 0 and not any(comment in script for script in closed)
    if is_open and opened is None and (block := _BLOCK.search(html, comment)):
        ends.append((block.start(), "-->"))
    if not ends:
        return html, ()
    pieces = []
    start = 0
    for end, closer in sorted(ends):
        pieces += [html[start:end], closer]
        start = end
    return "".join([*pieces, html[start:]]), ("closed what was left open in the HTML",)
