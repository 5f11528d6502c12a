"""From the glyphs of a page to its lines in reading order: marks with their letters, columns from right to left.

Everything is told by places, never by what a line says. Paragraphs are made of the lines by `paragraphs`.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from indexer.arabic.visual_order import is_right_to_left, logical_order
from indexer.readers.printed.glyphs import Glyph
from indexer.readers.printed.rows import Row, row_of, rows_of, segments_of, share_of_arabic
from indexer.readers.works import CELL_SEPARATOR

_WORD_GAP = 0.17
"""Least gap between words, in sizes."""

_RAISED, _SMALL = 0.15, 0.8
"""By how much a footnote mark is higher and smaller than its line."""

_DECISIVE = 0.1
"""Up to which share of Arabic letters a page is not Arabic, and from which share of others it may not be."""

_STRIP = 0.5
"""Least width of the white strip between two columns of a table, in sizes."""

_CLOSE = 0.85
"""How much closer the second line of a cell stands to the first than to the next row."""

_LEAST_COLUMN_LINES = 4
_PROSE = 0.6
"""How much of a column's width its lines fill in the middle case; the cells of a table fill less."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column: its text in reading order, its edges, base line and size, and those of its column."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    column: tuple[float, float]
    cells: int = 1


def lines_of_page(glyphs: Sequence[Glyph], in_arabic: bool) -> list[Line]:
    """The lines of a page, columns one after the other; on an Arabic page the right one is the first.

    A page that is neither clearly Arabic nor clearly not is what its document is, which `in_arabic` says.
    """
    rows = rows_of(glyphs)
    share = share_of_arabic(glyphs)
    right_to_left = in_arabic if share is None or _DECISIVE < share < 1 - _DECISIVE else share >= _DECISIVE
    columns = _columns(rows, right_to_left)
    mirrored = _reading(columns, right_to_left, mirrored=True)
    as_drawn = _reading(columns, right_to_left, mirrored=False)
    # Some fonts name a bracket by how it is drawn and some by how it is read; right is the reading where they match.
    return as_drawn if _unmatched(as_drawn) < _unmatched(mirrored) else mirrored


def _reading(columns: list[list[Row]], right_to_left: bool, mirrored: bool) -> list[Line]:
    result: list[Line] = []
    for column in columns:
        edges = min(row.x0 for row in column), max(row.x1 for row in column)
        read: list[tuple[Row, list[str]]] = []
        for row, cells, continues in _cells(column):
            texts = [_text(row, cell, right_to_left, mirrored) if cell else "" for cell in cells]
            if continues:
                read[-1] = read[-1][0], [" ".join(filter(None, both)) for both in zip(read[-1][1], texts, strict=True)]
            else:
                read.append((row, texts))
        for row, texts in read:
            filled = [text for text in (reversed(texts) if right_to_left else texts) if text]
            if filled:
                joined = CELL_SEPARATOR.join(filled)
                result.append(Line(joined, row.x0, row.x1, row.y, row.size, edges, len(filled)))
    return result


_Cells = tuple[Row, list[Row | None], bool]
"""A row, its parts from left to right, and whether they are the second lines of the cells of the row above."""


def _cells(column: list[Row]) -> list[_Cells]:
    """Each row with its parts: those that stand far apart, and in a table all that its white strips part."""
    parts = [segments_of(row) for row in column]
    continues = [False] * len(column)
    for place in range(1, len(column) - 1):
        above, here, below = column[place - 1 : place + 2]
        beside = len(parts[place - 1]) > 1 and len(parts[place + 1]) > 1 and len(parts[place]) == 1
        continues[place] = beside and above.y - here.y < min(_CLOSE * (here.y - below.y), 2 * above.size)
    result: list[_Cells] = []
    rows = zip(column, parts, continues, strict=True)
    for is_table, group in groupby(rows, key=lambda item: len(item[1]) > 1 or item[2]):
        together = list(group)
        strips: list[float] = []
        if is_table and len(together) > 1:
            strips = _white_strips([part for row, _, _ in together for part in segments_of(row, _STRIP)])
        for row, segments, continued in together:
            result.append((row, _parted(row, strips) if strips else list(segments), continued))
    return result


def _parted(row: Row, strips: list[float]) -> list[Row | None]:
    """The parts of a row between the strips; None where it has no letters."""
    bounds = pairwise((float("-inf"), *strips, float("inf")))
    cells = (
        [letter for letter in row.letters if left <= letter.x0 < right and letter.text.strip()]
        for left, right in bounds
    )
    return [row_of(cell) if cell else None for cell in cells]


