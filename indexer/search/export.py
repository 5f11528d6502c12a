"""All hits of a question as lines of a file: JSONL for programs, CSV for spreadsheets; one hit in memory at a time.

Not for which hits those are: see `Engine.export`.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum

from indexer.answers import Hit, Question
from indexer.search.payload import article_path, hit_payload


class ExportFormat(StrEnum):
    """The formats that all hits can be written in."""

    JSONL = "jsonl"
    CSV = "csv"


COLUMNS = (
    *("rank", "id", "score", "title", "authors", "published", "language"),
    *("source", "source_name", "licence", "url", "permalink", "passage"),
)
"""The columns of the CSV; several authors have a semicolon between them, and `passage` is the best one."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")

BOM = "\ufeff"
"""Begins the CSV: without it spreadsheets take Arabic in UTF-8 for something else."""


def export_lines(hits: Iterable[Hit], question: Question, fmt: ExportFormat) -> Iterator[str]:
    """The lines of the file, each with its line break. JSONL lines are what `hits` of an answer holds."""
    if fmt is ExportFormat.JSONL:
        return (json.dumps(hit_payload(hit, question), ensure_ascii=False) + "\n" for hit in hits)
    return _csv_lines(hits, question)


def _csv_lines(hits: Iterable[Hit], question: Question) -> Iterator[str]:
    line = Line()
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    yield BOM + line.text
    for rank, hit in enumerate(hits, start=1):
        writer.writerow(hit_cells(rank, hit, question))
        yield line.text


def hit_cells(rank: int, hit: Hit, question: Question) -> list[str]:
    """The cells of one hit, for `COLUMNS`."""
    article, source = hit.article, hit.article.source
    texts = (article.title, "; ".join(article.authors), article.published or "", article.language)
    places = (source.id, source.name, source.licence or "", article.url or "", article_path(article.id, question))
    passage = hit.passages[0].text if hit.passages else ""
    return [str(rank), cell(article.id), f"{hit.score:.4f}", *map(cell, (*texts, *places, passage))]


def cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


class Line:
    """What `csv` writes to: holds the last line."""

    text = ""

    def write(self, text: str) -> None:
        """Take a line."""
        self.text = text
