"""From the glyphs of a page to rows: all letters on one base line, from left to right, each with its marks.

Told by places alone. What is drawn in which order matters only for which of two letters in one place comes first.
"""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.arabic.visual_order import is_right_to_left
from indexer.readers.printed.glyphs import Glyph

_SAME_LINE = 0.4
"""Most that base lines of one line differ, in sizes; raised footnote marks stand a third higher."""

CELL_GAP = 1.6
"""From which gap on two parts of a row stand apart, in sizes; a space is a quarter, and justifying may triple it."""

_ALEFS = "اأإآ"


@dataclass(frozen=True, slots=True)
class Row:
    """All letters on one base line, from left to right, each with its marks; where they lie, and the size of most."""

    letters: tuple[Glyph, ...]
    x0: float
    x1: float
    y: float
    size: float


def row_of(letters: Sequence[Glyph]) -> Row:
    """The row of some letters, of which there is at least one."""
    return Row(
        letters=tuple(letters),
        x0=letters[0].x0,
        x1=max(letter.x1 for letter in letters),
        y=statistics.median(letter.y for letter in letters),
        size=statistics.median(letter.size for letter in letters),
    )


def share_of_arabic(glyphs: Iterable[Glyph]) -> float | None:
    """The share of right-to-left letters among all letters; None without letters."""
    letters = [glyph.text for glyph in glyphs if any(map(str.isalpha, glyph.text))]
    return sum(map(is_right_to_left, letters)) / len(letters) if letters else None


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The rows of a page from top to bottom."""
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
    return [row_of(row) for row in ordered if any(glyph.text.strip() for glyph in row)]


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


def segments_of(row: Row, apart: float = CELL_GAP) -> list[Row]:
    """The parts of a row that stand so many sizes apart, from left to right."""
    letters = [letter for letter in row.letters if letter.text.strip()]
    parts = [[letters[0]]]
    for before, after in pairwise(letters):
        if after.x0 - before.x1 > apart * row.size:
            parts.append([])
        parts[-1].append(after)
    return [row_of(part) for part in parts]
