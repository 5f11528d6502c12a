"""What a question of plain words finds by the lists of its words, held against matching and scoring apart."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.answers import Level, LevelCounts
from indexer.search.candidates import are_told_by_lists
from indexer.search.clock import UNLIMITED
from indexer.search.match import Matcher
from indexer.search.parse import parse, prefix_of, words_of
from indexer.search.rank import answered, scored
from indexer.search.tree import Group, Kin, Node, Word
from indexer.store.snapshot import Snapshot


def word(surface: str) -> Word:
    return words_of(surface)[0]


@settings(max_examples=80, deadline=None)
@given(data=st.data(), level=st.sampled_from(Level), seed=st.none() | st.integers(0, 2**32 - 1))
def test_lists_tell_what_matching_and_scoring_find(
    library: Snapshot, data: st.DataObject, level: Level, seed: int | None
) -> None:
    words = st.sampled_from(sorted(library.forms(""))).map(word)
    chosen = data.draw(st.lists(words, min_size=1, max_size=5, unique=True))
    kin = data.draw(st.lists(words, min_size=1, max_size=2).map(tuple))
    openings = data.draw(st.lists(st.sampled_from("عمك").map(prefix_of), max_size=1))
    tree = Group(optional=(*chosen, Kin(chosen[0], kin), *openings))
    assert are_told_by_lists(tree)
    passes = None if seed is None else np.random.default_rng(seed).random(library.size) < 0.5
    articles, scores, counts = answered(library, (tree, tuple(chosen), level), passes, None, UNLIMITED)
    expected = {one: Matcher(library, passes).matching(tree, one) for one in Level}
    assert articles.tolist() == expected[level].tolist()
    assert scores.tolist() == scored(library, tree, articles, tuple(chosen))[0].tolist()
    assert counts == LevelCounts(**{one.value: found.size for one, found in expected.items()})


@pytest.mark.parametrize("text", ["بحر -جبل", "+بحر جبل", '"بحر جبل"', "title:بحر", "عِلم عَلَم", "author:سلمى بحر", ""])
def test_other_questions_are_matched_first(text: str) -> None:
    assert not are_told_by_lists(parse(text).tree)


@pytest.mark.parametrize("text", ["بحر", "بحر جبل بحر", "بحر جب*", "بحر~1 جبل"])
def test_words_and_what_they_open_are_told_by_their_lists(text: str) -> None:
    assert are_told_by_lists(parse(text).tree)


def test_kin_of_a_word_that_is_not_asked_for_are_not_told_by_lists() -> None:
    asked, other = word("بحر"), word("جبل")
    tree: Node = Group(optional=(asked, Kin(other, (asked,))))
    assert not are_told_by_lists(tree)
