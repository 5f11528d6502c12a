"""Made pages as sites make them: who and when, out of every family of metadata, and no furniture in the body."""

import json
from pathlib import Path

import pytest

from indexer.model import Article, Certainty, Claim, Contributor, Origin, Role, Source
from tests.readers.reading import read_one

TITLE = "سفينة الملح تعود إلى الميناء بعد غياب نصف قرن"
PARAGRAPHS = (
    "رست السفينة القديمة عند الفجر في طرف الميناء، وكان على الرصيف عشرات من أبناء البحارة الذين عملوا عليها قديما.",
    "وقال قبطانها الأخير إن ألواحها ما زالت سليمة، وإن الملح الذي حملته ثلاثين عاما هو الذي حفظ خشبها من التلف.",
    "وتنوي البلدية أن تجعل منها متحفا صغيرا يروي تاريخ الملاحات، على أن يفتح أبوابه للزوار في الربيع القادم.",
)
COOKIES = "نستخدم ملفات تعريف الارتباط لتحسين تجربتك، ومتابعتك للتصفح تعني أنك موافق عليها."
FURNITURE = (
    COOKIES,
    "سعر الذهب اليوم",
    "الأكثر قراءة",
    "افتتاح سوق السمك الجديد وسط زحام كبير",
    "كلام جميل جدا وشكرا للكاتب على هذا المقال الرائع",
    "شارك على فيسبوك",
    "القبطان على ظهر السفينة (تصوير: هيئة الميناء)",
    "اشترك في نشرتنا البريدية",
)


