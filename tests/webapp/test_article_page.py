import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from indexer.answers import Level, Question
from indexer.reprints import Place, Reuse
from indexer.search.paragraphs import paragraph_address
from tests.webapp import records
from tests.webapp.fake_engine import FakeEngine
from tests.webapp.soundness import assert_sound_page, elements, links


def test_an_article_shows_every_paragraph_under_its_own_address_and_its_number(client: FlaskClient) -> None:
    page = client.get("/article/gazette/bridge-2021.md").text
    ids = [attributes["id"] for _, attributes, _ in elements(page) if "id" in attributes]
    addresses = [paragraph_address(text) for text in records.BRIDGE.paragraphs]
    assert [one for one in ids if re.fullmatch(r"p\d|p-.*", one)] == [
        one for number, address in enumerate(addresses, start=1) for one in (address, f"p{number}")
    ]
    assert f"/article/gazette/bridge-2021.md?paragraph={addresses[2]}#{addresses[2]}" in links(page)
    assert "<mark" not in page


def test_an_article_shows_the_marks_of_the_question(client: FlaskClient, engine: FakeEngine) -> None:
    page = client.get("/article/gazette/bridge-2021.md?q=جسر&level=root").text
    assert '<mark class="level-form">جسر</mark> خشبي' in page
    assert '<mark class="level-form" id="m1">عاد</mark>' in page
    assert engine.asked == [Question("جسر", level=Level.ROOT)]
    assert "/search?q=%D8%AC%D8%B3%D8%B1&level=root" in links(page)


def test_an_article_leads_back_to_the_very_results_it_was_found_among(client: FlaskClient, engine: FakeEngine) -> None:
    asked = "q=%D8%AC%D8%B3%D8%B1&level=root&source=gazette&from=2021&sort=newest&copies=true&size=1&page=2"
    results = client.get(f"/search?{asked}").text
    (there,) = [link for link in links(results) if re.fullmatch(r"/article/gazette/bridge[^#]*", link)][:1]
    page = client.get(there).text
    assert f"/search?{asked}" in links(page)
    assert all("source=gazette" in link for link in links(page) if "mark=" in link)


def test_an_article_says_where_its_attribution_was_found_and_what_was_repaired(client: FlaskClient) -> None:
    page = client.get("/article/gazette/bridge-2021.md").text
    for expected in ("عُرف من: سطر الكاتب", "عُرف من: عنوان الصفحة على الشبكة", "decoded as windows-1256", "CC0-1.0"):
        assert expected in page


def test_an_article_without_author_says_unknown(client: FlaskClient) -> None:
    assert "غير معروف" in client.get("/article/notes/mill").text


def test_each_text_has_the_direction_of_its_language(client: FlaskClient) -> None:
    page = client.get("/article/notes/timber%20report").text
    assert '<div class="body" lang="en" dir="ltr"' in page
    assert '<h1 lang="en" dir="ltr">' in page
    results = client.get("/search?q=x").text
    assert '<p class="passage" lang="ar" dir="rtl">' in results
    assert '<p class="passage" lang="en" dir="ltr">' in results


def test_a_title_of_two_scripts_reads_in_one_direction_wherever_it_stands(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed = replace(records.MILL, id="notes/mixed", title="NATO حلف 2023 U.S.")
    monkeypatch.setitem(records.ARTICLES, mixed.id, mixed)
    around = [
        (attributes.get("lang"), attributes.get("dir"))
        for name, attributes, _ in elements(client.get("/article/notes/mixed").text)
        if name == "h1" or (name == "bdi" and attributes.get("lang") == "ar")
    ]
    assert around == [("ar", "rtl")] * 3


def test_reference_managers_find_the_attribution_in_meta_tags(client: FlaskClient) -> None:
    tags = [
        (attributes["name"], attributes["content"])
        for name, attributes, _ in elements(client.get("/article/gazette/bridge-2021.md").text)
        if name == "meta" and "name" in attributes
    ]
    assert ("citation_title", records.BRIDGE.title) in tags
    assert [content for name, content in tags if name == "citation_author"] == list(records.BRIDGE.authors)
    assert ("citation_publication_date", "2021/06/05") in tags
    assert ("DC.publisher", "جريدة الضفة") in tags


def test_an_article_without_title_is_called_by_its_id(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    untitled = replace(records.MILL, id="notes/untitled", title="")
    monkeypatch.setitem(records.ARTICLES, untitled.id, untitled)
    page = client.get("/article/notes/untitled").text
    assert_sound_page(page)
    assert "notes/untitled</h1>" in page


def test_an_article_names_its_copies_and_how_many_there_are(client: FlaskClient, engine: FakeEngine) -> None:
    engine.before = (replace(records.MILL, paragraphs=()),)
    page = client.get("/article/gazette/bridge-2021.md").text
    assert "وفي موضع آخر" in page
    assert "/article/notes/mill" in links(page)
    engine.before = ()
    assert "وفي موضع آخر" not in client.get("/article/gazette/bridge-2021.md").text


def test_reused_paragraphs_lead_to_where_they_stand_again(client: FlaskClient, engine: FakeEngine) -> None:
    address = paragraph_address(records.MILL.paragraphs[0])
    place = Place(replace(records.MILL, paragraphs=()), 1, address)
    engine.reused = (Reuse(2, (place,), 1), Reuse(3, (place, place), 104))
    page = client.get("/article/gazette/bridge-2021.md?q=جسر").text
    assert_sound_page(page)
    assert "فقرات وردت في مقالات أخرى أيضًا" in page
    start = page.index('<dl class="facts reused">')
    told = page[start : page.index("</dl>", start) + len("</dl>")]
    assert [link for link in links(told) if link.startswith("#p")] == ["#p2", "#p3"]
    assert f"/article/notes/mill?q=%D8%AC%D8%B3%D8%B1&paragraph={address}#{address}" in links(told)
    assert "و102 موضع آخر" in told
