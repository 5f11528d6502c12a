"""Dumps of wikis: which pages are articles, what of their markup is text, and dumps that are cut off."""

import bz2
import gzip
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Origin
from indexer.readers.wikitext import paragraphs_of
from tests.readers.reading import read_all, read_many, write

TEXT = "'''المنارة''' بناء عال يهتدي به [[بحار|البحارة]] ليلا."


def page(title: str, *texts: str, space: int = 0, redirect: bool = False) -> str:
    revisions = "".join(
        f"<revision><id>{year}</id><timestamp>{year}-03-01T08:00:00Z</timestamp><contributor><username>س</username>"
        f"</contributor><text xml:space='preserve'>{escape(text)}</text></revision>"
        for year, text in enumerate(texts, start=2019)
    )
    mark = '<redirect title="x"/>' if redirect else ""
    return f"<page><title>{title}</title><ns>{space}</ns><id>7</id>{mark}{revisions}</page>"


def dump(*pages: str) -> str:
    return (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="ar"><siteinfo>'
        "<sitename>ويكي الساحل</sitename><base>https://coast.example.org/wiki/%D8%A7</base><namespaces>"
        '<namespace key="0"/><namespace key="6">لوحة</namespace><namespace key="14">باب</namespace></namespaces>'
        f"</siteinfo>{''.join(pages)}</mediawiki>"
    )


@pytest.mark.parametrize(("name", "pack"), [("w.xml", bytes), ("w.xml.bz2", bz2.compress), ("w.xml.gz", gzip.compress)])
def test_a_page_is_an_article_that_knows_its_wiki(tmp_path: Path, name: str, pack: type[bytes]) -> None:
    (article,) = read_many(tmp_path, name, pack(dump(page("منارة الرأس", TEXT)).encode()))
    assert (article.title, article.paragraphs) == ("منارة الرأس", ("المنارة بناء عال يهتدي به البحارة ليلا.",))
    assert article.id == "source/w/منارة الرأس"
    assert (article.work, article.source.name) == ("ويكي الساحل", "ويكي الساحل")
    assert article.url == "https://coast.example.org/wiki/%D9%85%D9%86%D8%A7%D8%B1%D8%A9_%D8%A7%D9%84%D8%B1%D8%A3%D8%B3"
    assert (article.authors, article.published, article.updated) == ((), None, "2019-03-01")
    assert (article.language, article.provenance.title) == ("ar", Origin.RECORD)


def test_redirects_and_other_namespaces_are_no_articles(tmp_path: Path) -> None:
    pages = (page("فنار", "#تحويل [[منارة]]", redirect=True), page("نقاش:منارة", TEXT, space=1), page("منارة", TEXT))
    assert [article.title for article in read_many(tmp_path, "w.xml", dump(*pages))] == ["منارة"]


def test_of_a_history_the_newest_revision_is_the_page(tmp_path: Path) -> None:
    (article,) = read_many(tmp_path, "w.xml", dump(page("منارة", "قديم", "أقدم من الأحدث", TEXT)))
    assert (article.updated, len(article.paragraphs[0])) == ("2021-03-01", 39)


def test_pages_before_the_cut_are_read(tmp_path: Path) -> None:
    whole = bz2.compress(dump(page("منارة", TEXT), *(page(f"ص{n}", f"نص {n} " * 99_000) for n in range(3))).encode())
    write(tmp_path, {"s/w.xml.bz2": whole[:-40], "s/cut.xml": dump(page("منارة", TEXT), page("ثان", TEXT))[:-200]})
    articles, skipped = read_all(tmp_path)
    assert [article.id for article in articles][:2] == ["s/cut/منارة", "s/w/منارة"]
    assert {one.file for one in skipped} == {"s/w.xml.bz2", "s/cut.xml"}


@pytest.mark.parametrize(
    ("wikitext", "text"),
    [
        ("نص{{قالب|أ={{داخلي}}}} يتبع", ["نص يتبع"]),
        ("نص<ref name=x>كتاب</ref><ref name=x/> يتبع", ["نص يتبع"]),
        ("قبل\n{| class=x\n! سنة\n|-\n| 1900\n|}\nبعد", ["قبل", "بعد"]),
        ("== عنوان فرعي ==\nنص", ["عنوان فرعي", "نص"]),
        ("* أول [[ب]]\n* ''ثان''", ["أول ب", "ثان"]),
        ("نص [[ملف:x.jpg|تصغير|شرح [[ب]]]][[File:y.png]] يتبع", ["نص يتبع"]),
        ("نص [[لوحة:x.jpg|شرح]]\n[[باب:منائر]]\n[[Category:x]] يتبع", ["نص", "يتبع"]),
        ("[[:باب:منائر|قائمة المنائر]]", ["قائمة المنائر"]),
        ("نص\n[[en:Lighthouse]]\n[[fr:Phare]]", ["نص"]),
        ("[https://example.org موقع المنارة] [https://example.org]", ["موقع المنارة"]),
        ("ضوء&nbsp;أبيض &laquo;ساطع&raquo;", ["ضوء أبيض «ساطع»"]),
        ("__لافهرس__ نص<!-- سر --> __NOTOC__يتبع", ["نص يتبع"]),
        ("أعلى من [[متر|٣٠ م]] <math>x^2</math> تقريبا", ["أعلى من ٣٠ م تقريبا"]),
    ],
)
def test_of_markup_the_running_text_stays(wikitext: str, text: list[str]) -> None:
    assert list(paragraphs_of(wikitext, ("لوحة", "باب"))) == text


@given(st.text("[]{}|='<>/&! *#\nابrefn:", max_size=80))
def test_no_markup_is_too_broken(wikitext: str) -> None:
    assert all(paragraphs_of(wikitext))
