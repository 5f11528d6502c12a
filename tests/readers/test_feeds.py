"""Feeds: RSS in its versions and Atom, with whole texts or summaries, well-formed or not."""

from pathlib import Path

import pytest

from indexer.model import Origin
from tests.readers.reading import read_all, read_many, read_reasons, write

FIRST, SECOND = "عادت النوارس إلى الرصيف مع أول الصيف.", "وقال الصيادون إنها لم تتأخر يوما."

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>صحيفة الرصيف</title><link>https://quay.example.org/</link>
<item><title>نوارس &amp;laquo;الصيف&amp;raquo;</title><link>https://quay.example.org/gulls</link>
<dc:creator>نهى البحري</dc:creator><pubDate>Sat, 05 Jun 2021 10:00:00 +0300</pubDate><category>بيئة</category>
<description>ملخص قصير</description>
<content:encoded><![CDATA[<p>{FIRST}&nbsp;</p><script>x()</script><p>{SECOND}</p>]]></content:encoded></item>
<item><title>ثان</title><guid isPermaLink="false">tag:2</guid><author>a@example.org (سامي الرفاعي)</author>
<description>&lt;b&gt;{SECOND}&lt;/b&gt;</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>مدونة الرصيف</title>
<link rel="self" href="https://blog.example.org/feed"/><link href="https://blog.example.org/"/>
<author><name>نهى البحري</name></author>
<entry><title type="html">نوارس</title><id>urn:1</id><link href="https://blog.example.org/gulls"/>
<published>2021-06-05T00:00:00Z</published><updated>2022-01-02T00:00:00Z</updated><summary>ملخص</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}</p><p>{SECOND}</p></div></content></entry>
<entry><title>بلا تاريخ</title><id>urn:2</id><updated>2022-01-02T00:00:00Z</updated><summary>{SECOND}</summary></entry>
</feed>"""

RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>الرصيف</title></channel>
<item><title>نوارس</title><link>https://quay.example.org/gulls</link><dc:date>2021-06-05</dc:date>
<description>{FIRST}</description></item></rdf:RDF>"""


def test_the_whole_text_of_an_entry_comes_before_its_summary(tmp_path: Path) -> None:
    first, second = read_many(tmp_path, "a.rss", RSS)
    assert (first.paragraphs, second.paragraphs) == ((FIRST, SECOND), (SECOND,))


def test_rss_states_title_author_date_section_address_and_publication(tmp_path: Path) -> None:
    first, second = read_many(tmp_path, "a.rss", RSS)
    assert (first.title, first.authors, first.published) == ("نوارس «الصيف»", ("نهى البحري",), "2021-06-05")
    assert (first.section, first.url) == ("بيئة", "https://quay.example.org/gulls")
    assert (first.source.name, first.source.url) == ("صحيفة الرصيف", "https://quay.example.org/")
    assert set(filter(None, (first.provenance.title, first.provenance.authors, first.provenance.published))) == {
        Origin.RECORD
    }
    assert (first.id, second.id) == ("source/a/quay.example.org/gulls", "source/a/tag:2")
    assert (second.authors, second.source) == (("سامي الرفاعي",), first.source)


def test_atom_tells_publication_from_update(tmp_path: Path) -> None:
    first, second = read_many(tmp_path, "feed.xml", ATOM)
    assert (first.paragraphs, first.published, first.updated) == ((FIRST, SECOND), "2021-06-05", "2022-01-02")
    assert (first.authors, first.url) == (("نهى البحري",), "https://blog.example.org/gulls")
    assert (second.published, second.updated, second.authors) == (None, "2022-01-02", ("نهى البحري",))
    assert second.source.url == "https://blog.example.org/"


def test_rss_1_is_read_too(tmp_path: Path) -> None:
    (article,) = read_many(tmp_path, "a.xml", RDF)
    assert (article.title, article.published, article.source.name) == ("نوارس", "2021-06-05", "الرصيف")


def test_the_source_that_a_folder_names_is_kept(tmp_path: Path) -> None:
    write(tmp_path, {"source/source.toml": 'name = "اسم المجلد"\n'})
    assert {article.source.name for article in read_many(tmp_path, "a.rss", RSS)} == {"اسم المجلد"}


@pytest.mark.parametrize("name", ["صحيفة الرصيف", "رويترز", "admin"])
def test_sites_and_agencies_are_no_authors_of_entries(tmp_path: Path, name: str) -> None:
    first, _ = read_many(tmp_path, "a.rss", RSS.replace("نهى البحري", name))
    assert first.authors == ()


def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes_and_reported(tmp_path: Path) -> None:
    write(tmp_path, {"s/a.rss": RSS[: RSS.index("ثان")]})
    articles, skipped = read_all(tmp_path)
    assert [article.paragraphs for article in articles] == [(FIRST, SECOND)]
    assert any("broken" in one.reason for one in skipped)


def test_a_feed_without_entries_says_so(tmp_path: Path) -> None:
    assert read_reasons(tmp_path, "a.rss", '<rss version="2.0"><channel/></rss>') == ["no entry in this feed"]


def test_text_that_looks_like_an_address_is_text(tmp_path: Path) -> None:
    text = "https://example.org/ساحل"
    (article,) = read_many(
        tmp_path, "a.rss", f"<rss><channel><item><description>{text}</description></item></channel></rss>"
    )
    assert article.paragraphs == (text,)
