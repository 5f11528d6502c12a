"""Pages saved as one file, and pages saved with a folder beside them."""

import quopri
from base64 import encodebytes
from pathlib import Path

import pytest

from indexer.model import Origin
from tests.readers.reading import read_all, read_one, read_reasons, write

TEXT = "فتحت المكتبة أبوابها من جديد، وجلس القراء على الدرج ينتظرون دورهم."
PAGE = f"<html><body><h1>المكتبة تعود</h1><p>{TEXT}</p></body></html>"


def mhtml(page: bytes, encoding: str = "base64", kind: str = "text/html", location: str = "", start: str = "") -> bytes:
    body = encodebytes(page) if encoding == "base64" else quopri.encodestring(page)
    named = f'; start="{start}"' if start else ""
    return (
        f'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--XX"{named}\r\n\r\n'
        f"----XX\r\nContent-Type: text/css\r\n\r\np {{}}\r\n----XX\r\nContent-Type: {kind}\r\nContent-ID: <main>\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\nContent-Location: {location}\r\n\r\n"
    ).encode() + body + b"\r\n----XX\r\nContent-Type: text/html\r\n\r\n<p>frame</p>\r\n----XX--\r\n"  # fmt: skip


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_the_page_and_its_address_are_found(tmp_path: Path, encoding: str) -> None:
    data = mhtml(PAGE.encode(), encoding, location="https://example.org/2021/06/05/library")
    article = read_one(tmp_path, "saved.mhtml", data)
    assert (article.title, article.paragraphs) == ("المكتبة تعود", (TEXT,))
    assert (article.url, article.provenance.url) == ("https://example.org/2021/06/05/library", Origin.URL)
    assert (article.published, article.id, article.file) == ("2021-06-05", "source/saved", "source/saved.mhtml")


def test_the_character_set_of_the_part_is_believed(tmp_path: Path) -> None:
    data = mhtml(PAGE.encode("windows-1256"), kind='text/html; charset="windows-1256"')
    article = read_one(tmp_path, "saved.mht", data)
    assert (article.paragraphs, article.repairs, article.url) == ((TEXT,), (), None)


def test_the_part_that_the_message_begins_with_is_the_page(tmp_path: Path) -> None:
    assert read_one(tmp_path, "saved.mht", mhtml(PAGE.encode(), start="<main>")).title == "المكتبة تعود"


def test_the_name_may_say_nothing(tmp_path: Path) -> None:
    assert read_one(tmp_path, "saved.eml", mhtml(PAGE.encode())).paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "content",
    [b"", b"MIME-Version: 1.0\r\n\r\nx", mhtml(b""), mhtml(b"x").replace(b"text/html", b"image/png")],
    ids=["empty", "no parts", "an empty page", "a picture"],
)
def test_a_file_without_a_page_says_so(tmp_path: Path, content: bytes) -> None:
    assert read_reasons(tmp_path, "saved.mhtml", content) == ["holds no web page"]


@pytest.mark.parametrize("folder", ["page_files", "page.files", "page_ملفات"])
def test_the_folder_beside_a_saved_page_is_part_of_it(tmp_path: Path, folder: str) -> None:
    write(tmp_path, {"s/page.html": PAGE, f"s/{folder}/frame.html": "<p>إعلان</p>", f"s/{folder}/x.js": "x"})
    (article,), skipped = read_all(tmp_path)
    assert (article.paragraphs, skipped) == ((TEXT,), [])


def test_a_folder_that_is_only_called_so_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"s/case_files/frame.html": PAGE})
    (article,), _ = read_all(tmp_path)
    assert article.paragraphs == (TEXT,)
