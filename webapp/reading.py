"""An article cut into parts that a browser can show, and the way to a paragraph or a mark in it. No HTML here.

A part is a run of blocks; a block is a paragraph, or a slice of one that is too long for a part of its own. Not for
quoting: see `quoting`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from indexer.answers import ArticleView, Mark
from indexer.arabic.digits import to_ascii_digits
from indexer.search.paragraphs import paragraph_address
from webapp.present import sound_marks

PART_WEIGHT = 60_000
"""Letters of a part: half an hour of reading, and a page of some 200 kB that a phone lays out at once."""

BLOCK_WEIGHT = 200
"""What the markup around a paragraph weighs, in letters: a text of very many short lines has parts too."""

_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Block:
    """What is shown of one paragraph: `text` begins at `start` of it; `first_mark` is the number of its first mark."""

    paragraph: int
    address: str
    start: int
    text: str
    marks: tuple[Mark, ...]
    first_mark: int

    @property
    def is_opening(self) -> bool:
        """Whether the paragraph begins here."""
        return self.start == 0


@dataclass(frozen=True, slots=True)
class Part:
    """One page of an article: its blocks, its number and how many there are, counted from 1, and all marks counted."""

    blocks: tuple[Block, ...]
    number: int
    count: int
    marks: int


class Parts:
    """The parts of one article with its marks."""

    def __init__(self, view: ArticleView) -> None:
        self._texts = view.article.paragraphs
        self._marks = [
            tuple(sound_marks(text, marks)) for text, marks in zip(self._texts, view.paragraph_marks, strict=True)
        ]
        # How many marks come before each paragraph.
        self._before = [0, *accumulate(map(len, self._marks))]
        self._parts = list(_cut(self._texts)) or [[]]

    @property
    def marks(self) -> int:
        """How many words of the article are marked, its title's not counted."""
        return self._before[-1]

    def part(self, number: int) -> Part:
        """One part; a number past the last is the last."""
        number = min(max(number, 1), len(self._parts))
        blocks = tuple(self._block(place, start, end) for place, start, end in self._parts[number - 1])
        return Part(blocks, number, len(self._parts), self.marks)

    def part_of_paragraph(self, paragraph: int) -> int:
        """The number of the part in which a paragraph, counted from 1, begins."""
        return self._part_of(paragraph - 1, 0)

    def part_of_mark(self, mark: int) -> int:
        """The number of the part that holds a mark, counted from 1."""
        place = next((place for place, before in enumerate(self._before[1:]) if mark <= before), None)
        if place is None or mark < 1:
            return 1
        return self._part_of(place, self._marks[place][mark - self._before[place] - 1].start)

    def paragraph_at(self, address: str) -> int | None:
        """The number of the paragraph with an address, such as `p-k3ty2wma`, or of an old address, its number itself.

        None where the article has no such paragraph any more.
        """
        number = to_ascii_digits(address.removeprefix("p"))
        if re.fullmatch(r"\d{1,9}", number):
            return int(number) if 1 <= int(number) <= len(self._texts) else None
        return next(
            (place for place, text in enumerate(self._texts, start=1) if paragraph_address(text) == address), None
        )

    def _part_of(self, place: int, offset: int) -> int:
        for number, slices in enumerate(self._parts, start=1):
            if any(at == place and start <= offset < max(end, 1) for at, start, end in slices):
                return number
        return 1

    def _block(self, place: int, start: int, end: int) -> Block:
        inside = [mark for mark in self._marks[place] if start <= mark.start and mark.end <= end]
        skipped = sum(mark.start < start for mark in self._marks[place])
        marks = tuple(Mark(mark.start - start, mark.end - start, mark.level) for mark in inside)
        return Block(
            paragraph=place + 1,
            address=paragraph_address(self._texts[place]),
            start=start,
            text=self._texts[place][start:end],
            marks=marks,
            first_mark=self._before[place] + skipped + 1,
        )


Slice = tuple[int, int, int]
"""The place of a paragraph in the article, and where in it the slice begins and ends."""


def _cut(texts: tuple[str, ...]) -> Iterator[list[Slice]]:
    part: list[Slice] = []
    weight = 0
    for place, text in enumerate(texts):
        for start, end in _slices(text):
            added = end - start + BLOCK_WEIGHT
            if part and weight + added > PART_WEIGHT:
                yield part
                part, weight = [], 0
            part.append((place, start, end))
            weight += added
    if part:
        yield part


def _slices(text: str) -> Iterator[tuple[int, int]]:
    """Where to cut a paragraph: after a space, so that no word is torn unless it is longer than a part itself."""
    longest = PART_WEIGHT - BLOCK_WEIGHT
    start = 0
    while len(text) - start > longest:
        end = start + longest
        space = max((match.end() for match in _SPACE.finditer(text, end - 1_000, end)), default=end)
        yield start, space
        start = space
    yield start, len(text)
