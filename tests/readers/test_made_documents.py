"""The made documents of five typesetters in five formats, held against the words that went into them.

Run with `-s` to see the failures of each file; the share that must be right is `ENOUGH`.
"""

from pathlib import Path

import pytest

from indexer.model import Article, Skipped
from indexer.readers.registry import discover, read_file
from tests.readers.documents.texts import EVERY, expected

FOLDER = Path(__file__).parent / "documents"
FORMATS = (".pdf", ".docx", ".odt", ".epub", ".rtf")
ENOUGH = 0.95


def made() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if path.suffix in FORMATS)


def results(path: Path) -> list[Article | Skipped]:
    (file,) = [file for file in discover(FOLDER)[0] if file.path == path]
    return list(read_file(file))


def folded(text: str) -> str:
    return " ".join(text.split())


def test_there_are_thirty_files_in_all_five_formats() -> None:
    assert len(made()) >= 30
    assert {path.suffix for path in made()} == set(FORMATS)
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 2_000_000


def test_nearly_every_paragraph_comes_out_as_it_went_in() -> None:
    total, wrong = 0, []
    for path in made():
        read = results(path)
        assert not [one for one in read if isinstance(one, Skipped)], f"{path.name}: {read}"
        # A chapter's heading is the title of its article.
        found = {
            folded(text)
            for article in read
            if isinstance(article, Article)
            for text in (*article.paragraphs, article.title if article.work else "")
        }
        paragraphs = expected(EVERY[path.name.split("-")[0]].blocks)
        total += len(paragraphs)
        wrong += [f"{path.name}: {text}" for text in paragraphs if folded(text) not in found]
    report = [f"{total - len(wrong)} of {total} paragraphs of {len(made())} files are right", *wrong]
    print(*report, sep="\n")  # noqa: T201 # the figure and the failures are what this test is for
    assert len(wrong) <= (1 - ENOUGH) * total, wrong


@pytest.mark.parametrize("path", made(), ids=lambda path: path.name)
def test_nothing_is_in_the_articles_that_was_not_in_the_text(path: Path) -> None:
    text = EVERY[path.name.split("-")[0]]
    known = {folded(paragraph) for paragraph in (text.title, *expected(text.blocks))}
    for article in results(path):
        assert isinstance(article, Article)
        beyond = [paragraph for paragraph in article.paragraphs if folded(paragraph) not in known]
        assert not beyond, "running heads, page numbers and marks of lists and footnotes are no text"


@pytest.mark.parametrize("path", made(), ids=lambda path: path.name)
def test_the_order_of_the_paragraphs_is_that_of_reading(path: Path) -> None:
    order = [folded(paragraph) for paragraph in expected(EVERY[path.name.split("-")[0]].blocks)]
    for article in results(path):
        assert isinstance(article, Article)
        places = [order.index(folded(one)) for one in article.paragraphs if folded(one) in order]
        assert places == sorted(places)


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".rtf", ".pdf"])
def test_title_author_and_date_come_from_the_properties(suffix: str) -> None:
    (article,) = results(FOLDER / f"study-libreoffice{suffix}")
    assert isinstance(article, Article)
    assert (article.title, article.authors) == (EVERY["study"].title, ("ليلى الحسن",))
    assert suffix == ".pdf" or article.published == "2022-03-09"
    assert article.provenance.title == article.provenance.authors == "document properties"


def test_a_book_is_divided_into_chapters_that_know_it() -> None:
    chapters = [one for one in results(FOLDER / "book-libreoffice.epub") if isinstance(one, Article)]
    assert [chapter.title for chapter in chapters] == [
        block.text for block in EVERY["book"].blocks if block.kind == "heading"
    ]
    assert {chapter.work for chapter in chapters} == {EVERY["book"].title}
    assert [chapter.id.rpartition("/")[2] for chapter in chapters] == ["1", "2", "3"]
