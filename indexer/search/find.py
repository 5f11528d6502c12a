"""Which words of some articles a question matched, and at which level, as the index has them by their numbers.

Words of a quoted phrase count only where it stands. Where a word stands in its text is the matter of
`store.checkpoints`, and which stretches are shown that of `passages`.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from indexer.answers import Level, Mark, Match, MatchedForm
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


Matching = tuple[int, int, Level]
"""That the word of an article with a number, counted from 0, is a leaf of the question, at a level."""


Found = tuple[int, int, str, int, Level]
"""A word of a text that matched: its start, end and text, the leaf of the question it matched, and at which level."""


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
        some = max(1, len(self._leaves))
        parts = [np.empty(0, np.int64), *(self._of(leaf, articles) for leaf in self._leaves)]
        places, sizes = np.concatenate(parts), [part.size for part in parts[1:]]
        kin = [isinstance(leaf, Kin) for leaf in self._leaves]
        asked = [self._leaves.index(leaf.of) if isinstance(leaf, Kin) else at for at, leaf in enumerate(self._leaves)]
        of_leaf, is_kin = np.repeat(np.array([asked, kin], np.int64), sizes, axis=1)
        # A word comes before its kin, and says more.
        found = np.sort(((places >> 2) * some + of_leaf) << 3 | is_kin << 2 | places & 3)
        found = found[np.flatnonzero(np.diff(found >> 3, prepend=-1))]
        standing, asked_for = np.divmod(found >> 3, some)
        positions, stages = standing & kernels.POSITION, found & 3
        levels = [LEVELS[stage] for stage in stages.tolist()]
        words = list(zip(positions.tolist(), asked_for.tolist(), levels, strict=True))
        ends = np.searchsorted(standing, np.arange(articles.size + 1) << kernels.PLACE_BITS).tolist()
        return [words[start:end] for start, end in pairwise(ends)]

    def _of(self, leaf: Leaf, articles: Articles) -> Places:
        """The places of a leaf in some articles, with the narrowest stage at which each is its word."""
        match leaf:
            case Word():
                return self._places(leaf, self._level, articles)
            case Prefix() | Fuzzy():
                return self._standing(prefix_entry(self._snapshot, leaf), articles) | WIDTH[Level.FORM]
            case Phrase():
                return self._of_phrase(leaf, min(self._level, Level.FORM, key=WIDTH.__getitem__), articles)
            case Kin() if len(leaf.words) == 1:
                return self._standing(kin_entry(self._snapshot, leaf), articles) | WIDTH[Level.STEM]
            case Kin():
                return self._of_phrase(Phrase(leaf.words), Level.FORM, articles) >> 2 << 2 | WIDTH[Level.STEM]

    def _of_phrase(self, phrase: Phrase, widest: Level, articles: Articles) -> Places:
        places = [self._places(word, widest, articles) for word in phrase.words]
        paragraphs = self._lists.places(self._lists.entry(PARAGRAPHS, PARAGRAPH), articles) >> 2
        standing = np.unique(occurrences(phrase, [own >> 2 for own in places], paragraphs))
        found: dict[int, int] = {}
        for own in places:
            inside = own[np.isin(own >> 2, standing)].tolist()
            found.update((place >> 2, place) for place in inside)
        return np.array(list(found.values()), np.int64)

    def _places(self, word: Word, widest: Level, articles: Articles) -> Places:
        """Where a word stands in some articles at a level or a narrower one: places with their stages, ascending."""
        found = self._lists.places(self._lists.word(WORDS, word.analysis), articles)
        return found[found & 3 <= STAGES[widest]]

    def _standing(self, entry: Entry, articles: Articles) -> Places:
        """Where an entry of one stage stands, the stage left open."""
        return self._lists.places(entry, articles) >> 2 << 2


def marks_of(found: Iterable[Found], start: int = 0) -> tuple[Mark, ...]:
    """One mark per word, at the narrowest of the levels it matched at; places count from `start` in the text."""
    narrow: dict[tuple[int, int], int] = {}
    for first, end, _, _, level in found:
        width = WIDTH[level]
        if width < narrow.get((first, end), len(LEVELS)):
            narrow[first, end] = width
    return tuple([Mark(first - start, end - start, LEVELS[width]) for (first, end), width in sorted(narrow.items())])


def matched(labels: list[str], found: Iterable[Found]) -> tuple[Match, ...]:
    """For each leaf of the question the written forms that matched it, most frequent first."""
    counts = Counter([(leaf, text, level) for _, _, text, leaf, level in found])
    forms: dict[int, list[MatchedForm]] = {}
    for (leaf, form, level), count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0])):
        forms.setdefault(leaf, []).append(MatchedForm(form, level, count))
    return tuple(Match(labels[leaf], tuple(own)) for leaf, own in forms.items())
