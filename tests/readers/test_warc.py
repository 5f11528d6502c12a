"""Web archives: which records are pages, what they are called, and archives that are cut off."""

import gzip
import sys
from pathlib import Path

import brotli
import pytest

from indexer.model import Origin
from tests.readers.reading import read_all, read_many, read_reasons, write
from tests.readers.warcs import Page, warc

TEXT = "أضاء الحارس مصباح المنارة قبل الغروب بساعة، لأن الضباب كان كثيفا ذلك المساء."
PAGE = f"<html><body><h1>حارس المنارة</h1><p>{TEXT}</p></body></html>"
OK, HTML = "200 OK", "text/html"
LIGHT = ("https://example.org/stories/light", PAGE, OK, HTML)


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_keeps_its_address_and_not_the_day_it_was_fetched(tmp_path: Path, packed: bool) -> None:
    (article,) = read_many(tmp_path, "crawl.warc.gz" if packed else "crawl.warc", warc([LIGHT], packed=packed))
    assert (article.paragraphs, article.title) == ((TEXT,), "حارس المنارة")
    assert (article.url, article.provenance.url) == ("https://example.org/stories/light", Origin.URL)
    assert article.published is None
    suffix = ".gz" if packed else ""
    assert article.id == f"source/crawl.warc{suffix}/example.org/stories/light"
    assert article.file == f"source/crawl.warc{suffix}/example.org/stories/light.html"


def test_a_date_in_the_address_of_a_page_counts(tmp_path: Path) -> None:
    (article,) = read_many(tmp_path, "c.warc", warc([("https://example.org/2021/06/05/light", PAGE, OK, HTML)]))
    assert (article.published, article.provenance.published) == ("2021-06-05", Origin.URL)


def test_only_whole_answers_that_are_pages_are_articles(tmp_path: Path) -> None:
    others: list[Page] = [
        ("https://example.org/x.png", b"\x89PNG", OK, "image/png"),
        ("https://example.org/gone", PAGE, "404 Not Found", HTML),
        ("https://example.org/moved", PAGE, "301 Moved Permanently", HTML),
        ("https://example.org/robots.txt", "User-agent: *", OK, "text/plain"),
        ("https://example.org/style.css", "p {}", OK, "text/css"),
    ]
    assert len(read_many(tmp_path, "c.warc.gz", warc([*others, LIGHT, *others]))) == 1


def test_the_character_set_of_the_answer_is_believed(tmp_path: Path) -> None:
    body = PAGE.encode("iso-8859-6", errors="replace")
    (article,) = read_many(tmp_path, "c.warc", warc([(LIGHT[0], body, OK, "text/html; charset=iso-8859-6")]))
    assert article.paragraphs == (TEXT,)
    assert article.repairs == ()


def test_packed_answers_are_unpacked(tmp_path: Path) -> None:
    packed = warc([(LIGHT[0], gzip.compress(PAGE.encode()), OK, HTML)], Content_Encoding="gzip")
    (article,) = read_many(tmp_path, "c.warc.gz", packed)
    assert article.paragraphs == (TEXT,)


@pytest.mark.parametrize("chunked", [True, False])
def test_answers_packed_with_brotli_are_unpacked(tmp_path: Path, chunked: bool) -> None:
    packed = brotli.compress(PAGE.encode())
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed) if chunked else packed
    pages = [(LIGHT[0], body, OK, HTML)] * 2
    transfer = "chunked" if chunked else "identity"
    found = read_many(tmp_path, "c.warc.gz", warc(pages, Content_Encoding="br", Transfer_Encoding=transfer))
    assert [article.paragraphs for article in found] == [(TEXT,), (TEXT,)]


def test_a_page_that_was_saved_unpacked_is_read_whatever_its_header_says(tmp_path: Path) -> None:
    (article,) = read_many(tmp_path, "c.warc", warc([LIGHT], Content_Encoding="br"))
    assert article.paragraphs == (TEXT,)


def test_a_bomb_of_brotli_is_refused_and_the_page_after_it_read(tmp_path: Path) -> None:
    pages = [("https://example.org/bomb", brotli.compress(b"a" * 200_000_000, quality=1), OK, HTML)]
    pages.append((LIGHT[0], brotli.compress(PAGE.encode()), OK, HTML))
    write(tmp_path, {"s/c.warc": warc(pages, Content_Encoding="br")})
    articles, (skipped,) = read_all(tmp_path)
    assert [article.paragraphs for article in articles] == [(TEXT,)]
    assert "larger than 64 MB" in skipped.reason


def test_a_damaged_page_of_brotli_is_reported_alone(tmp_path: Path) -> None:
    packed = brotli.compress((PAGE * 3_000 + "".join(map(chr, range(0x600, 0x6FF)))).encode(), quality=1)
    pages = [("https://example.org/broken", packed[:200] + b"\xff" * 50 + packed[250:], OK, HTML)]
    pages.append((LIGHT[0], brotli.compress(PAGE.encode()), OK, HTML))
    write(tmp_path, {"s/c.warc": warc(pages, Content_Encoding="br")})
    articles, skipped = read_all(tmp_path)
    assert articles[-1].paragraphs == (TEXT,)
    assert len(articles) + len(skipped) == 2


def test_without_the_library_each_page_of_brotli_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    write(tmp_path, {"s/c.warc": warc([LIGHT], Content_Encoding="br")})
    _, (skipped,) = read_all(tmp_path)
    assert skipped.needs == "brotli"
    assert "masadir[warc]" in skipped.reason


def test_a_page_that_was_fetched_twice_is_two_articles(tmp_path: Path) -> None:
    ids = [article.id for article in read_many(tmp_path, "c.warc", warc([LIGHT, LIGHT, LIGHT]))]
    base = "source/c.warc/example.org/stories/light"
    assert ids == [base, f"{base}.html", f"{base}.html~2"]


def test_an_archive_in_one_gzip_piece_is_read(tmp_path: Path) -> None:
    assert len(read_many(tmp_path, "c.warc.gz", gzip.compress(warc([LIGHT, LIGHT], packed=False)))) == 2


@pytest.mark.parametrize("packed", [True, False])
def test_what_stands_before_the_cut_is_read(tmp_path: Path, packed: bool) -> None:
    whole = warc([LIGHT, ("https://example.org/2", PAGE, OK, HTML)], packed=packed)
    write(tmp_path, {"s/c.warc.gz": whole[:-150]})
    articles, (skipped,) = read_all(tmp_path)
    assert len(articles) == 1
    assert skipped.place is not None
    assert "cut off" in skipped.reason or "ends within" in skipped.reason


def test_a_header_without_end_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"s/c.warc": b"WARC/1.0\r\nX: " + b"x" * 3_000_000})
    _, (skipped,) = read_all(tmp_path)
    assert "MB without the beginning of a page" in skipped.reason


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    assert read_reasons(tmp_path, "c.warc", b"not an archive\n" * 9)
    assert read_reasons(tmp_path, "c.warc", b"")
