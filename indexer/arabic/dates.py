"""Written dates: find them in text and read them, in every month-name family of the Arab press.

Pure. Gregorian only: a Hijri date is recognised so that it is never misread as Gregorian, and otherwise left alone.
Whether a date is the date of publication is not decided here (see `attribution`).
"""

import calendar
import re
from dataclasses import dataclass
from typing import NamedTuple

from indexer.arabic.digits import to_ascii_digits

MONTH_NAMES: tuple[tuple[str, ...], ...] = (
    ("يناير", "كانون الثاني", "كانون ثاني", "جانفي", "january", "jan", "janvier", "janv"),
    ("فبراير", "شباط", "فيفري", "february", "feb", "fevrier", "février", "fevr", "févr"),
    ("مارس", "اذار", "march", "mar", "mars"),
    ("ابريل", "نيسان", "افريل", "april", "apr", "avril", "avr"),
    ("مايو", "ايار", "ماي", "may", "mai"),
    ("يونيو", "يونيه", "حزيران", "جوان", "june", "jun", "juin"),
    ("يوليو", "يوليه", "تموز", "جويليه", "july", "jul", "juillet", "juil"),
    ("اغسطس", "غشت", "اب", "اوت", "august", "aug", "aout", "août"),
    ("سبتمبر", "شتنبر", "ايلول", "september", "sept", "sep", "septembre"),
    ("اكتوبر", "تشرين الاول", "تشرين اول", "october", "oct", "octobre"),
    ("نوفمبر", "نونبر", "تشرين الثاني", "تشرين ثاني", "november", "nov", "novembre"),
    ("ديسمبر", "دجنبر", "كانون الاول", "كانون اول", "december", "dec", "decembre", "décembre"),
)
"""Twelve months in their families: Egypt and Gulf, Levant, Maghreb, English, French; letters folded as in `_fold`."""

_MONTH_OF = {name: number for number, names in enumerate(MONTH_NAMES, start=1) for name in names}
_HIJRI_MONTHS = (
    "محرم|صفر|ربيع (?:ال)?(?:اول|اخر|ثاني)|جمادي (?:ال)?(?:اولي|اول|اخره|اخر|ثانيه|ثاني)|رجب|شعبان|رمضان|شوال"
    "|ذ[وي] ?القعده|ذ[وي] ?الحجه"
)

_LONGEST = 200
"""Characters that a date with weekday, time and Hijri twin may take, with room to spare."""

_FOLD = str.maketrans("أإآٱىةABCDEFGHIJKLMNOPQRSTUVWXYZÉÛ", "اااايهabcdefghijklmnopqrstuvwxyzéû")
"""One character to one character, so that offsets in the folded text are offsets in the text itself."""

_VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2066-\u2069"

_NAME = "|".join(sorted((re.escape(name).replace(r"\ ", r"\s+") for name in _MONTH_OF), key=len, reverse=True))
_MONTH = rf"(?:{_NAME})\.?(?![^\W\d_])"
_MONTHS = rf"(?P<month>{_NAME})\.?(?![^\W\d_])(?:\s*[/(\-–]\s*{_MONTH}\)?)?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er)?(?![\d])"
_YEAR = r"(?P<year>[12]\d{3})(?!\d)"
_IN_YEAR = r"\s*[,،/\-–]?\s*(?:(?:من\s+)?(?:لعام|عام|سنه|لسنه)\s+)?"
_NOT_HIJRI = r"(?!\s*(?:ه(?:ـ|\u200d|\b)|هجري|ah\b))"

