"""The judged word pairs of `word_pairs.tsv`, and how well an analysis keeps to them: precision and recall per level.

A pair has a class (which rule it tries), two words, the widest level at which they must be apart, and the narrowest at
which they must meet; `-` where there is none. Between the two nothing is asked: whether دولي and دولة share a stem is a
matter of taste. Levels are nested, so what must meet at the stem must meet at the root too. The pairs are our own.
"""

import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from indexer.answers import Level

LEVELS = tuple(Level)
_FILE = Path(__file__).with_name("word_pairs.tsv")


class Pair(NamedTuple):
    """Two words and what is asked of them."""

    kind: str
    one: str
    other: str
    apart: Level | None
    meet: Level | None

    def wanted(self, level: Level) -> bool | None:
        """Whether the two must meet at a level; None where nothing is asked."""
        if self.meet is not None and LEVELS.index(level) >= LEVELS.index(self.meet):
            return True
        if self.apart is not None and LEVELS.index(level) <= LEVELS.index(self.apart):
            return False
        return None


class Figures(NamedTuple):
    """Precision: of the judged pairs that met, the share that must. Recall: of those that must, the share that met.

    `right` is the share of all judged pairs that met or stayed apart as they must, and `pairs` how many those are.
    """

    precision: float
    recall: float
    right: float
    pairs: int


@functools.cache
def read_pairs() -> tuple[Pair, ...]:
    """All pairs, in the order of the file."""
    rows = [line.split("\t") for line in _FILE.read_text("utf-8").splitlines()[1:]]
    return tuple(Pair(kind, one, other, _level(apart), _level(meet)) for kind, one, other, apart, meet in rows)


def judge(pairs: Iterable[Pair], level: Level, meets: Callable[[str, str], bool]) -> Figures:
    """The figures of an analysis at a level; 1.0 where nothing was asked or nothing met."""
    judged = [(wanted, meets(pair.one, pair.other)) for pair in pairs if (wanted := pair.wanted(level)) is not None]
    met = [wanted for wanted, found in judged if found]
    wanted_and_met = sum(met)
    must = sum(wanted for wanted, _ in judged)
    precision = wanted_and_met / len(met) if met else 1.0
    right = sum(must_meet == found for must_meet, found in judged)
    return Figures(
        precision,
        wanted_and_met / must if must else 1.0,
        right / len(judged) if judged else 1.0,
        len(judged),
    )


def _level(text: str) -> Level | None:
    return None if text == "-" else Level(text)
