"""Files that mean harm, or look as if: refused with a reason, while the files beside them are read.

The limits in the code are the real ones; where reaching one would take gigabytes a test lowers it.
"""

import bz2
import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from indexer.readers import mhtml, nested, streams, warc, wrapping, xml_stream, zip_archive
from indexer.readers.bounded_zip import ZipLimits
from indexer.readers.files import FILE_LIMIT
from indexer.readers.html import PAGE_LIMIT, TAGS_LIMIT
from tests.readers.reading import read_all, write
from tests.readers.test_zip_archive import zipped
from tests.readers.warcs import warc as made_warc

TEXT = "وصل البريد متأخرا إلى القرية، فقرأ المعلم الرسائل بصوت عال تحت السدرة."
GOOD = {"s/good.txt": TEXT}


def reasons(root: Path, name: str, content: bytes) -> str:
    """Why a file was not read, or not to its end; the file beside it always is."""
    write(root, GOOD | {f"s/{name}": content})
    articles, skipped = read_all(root)
    assert "s/good" in {article.id for article in articles}
    assert skipped
    assert all(one.file.startswith(f"s/{name}") for one in skipped)
    return "; ".join(one.reason for one in skipped)


def test_the_limits_are_far_above_any_article_and_far_below_memory() -> None:
    assert (FILE_LIMIT, PAGE_LIMIT, TAGS_LIMIT) == (64 * 2**20, 12 * 2**20, 100_000)
    assert (streams.RATIO_LIMIT, streams.HARMLESS) == (250, 64 * 2**20)
    assert (nested.BUDGET_RATIO, nested.BUDGET_FLOOR, nested.NESTING_LIMIT) == (100, 256 * 2**20, 4)
    assert (warc.HEADER_LIMIT, wrapping.LINES_LIMIT, mhtml.PARTS_LIMIT) == (2**20, 1_000_000, 5_000)
    assert (zip_archive.LIMITS.ratio, zip_archive.LIMITS.total) == (250, 16 * 2**30)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    assert "bombs do" in reasons(tmp_path, "a.zip", zipped({"x.txt": b"\0" * 30_000_000}))


def test_an_archive_that_promises_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_archive, "LIMITS", ZipLimits(members=3, total=2_000))
    assert "more than 3" in reasons(tmp_path, "a.zip", zipped({f"{n}.txt": TEXT for n in range(9)}))
    assert "unpack" in reasons(tmp_path, "a.zip", zipped({"x.txt": os.urandom(3_000)}))


def test_archives_in_archives_share_one_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nested, "BUDGET_FLOOR", 20_000)
    monkeypatch.setattr(nested, "BUDGET_RATIO", 1)
    inner = zipped({f"{n}.txt": TEXT * 20 for n in range(9)})
    assert "bombs do" in reasons(tmp_path, "a.zip", zipped({f"{n}.zip": inner for n in range(9)}))


def test_an_archive_that_holds_itself_comes_to_an_end(tmp_path: Path) -> None:
    content = zipped({"x.txt": TEXT})
    for _ in range(12):
        content = zipped({"again.zip": content})
    assert "archives within each other" in reasons(tmp_path, "a.zip", content)


@pytest.mark.parametrize("name", ["../../escape.txt", "/etc/escape.txt", "..\\escape.txt", "C:\\escape.txt"])
def test_a_path_out_of_the_archive_is_refused_and_nothing_written_there(tmp_path: Path, name: str) -> None:
    assert "leads out" in reasons(tmp_path, "a.zip", zipped({name: TEXT}))
    assert not list(tmp_path.parent.glob("**/escape.txt"))


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("passwords.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "symbolic link" in reasons(tmp_path, "a.zip", out.getvalue())


def test_a_link_out_of_the_source_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"outside/secret.csv": f"text\n{TEXT}\n", "sources/s/good.txt": TEXT})
    (tmp_path / "sources" / "s" / "link.csv").symlink_to(tmp_path / "outside" / "secret.csv")
    articles, (skipped,) = read_all(tmp_path / "sources")
    assert [article.id for article in articles] == ["s/good"]
    assert "leads out" in skipped.reason


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.xml.gz", "a.warc.gz", "a.xml.bz2", "a.txt.gz", "a.gz"])
def test_a_packed_bomb_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "HARMLESS", 2**20)
    beginning = {"jsonl": b"", "csv": b"text\n", "xml": b"<TEI><text><body><p>", "warc": b""}.get(
        name.split(".")[1], b""
    )
    pack = bz2.compress if name.endswith("bz2") else gzip.compress
    given = reasons(tmp_path, name, pack(beginning + b"a" * 20_000_000))
    assert ("more than 1 MB without the beginning" if "warc" in name else "as bombs do") in given


@pytest.mark.parametrize(
    "name", ["a.jsonl.gz", "a.csv.gz", "a.xml.gz", "a.warc.gz", "a.txt.gz", "a.xml.bz2", "a.txt.bz2"]
)
def test_a_packed_file_that_is_cut_off_is_reported(tmp_path: Path, name: str) -> None:
    pack = bz2.compress if name.endswith("bz2") else gzip.compress
    content = f"<TEI><text><body><p>{TEXT}</p></body></text></TEI>"
    if "csv" in name:
        content = f"text\n{TEXT}\n"
    assert "cut off" in reasons(tmp_path, name, pack((content * 3).encode())[:-12])


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "هاها"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]>'
)


