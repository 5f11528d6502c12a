"""Which words of some articles a question matched, and at which level, as the index has them by their numbers.

Words of a quoted phrase count only where it stands. Where a word stands in its text is the matter of
`store.checkpoints`, and which stretches are shown that of `passages`.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from indexer.answers import Level, Mark, Match, MatchedForm
from indexer.arabic.tokens import Token
from indexer.search import kernels
from indexer.search.match import KIN_LEVELS, STAGES, Places, kin_entry, occurrences, prefix_entry
from indexer.search.tree import Fuzzy, Kin, Leaf, Node, Phrase, Prefix, Word, label, leaves
from indexer.store.postings import Entry
from indexer.store.schema import PARAGRAPH, PARAGRAPHS, WORDS
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot

WIDTH = STAGES
"""How wide each level is, the narrowest 0."""

LEVELS = tuple(Level)


class Matching(NamedTuple):
    """That the word of an article with a number, counted from 0, is a leaf of the question, at a level."""

    word: int
    leaf: int
    level: Level


class Found(NamedTuple):
    """A word of a text that matched: its token, the leaf of the question it matched, and at which level."""

    token: Token
    leaf: int
    level: Level


class Finder:
    """Finds a question's words in articles. Made once per question."""

    def __init__(self, snapshot: Snapshot, tree: Node, level: Level) -> None:
        kin_too = level in KIN_LEVELS
        self._lists = snapshot.lists
        self._snapshot = snapshot
        self._leaves = tuple(leaf for leaf in dict.fromkeys(leaves(tree)) if kin_too or not isinstance(leaf, Kin))
        self._level = level

    def labels(self) -> list[str]:
        """What each leaf of the question was typed as."""
        return [label(leaf) for leaf in self._leaves]

    def find_in(self, article: int) -> list[Matching]:
        """The matching words of one article in order."""
        return self.find(np.array([article], np.int32))[0]

    def find(self, articles: Articles) -> list[list[Matching]]:
        """For each article, ascending, its matching words in order, once for each leaf that they match."""
        found: dict[tuple[int, int], Level] = {}
        for number, leaf in enumerate(self._leaves):
            # A word stands before its kin, and says more.
            asked = self._leaves.index(leaf.of) if isinstance(leaf, Kin) else number
            for place, level in self._of(leaf, articles).items():
                found.setdefault((place, asked), level)
        of_articles: list[list[Matching]] = [[] for _ in range(articles.size)]
        for (place, number), level in sorted(found.items(), key=lambda item: item[0]):
            of_articles[place >> kernels.PLACE_BITS].append(Matching(place & kernels.POSITION, number, level))
        return of_articles

    def _of(self, leaf: Leaf, articles: Articles) -> dict[int, Level]:
        """The places of a leaf in some articles, and the narrowest level at which each is its word."""
        match leaf:
            case Word():
                return _levels(self._places(leaf, self._level, articles))
            case Prefix() | Fuzzy():
                return dict.fromkeys(self._standing(prefix_entry(self._snapshot, leaf), articles), Level.FORM)
            case Phrase():
                return self._of_phrase(leaf, min(self._level, Level.FORM, key=WIDTH.__getitem__), articles)
            case Kin() if len(leaf.words) == 1:
                return dict.fromkeys(self._standing(kin_entry(self._snapshot, leaf), articles), Level.STEM)
            case Kin():
                return dict.fromkeys(self._of_phrase(Phrase(leaf.words), Level.FORM, articles), Level.STEM)

    def _of_phrase(self, phrase: Phrase, widest: Level, articles: Articles) -> dict[int, Level]:
        places = [self._places(word, widest, articles) for word in phrase.words]
        paragraphs = self._lists.places(self._lists.entry(PARAGRAPHS, PARAGRAPH), articles) >> 2
        standing = np.unique(occurrences(phrase, [own >> 2 for own in places], paragraphs))
        found: dict[int, Level] = {}
        for own in places:
            found.update(_levels(own[np.isin(own >> 2, standing)]))
        return found

    def _places(self, word: Word, widest: Level, articles: Articles) -> Places:
        """Where a word stands in some articles at a level or a narrower one: places with their stages, ascending."""
        found = self._lists.places(self._lists.word(WORDS, word.analysis), articles)
        return found[found & 3 <= STAGES[widest]]

    def _standing(self, entry: Entry, articles: Articles) -> list[int]:
        """Where an entry of one stage stands."""
        standing: list[int] = (self._lists.places(entry, articles) >> 2).tolist()
        return standing


def _levels(places: Places) -> dict[int, Level]:
    """Places without their stages, and the level of each."""
    return {place >> 2: LEVELS[place & 3] for place in places.tolist()}


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
