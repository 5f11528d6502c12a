"""Tables (.csv, .tsv, also packed): one article a row, streamed.

The first row names the columns, as the keys of JSONL or in Arabic; what parts the columns and which encoding the table
is in are found out. What the columns mean is in `records`.
"""

import csv
import re
from collections.abc import Iterator

from indexer.model import Article, Skipped
from indexer.readers.cleaning import one_line
from indexer.readers.files import FILE_LIMIT, OnBytes, SourceFile
from indexer.readers.jsonl import guess_encoding
from indexer.readers.limits import Damaged
from indexer.readers.records import Unusable, from_record
from indexer.readers.streams import lines_of, opened

SUFFIXES = (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".csv.bz2", ".tsv.bz2")
HOLDS_MANY = True

COLUMNS = {
    "_id": ("_id", "id", "المعرف", "الرقم"),
    "title": ("title", "headline", "العنوان", "عنوان", "عنوان المقال"),
    "text": ("text", "content", "body", "article", "النص", "نص", "نص المقال", "المحتوى", "المتن", "المقال"),
    "author": ("author", "authors", "writer", "byline", "الكاتب", "كاتب", "المؤلف", "الكتاب"),
    "date": ("date", "published", "publication_date", "pubdate", "التاريخ", "تاريخ", "تاريخ النشر"),
    "source": ("source", "publisher", "publication", "newspaper", "المصدر", "مصدر", "الصحيفة", "الجريدة"),
    "url": ("url", "link", "address", "الرابط", "رابط"),
}
"""For each key of a record the names a column of it may have; of two such columns the first that is filled counts."""

_KEY_OF = {name: key for key, names in COLUMNS.items() for name in names}
_DELIMITERS = (",", ";", "\t", "|", "؛")
_SEPARATOR_NOTE = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
"""What Excel writes before the first row."""

_OPEN = "a quotation mark is opened in it and never closed"
_AGAIN = 20
"""How many rows with an open quotation are reread without it; each costs as much time as the table has lines."""


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The articles of a table; a row that is none is Skipped with the number of its line, and the rest still read."""
    guess = guess_encoding(file)
    csv.field_size_limit(FILE_LIMIT)
    with opened(file, on_bytes) as stream:
        lines = _Lines(lines_of(stream, guess.encoding, "replace", FILE_LIMIT))
        rows = _rows(lines)
        header = next(rows, None)
        if header is None or isinstance(header, str):
            yield Skipped(file.relative, header or "no text")
            return
        keys = [_KEY_OF.get(_column(name)) for name in header]
        if "text" not in keys:
            named = ", ".join(map(one_line, header))[:200]
            yield Skipped(file.relative, f"no column is called {' or '.join(COLUMNS['text'][:4])}; those are: {named}")
            return
        notes = tuple(note for note in guess.repairs if note.startswith("decoded as"))
        for row in rows:
            place = f"line {lines.first}"
            reason = row if isinstance(row, str) else _too_wide(row, len(keys))
            if isinstance(row, str) or reason:
                yield Skipped(file.relative, reason, place)
            elif any(cell.strip() for cell in row):
                broken = ("replaced broken characters",) if any("\ufffd" in cell for cell in row) else ()
                try:
                    yield from_record(file, _record(keys, row), lines.first, (*notes, *broken))
                except Unusable as error:
                    yield Skipped(file.relative, str(error), place)


class _Lines:
    """The lines of a table as the csv module takes them, with the number of the first one of the row being read."""

    def __init__(self, lines: Iterator[str | None]) -> None:
        self._lines = lines
        self._pushed: list[str] = []
        self.of_row: list[str] = []
        self.number = self.first = self._size = 0

    def begin_row(self) -> None:
        """The next line begins a row."""
        self.of_row, self._size = [], 0
        self.first = self.number + 1

    def push(self, *lines: str) -> None:
        """Give lines back, to be read again."""
        self._pushed += reversed(lines)
        self.number -= len(lines)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        try:
            line = self._pushed.pop() if self._pushed else next(self._lines)
        except Damaged as error:
            raise Damaged(str(error), f"line {self.number + 1}") from error
        self.number += 1
        if line is None:
            raise csv.Error(f"longer than {FILE_LIMIT >> 20} million characters")
        self.of_row.append(line)
        self._size += len(line)
        if self._size > FILE_LIMIT:
            raise csv.Error(_OPEN)
        return line


def _rows(lines: _Lines) -> Iterator[list[str] | str]:
    """The rows, the header first; for one that can't be read the reason why."""
    first = next((line for line in lines if line.strip("\ufeff\r\n\t ")), None)
    if first is None:
        return
    first = first.lstrip("\ufeff")
    noted = _SEPARATOR_NOTE.match(first)
    if not noted:
        lines.push(first)
    delimiter = noted[1] if noted else _delimiter(first)
    rows = csv.reader(lines, delimiter=delimiter)
    again = 0
    while True:
        lines.begin_row()
        reason = ""
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            reason = str(error)
        if reason == _OPEN or (not reason and _is_open(lines.of_row, delimiter)):
            reason = _OPEN
            again += 1
            # One stray mark must not swallow all rows after it.
            if again <= _AGAIN:
                lines.push(*lines.of_row[1:])
        yield f"not a row of a table: {reason}" if reason else row


def _is_open(of_row: list[str], delimiter: str) -> bool:
    """Whether a row of several lines ends within a quotation, as only the last row can."""
    if len(of_row) < 2:
        return False
    try:
        list(csv.reader(of_row, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _delimiter(header: str) -> str:
    """What parts the columns: what makes most known names of the first row, and of these most columns."""

    def fit(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter))
        return sum(_column(name) in _KEY_OF for name in names), len(names)

    return max(_DELIMITERS, key=fit)


def _column(name: str) -> str:
    return one_line(name).lower().replace("أ", "ا")


def _too_wide(row: list[str], width: int) -> str:
    """Why a row with more filled cells than columns is not read: a text that is cut there would look whole."""
    filled = max((number for number, cell in enumerate(row, start=1) if cell.strip()), default=0)
    return (
        f"{filled} cells for {width} columns; a text with commas belongs in quotation marks" if filled > width else ""
    )


def _record(keys: list[str | None], row: list[str]) -> dict[str, object]:
    record: dict[str, object] = {}
    for key, cell in zip(keys, row, strict=False):
        if key and cell.strip() and key not in record:
            record[key] = cell
    if isinstance(authors := record.get("author"), str):
        record["author"] = re.split(r"[;؛|]", authors)
    return record
