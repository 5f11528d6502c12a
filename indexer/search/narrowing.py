"""Which articles pass what narrows an answer: filters beside a question and restrictions within it, as masks.

Not for what a question's words match: see `match`.
"""

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


def restricted(snapshot: Snapshot, node: Restriction) -> Mask:
    """The articles that a restriction within a question lets pass."""
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


def _forms(text: str) -> frozenset[str]:
    return frozenset(analyze(surface).form for surface in surfaces(text))


def _is_author(names: tuple[str, ...], wanted: frozenset[str]) -> bool:
    return bool(wanted) and any(wanted <= _forms(name) for name in names)
