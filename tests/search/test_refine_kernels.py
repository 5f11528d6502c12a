"""The loop over places, held against counting every stretch, opening and run by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.ceiling_kernels import crown
from indexer.search.list_layout import FORM, STAGES
from indexer.search.refine_kernels import bound, refine

STEP = 4
NORM = 0.9
GAINS = np.array([[[0.0, 0.2, 0.3, 0.1]] * 3, [[0.0, 0.1, 0.1, 0.2]] * 3])
RUN_GAINS = np.array([0.0, 0.0, 0.5, 4.0])
IN_ORDER = [0, 1, 2]

Word = dict[int, int]
"""The stage at each position of a word in one article."""

ARTICLES = st.lists(
    st.lists(st.dictionaries(st.integers(0, 30), st.integers(0, STAGES - 1), max_size=8), min_size=3, max_size=3),
    min_size=1,
    max_size=12,
)


def laid_out(articles: list[list[Word]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The places of the words in the articles as the kernels read them."""
    ints: list[int] = []
    edges = np.zeros((2, 3, len(articles)), np.int64)
    for number, words in enumerate(articles):
        for word, places in enumerate(words):
            edges[0, word, number] = len(ints)
            ints += [position << 2 | places[position] for position in sorted(places)]
            edges[1, word, number] = len(ints)
    return np.array(ints, np.int32), edges[0], edges[1]


def earned(words: list[Word], gains: np.ndarray, begin: int, end: int) -> float:
    """What words earn between two positions."""
    total = 0.0
    for word, places in enumerate(words):
        for stage in range(STAGES):
            held = sum(begin <= position < end and at <= stage for position, at in places.items())
            total += gains[word, stage] * held / (held + NORM)
    return total


def run_of(words: list[Word]) -> int:
    """The most words in a row that stand there by their forms as they follow each other; 0 where no two do."""
    forms = [{position for position, stage in places.items() if stage <= FORM} for places in words]
    lengths = [0]
    for first in range(len(IN_ORDER)):
        for start in forms[first]:
            run = 1
            while first + run < len(IN_ORDER) and start + run in forms[first + run]:
                run += 1
            lengths.append(run if run > 1 else 0)
    return max(lengths)


@given(ARTICLES, st.integers(1, 12))
def test_the_best_articles_earn_what_counting_by_hand_gives(articles: list[list[Word]], wanted: int) -> None:
    ints, begins, ends = laid_out(articles)
    size = len(articles)
    norms, bounds = np.full((2, size), NORM), np.zeros((2, size))
    first = np.linspace(0, 1, size).astype(np.float32)
    order = np.array(IN_ORDER)
    bound(ints, begins, ends, order, GAINS, norms, bounds)
    parts, gained = np.zeros((3, size)), np.zeros(size, np.float32)
    wanted = min(wanted, size)
    refine(ints, begins, ends, order, GAINS, RUN_GAINS, norms, STEP, first, bounds, wanted, parts, gained)
    by_hand = [
        (
            max(earned(words, GAINS[0], begin, begin + 2 * STEP) for begin in range(-STEP, 36, STEP)),
            earned(words, GAINS[1], 0, STEP),
            run_of(words),
        )
        for words in articles
    ]
    totals = [one + two + RUN_GAINS[run] for one, two, run in by_hand]
    for number in np.argsort(-(first + np.array(totals)), kind="stable")[:wanted].tolist():
        assert parts[:, number].tolist() == pytest.approx(by_hand[number])
        assert gained[number] == pytest.approx(totals[number], rel=1e-6)
    assert all(
        gained <= np.array(totals) * (1 + 1e-6) + 1e-9
    )  # what was passed over is told too little, never too much


@given(ARTICLES)
def test_what_one_word_earns_at_most_is_no_less_than_what_it_earns(articles: list[list[Word]]) -> None:
    ints, begins, ends = laid_out(articles)
    norms = np.full((2, len(articles)), NORM)
    ceilings = np.zeros(len(articles), np.float32)
    crown(ints, begins[0], ends[0], GAINS[:, 0], norms, STEP, ceilings)
    for words, ceiling in zip(articles, ceilings.tolist(), strict=True):
        stretch = max(earned(words[:1], GAINS[0], begin, begin + 2 * STEP) for begin in range(-STEP, 36, STEP))
        assert ceiling == pytest.approx(stretch + earned(words[:1], GAINS[1], 0, STEP), rel=1e-5)
