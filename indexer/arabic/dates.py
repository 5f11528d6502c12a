"""Written dates: find them in text and read them, in every month-name family of the Arab press.

Pure. Hijri dates are read by `hijri`, and held here so that they are never misread as Gregorian. Whether a date is the
date of publication is not decided here (see `attribution`).
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from indexer.arabic.hijri import HijriDate, find_hijri
from indexer.arabic.months import MONTH_NAMES, any_name, fold, number_of, without_marks

_LONGEST = 200
"""Characters that a date with weekday, time and Hijri twin may take, with room to spare."""

_NAME = any_name(MONTH_NAMES)
_END = r"\.?(?![^\W\d_])"
_MONTHS = rf"(?P<month>{_NAME}){_END}(?:\s*[/(\-–]\s*(?P<twin>{_NAME}){_END}\)?)?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er)?(?![\d])"
_YEAR = r"(?P<year>[12]\d{3})(?!\d)"
_IN_YEAR = r"\s*[,،/\-–]?\s*(?:(?:من\s+)?(?:لعام|عام|العام|سنه|لسنه|of)\s+)?"
_NOT_HIJRI = r"(?!\s*(?:ه(?:ـ|\u200d|\b)|هجري|a?h\b))"

_PATTERNS = tuple(
    re.compile(pattern + _NOT_HIJRI)
    for pattern in (
        r"(?<![\d/.\-])(?P<year>[12]\d{3})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<day>\d{1,2})(?![\d/])",
        r"(?<![\w/.\-])(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:t\d{4,6}z?)?(?![\w/.\-])",
        rf"(?<![\d/.\-])(?P<day>\d{{1,2}})(?P<gap>\s?[-/.]\s?)(?P<month>\d{{1,2}})(?P=gap){_YEAR}(?!/\d)",
        rf"{_DAY}\s*[-/–,،.]?\s*(?:من\s+)?(?:شهر\s+)?(?:de\s+|of\s+)?{_MONTHS}{_IN_YEAR}{_YEAR}",
        rf"(?<!\d){_YEAR}\s*[-/–,،]?\s*(?<![^\W\d_]){_MONTHS}\s*[-/–,،]?\s*{_DAY}",
        rf"(?<![^\W\d_])(?:[وبلف](?=\w))??{_MONTHS}\s+{_DAY}\s*[,،]?\s*{_YEAR}",
        rf"(?<![^\W\d_])(?:[وبلف](?=\w))??{_MONTHS}{_IN_YEAR}{_YEAR}",
        r"(?<![\d/.\-])(?P<month>\d{1,2})\s?/\s?(?P<year>(?:19|20)\d\d)(?![\d/])",
    )
)
_YEAR_ALONE = re.compile(
    r"(?:(?:في\s+)?(?:عام|العام|سنه|في)\s*)?(?P<year>[12]\d{3})(?:[-/](?P<month>0[1-9]|1[0-2])|\s*(?:م|ميلادي|ميلاديه|ad|ce))?"
)
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(
    r"t?(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:(?:صباحا|مساء|ظهرا|ص|م|am|pm)(?!\w))?"
    r"\s*\(?(?:z|(?:gmt|utc)?\s*(?:[+-]\s?\d{1,2}(?::?\d{2})?)?)?\)?(?!\w)"
)
_WEEKDAYS = (
    ("الاثنين", "الاثنان", "اثنين", "monday", "mon", "lundi"),
    ("الثلاثاء", "الثلثاء", "ثلاثاء", "tuesday", "tues", "tue", "mardi"),
    ("الاربعاء", "اربعاء", "wednesday", "wed", "mercredi"),
    ("الخميس", "خميس", "thursday", "thurs", "thur", "thu", "jeudi"),
    ("الجمعه", "جمعه", "friday", "fri", "vendredi"),
    ("السبت", "سبت", "saturday", "sat", "samedi"),
    ("الاحد", "احد", "sunday", "sun", "dimanche"),
)
"""From Monday on, as `datetime.date.weekday` counts them."""
_WEEKDAY = re.compile(rf"(?<!\w)(?P<name>{any_name(_WEEKDAYS)})(?!\w)")
_AROUND = re.compile(
    r"(?:gmt|utc)\s?[+-]\s?\d{1,2}(?::?\d\d)?(?!\d)|(?<!\w)(?:(?:يوم|نهار|شهر|الموافق(?:\s+ل)?|موافق|الموافقه|الساعه|في|بتاريخ|تاريخ|عام|سنه|م|ميلادي|ميلاديه|الي|at|on|le|à"
    r"|بتوقيت\s+\w+(?:\s+المكرمه)?|توقيت\s+\w+|gmt|utc|am|pm|ص|مساء|صباحا|ل)(?!\w)|ل(?=\d))|(?<=\d)م(?!\w)"
)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A Gregorian date as precise as it was written: a year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


class FoundDate(NamedTuple):
    """A date in a text: `text[start:end]` is how it was written.

    `swapped` is the day it would be if day and month stood the other way round, where figures alone leave that open;
    `until` the last month of a double issue such as `يناير - فبراير 2020`.
    """

    start: int
    end: int
    date: PartialDate
    swapped: PartialDate | None = None
    until: PartialDate | None = None


class WrittenDate(NamedTuple):
    """What a written date means: `iso` as far as it is settled, `span` the first and last day where `iso` says less.

    `swapped` is the day it would be with day and month the other way round, where nothing in it tells; `twin` is the
    span of a Hijri date beside it that means other days.
    """

    iso: str | None
    span: tuple[str, str] | None = None
    swapped: str | None = None
    twin: tuple[str, str] | None = None

    @property
    def value(self) -> str:
        """In ISO 8601: the date, or for a span of days `first/last`."""
        return "/".join(self.span) if self.span else self.iso or ""


def find_dates(text: str) -> list[FoundDate]:
    """All Gregorian dates in a text, in order, with at least month and year; impossible ones (31/02) are left out."""
    folded = fold(text)
    taken = [(found.start, found.end) for found in find_hijri(text)]
    found: list[FoundDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            # An impossible date keeps its place too: 31 فبراير 2020 must not come back as "فبراير 2020".
            taken.append((start, end))
            if (date := _date_of(match)) is not None:
                found.append(date)
    return sorted(found)


@lru_cache(maxsize=4_096)
def read_date(text: str) -> WrittenDate | None:
    """The date that the whole text is, of either calendar, with weekday, time of day and a twin around it; else None.

    `السبت 5 يونيو 2021 01:02 م` is 2021-06-05; of `15 رمضان 1445 هـ` it is 2024-03-25, and the span a day more on both
    sides; of a Hijri date with its Gregorian twin the twin counts. A sentence with a date in it is no date.
    """
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    text = without_marks(text)
    folded = fold(text)
    gregorian, hijri = find_dates(text), find_hijri(text)
    told = [found.date for found in hijri if found.date]
    if len(gregorian) > 1 or len(hijri) > 1 or not (gregorian or told):
        return None if gregorian or hijri else _year_alone(folded)
    rest = folded
    for start, end in [found[:2] for found in gregorian] + [found[:2] for found in hijri]:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    rest = _CLOCK.sub(" ", rest)
    weekdays = {number_of(_WEEKDAYS, name) - 1 for name in _WEEKDAY.findall(rest)}
    if re.search(r"\w", _AROUND.sub(" ", _WEEKDAY.sub(" ", rest))):
        return None
    return _by_evidence(gregorian[0], weekdays, told) if gregorian else _of_hijri(told[0])


def parse_date(text: str) -> PartialDate | None:
    """The Gregorian date that the whole text is, as `read_date`; None for any other text, and for a Hijri date."""
    found = read_date(text)
    if found is None or found.iso is None or found.span:
        return None
    return PartialDate(*(int(part) for part in found.iso.split("-")))


def _by_evidence(found: FoundDate, weekdays: set[int], hijri: list[HijriDate]) -> WrittenDate:
    """Day first is the Arabic habit; a weekday or a Hijri twin that fits only the other order tells that it is that."""
    iso, swapped = found.date.iso, found.swapped.iso if found.swapped else None
    spans = [date.span() for date in hijri]

    def fits(day: str) -> bool:
        on_weekday = datetime.date.fromisoformat(day).weekday() in weekdays
        return on_weekday or any(_meet(day, span) for span in spans)

    if swapped and fits(iso) != fits(swapped):
        iso, swapped = (iso if fits(iso) else swapped), None
    if found.until is not None:
        last = calendar.monthrange(found.until.year, found.until.month or 12)[1]
        return WrittenDate(str(found.date.year), (f"{iso}-01", f"{found.until.iso}-{last}"))
    apart = next((span for span in spans if not _meet(iso, span)), None)
    return WrittenDate(iso, swapped=swapped, twin=apart)


def _meet(iso: str, span: tuple[str, str]) -> bool:
    """Whether a full or partial date has a day in a span."""
    return iso <= span[1] and iso >= span[0][: len(iso)]


def _of_hijri(date: HijriDate) -> WrittenDate:
    return WrittenDate(date.likeliest(), date.span())


def _year_alone(folded: str) -> WrittenDate | None:
    match = _YEAR_ALONE.fullmatch(folded)
    return WrittenDate("-".join(filter(None, match.group("year", "month")))) if match else None


def _date_of(match: re.Match[str]) -> FoundDate | None:
    groups = match.groupdict()
    year = int(groups["year"])
    numeric = groups["month"].isdigit()
    month = int(groups["month"]) if numeric else number_of(MONTH_NAMES, groups["month"])
    day = int(groups["day"]) if groups.get("day") else None
    # All in figures, a year of the Hijri calendar looks just like any other; nobody writes 15/09/1445 of 1445 AD.
    if numeric and not 1700 <= year <= 2200:
        return None
    twin = number_of(MONTH_NAMES, groups["twin"]) if groups.get("twin") else month
    until = PartialDate(year, twin) if twin != month else None
    if until and (day is not None or twin < month):
        return None
    swapped = None
    if "gap" in groups and day is not None:
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month:
            swapped = PartialDate(year, day, month)
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return FoundDate(match.start(), match.end(), PartialDate(year, month, day), swapped, until)
