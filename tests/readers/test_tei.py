"""Editions in TEI: header, divisions, pages, notes, verse, and both calendars."""

from pathlib import Path

import pytest

from indexer.model import Contributor, Origin, Role
from tests.readers.reading import read_all, read_many, read_one, read_reasons, write

HEADER = """<teiHeader><fileDesc><titleStmt><title xml:lang="ar-Latn">Majallat al-Rasif</title>
<title xml:lang="ar">مجلة الرصيف، العدد الأول</title><title type="sub">TEI edition</title></titleStmt>
<publicationStmt><date when="2020">2020</date><availability><licence
 target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability></publicationStmt>
<sourceDesc><biblStruct><monogr><title level="j" xml:lang="fr">Le Quai</title><title level="j">الرصيف</title>
<editor xml:lang="ar"><persName><forename>نهى</forename> <surname>البحري</surname></persName></editor>
<editor xml:lang="en"><persName>Nuha al-Bahri</persName></editor>
<imprint><publisher>مطبعة الساحل</publisher>
<date calendar="#cal_islamic" when="1910-01-13" when-custom="1328-01-01">غرة محرم ١٣٢٨</date>
</imprint></monogr></biblStruct></sourceDesc></fileDesc></teiHeader>"""

BODY = """<pb n="1"/><div type="section"><head>أخبار الساحل</head><p>مقدمة الباب.</p>
<div type="item" subtype="article" xml:id="ship"><head>سفينة<lb/> جديدة</head>
<byline>بقلم <persName>سامي الرفاعي</persName></byline>
<p>رست السفينة<note place="bottom">اسمها النورس.</note> عند الر<lb break="no"/>صيف
<choice><sic>صباحاا</sic><corr>صباحا</corr></choice>،
و<choice><abbr>د.</abbr><expan>دكتور</expan></choice> سالم معها.</p>
<pb n="2"/><lg type="bayt"><l>يا بحر كم حملت</l><l>ويا ريح كم رددت</l></lg>
<table><row role="label"><cell>السنة</cell><cell>السفن</cell></row><row><cell>1909</cell><cell>20</cell></row></table>
<list><item>قمح</item><item>زيت</item></list>
<div type="section"><head>فرع</head><p>نص الفرع.</p></div></div>
<div type="article"><p>مقال ثان.</p><fw>رأس الصفحة</fw></div></div>"""


def tei(body: str = BODY, header: str = HEADER) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0">{header}'
        f'<text xml:lang="ar"><body>{body}</body></text></TEI>'
    )


def test_articles_of_an_issue_know_work_pages_and_publication(tmp_path: Path) -> None:
    ship, second, section = read_many(tmp_path, "i1.TEIP5.xml", tei())
    assert [one.title for one in (ship, second, section)] == ["سفينة جديدة", "مجلة الرصيف، العدد الأول", "أخبار الساحل"]
    assert [one.part for one in (ship, second, section)] == ["ص1–2", "ص2", "ص1"]
    assert {one.work for one in (ship, second, section)} == {"مجلة الرصيف، العدد الأول"}
    assert ship.id == "source/i1/ship"
    assert (ship.source.name, ship.licence) == ("الرصيف", "https://creativecommons.org/licenses/by/4.0/")
    assert (ship.language, section.paragraphs) == ("ar", ("مقدمة الباب.",))


def test_the_text_is_that_of_the_source_with_its_notes_at_the_end(tmp_path: Path) -> None:
    ship, second, _ = read_many(tmp_path, "i1.xml", tei())
    assert ship.paragraphs == (
        "رست السفينة عند الرصيف صباحاا، ود. سالم معها.",
        "يا بحر كم حملت ويا ريح كم رددت",
        "السنة | السفن",
        "1909 | 20",
        "قمح",
        "زيت",
        "فرع",
        "نص الفرع.",
        "اسمها النورس.",
    )
    assert second.paragraphs == ("مقال ثان.",)


def test_the_day_is_gregorian_and_its_writing_kept(tmp_path: Path) -> None:
    ship = read_many(tmp_path, "i1.xml", tei())[0]
    assert (ship.published, ship.published_text) == ("1910-01-13", "غرة محرم ١٣٢٨")
    assert ship.provenance.published is Origin.RECORD


