import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.errors import BadParameter
from indexer.settings import Settings
from tests.webapp.fake_engine import FakeEngine
from tests.webapp.soundness import links
from webapp.app import create_app
from webapp.interface import (
    arabic_locale,
    date,
    gettext,
    language_name,
    listed,
    milliseconds,
    moment,
    ngettext,
    npgettext,
    number,
    other_language,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالًا"),
        (99, "99 مقالًا"),
        (100, "100 مقال"),
        (102, "102 مقال"),
        (103, "103 مقالات"),
        (111, "111 مقالًا"),
        (1000, "1,000 مقال"),
        (1234567, "1,234,567 مقالًا"),
    ],
)
def test_a_counted_noun_follows_the_arabic_plural_rules(value: int, expected: str) -> None:
    assert ngettext("%(count)s article", "%(count)s articles", value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0, "0 مقال"), (1, "مقال واحد"), (2, "مقالين"), (3, "3 مقالات"), (11, "11 مقالًا")]
)
def test_a_counted_noun_after_a_preposition_is_in_the_genitive(value: int, expected: str) -> None:
    assert npgettext("after a preposition", "%(count)s article", "%(count)s articles", value) == expected


def test_english_has_two_forms(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert [ngettext("%(count)s article", "%(count)s articles", count) for count in (0, 1, 2000)] == [
            "0 articles",
            "1 article",
            "2,000 articles",
        ]


@pytest.mark.parametrize(
    ("published", "arabic", "english"),
    [
        ("2021-06-05", "5 يونيو 2021", "5 June 2021"),
        ("2021-12", "ديسمبر 2021", "December 2021"),
        ("2021", "2021", "2021"),
        ("0622", "622", "622"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(published: str, arabic: str, english: str, app: Flask) -> None:
    assert date(published) == arabic
    with app.test_request_context("/en/x"):
        assert date(published) == english


def test_an_instant_is_said_to_the_minute_and_names_its_time_zone() -> None:
    assert moment("2024-03-09T08:30:59.1Z") == "9 مارس 2024، 08:30 (UTC)"
    assert moment("2024-03-09") == "9 مارس 2024"


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("ar", ("12,345", "5 يونيو 2021")),
        ("ar-EG", ("١٢٬٣٤٥", "٥ يونيو ٢٠٢١")),
        ("ar-LB", ("١٢٬٣٤٥", "٥ حزيران ٢٠٢١")),
        ("ar-MA", ("12.345", "5 يونيو 2021")),
    ],
)
def test_digits_and_months_are_those_of_the_country(locale: str, expected: tuple[str, str]) -> None:
    with create_app(FakeEngine(), Settings(locale=locale)).test_request_context("/"):
        assert (number(12345), date("2021-06-05")) == expected


def test_the_page_says_which_arabic_it_is_in() -> None:
    page = create_app(FakeEngine(), Settings(locale="ar-EG")).test_client().get("/search?q=x").text
    assert '<html lang="ar-EG" dir="rtl">' in page
    assert "٣١ نتيجة" in page


@pytest.mark.parametrize("name", ["en", "xx", "ar-", "العربية", ""])
def test_a_locale_that_is_not_arabic_is_refused_by_name(name: str) -> None:
    with pytest.raises(BadParameter, match="an Arabic locale such as ar"):
        arabic_locale(name)


def test_values_in_a_sentence_are_only_text() -> None:
    assert "&lt;b&gt;" in gettext("Results for %(question)s", question="<b>")
    assert listed(["<b>", "x"]) == "&lt;b&gt;، x"


def test_a_language_has_its_name_in_the_language_of_the_page_or_else_its_tag(app: Flask) -> None:
    assert language_name("ar") == "العربية"
    assert language_name("en-GB") == "الإنجليزية"
    assert language_name("qx") == "qx"
    with app.test_request_context("/en/x"):
        assert language_name("ar") == "Arabic"


def test_a_duration_is_said_to_a_tenth() -> None:
    assert milliseconds(1.26) == "1.3"


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/", "/en/"),
        ("/en/", "/"),
        ("/search?q=%D8%AC&level=root", "/en/search?q=%D8%AC&level=root"),
        ("/en/search?q=%D8%AC&level=root", "/search?q=%D8%AC&level=root"),
        ("/sources", "/en/sources"),
    ],
)
def test_every_page_leads_to_itself_in_the_other_language(path: str, other: str, app: Flask) -> None:
    with app.test_request_context(path):
        assert other_language() == other


@pytest.mark.parametrize("path", ["/en/", "/en/search?q=x", "/en/article/notes/mill?q=x", "/en/sources", "/en/help"])
def test_an_english_page_leads_to_english_pages(path: str, client: FlaskClient) -> None:
    page = client.get(path).text
    assert '<html lang="en" dir="ltr">' in page
    ours = [link for link in links(page) if link.startswith("/")]
    assert ours
    other = [link for link in ours if not link.startswith(("/en/", "/api/", "/citations"))]
    assert len(other) == 1  # the way to the same page in Arabic


def test_an_error_of_an_english_address_is_told_in_english(client: FlaskClient) -> None:
    response = client.get("/en/nowhere")
    assert response.status_code == 404
    assert "No page at this address" in response.text
