"""PDF: what of a page is text and in which order, how long works are divided, and what is refused with which reason."""

import sys
import zlib
from pathlib import Path

import pytest

from indexer.model import Article, Skipped
from indexer.readers.pdf import REBUILT
from indexer.readers.printed import glyphs
from tests.readers.documents.drawing import Drawn, pdf, right_aligned
from tests.readers.documents.texts import NEWS
from tests.readers.reading import read_all, read_one, write

MADE = Path(__file__).parent / "documents"
WORDS = tuple(NEWS.blocks[0].text.split()[:11])


def lines(count: int, first: int = 0) -> list[str]:
    """Lines of one width that differ from each other."""
    return [" ".join(WORDS[(first + line + at) % len(WORDS)] for at in range(9)) for line in range(count)]


def page(texts: list[str], top: float = 560.0) -> list[Drawn]:
    return [right_aligned(text, top - 14 * place) for place, text in enumerate(texts)]


def refused(folder: Path, content: bytes, name: str = "x.pdf") -> str:
    write(folder, {f"a/{name}": content})
    articles, skipped = read_all(folder)
    assert articles == []
    assert len(skipped) == 1
    return skipped[0].reason


def test_of_two_columns_the_right_one_is_read_first(tmp_path: Path) -> None:
    right, left = lines(6), lines(6, first=4)
    drawn = [
        right_aligned(text, 500 - 14 * place, right=edge, size=6)
        for edge, column in ((400, right), (200, left))
        for place, text in enumerate(column)
    ]
    (paragraph,) = read_one(tmp_path, "x.pdf", pdf([drawn])).paragraphs
    assert paragraph == " ".join(right + left)


def test_running_heads_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    pages = [
        [right_aligned("مجلة الجبل", 580), *page(lines(3, first=number), 540), Drawn(str(number + 7), 200, 20)]
        for number in range(4)
    ]
    text = " ".join(read_one(tmp_path, "x.pdf", pdf(pages)).paragraphs)
    assert "مجلة" not in text
    assert not any(character.isdigit() for character in text)
    assert text.count("عادت") == sum(line.count("عادت") for n in range(4) for line in lines(3, n))


def test_small_print_at_the_foot_of_a_page_comes_behind_the_text(tmp_path: Path) -> None:
    first = [*page(lines(3)), right_aligned("حاشية عن الجبل وأهله", 60, size=7)]
    article = read_one(tmp_path, "x.pdf", pdf([first, page(lines(2, first=3))]))
    assert article.paragraphs[-1] == "حاشية عن الجبل وأهله"
    assert "حاشية" not in " ".join(article.paragraphs[:-1])


def test_raised_numbers_that_point_to_notes_are_no_text(tmp_path: Path) -> None:
    text = "عاد القارب في المساء"
    drawn = right_aligned(text, 500)
    (paragraph,) = read_one(tmp_path, "x.pdf", pdf([[drawn, Drawn("1", drawn.x - 4, 504, 6)]])).paragraphs
    assert paragraph == text


def long_pages(count: int = 24) -> list[list[Drawn]]:
    ends = [f"{WORDS[number % 11]} {WORDS[number // 11]}." for number in range(count)]
    return [page([*lines(36, first=number), end]) for number, end in enumerate(ends)]


