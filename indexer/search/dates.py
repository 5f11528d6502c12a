"""Dates that a person gives to narrow a search: full or partial ISO dates, and their order."""

import re
from datetime import date

from indexer.arabic.digits import to_ascii_digits
from indexer.errors import BadParameter

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


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
    raise BadParameter(parameter, "a date as YYYY, YYYY-MM or YYYY-MM-DD", text)
