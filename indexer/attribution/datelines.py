"""Lines that give the date of an article, and dates in file names and addresses.

A date within a sentence is never a date of publication, nor is the time of the last update.
"""

import re
from dataclasses import dataclass
from itertools import zip_longest

from indexer.arabic.dates import PartialDate, parse_date
from indexer.attribution.phrases import any_of, fold, phrases

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


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line that is all about dates: `published` is None when it tells of the last update alone."""

    published: PartialDate | None
    labelled: bool


def parse_dateline(line: str) -> Dateline | None:
    """What a line that is a date says, with `نشر في` or `آخر تحديث` before it or without; None for any other line.

    In `4 مايو 2020، آخر تحديث 14:00` the only date is that of the update.
    """
    if len(line) > 160 or not any(map(str.isdigit, line)):
        return None
    folded = fold(line)
    labels = list(_LABEL.finditer(folded))
    first = labels[0].start() if labels else len(folded)
    segments = [("", folded[:first])] if folded[:first].strip(" :|-–—،,") else []
    for label, following in zip_longest(labels, labels[1:]):
        end = following.start() if following else len(folded)
        segments.append(("updated" if label["updated"] else "published", folded[label.end() : end]))
    dates: list[tuple[str, PartialDate]] = []
    for kind, text in segments:
        written = text.strip(" :|-–—،,.()•·")
        date = _full_date(written)
        if date is not None:
            dates.append((kind, date))
        elif kind == "updated" and _is_clock(written):
            dates = [("updated", date) for _, date in dates]
        else:
            return None
    if not segments or not (dates or any(kind == "updated" for kind, _ in segments)):
        return None
    named = next((date for kind, date in dates if kind == "published"), None)
    plain = next((date for kind, date in dates if kind == ""), None)
    return Dateline(named or plain, labelled=named is not None)


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


def _full_date(text: str) -> PartialDate | None:
    """A date of at least a month: a bare year on a line of its own is a heading."""
    date = parse_date(text)
    return date if date is not None and date.month is not None else None


def _is_clock(text: str) -> bool:
    return re.fullmatch(r"(?:الساعه\s*)?(?:\d{1,2}:\d{2}(?::\d{2})?)?[\s\w()+:]{0,30}", text) is not None