def test_the_editor_of_a_periodical_did_not_write_its_articles(tmp_path: Path) -> None:
    ship, second, _ = read_many(tmp_path, "i1.xml", tei())
    assert (ship.authors, second.authors) == (("سامي الرفاعي",), ())
    assert Contributor("نهى البحري", Role.EDITOR) in ship.contributors
    assert not any("Nuha" in one.name for one in ship.contributors)
    assert [claim.value for claim in ship.claims if claim.field == "publisher"] == ["مطبعة الساحل"]


def test_a_book_has_the_author_and_translator_of_its_header(tmp_path: Path) -> None:
    header = """<teiHeader><fileDesc><titleStmt><title>رحلة الساحل</title><author>سامي الرفاعي</author>
<respStmt><resp>ترجمة</resp><persName>نهى البحري</persName></respStmt></titleStmt><publicationStmt>
<date when="1999-04">1999</date></publicationStmt><sourceDesc><p>نص رقمي</p></sourceDesc></fileDesc></teiHeader>"""
    body = (
        "<div><head>الباب الأول</head><div><head>الفصل الأول</head><p>نص أول.</p></div></div><div><p>خاتمة.</p></div>"
    )
    first, last = read_many(tmp_path, "b.tei", tei(body, header))
    assert (first.title, first.part, first.authors) == ("الفصل الأول", "الباب الأول", ("سامي الرفاعي",))
    assert Contributor("نهى البحري", Role.TRANSLATOR) in first.contributors
    assert (last.title, last.published, last.source.name) == ("رحلة الساحل", "1999-04", "source")


def test_a_date_between_two_days_is_a_span(tmp_path: Path) -> None:
    dates = '<date notBefore="1909-01-01" notAfter="1910-12-31">قبيل الحرب</date>'
    header = f"<teiHeader><fileDesc><sourceDesc><bibl>{dates}</bibl></sourceDesc></fileDesc></teiHeader>"
    article = read_one(tmp_path, "a.xml", tei("<p>نص.</p>", header))
    assert (article.published, article.published_span) == (None, ("1909-01-01", "1910-12-31"))


def test_a_dateline_dates_its_article(tmp_path: Path) -> None:
    dateline = '<dateline>بيروت <date when="1911-05-04">٤ أيار</date></dateline>'
    body = f'<div type="letter"><opener>سلام</opener>{dateline}<p>نص.</p></div>'
    assert read_one(tmp_path, "a.xml", tei(body)).published == "1911-05-04"


def test_where_pages_of_the_print_are_marked_others_are_none(tmp_path: Path) -> None:
    body = '<pb ed="print" n="7"/><div><p>أ</p><pb ed="web" n="99"/><p>ب</p></div>'
    assert read_one(tmp_path, "a.xml", tei(body)).part == "ص7"


def test_each_text_of_a_corpus_has_its_own_header(tmp_path: Path) -> None:
    one = tei("<div><p>نص.</p></div>").partition("?>")[2]
    corpus = f"<teiCorpus>{one}{one.replace('الرصيف', 'المرفأ')}</teiCorpus>"
    first, second = read_many(tmp_path, "a.xml", corpus)
    assert (first.source.name, second.source.name) == ("الرصيف", "المرفأ")
    assert first.id != second.id


def test_files_without_a_namespace_are_read(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.xml", "<TEI.2><text><body><p>نص قديم.</p></body></text></TEI.2>").paragraphs


def test_an_identifier_of_a_wrong_form_is_no_damage(tmp_path: Path) -> None:
    assert len(read_many(tmp_path, "a.xml", tei(BODY.replace("ship", "a:1")))) == 3


def test_articles_before_the_end_of_the_xml_are_read(tmp_path: Path) -> None:
    write(tmp_path, {"s/a.xml": tei()[: tei().index("مقال ثان")]})
    articles, (skipped,) = read_all(tmp_path)
    assert [article.title for article in articles] == ["سفينة جديدة"]
    assert skipped.place is not None


@pytest.mark.parametrize(
    ("xml", "reason"),
    [("<catalogue><p>نص</p></catalogue>", "<catalogue>"), ("<TEI></TEI>", "no text"), ("نص", "XML")],
)
def test_other_xml_is_refused_with_what_it_is(tmp_path: Path, xml: str, reason: str) -> None:
    (given,) = read_reasons(tmp_path, "a.xml", xml)
    assert reason in given
