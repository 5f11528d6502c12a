import html
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from indexer.answers import Facets, Filters, Level, LevelCounts, Notice, Question, Sort
from indexer.errors import BadParameter
from indexer.search.paragraphs import paragraph_address
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT
from tests.conftest import Golden
from tests.webapp import records
from tests.webapp.fake_engine import FakeEngine
from tests.webapp.soundness import assert_sound_page, elements, links

GOLDEN_PAGES = {
    "home.html": "/",
    "results.html": "/search?q=جسر القرية&source=gazette&from=2019&page=2",
    "article.html": "/article/gazette/bridge-2021.md?q=جسر&level=root",
    "sources.html": "/sources",
    "results-en.html": "/en/search?q=%2Bجسر -نهر&sort=newest",
    "help.html": "/help",
    "not-found.html": "/nowhere",
    "bad-date.html": "/search?q=جسر&from=tomorrow&level=form",
}


@pytest.mark.parametrize("name", GOLDEN_PAGES)
def test_the_page_is_the_one_we_last_looked_at(name: str, client: FlaskClient, golden: Golden) -> None:
    golden(name, client.get(GOLDEN_PAGES[name]).text)


@pytest.mark.parametrize("path", GOLDEN_PAGES.values())
def test_every_page_is_sound(path: str, client: FlaskClient) -> None:
    assert_sound_page(client.get(path).text)


def test_home_says_how_much_there_is_to_search(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "113 مقالًا" in page
    assert "مصدرين" in page


def test_home_with_a_question_leads_to_its_results(client: FlaskClient) -> None:
    response = client.get("/?q=%D8%AC%D8%B3%D8%B1&level=root")
    assert response.status_code == 302
    assert response.location == "/search?q=%D8%AC%D8%B3%D8%B1&level=root"


@pytest.mark.parametrize("path", ["/search", "/search?q=", "/search?q=%20%00"])
def test_a_search_for_nothing_leads_home(path: str, client: FlaskClient) -> None:
    assert client.get(path).location == "/"


def test_the_question_reaches_the_engine_and_unknown_parameters_do_not_matter(
    client: FlaskClient, engine: FakeEngine
) -> None:
    client.get("/search?q=جسر&level=form&size=20&author=سلمى الحداد&to=2021&sort=oldest&utm_source=letter")
    filters = Filters(authors=("سلمى الحداد",), published_to="2021")
    assert engine.asked == [Question("جسر", level=Level.FORM, filters=filters, sort=Sort.OLDEST, size=20)]


def test_a_result_shows_title_attribution_and_marked_passages(client: FlaskClient) -> None:
    page = client.get("/search?q=جسر").text
    for expected in (
        "جسر خشبي يعود إلى القرية",
        "جريدة الضفة",
        "سلمى الحداد",
        '<time datetime="2021-06-05" title="24 شوال 1442 هـ"><bdi>5 يونيو 2021</bdi></time>',
        '<mark class="level-stem">الجسرُ</mark>',
        '<mark class="level-exact">جسرًا</mark>',
        "لماذا ظهر؟",
        "31 نتيجة",
    ):
        assert expected in page
    assert "https://gazette.example/2021/bridge" in links(page)


def test_titles_and_passages_lead_to_the_article_with_the_question_and_its_level(client: FlaskClient) -> None:
    found = links(client.get("/search?q=جسر&level=root").text)
    question = "q=%D8%AC%D8%B3%D8%B1&level=root"
    assert f"/article/gazette/bridge-2021.md?{question}" in found
    address = paragraph_address(records.BRIDGE.paragraphs[2])
    assert f"/article/gazette/bridge-2021.md?{question}&paragraph={address}#{address}" in found


def test_every_link_inside_an_answer_leads_somewhere(client: FlaskClient) -> None:
    page = client.get("/search?q=جسر&source=notes&from=2019").text
    local = {link for link in links(page) if link.startswith("/")}
    assert len(local) > 20
    for link in local:
        assert client.get(link).status_code == 200, link


def test_the_ladder_offers_each_level_with_its_count_and_marks_the_current_one(client: FlaskClient) -> None:
    page = client.get("/search?q=x&level=form&page=3").text
    ladder = page[page.index('<nav class="ladder"') : page.index("</nav>", page.index('<nav class="ladder"'))]
    assert re.findall(r'class="count">([\d,]+)<', ladder) == ["2", "11", "31", "104"]
    assert [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', ladder)] == [
        "/search?q=x&level=exact",
        "/search?q=x&level=form",
        "/search?q=x",
        "/search?q=x&level=root",
    ]
    assert re.findall(r'href="([^"]+)" aria-current="true"', ladder) == ["/search?q=x&amp;level=form"]


def test_facets_add_a_filter_and_chips_take_it_away(client: FlaskClient) -> None:
    found = links(client.get("/search?q=x&source=notes&page=2").text)
    assert "/search?q=x&source=notes&source=gazette" in found
    assert "/search?q=x&source=notes&from=2021&to=2021" in found
    assert found.count("/search?q=x") >= 2


def test_an_active_year_is_taken_away_by_its_own_link(client: FlaskClient) -> None:
    page = client.get("/search?q=x&from=2021&to=2021").text
    assert '<a href="/search?q=x" aria-current="true"><span><bdi>2021</bdi>' in page


def test_the_form_stays_filled_and_carries_the_filters_along(client: FlaskClient) -> None:
    page = client.get('/search?q="نهر"&level=root&source=notes&author=سلمى&from=2019&sort=oldest&size=50').text
    fields = [attributes for name, attributes, _ in elements(page) if name == "input"]
    values = {(field["name"], field["value"]) for field in fields}
    assert {("q", '"نهر"'), ("level", "root"), ("source", "notes"), ("author", "سلمى"), ("from", "2019")} <= values
    assert '<option value="oldest" selected>' in page
    assert '<option value="50" selected>50</option>' in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=x", "تاريخ البداية"),
        ("to=2021-40", "تاريخ النهاية"),
        ("level=deep", "درجة المطابقة"),
        ("sort=random", "الترتيب"),
        ("page=0", "رقم الصفحة"),
        (f"size={PAGE_SIZE_LIMIT + 1}", "عدد النتائج"),
        ("q=y", "expected one value"),
    ],
)
def test_a_bad_parameter_is_explained_above_the_filled_form(query: str, sentence: str, client: FlaskClient) -> None:
    response = client.get(f"/search?q=جسر&{query}")
    assert response.status_code == 400
    assert_sound_page(response.text)
    assert sentence in response.text
    assert 'value="جسر"' in response.text
    assert "<option" in response.text


