"""Classical works in OpenITI mARkdown: one article a chapter or biography, with its pages.

The header gives title and author; marks of pages, milestones, half-verses, quotations and names are taken out of the
text. No date: what the header tells of time is when the author died.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.attribution.headings import is_heading
from indexer.model import Article, Contributor, Role, Skipped
from indexer.readers.cleaning import has_letters, one_line
from indexer.readers.divisions import Division, Page, Work
from indexer.readers.files import FILE_LIMIT, OnBytes, SourceFile
from indexer.readers.limits import Damaged
from indexer.readers.stated import Stated
from indexer.readers.streams import lines_of, opened

SUFFIXES = ("-ara1", "-ara1.markdown", "-ara1.completed", "-ara1.inprogress", ".openiti")
HOLDS_MANY = True

_MAGIC = "######OpenITI#"
_END_OF_HEADER = "#META#Header#End#"
_META = re.compile(r"#META#\s*(?:\d+\.)?(?P<key>[^:]{1,60}?)\s*:{1,2}\s*(?P<value>.*)")
_TITLES = ("booktitle", "title", "الكتاب", "العنوان", "اسم الكتاب")
_AUTHORS = ("authorname", "author", "المؤلف", "اسم المؤلف", "authoraka")
_EDITORS = ("ededitor", "editor", "المحقق", "تحقيق")
_PUBLISHERS = ("edpublisher", "publisher", "الناشر")
_NOTHING = frozenset(("nodata", "nocode", "not available", "n/a", "غير معروف", ""))

_PAGE = re.compile(r"PageV(?P<volume>\d+)P(?P<number>\d+)[A-Z]?")
_HEADING = re.compile(r"###\s*(?P<level>\|+|\$+)?\s*(?P<tag>[A-Z_]{3,}(?:[|$]))?\s*(?P<text>.*)")
_MARKS = re.compile(
    r"(?<![A-Za-z])ms[A-Z]?\d+\b"  # milestones, every three hundred words
    r"|%~%|(?<!\S)%(?!\S)"  # between half-verses
    r"|@[A-Z]{2,}[A-Z0-9_]*@?"  # quotations and names: @QB@, @PER01
    r"|#~[^\s:]*:[^\s:]*:?"  # patterns of words
    r"|</?[A-Za-z][^<>]{0,200}>|!\[[^\]]{0,200}\]\([^)]{0,200}\)"
)
_PAGE_IN_HEADING = re.compile(r"\[\s*(?:ص|صفحة|ج)\s*[:.]?[^\]]{0,20}\]")
_TITLE_WORDS = 12
_PENDING_LIMIT = 200
"""Most articles that wait for the mark at the end of their last page; a work without marks has none to wait for."""


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The divisions of a work; raises Damaged when the file is cut off within its header."""
    with opened(file, on_bytes) as stream:
        lines = enumerate(lines_of(stream, "utf-8", "replace", FILE_LIMIT), start=1)
        reading = _Reading(_work(file, lines))
        for number, line in lines:
            if line is None:
                yield Skipped(file.relative, f"longer than {FILE_LIMIT >> 20} million characters", f"line {number}")
            else:
                yield from reading.line(line.strip())
        yield from reading.end()
    if not reading.work.count:
        yield Skipped(file.relative, "no text")


def _work(file: SourceFile, lines: Iterator[tuple[int, str | None]]) -> Work:
    """What the header says; reads it to its end."""
    meta: dict[str, str] = {}
    for number, line in lines:
        text = (line or "").strip("\ufeff \r\n")
        if number == 1 and not text.startswith(_MAGIC):
            raise Damaged(f"not OpenITI mARkdown, which begins with {_MAGIC}")
        if text.startswith(_END_OF_HEADER):
            break
        if (said := _META.match(text)) and said["value"].strip().lower() not in _NOTHING:
            meta.setdefault(said["key"].strip().lower(), one_line(said["value"].partition("¶")[0]))
    else:
        raise Damaged(f"the header is not closed: no line {_END_OF_HEADER}")
    author = _first(meta, _AUTHORS)
    editor = _first(meta, _EDITORS)
    return Work(
        file,
        Stated(
            title=_first(meta, _TITLES),
            authors=(author,) if author else (),
            contributors=(Contributor(editor, Role.EDITOR),) if editor else (),
            publisher=_first(meta, _PUBLISHERS),
            language="ar",
        ),
    )


