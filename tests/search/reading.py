"""Finds a question's words by reading and analysing every word of a text: slow, and knowing nothing of an index.

What `indexer.search.find` finds by the index is held against it. Not for where phrases stand, whose rule is shared.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from indexer.answers import Level
from indexer.arabic.analysis import Word as Analysis
from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import tokens
from indexer.arabic.vowels import bare, vowels_agree
from indexer.search.find import WIDTH, Found
from indexer.search.match import KIN_LEVELS, occurrences
from indexer.search.tree import Kin, Leaf, Node, Opening, Phrase, leaves, words_in


class _Match(NamedTuple):
    """That a word of a text is a leaf of the question, or the word of a phrase at that place, at a level."""

    leaf: int
    at: int
    level: Level


class Reader:
    """Finds a question's words in texts."""

    def __init__(self, tree: Node, level: Level) -> None:
        kin_too = level in KIN_LEVELS
        self._leaves = tuple(leaf for leaf in dict.fromkeys(leaves(tree)) if kin_too or not isinstance(leaf, Kin))
        self._level = level

    def find(self, text: str) -> list[Found]:
        """The matching words of a text in order; a word that matches several leaves appears for each."""
        words = tokens(text)
        matching = [
            (position, match) for position, word in enumerate(words) for match in self._matches(analyze(word.text))
        ]
        found: dict[tuple[int, int], Found] = {}
        for number, leaf in enumerate(self._leaves):
            own = [(position, match) for position, match in matching if match.leaf == number]
            if isinstance(leaf, Phrase | Kin):
                standing = _standing(Phrase(leaf.words) if isinstance(leaf, Kin) else leaf, own)
                own = [(position, match) for position, match in own if position in standing]
            asked = self._leaves.index(leaf.of) if isinstance(leaf, Kin) else number
            for position, match in dict(own).items():
                found.setdefault((position, asked), (*words[position], asked, match.level))
        return [found[key] for key in sorted(found)]

    def find_in(self, texts: Iterable[str]) -> dict[int, list[Found]]:
        """The matching words of those texts that have any, the first of which is 0."""
        return {number: found for number, text in enumerate(texts) if (found := self.find(text))}

    def _matches(self, word: Analysis) -> Iterator[_Match]:
        for number, leaf in enumerate(self._leaves):
            if isinstance(leaf, Opening):
                if leaf.opens(word.form):
                    yield _Match(number, 0, Level.FORM)
                continue
            for at, asked in enumerate(leaf.words if isinstance(leaf, Kin) else words_in(leaf)):
                level = _narrowest(asked.analysis, word)
                if level is not None and WIDTH[level] <= WIDTH[self._widest(leaf)]:
                    yield _Match(number, at, Level.STEM if isinstance(leaf, Kin) else level)

    def _widest(self, leaf: Leaf) -> Level:
        if isinstance(leaf, Kin):
            return Level.STEM if len(leaf.words) == 1 else Level.FORM
        return min(self._level, Level.FORM, key=WIDTH.__getitem__) if isinstance(leaf, Phrase) else self._level


def _standing(phrase: Phrase, inside: list[tuple[int, _Match]]) -> set[int]:
    """The positions at which the words of a phrase stand as that phrase, of all those at which they stand."""
    places = [
        np.array([position for position, match in inside if match.at == at], np.int64)
        for at in range(len(phrase.words))
    ]
    return set(occurrences(phrase, places, np.empty(0, np.int64)).ravel().tolist())


def _narrowest(asked: Analysis, word: Analysis) -> Level | None:
    if asked.root != word.root:
        return None
    if asked.stem != word.stem:
        return Level.ROOT
    if asked.form != word.form:
        return Level.STEM
    same_letters = bare(asked.exact) == bare(word.exact)
    return Level.EXACT if same_letters and vowels_agree(asked.exact, word.exact) else Level.FORM
