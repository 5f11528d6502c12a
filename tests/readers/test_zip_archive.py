"""ZIP files: what lies in them is read as if it lay in a folder, other archives too."""

import bz2
import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from indexer.model import Article, Skipped
from indexer.readers import nested
from indexer.readers.zip_archive import readable
from tests.readers.reading import read_all, write

TEXT = "نزل المطر على السوق القديم، فاحتمى الباعة بالقبة ساعة كاملة."


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(root: Path, content: bytes, name: str = "a.zip") -> tuple[list[Article], list[Skipped]]:
    write(root, {f"s/{name}": content})
    return read_all(root)


def test_members_of_any_format_are_articles_named_by_their_path(tmp_path: Path) -> None:
    members = {
        "2021/rain.txt": TEXT,
        "2021/rain.html": f"<h1>مطر السوق</h1><p>{TEXT}</p>",
        "notes/market.md": f"---\ntitle: السوق\n---\n{TEXT}",
        "all.jsonl": f'{{"_id": "own", "text": "{TEXT}"}}\n{{"text": "{TEXT}"}}\n',
    }
    articles, skipped = read(tmp_path, zipped(members))
    assert skipped == []
    assert [(article.id, article.file) for article in articles] == [
        ("s/a.zip/2021/rain", "s/a.zip/2021/rain.html"),
        ("s/a.zip/2021/rain.txt", "s/a.zip/2021/rain.txt"),
        ("own", "s/a.zip/all.jsonl"),
        ("s/a.zip/all/2", "s/a.zip/all.jsonl"),
        ("s/a.zip/notes/market", "s/a.zip/notes/market.md"),
    ]
    assert {article.source.id for article in articles} == {"s"}


def test_what_is_no_article_in_a_folder_is_none_in_an_archive(tmp_path: Path) -> None:
    members = {"page.html": f"<p>{TEXT}</p>", "page_files/x.js": "x", "page_files/frame.html": TEXT, "README.md": TEXT}
    members |= {"__MACOSX/._page.html": "x", ".hidden/a.txt": TEXT, "source.toml": "", "deep/LICENSE": TEXT}
    articles, skipped = read(tmp_path, zipped(members))
    assert ([article.file for article in articles], skipped) == (["s/a.zip/page.html"], [])


def test_archives_in_archives_are_read_up_to_a_depth(tmp_path: Path) -> None:
    content: str | bytes = TEXT
    name = "x.txt"
    for depth in range(nested.NESTING_LIMIT):
        content, name = zipped({name: content}), f"{depth}.zip"
    assert isinstance(content, bytes)
    articles, skipped = read(tmp_path, content)
    assert ([article.id for article in articles], skipped) == (["s/a.zip/2.zip/1.zip/0.zip/x"], [])
    articles, (skip,) = read(tmp_path, zipped({name: content}))
    assert articles == []
    assert "archives within each other" in skip.reason


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_packed_file_of_any_format_is_unpacked(tmp_path: Path, pack: type[bytes]) -> None:
    suffix = ".gz" if pack is gzip.compress else ".bz2"
    (article,), skipped = read(tmp_path, pack(f"<h1>مطر السوق</h1><p>{TEXT}</p>".encode()), f"page.html{suffix}")
    assert (article.title, article.id, article.file, skipped) == (
        "مطر السوق",
        "s/page.html",
        f"s/page.html{suffix}",
        [],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_names_that_do_not_say_their_encoding_are_read(encoding: str) -> None:
    name = "مقالات الصيف/المطر في السوق القديم.txt"
    assert readable(name) == name
    assert readable(name.encode(encoding).decode("cp437")) == name


def test_a_member_of_unknown_kind_is_reported_with_its_path(tmp_path: Path) -> None:
    _, (skipped,) = read(tmp_path, zipped({"x.txt": TEXT, "photo.jpg": b"\xff\xd8\xff"}))
    assert skipped.file == "s/a.zip/photo.jpg"


def test_a_member_that_is_damaged_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    content = zipped({"a.txt": TEXT * 9, "b.txt": TEXT}, zipfile.ZIP_STORED)
    at = content.index(TEXT.encode()) + 7
    articles, (skipped,) = read(tmp_path, content[:at] + b"x" + content[at + 1 :])
    assert [article.file for article in articles] == ["s/a.zip/b.txt"]
    assert (skipped.file, "damaged" in skipped.reason) == ("s/a.zip/a.txt", True)


def test_a_source_toml_in_an_archive_speaks_for_its_folder_and_those_below(tmp_path: Path) -> None:
    said = 'name = "دفتر القبة"\n[defaults]\nauthor = "هالة الراوي"\ndate = "2019"\n'
    members = {"rain.txt": TEXT, "qubba/source.toml": said, "qubba/2019/rain.txt": TEXT + " وبعدها صحت السماء."}
    (inside, outside), skipped = read(tmp_path, zipped(members))
    assert skipped == []
    assert (inside.source.id, inside.source.name) == ("qubba", "دفتر القبة")
    assert (inside.authors, inside.published) == (("هالة الراوي",), "2019")
    assert (outside.source.id, outside.authors) == ("s", ())


def test_at_the_top_of_an_archive_a_source_toml_makes_a_source_of_it(tmp_path: Path) -> None:
    members = {"source.toml": 'name = "مجلة المطر"\nlicence = "CC0"\n', "rain.txt": TEXT}
    ((article,), skipped) = read(tmp_path, zipped({"in.zip": zipped(members)}), "press.zip")
    assert skipped == []
    assert (article.source.id, article.source.name, article.source.licence) == ("in", "مجلة المطر", "CC0")


def test_sidecar_files_in_an_archive_describe_the_member_beside_them(tmp_path: Path) -> None:
    members = {
        "rain.txt": TEXT,
        "rain.json": '{"title": "مطر آذار", "author": "نادر الحلو"}',
        "sun.txt": TEXT,
        "sun.txt.toml": 'date = "2020-03-01"\n',
    }
    (rain, sun), skipped = read(tmp_path, zipped(members))
    assert skipped == []
    assert (rain.title, rain.authors, rain.published) == ("مطر آذار", ("نادر الحلو",), None)
    assert (sun.published, sun.authors) == ("2020-03-01", ())


def test_tables_of_an_archive_that_can_not_be_read_are_reported_by_their_path(tmp_path: Path) -> None:
    articles, skipped = read(tmp_path, zipped({"in/source.toml": "?", "in/rain.txt": TEXT, "in/rain.json": "{"}))
    assert [article.source.id for article in articles] == ["in"]
    assert sorted(skip.file for skip in skipped) == ["s/a.zip/in/rain.json", "s/a.zip/in/source.toml"]
