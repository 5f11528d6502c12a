"""Written dates of the Arab press, and what only looks like one."""

import csv
import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.dates import PartialDate, WrittenDate, find_dates, parse_date, read_date
from indexer.arabic.months import MONTH_NAMES

WRITTEN = [
    ("5 يونيو 2021", "2021-06-05"),
    ("٥ يونيو ٢٠٢١", "2021-06-05"),
    ("۵ يونيو ۲۰۲۱", "2021-06-05"),
    ("السبت 5 يونيو 2021 01:02 م", "2021-06-05"),
    ("الاثنين، 7 حزيران/يونيو 2021", "2021-06-07"),
    ("الجمعة 24 نيسان / أبريل 2020 09:22 مساءً", "2020-04-24"),
    ("15 آذار (مارس) 2019", "2019-03-15"),
    ("8 كانون الثاني 2020", "2020-01-08"),
    ("8 كانون الأول 2020", "2020-12-08"),
    ("1 تشرين الأول 1973", "1973-10-01"),
    ("1 تشرين الثاني 1973", "1973-11-01"),
    ("12 شباط 2011", "2011-02-12"),
    ("30 أيّار 2018", "2018-05-30"),
    ("23 تموز 1952", "1952-07-23"),
    ("23 آب 1952", "1952-08-23"),
    ("3 أيلول 1999", "1999-09-03"),
    ("8 فيفري 2019", "2019-02-08"),
    ("14 جانفي 2011", "2011-01-14"),
    ("5 جويلية 1962", "1962-07-05"),
    ("20 أوت 1955", "1955-08-20"),
    ("9 أفريل 1938", "1938-04-09"),
    ("18 جوان 2004", "2004-06-18"),
    ("20 غشت 1953", "1953-08-20"),
    ("6 نونبر 1975", "1975-11-06"),
    ("1 اغسطس 2004", "2004-08-01"),
    ("1 إبريل 2004", "2004-04-01"),
    ("17 يونية 1981", "1981-06-17"),
    ("20 أكتوبر عام 1905", "1905-10-20"),
    ("20 من أكتوبر 1905", "1905-10-20"),
    ("13/03/2023", "2023-03-13"),
    ("3-4-2022", "2022-04-03"),
    ("17.03.2020", "2020-03-17"),
    ("17:27 17.03.2020", "2020-03-17"),
    ("٠٣\u200f/٠٤\u200f/٢٠٢٢", "2022-04-03"),
    ("03/25/2023", "2023-03-25"),
    ("2021-06-05", "2021-06-05"),
    ("2021/6/5", "2021-06-05"),
    ("2020-11-09T18:34:47+00:00", "2020-11-09"),
    ("2020-03-17T17:27:41Z", "2020-03-17"),
    ("2020-03-17T17:27:41.123Z", "2020-03-17"),
    ("June 5, 2021", "2021-06-05"),
    ("5 June 2021", "2021-06-05"),
    ("Sat, 05 Jun 2021 10:00:00 GMT", "2021-06-05"),
    ("5 juin 2021", "2021-06-05"),
    ("1er août 2020", "2020-08-01"),
    ("يونيو 2021", "2021-06"),
    ("كانون الثاني/يناير 2020", "2020-01"),
    ("2021", "2021"),
    ("2021-06", "2021-06"),
    ("عام 1999", "1999"),
    ("الأحد الموافق 1 فبراير 2015م", "2015-02-01"),
    ("الخميس 12 ربيع الأول 1437 هـ - 24 ديسمبر 2015 م", "2015-12-24"),
    ("29 فبراير 2020", "2020-02-29"),
]

NOT_A_DATE = [
    "",
    "مساء السبت",
    "31/02/2020",
    "31 فبراير 2020",
    "29 فبراير 2021",
    "0/5/2021",
    "13/13/2021",
    "١٥ رمضان ١٤٤٥هـ",
    "15/09/1445هـ",
    "15/09/1445",
    "1445 هـ",
    "2021-13",
    "12 ربيع الأول 1437",
    "وقع الاتفاق في 5 يونيو 2021 بعد مفاوضات",
    "5 يونيو 2021 - 6 يونيو 2021",
    "192.168.10.2020",
    "مارس الرياضة",
]


