"""Inverting, taking away and joining, each held against a dictionary of dictionaries."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.store.inversion import Inverted, Inverter, joined, without

Words = list[tuple[str, int]]
"""One article: its terms and where they stand."""
Postings = dict[bytes, dict[int, list[int]]]
"""For each term: for each article the positions; zeros where none are kept."""

WORDS: st.SearchStrategy[Words] = st.lists(
    st.tuples(st.sampled_from(["", "ا", "اب", "ب", "b", "a\x1fb", "𐤀", "\udcff"]), st.integers(1, 70_000)), max_size=8
).map(lambda words: [(term, sum(step for _, step in words[: at + 1])) for at, (term, _) in enumerate(words)])
ARTICLES = st.lists(WORDS, max_size=8)


def inverted(articles: Sequence[Words], *, positions: bool, first: int = 0) -> Inverted:
    inverter = Inverter(positions=positions)
    for number, words in enumerate(articles, start=first):
        inverter.add(number, [term for term, _ in words], [position for _, position in words])
    assert len(inverter) == sum(map(len, articles))
    return inverter.inverted()


def naive(articles: Sequence[Words], *, positions: bool, first: int = 0) -> Postings:
    found: Postings = {}
    for number, words in enumerate(articles, start=first):
        for term, position in words:
            of_term = found.setdefault(term.encode(errors="surrogatepass"), {})
            of_term.setdefault(number, []).append(position if positions else 0)
    return found


def spelt_out(given: Inverted, *, positions: bool) -> Postings:
    """The arrays as a dictionary; that they are as described is looked at on the way."""
    assert list(given.terms) == sorted(set(given.terms))
    assert given.posting_starts.size == given.position_starts.size == len(given.terms) + 1
    assert given.posting_starts[0] == given.position_starts[0] == 0
    assert given.posting_starts[-1] == given.articles.size == given.frequencies.size
    assert given.position_starts[-1] == given.positions.size
    assert given.positions.size == (given.frequencies.sum() if positions else 0)
    found: Postings = {}
    for number, term in enumerate(given.terms):
        own = found[term] = {}
        at = int(given.position_starts[number])
        for posting in range(given.posting_starts[number], given.posting_starts[number + 1]):
            frequency = int(given.frequencies[posting])
            assert frequency > 0
            places = given.positions[at : at + frequency].tolist() if positions else [0] * frequency
            at += frequency
            own[int(given.articles[posting])] = places
        assert list(own) == sorted(own)
        assert len(own) == given.posting_starts[number + 1] - given.posting_starts[number] > 0
        assert not positions or at == given.position_starts[number + 1]
    return found


def same(one: Inverted, two: Inverted) -> bool:
    return one.terms == two.terms and all(
        getattr(one, name).tolist() == getattr(two, name).tolist()
        for name in ("posting_starts", "articles", "frequencies", "position_starts", "positions")
    )


@given(ARTICLES, st.booleans(), st.integers(0, 300))
def test_inverting_gives_what_counting_gives(articles: list[Words], positions: bool, first: int) -> None:
    found = spelt_out(inverted(articles, positions=positions, first=first), positions=positions)
    assert found == naive(articles, positions=positions, first=first)


@given(ARTICLES, st.lists(st.integers(0, 8), max_size=3), st.booleans())
def test_parts_joined_are_all_inverted_at_once(articles: list[Words], cuts: list[int], positions: bool) -> None:
    places = [0, *sorted(min(cut, len(articles)) for cut in cuts), len(articles)]
    parts = [inverted(articles[start:end], positions=positions, first=start) for start, end in pairwise(places)]
    assert same(joined(parts), inverted(articles, positions=positions))


@given(ARTICLES, st.sets(st.integers(0, 7)), st.booleans())
def test_without_some_articles_is_the_others_inverted(
    articles: list[Words], removed: set[int], positions: bool
) -> None:
    keep = np.array([number not in removed for number in range(len(articles))], bool)
    numbers = np.where(keep, np.cumsum(keep) - 1 + 500, -1)
    left = [words for number, words in enumerate(articles) if number not in removed]
    taken = without(inverted(articles, positions=positions), keep, numbers)
    assert same(taken, inverted(left, positions=positions, first=500))


@given(ARTICLES, ARTICLES, st.sets(st.integers(0, 7)))
def test_merging_segments_is_as_if_their_articles_had_been_added_at_once(
    old: list[Words], new: list[Words], removed: set[int]
) -> None:
    left = [words for number, words in enumerate(old) if number not in removed]
    keep = np.array([number not in removed for number in range(len(old))], bool)
    taken = without(inverted(old, positions=True), keep, np.cumsum(keep) - 1 + len(new))
    assert same(joined([inverted(new, positions=True), taken]), inverted([*new, *left], positions=True))


@pytest.mark.parametrize("positions", [True, False])
def test_nothing_inverted_is_nothing(positions: bool) -> None:
    nothing = inverted([], positions=positions)
    assert spelt_out(nothing, positions=positions) == {}
    assert spelt_out(joined([nothing, nothing]), positions=positions) == {}
    assert spelt_out(without(nothing, np.empty(0, bool), np.empty(0, np.int64)), positions=positions) == {}


def test_an_inverter_can_be_asked_before_it_is_full() -> None:
    inverter = Inverter(positions=True)
    inverter.add(0, ["ب"], [0])
    assert inverter.inverted().terms == ("ب".encode(),)
    inverter.add(1, ["ا"], [7])
    assert spelt_out(inverter.inverted(), positions=True) == {"ا".encode(): {1: [7]}, "ب".encode(): {0: [0]}}


def test_a_word_that_comes_seventy_thousand_times_is_counted_so() -> None:
    words = [("ا", position) for position in range(70_000)]
    found = spelt_out(inverted([words, [("ا", 4_000_000_000)]], positions=True), positions=True)
    assert found == {"ا".encode(): {0: list(range(70_000)), 1: [4_000_000_000]}}
