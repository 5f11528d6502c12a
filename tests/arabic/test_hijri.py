"""Hijri dates: read, turned into the days that they can mean, and back."""

import datetime

import pytest
from hijridate import Hijri
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.hijri import HijriDate, find_hijri, hijri_span, parse_hijri, to_hijri


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("١٥ رمضان ١٤٤٥", HijriDate(1445, 9, 15)),
        ("15/09/1445هـ", HijriDate(1445, 9, 15)),
        ("1445/9/15", HijriDate(1445, 9, 15)),
        ("15 من شهر رمضان المبارك عام 1445 هـ", HijriDate(1445, 9, 15)),
        ("جمادى الآخرة ١٤٣٠", HijriDate(1430, 6)),
        ("ذو الحجّة 1445 هـ", HijriDate(1445, 12)),
        ("255 هـ", HijriDate(255)),
        ("سنة 1324 هجرية", HijriDate(1324)),
        ("1443 AH", HijriDate(1443)),
    ],
)
def test_a_hijri_date_is_as_precise_as_it_is_written(text: str, date: HijriDate) -> None:
    assert parse_hijri(text) == date


@pytest.mark.parametrize(
    "text", ["", "2021", "1445", "5 يونيو 2021", "15 رمضان", "31 رمضان 1445", "15/13/1445هـ", "في رمضان 1445 عاد", "هـ"]
)
def test_anything_else_is_no_hijri_date(text: str) -> None:
    assert parse_hijri(text) is None
    assert hijri_span(text) is None


def test_a_day_can_mean_the_day_before_and_after_for_crescents_were_seen_at_different_places() -> None:
    assert hijri_span("15 رمضان 1445") == ("2024-03-24", "2024-03-26")
    assert hijri_span("رمضان 1445") == ("2024-03-10", "2024-04-10")
    assert hijri_span("1445 هـ") == ("2023-07-18", "2024-07-07")


def test_years_before_the_calendar_of_the_library_are_counted() -> None:
    assert hijri_span("10 محرم 61 هـ") == ("0680-10-12", "0680-10-14")
    assert hijri_span("10 محرم 61") is None  # a year of two figures needs its mark
    assert hijri_span("1300 هـ") == ("1882-11-11", "1883-11-02")


@pytest.mark.parametrize(
    ("iso", "hijri"),
    [
        ("2024-03-25", "15 رمضان 1445 هـ"),
        ("2024-03", "شعبان – رمضان 1445 هـ"),
        ("2024", "1445 – 1446 هـ"),
        ("2024-07", "ذو الحجة 1445 – محرم 1446 هـ"),
        ("1906-05-20", "26 ربيع الأول 1324 هـ"),
    ],
)
def test_a_gregorian_date_is_told_in_hijri(iso: str, hijri: str) -> None:
    assert to_hijri(iso) == hijri


def test_days_before_the_first_hijri_year_have_none() -> None:
    with pytest.raises(ValueError, match="before the first year"):
        to_hijri("0500-01-01")


@given(st.dates(min_value=datetime.date(640, 1, 1), max_value=datetime.date(2170, 12, 31)))
def test_every_day_lies_in_the_span_of_its_own_hijri_date(day: datetime.date) -> None:
    span = hijri_span(to_hijri(day.isoformat()))
    assert span is not None
    assert span[0] <= day.isoformat() <= span[1]


@given(st.integers(1343, 1500), st.integers(1, 12), st.integers(1, 28))  # one month in that table has 28 days
def test_the_likeliest_day_is_that_of_the_umm_al_qura_calendar(year: int, month: int, day: int) -> None:
    assert HijriDate(year, month, day).likeliest() == str(Hijri(year, month, day).to_gregorian())


@given(st.text(alphabet="١٢3450/- رمضانهـم.", max_size=40))
def test_any_text_is_searched_without_error(text: str) -> None:
    for found in find_hijri(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.date is None or found.date.span()[0] < found.date.span()[1]
