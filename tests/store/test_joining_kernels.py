"""Terms are put in the order of their bytes, and it is told what each shares with the one before."""

from collections.abc import Callable
from itertools import pairwise
from os.path import commonprefix
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.compiling import compiled
from indexer.store.arrays import Array
from indexer.store.joining_kernels import copy_terms, list_places, order_terms

TERMS = st.lists(st.binary(max_size=3) | st.text("aبت", max_size=5).map(str.encode), max_size=30)
"""Terms that often share a beginning."""

PARTS = st.lists(TERMS.map(sorted), max_size=5).map(lambda parts: [term for part in parts for term in part])

Way = Callable[[Callable[..., Any]], Callable[..., Any]]
"""How kernels run."""


@pytest.fixture(scope="module", params=["plain", "compiled"])
def way(request: pytest.FixtureRequest) -> Way:
    return compiled if request.param == "compiled" else lambda kernel: kernel


def arrays(terms: list[bytes]) -> tuple[Array, Array]:
    return np.array(bytearray(b"".join(terms))), np.cumsum([0, *map(len, terms)])


@given(terms=TERMS | PARTS)
def test_terms_come_in_their_order_and_equal_ones_as_they_came(way: Way, terms: list[bytes]) -> None:
    text, starts = arrays(terms)
    order, shared, spare, spare_shared = (np.full(len(terms), 7) for _ in range(4))
    way(order_terms)(text, starts, order, shared, spare, spare_shared, np.empty_like(starts))
    assert order.tolist() == sorted(range(len(terms)), key=terms.__getitem__)
    prefixes = [commonprefix(pair) for pair in pairwise(sorted(terms))]  # noqa: RUF071 -- which are no paths
    assert shared[1:].tolist() == list(map(len, prefixes))


@given(terms=TERMS, data=st.data())
def test_chosen_terms_are_copied_one_behind_the_other(way: Way, terms: list[bytes], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(terms) - 1) if terms else st.nothing()))
    wanted = b"".join(terms[number] for number in chosen)
    copied = np.empty(len(wanted), np.uint8)
    way(copy_terms)(*arrays(terms), np.array(chosen, np.int64), copied)
    assert copied.tobytes() == wanted


@given(lists=st.lists(st.lists(st.none(), max_size=4), max_size=8), data=st.data())
def test_the_places_of_lists_are_told_in_an_order(way: Way, lists: list[list[None]], data: st.DataObject) -> None:
    starts = np.cumsum([0, *map(len, lists)])
    order = data.draw(st.permutations(range(len(lists))))
    places = np.empty(starts[-1], np.int64)
    way(list_places)(starts, np.array(order, np.int64), places)
    assert places.tolist() == [place for one in order for place in range(starts[one], starts[one + 1])]
