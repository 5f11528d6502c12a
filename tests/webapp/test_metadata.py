import json
import re
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from flask.testing import FlaskClient

from indexer.model import Contributor, Role, Source
from tests.webapp import records
from tests.webapp.soundness import elements
from webapp.attribution import facts
from webapp.metadata import coins, json_ld, meta_tags, signposting

PERMALINK = "http://localhost/article/gazette/bridge-2021.md"


def test_schema_org_knows_the_article() -> None:
    known = json_ld(records.BRIDGE, PERMALINK)
    assert known["@type"] == "Article"
    assert known["headline"] == records.BRIDGE.title
    assert known["author"] == [{"@type": "Person", "name": name} for name in records.BRIDGE.authors]
    assert known["datePublished"] == "2021-06-05"
    assert known["isBasedOn"] == records.BRIDGE.url


def test_what_is_not_known_is_left_out() -> None:
    known = json_ld(replace(records.MILL, published=None), PERMALINK)
    assert not {"author", "datePublished", "isBasedOn", "license", "translator"} & set(known)
    assert all(content for _, content in meta_tags(records.MILL, PERMALINK))


def test_who_did_not_write_the_article_is_not_its_author() -> None:
    people = (Contributor("دار النور", Role.AGENCY), Contributor("هالة", Role.TRANSLATOR))
    article = replace(records.MILL, contributors=people)
    known = json_ld(article, PERMALINK)
    assert "author" not in known
    assert known["translator"] == [{"@type": "Person", "name": "هالة"}]
    assert known["sourceOrganization"] == [{"@type": "Organization", "name": "دار النور"}]
    assert [content for name, content in meta_tags(article, PERMALINK) if name == "DC.contributor"] == [
        "دار النور",
        "هالة",
    ]


def test_the_page_carries_it_where_no_text_can_break_out(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = replace(records.HOSTILE, id="bad", title="</script><script>alert(1)</script>")
    monkeypatch.setitem(records.ARTICLES, "bad", hostile)
    page = client.get("/article/bad").text
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert [json.loads(one)["headline"] for one in found] == [hostile.title]


def test_a_list_of_results_can_be_saved_whole(client: FlaskClient) -> None:
    found = [
        parse_qs(attributes["title"])
        for name, attributes, _ in elements(client.get("/search?q=x").text)
        if name == "span" and attributes.get("class") == "Z3988"
    ]
    assert found[0]["rft.atitle"] == [records.BRIDGE.title]
    assert found[0]["rft.au"] == list(records.BRIDGE.authors)
    assert len(found) == 3


def test_an_article_without_an_address_of_its_own_is_known_by_its_permalink() -> None:
    assert parse_qs(coins(records.MILL, PERMALINK))["rft_id"] == [PERMALINK]


def test_the_headers_say_how_to_cite_and_where_the_metadata_are(client: FlaskClient) -> None:
    header = client.get("/article/gazette/bridge-2021.md?q=x").headers["Link"]
    assert f'<{PERMALINK}>; rel="cite-as"' in header
    assert 'format=ris>; rel="describedby"; type="application/x-research-info-systems"' in header
    for address in re.findall(r"<([^>]*)>; rel=\"describedby\"", header):
        assert client.get(address).status_code == 200


def test_the_licence_is_the_articles_own_before_that_of_its_source() -> None:
    own = "https://licences.example/own"
    article = replace(records.BRIDGE, licence=own)
    assert json_ld(article, PERMALINK)["license"] == own
    assert ("DC.rights", own) in meta_tags(article, PERMALINK)
    assert f'<{own}>; rel="license"' in signposting(article, PERMALINK, "http://localhost")
    assert own in [fact.href for fact in facts(article)]


def test_no_licence_can_forge_a_header() -> None:
    licence = 'https://l.example/>; rel="evil", <x\r\nX-Evil: 1'
    article = replace(records.BRIDGE, source=Source("x", "x", None, licence))
    assert "evil" not in signposting(article, PERMALINK, "http://localhost").lower()


def test_a_hostile_article_has_sound_headers(client: FlaskClient) -> None:
    response = client.get("/article/bad/%3Cscript%3Ealert(1)%3C/script%3E%3Fx=1%23y")
    assert response.status_code == 200
    assert response.headers["Link"].isascii()
