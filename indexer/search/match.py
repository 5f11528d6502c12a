"""Which articles a question's tree matches at a level: sets of articles as boolean arrays, one place per article.

No scores here, see `rank`; and no text, see `passages`.
"""

import heapq
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache, reduce

import numpy as np
from numpy.typing import NDArray

from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import surfaces
from indexer.arabic.vowels import bare, vowels_agree
from indexer.model import Filters, Level
from indexer.search.tree import EMPTY, Group, InTitle, Node, Phrase, Prefix, Restriction, Word
from indexer.store.schema import PARAGRAPH_GAP, TITLE_FORM, TITLE_STEM, VOWELLED, day_span
from indexer.store.snapshot import NO_POSTINGS, Postings, Snapshot

PREFIX_FORMS = 512
"""Forms a prefix opens at most, the most frequent ones; beyond that a prefix says nothing and costs much."""

Mask = NDArray[np.bool_]


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

    def _leaf(self, node: Word | Phrase | Prefix | Restriction, level: Level, *, title: bool) -> Mask:
        snapshot = self._snapshot
        match node:
            case Restriction():
                return _restriction(snapshot, node)
            case Phrase():
                wider = self.matching(node, Level.FORM, title=title) if level is Level.EXACT else snapshot.alive
                return _phrase(snapshot, node, level, wider, title=title)
            case Prefix():
                field = TITLE_FORM if title else Level.FORM.value
                return _any(snapshot, [snapshot.postings(field, form) for form in prefix_forms(snapshot, node)[0]])
            case Word() if title and level is Level.EXACT:
                return _phrase(snapshot, Phrase((node,)), level, snapshot.alive, title=True)
            case Word():
                postings = title_postings if title else word_postings
                return _any(snapshot, [postings(snapshot, node, level)])


def word_postings(snapshot: Snapshot, word: Word, level: Level) -> Postings:
    """The postings of a word at a level, of any vowelling that agrees with its own at the exact level."""
    if level is not Level.EXACT:
        return snapshot.postings(level.value, getattr(word.analysis, level.value))
    return _merged([snapshot.postings(level.value, term) for term in exact_terms(snapshot, word)])


def title_postings(snapshot: Snapshot, word: Word, level: Level) -> Postings:
    """The postings of a word in titles: by its form at the narrow levels, by its stem at the wide ones."""
    if level in (Level.EXACT, Level.FORM):
        return snapshot.postings(TITLE_FORM, word.analysis.form)
    return snapshot.postings(TITLE_STEM, word.analysis.stem)


def exact_terms(snapshot: Snapshot, word: Word) -> list[str]:
    """The written words of the index that are this word as typed: عِلْم finds علم and عِلْم, not عَلَم."""
    letters = bare(word.analysis.exact)
    vowelled = [term for term, _ in snapshot.terms(Level.EXACT.value, letters + VOWELLED)]
    return [letters] + [term for term in vowelled if vowels_agree(word.analysis.exact, term.partition(VOWELLED)[2])]


def prefix_postings(snapshot: Snapshot, prefix: Prefix) -> Postings:
    """The postings of all the words that a prefix opens, as if they were one."""
    return _merged([snapshot.postings(Level.FORM.value, form) for form in prefix_forms(snapshot, prefix)[0]])


@lru_cache(maxsize=256)
def prefix_forms(snapshot: Snapshot, prefix: Prefix) -> tuple[tuple[str, ...], int]:
    """The most frequent forms that begin with a prefix, at most `PREFIX_FORMS`, and how many there are in all.

    Remembered, because a short prefix means reading a good part of the dictionary, and a question needs it thrice.
    """
    beginnings = {prefix.form} if prefix.whole.startswith(prefix.form) else {prefix.form, prefix.whole}
    terms = (pair for beginning in beginnings for pair in snapshot.terms(Level.FORM.value, beginning))
    forms = [(form, articles) for form, articles in terms if prefix.opens(form)]
    frequent = heapq.nsmallest(PREFIX_FORMS, forms, key=lambda pair: (-pair[1], pair[0]))
    return tuple(form for form, _ in frequent), len(forms)


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
    postings = title_postings if title else word_postings
    together = _all(snapshot, [_any(snapshot, [postings(snapshot, word, level)]) for word in phrase.words])
    if len(phrase.words) == 1 and not (title and level is Level.EXACT):
        return together
    candidates = np.flatnonzero(together & among).astype(np.int32)
    positions = {word: _word_positions(snapshot, word, level, candidates) for word in phrase.words}
    mask = np.zeros(snapshot.size, bool)
    for article in candidates.tolist():
        places = [positions[word].get(article, []) for word in phrase.words]
        if title:
            # The title stands before the first gap; a title longer than the gap is looked at up to there.
            places = [[place for place in found if place < PARAGRAPH_GAP] for found in places]
        mask[article] = any(True for _ in occurrences(phrase, places))
    return mask


def occurrences(phrase: Phrase, positions: list[list[int]]) -> Iterator[tuple[int, ...]]:
    """Where a phrase stands: for each occurrence the position of each of its words, given all of theirs, ascending."""
    if phrase.slop is None:
        rarest = min(range(len(positions)), key=lambda number: len(positions[number]))
        for place in positions[rarest]:
            wanted = range(place - rarest, place - rarest + len(positions))
            if all(map(_holds, positions, wanted)):
                yield tuple(wanted)
        return
    # Nearness: from each position of any word, the nearest place of every word, each word of the text taken once.
    # No wider than the gap, so that the words stand in one paragraph.
    span = min(len(positions) - 1 + phrase.slop, PARAGRAPH_GAP)
    for start in sorted({place for places in positions for place in places}):
        taken: list[int] = []
        for places in positions:
            at = bisect_left(places, start)
            while at < len(places) and places[at] in taken:
                at += 1
            if at == len(places) or places[at] > start + span:
                break
            taken.append(places[at])
        if len(taken) == len(positions) and start in taken:
            yield tuple(taken)


def _holds(places: list[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def _word_positions(
    snapshot: Snapshot, word: Word, level: Level, candidates: NDArray[np.int32]
) -> dict[int, list[int]]:
    if level is Level.FORM:
        return snapshot.positions(level.value, word.analysis.form, candidates)
    merged: dict[int, list[int]] = {}
    for term in exact_terms(snapshot, word):
        for article, found in snapshot.positions(level.value, term, candidates).items():
            merged[article] = sorted(merged.get(article, []) + found)
    return merged


def _merged(lists: list[Postings]) -> Postings:
    lists = [postings for postings in lists if postings.articles.size]
    if not lists:
        return NO_POSTINGS
    if len(lists) == 1:
        return lists[0]
    articles, places = np.unique(np.concatenate([postings.articles for postings in lists]), return_inverse=True)
    frequencies = np.bincount(places, np.concatenate([postings.frequencies for postings in lists]))
    return Postings(articles, frequencies.astype(np.float32))


def _any(snapshot: Snapshot, lists: list[Postings]) -> Mask:
    mask = np.zeros(snapshot.size, bool)
    for postings in lists:
        mask[postings.articles] = True
    return mask


def _all(snapshot: Snapshot, masks: list[Mask]) -> Mask:
    return reduce(np.logical_and, masks, snapshot.alive)


def _forms(text: str) -> frozenset[str]:
    return frozenset(analyze(surface).form for surface in surfaces(text))


def _is_author(names: tuple[str, ...], wanted: frozenset[str]) -> bool:
    return bool(wanted) and any(wanted <= _forms(name) for name in names)