@pytest.mark.parametrize(
    "frame",
    [
        ("a.xml", "<TEI><text><body><p>", "</p></body></text></TEI>"),
        ("a.rss", "<rss><channel><item><description>", "</description></item></channel></rss>"),
        ("a.xml", "<mediawiki><page><title>x</title><revision><text>", "</text></revision></page></mediawiki>"),
    ],
    ids=["TEI", "RSS", "MediaWiki"],
)
@pytest.mark.parametrize(
    "bomb",
    [(LAUGHS, "&e;"), ('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', "&f;")],
    ids=["laughs", "external"],
)
def test_entities_of_a_files_own_are_never_expanded(
    tmp_path: Path, frame: tuple[str, str, str], bomb: tuple[str, str]
) -> None:
    name, before, after = frame
    given = reasons(tmp_path, name, f"{bomb[0]}{before}{bomb[1]}{TEXT}{after}".encode())
    assert "entities of its own" in given


@pytest.mark.parametrize(("name", "root"), [("a.xml", "TEI"), ("a.rss", "rss"), ("a.xml", "mediawiki")])
def test_absurd_nesting_of_xml_is_refused(tmp_path: Path, name: str, root: str) -> None:
    assert "depth" in reasons(tmp_path, name, f"<{root}>{'<div>' * 100_000}".encode())


def test_ten_million_characters_without_a_tag_are_refused(tmp_path: Path) -> None:
    content = b"<TEI><text><body><p>" + b"a" * 11_000_000 + b"</p></body></text></TEI>"
    assert "XML can't be read" in reasons(tmp_path, "a.xml", content)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.mhtml"])
def test_a_file_larger_than_any_article_is_refused_unread(tmp_path: Path, name: str) -> None:
    write(tmp_path, GOOD | {f"s/{name}": ""})
    with (tmp_path / "s" / name).open("r+b") as file:
        file.truncate(2 * 2**30)  # a hole: it takes no room on the disk
    articles, (skipped,) = read_all(tmp_path)
    assert ([article.id for article in articles], "larger than" in skipped.reason) == (["s/good"], True)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_million_lines_are_no_article(tmp_path: Path, name: str) -> None:
    assert "lines" in reasons(tmp_path, name, "ا\n".encode() * 1_000_001)


def test_a_page_of_more_tags_than_any_is_read_without_them(tmp_path: Path) -> None:
    write(tmp_path, {"s/a.html": f"<title>البريد</title><p>{TEXT}</p>" + "<b><i></i></b>" * (TAGS_LIMIT // 3)})
    (article,), skipped = read_all(tmp_path)
    assert (article.title, article.paragraphs[-1], skipped) == ("البريد", TEXT, [])
    assert "more than 100,000 tags" in article.repairs[0]


_PART = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="{0}"\n\n--{0}\n'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("".join(_PART.format(f"b{number}") for number in range(2_000)), "parts within parts"),
        (_PART.format("b") + 'Content-Type: x; boundary="y"\n' * 6_000, "more parts"),
        (_PART.format("b") + "--b\n" * 110_000, "more parts"),
    ],
    ids=["deep", "boundaries", "parts"],
)
def test_parts_without_end_of_a_saved_page_are_refused(tmp_path: Path, content: str, reason: str) -> None:
    assert reason in reasons(tmp_path, "a.mhtml", content.encode())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.txt", f"<!DOCTYPE html><html><body><h1>البريد</h1><p>{TEXT}</p></body></html>".encode()),
        ("page.pdf", f"<html><body><p>{TEXT}</p></body></html>".encode()),
        ("page.html", zipped({"x.txt": TEXT})),
        ("page", zipped({"x.txt": TEXT})),
        ("page.jsonl", gzip.compress(f'{{"text": "{TEXT}"}}'.encode())),
        ("page.csv", f"<TEI><text><body><p>{TEXT}</p></body></text></TEI>".encode()),
        ("page.html", f"<rss><channel><item><description>{TEXT}</description></item></channel></rss>".encode()),
        ("page.gz", made_warc([("https://example.org/a", f"<p>{TEXT}</p>", "200 OK", "text/html")])),
    ],
    ids=["html", "html", "zip", "zip", "gzip", "tei", "rss", "warc"],
)
def test_a_wrong_name_does_not_hide_what_a_file_is(tmp_path: Path, name: str, content: bytes) -> None:
    write(tmp_path, {f"s/{name}": content})
    (article,), skipped = read_all(tmp_path)
    assert (article.paragraphs[-1], skipped) == (TEXT, [])


@pytest.mark.parametrize("name", ["a.html", "a.zip", "a.xml", "a.csv", "a.warc", "a.mhtml", "a.rss", "x-ara1", "a.bz2"])
@pytest.mark.parametrize(
    "content", [b"", b"\0" * 500, b"\x89PNG\r\n\x1a\n" + bytes(range(256))], ids=["", "nul", "png"]
)
def test_what_is_nothing_at_all_is_refused_with_a_reason(tmp_path: Path, name: str, content: bytes) -> None:
    assert reasons(tmp_path, name, content)


def test_the_xml_reader_reaches_neither_network_nor_disk() -> None:
    source = Path(xml_stream.__file__).read_text(encoding="utf-8")
    for setting in ("resolve_entities=False", "no_network=True", "load_dtd=False", "huge_tree=False"):
        assert setting in source
