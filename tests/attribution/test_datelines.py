"""Lines, file names and addresses that tell when an article was published."""

import pytest

from indexer.arabic.dates import WrittenDate, read_date
from indexer.attribution.datelines import date_from_address, date_from_name, parse_dateline


@pytest.mark.parametrize(
    ("line", "iso", "labelled"),
    [
        ("13/03/2023", "2023-03-13", False),
        ("السبت 5 يونيو 2021 01:02 م", "2021-06-05", False),
        ("نُشر في: 5 يونيو 2021", "2021-06-05", True),
        ("تاريخ النشر: 13/03/2023 - آخر تحديث: 14/03/2023", "2023-03-13", True),
        ("تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً", "2020-04-24", True),
        ("Published on June 5, 2021", "2021-06-05", True),
    ],
)
def test_a_line_that_is_a_date_is_the_date_of_publication(line: str, iso: str, labelled: bool) -> None:
    dateline = parse_dateline(line)
    assert dateline is not None
    assert dateline.published is not None
    assert read_date(dateline.published) == WrittenDate(iso)
    assert dateline.labelled is labelled


@pytest.mark.parametrize(
    "line", ["آخر تحديث: 5 يونيو 2021", "الأربعاء 4 أيار/مايو 2016، آخر تحديث 14:00 (GMT+0400)", "آخر تحديث: 14:00"]
)
def test_the_last_update_is_no_date_of_publication(line: str) -> None:
    dateline = parse_dateline(line)
    assert dateline is not None
    assert dateline.published is None


@pytest.mark.parametrize(
    "line", ["وقع الطرفان اتفاقا في 5 يونيو 2021", "2021", "تحديث الأنظمة", "نشر في المدينة 3 كتب", "تاريخ المدينة", ""]
)
def test_other_lines_are_no_datelines(line: str) -> None:
    assert parse_dateline(line) is None


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://example.org/2020/11/09/story", "2020-11-09"),
        ("https://example.org/2013/world/8/3/story/index.html", "2013-08-03"),
        ("https://example.org/2020/11/2338761/", "2020-11"),
        ("https://example.org/story-2020-11-09.html", "2020-11-09"),
        ("https://example.org/2020/13/45/", None),
        ("https://example.org/article/164913/", None),
    ],
)
def test_the_path_of_an_address_may_hold_a_date(url: str, iso: str | None) -> None:
    date = date_from_address(url)
    assert (date.iso if date else None) == iso


@pytest.mark.parametrize(
    ("stem", "iso"),
    [("2021-06-05-lake", "2021-06-05"), ("lake-2021-06-05", None), ("2021-06", None), ("20210605", None)],
)
def test_a_file_name_may_begin_with_a_date(stem: str, iso: str | None) -> None:
    date = date_from_name(stem)
    assert (date.iso if date else None) == iso


def test_the_date_of_an_update_is_told_but_not_that_of_a_clock() -> None:
    dateline = parse_dateline("تاريخ النشر: 13/03/2023 - آخر تحديث: 14/03/2023")
    assert dateline is not None
    assert (dateline.published, dateline.updated) == ("13/03/2023", "14/03/2023")
    clock = parse_dateline("الأربعاء 4 أيار/مايو 2016، آخر تحديث 14:00 (GMT+0400)")
    assert clock is not None
    assert (clock.published, clock.updated) == (None, None)


def test_a_hijri_date_is_one_too_but_a_year_alone_is_a_heading() -> None:
    dateline = parse_dateline("نُشِر: ١٥ رمضان ١٤٤٥ هـ")
    assert dateline is not None
    assert dateline.published == "١٥ رمضان ١٤٤٥ هـ"
    assert parse_dateline("1445 هـ") is None
