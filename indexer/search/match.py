"""Which articles a question's tree matches at a level: sets of articles as ascending arrays of their numbers.

What is narrow is found first, and of everything else only what lies within it, so that a rare word beside a frequent
one costs little. No scores here, see `rank`; and no text, see `passages`.
"""

import heapq
from collections.abc import Callable
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level, LevelCounts
from indexer.arabic.analysis import analyze
from indexer.compiling import ready
from indexer.search import kernels
from indexer.search.clock import UNLIMITED, Clock, TimeUp
from indexer.search.fuzzy import near_forms
from indexer.search.narrowing import Mask, restricted
from indexer.search.tree import EMPTY, Fuzzy, Group, InTitle, Kin, Node, Opening, Phrase, Prefix, Restriction, Word
from indexer.store.postings import Entry
from indexer.store.schema import PARAGRAPH, PARAGRAPHS, TITLE, WORDS, level_prefix
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot

PREFIX_FORMS = 512
"""Forms a prefix opens at most, the most frequent ones; beyond that a prefix says nothing and costs much."""

REMEMBERED_PREFIXES = 256
"""Prefixes whose forms are remembered for the questions to come."""

STAGES = {level: stage for stage, level in enumerate(Level)}
"""The stage of a word's entry at each level."""

KIN_LEVELS = (Level.STEM, Level.ROOT)
"""Where kin match: never where the very word or its spelling is asked for."""

Places = NDArray[np.int64]


