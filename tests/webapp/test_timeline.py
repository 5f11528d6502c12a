from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import FacetCount, Filters, Question
from webapp.timeline import MOST_BARS, timeline

ASKED = Question("جسر", filters=Filters(sources=("x",)))


def months(**counts: int) -> tuple[FacetCount, ...]:
    """Months with hits: `m2021_06=3`."""
    return tuple(
        FacetCount(month, month, count)
        for name, count in counts.items()
        for month in [name.removeprefix("m").replace("_", "-")]
    )


def test_within_a_year_each_month_has_a_bar() -> None:
    bars = timeline(ASKED, months(m2021_03=2, m2021_06=4), ())
    assert [bar.label for bar in bars] == ["مارس 2021", "أبريل 2021", "مايو 2021", "يونيو 2021"]
    assert [bar.count for bar in bars] == [2, 0, 0, 4]
    assert [bar.height for bar in bars] == [50, 0, 0, 100]
    assert bars[0].href == "/search?q=%D8%AC%D8%B3%D8%B1&source=x&from=2021-03&to=2021-03"


def test_over_a_few_years_each_year_has_one() -> None:
    bars = timeline(
        ASKED, months(m2019_12=1, m2021_06=4), (FacetCount("2021", "2021", 4), FacetCount("2019", "2019", 1))
    )
    assert [(bar.label, bar.count) for bar in bars] == [("2019", 1), ("2020", 0), ("2021", 4)]
    assert "from=2019&to=2019" in bars[0].href


def test_a_story_that_stands_in_two_months_counts_once_in_the_bar_of_their_year() -> None:
    years = (FacetCount("2022", "2022", 1), FacetCount("2019", "2019", 2))
    bars = timeline(ASKED, months(m2019_12=2, m2022_08=1, m2022_09=1), years)
    assert [bar.count for bar in bars] == [2, 0, 0, 1]


def test_over_centuries_a_bar_is_a_span_of_years() -> None:
    bars = timeline(ASKED, months(m0855_01=1, m1010_01=2), ())
    assert bars[0].label == "840-859"
    assert "from=0840&to=0859" in bars[0].href


@pytest.mark.parametrize("found", [(), months(m2021_06=4)])
def test_a_single_month_needs_no_timeline(found: tuple[FacetCount, ...]) -> None:
    assert timeline(ASKED, found, ()) == ()


def test_one_hit_among_very_many_is_still_seen() -> None:
    assert timeline(ASKED, months(m2020_01=1, m2021_01=100_000), ())[0].height >= 3


def test_a_narrower_span_takes_the_place_of_the_one_before() -> None:
    narrowed = replace(ASKED, filters=Filters(published_from="2010", published_to="2019"))
    assert "from=2011&to=2011" in timeline(narrowed, months(m2011_01=1, m2013_01=1), ())[0].href


@given(st.dictionaries(st.tuples(st.integers(1, 2100), st.integers(1, 12)), st.integers(1, 50), min_size=2))
def test_no_hit_is_lost_and_fingers_can_hit_every_bar(counts: dict[tuple[int, int], int]) -> None:
    found = tuple(FacetCount(f"{year:04}-{month:02}", "", count) for (year, month), count in counts.items())
    bars = timeline(ASKED, found, ())
    assert 2 <= len(bars) <= MOST_BARS
    assert sum(bar.count for bar in bars) == sum(counts.values())
