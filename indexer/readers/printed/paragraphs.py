"""From the lines of all pages to paragraphs: without running heads and page numbers, footnotes apart, headings known.

What a paragraph says is not looked at; what becomes of headings is decided by `works`.
"""

import re
import statistics
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.readers.printed.lines import Line

_EDGE_LINES = 2
"""How many lines at the top and at the bottom of a page may be running heads."""

_PAGE_NUMBER = re.compile(r"\W*(?:صفحة|page|p\.?|ص)?\W*\d{1,4}(?:\s*(?:/|من|of|\|)\s*\d{1,4})?\W*", re.IGNORECASE)
_BULLET = re.compile(r"^[•·▪◦○●■□\-–—*\uf000-\uf0ff]\s+")
_NOTE_NUMBER = re.compile(r"^[(\[]?(?:\d{1,3}|[٠-٩]{1,3}|\*)[)\].\-]?\s*")
_SENTENCE_END = re.compile(r"[.؟!?:…][»”\"’')\]]*$")

_SAME_SIZE = 1.08
_HEADING = 1.12
"""From how much larger than the text a line is a heading; smaller differences come from mixed fonts."""

_NOTE = 0.9
_GAP = 1.25
"""How much farther apart than usual the lines of two paragraphs are, where space parts them."""

_RAGGED = 0.22
"""The share of a column that lines may leave free within a paragraph where space parts the paragraphs."""

_INDENT = 0.9


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the page, from 1, on which it begins; `size` tells headings and footnotes."""

    text: str
    page: int
    size: float
    is_note: bool = False
    is_heading: bool = False


def paragraphs_of(pages: list[list[Line]], known_headings: Collection[tuple[int, str]] = ()) -> list[Paragraph]:
    """The paragraphs of a document in reading order, footnotes behind the body.

    `known_headings` are pages and lines as `bare` has them, which are never joined with others.
    """
    body_size = _body_size(pages)
    pages = _without_running_heads(pages)
    body: list[Paragraph] = []
    notes: list[Paragraph] = []
    last: Line | None = None
    for number, lines in enumerate(pages, start=1):
        below = _footnotes_from(lines, body_size)
        pitch = _pitch(lines[:below])
        room = _RAGGED if _is_spaced(lines[:below], pitch) else 0.0
        for line in lines[:below]:
            heading = (number, bare(line.text)) in known_headings
            # Over more than one page no paragraph goes on; what seems to has lost the signs of its ends.
            if last and body[-1].page >= number - 1 and not heading and _continues(last, line, pitch, room):
                body[-1] = replace(body[-1], text=_joined(body[-1].text, line.text))
            else:
                body.append(Paragraph(_BULLET.sub("", line.text), number, line.size))
            last = None if heading else line
        for line in lines[below:]:
            if _NOTE_NUMBER.match(line.text) or not notes or notes[-1].page != number:
                notes.append(Paragraph(_NOTE_NUMBER.sub("", line.text), number, line.size, is_note=True))
            else:
                notes[-1] = replace(notes[-1], text=_joined(notes[-1].text, line.text))
    headed = [replace(one, is_heading=one.size > _HEADING * body_size) for one in body]
    return [one for one in headed + notes if any(map(str.isalnum, one.text))]


def bare(text: str) -> str:
    """The letters and digits of a text, by which a heading is known again."""
    return "".join(character for character in text if character.isalnum())


def _body_size(pages: list[list[Line]]) -> float:
    """The size in which most of the text is set; 0 without text."""
    weights: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            weights[round(line.size, 1)] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without lines at their edges that stand on other pages in the same place, but for their numbers."""
    edges = [_edge_lines(lines) for lines in pages]
    seen = Counter(key for page in edges for key in set(page.values()))
    enough = 2 if len(pages) <= 4 else 3
    return [
        [
            line
            for line in lines
            if id(line) not in edge
            or (seen[edge[id(line)]] < enough and not (len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.text)))
        ]
        for lines, edge in zip(pages, edges, strict=True)
    ]


def _edge_lines(lines: list[Line]) -> dict[int, tuple[int, str]]:
    """For the highest and the lowest lines of a page their place and text, digits alike."""
    by_height = sorted(lines, key=lambda line: line.y)
    outer = by_height[:_EDGE_LINES] + by_height[-_EDGE_LINES:]
    return {id(line): (round(line.y / 4), re.sub(r"\d+", "#", line.text)) for line in outer}


def _footnotes_from(lines: list[Line], body_size: float) -> int:
    """From which line of a page on there are only footnotes, which are smaller and stand at its foot."""
    start = len(lines)
    while start > 0 and lines[start - 1].size < _NOTE * body_size and lines[start - 1].cells == 1:
        start -= 1
    # A whole page in small print is no footnote.
    return start if start else len(lines)


def _pitch(lines: list[Line]) -> float:
    """The usual distance of two lines of one paragraph; 0 when there is none."""
    steps = [above.y - below.y for above, below in pairwise(lines) if _alike(above, below) and above.y > below.y]
    # Between paragraphs it is more, but most lines stand within one.
    return statistics.median_low(steps) if steps else 0.0


def _is_spaced(lines: list[Line], pitch: float) -> bool:
    """Whether space parts the paragraphs of a page, so that a line that leaves some room need not end one."""
    steps = [above.y - below.y for above, below in pairwise(lines) if _alike(above, below)]
    return sum(1 for step in steps if pitch > 0 and step > _GAP * pitch) >= 2


def _alike(line: Line, other: Line) -> bool:
    return max(line.size, other.size) <= _SAME_SIZE * min(line.size, other.size)


def _continues(last: Line, line: Line, pitch: float, ragged: float) -> bool:
    """Whether a line belongs to the paragraph of the one before it."""
    if not _alike(last, line) or last.cells > 1 or line.cells > 1 or _BULLET.match(line.text):
        return False
    step = last.y - line.y
    below = step > 0 and abs(last.column[0] - line.column[0]) + abs(last.column[1] - line.column[1]) < line.size
    if below and step > _GAP * max(pitch, line.size):
        return False
    if not below and _SENTENCE_END.search(last.text):
        return False
    width = last.column[1] - last.column[0]
    first_word = line.text.split(maxsplit=1)[0]
    room = width - (last.x1 - last.x0)
    needed = (len(first_word) + 1) * (line.x1 - line.x0) / max(len(line.text), 1)
    # A paragraph that begins farther in than its lines: the margin is on the side from which it is read.
    indented = below and line.x1 < last.x1 - _INDENT * line.size and abs(last.x1 - last.column[1]) < 1
    return room < max(needed * 1.3 + 0.02 * width, ragged * width) and not (
        indented and abs(line.x0 - last.x0) < line.size
    )


def _joined(text: str, line: str) -> str:
    """Two lines as one; an address broken behind a slash has no space there."""
    return text + line if text.endswith("/") and line[:1].isascii() else f"{text} {line}"
