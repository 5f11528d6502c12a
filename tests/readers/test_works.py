"""What a document says of itself, and what programs write into its properties by themselves."""

from pathlib import Path

import pytest

from indexer.model import Article, Origin, Source
from indexer.readers.files import SourceFile
from indexer.readers.sources import SourceDefaults
from indexer.readers.works import Piece, Properties, articles_of
from tests.readers.documents.texts import NEWS

PIECES = [Piece(block.text) for block in NEWS.blocks]
FILE = SourceFile(Path("a/x.docx"), "a/x.docx", 1, 1, SourceDefaults(Source("a", "a")), "a/x")


def read(properties: Properties, pieces: list[Piece] = PIECES) -> Article:
    (article,) = articles_of(FILE, pieces, properties)
    assert isinstance(article, Article)
    return article


def test_a_document_is_believed_about_itself() -> None:
    article = read(Properties("عودة القوارب", "ليلى الحسن؛ نادر فهمي", "2022-03-09T10:00:00Z"))
    assert (article.title, article.authors, article.published) == (
        "عودة القوارب",
        ("ليلى الحسن", "نادر فهمي"),
        "2022-03-09",
    )
    assert {article.provenance.title, article.provenance.authors, article.provenance.published} == {Origin.PROPERTIES}


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - x.doc",
        "untitled",
        "Document1",
        "بدون عنوان",
        "مستند 3",
        "final-2.docx",
        "https://a.example",
        "…",
        "",
        "20190504_1123",
        "PowerPoint Presentation",
    ],
)
def test_a_title_that_a_program_wrote_is_not_believed(title: str) -> None:
    assert read(Properties(title=title)).title == ""


@pytest.mark.parametrize(
    "author",
    ["user", "User1", "Administrator", "HP", "Windows User", "مستخدم", "المستخدم", "python-docx", "a@b.example", "12"],
)
def test_an_author_that_a_program_wrote_is_not_believed(author: str) -> None:
    assert read(Properties(author=author)).authors == ()


@pytest.mark.parametrize(
    "properties",
    [
        Properties(date="2013-12-23T23:15:00Z"),
        Properties(date="1601-01-01T00:00:00Z"),
        Properties(date="D:20240102000000", maker="Mozilla/5.0 Skia/PDF"),
        Properties(date="soon"),
    ],
)
def test_the_date_of_a_template_or_of_printing_a_page_is_not_believed(properties: Properties) -> None:
    assert read(properties).published is None


def test_what_the_text_says_comes_before_what_the_properties_say() -> None:
    head = [Piece("عودة القوارب إلى المرسى"), Piece("بقلم: ريم حداد"), Piece("5 يونيو 2021")]
    article = read(Properties(author="ليلى الحسن", date="2024-01-01"), head + PIECES)
    assert (article.authors, article.published) == (("ريم حداد",), "2021-06-05")
    assert article.paragraphs == tuple(piece.text for piece in PIECES)


def test_footnote_marks_and_empty_pieces_are_left_out() -> None:
    article = read(Properties(), [*PIECES, Piece("وانتهى الخبر[1]."), Piece("***"), Piece("حاشية", is_note=True)])
    assert article.paragraphs[-2:] == ("وانتهى الخبر.", "حاشية")
