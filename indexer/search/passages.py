"""Which words of an article matched, and the passages that show it best: text and ranges, never HTML.

A passage is a stretch of one paragraph in its own spelling; a mark is always a whole word. Words of a quoted
phrase are marked only where the phrase stands. Pure functions over an article's text; no index here.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from indexer.answers import Level, Mark, Match, MatchedForm, Passage
from indexer.arabic.analysis import Word as Analysis
from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import Token, surfaces, tokens
from indexer.arabic.vowels import bare, vowels_agree
from indexer.search.match import KIN_LEVELS, occurrences
from indexer.search.tree import Kin, Leaf, Node, Phrase, Prefix, Word, leaves, words_in

PASSAGE_LENGTH = 320
"""Characters a passage aims at: three lines of a result, enough to judge by."""

LONGEST = 400
"""Characters a passage has at most, if that lets it end with its sentence or paragraph."""

PASSAGES = 2
"""Passages shown of one article."""

LOOKED_THROUGH = 500_000
"""Characters of an article that passages are chosen from: a long book, and a blink of time."""

WINDOWS = 2_000
"""Places in an article that a passage may begin at; where more words match, they are tried at even distances."""

NEARNESS = 0.5
"""What two different words of the question side by side add to a passage, in words; less the farther apart."""

_SPACE = re.compile(r"(?P<gap>\s+)")
_CLAUSE_END = re.compile(r"(?P<gap>[،؛,;:]\s+|\s+[-–—]\s+)")
# A letter with a full stop is a title (د. for doctor), not a sentence.
_SENTENCE_END = re.compile(r"(?<![\s.(]\w)[.!?؟…][»”\")\]]*(?P<gap>\s+)")


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
        self._leaves = tuple(
            leaf for leaf in dict.fromkeys(leaves(tree)) if level in KIN_LEVELS or not isinstance(leaf, Kin)
        )
        self._level = level
        self._seen: dict[str, tuple[_Match, ...]] = {}
        # Words that are the same at any level have the same root.
        self._by_root: dict[str, list[tuple[int, int, Word]]] = {}
        for number, leaf in enumerate(self._leaves):
            for at, word in enumerate(leaf.words if isinstance(leaf, Kin) else words_in(leaf)):
                self._by_root.setdefault(word.analysis.root, []).append((number, at, word))
        self._prefixes = [(number, leaf) for number, leaf in enumerate(self._leaves) if isinstance(leaf, Prefix)]

    def labels(self) -> list[str]:
        """What each leaf of the question was typed as."""
        return [_label(leaf) for leaf in self._leaves]

    def find(self, text: str) -> list[Found]:
        """The matching words of a text in order; a word that matches several leaves appears for each."""
        # Most texts hold few of the words or none: where in the text they stand is asked for these alone.
        matching = [(position, matches) for position, word in enumerate(surfaces(text)) if (matches := self._of(word))]
        if not matching:
            return []
        words = tokens(text)
        found = []
        for number, leaf in enumerate(self._leaves):
            own = [(position, match) for position, matches in matching for match in matches if match.leaf == number]
            if isinstance(leaf, Phrase | Kin):
                standing = _standing(Phrase(leaf.words) if isinstance(leaf, Kin) else leaf, own)
                own = [(position, match) for position, match in own if position in standing]
            asked = self._leaves.index(leaf.of) if isinstance(leaf, Kin) else number
            found += [Found(words[position], asked, match.level) for position, match in dict(own).items()]
        return sorted(found, key=lambda one: (one.token.start, one.leaf))

    def find_in(self, paragraphs: Iterable[str]) -> list[list[Found]]:
        """The matching words of each paragraph, as far as `LOOKED_THROUGH` characters into the article."""
        left = LOOKED_THROUGH
        found = []
        for text in paragraphs:
            found.append(self.find(text[: max(0, left)]))
            left -= len(text)
        return found

    def _of(self, surface: str) -> tuple[_Match, ...]:
        matches = self._seen.get(surface)
        if matches is None:
            matches = self._seen[surface] = tuple(self._matches(analyze(surface)))
        return matches

    def _matches(self, word: Analysis) -> Iterable[_Match]:
        for number, prefix in self._prefixes:
            if prefix.opens(word.form):
                yield _Match(number, 0, Level.FORM)
        for number, at, asked in self._by_root.get(word.root, ()):
            leaf = self._leaves[number]
            level = narrowest(asked.analysis, word)
            if level is not None and _WIDTH[level] <= _WIDTH[self._widest(leaf)]:
                yield _Match(number, at, Level.STEM if isinstance(leaf, Kin) else level)

    def _widest(self, leaf: Leaf) -> Level:
        if isinstance(leaf, Kin):
            return Level.STEM if len(leaf.words) == 1 else Level.FORM
        return min(self._level, Level.FORM, key=_WIDTH.__getitem__) if isinstance(leaf, Phrase) else self._level


def _standing(phrase: Phrase, inside: list[tuple[int, _Match]]) -> set[int]:
    """The positions at which the words of a phrase stand as that phrase, of all those at which they stand."""
    places = [
        np.array([position for position, match in inside if match.at == at], np.int64)
        for at in range(len(phrase.words))
    ]
    return set(occurrences(phrase, places).ravel().tolist())


_WIDTH = {level: width for width, level in enumerate(Level)}


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
        if span not in narrow or _WIDTH[one.level] < _WIDTH[narrow[span]]:
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


def choose(paragraphs: tuple[str, ...], found: list[list[Found]]) -> tuple[Passage, ...]:
    """The passages that hold most of the question's words, closest together; the article's opening when none does.

    `found` is what `Finder.find` found in each paragraph. A second passage is chosen for the words that the first
    does not show.
    """
    step = sum(map(len, found)) // WINDOWS + 1
    windows = [(number, window) for number, words in enumerate(found) for window in _windows(words, step)]
    if not windows:
        return _opening(paragraphs)
    chosen: list[tuple[int, int, Passage]] = []
    shown: set[int] = set()
    while windows and len(chosen) < PASSAGES:
        number, window = max(windows, key=lambda pair: (_worth(pair[1], shown), -pair[0]))
        if chosen and not {one.leaf for one in window} - shown:
            break
        start, end = _around(paragraphs[number], window[0].token.start, max(one.token.end for one in window))
        chosen.append((number, start, _passage(paragraphs[number], number + 1, start, end, found[number])))
        shown |= {one.leaf for one in window}
        windows = [
            (other, words)
            for other, words in windows
            if other != number or words[-1].token.end < start - LONGEST or words[0].token.start > end + LONGEST
        ]
    return tuple(passage for _, _, passage in sorted(chosen, key=lambda one: one[:2]))


def _windows(words: list[Found], step: int) -> Iterable[list[Found]]:
    """For every so-manieth matching word, it and those after it that fit in one passage."""
    end = 0
    for start in range(0, len(words), step):
        first = words[start]
        end = max(end, start + 1)
        while end < len(words) and words[end].token.end - first.token.start <= PASSAGE_LENGTH:
            end += 1
        yield words[start:end]
        if end == len(words):
            return


def _worth(window: list[Found], shown: set[int]) -> float:
    """How many of the question's words a window holds, those not yet shown for more, and how close together."""
    narrowest_of: dict[int, int] = {}
    for one in window:
        narrowest_of[one.leaf] = min(_WIDTH[one.level], narrowest_of.get(one.leaf, len(_WIDTH)))
    worth = sum((1.0 if leaf in shown else 2.0) - 0.05 * width for leaf, width in narrowest_of.items())
    for one, two in pairwise(window):
        if one.leaf != two.leaf and one.token != two.token:
            worth += NEARNESS / (1 + (two.token.start - one.token.end) / 8)
    return worth