def test_what_the_engine_refuses_is_explained_above_the_filled_form(client: FlaskClient, engine: FakeEngine) -> None:
    engine.error = BadParameter("to", "a date not before 2022", "2021")
    response = client.get("/search?q=جسر&from=2022&to=2021")
    assert response.status_code == 400
    assert_sound_page(response.text)
    assert "لا يسبق تاريخ البداية" in response.text
    assert 'value="2022"' in response.text


def test_a_question_that_is_too_long_is_explained_and_kept(client: FlaskClient, engine: FakeEngine) -> None:
    question = "جسر " * QUESTION_LIMIT
    response = client.get("/search", query_string={"q": question})
    assert response.status_code == 400
    assert f"{QUESTION_LIMIT:,} حرف" in response.text
    assert f'value="{question.strip()}"' in response.text
    assert engine.asked == []


@pytest.mark.parametrize(
    ("notice", "sentence"),
    [
        (Notice("function-words", "m", ("في", "من")), "لم تُحتسب في الترتيب: <bdi>«في»</bdi>، <bdi>«من»</bdi>."),
        (Notice("no-words", "m"), "ليس في السؤال كلمة"),
        (Notice("level-hint", "m", ("root", "104")), "عند درجة <bdi>«الجذر»</bdi>: 104 نتائج."),
        (Notice("unclosed-quote", "m"), "علامة تنصيص لم تُغلق"),
        (Notice("unbalanced-parenthesis", "m"), "قوس بلا نظير"),
        (
            Notice("prefix-limited", "m", ("مد", "900")),
            "تبدأ بـ<bdi>«مد»</bdi> (900)، فبُحث عن أكثرها ورودًا",
        ),
        (Notice("only-negative", "m"), "السؤال كله استثناء"),
        (Notice("bad-date", "m", ("غدًا",)), "تاريخ لم يُفهم فأُهمل: <bdi>«غدًا»</bdi>"),
        (Notice("operator-ignored", "m"), "ليس بجانبه ما يربطه"),
        (
            Notice("did-you-mean", "m", ("جسور <b>",)),
            'هل تقصد <a href="/search?q=%D8%AC%D8%B3%D9%88%D8%B1+%3Cb%3E&amp;level=form"><bdi>جسور &lt;b&gt;</bdi>',
        ),
        (Notice("did-you-mean", "Nothing to mean."), "Nothing to mean."),
        (
            Notice("brand-new", "A <b>new</b> notice."),
            '<span lang="en" dir="ltr">A &lt;b&gt;new&lt;/b&gt; notice.</span>',
        ),
        (Notice("prefix-limited", "Too few values."), "Too few values."),
        (Notice("level-hint", "No such level.", ("deep", "1")), "No such level."),
        (Notice("function-words", "m", ("<i>",)), "<bdi>«&lt;i&gt;»</bdi>"),
    ],
)
def test_a_notice_is_said_in_arabic_or_else_in_its_own_words(
    notice: Notice, sentence: str, client: FlaskClient, engine: FakeEngine
) -> None:
    engine.notices = (notice,)
    page = client.get("/search?q=x&level=form").text
    assert_sound_page(page)
    assert sentence in page


