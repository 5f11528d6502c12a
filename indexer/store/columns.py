"""What is known of every article apart from its words, as arrays: numbers, ids, and values of which there are few.

A column of few values is the list of those that occur and for each article a code, the place of its value in the list.
Not for the articles themselves: see `stored`.
"""

from array import array

import numpy as np

from indexer.model import Article
from indexer.store.arrays import Array, ArrayFile, ArrayFileWriter
from indexer.store.schema import SEPARATOR, article_days
from indexer.store.texts import TextArrays, add_texts

LENGTH, TITLE_LENGTH, FIRST_DAY, LAST_DAY = "length", "title_length", "first_day", "last_day"
NUMBERS = (LENGTH, TITLE_LENGTH, FIRST_DAY, LAST_DAY)
"""Columns of numbers: words of title and paragraphs; words of the title; first and last day of the date as YYYYMMDD, 0
without one."""

IDS = "ids"
"""The id of each article, in the order of the articles; to find an article by it there are the postings of `id`."""

SOURCE, AUTHORS, LANGUAGE, REPAIRS = "source", "authors", "language", "repairs"
CODED = (SOURCE, AUTHORS, LANGUAGE, REPAIRS)
"""Columns of few values: the source's id; authors and repairs, each list joined by `SEPARATOR`; the language."""


class ColumnsWriter:
    """Collects the columns of articles, in their order."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._days = array("I")
        self._codes: dict[str, dict[str, int]] = {name: {} for name in CODED}
        self._coded = {name: array("I") for name in CODED}

    def add(self, article: Article) -> None:
        """Take the next article."""
        self.ids.append(article.id)
        self._days.extend(article_days(article))
        joined = (article.source.id, SEPARATOR.join(article.authors), article.language, SEPARATOR.join(article.repairs))
        for name, value in zip(CODED, joined, strict=True):
            codes = self._codes[name]
            self._coded[name].append(codes.setdefault(value, len(codes)))

    def write(self, out: ArrayFileWriter, lengths: Array, title_lengths: Array) -> None:
        """Write the columns, and those of the lengths in words, which are not known here."""
        out.add(f"columns/{LENGTH}", lengths)
        out.add(f"columns/{TITLE_LENGTH}", title_lengths)
        days = np.array(self._days, np.uint32).reshape(-1, 2)
        out.add(f"columns/{FIRST_DAY}", days[:, 0])
        out.add(f"columns/{LAST_DAY}", days[:, 1])
        add_texts(out, IDS, [_bytes(article_id) for article_id in self.ids])
        for name in CODED:
            add_coded(out, name, [_bytes(value) for value in self._codes[name]], np.array(self._coded[name], np.uint32))


class Columns:
    """The columns of one segment, each read when it is looked at."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file

    def numbers(self, name: str) -> Array:
        """A column of `NUMBERS`."""
        return self._file.array(f"columns/{name}")

    def ids(self) -> TextArrays:
        """The articles' ids."""
        return TextArrays(self._file, IDS)

    def coded(self, name: str) -> tuple[list[bytes], Array]:
        """A column of `CODED`: the values that occur, and each article's place in them."""
        return list(TextArrays(self._file, name)), self._file.array(f"columns/{name}")


def add_coded(out: ArrayFileWriter, name: str, values: list[bytes], codes: Array) -> None:
    """Write a column of few values."""
    add_texts(out, name, values)
    out.add(f"columns/{name}", codes)


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