def test_a_long_work_without_headings_is_divided_by_pages(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.pdf": pdf(long_pages(), info="/Title (A Shepherd)")})
    articles, skipped = read_all(tmp_path)
    assert skipped == []
    assert [article.part for article in articles] == [str(number) for number in range(1, len(articles) + 1)]
    assert {article.work for article in articles} == {"A Shepherd"}
    assert [article.id for article in articles[:2]] == ["a/x/1", "a/x/2"]


def test_a_long_work_is_divided_where_its_outline_says(tmp_path: Path) -> None:
    pages = long_pages()
    for number, title in ((0, "الباب الأول"), (9, "الباب الثاني")):
        pages[number].insert(0, right_aligned(title, 585))
    write(tmp_path, {"a/x.pdf": pdf(pages, bookmarks=[("الباب الأول", 1), ("الباب الثاني", 10)])})
    articles, _ = read_all(tmp_path)
    assert [(article.title, article.part) for article in articles] == [
        ("الباب الأول", "1-9"),
        ("الباب الثاني", "10-24"),
    ]


def test_a_scan_needs_ocr(tmp_path: Path) -> None:
    assert refused(tmp_path, pdf([[], []])) == "no text in it: a scan, which needs OCR"


def test_a_scan_with_a_cover_of_text_is_read_and_reported(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.pdf": pdf([page(lines(3)), [], [], []])})
    articles, skipped = read_all(tmp_path)
    assert len(articles) == 1
    assert skipped == [Skipped("a/x.pdf", "3 of its 4 pages have no text: a scan, which needs OCR")]


def test_fonts_that_name_no_letters_need_ocr(tmp_path: Path) -> None:
    assert "needs OCR" in refused(tmp_path, pdf([page(lines(3))], names_letters=False))


def test_an_encrypted_file_says_so(tmp_path: Path) -> None:
    key = "00" * 32
    trailer = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<00> <00>]"
    assert refused(tmp_path, pdf([page(lines(3))], trailer=trailer)).startswith("encrypted with a password")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.99])
def test_a_file_that_is_cut_off_says_so(tmp_path: Path, share: float) -> None:
    content = pdf([page(lines(9))])
    assert refused(tmp_path, content[: int(len(content) * share)]).startswith("cut off")


def test_another_kind_of_file_says_so(tmp_path: Path) -> None:
    assert refused(tmp_path, b"no signature of any format") == "not a PDF, whatever its name says"


def test_a_damaged_directory_is_rebuilt_and_that_is_noted(tmp_path: Path) -> None:
    content = pdf([page(lines(3))]).replace(b"startxref\n", b"startxref\n9")
    article = read_one(tmp_path, "x.pdf", content)
    assert article.repairs == (REBUILT,)
    assert article.paragraphs == (" ".join(lines(3)),)


def test_damage_in_the_middle_is_reported_or_read_but_never_raised(tmp_path: Path) -> None:
    content = bytearray((MADE / "news-chromium.pdf").read_bytes())
    for place in range(15, len(content) - 40, 1_511):
        damaged = bytes(content[:place]) + b"<<[(" + bytes(content[place + 4 :])
        write(tmp_path, {f"a/{place}.pdf": damaged})
    articles, skipped = read_all(tmp_path)
    assert len(articles) + len(skipped) >= 20
    assert all(isinstance(one, Article) for one in articles)


def test_a_stream_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "STREAM_LIMIT", 2**20)
    bomb = zlib.compress(bytes(2**21))
    head, _, tail = pdf([page(lines(1))]).partition(b"6 0 obj")
    streams = b"7 0 obj << /Length %d /Filter /FlateDecode >> stream\n%b\nendstream endobj\n" % (len(bomb), bomb)
    page_object = (
        b"6 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << >> /Contents 7 0 R >> endobj\n"
    )
    content = head + page_object + streams + b"trailer << /Root 1 0 R >>\n%%EOF" + tail[:0]
    assert refused(tmp_path, content) == "refused: one of its streams unpacks to more than 1 MB"


def test_a_page_that_draws_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "STEPS_LIMIT", 500)
    assert refused(tmp_path, pdf([page(lines(30))])) == "refused: it takes more steps to draw than any document does"


def test_without_the_library_each_file_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfminer", None)
    assert refused(tmp_path, pdf([page(lines(1))])) == (
        "needs pdfminer, which is not installed; run pip install 'masadir[pdf]' and masadir update"
    )


def test_what_a_browser_printed_has_a_title_and_no_date(tmp_path: Path) -> None:
    article = read_one(tmp_path, "x.pdf", (MADE / "news-chromium.pdf").read_bytes())
    assert (article.title, article.published) == (NEWS.title, None)
