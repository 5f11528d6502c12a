"""Which words of this collection the stemmer has made one, those first that look least like one word.

Inflections of one word are found in articles about the same things: فرصة and الفرص are, a town and a sport that share a
stem are not. So the articles of each form are held against those of the most frequent form of its stem. What an article
is about is a vector: the sum of random vectors, one for each stem, by how rare the stem is (random projection, see
Kanerva, Kristofersson and Holst, "Random Indexing", 2000); a form's is the mean of its articles', without the stem's
own. Words are protected in `analysis.toml`, see `indexer.readers.rules`.
"""

from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from math import log, sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Conflation, Level
from indexer.arabic.analysis import Word, use
from indexer.arabic.function_words import is_function_word
from indexer.arabic.inflection import are_inflected
from indexer.store.schema import WORDS, level_prefix, word_of
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot

SHOWN = 100
"""Pairs that a report names: more than anybody reads at once."""

LEAST_ARTICLES = 5
"""Articles that each of two forms must be in; of rarer ones nothing can be said."""

LOOKED_AT = 1 << 15
"""Articles that are looked at, evenly spaced: more take time and memory, and say the same."""

NUMBERS = 128
"""Numbers of a vector: with half of them pairs that are alike come up by chance."""

TOO_COMMON = 0.1
"""Share of the articles from which on a stem no longer tells what an article is about."""

FEW = 100
"""Articles that a stem may be in whatever share they are, for small collections."""

INFLECTED = 0.5
"""What the suspicion is multiplied by where grammar explains the difference, as with ال and ها."""

ERRORS = 2
"""Standard errors by which the likeness may be higher than it was found."""

_SIGNS = (-1.0, 1.0)


class _Held(NamedTuple):
    """How many articles hold a word, and the places, among the articles looked at, of those that do."""

    holding: int
    articles: Articles


class _Stem(NamedTuple):
    """Where a stem is held, and where its forms are, those that are held often enough."""

    stem: str
    held: _Held
    forms: dict[str, _Held]


def conflations_of(index_dir: Path, limit: int) -> tuple[Conflation, ...]:
    """The most suspicious pairs of an index. Raises IndexMissing, IndexStale or IndexDamaged."""
    with closing(Snapshot(index_dir)) as snapshot:
        use(snapshot.manifest.rules)
        return conflations(snapshot, limit)


def conflations(snapshot: Snapshot, limit: int) -> tuple[Conflation, ...]:
    """The most suspicious pairs of forms, most suspicious first, one of each stem."""
    places = _places(snapshot)
    stems = list(_stems(snapshot, places))
    # As if there were one more, with no words: what is in all articles would tell nothing at all, and be divided by.
    subjects = _Subjects(int(places.max(initial=-1)) + 2, stems)
    found = [suspected for number in range(len(stems)) if (suspected := subjects.most_suspicious(number))]
    return tuple(sorted(found, key=lambda one: (-one.suspicion, one.stem, one.other))[:limit])


class _Subjects:
    """What every article is about, and how like the articles of two forms are."""

    def __init__(self, articles: int, stems: list[_Stem]) -> None:
        self._stems = stems
        random = np.random.default_rng(0)  # always the same, so that an index has one report
        self._own = {
            number: (random.choice(_SIGNS, NUMBERS) * log(articles / one.held.articles.size)).astype(np.float32)
            for number, one in enumerate(stems)
            if LEAST_ARTICLES <= one.held.articles.size <= max(FEW, articles * TOO_COMMON)
        }
        about = np.zeros((articles, NUMBERS), np.float32)
        for number, vector in self._own.items():
            about[stems[number].held.articles] += vector
        about /= np.maximum(np.linalg.norm(about, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        self._about = about - about.mean(0)
        self._variance = float((self._about**2).sum(1).mean())

    def most_suspicious(self, number: int) -> Conflation | None:
        """The pair of a stem's forms that looks least like one word, if any does."""
        forms = self._stems[number].forms
        if len(forms) < 2:
            return None
        main = max(forms, key=lambda form: (forms[form].holding, form))
        pairs = [self._compared(number, main, other) for other in forms if other != main]
        suspected = max(pairs, key=lambda one: (one.suspicion, one.other))
        return suspected if suspected.suspicion > 0 else None

    def _compared(self, number: int, main: str, other: str) -> Conflation:
        stem, _, forms = self._stems[number]
        mine, theirs = forms[main].articles, forms[other].articles
        one, two = self._mean(number, mine), self._mean(number, theirs)
        # A mean of n vectors is longer, by variance / n, than what they have in common; so is the product of two means
        # by the articles that are in both.
        both = np.intersect1d(mine, theirs, assume_unique=True).size
        shared = float(one @ two) - self._variance * both / (mine.size * theirs.size)
        lengths = [float(mean @ mean) - self._variance / held.size for mean, held in ((one, mine), (two, theirs))]
        suspicion = likeness = 0.0
        if lengths[0] > 0 and lengths[1] > self._variance / theirs.size / 4:  # else they are about everything
            likeness = shared / sqrt(lengths[0] * lengths[1])
            error = sqrt(2 * self._variance / (theirs.size * NUMBERS * lengths[1]))
            suspicion = max(0.0, 1 - max(0.0, likeness) - ERRORS * error) * log(theirs.size)
            suspicion *= INFLECTED if are_inflected(main, other) else 1
        return Conflation(stem, main, forms[main].holding, other, forms[other].holding, likeness, suspicion)

    def _mean(self, number: int, articles: Articles) -> NDArray[np.float32]:
        """What the articles of a form are about, but for its own stem, which is in all of them."""
        mean: NDArray[np.float32] = self._about[articles].mean(0)
        own = self._own.get(number)
        return mean if own is None else mean - own * (mean @ own) / (own @ own)


def _stems(snapshot: Snapshot, places: Articles) -> Iterator[_Stem]:
    """The stems of the collection that enough articles hold; function words are none."""
    counts = snapshot.forms("")
    words = (word_of(term) for term in snapshot.terms(WORDS, ""))
    for _, group in groupby(words, key=lambda word: (word.root, word.stem)):
        forms = {word.form: word for word in group}
        if sum(counts.get(form, 0) for form in forms) < LEAST_ARTICLES:
            continue
        held = {
            form: _holding(snapshot, places, word, Level.FORM)
            for form, word in forms.items()
            if counts.get(form, 0) >= LEAST_ARTICLES and not is_function_word(form)
        }
        word = next(iter(forms.values()))
        enough = {form: own for form, own in held.items() if own.articles.size >= LEAST_ARTICLES}
        yield _Stem(word.stem, _holding(snapshot, places, word, Level.STEM), enough)


def _holding(snapshot: Snapshot, places: Articles, word: Word, level: Level) -> _Held:
    lists = snapshot.lists
    articles = lists.unite(lists.entry(WORDS, level_prefix(word, level)))[0]
    looked_at = np.sort(places[articles])
    return _Held(articles.size, looked_at[np.searchsorted(looked_at, 0) :])


def _places(snapshot: Snapshot) -> Articles:
    """For each article its place among those looked at, in the order of ids, which no update changes; else -1."""
    there = np.flatnonzero(snapshot.alive)
    looked_at = there[np.argsort(snapshot.order[there])][:: 1 + there.size // LOOKED_AT]
    places = np.full(snapshot.size, -1, np.int32)
    places[looked_at] = np.arange(looked_at.size)
    return places
