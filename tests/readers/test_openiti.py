"""Works in OpenITI mARkdown: header, divisions, pages, and the marks that are no text."""

from pathlib import Path

import pytest

from indexer.model import Contributor, Role
from indexer.readers import divisions
from tests.readers.reading import read_many, read_reasons

HEADER = """######OpenITI#

#META# 000.SortField	:: X_000001
#META# 010.AuthorNAME	:: ابن الساحل
#META# 020.BookTITLE	:: كتاب المنائر
#META# 043.EdEDITOR	:: نهى البحري
#META# 030.LibURI	:: NODATA
#META#Header#End#
"""

BOOK = (
    HEADER
    + """
# هذا ما قيل قبل الأبواب. PageV01P001
### | باب الضوء
# أوقد الحارس ms0001 سراجه
~~ثم صعد الدرج. PageV01P002
# ونزل عند الفجر PageV01P003 متعبا.
### || فصل الزيت
# والزيت @QB@ صاف @QE@ لا دخان له @PER01.
# يا ساهر الليل %~% والموج عال PageV02P009
### $ سالم بن عمر، حارس الرأس
# خدم ثلاثين سنة.
### | [ص: 12]
# ومات بها. PageV02P010
"""
)
NAME = "0300IbnSahil.Manair.X000001-ara1"


def test_each_heading_begins_an_article_that_knows_its_work_and_pages(tmp_path: Path) -> None:
    articles = read_many(tmp_path, NAME, BOOK)
    assert [(article.title, article.part) for article in articles] == [
        ("كتاب المنائر", "ج1 ص1"),
        ("باب الضوء", "ج1 ص2 – ج2 ص9"),
        ("فصل الزيت", "ج2 ص9"),
        ("سالم بن عمر، حارس الرأس", "ج2 ص10"),
    ]
    assert {article.work for article in articles} == {"كتاب المنائر"}
    assert [article.id for article in articles] == [f"source/0300IbnSahil.Manair.X000001/{n}" for n in range(1, 5)]


def test_the_header_names_author_and_editor_and_no_date(tmp_path: Path) -> None:
    article = read_many(tmp_path, NAME, BOOK)[0]
    assert (article.authors, article.published) == (("ابن الساحل",), None)
    assert Contributor("نهى البحري", Role.EDITOR) in article.contributors


def test_marks_of_pages_milestones_quotations_and_half_verses_are_no_text(tmp_path: Path) -> None:
    _, light, oil, life = read_many(tmp_path, NAME, BOOK)
    assert light.paragraphs == ("أوقد الحارس سراجه ثم صعد الدرج.", "ونزل عند الفجر متعبا.")
    assert oil.paragraphs == ("والزيت صاف لا دخان له .", "يا ساهر الليل والموج عال")
    assert life.paragraphs == ("سالم بن عمر، حارس الرأس", "خدم ثلاثين سنة.", "ومات بها.")


@pytest.mark.parametrize("name", ["book.mARkdown", "book.txt", "book", f"{NAME}.mARkdown", f"{NAME}.completed"])
def test_the_first_line_tells_the_format_whatever_the_name(tmp_path: Path, name: str) -> None:
    assert len(read_many(tmp_path, name, BOOK)) == 4


def test_a_division_longer_than_any_article_is_parted_at_a_paragraph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(divisions, "DIVISION_LIMIT", 60)
    text = HEADER + "### | باب\n" + "".join(f"# فقرة رقم {n} من باب طويل. PageV01P{n:03}\n" for n in range(1, 10))
    articles = read_many(tmp_path, NAME, text)
    assert [(len(article.paragraphs), article.part) for article in articles] == [
        (3, "ج1 ص1–3"),
        (3, "ج1 ص4–6"),
        (3, "ج1 ص7–9"),
    ]


def test_a_work_without_marks_of_pages_says_under_which_heading_a_part_stands(tmp_path: Path) -> None:
    articles = read_many(tmp_path, NAME, HEADER + "### | باب\n# نص.\n### || فصل\n# نص آخر.\n")
    assert [article.part for article in articles] == [None, "باب"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("######OpenITI#\n#META# 020.BookTITLE :: x\n", "header is not closed"), ("نص بلا رأس\n", "begins with")],
)
def test_a_file_without_its_header_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (given,) = read_reasons(tmp_path, "x.openiti", text)
    assert reason in given
