"""Copies are told from what is only like them, and comparing takes no more than a few looks at each article."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.store import grouping
from indexer.store.grouping import COMPARED, Signatures, candidates, earliest_copies
from indexer.store.inversion import TextInverter
from indexer.store.likeness_arrays import NUMBERS, SLOTS
from tests.store.making import seeded
from tests.store.retelling import filled_in, retold, told


def signatures(*texts: list[str]) -> Signatures:
    inverter = TextInverter()
    for words in texts:
        inverter.add("", (" ".join(words),))
    return inverter.inverted().likeness.signatures


def stories(*texts: list[str]) -> list[int]:
    found: list[int] = earliest_copies(signatures(*texts)).tolist()
    return found


def test_a_text_with_another_opening_or_some_words_changed_is_a_copy_of_the_earliest() -> None:
    one, other = told(1), told(2)
    texts = [one, other, retold(one, 8, seeded(1)), one, [*told(3)[:6], *other[4:]], one[:-9]]
    assert stories(*texts) == [0, 1, 0, 0, 1, 0]


def test_forms_that_are_filled_in_anew_are_no_copies() -> None:
    form = told(4, 120)
    assert stories(*(filled_in(form, 10, seed) for seed in range(6))) == list(range(6))


@pytest.mark.parametrize("every", [30, 60, 110])
def test_forms_of_many_words_and_few_numbers_are_no_copies_and_those_of_one_day_are(every: int) -> None:
    form = told(4, 120)
    days = [filled_in(form, every, seed) for seed in range(12)]
    assert stories(*days, *(["وكالة", *day] for day in days)) == [*range(12), *range(12)]


@pytest.mark.parametrize("numbers", [1, 4, 3 * NUMBERS])
def test_a_copy_may_leave_out_numbers_add_some_and_write_them_otherwise(numbers: int) -> None:
    words = told(9, 40 * numbers)
    for number in range(numbers):
        words[40 * number + 20] = f"{number + 1}.{number + 417}"
    dated = ["5", "صفر", "1443", *(word.replace(".", "") for word in words)]
    without = ["ألفا" if word.startswith("1.") else word for word in words]
    assert stories(words, dated, without) == [0, 0, 0]


def test_a_part_of_a_text_is_no_copy_of_the_whole() -> None:
    whole = told(5, 200)
    assert stories(whole, whole[:80]) == [0, 1]


def test_no_chain_of_small_changes_leads_from_one_story_into_another() -> None:
    words, fresh = told(6, 100), told(7, 100)
    steps = [fresh[:changed] + words[changed:] for changed in range(0, 101, 10)]
    found = stories(*steps)
    assert found[:2] == [0, 0]
    assert len(set(found)) > 2
    rows = signatures(*steps)
    assert all((rows[one, :SLOTS] == rows[first, :SLOTS]).mean() >= grouping.ALIKE for one, first in enumerate(found))


def test_thousands_that_agree_are_each_compared_with_a_few() -> None:
    for keys in (np.zeros(5_000, np.uint64), np.repeat(np.arange(50, dtype=np.uint64), 100)):
        assert grouping._pairs(keys).size <= COMPARED * keys.size
    assert not grouping._pairs(np.arange(5_000, dtype=np.uint64)).size


def test_thousands_of_the_same_page_are_one_story() -> None:
    rows = np.repeat(signatures(told(8)), 5_000, axis=0)
    assert not earliest_copies(rows).any()


@settings(max_examples=30, deadline=None)
@given(
    seeds=st.lists(st.integers(0, 6), min_size=1, max_size=12),
    cuts=st.lists(st.integers(0, 12), max_size=3),
    gone=st.integers(0, 12),
)
def test_candidates_are_those_that_are_there_and_agree_with_another_whatever_the_segments(
    seeds: list[int], cuts: list[int], gone: int
) -> None:
    rows = signatures(*(told(seed) if seed else ["قصير"] for seed in seeds))
    there = np.arange(len(seeds)) != gone
    segments = np.split(rows, sorted(min(cut, len(seeds)) for cut in cuts))
    left = [seed for number, seed in enumerate(seeds) if number != gone]
    expected = [number for number, seed in enumerate(seeds) if number != gone and seed and left.count(seed) > 1]
    assert candidates(segments, there).tolist() == expected
