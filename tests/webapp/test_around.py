import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from indexer.answers import Question, Sort
from tests.webapp import records
from tests.webapp.fake_engine import FakeEngine
from tests.webapp.soundness import links

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def feed(client: FlaskClient, path: str) -> ElementTree.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "application/atom+xml"
    return ElementTree.fromstring(response.data)  # noqa: S314  # our own XML, and the point is that it parses


def test_a_feed_has_the_newest_articles_of_a_question(client: FlaskClient, engine: FakeEngine) -> None:
    root = feed(client, "/feed?q=جسر&source=gazette&sort=oldest&page=3")
    assert engine.asked[0].sort is Sort.NEWEST
    assert engine.asked[0].page == 1
    assert engine.asked[0].filters.sources == ("gazette",)
    entries = root.findall(f"{ATOM}entry")
    assert entries[0].findtext(f"{ATOM}title") == records.BRIDGE.title
    assert entries[0].findtext(f"{ATOM}id") == "http://localhost/article/gazette/bridge-2021.md"
    assert entries[0].findtext(f"{ATOM}published") == "2021-06-05T00:00:00Z"
    assert entries[1].findtext(f"{ATOM}published") == "2019-11-01T00:00:00Z"
    for entry in entries:
        assert entry.findtext(f"{ATOM}updated")
        assert entry.findtext(f"{ATOM}author/{ATOM}name")


def test_a_feed_survives_what_xml_can_not_hold(client: FlaskClient, engine: FakeEngine) -> None:
    title = "a\0b\x1bc\ud800d]]>&<e>"
    engine.hits = (records.hit(replace(records.HOSTILE, title=title)),)
    root = feed(client, "/feed?q=%00x")
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "a\ufffdb\ufffdc\ufffdd]]>&<e>"


def test_results_lead_to_their_feed(client: FlaskClient) -> None:
    assert "/feed?q=x&level=root" in links(client.get("/search?q=x&level=root&page=2").text)


def test_a_browser_can_add_the_search(client: FlaskClient) -> None:
    root = ElementTree.fromstring(client.get("/opensearch.xml").data)  # noqa: S314  # as above
    assert len(str(root.findtext(f"{OPENSEARCH}ShortName"))) <= 16
    templates = {url.get("type"): url.get("template") for url in root.findall(f"{OPENSEARCH}Url")}
    for kind in ("text/html", "application/atom+xml", "application/json"):
        address = str(templates[kind]).replace("{searchTerms}", "x").replace("{startPage?}", "1")
        assert client.get(address).status_code == 200, kind


@pytest.mark.parametrize(("path", "language"), [("/", "ar"), ("/en/", "en")])
def test_the_manifest_speaks_the_language_of_the_page(path: str, language: str, client: FlaskClient) -> None:
    response = client.get(f"{path}manifest.webmanifest")
    assert response.mimetype == "application/manifest+json"
    manifest = json.loads(response.data)
    assert manifest["lang"] == language
    assert manifest["start_url"] == path
    with client.get(manifest["icons"][0]["src"]) as icon:
        assert icon.status_code == 200


@pytest.mark.parametrize(
    ("fmt", "marker"), [("bibtex", "@article{"), ("ris", "TY  - NEWS"), ("csl-json", '"title"'), ("text", '«|"')]
)
def test_a_page_of_results_is_cited_as_one_file(fmt: str, marker: str, client: FlaskClient, engine: FakeEngine) -> None:
    response = client.get(f"/citations?q=x&size=20&format={fmt}")
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    assert engine.asked == [Question("x", size=20)]
    for hit in engine.hits:
        assert hit.article.title.split()[0] in response.text
    if fmt == "csl-json":
        assert len(json.loads(response.text)) == len(engine.hits)
    elif fmt != "text":
        assert response.text.count(marker) == len(engine.hits)


def test_an_unknown_format_is_refused(client: FlaskClient) -> None:
    assert client.get("/citations?q=x&format=word").status_code == 400
