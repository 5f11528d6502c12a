"""The paragraphs of an article that other articles have too, and where: quotations, statements, verses, formulas.

Not for copies of the whole article, see `stories`: their paragraphs are left out, since all of them would be named.
"""

import numpy as np

from indexer.reprints import Place, Reuse
from indexer.search.paragraphs import paragraph_address
from indexer.store.snapshot import Snapshot

PLACES_SHOWN = 5
"""Places that are named for a paragraph: a verse may stand in hundreds."""

PARAGRAPHS_SHOWN = 50
"""Paragraphs of an article whose places are named, the first ones; a book may share thousands with another."""


def reuses(snapshot: Snapshot, number: int) -> tuple[Reuse, ...]:
    """The reused paragraphs of an article in their order; places in other sources first, and the earliest of those."""
    found = snapshot.reused(number)
    copies = snapshot.stories.of(number)
    others = ~np.isin(found.articles, copies)
    paragraphs, articles, places = (column[others] for column in found)
    same_source = snapshot.sources[1][articles] == snapshot.sources[1][number]
    undated = snapshot.last_days[articles] == 0
    order = np.lexsort(
        (places, snapshot.order[articles], snapshot.last_days[articles], undated, same_source, paragraphs)
    )
    numbers, firsts, counts = np.unique(paragraphs[order], return_index=True, return_counts=True)
    shown = list(zip(numbers.tolist(), firsts.tolist(), counts.tolist(), strict=True))[:PARAGRAPHS_SHOWN]
    return tuple(
        Reuse(
            paragraph=paragraph,
            places=tuple(
                _place(snapshot, int(articles[at]), int(places[at]))
                for at in order[first : first + min(total, PLACES_SHOWN)].tolist()
            ),
            total=total,
        )
        for paragraph, first, total in shown
    )


def _place(snapshot: Snapshot, number: int, paragraph: int) -> Place:
    article, text = snapshot.paragraph(number, paragraph)
    return Place(article, paragraph, paragraph_address(text))
