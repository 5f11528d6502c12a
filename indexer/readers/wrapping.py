"""Lines to paragraphs: each line is one, unless the text was broken at a fixed width and its lines belong together.

Looks at widths alone, never at what a line says.
"""

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from indexer.readers.cleaning import clean, without_footnote_marks

_MARKS = re.compile("[\u064b-\u0652\u0670\u200b-\u200f]")
_WIDEST = 132
"""Columns of the widest terminals and editors that break lines at all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line or joined paragraph; `gap` tells whether an empty line stood before it."""

    text: str
    gap: bool


LINES_LIMIT = 1_000_000
"""Most lines of one article; each takes three hundred bytes while paragraphs are made of them."""

_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def too_many_lines(text: str) -> str | None:
    """Why a text is not one article, when it has more lines than any; None for others."""
    if sum(map(text.count, _LINE_ENDS)) <= LINES_LIMIT:
        return None
    return f"more than {LINES_LIMIT:,} lines, which no single article has"


def lines_of(text: str) -> list[Line]:
    """The paragraphs of a plain text, clean and without footnote marks; lines without letter or digit are left out."""
    blocks = [list(block) for filled, block in groupby(map(clean, text.splitlines()), key=bool) if filled]
    width = _wrap_width(blocks)
    result: list[Line] = []
    for block in blocks:
        for position, paragraph in enumerate(_joined(block, width)):
            bare = without_footnote_marks(paragraph)
            if any(map(str.isalnum, bare)):
                result.append(Line(bare, gap=position == 0))
    return result


def _wrap_width(blocks: list[list[str]]) -> int | None:
    """The width a text was broken at, None when it was not.

    It was when nearly no line had room left for the first word of the line after it, which verse and lists have, and
    when most lines end within a sentence.
    """
    width = max((_columns(line) for block in blocks for line in block), default=0)
    breaks = [pair for block in blocks for pair in pairwise(block)]
    full = sum(1 for line, following in breaks if _is_full(line, following, width))
    ended = sum(1 for line, _ in breaks if line.endswith((".", "؟", "!", ":")))
    wrapped = len(breaks) >= 4 and full * 10 >= len(breaks) * 8 and ended * 2 < len(breaks)
    return width if wrapped and 40 <= width <= _WIDEST else None


def _joined(block: list[str], width: int | None) -> list[str]:
    if width is None:
        return block
    paragraphs = [[block[0]]]
    for line, following in pairwise(block):
        if _is_full(line, following, width):
            paragraphs[-1].append(following)
        else:
            paragraphs.append([following])
    return [" ".join(lines) for lines in paragraphs]


def _is_full(line: str, following: str, width: int) -> bool:
    return _columns(line) + 1 + _columns(following.split(maxsplit=1)[0]) > width


def _columns(text: str) -> int:
    return len(_MARKS.sub("", text))
