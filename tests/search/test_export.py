"""All hits as lines: whole objects for programs, rows that are safe to open for spreadsheets."""

import csv
import io
import json
from dataclasses import replace

import pytest

from indexer.answers import Hit, Question
from indexer.search.export import BOM, COLUMNS, ExportFormat, export_lines
from indexer.search.payload import hit_payload
from tests.search.test_payload import PAGE

HIT = PAGE.hits[0]


def titled(title: str) -> Hit:
    return replace(HIT, article=replace(HIT.article, title=title))


def table(*hits: Hit) -> list[dict[str, str]]:
    text = "".join(export_lines(hits, Question("علم"), ExportFormat.CSV))
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def test_a_line_of_jsonl_is_what_the_answer_holds() -> None:
    lines = list(export_lines([HIT, titled("سطران\nاثنان")], Question("علم"), ExportFormat.JSONL))
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert json.loads(lines[0]) == hit_payload(HIT, Question("علم"))


def test_a_row_has_every_column_and_says_whose_it_is() -> None:
    [row] = table(HIT)
    assert list(row) == list(COLUMNS)
    assert (row["rank"], row["title"], row["authors"]) == ("1", "مصباح الجد", "ليلى حدّاد")
    assert (row["source"], row["licence"], row["passage"]) == ("النافذة", "CC0-1.0", "طلب العِلْمِ نور.")


def test_a_hit_without_passages_has_an_empty_cell() -> None:
    assert table(replace(HIT, passages=()))[0]["passage"] == ""


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_text_is_a_formula_to_a_spreadsheet(title: str) -> None:
    assert table(titled(title))[0]["title"] == f"'{title}"


def test_quotes_commas_and_line_breaks_stay_in_their_cell() -> None:
    title = 'قال "نعم"، ثم, مضى\nوعاد'
    assert [row["title"] for row in table(titled(title), HIT)] == [title, "مصباح الجد"]
