"""When the articles of an answer were published: a few bars over time, each of which narrows the answer to its span.

Numbers and addresses only; the drawing is the template's. Not for choosing dates by hand: that is the form's.
"""

from dataclasses import dataclass, replace

from indexer.answers import FacetCount, Question
from webapp.interface import date, number
from webapp.links import search_path

MOST_BARS = 12
"""As many as fingers can hit side by side on a phone: 24 pixels each."""

FEW_BARS = 4
"""With so few, a whole month and year find room under a bar, on a phone too."""

_YEAR = 12
_MONTHS_OF_A_BAR = (1, *(_YEAR * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500)))


@dataclass(frozen=True, slots=True)
class Bar:
    """One span of time: what it is called, what stands under it, its share of the highest in percent."""

    label: str
    short: str
    count: int
    height: int
    href: str


def timeline(question: Question, months: tuple[FacetCount, ...], years: tuple[FacetCount, ...]) -> tuple[Bar, ...]:
    """The bars from the first month with hits to the last; none where all hits lie in one month.

    A story may stand in several months: bars of a year have the counts of `years`, where it is one.
    """
    counts = {_month_number(month.value): month.count for month in months}
    if len(counts) < 2:
        return ()
    first, last = min(counts), max(counts)
    width = next((wide for wide in _MONTHS_OF_A_BAR if last // wide - first // wide < MOST_BARS), _MONTHS_OF_A_BAR[-1])
    by_bar: dict[int, int] = dict.fromkeys(range(first // width, last // width + 1), 0)
    for month, count in counts.items():
        by_bar[month // width] += count
    if width == _YEAR:
        by_bar.update({int(year.value): year.count for year in years})
    highest = max(by_bar.values())
    return tuple(
        _bar(question, bar, width, count, highest, has_room=len(by_bar) <= FEW_BARS) for bar, count in by_bar.items()
    )


def _bar(question: Question, bar: int, width: int, count: int, highest: int, *, has_room: bool) -> Bar:
    start, end = _iso(bar * width, width), _iso((bar + 1) * width - 1, width)
    label = date(start) if start == end else f"{date(start)}-{date(end)}"
    filters = replace(question.filters, published_from=start, published_to=end)
    return Bar(
        label=label,
        short=label if has_room else _short(start),
        count=count,
        # A bar that stands for something is never too low to be seen.
        height=max(3, round(100 * count / highest)) if count else 0,
        href=search_path(replace(question, filters=filters)),
    )


def _short(start: str) -> str:
    """The month's number, or the first year."""
    return number(int(start[5:])) if len(start) > 4 else date(start)


def _month_number(month: str) -> int:
    """Months since the year 0: 2021-06 is 2021 * 12 + 5."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _iso(month: int, width: int) -> str:
    year = f"{max(month // 12, 1):04}"
    return f"{year}-{month % 12 + 1:02}" if width == 1 else year