def test_a_hint_at_a_wider_level_links_to_it(client: FlaskClient, engine: FakeEngine) -> None:
    engine.notices = (Notice("level-hint", "m", ("root", "104")),)
    page = client.get("/search?q=x&level=exact").text
    assert '<a href="/search?q=x&amp;level=root">ابحث عند درجة الجذر</a>' in page


def test_no_results_says_so_and_helps(client: FlaskClient, engine: FakeEngine) -> None:
    engine.hits, engine.total, engine.facets, engine.levels = (), 0, Facets(), LevelCounts()
    page = client.get("/search?q=x").text
    assert_sound_page(page)
    assert "لا مقال يجيب عن هذا السؤال" in page
    assert "/help" in links(page)


def test_a_page_past_the_last_leads_back_to_the_first(client: FlaskClient, engine: FakeEngine) -> None:
    engine.hits = ()
    page = client.get("/search?q=x&page=900").text
    assert_sound_page(page)
    assert "ليس للنتائج صفحة بهذا الرقم" in page
    assert "/search?q=x&page=4" in links(page)


def test_the_pager_shows_first_last_and_neighbours(client: FlaskClient, engine: FakeEngine) -> None:
    engine.total = 1000
    page = client.get("/search?q=x&page=50").text
    pager = html.unescape(page[page.index('<nav class="pager"') :])
    assert re.findall(r"</span>(\d+)</a>", pager) == ["1", "48", "49", "50", "51", "52", "100"]
    assert pager.count("…") == 2
    assert 'rel="prev" href="/search?q=x&page=49"' in pager
    assert 'rel="next" href="/search?q=x&page=51"' in pager
    assert 'href="/search?q=x&page=50" aria-current="page"' in pager


def test_the_list_is_numbered_on_from_page_to_page(client: FlaskClient) -> None:
    assert '<ol class="hits" start="11">' in client.get("/search?q=x&page=2").text


def test_results_and_errors_ask_not_to_be_indexed_and_articles_do_not(client: FlaskClient) -> None:
    assert '<meta name="robots" content="noindex">' in client.get("/search?q=x").text
    assert client.get("/search?q=x").headers["X-Robots-Tag"] == "noindex"
    assert "noindex" in client.get("/nowhere").text
    assert "noindex" not in client.get("/article/notes/mill").text


def test_the_copies_of_a_story_are_named_with_it_and_the_others_counted(
    client: FlaskClient, engine: FakeEngine
) -> None:
    copies = (replace(records.MILL, paragraphs=()), replace(records.BRIDGE, id="notes/bridge", source=records.NOTES))
    engine.hits = (replace(records.BRIDGE_HIT, copies=copies, copies_total=24),)
    page = client.get("/search?q=جسر").text
    assert_sound_page(page)
    start = page.index('<details class="copies">')
    also = page[start : page.index("</details>", start) + len("</details>")]
    assert "وفي 24 موضعًا آخر" in also
    assert "و22 موضعًا آخر" in also
    assert [link.partition("?")[0] for link in links(also)] == ["/article/notes/mill", "/article/notes/bridge"]
    assert also.count(records.BRIDGE.title) == 0, "the same title is not told twice"
    engine.hits = (replace(records.BRIDGE_HIT, copies=copies, copies_total=2),)
    assert '<details class="copies" open>' in client.get("/search?q=جسر").text


def test_every_copy_can_be_shown_and_each_story_once_again(client: FlaskClient, engine: FakeEngine) -> None:
    engine.articles = 45
    page = client.get("/search?q=جسر&level=form&page=2").text
    assert "أظهر كل النسخ (45 مقالًا)" in page
    assert "/search?q=جسر&level=form&copies=true" in map(unquote, links(page))
    page = client.get("/search?q=جسر&level=form&copies=true").text
    assert engine.asked[-1].copies
    assert "أظهر كل خبر مرة واحدة" in page
    assert "/search?q=جسر&level=form" in map(unquote, links(page))


def test_where_no_story_has_copies_there_is_nothing_to_choose(client: FlaskClient) -> None:
    assert 'class="switch"' not in client.get("/search?q=جسر").text