def _white_strips(parts: list[Row]) -> list[float]:
    """The middles of the gaps that no part reaches into."""
    strips: list[float] = []
    edge = float("inf")
    for part in sorted(parts, key=lambda part: part.x0):
        if part.x0 - edge > _STRIP * part.size:
            strips.append((edge + part.x0) / 2)
        edge = max(edge, part.x1) if edge != float("inf") else part.x1
    return strips


def _unmatched(lines: list[Line]) -> int:
    """How many brackets and quotation marks close what was not opened before."""
    wrong = 0
    for opening, closing in zip("([{«‹", ")]}»›", strict=True):
        depth = 0
        for character in "".join(line.text for line in lines):
            if character == closing:
                wrong += depth == 0
                depth = max(0, depth - 1)
            depth += character == opening
    return wrong


def _columns(rows: list[Row], right_to_left: bool) -> list[list[Row]]:
    """The rows parted at gutters, in reading order; rows that cross a gutter stand before or behind the columns."""
    gutter = _gutter(rows)
    if gutter is None:
        return [rows] if rows else []
    result: list[list[Row]] = []
    for crosses, band in groupby(rows, key=lambda row: any(part.x0 < gutter < part.x1 for part in segments_of(row))):
        if crosses:
            result.append(list(band))
            continue
        halves: tuple[list[Row], list[Row]] = ([], [])
        for row in band:
            for side in (0, 1):
                part = tuple(letter for letter in row.letters if (letter.x0 >= gutter) == bool(side))
                if any(letter.text.strip() for letter in part):
                    halves[side].append(row_of(part))
        for half in reversed(halves) if right_to_left else halves:
            result += _columns(half, right_to_left)
    return result


def _gutter(rows: list[Row]) -> float | None:
    """The middle of the white strip that parts a page into columns of running text; None without one."""
    parts = [segments_of(row) for row in rows]
    edges = sorted({round(segment.x1, 1) for row in parts for segment in row[:-1]} | {0.0})
    best: tuple[int, float] | None = None
    for edge in edges:
        starts = [segment.x0 for row in parts for segment in row if segment.x0 > edge]
        if not starts:
            continue
        middle = (edge + min(starts)) / 2
        crossing = sum(1 for row in parts if any(segment.x0 < middle < segment.x1 for segment in row))
        sides = [
            [s for row in parts for s in row if s.x1 <= middle],
            [s for row in parts for s in row if s.x0 >= middle],
        ]
        if min(map(len, sides)) < _LEAST_COLUMN_LINES or crossing * 3 > len(rows) or not all(map(_is_prose, sides)):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, middle)
    return best[1] if best else None


def _is_prose(segments: list[Row]) -> bool:
    """Whether parts of rows that stand below each other fill their column as running text does."""
    width = max(segment.x1 for segment in segments) - min(segment.x0 for segment in segments)
    return statistics.median(segment.x1 - segment.x0 for segment in segments) > _PROSE * width > 0


def _text(row: Row, segment: Row, right_to_left: bool, mirrored: bool) -> str:
    """A part of a row as it is read, without the small raised marks of footnotes."""
    letters = [
        letter for letter in row.letters if segment.x0 <= letter.x0 <= segment.x1 and not _is_footnote_mark(letter, row)
    ]
    drawn: list[str] = []
    edge = segment.x0
    for letter in letters:
        if letter.x0 - edge > _WORD_GAP * row.size:
            drawn.append(" ")
        drawn.append(letter.text)
        edge = letter.x1
    if _reads_right_to_left("".join(drawn).strip(), right_to_left):
        return " ".join(logical_order(drawn, mirrored).split())
    return " ".join("".join(drawn).split())


def _reads_right_to_left(text: str, in_arabic: bool) -> bool:
    """Whether a line is read from the right: one of numbers or with a full stop to the left is on an Arabic page."""
    arabic, latin = sum(map(is_right_to_left, text)), sum(map(str.isalpha, text))
    if in_arabic:
        return arabic > 0 or latin == 0 or (text[:1] in ".،,:؛؟" and text[-1:] not in ".:,")
    return arabic > latin - arabic


def _is_footnote_mark(letter: Glyph, row: Row) -> bool:
    line = max(other.size for other in row.letters)
    return (
        letter.size < _SMALL * line
        and letter.y > row.y + _RAISED * line
        and all(character.isdigit() or character in "*†‡()[]" for character in letter.text)
    )