def page(head: str = "", byline: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[1:])
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">{head}</head><body>
<div id="cookie-banner" class="cookie-consent" role="dialog"><p>{FURNITURE[0]}</p><button>موافق</button></div>
<header><span class="clock">الثلاثاء 9 يناير 2024 08:15</span><nav class="menu"><ul><li><a href="/">الرئيسية</a></li>
<li><a href="/gold">{FURNITURE[1]}</a></li></ul></nav></header>
<main><article><h1>{TITLE}</h1><div class="meta">{byline}</div>
<div class="share-buttons"><a href="#">{FURNITURE[5]}</a><a href="#">تويتر</a></div>
<figure><img src="x.jpg" alt=""><figcaption>{FURNITURE[6]}</figcaption></figure>
<div class="article-body"><p>{PARAGRAPHS[0]}</p>{body}</div></article></main>
<aside class="related"><h3>{FURNITURE[2]}</h3><ul><li><a href="/fish">{FURNITURE[3]}</a></li></ul></aside>
<section id="comments" class="comments"><h3>التعليقات</h3><div class="comment"><p>{FURNITURE[4]}</p></div></section>
<footer><form class="newsletter"><label>{FURNITURE[7]}</label></form></footer></body></html>"""


def read(tmp_path: Path, html: str) -> Article:
    return read_one(tmp_path, "0001.html", html)


def test_the_body_is_kept_whole_and_no_furniture_is_in_it(tmp_path: Path) -> None:
    article = read(tmp_path, page(byline="<span>ريم حداد</span>"))
    text = "\n".join(article.paragraphs)
    assert [kept for kept in PARAGRAPHS if kept not in text] == []
    assert [left for left in FURNITURE if left in text] == []
    assert (article.title, article.published) == (TITLE, None)


def test_a_graph_with_references_is_followed(tmp_path: Path) -> None:
    graph = [
        {"@type": "WebSite", "@id": "#site", "name": "جريدة الملاحات"},
        {"@type": "Organization", "@id": "#publisher", "name": "جريدة الملاحات"},
        {"@type": "Person", "@id": "#reem", "name": "ريم حداد"},
        {"@type": "NewsArticle", "headline": "خبر آخر في الشريط", "author": {"name": "غير معني"}},
        {
            "@type": "NewsArticle",
            "headline": TITLE,
            "author": {"@id": "#reem"},
            "translator": {"@type": "Person", "name": "نادر فهمي"},
            "editor": [{"@type": "Person", "name": "هالة المصري"}],
            "publisher": {"@id": "#publisher"},
            "datePublished": "2021-06-05T10:00:00+03:00",
            "dateModified": "2021-06-07T10:00:00+03:00",
            "articleSection": "محليات",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "mainEntityOfPage": {"@id": "https://example.org/salt-ship"},
        },
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    article = read(tmp_path, page(head))
    assert article.contributors == (
        Contributor("ريم حداد", Role.WRITER),
        Contributor("نادر فهمي", Role.TRANSLATOR),
        Contributor("هالة المصري", Role.EDITOR),
    )
    assert (article.published, article.updated, article.section) == ("2021-06-05", "2021-06-07", "محليات")
    assert (article.licence, article.url) == (
        "https://creativecommons.org/licenses/by/4.0/",
        "https://example.org/salt-ship",
    )
    assert article.source == Source("جريدة-الملاحات", "جريدة الملاحات")
    assert article.published_text is None, "a timestamp is nobody's wording"


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        (
            '<meta name="citation_author" content="ريم حداد"><meta name="citation_date" content="2021/6/5">'
            '<meta name="citation_journal_title" content="الملاحات">',
            Origin.HIGHWIRE,
        ),
        (
            '<meta property="article:author" content="ريم حداد"><meta property="og:site_name" content="الملاحات">'
            '<meta property="article:published_time" content="2021-06-05T08:00Z">',
            Origin.OPEN_GRAPH,
        ),
        (
            '<meta name="DC.creator" content="ريم حداد"><meta name="DC.date" content="2021-06-05">'
            '<meta name="DC.publisher" content="الملاحات">',
            Origin.DUBLIN_CORE,
        ),
        (
            '<meta name="author" content="ريم حداد"><meta itemprop="datePublished" content="2021-06-05">'
            '<meta name="application-name" content="الملاحات">',
            Origin.META_TAG,
        ),
    ],
)
def test_each_family_of_tags_is_named_as_the_origin(tmp_path: Path, head: str, origin: Origin) -> None:
    article = read(tmp_path, page(head))
    assert (article.authors, article.published, article.source.name) == (("ريم حداد",), "2021-06-05", "الملاحات")
    found = article.provenance
    assert {found.authors, found.published, found.source} == {origin}


def test_every_place_that_was_looked_at_is_kept_the_believed_one_first(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2021-06-05"><meta name="author" content="نادر فهمي">'
    article = read(tmp_path, page(head, "<span>كتبت ريم حداد</span><time datetime='2021-06-06'>أمس</time>"))
    assert (article.authors, article.published) == (("نادر فهمي",), "2021-06-05")

    def said(field: str) -> list[tuple[str, Origin]]:
        return [(claim.value, claim.origin) for claim in article.claims if claim.field == field]

    assert said("writer") == [("نادر فهمي", Origin.META_TAG), ("ريم حداد", Origin.BYLINE)]
    assert said("published") == [("2021-06-05", Origin.OPEN_GRAPH), ("2021-06-06", Origin.TIME_TAG)]


@pytest.mark.parametrize(
    ("byline", "contributors"),
    [
        ("<span>الميناء - رويترز</span>", ()),
        ("<span>بيروت - رويترز</span>", (Contributor("رويترز", Role.AGENCY),)),
        ("<span>بيروت: ريم حداد</span>", (Contributor("ريم حداد", Role.CORRESPONDENT),)),
        (
            "<span>بقلم: ريم حداد - ترجمة: نادر فهمي</span>",
            (Contributor("ريم حداد"), Contributor("نادر فهمي", Role.TRANSLATOR)),
        ),
    ],
)
def test_a_line_below_the_title_names_who_made_the_article(
    tmp_path: Path, byline: str, contributors: tuple[Contributor, ...]
) -> None:
    assert read(tmp_path, page(byline=byline)).contributors == contributors


def test_a_hijri_date_below_the_title_is_told_with_the_days_it_can_mean(tmp_path: Path) -> None:
    article = read(tmp_path, page(byline="<span>نشر في: ٢٤ شوال ١٤٤٢ هـ</span>"))
    assert (article.published, article.published_text) == ("2021-06-05", "٢٤ شوال ١٤٤٢ هـ")
    assert article.published_span == ("2021-06-04", "2021-06-06")
    assert Claim("published", "2021-06-04/2021-06-06", Origin.DATELINE, Certainty.RECOGNISED) in article.claims


def test_the_dateline_of_an_agency_stays_in_the_text_and_is_credited(tmp_path: Path) -> None:
    article = read_one(tmp_path, "x.txt", f"{TITLE}\n\nبيروت (رويترز) - {PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}")
    assert article.contributors == (Contributor("رويترز", Role.AGENCY),)
    assert article.authors == ()
    assert article.paragraphs[0].startswith("بيروت (رويترز)")


def test_a_record_whose_author_is_a_city_and_an_agency_has_no_author(tmp_path: Path) -> None:
    record = {"text": PARAGRAPHS[0], "author": "الرياض - واس", "translator": "نادر فهمي", "licence": "CC0-1.0"}
    article = read_one(tmp_path, "c.jsonl", json.dumps(record))
    assert (article.authors, article.licence) == ((), "CC0-1.0")
    assert article.contributors == (Contributor("نادر فهمي", Role.TRANSLATOR), Contributor("واس", Role.AGENCY))


LINE = "المصدر | صحيفة النهر"


@pytest.mark.parametrize(
    ("name", "content"),
    [("0001.html", page(byline=f"<p>{LINE}</p>")), ("saved.txt", "\n\n".join((TITLE, LINE, *PARAGRAPHS)))],
)
def test_a_source_line_tells_the_publisher(tmp_path: Path, name: str, content: str) -> None:
    claim = Claim("publisher", "صحيفة النهر", Origin.BYLINE, Certainty.RECOGNISED)
    assert claim in read_one(tmp_path, name, content).claims
