"""Many questions from a CSV, and the table of their hits. Not for runs that a program judges: see `evaluation`."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from indexer.answers import ResultPage
from indexer.errors import CollectionInvalid, QuestionTooLong
from indexer.search.export import BOM, COLUMNS, Line, cell, hit_cells
from indexer.settings import QUESTION_LIMIT


class Row(NamedTuple):
    """One question of the file: its id, that of its row where it has none, and its text."""

    id: str
    text: str


def read_questions(path: Path) -> Iterator[Row]:
    """The questions of a CSV with a column `question` and perhaps one `id`; rows without a question are left out.

    Raises CollectionInvalid, or QuestionTooLong, which names the row.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if "question" not in (reader.fieldnames or ()):
                came = ", ".join(reader.fieldnames or ()) or "none"
                raise CollectionInvalid(str(path), f"expected a column `question`, got {came[:200]}")
            for number, row in enumerate(reader, start=1):
                text = (row["question"] or "").strip()
                if len(text) > QUESTION_LIMIT:
                    raise CollectionInvalid(f"{path}, row {number}", QuestionTooLong(len(text), QUESTION_LIMIT).message)
                if text:
                    yield Row((row.get("id") or "").strip() or str(number), text)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CollectionInvalid(str(path), f"can't be read ({error})") from error


def hit_table(answers: Iterable[tuple[Row, ResultPage]]) -> Iterator[str]:
    """The lines of a CSV: for each hit its question, then what an export has of it."""
    line = Line()
    writer = csv.writer(line)
    writer.writerow(("question_id", "question", "total", *COLUMNS))
    yield BOM + line.text
    for row, page in answers:
        first = (page.question.page - 1) * page.question.size + 1
        for rank, hit in enumerate(page.hits, start=first):
            writer.writerow((cell(row.id), cell(row.text), page.total, *hit_cells(rank, hit, page.question)))
            yield line.text
