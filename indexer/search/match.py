"""Which articles a question's tree matches at a level: sets of articles as boolean arrays, one place per article.

No scores here, see `rank`; and no text, see `passages`.
"""

import heapq
from functools import reduce
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Filters, Level
from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import surfaces
from indexer.arabic.vowels import bare, vowels_agree
from indexer.search.tree import EMPTY, Group, InTitle, Kin, Node, Phrase, Prefix, Restriction, Word
from indexer.store.schema import PARAGRAPH_GAP, TITLE, WORDS, day_span, level_prefix, word_of
from indexer.store.snapshot import NO_POSTINGS, PLACE_BITS, Postings, Snapshot, summed

PREFIX_FORMS = 512
"""Forms a prefix opens at most, the most frequent ones; beyond that a prefix says nothing and costs much."""

REMEMBERED_PREFIXES = 256
"""Prefixes whose forms are remembered for the questions to come."""

KIN_LEVELS = (Level.STEM, Level.ROOT)
"""Where kin match: never where the very word or its spelling is asked for."""

POSITION = (1 << PLACE_BITS) - 1
"""The bits of a place that are the position in the article."""

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]


class Matcher:
    """Finds the articles of one question; what is the same at several levels is looked up once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[tuple[Node, Level, bool], Mask] = {}

    def matching(self, node: Node, level: Level, *, title: bool = False) -> Mask:
        """The articles that match a tree; with `title`, in their titles. What is excluded is so at the same level."""
        if isinstance(node, Group):
            return self._group(node, level, title=title)
        if isinstance(node, InTitle):
            return self.matching(node.node, level, title=True)
        if isinstance(node, Restriction | Prefix) or (isinstance(node, Phrase) and level is not Level.EXACT):
            level = Level.FORM
        key = (node, level, title)
        if key not in self._known:
            self._known[key] = self._leaf(node, level, title=title)
        return self._known[key]

    def _group(self, group: Group, level: Level, *, title: bool) -> Mask:
        mask = self._snapshot.alive if group != EMPTY else np.zeros(self._snapshot.size, bool)
        for node in group.required:
            mask = mask & self.matching(node, level, title=title)
        # A restriction narrows what the words find; it does not make up for words that are not there.
        if group.optional and all(isinstance(node, Restriction) for node in group.required):
            mask = mask & reduce(np.logical_or, [self.matching(node, level, title=title) for node in group.optional])
        for node in group.excluded:
            mask = mask & ~self.matching(node, level, title=title)
        return mask

    def _leaf(self, node: Word | Phrase | Prefix | Kin | Restriction, level: Level, *, title: bool) -> Mask:
        snapshot = self._snapshot
        match node:
            case Restriction():
                return _restriction(snapshot, node)
            case Phrase():
                wider = self.matching(node, Level.FORM, title=title) if level is Level.EXACT else snapshot.alive
                return _phrase(snapshot, node, level, wider, title=title)
            case Prefix():
                return _any(snapshot, prefix_postings(snapshot, node, TITLE if title else WORDS))
            case Kin():
                return _any(snapshot, [kin_postings(snapshot, node, title=title)] if level in KIN_LEVELS else [])
            case Word():
                return _any(snapshot, word_postings(snapshot, node, level, TITLE if title else WORDS))


def word_postings(snapshot: Snapshot, word: Word, level: Level, field: str = WORDS) -> list[Postings]:
    """The postings of a word at a level: of all its vowellings that agree with its own at the exact level."""
    return [snapshot.postings(field, prefix) for prefix in word_prefixes(snapshot, word, level, field)]


def word_prefixes(snapshot: Snapshot, word: Word, level: Level, field: str = WORDS) -> list[str]:
    """What the terms of a word at a level begin with: عِلْم is علم and عِلْم at the exact level, not عَلَم."""
    if level is not Level.EXACT:
        return [level_prefix(word.analysis, level)]
    terms = snapshot.terms(field, level_prefix(word.analysis, Level.FORM))
    asked = word.analysis.exact
    exacts = {term: word_of(term).exact for term in terms}
    return [term for term, exact in exacts.items() if bare(exact) == bare(asked) and vowels_agree(asked, exact)]


def prefix_postings(snapshot: Snapshot, prefix: Prefix, field: str = WORDS) -> list[Postings]:
    """The postings of each form that a prefix opens."""
    forms = prefix_forms(snapshot, prefix)[0]
    return [snapshot.postings(field, level_prefix(analyze(form), Level.FORM)) for form in forms]


def kin_postings(snapshot: Snapshot, kin: Kin, *, title: bool = False) -> Postings:
    """The articles that hold a kin word at the stem level, or kin words side by side in their forms, and how often."""
    if len(kin.words) == 1:
        return together(word_postings(snapshot, kin.words[0], Level.STEM, TITLE if title else WORDS))
    phrase = Phrase(kin.words)
    among = _phrase(snapshot, phrase, Level.FORM, snapshot.alive, title=title)
    found = occurrences(phrase, [word_places(snapshot, word, Level.FORM, among) for word in kin.words])
    articles, counts = np.unique(found[:, 0] >> PLACE_BITS, return_counts=True)
    return Postings(articles.astype(np.int32), counts.astype(np.float32))


def together(lists: list[Postings]) -> Postings:
    """Several postings as those of one word."""
    if len(lists) == 1:
        return lists[0]
    return summed(*map(np.concatenate, zip(*lists, strict=True))) if lists else NO_POSTINGS


_PREFIXES: WeakKeyDictionary[Snapshot, dict[Prefix, tuple[tuple[str, ...], int]]] = WeakKeyDictionary()
"""What prefixes opened in each snapshot that is in use: a short one means reading a good part of the dictionary."""


def prefix_forms(snapshot: Snapshot, prefix: Prefix) -> tuple[tuple[str, ...], int]:
    """The most frequent forms that begin with a prefix, at most `PREFIX_FORMS`, and how many there are in all."""
    known = _PREFIXES.setdefault(snapshot, {})
    if prefix in known:
        return known[prefix]
    if len(known) >= REMEMBERED_PREFIXES:
        known.clear()
    beginnings = {prefix.form} if prefix.whole.startswith(prefix.form) else {prefix.form, prefix.whole}
    terms = {form: count for beginning in beginnings for form, count in snapshot.forms(beginning).items()}
    forms = [(form, articles) for form, articles in terms.items() if prefix.opens(form)]
    frequent = heapq.nsmallest(PREFIX_FORMS, forms, key=lambda pair: (-pair[1], pair[0]))
    known[prefix] = tuple(form for form, _ in frequent), len(forms)
    return known[prefix]


def passing(snapshot: Snapshot, filters: Filters) -> Mask:
    """The articles that pass the filters; a partial date passes where any of its days does."""
    mask = snapshot.alive.copy()
    if filters.sources:
        ids, places = snapshot.sources
        mask &= np.array([source in filters.sources for source in ids], bool)[places]
    if filters.authors:
        bylines, places = snapshot.bylines
        wanted = [_forms(author) for author in filters.authors]
        mask &= np.array([any(_is_author(names, author) for author in wanted) for names in bylines], bool)[places]
    if filters.languages:
        languages, places = snapshot.languages
        mask &= np.array([language in filters.languages for language in languages], bool)[places]
    if filters.repairs:
        repairs, places = snapshot.repairs
        mask &= np.array([any(one in filters.repairs for one in found) for found in repairs], bool)[places]
    if filters.published_from:
        mask &= snapshot.last_days >= day_span(filters.published_from)[0]
    if filters.published_to:
        mask &= (snapshot.first_days <= day_span(filters.published_to)[1]) & (snapshot.first_days > 0)
    return mask


def _restriction(snapshot: Snapshot, node: Restriction) -> Mask:
    if node.field == "date":
        first, _, last = node.value.partition("..")
        return passing(snapshot, Filters(published_from=first or None, published_to=last or None))
    if node.field == "author":
        return passing(snapshot, Filters(authors=(node.value,)))
    names = {source.id: source.name for source in snapshot.manifest.sources}
    wanted = _forms(node.value)
    sources = tuple(
        source for source in snapshot.sources[0] if source == node.value or wanted <= _forms(names.get(source, source))
    )
    return passing(snapshot, Filters(sources=sources or (node.value,)))


def _phrase(snapshot: Snapshot, phrase: Phrase, level: Level, among: Mask, *, title: bool) -> Mask:
    """Phrases are of forms at every level but the exact one: quotation marks ask for these very words."""
    for word in phrase.words:
        among = among & _any(snapshot, word_postings(snapshot, word, level, TITLE if title else WORDS))
    if len(phrase.words) == 1:
        return among
    places = [word_places(snapshot, word, level, among) for word in phrase.words]
    if title:
        # The title stands before the first gap; a title longer than the gap is looked at up to there.
        places = [found[found & POSITION < PARAGRAPH_GAP] for found in places]
    mask = np.zeros(snapshot.size, bool)
    mask[occurrences(phrase, places)[:, 0] >> PLACE_BITS] = True
    return mask


def word_places(snapshot: Snapshot, word: Word, level: Level, among: Mask) -> Places:
    """The places, ascending, where a word stands at a level in the articles of a mask."""
    found = [snapshot.places(prefix, among) for prefix in word_prefixes(snapshot, word, level)]
    return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)


def occurrences(phrase: Phrase, places: list[Places]) -> NDArray[np.int64]:
    """Where a phrase stands, given the places of each of its words, ascending: rows with a place for each word."""
    count = len(phrase.words)
    if phrase.slop is None:
        starts: Places = reduce(np.intersect1d, [found - number for number, found in enumerate(places)])
        rows: NDArray[np.int64] = starts[:, None] + np.arange(count)
        return rows
    # Nearness: from each place of any word the nearest of every word, each word of the text taken once. No wider than
    # the gap, so that the words stand in one paragraph.
    span = min(count - 1 + phrase.slop, PARAGRAPH_GAP)
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


def _any(snapshot: Snapshot, lists: list[Postings]) -> Mask:
    mask = np.zeros(snapshot.size, bool)
    for postings in lists:
        mask[postings.articles] = True
    return mask


def _forms(text: str) -> frozenset[str]:
    return frozenset(analyze(surface).form for surface in surfaces(text))


def _is_author(names: tuple[str, ...], wanted: frozenset[str]) -> bool:
    return bool(wanted) and any(wanted <= _forms(name) for name in names)