class Matcher:
    """Finds the articles of one question that pass a mask; what is the same at several levels is looked up once."""

    def __init__(self, snapshot: Snapshot, passes: Mask | None = None, clock: Clock = UNLIMITED) -> None:
        self._snapshot = snapshot
        self._lists = snapshot.lists
        self._passes = passes
        self._clock = clock
        self._known: dict[tuple[Node, bool], Articles] = {}
        self._staged: dict[tuple[Word, bool], NDArray[np.int32]] = {}

    def levels(self, tree: Node, level: Level, hits: Callable[[Articles], int] = len) -> tuple[Articles, LevelCounts]:
        """The articles that match at a level, and how many hits those are at each: 0 where the time was up before."""
        found = {}
        for one in (level, *(other for other in Level if other is not level)):
            try:
                found[one] = self.matching(tree, one)
            except TimeUp:
                found[one] = np.empty(0, np.int32)
        return found[level], LevelCounts(**{one.value: hits(articles) for one, articles in found.items()})

    def matching(self, tree: Node, level: Level) -> Articles:
        """The articles that match a tree and pass the mask. What is excluded is so at the same level.

        Raises TimeUp when the question's time is up.
        """
        if is_plain(tree):
            return self._lists.unite(self._entry(tree, level, title=False), inside=self._passes)[0]
        found = self._within(tree, level, None, title=False)
        return found if self._passes is None else found[self._passes[found]]

    def _within(self, node: Node, level: Level, among: Articles | None, *, title: bool) -> Articles:
        """The articles that match a node, of some or of all; with `title`, in their titles."""
        self._clock.check()
        if isinstance(node, InTitle):
            return self._within(node.node, level, among, title=True)
        if isinstance(node, Word) and among is None:
            return self._of_word(node, level, title=title)
        if is_plain(node):
            entry = self._entry(node, level, title=title)
            return self._lists.unite(entry)[0] if among is None else among[self._lists.held(entry, among)]
        if isinstance(node, Group):
            return self._group(node, level, among, title=title)
        if isinstance(node, Kin):  # of several words, which stand side by side
            return self._kin(node, level, among, title=title)
        key = (node, title)
        if isinstance(node, Phrase) and level is Level.EXACT:
            return self._phrase(node, level, self._within(node, Level.FORM, among, title=title), title=title)
        if key not in self._known:  # phrases of forms and restrictions are the same at every level
            if isinstance(node, Restriction):
                self._known[key] = np.flatnonzero(restricted(self._snapshot, node)).astype(np.int32)
            elif isinstance(node, Phrase):
                self._known[key] = self._phrase(node, Level.FORM, None, title=title)
        return self._known[key] if among is None else common(self._known[key], among)

    def _of_word(self, word: Word, level: Level, *, title: bool) -> Articles:
        """The articles that hold a word, whose postings are read once for all levels."""
        key = (word, title)
        if key not in self._staged:
            self._staged[key] = self._lists.staged(self._lists.word(TITLE if title else WORDS, word.analysis))
        postings = self._staged[key]
        return postings[postings & 3 <= STAGES[level]] >> 2

    def _group(self, group: Group, level: Level, among: Articles | None, *, title: bool) -> Articles:
        if group == EMPTY:
            return np.empty(0, np.int32)
        for node in sorted(group.required, key=lambda node: self._cost(node, level, title=title)):
            among = self._within(node, level, among, title=title)
        # A restriction narrows what the words find; it does not make up for words that are not there.
        if group.optional and all(isinstance(node, Restriction) for node in group.required):
            held = np.zeros(self._snapshot.size, bool)
            for node in group.optional:
                held[self._within(node, level, among, title=title)] = True
            among = np.flatnonzero(held).astype(np.int32)
        if among is None:
            among = np.flatnonzero(self._snapshot.alive).astype(np.int32)
        for node in group.excluded:
            among = among[~_held(among, self._within(node, level, among, title=title))]
        return among

    def _kin(self, kin: Kin, level: Level, among: Articles | None, *, title: bool) -> Articles:
        if level not in KIN_LEVELS:
            return np.empty(0, np.int32)
        return self._within(Phrase(kin.words), Level.FORM, among, title=title)

    def _cost(self, node: Node, level: Level, *, title: bool) -> int:
        """How many postings must be read to match a node, at most."""
        match node:
            case InTitle():
                return self._cost(node.node, level, title=True)
            case Word() | Prefix() | Fuzzy():
                return self._entry(node, level, title=title).postings
            case Phrase() | Kin():
                return min(self._cost(word, Level.FORM, title=title) for word in node.words)
            case Group() if node.required:
                return min(self._cost(one, level, title=title) for one in node.required)
            case Group() if node.optional:
                return sum(self._cost(one, level, title=title) for one in node.optional)
        return int(self._snapshot.size)

    def _phrase(self, phrase: Phrase, level: Level, among: Articles | None, *, title: bool) -> Articles:
        """Phrases are of forms at every level but the exact one: quotation marks ask for these very words."""
        for word in sorted(phrase.words, key=lambda word: self._cost(word, level, title=title)):
            among = self._within(word, level, among, title=title)
        if among is None or len(phrase.words) == 1:
            return among if among is not None else np.empty(0, np.int32)
        places = [self._lists.places(self._entry(word, level, title=False), among) >> 2 for word in phrase.words]
        if title:
            lengths = self._snapshot.title_words[among]
            places = [found[found & kernels.POSITION < lengths[found >> kernels.PLACE_BITS]] for found in places]
        paragraphs = self._lists.places(self._lists.entry(PARAGRAPHS, PARAGRAPH), among) >> 2
        numbers = occurrences(phrase, places, paragraphs)[:, 0] >> kernels.PLACE_BITS
        holding: Articles = among[np.unique(numbers)]
        return holding

    def _entry(self, node: Node, level: Level, *, title: bool) -> Entry:
        """The entry of what `is_plain`, in one stage."""
        field = TITLE if title else WORDS
        match node:
            case Word():
                return self._lists.upto(self._lists.word(field, node.analysis), STAGES[level])
            case Prefix() | Fuzzy():
                return prefix_entry(self._snapshot, node, field)
            case Kin():
                return kin_entry(self._snapshot, node, field) if level in KIN_LEVELS else self._lists.entry(field)
        return self._lists.together([self._entry(one, level, title=title) for one in _optional(node)], 1)


def is_plain(node: Node) -> bool:
    """Whether a node is words, kin of one word, prefixes and fuzzy words of which an article holds any."""
    if isinstance(node, Group):
        plain = not node.required and not node.excluded and node.optional
        return bool(plain) and all(not isinstance(one, Group) and is_plain(one) for one in node.optional)
    return isinstance(node, Word | Opening) or (isinstance(node, Kin) and len(node.words) == 1)


def _optional(node: Node) -> tuple[Node, ...]:
    return node.optional if isinstance(node, Group) else (node,)


def _held(articles: Articles, among: Articles) -> Mask:
    """Which of the articles are among the others, both ascending."""
    if not among.size:
        return np.zeros(articles.size, bool)
    found: Mask = among[np.minimum(np.searchsorted(among, articles), among.size - 1)] == articles
    return found


def common(one: Articles, other: Articles) -> Articles:
    """The articles that are in both."""
    fewer, more = (one, other) if one.size < other.size else (other, one)
    return fewer[_held(fewer, more)]


def prefix_entry(snapshot: Snapshot, prefix: Opening, field: str = WORDS) -> Entry:
    """What the index has under all forms that a prefix or a fuzzy word opens."""
    forms = prefix_forms(snapshot, prefix)[0]
    return snapshot.lists.entry(field, *(level_prefix(analyze(form), Level.FORM) for form in forms))


