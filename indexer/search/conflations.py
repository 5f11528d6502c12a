"""Which words of this collection the stemmer has made one, those first that look least like one word.

Inflections of one word stand in the same articles: فرصة and الفرص do, a town and a verb that happen to share a stem do
not. So each form is held against the most frequent form of its stem: how often the two stand in one article, beside how
often they would by chance and how often the forms of a stem do in this collection. Words are
protected in `analysis.toml`, see `indexer.readers.rules`.
"""

from contextlib import closing
from itertools import groupby
from math import log
from pathlib import Path
from statistics import median

import numpy as np

from indexer.answers import Conflation, Level
from indexer.arabic.analysis import use
from indexer.arabic.function_words import is_function_word
from indexer.store.schema import WORDS, level_prefix, word_of
from indexer.store.snapshot import Snapshot

SHOWN = 100
"""Pairs that a report names: more than anybody reads at once."""

LEAST_ARTICLES = 3
"""Articles that each of two forms must be in; of rarer ones nothing can be said."""

USUAL_AFFINITY = 2.0
"""How much more often than by chance forms of one word stand together, at least: small collections can't say."""


def conflations_of(index_dir: Path, limit: int) -> tuple[Conflation, ...]:
    """The most suspicious pairs of an index. Raises IndexMissing, IndexStale or IndexDamaged."""
    with closing(Snapshot(index_dir)) as snapshot:
        use(snapshot.manifest.rules)
        return conflations(snapshot, limit)


def conflations(snapshot: Snapshot, limit: int) -> tuple[Conflation, ...]:
    """The most suspicious pairs of forms, most suspicious first; pairs that look related are left out."""
    pairs = _pairs(snapshot)
    affinity = max(USUAL_AFFINITY, median(together / by_chance for *_, together, by_chance in pairs) if pairs else 0)
    found = []
    for stem, form, articles, other, other_articles, together, by_chance in pairs:
        # Poisson: how likely the count is if the two are strangers, against if they keep the usual company.
        suspicion = (affinity - 1) * by_chance - together * log(affinity)
        if suspicion > 0:
            found.append(Conflation(stem, form, articles, other, other_articles, together, by_chance, suspicion))
    return tuple(sorted(found, key=lambda one: (-one.suspicion, one.stem, one.other))[:limit])


def _pairs(snapshot: Snapshot) -> list[tuple[str, str, int, str, int, int, float]]:
    counts = snapshot.forms("")
    words = (word_of(term) for term in snapshot.terms(WORDS, ""))
    pairs = []
    for (_, stem), group in groupby(words, key=lambda word: (word.root, word.stem)):
        forms = {
            word.form: word
            for word in group
            if counts.get(word.form, 0) >= LEAST_ARTICLES and not is_function_word(word.form)
        }
        if len(forms) < 2:
            continue
        lists = snapshot.lists
        held = {
            form: lists.unite(lists.entry(WORDS, level_prefix(word, Level.FORM)))[0] for form, word in forms.items()
        }
        main = max(held, key=lambda form: (held[form].size, form))
        for form, articles in held.items():
            if form != main and articles.size >= LEAST_ARTICLES:
                together = int(np.intersect1d(articles, held[main], assume_unique=True).size)
                by_chance = articles.size * held[main].size / max(1, snapshot.manifest.articles)
                pairs.append((stem, main, held[main].size, form, articles.size, together, by_chance))
    return pairs
