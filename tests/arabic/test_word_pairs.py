"""The judged word pairs: that the list is sound, and that no class falls below what is held."""

import pytest

from indexer.answers import Level
from indexer.arabic.analysis import analyze
from indexer.arabic.vowels import vowels_agree
from tests.arabic.word_pairs import LEVELS, Pair, judge, read_pairs

FLOORS = {
    Level.STEM: {
        **{"clitics": 0.97, "feminine-of-its-own": 0.87, "broken-plurals": 0.99, "several-affixes": 0.98},
        **dict.fromkeys(("tanwin", "sound-plurals", "duals", "gender", "nisba", "conjugation", "derivation"), 1.0),
        **dict.fromkeys(("hamza", "final-yeh", "teh-marbuta", "foreign-letters", "digits", "stretching"), 1.0),
        **dict.fromkeys(("vowels", "names-kept-whole", "lookalikes", "foreign-spellings", "months"), 1.0),
        **dict.fromkeys(("function-words", "weak-roots"), 1.0),
    },
    Level.ROOT: {
        **{"clitics": 0.99, "broken-plurals": 0.99, "nisba": 0.98, "weak-roots": 0.98, "lookalikes": 0.98},
        **dict.fromkeys(("tanwin", "sound-plurals", "duals", "gender", "conjugation", "derivation"), 1.0),
        **dict.fromkeys(("hamza", "final-yeh", "teh-marbuta", "foreign-letters", "digits", "stretching"), 1.0),
        **dict.fromkeys(("vowels", "names-kept-whole", "foreign-spellings", "months", "several-affixes"), 1.0),
        **dict.fromkeys(("function-words", "feminine-of-its-own"), 1.0),
    },
}
"""Which share of each class is right at a level. To lower one is to decide that its words may be found less well."""

FEWEST_PAIRS = 1_800

CASES = [(level, kind, floor) for level, floors in FLOORS.items() for kind, floor in floors.items()]


def meets(level: Level, one: str, other: str) -> bool:
    """Whether two words are the same at a level."""
    mine, theirs = analyze(one), analyze(other)
    if level is Level.EXACT:
        return vowels_agree(mine.exact, theirs.exact)
    return bool(getattr(mine, level.value) == getattr(theirs, level.value))


@pytest.mark.parametrize(("level", "kind", "floor"), CASES)
def test_no_class_falls_below_what_is_held(level: Level, kind: str, floor: float) -> None:
    pairs = [pair for pair in read_pairs() if pair.kind == kind]
    figures = judge(pairs, level, lambda one, other: meets(level, one, other))
    assert figures.right >= floor, [
        (pair.one, pair.other) for pair in pairs if pair.wanted(level) not in (None, meets(level, pair.one, pair.other))
    ]


@pytest.mark.parametrize("level", [Level.EXACT, Level.FORM])
def test_every_pair_is_right_where_only_spelling_counts(level: Level) -> None:
    wrong = [pair for pair in read_pairs() if pair.wanted(level) not in (None, meets(level, pair.one, pair.other))]
    assert wrong == []


def test_every_class_has_a_floor_at_both_levels() -> None:
    kinds = {pair.kind for pair in read_pairs()}
    assert {level: set(floors) for level, floors in FLOORS.items()} == dict.fromkeys(FLOORS, kinds)


def test_the_list_is_long_has_no_pair_twice_and_contradicts_itself_nowhere() -> None:
    pairs = read_pairs()
    assert len(pairs) >= FEWEST_PAIRS
    assert len({frozenset((pair.one, pair.other)) for pair in pairs}) == len(pairs)
    for pair in pairs:
        assert pair.apart or pair.meet, pair
        assert not (pair.apart and pair.meet) or LEVELS.index(pair.apart) < LEVELS.index(pair.meet), pair


def test_pairs_are_judged_by_what_is_asked_at_each_level() -> None:
    pair = Pair("nisba", "دولة", "دولي", Level.FORM, Level.ROOT)
    assert [pair.wanted(level) for level in LEVELS] == [False, False, None, True]
    figures = judge([pair, Pair("lookalikes", "كلب", "قلب", Level.ROOT, None)], Level.ROOT, lambda one, other: True)
    assert figures == (0.5, 1.0, 0.5, 2)
