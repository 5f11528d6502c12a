"""How many written dates are read right: ours beside dateparser and htmldate, on the table of the tests.

    python -m benchmarks.dates

A date is right when it means what the table says, a partial one when no day or month is made up for it, and what is no
date when nothing comes back. The peers need the extra `benchmarks`.
"""

import csv
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from dateparser.date import DateDataParser
from htmldate import find_date

from indexer.arabic.dates import read_date

TABLE = Path(__file__).resolve().parent.parent / "tests" / "arabic" / "written_dates.tsv"
_PARTS = {"year": 1, "month": 2}


def ours(written: str) -> str:
    """The date or span of days in ISO 8601; empty for none."""
    date = read_date(written)
    return date.value if date else ""


_PARSER = DateDataParser(languages=["ar", "en", "fr"], settings={"DATE_ORDER": "DMY"})


def with_dateparser(written: str) -> str:
    """The date, as precise as dateparser says that it is; empty for none."""
    found = _PARSER.get_date_data(written)
    if found is None or found.date_obj is None:
        return ""
    parts = found.date_obj.date().isoformat().split("-")
    return "-".join(parts[: _PARTS.get(found.period, 3)])


def with_htmldate(written: str) -> str:
    """The date that htmldate finds on a page that shows nothing else; empty for none."""
    page = f"<html><body><article><p class='date'>{written}</p></article></body></html>"
    return (
        find_date(page, extensive_search=True, original_date=True, min_date="1900-01-01", max_date="2030-01-01") or ""
    )


READERS: dict[str, Callable[[str], str]] = {
    "masadir": ours,
    "dateparser": with_dateparser,
    "htmldate": with_htmldate,
}


def main() -> None:
    """Print for each kind of date how many each reads right, and the time a date takes."""
    with TABLE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    right: dict[tuple[str, str], int] = defaultdict(int)
    microseconds = {}
    for name, read in READERS.items():
        started = time.perf_counter()
        for row in rows:
            right[name, row["kind"]] += read(row["written"]) == row["means"]
        microseconds[name] = (time.perf_counter() - started) / len(rows) * 1e6
    print(f"{'kind':18} {'dates':>6} " + " ".join(f"{name:>11}" for name in READERS))
    for kind in kinds:
        count = sum(row["kind"] == kind for row in rows)
        print(f"{kind:18} {count:6} " + " ".join(f"{right[name, kind]:11}" for name in READERS))
    totals = (sum(right[name, kind] for kind in kinds) for name in READERS)
    print(f"{'all':18} {len(rows):6} " + " ".join(f"{total:11}" for total in totals))
    print(f"{'µs a date':25} " + " ".join(f"{microseconds[name]:11.0f}" for name in READERS))


if __name__ == "__main__":
    main()
