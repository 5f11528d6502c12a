import pytest

from indexer.answers import Level, Sort
from indexer.model import Origin
from webapp import wording
from webapp.wording import ARTICLE, SOURCE, TIME, Noun, counted, date, language, moment, number


@pytest.mark.parametrize(
    ("value", "noun", "expected"),
    [
        (0, ARTICLE, "لا مقالات"),
        (1, ARTICLE, "مقال واحد"),
        (2, ARTICLE, "مقالان"),
        (3, ARTICLE, "3 مقالات"),
        (10, ARTICLE, "10 مقالات"),
        (11, ARTICLE, "11 مقالًا"),
        (99, ARTICLE, "99 مقالًا"),
        (100, ARTICLE, "100 مقال"),
        (102, ARTICLE, "102 مقال"),
        (103, ARTICLE, "103 مقالات"),
        (110, ARTICLE, "110 مقالات"),
        (111, ARTICLE, "111 مقالًا"),
        (1000, ARTICLE, "1,000 مقال"),
        (1234567, ARTICLE, "1,234,567 مقالًا"),
        (1, TIME, "مرة واحدة"),
        (2, TIME, "مرتان"),
        (5, TIME, "5 مرات"),
        (12, TIME, "12 مرة"),
        (2, SOURCE, "مصدران"),
    ],
)
def test_a_counted_noun_follows_the_arabic_plural_rules(value: int, noun: Noun, expected: str) -> None:
    assert counted(value, noun) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0, "0 مقال"), (1, "مقال واحد"), (2, "مقالين"), (3, "3 مقالات"), (11, "11 مقالًا")]
)
def test_a_counted_noun_after_a_preposition_is_in_the_genitive(value: int, expected: str) -> None:
    assert counted(value, ARTICLE, genitive=True) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2021-06-05", "5 يونيو 2021"), ("2021-12", "ديسمبر 2021"), ("2021", "2021"), ("0622", "622")],
)
def test_a_date_is_said_as_precisely_as_it_is_known(published: str, expected: str) -> None:
    assert date(published) == expected


def test_an_instant_is_said_to_the_minute_and_names_its_time_zone() -> None:
    assert moment("2024-03-09T08:30:59.1Z") == "9 مارس 2024، 08:30 (UTC)"
    assert moment("2024-03-09") == "9 مارس 2024"


def test_thousands_are_parted() -> None:
    assert number(12345) == "12,345"


def test_a_language_has_its_arabic_name_or_else_its_tag() -> None:
    assert language("ar") == "العربية"
    assert language("en-GB") == "الإنجليزية"
    assert language("xx") == "xx"


def test_every_level_order_and_origin_has_a_name() -> None:
    assert set(wording.LEVELS) == set(Level)
    assert set(wording.SORTS) == set(Sort)
    assert set(wording.ORIGINS) == set(Origin)
