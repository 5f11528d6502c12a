"""Hijri dates: found and read in text, the Gregorian days that they can mean, and days as Hijri dates.

A Hijri date is never one certain Gregorian day: months began when the crescent was seen, a day earlier here and later
there. So each has a span, a day wider on both sides than the calendar says. Not for Gregorian dates: see `dates`.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from hijridate import Gregorian, Hijri

from indexer.arabic.months import HIJRI_MONTH_NAMES, any_name, fold, number_of, without_marks

_CALENDAR = range(1343, 1501)
"""Years of the Umm al-Qura calendar that `hijridate` has tables for; others are counted (see `_counted`)."""

_EPOCH = date(622, 7, 19).toordinal()
"""1 Muharram 1 of the civil reckoning, 16 July 622 of the Julian calendar."""

_DOUBT = timedelta(days=1)

_MARK = r"(?:هـ?(?!\w)|هجريه?(?!\w)|(?:a\.?)?h\.?(?!\w))"
_MONTH = rf"(?P<month>{any_name(HIJRI_MONTH_NAMES)})(?!\w)"
_OF_YEAR = r"\s*[,،/\-]?\s*(?:(?:من\s+)?(?:لعام|عام|سنه|لسنه)\s+)?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?P<day>\d{{1,2}})\s*[-/،,]?\s*(?:من\s+)?(?:شهر\s+)?{_MONTH}"
        rf"(?:{_OF_YEAR}(?P<year>\d{{3,4}})(?!\d)\s*{_MARK}?)?",
        rf"(?<![^\W\d_])(?:[وبلف](?=\w))??{_MONTH}{_OF_YEAR}(?P<year>\d{{3,4}})(?!\d)\s*{_MARK}?",
        rf"(?<![\d/.\-])(?P<day>\d{{1,2}})\s?[-/.]\s?(?P<month>\d{{1,2}})\s?[-/.]\s?(?P<year>\d{{2,4}})(?!\d)\s*{_MARK}",
        rf"(?<![\d/.\-])(?P<year>\d{{3,4}})\s?[-/.]\s?(?P<month>\d{{1,2}})(?:\s?[-/.]\s?(?P<day>\d{{1,2}}))?(?!\d)\s*{_MARK}",
        # All in figures and without a mark, a year of these centuries is Hijri: nobody writes 15/09/1445 of 1445 AD.
        r"(?<![\d/.\-])(?P<day>\d{1,2})(?P<gap>\s?[-/.]\s?)(?P<month>\d{1,2})(?P=gap)(?P<year>1[2-5]\d\d)(?![\d/])",
        r"(?<![\d/.\-])(?P<year>1[2-5]\d\d)(?P<gap>\s?[-/.]\s?)(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})(?![\d/])",
        rf"(?:(?<!\w)(?:لعام|عام|سنه|لسنه)\s+)?(?<!\d)(?P<year>\d{{1,4}})\s*{_MARK}",
    )
)  # fmt: skip


class HijriDate(NamedTuple):
    """A Hijri date as precise as it was written: a year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def span(self) -> tuple[str, str]:
        """The first and the last Gregorian day (`YYYY-MM-DD`) it can mean, the doubt about crescents included."""
        first = _gregorian(self.year, self.month or 1, self.day or 1)
        if self.day:
            last = first
        elif self.month and self.month < 12:
            last = _gregorian(self.year, self.month + 1, 1) - _DOUBT
        else:
            last = _gregorian(self.year + 1, 1, 1) - _DOUBT
        return (first - _DOUBT).isoformat(), (last + _DOUBT).isoformat()

    def likeliest(self) -> str | None:
        """The Gregorian date as far as it is settled, in ISO: a day by its calendar, or what the span shares.

        رمضان 1445 began and ended in 2024; 1445 did not, so there is none.
        """
        if self.day and self.month:
            return _gregorian(self.year, self.month, self.day).isoformat()
        first, last = self.span()
        return first[:7] if first[:7] == last[:7] else first[:4] if first[:4] == last[:4] else None


class FoundHijri(NamedTuple):
    """A Hijri date in a text at `text[start:end]`; `date` is None where there is no such day, or no year is written."""

    start: int
    end: int
    date: HijriDate | None


