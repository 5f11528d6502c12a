"""DOCX, ODT and EPUB beyond what a word processor writes by itself: hidden text, boxes, notes; and hostile files."""

import io
import zipfile
from pathlib import Path

import pytest

from indexer.model import Article
from indexer.readers.works import LONG_WORK
from tests.readers.documents.texts import NEWS
from tests.readers.reading import read_all, read_one, write

MADE = Path(__file__).parent / "documents"
FIRST, SECOND = (block.text for block in NEWS.blocks[:2])
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
)
CONTAINER = '<container><rootfiles><rootfile full-path="in/book.opf"/></rootfiles></container>'


def zipped(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, **parts: str) -> bytes:
    others = {f"word/{name}.xml": content for name, content in parts.items()}
    return zipped({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **others})


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str) -> bytes:
    content = f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body>"
    return zipped({"content.xml": f"{content}</office:document-content>"})


def epub(chapters: dict[str, str], metadata: str = "", **more: str) -> bytes:
    items = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in chapters)
    order = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' if "ncx" in more else ""
    package = f"<package><metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    members = {f"in/{name}.xhtml": f"<html><body>{content}</body></html>" for name, content in chapters.items()}
    extra = {"in/toc.ncx": more["ncx"]} if "ncx" in more else {}
    extra |= {"META-INF/encryption.xml": more["encryption"]} if "encryption" in more else {}
    return zipped({"META-INF/container.xml": CONTAINER, "in/book.opf": package, **members, **extra})


def refused(folder: Path, name: str, content: bytes) -> str:
    write(folder, {f"a/{name}": content})
    articles, skipped = read_all(folder)
    assert articles == []
    assert len(skipped) == 1
    return skipped[0].reason


def test_word_deleted_hidden_and_field_text_is_not_read(tmp_path: Path) -> None:
    body = (
        p(FIRST)
        + f"<w:p><w:del><w:r><w:delText>محذوف</w:delText></w:r></w:del><w:ins><w:r><w:t>{SECOND}</w:t></w:r></w:ins>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t> مخفي</w:t></w:r><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"
    )
    assert read_one(tmp_path, "x.docx", docx(body)).paragraphs == (FIRST, SECOND)


def test_word_breaks_and_tabs_part_words(tmp_path: Path) -> None:
    body = p(FIRST) + "<w:p><w:r><w:t>أول</w:t><w:tab/><w:t>ثان</w:t><w:br/><w:t>ثالث</w:t></w:r></w:p>"
    assert read_one(tmp_path, "x.docx", docx(body)).paragraphs == (FIRST, "أول ثان ثالث")


def test_word_text_boxes_are_read_once_behind_their_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p(SECOND)}</w:txbxContent>"
    body = f'<w:p><w:r><w:t>{FIRST}</w:t><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>{box}</mc:Choice>'
    body += f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    assert read_one(tmp_path, "x.docx", docx(body)).paragraphs == (FIRST, SECOND)


def test_word_tables_of_contents_are_not_read(tmp_path: Path) -> None:
    styles = f'<w:styles {W}><w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>'
    body = p("النشأة 3", '<w:pPr><w:pStyle w:val="T1"/></w:pPr>') + p(FIRST)
    assert read_one(tmp_path, "x.docx", docx(body, styles=styles)).paragraphs == (FIRST,)


def test_a_table_within_a_cell_belongs_to_the_cell(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('ب')}</w:tc><w:tc>{p('ج')}</w:tc></w:tr></w:tbl>"
    body = p(FIRST) + f"<w:tbl><w:tr><w:tc>{p('أ')}{inner}</w:tc><w:tc>{p('د')}</w:tc></w:tr></w:tbl>"
    assert read_one(tmp_path, "x.docx", docx(body)).paragraphs == (FIRST, "أ ب | ج | د")


