"""Which articles pass what narrows an answer: filters beside a question and restrictions within it, as masks.

Not for what a question's words match: see `match`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Filters
from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import surfaces
from indexer.search.tree import Restriction
from indexer.store.schema import day_span
from indexer.store.snapshot import Snapshot

Mask = NDArray[np.bool_]


def passing(snapshot: Snapshot, filters: Filters) -> Mask:
    """The articles that pass the filters; a partial date passes where any of its days does."""
    mask = snapshot.alive.copy()
    if filters.sources:
        ids, places = snapshot.sources
        mask &= np.array([source in filters.sources for source in ids], bool)[places]
    if filters.authors:
        bylines, places = snapshot.bylines
        held = np.bincount(places[snapshot.alive], minlength=len(bylines)) > 0
        mask &= np.array(_with_authors(bylines, held, filters.authors), bool)[places]
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


def restricted(snapshot: Snapshot, node: Restriction) -> Mask:
    """The articles that a restriction within a question lets pass."""
    if node.field == "date":
        first, _, last = node.value.partition("..")
        return passing(snapshot, Filters(published_from=first or None, published_to=last or None))
    if node.field == "author":
        bylines, places = snapshot.bylines
        return np.array(_with_words(bylines, node.value), bool)[places] & snapshot.alive
    names = {source.id: source.name for source in snapshot.manifest.sources}
    wanted = _forms(node.value)
    sources = tuple(
        source for source in snapshot.sources[0] if source == node.value or wanted <= _forms(names.get(source, source))
    )
    return passing(snapshot, Filters(sources=sources or (node.value,)))


def _forms(text: str) -> frozenset[str]:
    return frozenset(analyze(surface).form for surface in surfaces(text))


def _with_authors(bylines: Sequence[tuple[str, ...]], held: Mask, authors: Sequence[str]) -> list[bool]:
    """Which bylines have any of the authors: a name of the same words where anybody has it, else one with these words.

    What a facet offers is a whole name, and its number is not that of all names with its words. `held` are the bylines
    that any article has, for those of removed ones are still listed.
    """
    found = [False] * len(bylines)
    forms = [[_forms(name) for name in names] for names in bylines]
    for wanted in filter(None, map(_forms, authors)):
        is_whole = any(wanted in names for names, is_held in zip(forms, held, strict=True) if is_held)
        for place, names in enumerate(forms):
            found[place] |= wanted in names if is_whole else any(wanted <= name for name in names)
    return found


def _with_words(bylines: Sequence[tuple[str, ...]], author: str) -> list[bool]:
    """Which bylines have a name with all words of this one."""
    wanted = _forms(author)
    return [bool(wanted) and any(wanted <= _forms(name) for name in names) for names in bylines]
