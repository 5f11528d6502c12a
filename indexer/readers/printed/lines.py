"""From the glyphs of a page to its lines in reading order: marks with their letters, columns from right to left.

Everything is told by places, never by what a line says. Paragraphs are made of the lines by `paragraphs`.
"""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from indexer.arabic.visual_order import is_right_to_left, logical_order
from indexer.readers.printed.glyphs import Glyph
from indexer.readers.works import CELL_SEPARATOR

_SAME_LINE = 0.4
"""Most that base lines of one line differ, in sizes; raised footnote marks stand a third higher."""

_WORD_GAP = 0.17
_CELL_GAP = 1.6
"""Gaps between words and between the cells of a table, in sizes; a space is a quarter, and justifying may triple it."""

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

_ALEFS = "اأإآ"


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


@dataclass(frozen=True, slots=True)
class _Row:
    """All letters on one base line, from left to right, each with its marks."""

    letters: tuple[Glyph, ...]

    @property
    def x0(self) -> float:
        return self.letters[0].x0

    @property
    def x1(self) -> float:
        return max(letter.x1 for letter in self.letters)

    @property
    def y(self) -> float:
        return statistics.median(letter.y for letter in self.letters)

    @property
    def size(self) -> float:
        return statistics.median(letter.size for letter in self.letters)


def lines_of_page(glyphs: Sequence[Glyph], in_arabic: bool) -> list[Line]:
    """The lines of a page, columns one after the other; on an Arabic page the right one is the first.

    A page that is neither clearly Arabic nor clearly not is what its document is, which `in_arabic` says.
    """
    rows = _rows(glyphs)
    share = share_of_arabic(glyphs)
    right_to_left = in_arabic if share is None or _DECISIVE < share < 1 - _DECISIVE else share >= _DECISIVE
    columns = _columns(rows, right_to_left)
    mirrored = _reading(columns, right_to_left, mirrored=True)
    as_drawn = _reading(columns, right_to_left, mirrored=False)
    # Some fonts name a bracket by how it is drawn and some by how it is read; right is the reading where they match.
    return as_drawn if _unmatched(as_drawn) < _unmatched(mirrored) else mirrored


def _reading(columns: list[list[_Row]], right_to_left: bool, mirrored: bool) -> list[Line]:
    result: list[Line] = []
    for column in columns:
        edges = min(row.x0 for row in column), max(row.x1 for row in column)
        read: list[tuple[_Row, list[str]]] = []
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


_Cells = tuple[_Row, list[_Row | None], bool]
"""A row, its parts from left to right, and whether they are the second lines of the cells of the row above."""


def _cells(column: list[_Row]) -> list[_Cells]:
    """Each row with its parts: those that stand far apart, and in a table all that its white strips part."""
    parts = [_segments(row) for row in column]
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
            strips = _white_strips([part for row, _, _ in together for part in _segments(row, _STRIP)])
        for row, segments, continued in together:
            result.append((row, _parted(row, strips) if strips else list(segments), continued))
    return result


def _parted(row: _Row, strips: list[float]) -> list[_Row | None]:
    """The parts of a row between the strips; None where it has no letters."""
    bounds = pairwise((float("-inf"), *strips, float("inf")))
    cells = (
        [letter for letter in row.letters if left <= letter.x0 < right and letter.text.strip()]
        for left, right in bounds
    )
    return [_Row(tuple(cell)) if cell else None for cell in cells]


def _white_strips(parts: list[_Row]) -> list[float]:
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


def share_of_arabic(glyphs: Iterable[Glyph]) -> float | None:
    """The share of right-to-left letters among all letters; None without letters."""
    letters = [glyph.text for glyph in glyphs if any(map(str.isalpha, glyph.text))]
    return sum(map(is_right_to_left, letters)) / len(letters) if letters else None


def _rows(glyphs: Sequence[Glyph]) -> list[_Row]:
    letters = [glyph for glyph in glyphs if not glyph.is_mark]
    owners = _owners(glyphs, letters)
    whole = [
        Glyph(_ligature(letter.text) + "".join(owners.get(index, ())), letter.x0, letter.x1, letter.y, letter.size)
        for index, letter in enumerate(letters)
    ]
    backwards = _drawn_in_reading_order(letters)
    rows: list[list[Glyph]] = []
    for letter in sorted(whole, key=lambda glyph: -glyph.y):
        if rows and _same_line(rows[-1], letter):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    places = {id(letter): (-place if backwards else place) for place, letter in enumerate(whole)}
    ordered = (sorted(row, key=lambda glyph: (round(glyph.x0, 1), places[id(glyph)])) for row in rows)
    return [_Row(tuple(row)) for row in ordered if any(glyph.text.strip() for glyph in row)]