_PATTERNS = tuple(
    re.compile(pattern + _NOT_HIJRI)
    for pattern in (
        r"(?<![\d/.\-])(?P<year>[12]\d{3})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d/])",
        rf"(?<![\d/.\-])(?P<day>\d{{1,2}})(?P<gap>\s?[-/.]\s?)(?P<month>\d{{1,2}})(?P=gap){_YEAR}(?!/\d)",
        rf"{_DAY}\s*[-/–,،]?\s*(?:من\s+(?:شهر\s+)?|de\s+|of\s+)?{_MONTHS}{_IN_YEAR}{_YEAR}",
        rf"(?<![^\W\d_])(?:[وبلف](?=\w))??{_MONTHS}\s+{_DAY}\s*[,،]\s*{_YEAR}",
        rf"(?<![^\W\d_])(?:[وبلف](?=\w))??{_MONTHS}{_IN_YEAR}{_YEAR}",
    )
)
_HIJRI = re.compile(
    rf"(?<!\d)\d{{1,2}}\s*[-/]?\s*(?:من\s+)?(?:{_HIJRI_MONTHS})"
    r"\s*[,،/]?\s*(?:1[0-5]\d\d(?!\d))?\s*(?:هـ?|هجري[هة]?)?(?!\w)"
    r"|(?<!\d)\d{1,4}\s?[-/]\s?\d{1,2}\s?[-/]\s?\d{1,4}\s*(?:ه(?:ـ|\u200d|\b)|هجري[هة]?)"
    r"|(?<!\d)\d{1,4}\s*(?:هـ|ه\b|هجري[هة]?|ah\b)"
)
_CLOCK = re.compile(
    r"t?(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:(?:صباحا|مساء|ظهرا|ص|م|am|pm)(?!\w))?"
    r"\s*(?:z|gmt|utc|[+-]\d{2}:?\d{2})?(?!\w)"
)
_WEEKDAY = "السبت|الاحد|الاثنين|الاثنان|الثلاثاء|الثلثاء|الاربعاء|الخميس|الجمعه"
_LATIN_WEEKDAY = (
    "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_AROUND = re.compile(
    rf"(?:(?:{_WEEKDAY}|{_LATIN_WEEKDAY}|يوم|الموافق|الساعه|في|بتاريخ|عام|سنه|م|ميلادي|ميلاديه|الي|at|on|le|à"
    r"|بتوقيت\s+\w+(?:\s+المكرمه)?|gmt|utc|ل)(?!\w)|ل(?=\d))"
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
    """A date in a text: `text[start:end]` is how it was written."""

    start: int
    end: int
    date: PartialDate


def find_dates(text: str) -> list[FoundDate]:
    """All Gregorian dates in a text, in order, with at least month and year; impossible ones (31/02) are left out."""
    folded = _fold(text)
    taken = [match.span() for match in _HIJRI.finditer(folded)]
    found: list[FoundDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            # An impossible date keeps its place too: 31 فبراير 2020 must not come back as "فبراير 2020".
            taken.append((start, end))
            date = _date_of(match)
            if date is not None:
                found.append(FoundDate(start, end, date))
    return sorted(found)


def parse_date(text: str) -> PartialDate | None:
    """The date that the whole text is, with weekday, time of day and a Hijri twin allowed around it; else None.

    `السبت 5 يونيو 2021 01:02 م` is 2021-06-05; a bare year is a date too; a sentence with a date in it is not.
    """
    if len(text) > _LONGEST:
        return None
    text = _VOWELS.sub("", re.sub(f"[{_INVISIBLE}]", "", text)).strip()
    folded = _fold(text)
    found = find_dates(text)
    if len(found) > 1:
        return None
    if found:
        rest = folded[: found[0].start] + " " + folded[found[0].end :]
        date = found[0].date
    else:
        partial = re.fullmatch(r"(?:(?:عام|سنه)\s*)?([12]\d{3})(?:-(0[1-9]|1[0-2])|\s*م)?", folded)
        return PartialDate(int(partial[1]), int(partial[2]) if partial[2] else None) if partial else None
    for around in (_HIJRI, _CLOCK, _AROUND):
        rest = around.sub(" ", rest)
    return None if re.search(r"\w", rest) else date


def is_hijri(text: str) -> bool:
    """Whether a text holds a date of the Hijri calendar, such as `15 رمضان 1445` or `255 هـ`."""
    return len(text) <= _LONGEST and _HIJRI.search(_fold(text)) is not None


def _fold(text: str) -> str:
    return to_ascii_digits(text).translate(_FOLD)


def _date_of(match: re.Match[str]) -> PartialDate | None:
    groups = match.groupdict()
    year = int(groups["year"])
    numeric = groups["month"].isdigit()
    month = int(groups["month"]) if numeric else _MONTH_OF[re.sub(r"\s+", " ", groups["month"])]
    day = int(groups["day"]) if groups.get("day") else None
    # All in figures, a year of the Hijri calendar looks just like any other; nobody writes 15/09/1445 of 1445 AD.
    if numeric and not 1700 <= year <= 2200:
        return None
    # Day first is the Arabic habit; only a "month" past twelve shows that it was written month first.
    if "gap" in groups and month > 12 and day is not None and day <= 12:
        day, month = month, day
    if not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return PartialDate(year, month, day)