def kin_entry(snapshot: Snapshot, kin: Kin, field: str = WORDS) -> Entry:
    """What the index has of a kin word, at the stem level."""
    return snapshot.lists.entry(field, level_prefix(kin.words[0].analysis, Level.STEM))


def kin_frequencies(snapshot: Snapshot, kin: Kin, articles: Articles) -> Scores:
    """How often each of some articles, ascending, holds a kin word, or kin words side by side in their forms."""
    lists = snapshot.lists
    if len(kin.words) == 1:
        nothing = np.zeros(articles.size, np.float32)
        return lists.weigh(kin_entry(snapshot, kin), (0.0,), nothing, articles, nothing)
    entries = [lists.upto(lists.word(WORDS, word.analysis), STAGES[Level.FORM]) for word in kin.words]
    paragraphs = lists.places(lists.entry(PARAGRAPHS, PARAGRAPH), articles) >> 2
    rows = occurrences(Phrase(kin.words), [lists.places(entry, articles) >> 2 for entry in entries], paragraphs)
    return np.bincount(rows[:, 0] >> kernels.PLACE_BITS, minlength=articles.size).astype(np.float32)


_PREFIXES: WeakKeyDictionary[Snapshot, dict[Opening, tuple[tuple[str, ...], int]]] = WeakKeyDictionary()
"""What prefixes opened in each snapshot that is in use: a short one means reading a good part of the dictionary."""


def prefix_forms(snapshot: Snapshot, prefix: Opening) -> tuple[tuple[str, ...], int]:
    """The most frequent forms that a prefix or a fuzzy word opens, at most `PREFIX_FORMS`, and how many there are."""
    known = _PREFIXES.setdefault(snapshot, {})
    if prefix in known:
        return known[prefix]
    if len(known) >= REMEMBERED_PREFIXES:
        known.clear()
    terms = (
        near_forms(snapshot, prefix.form, prefix.distance)
        if isinstance(prefix, Fuzzy)
        else _beginning_so(snapshot, prefix)
    )
    forms = [(form, articles) for form, articles in terms.items() if prefix.opens(form)]
    frequent = heapq.nsmallest(PREFIX_FORMS, forms, key=lambda pair: (-pair[1], pair[0]))
    known[prefix] = tuple(form for form, _ in frequent), len(forms)
    return known[prefix]


def _beginning_so(snapshot: Snapshot, prefix: Prefix) -> dict[str, int]:
    beginnings = {prefix.form} if prefix.whole.startswith(prefix.form) else {prefix.form, prefix.whole}
    return {form: count for beginning in beginnings for form, count in snapshot.forms(beginning).items()}


def occurrences(phrase: Phrase, places: list[Places], paragraphs: Places) -> NDArray[np.int64]:
    """Where a phrase stands, each time in one paragraph: rows with a place for each word.

    Given are the places of each word, and those where paragraphs begin, both ascending.
    """
    if phrase.slop is None:
        starts = places[0].copy()
        for distance, found in enumerate(places[1:], start=1):
            starts = starts[: ready(kernels.align, starts.size + found.size)(starts, found, distance)]
        rows: NDArray[np.int64] = starts[:, None] + np.arange(len(places))
    else:
        rows = _near(phrase.slop, places)
    of_first, of_last = (np.searchsorted(paragraphs, edge, side="right") for edge in (rows.min(1), rows.max(1)))
    within: NDArray[np.int64] = rows[of_first == of_last]
    return within


def _near(slop: int, places: list[Places]) -> NDArray[np.int64]:
    """From each place of any word the nearest of every word, each taken once, with at most `slop` others between."""
    count = len(places)
    span = count - 1 + slop
    starts = np.unique(np.concatenate(places))
    taken = np.full((starts.size, count), -1, np.int64)
    for number, found in enumerate(places):
        at = np.searchsorted(found, starts)
        for _ in range(number):  # passed over at most once for each word before it
            held = (taken[:, :number] == _at(found, at)[:, None]).any(axis=1)
            at += held
        taken[:, number] = _at(found, at)
    near: NDArray[np.int64] = taken[
        (taken <= (starts + span)[:, None]).all(axis=1) & (taken == starts[:, None]).any(axis=1)
    ]
    return near


def _at(places: Places, numbers: NDArray[np.intp]) -> Places:
    """The places with those numbers; behind the last a place that is nowhere."""
    bounded: Places = np.append(places, np.iinfo(np.int64).max)[np.minimum(numbers, places.size)]
    return bounded