def _same_line(row: list[Glyph], letter: Glyph) -> bool:
    reference = max(row, key=lambda glyph: glyph.size)
    return abs(reference.y - letter.y) <= _SAME_LINE * max(reference.size, letter.size)


def _ligature(text: str) -> str:
    """Some fonts name the parts of the lam-alef sign from left to right; no alef is ever joined to a lam behind it."""
    return "ل" + text[0] if len(text) == 2 and text[0] in _ALEFS and text[1] == "ل" else text


def _owners(glyphs: Sequence[Glyph], letters: list[Glyph]) -> dict[int, list[str]]:
    """For the place of a letter the marks that belong to it: of its neighbours in drawing the one it stands upon."""
    owners: dict[int, list[str]] = {}
    seen = -1
    for glyph in glyphs:
        if not glyph.is_mark:
            seen += 1
            continue
        near = [place for place in (seen, seen + 1, seen - 1, seen + 2) if 0 <= place < len(letters)]
        # Ties go to the letter that was drawn before, which is where a mark is stored.
        if near:
            owner = min(near, key=lambda place: _distance(letters[place], glyph))
            owners.setdefault(owner, []).append(glyph.text)
    return owners


def _distance(letter: Glyph, mark: Glyph) -> float:
    """How far a mark is from standing on a letter."""
    if not letter.text.strip():
        return 1e9
    aside = max(letter.x0 - mark.x0, mark.x0 - letter.x1, 0.0)
    return round(aside, 1) + abs(letter.y - mark.y)


def _drawn_in_reading_order(letters: list[Glyph]) -> bool:
    """Whether Arabic letters are stored from right to left: then of two in one place the later stands left."""
    steps = [
        after.x0 - before.x0
        for before, after in pairwise(letters)
        if is_right_to_left(before.text) and is_right_to_left(after.text) and abs(before.y - after.y) < before.size
    ]
    return sum(1 for step in steps if step < 0) > sum(1 for step in steps if step > 0)


def _segments(row: _Row, apart: float = _CELL_GAP) -> list[_Row]:
    """The parts of a row that stand so many sizes apart, from left to right."""
    letters = [letter for letter in row.letters if letter.text.strip()]
    parts = [[letters[0]]]
    for before, after in pairwise(letters):
        if after.x0 - before.x1 > apart * row.size:
            parts.append([])
        parts[-1].append(after)
    return [_Row(tuple(part)) for part in parts]


def _columns(rows: list[_Row], right_to_left: bool) -> list[list[_Row]]:
    """The rows parted at gutters, in reading order; rows that cross a gutter stand before or behind the columns."""
    gutter = _gutter(rows)
    if gutter is None:
        return [rows] if rows else []
    result: list[list[_Row]] = []
    for crosses, band in groupby(rows, key=lambda row: any(part.x0 < gutter < part.x1 for part in _segments(row))):
        if crosses:
            result.append(list(band))
            continue
        halves: tuple[list[_Row], list[_Row]] = ([], [])
        for row in band:
            for side in (0, 1):
                part = tuple(letter for letter in row.letters if (letter.x0 >= gutter) == bool(side))
                if any(letter.text.strip() for letter in part):
                    halves[side].append(_Row(part))
        for half in reversed(halves) if right_to_left else halves:
            result += _columns(half, right_to_left)
    return result


def _gutter(rows: list[_Row]) -> float | None:
    """The middle of the white strip that parts a page into columns of running text; None without one."""
    parts = [_segments(row) for row in rows]
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


def _is_prose(segments: list[_Row]) -> bool:
    """Whether parts of rows that stand below each other fill their column as running text does."""
    width = max(segment.x1 for segment in segments) - min(segment.x0 for segment in segments)
    return statistics.median(segment.x1 - segment.x0 for segment in segments) > _PROSE * width > 0


def _text(row: _Row, segment: _Row, right_to_left: bool, mirrored: bool) -> str:
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


def _is_footnote_mark(letter: Glyph, row: _Row) -> bool:
    line = max(other.size for other in row.letters)
    return (
        letter.size < _SMALL * line
        and letter.y > row.y + _RAISED * line
        and all(character.isdigit() or character in "*†‡()[]" for character in letter.text)
    )
