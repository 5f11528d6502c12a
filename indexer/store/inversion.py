"""Turns the words of articles into postings, and joins the postings of several segments: arrays in, arrays out.

    articles, each a list of terms and positions  ->  terms in order, each with its articles and positions

Pure; files are the matter of `arrays`, Whoosh that of `codec`.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Inverted:
    """The postings of one field.

    `terms` ascending; term t has the postings `posting_starts[t]` to `posting_starts[t + 1]`, each an article
    (ascending within a term) with its frequency; and the positions `position_starts[t]` to `position_starts[t + 1]`,
    as many for each posting in turn as its frequency says. A field without positions has none.
    """

    terms: tuple[bytes, ...]
    posting_starts: Numbers
    articles: Numbers
    frequencies: Numbers
    position_starts: Numbers
    positions: Numbers


class Inverter:
    """Collects the words of articles, in the order of the articles, and inverts them."""

    def __init__(self, *, positions: bool) -> None:
        self._with_positions = positions
        self._numbers: dict[str, int] = {}
        self._terms = array("I")
        self._positions = array("I")
        self._articles = array("I")
        self._lengths = array("I")

    def __len__(self) -> int:
        return len(self._terms)

    def add(self, article: int, terms: Sequence[str], positions: Sequence[int]) -> None:
        """Take the words of one article and where they stand, both in the order of the text."""
        numbers = self._numbers
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        if self._with_positions:
            self._positions.extend(positions)
        self._articles.append(article)
        self._lengths.append(len(terms))

    def inverted(self) -> Inverted:
        """The postings of everything taken so far."""
        encoded = [term.encode(errors="surrogatepass") for term in self._numbers]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        of_word = ranks[np.frombuffer(self._terms, np.uint32)] if len(self._terms) else np.empty(0, np.int64)
        articles_in_order = np.repeat(np.frombuffer(self._articles, np.uint32), np.frombuffer(self._lengths, np.uint32))
        by_term = np.argsort(of_word, kind="stable")
        of_word = of_word[by_term]
        articles: Numbers = articles_in_order[by_term].astype(np.int64)
        fresh = np.ones(of_word.size, bool)
        fresh[1:] = (of_word[1:] != of_word[:-1]) | (articles[1:] != articles[:-1])
        starts = np.flatnonzero(fresh)
        positions = np.frombuffer(self._positions, np.uint32)[by_term] if self._with_positions else np.empty(0)
        return Inverted(
            terms=tuple(encoded[number] for number in order),
            posting_starts=_starts(of_word[starts], len(order)),
            articles=articles[starts],
            frequencies=np.diff(np.append(starts, of_word.size)),
            position_starts=_starts(of_word if self._with_positions else np.empty(0, np.int64), len(order)),
            positions=positions.astype(np.int64),
        )


def without(inverted: Inverted, keep: NDArray[np.bool_], numbers: Numbers) -> Inverted:
    """The postings of the articles to keep, under their new numbers; terms that none of them holds are gone."""
    kept = keep[inverted.articles]
    of_posting = np.repeat(np.arange(len(inverted.terms)), np.diff(inverted.posting_starts))[kept]
    held = np.unique(of_posting)
    places = np.searchsorted(held, of_posting)
    frequencies = inverted.frequencies[kept]
    if inverted.positions.size:
        positions = inverted.positions[np.repeat(kept, inverted.frequencies)]
        position_starts = np.append(0, np.cumsum(np.bincount(places, frequencies, held.size))).astype(np.int64)
    else:
        positions, position_starts = inverted.positions, np.zeros(held.size + 1, np.int64)
    return Inverted(
        terms=tuple(inverted.terms[number] for number in held.tolist()),
        posting_starts=_starts(places, held.size),
        articles=numbers[inverted.articles[kept]],
        frequencies=frequencies,
        position_starts=position_starts,
        positions=positions,
    )


def joined(parts: Sequence[Inverted]) -> Inverted:
    """The postings of several segments as one; each part's articles come after those of the part before."""
    terms = sorted({term for part in parts for term in part.terms})
    rank = {term: number for number, term in enumerate(terms)}
    ranks = [np.array([rank[term] for term in part.terms], np.int64) for part in parts]

    def in_order(starts: Sequence[Numbers], values: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
        """Values of all parts term by term, and where each term's begin."""
        of_value = np.concatenate([np.repeat(own, np.diff(at)) for own, at in zip(ranks, starts, strict=True)])
        by_term = np.argsort(of_value, kind="stable")
        return np.concatenate(values)[by_term], _starts(of_value[by_term], len(terms))

    articles, posting_starts = in_order([part.posting_starts for part in parts], [part.articles for part in parts])
    frequencies, _ = in_order([part.posting_starts for part in parts], [part.frequencies for part in parts])
    positions, position_starts = in_order([part.position_starts for part in parts], [part.positions for part in parts])
    return Inverted(tuple(terms), posting_starts, articles, frequencies, position_starts, positions)


def _starts(of_value: Numbers, terms: int) -> Numbers:
    """Where each term's values begin, and last where they end, given the term of each value, ascending."""
    return np.searchsorted(of_value, np.arange(terms + 1))