def test_a_long_word_document_is_divided_at_its_highest_headings(tmp_path: Path) -> None:
    heading = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    chapter = p(FIRST) * (LONG_WORK // len(FIRST) + 1)
    write(tmp_path, {"a/دفتر.docx": docx(p("تمهيد") + p("أول", heading) + chapter + p("ثان", heading) + p(SECOND))})
    articles, skipped = read_all(tmp_path)
    assert skipped == []
    assert [(one.title, one.work, one.part) for one in articles] == [
        ("", "دفتر", None),
        ("أول", "دفتر", "أول"),
        ("ثان", "دفتر", "ثان"),
    ]


def test_a_short_document_with_headings_is_one_article(tmp_path: Path) -> None:
    heading = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    article = read_one(tmp_path, "x.docx", docx(p("أول", heading) + p(FIRST) + p("ثان", heading) + p(SECOND)))
    assert (article.title, article.paragraphs) == ("أول", (FIRST, "ثان", SECOND))


def test_opendocument_spaces_boxes_and_comments(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>محذوف</text:p></text:tracked-changes>"
        f'<text:p>{FIRST}<text:s text:c="3"/>آخر<office:annotation><text:p>تعليق</text:p></office:annotation>'
        f"<draw:frame><draw:text-box><text:p>{SECOND}</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert read_one(tmp_path, "x.odt", odt(body)).paragraphs == (f"{FIRST} آخر", SECOND)


def test_a_book_names_its_chapters_by_its_table_of_contents(tmp_path: Path) -> None:
    points = "".join(
        f'<navPoint><navLabel><text>{title}</text></navLabel><content src="{name}.xhtml#x"/></navPoint>'
        for name, title in (("c1", "البداية"), ("c2", "النهاية"))
    )
    book = epub(
        {"c1": f"<p>{FIRST}</p>", "c2": f"<p>{SECOND}</p>"}, "<title>كتاب الماء</title>", ncx=f"<ncx>{points}</ncx>"
    )
    write(tmp_path, {"a/x.epub": book})
    articles, _ = read_all(tmp_path)
    assert [(one.title, one.work, one.paragraphs) for one in articles] == [
        ("البداية", "كتاب الماء", (FIRST,)),
        ("النهاية", "كتاب الماء", (SECOND,)),
    ]


def test_of_a_book_notes_come_last_and_marks_of_notes_are_no_text(tmp_path: Path) -> None:
    chapter = (
        f'<h1>فصل</h1><aside epub:type="footnote"><p>حاشية</p></aside><p>{FIRST}<sup><a href="#n1">1</a></sup></p>'
    )
    article = read_one(tmp_path, "x.epub", epub({"c": chapter + "<table><tr><td>أ</td><th>ب</th></tr></table>"}))
    assert (article.title, article.paragraphs) == ("فصل", (FIRST, "أ | ب", "حاشية"))


def test_a_chapter_that_is_missing_is_reported_and_the_others_read(tmp_path: Path) -> None:
    data = epub({"c1": f"<h1>أول</h1><p>{FIRST}</p>", "c2": "<p/>"})
    kept = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if "c2" not in name}
    write(tmp_path, {"a/x.epub": zipped(dict(kept))})
    articles, skipped = read_all(tmp_path)
    assert [one.paragraphs for one in articles] == [(FIRST,)]
    assert skipped[0].place == "in/c2.xhtml"


def test_encrypted_documents_say_so(tmp_path: Path) -> None:
    assert refused(tmp_path / "1", "x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).startswith(
        "encrypted, or"
    )
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    locked = zipped({"content.xml": bytes(range(200)), "META-INF/manifest.xml": manifest})
    assert refused(tmp_path / "2", "x.odt", locked).startswith("encrypted with a password")
    sold = '<encryption><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></encryption>'
    assert "DRM" in refused(tmp_path / "3", "x.epub", epub({"c": f"<p>{FIRST}</p>"}, encryption=sold))


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub"])
def test_a_file_that_is_cut_off_says_so(tmp_path: Path, suffix: str) -> None:
    content = (MADE / f"book-libreoffice.{suffix}").read_bytes()
    for number, share in enumerate((0.1, 0.5, 0.97)):
        reason = refused(tmp_path / str(number), f"x.{suffix}", content[: int(len(content) * share)])
        assert reason.startswith("not a ZIP file, or cut off")


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "rtf"])
def test_another_kind_of_file_says_so(tmp_path: Path, suffix: str) -> None:
    reason = refused(tmp_path, f"x.{suffix}", b"words " * 99)
    assert reason.startswith(("not a ZIP file", "not RTF"))


@pytest.mark.parametrize(
    ("suffix", "missing"), [("docx", "word/document.xml"), ("odt", "content.xml"), ("epub", "META-INF/container.xml")]
)
def test_a_zip_file_that_is_no_document_says_what_it_lacks(tmp_path: Path, suffix: str, missing: str) -> None:
    assert refused(tmp_path, f"x.{suffix}", zipped({"a.txt": "x"})) == f"it holds no {missing}"


PART = {"docx": "word/document.xml", "odt": "content.xml", "epub": "META-INF/container.xml"}
LAUGHS = (
    "<!DOCTYPE a ["
    + '<!ENTITY b0 "ha">'
    + "".join(f'<!ENTITY b{n} "{"".join(f"&b{n - 1};" for _ in range(10))}">' for n in range(1, 12))
)


@pytest.mark.parametrize("suffix", PART)
def test_a_bomb_is_refused(tmp_path: Path, suffix: str) -> None:
    assert "times its size" in refused(tmp_path, f"x.{suffix}", zipped({PART[suffix]: bytes(30 * 2**20)}))


@pytest.mark.parametrize("suffix", PART)
def test_entities_are_refused(tmp_path: Path, suffix: str) -> None:
    bomb = zipped({PART[suffix]: f"{LAUGHS}]><a>&b11;</a>"})
    assert refused(tmp_path / "1", f"x.{suffix}", bomb).startswith(PART[suffix])
    outside = zipped({PART[suffix]: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'})
    assert "defines entities" in refused(tmp_path / "2", f"x.{suffix}", outside)


@pytest.mark.parametrize("suffix", PART)
def test_absurd_nesting_is_refused(tmp_path: Path, suffix: str) -> None:
    deep = zipped({PART[suffix]: "<a>" * 9_000})
    assert "nested too deeply" in refused(tmp_path, f"x.{suffix}", deep)


def test_absurd_nesting_in_a_chapter_is_read_or_refused_but_never_raised(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.epub": epub({"c": "<div>" * 5_000 + FIRST})})
    articles, skipped = read_all(tmp_path)
    assert len(articles) + len(skipped) == 1


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "rtf"])
def test_damage_anywhere_is_reported_or_read_but_never_raised(tmp_path: Path, suffix: str) -> None:
    content = (MADE / f"book-libreoffice.{suffix}").read_bytes()
    for place in range(8, len(content) - 4, len(content) // 25):
        write(tmp_path, {f"a/{place}.{suffix}": content[:place] + b"\xff{<\\" + content[place + 4 :]})
    articles, skipped = read_all(tmp_path)
    assert articles or skipped
    assert all(isinstance(one, Article) for one in articles)
