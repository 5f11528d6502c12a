"""Saved web pages: body, title, author, date, address; declared, shown, or neither."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Article, Origin, Source
from indexer.readers.html_metadata import read_declared
from tests.readers.reading import read_all, read_one, write

TITLE = "البحيرة التي عادت.. حكاية قرية انتظرت الماء عشرين عاما"
PARAGRAPHS = (
    "عاد الماء إلى البحيرة القديمة في نهاية الشتاء الماضي، بعد جفاف طويل أفرغ القرية من أهلها وأغلق مدرستها.",
    "وقال شيخ القرية إن الأطفال لم يصدقوا ما رأوه في الصباح، فخرجوا حفاة إلى الضفة يلمسون الماء بأيديهم ويضحكون.",
    "ويرى مهندسون أن إصلاح القناة الكبيرة هو السبب الأول لعودة الماء، وأن المطر وحده ما كان ليملأ البحيرة في شهر.",
    "وتنتظر البلدية وصول آلات جديدة في الشهر المقبل لتوسيع القناة، حتى يصل الماء إلى الحقول وراء التلال.",
)


def page(
    head: str = "",
    before: str = "",
    after: str = "",
    title: str = f"<h1>{TITLE}</h1>",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
) -> str:
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">{head}</head><body>
<header><div class="clock">الأحد 4 مايو 2025 10:22</div><nav><a href="/">الرئيسية</a> <a href="/w">طقس</a></nav>
</header>
<main><article>{title}{before}<div class="body">{body}</div>{after}</article></main>
<footer><p>جميع الحقوق محفوظة © صحيفة الضفة</p></footer></body></html>"""


def read(tmp_path: Path, html: str | bytes) -> Article:
    return read_one(tmp_path, "0001.html", html)


def test_the_body_is_the_article_without_menus_and_the_clock_is_no_date(tmp_path: Path) -> None:
    article = read(tmp_path, page())
    assert article.paragraphs == PARAGRAPHS
    assert (article.title, article.provenance.title) == (TITLE, Origin.PAGE)
    assert (article.authors, article.published, article.url) == ((), None, None)
    assert (article.language, article.provenance.language) == ("ar", Origin.META_TAG)


def test_json_ld_is_believed_before_all_else(tmp_path: Path) -> None:
    head = f"""<meta property="og:title" content="عنوان آخر"><link rel="canonical" href="https://example.org/lake">
<script type="application/ld+json">{{"@graph": [{{"@type": "WebSite", "name": "x"}},
{{"@type": ["NewsArticle"], "headline": "{TITLE}", "datePublished": "2021-06-05T10:00:00+03:00",
"author": [{{"@type": "Person", "name": "ريم حداد"}}, {{"@type": "Organization", "name": "جمعية النهر"}}],
"publisher": {{"@type": "Organization", "name": "صحيفة الضفة"}}}}]}}</script>"""
    article = read(tmp_path, page(head))
    assert (article.title, article.authors, article.published) == (TITLE, ("ريم حداد",), "2021-06-05")
    assert article.url == "https://example.org/lake"
    origins = article.provenance
    assert {origins.title, origins.authors, origins.published, origins.source} == {Origin.JSON_LD}
    assert origins.url is Origin.CANONICAL
    assert article.source == Source("صحيفة-الضفة", "صحيفة الضفة")
    assert [claim.value for claim in article.claims if claim.field == "title"] == [TITLE, "عنوان آخر", TITLE]


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-06-05T10:00Z"><meta name="author" content="ريم حداد">',
        '<meta itemprop="datePublished" content="2021-06-05"><meta itemprop="author" content="ريم حداد">',
        '<meta name="citation_publication_date" content="2021/06/05"><meta name="citation_author" content="ريم حداد">',
        '<meta name="DC.date.issued" content="2021-06-05"><meta name="DC.creator" content="ريم حداد">',
    ],
)
def test_date_and_author_are_found_in_every_family_of_meta_tags(tmp_path: Path, head: str) -> None:
    article = read(tmp_path, page(head))
    assert (article.published, article.authors) == ("2021-06-05", ("ريم حداد",))


