"""Which words of an article a question matched, and where they stand. Words of a quoted phrase only where it stands.

Pure functions over an article's text; no index here, and which stretches are shown is the matter of `passages`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from indexer.answers import Level, Mark, Match, MatchedForm
from indexer.arabic.analysis import Word as Analysis
from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import Token, surfaces
from indexer.arabic.vowels import bare, vowels_agree
from indexer.search.match import KIN_LEVELS, occurrences
from indexer.search.tree import Kin, Leaf, Node, Opening, Phrase, Word, label, leaves, words_in

LOOKED_THROUGH = 500_000
"""Characters of an article that passages are chosen from: a long book, and a blink of time."""

WIDTH = {level: width for width, level in enumerate(Level)}
"""How wide each level is, the narrowest 0."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word of a text that matched: its token, the leaf of the question it matched, and at which level."""

    token: Token
    leaf: int
    level: Level


class _Match(NamedTuple):
    """That a type of word is a leaf of the question, or the word of a phrase at that place, at a level."""

    leaf: int
    at: int
    level: Level


class Finder:
    """Finds a question's words in texts. Made once per question; remembers each type of word it has seen."""

    def __init__(self, tree: Node, level: Level) -> None:
        kin_too = level in KIN_LEVELS
        self._leaves = tuple(leaf for leaf in dict.fromkeys(leaves(tree)) if kin_too or not isinstance(leaf, Kin))
        self._level = level
        self._met: set[str] = set()
        self._matching: dict[str, tuple[_Match, ...]] = {}
        # Words that are the same at any level have the same root.
        self._by_root: dict[str, list[tuple[int, int, Word]]] = {}
        for number, leaf in enumerate(self._leaves):
            for at, word in enumerate(leaf.words if isinstance(leaf, Kin) else words_in(leaf)):
                self._by_root.setdefault(word.analysis.root, []).append((number, at, word))
        self._prefixes = [(number, leaf) for number, leaf in enumerate(self._leaves) if isinstance(leaf, Opening)]

    def labels(self) -> list[str]:
        """What each leaf of the question was typed as."""
        return [label(leaf) for leaf in self._leaves]

    def find(self, text: str) -> list[Found]:
        """The matching words of a text in order; a word that matches several leaves appears for each."""
        if not self._leaves:  # an article that is only read: cutting a book into words takes long
            return []
        words = surfaces(text)
        for surface in set(words) - self._met:
            matches = tuple(self._matches(analyze(surface)))
            if matches:
                self._matching[surface] = matches
        self._met.update(words)
        # Most texts hold few of the words or none: where in the text they stand is asked for these alone.
        matching = [(position, self._matching[word]) for position, word in enumerate(words) if word in self._matching]
        if not matching:
            return []
        at = [position for position, _ in matching]
        places = dict(zip(at, tokens_at(text, words, at), strict=True))
        found: dict[tuple[int, int], Found] = {}
        for number, leaf in enumerate(self._leaves):
            own = [(position, match) for position, matches in matching for match in matches if match.leaf == number]
            if isinstance(leaf, Phrase | Kin):
                standing = _standing(Phrase(leaf.words) if isinstance(leaf, Kin) else leaf, own)
                own = [(position, match) for position, match in own if position in standing]
            asked = self._leaves.index(leaf.of) if isinstance(leaf, Kin) else number
            for position, match in dict(own).items():  # a word stands before its kin, and says more
                found.setdefault((asked, position), Found(places[position], asked, match.level))
        return sorted(found.values(), key=lambda one: (one.token.start, one.leaf))

    def find_in(self, paragraphs: Iterable[str]) -> list[list[Found]]:
        """The matching words of each paragraph, as far as `LOOKED_THROUGH` characters into the article."""
        left = LOOKED_THROUGH
        found = []
        for text in paragraphs:
            found.append(self.find(text[: max(0, left)]))
            left -= len(text)
        return found

    def _matches(self, word: Analysis) -> Iterable[_Match]:
        if not self._prefixes and word.root not in self._by_root:
            return
        for number, prefix in self._prefixes:
            if prefix.opens(word.form):
                yield _Match(number, 0, Level.FORM)
        for number, at, asked in self._by_root.get(word.root, ()):
            leaf = self._leaves[number]
            level = narrowest(asked.analysis, word)
            if level is not None and WIDTH[level] <= WIDTH[self._widest(leaf)]:
                yield _Match(number, at, Level.STEM if isinstance(leaf, Kin) else level)

    def _widest(self, leaf: Leaf) -> Level:
        """The widest level at which a word of a leaf matches."""
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


def narrowest(asked: Analysis, word: Analysis) -> Level | None:
    """The narrowest level at which a word of a text is the word asked for."""
    if asked.root != word.root:
        return None
    if asked.stem != word.stem:
        return Level.ROOT
    if asked.form != word.form:
        return Level.STEM
    same_letters = bare(asked.exact) == bare(word.exact)
    return Level.EXACT if same_letters and vowels_agree(asked.exact, word.exact) else Level.FORM


def marks_of(found: Iterable[Found]) -> tuple[Mark, ...]:
    """One mark per word, at the narrowest of the levels it matched at."""
    narrow: dict[tuple[int, int], Level] = {}
    for one in found:
        span = (one.token.start, one.token.end)
        if span not in narrow or WIDTH[one.level] < WIDTH[narrow[span]]:
            narrow[span] = one.level
    return tuple(Mark(start, end, level) for (start, end), level in sorted(narrow.items()))


def matched(labels: list[str], found: Iterable[Found]) -> tuple[Match, ...]:
    """For each leaf of the question the written forms that matched it, most frequent first."""
    counts: dict[int, Counter[tuple[str, Level]]] = {}
    for one in found:
        counts.setdefault(one.leaf, Counter())[(one.token.text, one.level)] += 1
    return tuple(
        Match(
            labels[leaf],
            tuple(
                MatchedForm(form, level, count)
                for (form, level), count in sorted(counter.items(), key=lambda item: (-item[1], item[0]))
            ),
        )
        for leaf, counter in sorted(counts.items())
    )


def tokens_at(text: str, words: list[str], numbers: list[int]) -> list[Token]:
    """The tokens with those numbers, ascending, of a text whose `surfaces` are the words: sooner than all of them.

    Every token begins with a letter or a digit, and no letter or digit is between two tokens: so a token begins where
    its text is next found behind the one before.
    """
    found = []
    at = 0
    number = 0
    for wanted in numbers:
        for word in words[number:wanted]:
            at = text.find(word, at) + len(word)
        start = text.find(words[wanted], at)
        at = start + len(words[wanted])
        number = wanted + 1
        found.append(Token(start, at, words[wanted]))
    return found
