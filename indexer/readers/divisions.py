"""The divisions of a long work, each an article that knows its work and its page: chapters, biographies, essays.

Gathers what a format reads, in its order, and gives an article whenever a division is done; one that is longer than any
article is parted at a paragraph's end. What begins a division is for the formats (`tei`, `openiti`) to know.
"""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from indexer.model import Article, Skipped
from indexer.readers.cleaning import clean, has_letters
from indexer.readers.files import SourceFile
from indexer.readers.stated import Stated, article_stated

DIVISION_LIMIT = 500_000
"""Most characters of an article: a chapter of two hundred pages."""


class Page(NamedTuple):
    """A page of a printed work, `number` as it is printed; `volume` is "" for a work in one."""

    number: str
    volume: str = ""


@dataclass(slots=True)
class Division:
    """What was gathered of one division; `parents` are the headings that it stands under, the widest first."""

    title: str = ""
    parents: tuple[str, ...] = ()
    key: str = ""
    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    first: Page | None = None
    last: Page | None = None
    length: int = 0

    def add(self, text: str) -> None:
        """Add a paragraph, if there is a letter or digit in it."""
        text = clean(text)
        if any(map(str.isalnum, text)):
            self.paragraphs.append(text)
            self.length += len(text)

    @property
    def is_full(self) -> bool:
        """Whether the next paragraph belongs to another article."""
        return self.length >= DIVISION_LIMIT


@dataclass(slots=True)
class Work:
    """A long work: what holds for all of its articles, and how many there were so far."""

    file: SourceFile
    stated: Stated
    count: int = 0

    def article(self, division: Division, stated: Stated | None = None) -> Article | Skipped | None:
        """The article of a division; None when it holds no text, as a part that only has chapters.

        `stated` is what holds for this division instead of what holds for all.
        """
        body = (*division.paragraphs, *division.notes)
        if not any(map(has_letters, body)):
            return None
        self.count += 1
        stated = replace(
            stated or self.stated,
            title=division.title or self.stated.title,
            work=self.stated.title or None,
            part=part_of(division.first, division.last) or " › ".join(division.parents) or None,
        )
        return article_stated(self.file, stated, body, division.key or self.count, f"division {self.count}")


def part_of(first: Page | None, last: Page | None) -> str | None:
    """Where in a work something stands, as it is cited in Arabic: `ج2 ص17`, `ص17–19`, `ج1 ص360 – ج2 ص3`."""
    if first is None:
        return None
    begins = _cited(first)
    if last is None or last == first:
        return begins
    if last.volume == first.volume:
        return f"{begins}–{last.number}"
    return f"{begins} – {_cited(last)}"


def _cited(page: Page) -> str:
    return f"ج{page.volume} ص{page.number}" if page.volume else f"ص{page.number}"
