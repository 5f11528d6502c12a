"""Tables: what columns are called, what parts them, how they are encoded, and rows that are no articles."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Article, Origin
from indexer.readers.registry import discover, read_file
from tests.readers.reading import read_all, read_many, read_one, read_reasons, write

TEXT = "تأخر المركب عن الميناء ثلاث ليال، ثم دخله مع الفجر محملا بالقمح."
ROW = {
    "العنوان": "مركب القمح",
    "النص": TEXT,
    "الكاتب": "نهى البحري",
    "التاريخ": "2021-06-05",
    "المصدر": "دفتر الرصيف",
    "الرابط": "https://example.org/wheat",
}


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def assert_whole(article: Article) -> None:
    assert (article.title, article.paragraphs, article.authors) == ("مركب القمح", (TEXT,), ("نهى البحري",))
    assert (article.published, article.url) == ("2021-06-05", "https://example.org/wheat")
    assert (article.source.name, article.provenance.source) == ("دفتر الرصيف", Origin.RECORD)


def test_arabic_columns_fill_all_fields(tmp_path: Path) -> None:
    assert_whole(read_one(tmp_path, "a.csv", table(ROW)))


def test_columns_are_called_as_the_keys_of_jsonl_in_any_case(tmp_path: Path) -> None:
    names = ("Title", "TEXT", "author", "Date", "source", "URL")
    row = dict(zip(names, ROW.values(), strict=True)) | {"_id": "wheat", "notes": "x"}
    article = read_one(tmp_path, "a.csv", table(row))
    assert_whole(article)
    assert article.id == "wheat"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_delimiter_and_encoding_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    article = read_one(tmp_path, "a.csv", table(ROW, delimiter=delimiter).encode(encoding))
    assert_whole(article)
    assert article.repairs == (("decoded as windows-1256",) if encoding == "windows-1256" else ())


def test_a_packed_table_and_the_note_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    assert_whole(read_one(tmp_path, "a.tsv.gz", gzip.compress(("sep=;\n" + table(ROW, delimiter=";")).encode())))


def test_a_cell_may_hold_lines_commas_and_quotation_marks(tmp_path: Path) -> None:
    cell = 'قال: "عد غدا"، ثم مضى\nولم يعد, كما وعد'
    article = read_one(tmp_path, "a.csv", table({"title": "وعد", "text": cell}))
    assert article.paragraphs == tuple(cell.split("\n"))


def test_rows_without_id_are_named_by_their_line_and_authors_are_parted(tmp_path: Path) -> None:
    articles = read_many(tmp_path, "a.csv", table({"text": TEXT, "author": "نهى البحري; سامي الرفاعي"}, {"text": TEXT}))
    assert [article.id for article in articles] == ["source/a/2", "source/a/3"]
    assert articles[0].authors == ("نهى البحري", "سامي الرفاعي")


def test_a_hijri_date_is_kept_as_it_is_written(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.csv", table({"text": TEXT, "date": "١٢ محرم ١٤٤٣هـ"}))
    assert article.published_text == "١٢ محرم ١٤٤٣هـ"


def test_an_open_quotation_mark_costs_its_row_alone(tmp_path: Path) -> None:
    write(tmp_path, {"s/a.csv": f'title,text\nأ,"{TEXT}\nب,{TEXT}\nج,{TEXT}\n'})
    articles, (skipped,) = read_all(tmp_path)
    assert [article.title for article in articles] == ["ب", "ج"]
    assert (skipped.place, "quotation mark" in skipped.reason) == ("line 2", True)


def test_a_row_with_more_cells_than_columns_is_reported_and_not_cut(tmp_path: Path) -> None:
    write(tmp_path, {"s/a.csv": f"title,text\nأ,{TEXT},بقية,النص\nب,{TEXT},,\n"})
    articles, (skipped,) = read_all(tmp_path)
    assert [article.title for article in articles] == ["ب"]
    assert "4 cells for 2 columns" in skipped.reason


def test_a_table_without_a_column_of_texts_says_which_columns_it_has(tmp_path: Path) -> None:
    (reason,) = read_reasons(tmp_path, "a.csv", "سنة,كمية\n1900,20\n")
    assert "النص" not in reason
    assert "سنة, كمية" in reason
    assert "text or content" in reason


def test_a_line_beyond_the_limit_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.readers.csv_table.FILE_LIMIT", 500)
    write(tmp_path, {"s/a.csv": f"title,text\nأ,{'ماء ' * 9_000}\nب,{TEXT}\n"})
    articles, (skipped,) = read_all(tmp_path)
    assert [article.title for article in articles] == ["ب"]
    assert skipped.place == "line 2"


@given(st.lists(st.text("ابت \n\",;'x", max_size=30), min_size=1, max_size=5))
def test_whatever_is_written_as_a_table_comes_back(tmp_path_factory: pytest.TempPathFactory, cells: list[str]) -> None:
    root = tmp_path_factory.mktemp("csv")
    write(root, {"s/a.csv": table(*({"title": "عنوان", "text": f"نص {cell}"} for cell in cells))})
    (file,), _ = discover(root)
    found = [one.paragraphs for one in read_file(file) if isinstance(one, Article)]
    kept = [[line for line in f"نص {cell}".split("\n") if any(map(str.isalnum, line))] for cell in cells]
    assert [list(paragraphs) for paragraphs in found] == [[" ".join(line.split()) for line in lines] for lines in kept]


def test_a_title_once_read_in_a_wrong_code_page_is_mended_and_noted(tmp_path: Path) -> None:
    wrong = "حديقة فوق السطح".encode().decode("latin-1")
    write(tmp_path, {"s/a.csv": f"title,text\n{wrong},نزل المطر على الحديقة وسقاها.\n"})
    (article,), _ = read_all(tmp_path)
    assert article.title == "حديقة فوق السطح"
    assert article.repairs == ("decoded as utf-8 what had been read as latin-1",)