@pytest.mark.parametrize(
    "head",
    [
        f'<meta property="og:title" content="{TITLE} - الضفة"><meta property="og:site_name" content="الضفة">',
        f'<meta property="og:title" content="صحيفة الضفة | {TITLE}">',
        f"<title>{TITLE} | صحيفة الضفة</title>",
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(tmp_path: Path, head: str) -> None:
    assert read(tmp_path, page(head)).title == TITLE


@pytest.mark.parametrize("heading", ["<h1>صحيفة الضفة</h1>", "", "<h1>أ</h1><h1>ب</h1>"])
def test_a_page_title_helps_where_no_heading_does(tmp_path: Path, heading: str) -> None:
    head = f'<title>{TITLE} - صحيفة الضفة</title><meta property="og:site_name" content="صحيفة الضفة">'
    assert read(tmp_path, page(head, title=heading)).title == TITLE


@pytest.mark.parametrize("name", ["صحيفة الضفة", "الضفة", "رويترز", "https://facebook.com/reem", "admin"])
def test_sites_agencies_and_addresses_are_no_authors(tmp_path: Path, name: str) -> None:
    head = f'<meta name="author" content="{name}"><meta property="og:site_name" content="الضفة">'
    assert read(tmp_path, page(head)).authors == ()


@pytest.mark.parametrize(
    ("before", "authors", "published"),
    [
        ("<span class=by>كتبت ريم حداد</span><span>السبت، 5 يونيو 2021 09:23 ص</span>", ("ريم حداد",), "2021-06-05"),
        (
            '<div>بقلم: <a href="/r">ريم حداد</a></div><div>تم نشره 5 حزيران / يونيو 2021</div>',
            ("ريم حداد",),
            "2021-06-05",
        ),
        (
            '<a rel="author" href="/r">ريم حداد</a><time datetime="2021-06-05T09:00">قبل سنوات</time>',
            ("ريم حداد",),
            "2021-06-05",
        ),
        ("<div>الأربعاء، 9 حزيران/يونيو 2021، آخر تحديث 14:00 (GMT+0400)</div>", (), None),
        ('<time itemprop="dateModified" datetime="2021-06-09">9 يونيو</time>', (), None),
    ],
)
def test_byline_and_date_are_seen_below_the_title(
    tmp_path: Path, before: str, authors: tuple[str, ...], published: str | None
) -> None:
    article = read(tmp_path, page(before=before))
    assert (article.authors, article.published) == (authors, published)
    assert article.paragraphs == PARAGRAPHS


def test_the_date_in_the_address_counts_when_nothing_else_tells(tmp_path: Path) -> None:
    article = read(tmp_path, page('<link rel="canonical" href="https://example.org/2013/world/8/3/lake/">'))
    assert (article.published, article.provenance.published) == ("2013-08-03", Origin.URL)


def test_the_address_that_a_browser_noted_is_taken(tmp_path: Path) -> None:
    article = read(
        tmp_path, page().replace("<html", "<!-- saved from url=(0024)https://example.org/lake -->\n<html", 1)
    )
    assert article.url == "https://example.org/lake"


@pytest.mark.parametrize("href", ["/lake", "javascript:alert(1)", "https://example.org/"])
def test_an_address_that_is_none_is_not_taken(tmp_path: Path, href: str) -> None:
    assert read(tmp_path, page(f'<link rel="canonical" href="{href}">')).url is None


def test_a_lead_that_stands_apart_is_the_first_paragraph(tmp_path: Path) -> None:
    head = f'<meta name="description" content="{PARAGRAPHS[0]}">'
    lead = f'<div class="lead">{PARAGRAPHS[0]}</div>'
    assert read(tmp_path, page(head, before=lead, paragraphs=PARAGRAPHS[1:])).paragraphs == PARAGRAPHS


def test_furniture_below_the_body_is_taken_out(tmp_path: Path) -> None:
    after = """<p>اقرأ أيضا: عودة الطيور إلى الضفة</p><p>تابعونا على فيسبوك</p>
<p>الآراء الواردة أدناه لا تعبر عن رأي صحيفة الضفة، بل عن رأي أصحابها.</p>"""
    assert read(tmp_path, page(after=after)).paragraphs == PARAGRAPHS


def test_a_page_in_a_declared_code_page_is_read(tmp_path: Path) -> None:
    html = page().replace('charset="utf-8"', 'charset="windows-1256"')
    article = read(tmp_path, html.encode("cp1256", errors="ignore"))
    assert (article.paragraphs, article.repairs) == (PARAGRAPHS, ())


def test_a_language_that_the_letters_belie_is_not_believed(tmp_path: Path) -> None:
    article = read(tmp_path, page().replace('lang="ar"', 'lang="en-US"'))
    assert (article.language, article.provenance.language) == ("ar", Origin.TEXT)
    assert read_one(tmp_path / "b", "x.html", page().replace('lang="ar"', 'lang="fa"')).language == "fa"


@pytest.mark.parametrize(
    "html",
    [
        "<p>ماء",
        "ماء بلا علامات",
        "<html><body><div><p>ماء</div></span></p><p",
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>ماء</p></body></html>',
        "<div>" * 3_000 + "ماء",
        '<script type="application/ld+json">{"@type": "Article", "headline": [</script><p>ماء</p>',
        '<script type="application/ld+json">{"@type": "Article", "author": {"name": 5}}</script><p>ماء</p>',
        "<h1></h1><time></time><link rel=canonical><meta content=x><p>ماء</p>",
        "https://example.org/ماء",
    ],
    ids=lambda html: html[:24],
)
def test_broken_pages_are_read_all_the_same(tmp_path: Path, html: str) -> None:
    article = read(tmp_path, html)
    assert "ماء" in " ".join(article.paragraphs)


@pytest.mark.parametrize("unit", ["<div>", "<font>ماء ", "<b>ماء ", "<ul><li>ماء", "<h1>ماء", "<table><tr><td>ماء"])
def test_a_page_of_any_depth_is_read_in_time_linear_in_its_size(tmp_path: Path, unit: str) -> None:
    started = time.process_time()
    article = read(tmp_path, unit * 8_000 + f"<p>{PARAGRAPHS[0]}</p>")
    assert time.process_time() - started < 5
    assert PARAGRAPHS[0] in " ".join(article.paragraphs)
    assert "flattened what was nested deeper than 200 levels" in article.repairs


@pytest.mark.parametrize("unit", ["<li>ماء", '<meta property="og:title" content="ماء {} - نهر"><h1>نهر {} - ماء</h1>'])
def test_a_page_of_very_many_parts_is_read_in_time_linear_in_its_size(tmp_path: Path, unit: str) -> None:
    started = time.process_time()
    article = read(tmp_path, "".join(unit.format(n, n) for n in range(10_000)) + f"<p>{PARAGRAPHS[0]}</p>")
    assert time.process_time() - started < 5
    assert PARAGRAPHS[0] in " ".join(article.paragraphs)


@pytest.mark.parametrize("depth", [150, 230, 400, 3_000])
def test_what_stands_after_a_deep_part_of_the_article_is_not_lost(tmp_path: Path, depth: int) -> None:
    deep = "<div>" * depth + f"<p>{PARAGRAPHS[1]}</p>" + "</div>" * depth
    html = page().replace(f"<p>{PARAGRAPHS[1]}</p>", deep)
    article = read(tmp_path, html)
    assert (article.title, article.paragraphs) == (TITLE, PARAGRAPHS)


@pytest.mark.parametrize(
    "start",
    [
        "<title>",
        "<html><head><title>",
        "<script>",
        '<script type="text/javascript">',
        "<style>",
        "<!-- ",
        "<noscript>",
        "<textarea>",
        "<noframes>",
        '<div class="a>',
        "<script>var a = 'هواء';</script><style>",
    ],
)
def test_text_that_broken_html_has_swallowed_is_taken_without_its_tags(tmp_path: Path, start: str) -> None:
    html = start + "".join(f"<p>{paragraph[:-1]} &amp; <b>نه</b>ر.</p>" for paragraph in PARAGRAPHS)
    article = read(tmp_path, html)
    assert article.paragraphs == tuple(f"{paragraph[:-1]} & نهر." for paragraph in PARAGRAPHS)
    (note,) = article.repairs
    assert note in (
        "the HTML is broken, so the text was taken without its tags",
        "closed what was left open in the HTML",
    )


def test_an_unclosed_title_is_the_title_and_no_more(tmp_path: Path) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = read(tmp_path, f"<html><head><title>{TITLE}\n<body>{body}")
    assert (article.title, article.provenance.title) == (TITLE, Origin.META_TAG)
    assert article.paragraphs == PARAGRAPHS


@pytest.mark.parametrize("name", ["textarea", "noframes"])
def test_tags_that_stand_as_text_are_not_in_the_body(tmp_path: Path, name: str) -> None:
    article = read(tmp_path, f"<p>ماء</p><{name}><p>هواء</p></{name}>")
    assert article.paragraphs == ("ماء",)
    article = read(tmp_path / "b", page(after=f"<{name}><p>هواء</p></{name}>"))
    assert not any("<" in paragraph for paragraph in article.paragraphs)


def test_a_stray_nul_spoils_no_page(tmp_path: Path) -> None:
    article = read(tmp_path, page().replace("القديمة", "القد\x00يمة"))
    assert (article.paragraphs, article.repairs) == (PARAGRAPHS, ("removed 1 NUL characters",))


@pytest.mark.parametrize("author", ['{"name": ' * 900 + '"x"' + "}" * 900, "[" * 900 + '"x"' + "]" * 900])
def test_declarations_nested_without_end_are_read_without_error(tmp_path: Path, author: str) -> None:
    linked = f'{{"@type": "Article", "author": {author}, "publisher": {author}}}'
    article = read(tmp_path, page(f'<script type="application/ld+json">{linked}</script>'))
    assert article.paragraphs == PARAGRAPHS


def test_a_page_of_menus_alone_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.html": "<html><script>var x = 'ماء';</script><img src=x></html>"})
    articles, (skipped,) = read_all(tmp_path)
    assert articles == []
    assert skipped.reason == "no text"


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div", ">", "<h1>", "<!--", "ماء ", "&#x0;", "<time datetime='", "]]>", "<meta "]
        )
    )
)
def test_any_soup_is_read_without_error(pieces: list[str]) -> None:
    from bs4 import BeautifulSoup

    html = "<html>" + "".join(pieces)
    read_declared(BeautifulSoup(html, "lxml"), html)
