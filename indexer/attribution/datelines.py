"""Lines that give the date of an article, and dates in file names and addresses.

A date within a sentence is never a date of publication, nor is the time of the last update.
"""

import datetime
import re
from dataclasses import dataclass

from indexer.arabic.dates import PartialDate, parse_date, read_date
from indexer.attribution.phrases import after, any_of, fold, phrases

_PUBLISHED = phrases(
    """تاريخ النشر | تاريخ الإضافة | تاريخ | التاريخ | تم النشر | تم نشره | تم نشرها | نشر | نشرت | النشر | أضيف
    | أضيفت | كتب | published | posted | date | publié le"""
)
_UPDATED = phrases(
    """آخر تحديث | وآخر تحديث | آخر تعديل | تاريخ التحديث | تم التحديث | تم تحديثه | حدث | حدثت | تحديث | عدل
    | last update | last updated | updated | update | mis à jour | mis à jour le"""
)
_ON = r"(?:\s+(?:في|بتاريخ|يوم|on|at))?"
_LABEL = re.compile(
    rf"(?<!\w)(?:(?P<updated>{any_of(_UPDATED)})|(?P<published>{any_of(_PUBLISHED)})){_ON}(?!\w)\s*[:：]?\s*"
)
_IN_NAME = re.compile(r"(?<!\d)([12]\d{3}-\d{2}(?:-\d{2})?)(?!\d)")
_IN_SECTIONED_ADDRESS = re.compile(r"/((?:19|20)\d\d)/[a-z_-]+/(\d{1,2})/(\d{1,2})/", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?<=[/\-_=])((?:19|20)\d\d)[/\-_](\d{1,2})(?:[/\-_](\d{1,2}))?(?=[/\-_.?&#]|$)")

_LONGER_THAN_MONTHS = datetime.timedelta(days=100)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line that is all about dates, as written: `published` is None when it tells of the last update alone."""

    published: str | None
    updated: str | None = None
    labelled: bool = False
    """Whether the line says that it is the date of publication; without, it may be the clock of the site."""


def parse_dateline(line: str) -> Dateline | None:
    """What a line that is a date says, with `نشر في` or `آخر تحديث` before it or without; None for any other line.

    In `4 مايو 2020، آخر تحديث 14:00` the date is that of the site's clock, and so of neither.
    """
    if len(line) > 160 or not any(map(str.isdigit, line)):
        return None
    dates: list[tuple[str, str]] = []
    kinds = set()
    for kind, text in _segments(line):
        written = text.strip(" :|-–—،,.()•·")
        kinds.add(kind)
        if is_full_date(written):
            dates.append((kind, written))
        elif kind == "updated" and _is_clock(fold(written)):
            dates.clear()
        else:
            return None
    if not (dates or "updated" in kinds):
        return None
    named, plain, updated = (
        next((date for kind, date in dates if kind == wanted), None) for wanted in ("published", "", "updated")
    )
    return Dateline(named or plain, updated, labelled=named is not None)


def _segments(line: str) -> list[tuple[str, str]]:
    """The line cut before each label: `published`, `updated`, or "" before the first, and what is written there."""
    folded = fold(line)
    labels = list(_LABEL.finditer(folded))
    ends = [label.start() for label in labels] + [len(folded)]
    found = [("", _between(line, "", folded[: ends[0]]))] if folded[: ends[0]].strip(" :|-–—،,") else []
    for label, end in zip(labels, ends[1:], strict=True):
        kind = "updated" if label["updated"] else "published"
        found.append((kind, _between(line, folded[: label.end()], folded[:end])))
    return found


def _between(line: str, folded_start: str, folded_end: str) -> str:
    rest = after(line, folded_start)
    left = after(line, folded_end) if folded_end != fold(line) else ""
    return rest[: len(rest) - len(left)]


def date_from_name(stem: str) -> PartialDate | None:
    """The date that a file name begins with: `2021-06-05-summit` has one, `report-7` none."""
    match = _IN_NAME.match(stem)
    return parse_date(match.group(1)) if match and match.group(1).count("-") == 2 else None


def date_from_address(url: str) -> PartialDate | None:
    """The date in the path of an address, `/2013/8/3/`, `/2013/world/8/3/` or `/2020/11/`; None without one."""
    path = re.sub(r"^\w+://[^/]+", "", url)
    match = _IN_SECTIONED_ADDRESS.search(path) or _IN_ADDRESS.search(path)
    if match is None:
        return None
    year, month, day = match.groups()
    date = parse_date(f"{year}-{int(month):02d}-{int(day):02d}") if day else None
    # What follows the month may be a number that is no day.
    return date or (PartialDate(int(year), int(month)) if 1 <= int(month) <= 12 else None)


def is_full_date(text: str) -> bool:
    """Whether a text is a date of at least a month, of either calendar: a bare year on a line is a heading."""
    date = read_date(text)
    if date is None:
        return False
    if date.span is None:
        return date.iso is not None and len(date.iso) > len("YYYY")
    first, last = map(datetime.date.fromisoformat, date.span)
    return last - first < _LONGER_THAN_MONTHS


def _is_clock(text: str) -> bool:
    return re.fullmatch(r"(?:الساعه\s*)?(?:\d{1,2}:\d{2}(?::\d{2})?)?[\s\w()+:]{0,30}", text) is not None