def _passage(text: str, paragraph: int, start: int, end: int, words: list[Found]) -> Passage:
    inside = [one for one in words if start <= one.token.start and one.token.end <= end]
    marks = tuple(Mark(mark.start - start, mark.end - start, mark.level) for mark in marks_of(inside))
    return Passage(paragraph, text[start:end], marks, cut_before=start > 0, cut_after=end < len(text))


def _opening(paragraphs: tuple[str, ...]) -> tuple[Passage, ...]:
    for number, text in enumerate(paragraphs, start=1):
        if text:
            start, end = _around(text, 0, 0)
            return (_passage(text, number, start, end, []),)
    return ()


def _around(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch of about `PASSAGE_LENGTH` that holds `text[first:last]` and is easy to read.

    It begins and ends with a sentence if one does so near enough, else with a clause, else with a word.
    """
    if len(text) <= LONGEST:
        return 0, len(text)
    start = _beginning(text, first, last)
    if len(text) - start <= LONGEST:
        return start, len(text)
    return start, _ending(text, start, last)


def _beginning(text: str, first: int, last: int) -> int:
    lowest = max(0, last - PASSAGE_LENGTH)
    latest = min(first, max(lowest, len(text) - PASSAGE_LENGTH // 2))
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, lowest, latest)]
    if sentences or lowest == 0:
        return sentences[-1] if sentences else 0
    for boundary, reach in ((_CLAUSE_END, PASSAGE_LENGTH // 2), (_SPACE, PASSAGE_LENGTH // 3)):
        found = boundary.search(text, max(lowest, latest - reach), latest)
        if found:
            return found.end()
    return first


def _ending(text: str, start: int, last: int) -> int:
    wanted = start + PASSAGE_LENGTH
    for boundary, earliest, latest in (
        (_SENTENCE_END, start + PASSAGE_LENGTH // 2, start + LONGEST),
        (_CLAUSE_END, start + PASSAGE_LENGTH * 3 // 4, wanted),
        (_SPACE, start + PASSAGE_LENGTH // 2, wanted),
    ):
        found = list(boundary.finditer(text, max(last, earliest), latest))
        if found:
            return found[-1].start("gap")
    words = [token.end for token in tokens(text[start:]) if token.end <= PASSAGE_LENGTH]
    if last > start or words:
        return max(last, start + max(words, default=0))
    # One endless word: what is no word can be cut, but not between a letter and its marks.
    return next(cut for cut in range(wanted, start, -1) if unicodedata.category(text[cut])[0] != "M")


def _label(leaf: Leaf) -> str:
    """What a leaf was typed as; kin as the word that they stand for."""
    if isinstance(leaf, Phrase):
        return " ".join(word.surface for word in leaf.words)
    return leaf.of.surface if isinstance(leaf, Kin) else leaf.surface + "*" * isinstance(leaf, Prefix)