def find_hijri(text: str) -> list[FoundHijri]:
    """All Hijri dates in a text, in order; also what is one for certain but can't be told, such as `15 رمضان`."""
    folded = fold(text)
    found: list[FoundHijri] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(FoundHijri(match.start(), match.end(), _date_of(match)))
    return sorted(found)


def parse_hijri(text: str) -> HijriDate | None:
    """The Hijri date that a short text is, without weekday or twin: `١٥ رمضان ١٤٤٥`, `1445هـ`, `15/09/1445`."""
    text = without_marks(text)
    found = find_hijri(text) if len(text) <= 60 else []
    return found[0].date if found and found[0].end - found[0].start == len(text) else None


def hijri_span(text: str) -> tuple[str, str] | None:
    """The first and last Gregorian day (`YYYY-MM-DD`) that a Hijri date can mean; None for any other text.

    `رمضان 1445` gives 2024-03-10 to 2024-04-10.
    """
    found = parse_hijri(text)
    return found.span() if found else None


def to_hijri(iso: str) -> str:
    """A full or partial ISO date in the Umm al-Qura calendar: `2024-03-25` is `15 رمضان 1445 هـ`.

    A month or a year, which covers parts of several, names the first and the last: `شعبان – رمضان 1445 هـ`. Before 1924
    and after 2077 years are counted, so a day may be one off. Raises ValueError for what is no date from 623 on.
    """
    year, *rest = (int(part) for part in iso.split("-"))
    month, day = (*rest, None, None)[:2]
    first = _hijri(date(year, month or 1, day or 1))
    if day:
        return f"{first.day} {_name(first)} {first.year} هـ"
    after = date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    last = _hijri(after - timedelta(days=1))
    if not month:
        return f"{first.year} – {last.year} هـ" if first.year != last.year else f"{first.year} هـ"
    if first.year != last.year:
        return f"{_name(first)} {first.year} – {_name(last)} {last.year} هـ"
    names = dict.fromkeys((_name(first), _name(last)))
    return f"{' – '.join(names)} {last.year} هـ"


_DISPLAYED = (
    *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
    *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
)


class _Day(NamedTuple):
    year: int
    month: int
    day: int


def _name(day: _Day) -> str:
    return _DISPLAYED[day.month - 1]


def _date_of(match: re.Match[str]) -> HijriDate | None:
    groups = match.groupdict()
    written, named = groups.get("month"), groups["year"]
    if not named or (len(named) == 2 and written):
        return None  # a year of two figures may be of any century
    year = int(named)
    month = None if not written else int(written) if written.isdigit() else number_of(HIJRI_MONTH_NAMES, written)
    day = int(groups["day"]) if groups.get("day") else None
    if not 1 <= year <= 1600 or (month is not None and not 1 <= month <= 12):
        return None
    return HijriDate(year, month, day) if day is None or 1 <= day <= 30 else None


def _gregorian(year: int, month: int, day: int) -> date:
    """The day that calendar and count give; the 30th of a month that has 29 there is the day after, as elsewhere."""
    if year in _CALENDAR:
        return Hijri(year, month, 1).to_gregorian() + timedelta(days=day - 1)
    return date.fromordinal(_counted(year, month, day))


def _counted(year: int, month: int, day: int) -> int:
    """The proleptic Gregorian ordinal in the civil count: eleven years of thirty have a day more.

    The formula is that of Reingold and Dershowitz, Calendrical Calculations, chapter on the Islamic calendar.
    """
    return _EPOCH - 1 + (year - 1) * 354 + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2 + day


def _hijri(day: date) -> _Day:
    if date(1924, 8, 1) <= day <= date(2077, 11, 16):
        exact = Gregorian(day.year, day.month, day.day).to_hijri()
        return _Day(exact.year, exact.month, exact.day)
    ordinal = day.toordinal()
    year = (30 * (ordinal - _EPOCH) + 10646) // 10631
    if year < 1:
        raise ValueError(f"{day} is before the first year of the Hijri calendar")
    month = next(month for month in range(12, 0, -1) if _counted(year, month, 1) <= ordinal)
    return _Day(year, month, ordinal - _counted(year, month, 1) + 1)
