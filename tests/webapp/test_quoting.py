import hashlib
import re

import pytest
from flask.testing import FlaskClient

from indexer.search.paragraphs import paragraph_address
from tests.webapp import records
from tests.webapp.fake_engine import FakeEngine
from tests.webapp.soundness import assert_sound_page, links
from webapp.quoting import QUOTATION_LIMIT, card

FIRST = records.BRIDGE.paragraphs[0]
ADDRESS = paragraph_address(FIRST)


def quote(client: FlaskClient, article: str = records.BRIDGE.id, **parameters: str) -> str:
    response = client.get(f"/quote/{article}", query_string=parameters)
    assert_sound_page(response.text)
    return response.text


def test_a_card_has_words_attribution_address_day_and_digest(client: FlaskClient) -> None:
    page = quote(client, paragraph=ADDRESS, text="الجسرُ القديم")
    digest = hashlib.sha256("الجسرُ القديم".encode()).hexdigest()
    for expected in (
        ">الجسرُ القديم</blockquote>",
        "سلمى الحداد",
        "جريدة الضفة",
        f"http://localhost/article/gazette/bridge-2021.md?paragraph={ADDRESS}#{ADDRESS}",
        "https://gazette.example/2021/bridge",
        digest,
    ):
        assert expected in page
    assert re.search(r'<time datetime="20\d\d-\d\d-\d\d">', page)


def test_without_words_the_whole_paragraph_is_quoted(client: FlaskClient) -> None:
    assert f">{FIRST}</blockquote>" in quote(client, paragraph=ADDRESS)


def test_the_spaces_of_a_selection_do_not_matter_and_the_card_has_the_articles_own() -> None:
    found = card(records.BRIDGE, ADDRESS, "الجسرُ\n  القديم")
    assert found is not None
    assert found.text == "الجسرُ القديم"


def test_a_quotation_longer_than_an_address_is_cut() -> None:
    found = card(records.MILL, paragraph_address(records.MILL.paragraphs[0]), "")
    assert found is not None
    assert len(found.text) <= QUOTATION_LIMIT


def test_words_that_moved_to_another_paragraph_are_found(client: FlaskClient) -> None:
    page = quote(client, paragraph="p-aaaaaaaa", text="الجسرُ القديم")
    assert "انتقلت هذه الكلمات" in page
    assert any(link.endswith(f"#{ADDRESS}") for link in links(page))


def test_words_that_moved_to_another_article_are_found(client: FlaskClient, engine: FakeEngine) -> None:
    page = quote(client, "gone/for-ever", paragraph=ADDRESS, text="الجسرُ القديم")
    assert "/article/gazette/bridge-2021.md" in " ".join(links(page))
    assert engine.asked[0].text == '"الجسرُ القديم"'


def test_words_that_are_nowhere_are_said_to_be_gone_and_never_passed_off_as_a_quotation(client: FlaskClient) -> None:
    response = client.get(f"/quote/{records.BRIDGE.id}", query_string={"paragraph": ADDRESS, "text": "لم يقل أحد هذا"})
    assert response.status_code == 410
    assert_sound_page(response.text)
    assert "لم تعد هذه الكلمات موجودة" in response.text
    assert 'class="panel quotation"' not in response.text


def test_an_article_that_is_gone_without_words_to_look_for_is_not_found(client: FlaskClient) -> None:
    assert client.get("/quote/gone", query_string={"paragraph": "p-aaaaaaaa"}).status_code == 404


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"', '""" " "', "\0", "\u202eقلب", "ش" * 50_000])
def test_hostile_words_are_only_text(text: str, client: FlaskClient) -> None:
    assert "<script>alert" not in quote(client, paragraph=ADDRESS, text=text)