def _first(meta: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((meta[key] for key in keys if key in meta), "")


@dataclass(slots=True)
class _Reading:
    """The division that is being read, and those that wait for their last page: a mark stands at a page's end."""

    work: Work
    division: Division = field(default_factory=Division)
    parents: list[tuple[int, str]] = field(default_factory=list)
    paragraph: list[str] = field(default_factory=list)
    waiting: list[Division] = field(default_factory=list)
    unpaged: bool = False
    """Whether text of the division stands behind the last mark."""

    def line(self, line: str) -> Iterator[Article | Skipped]:
        """Take in one line; the articles that are complete by it."""
        if line.startswith("###"):
            yield from self._heading(line)
            return
        if not line.startswith("~~"):
            self._close_paragraph()
            if self.division.is_full:
                yield from self._close(self.division.title, self.division.parents)
        text = line.removeprefix("~~").removeprefix("# ")
        end = 0
        for mark in _PAGE.finditer(text):
            self._words(text[end : mark.start()])
            yield from self._page(Page(mark["number"].lstrip("0") or "0", mark["volume"].lstrip("0")))
            end = mark.end()
        self._words(text[end:])

    def end(self) -> Iterator[Article | Skipped]:
        """The articles that are left at the end of the file."""
        yield from self._close("", ())
        yield from self._release()

    def _heading(self, line: str) -> Iterator[Article | Skipped]:
        """A heading opens a division, unless it is only the number of a page."""
        heading = _HEADING.match(line)
        bare = _MARKS.sub(" ", _PAGE_IN_HEADING.sub(" ", heading["text"] if heading else ""))
        title = one_line(_PAGE.sub(" ", bare))
        if heading is None or not has_letters(title):
            return
        is_life = (heading["level"] or "").startswith("$")
        # A biography stands under the last chapter, whatever its rank.
        level = 100 if is_life else len(heading["level"] or "|")
        self._close_paragraph()
        self.parents = [parent for parent in self.parents if parent[0] < level]
        parents = tuple(name for _, name in self.parents)
        self.parents.append((level, title))
        yield from self._close(title if is_heading(title) else " ".join(title.split()[:_TITLE_WORDS]) + " …", parents)
        for mark in _PAGE.finditer(line):
            yield from self._page(Page(mark["number"].lstrip("0") or "0", mark["volume"].lstrip("0")))
        if is_life:
            # A name begins its text, and often the whole text stands on its line: `### $ محمد بن علي، من أهل واسط`.
            self._words(title)

    def _words(self, text: str) -> None:
        text = _MARKS.sub(" ", text)
        if any(map(str.isalnum, text)):
            self.unpaged = True
        self.paragraph.append(text)

    def _close_paragraph(self) -> None:
        self.division.add(" ".join(self.paragraph))
        self.paragraph.clear()

    def _close(self, title: str, parents: tuple[str, ...]) -> Iterator[Article | Skipped]:
        """Put the division aside and open the next one."""
        self._close_paragraph()
        self.waiting.append(self.division)
        self.division = Division(title, parents)
        whole = len(self.waiting) == 1 and not self.unpaged
        if whole or len(self.waiting) > _PENDING_LIMIT or any(division.is_full for division in self.waiting):
            yield from self._release()
        self.unpaged = False

    def _page(self, page: Page) -> Iterator[Article | Skipped]:
        """A page ends here: it is the last one of those that wait, and has whatever was read since the last mark."""
        for division in self.waiting:
            division.first, division.last = division.first or page, page
        yield from self._release()
        if self.unpaged:
            self.division.first, self.division.last = self.division.first or page, page
            self.unpaged = False

    def _release(self) -> Iterator[Article | Skipped]:
        waiting, self.waiting = self.waiting, []
        for division in waiting:
            article = self.work.article(division)
            if article is not None:
                yield article
