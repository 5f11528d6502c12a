"""Dates that a person gives to narrow a search: full or partial ISO dates, Hijri dates, and what they span."""

import re
from datetime import date

from indexer.arabic.digits import to_ascii_digits
from indexer.errors import BadParameter

EXPECTED_DATE = "a date as YYYY, YYYY-MM or YYYY-MM-DD, or a Hijri one as 1445هـ or رمضان 1445"

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
DATE_PATTERN = (
    f"^({_YEAR}(-(0?[1-9]|1[0-2])(-(0?[1-9]|1[0-9]|2[0-8]))?)?"
    f"|{_YEAR}-((0?[13-9]|1[0-2])-(29|30)|(0?[13578]|1[02])-31)|{_LEAP_YEAR}-0?2-29"
    "|(رمضان |شوال )?1[34][0-9]{2} ?هـ)$"
)
"""The dates as JSON Schema says them: every ISO date that there is, and the simplest ways to write a Hijri one."""


def iso_date(parameter: str, text: str) -> str | None:
    """The date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, in any digits; None for an empty text. Raises BadParameter."""
    plain = to_ascii_digits(text).strip()
    if not plain:
        return None
    match = _ISO.fullmatch(plain)
    if match:
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            date(year or 0, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            pass
        else:
            return "-".join(f"{part:02}" if at else f"{part:04}" for at, part in enumerate((year, month, day)) if part)
    raise BadParameter(parameter, EXPECTED_DATE, text)


def date_span(parameter: str, text: str) -> tuple[str, str] | tuple[None, None]:
    """The first and the last date that a text can mean: an ISO date twice, or the days that a Hijri date spans.

    `2021-06` gives 2021-06 twice, `رمضان 1445` gives 2024-03-10 and 2024-04-10. What is written as ISO is taken for
    that, so a Hijri date needs its هـ or the name of its month. Raises BadParameter.
    """
    try:
        found = iso_date(parameter, text)
    except BadParameter:
        from indexer.arabic.hijri import hijri_span  # noqa: PLC0415 -- its tables, for few dates are Hijri ones

        days = hijri_span(text)
        if days is None:
            raise
        return days
    return (found, found) if found else (None, None)
