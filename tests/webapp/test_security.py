import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.answers import FacetCount, Facets, Hit, Level, Match, MatchedForm, Notice, SourceSummary
from tests.webapp import records
from tests.webapp.fake_engine import FakeEngine
from tests.webapp.soundness import assert_sound_page, elements

HOSTILE_QUESTIONS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'onfocus='alert(1)' autofocus='",
    "</title><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eمقلوب\u2066\u2069\u2069",
    "نهر\0بحر",
    "%00%3Cscript%3E",
    "\ud83d\ude00 \U0010ffff".encode("utf-16", "surrogatepass").decode("utf-16"),
    "javascript:alert(1)",
]

PATHS = [
    "/",
    "/search?q=x",
    "/article/notes/mill",
    "/sources",
    "/help",
    "/en/search?q=x",
    "/feed?q=x",
    "/citations?q=x",
    "/quote/notes/mill?paragraph=p-x&text=x",
    "/manifest.webmanifest",
    "/nowhere",
    "/api/search?q=x",
    "/api/nowhere",
    "/search?q=x&from=x",
]


@pytest.mark.parametrize("path", [*PATHS, "/static/masadir.css", "/static/masadir.js"])
def test_every_answer_carries_the_security_headers(path: str, client: FlaskClient) -> None:
    with client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("question", HOSTILE_QUESTIONS)
@pytest.mark.parametrize("path", ["/search", "/article/notes/mill"])
def test_a_hostile_question_is_only_text(path: str, question: str, client: FlaskClient) -> None:
    response = client.get(path, query_string={"q": question})
    assert response.status_code == 200
    assert_sound_page(response.text)
    assert "<script>alert" not in response.text
    assert "onerror=alert(1)>" not in response.text
    assert "49" not in response.text.replace("{{ 7 * 7 }}", "")
    assert "\0" not in response.text


@pytest.mark.parametrize("name", ["source", "author", "level", "from", "size", "nonsense"])
def test_a_hostile_parameter_is_only_text(name: str, client: FlaskClient) -> None:
    response = client.get("/search", query_string={"q": "x", name: '"><script>alert(1)</script>'})
    assert_sound_page(response.text)
    assert "<script>alert" not in response.text


def test_direction_controls_of_a_question_stay_in_the_field_and_out_of_the_sentences(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": "\u202eقلب"}).text
    assert page.count("\u202e") == 1
    assert 'value="\u202eقلب"' in page


def test_a_hostile_article_is_only_text_wherever_it_shows(client: FlaskClient, engine: FakeEngine) -> None:
    forms = (MatchedForm("<em>x</em>", Level.FORM, 1),)
    hostile = Hit(records.HOSTILE, 1.0, records.hit(records.HOSTILE).passages, (Match("<q>", forms),))
    engine.hits = (hostile,)
    engine.facets = Facets(source=(FacetCount('"><script>', "<i>مصدر</i>", 1),), author=(FacetCount("<a>", "<a>", 1),))
    engine.notices = (Notice("<code>", "<message>", ("<v>",)),)
    for path in ("/search?q=x&source=<s>", f"/article/{quote(records.HOSTILE.id)}?q=x"):
        response = client.get(path)
        assert response.status_code == 200
        assert_sound_page(response.text)
        assert "<script>alert" not in response.text
        assert "javascript:" not in " ".join(attributes.get("href", "") for _, attributes, _ in elements(response.text))


def test_a_hostile_source_is_only_text_in_the_table(
    client: FlaskClient, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = SourceSummary(records.HOSTILE.source, 1, 0, 0, None, None)
    monkeypatch.setattr(records, "SUMMARIES", (summary, summary))
    for path in ("/sources", "/"):
        assert_sound_page(client.get(path).text)


def test_a_hostile_article_is_plain_text_in_json(client: FlaskClient, engine: FakeEngine) -> None:
    engine.hits = (records.hit(records.HOSTILE),)
    response = client.get("/api/search?q=<script>")
    assert response.mimetype == "application/json"
    assert json.loads(response.data)["hits"][0]["title"] == "<script>alert('title')</script>"


def test_an_address_of_an_article_that_is_not_there_is_not_echoed_as_markup(client: FlaskClient) -> None:
    response = client.get("/article/%3Cscript%3Ealert(1)%3C/script%3E")
    assert response.status_code == 404
    assert_sound_page(response.text)


def test_links_to_other_sites_give_them_nothing(client: FlaskClient) -> None:
    for path in ("/search?q=x", "/article/gazette/bridge-2021.md", "/sources"):
        outward = [
            attributes
            for name, attributes, _ in elements(client.get(path).text)
            if name == "a" and attributes["href"].startswith("http")
        ]
        assert outward
        assert all("noopener" in attributes["rel"] and "noreferrer" in attributes["rel"] for attributes in outward)