TABLE = Path(__file__).with_name("written_dates.tsv")


def table() -> list[tuple[str, str, str]]:
    """Kind of date, how it is written, and what it means in ISO 8601: nothing for what is no date."""
    with TABLE.open(encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(kind, written, means) for kind, written, means in rows][1:]


@pytest.mark.parametrize(("kind", "written", "means"), table())
def test_every_written_date_of_the_table_means_what_it_says(kind: str, written: str, means: str) -> None:
    date = read_date(written)
    assert (date.value if date else "") == means, kind


def test_the_table_covers_every_family_and_each_date_once() -> None:
    rows = table()
    assert len(rows) >= 300
    assert len({written for _, written, _ in rows}) == len(rows)
    assert {"gulf", "levant", "tunisia", "morocco", "hijri day", "order by evidence", "partial", "no date"} <= {
        kind for kind, _, _ in rows
    }


def test_figures_that_may_be_either_way_round_say_so_unless_something_tells() -> None:
    open_date = read_date("03/04/2020")
    assert open_date == WrittenDate("2020-04-03", swapped="2020-03-04")
    assert read_date("الجمعة 03/04/2020") == WrittenDate("2020-04-03")
    assert read_date("04/04/2020") == WrittenDate("2020-04-04")


def test_a_hijri_twin_that_means_another_day_is_kept_as_a_contradiction() -> None:
    date = read_date("15/09/1445هـ الموافق 29/05/2024م")
    assert date == WrittenDate("2024-05-29", twin=("2024-03-24", "2024-03-26"))


def test_of_a_hijri_month_or_year_only_what_its_days_share_is_settled() -> None:
    month, year = read_date("رمضان 1445"), read_date("1445 هـ")
    assert month == WrittenDate("2024", ("2024-03-10", "2024-04-10"))
    assert year == WrittenDate(None, ("2023-07-18", "2024-07-07"))


@pytest.mark.parametrize(("text", "iso"), WRITTEN)
def test_a_written_date_is_read(text: str, iso: str) -> None:
    date = parse_date(text)
    assert date is not None
    assert date.iso == iso


@pytest.mark.parametrize("text", NOT_A_DATE)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("name", [name for names in MONTH_NAMES for name in names])
def test_every_month_name_is_read_as_its_month(name: str) -> None:
    number = next(number for number, names in enumerate(MONTH_NAMES, start=1) if name in names)
    assert parse_date(f"3 {name} 1987") == PartialDate(1987, number, 3)


def test_dates_in_running_text_are_found_with_their_offsets() -> None:
    text = "بدأ العمل في 22 حزيران/يونيو 1941 وانتهى في ربيع 1945، ثم استؤنف بمايو 1950."
    found = find_dates(text)
    assert [(text[date.start : date.end].strip(), date.date.iso) for date in found] == [
        ("22 حزيران/يونيو 1941", "1941-06-22"),
        ("بمايو 1950", "1950-05"),
    ]


def test_an_impossible_day_does_not_come_back_as_a_month() -> None:
    assert find_dates("في 31 فبراير 2020 لم يحدث شيء") == []


def test_a_hijri_date_is_not_misread_beside_a_gregorian_one() -> None:
    found = find_dates("يوم 15/09/1445هـ الموافق 25/03/2024م")
    assert [date.date.iso for date in found] == ["2024-03-25"]


@given(st.dates(min_value=datetime.date(1700, 1, 1), max_value=datetime.date(2200, 12, 31)))
def test_every_day_survives_writing_and_reading(day: datetime.date) -> None:
    for names in MONTH_NAMES[day.month - 1][:2]:
        assert parse_date(f"{day.day} {names} {day.year}") == PartialDate(day.year, day.month, day.day)
    assert parse_date(f"{day:%d/%m/%Y}") == PartialDate(day.year, day.month, day.day)
    assert parse_date(day.isoformat()) == PartialDate(day.year, day.month, day.day)


@given(st.text(max_size=200))
def test_any_text_is_searched_without_error_and_found_dates_are_real(text: str) -> None:
    parse_date(text)
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
        datetime.date(found.date.year, found.date.month or 1, found.date.day or 1)
