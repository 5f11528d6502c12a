"""Turns the words of articles into postings: texts in, arrays out.

    articles, each a title and paragraphs  ->  terms in order, each with its articles and positions

Pure; joining what was inverted apart is the matter of `merging`, files that of `arrays`, Whoosh that of `codec`.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import get_ident
from typing import NamedTuple

import numpy as np

from indexer.arabic.analysis import Rules, current
from indexer.compiling import ready
from indexer.store.arrays import Array
from indexer.store.checkpoints import EVERY
from indexer.store.inversion_kernels import count_postings, fill_postings
from indexer.store.likeness import Likeness, likeness
from indexer.store.schema import PARAGRAPH
from indexer.store.surface_terms import surface_terms
from indexer.store.vocabulary import BORDER, Vocabulary, numbers_in, starts_of


@dataclass(frozen=True, slots=True)
class Inverted:
    """The postings of one field.

    `terms` ascending; term t has the postings `posting_starts[t]` to `posting_starts[t + 1]`, each an article
    (ascending within a term) with its frequency; and the positions `position_starts[t]` to `position_starts[t + 1]`,
    as many for each posting in turn as its frequency says. A field without positions has none.
    """

    terms: tuple[bytes, ...]
    posting_starts: Array
    articles: Array
    frequencies: Array
    position_starts: Array
    positions: Array


class InvertedTexts(NamedTuple):
    """The words of title and paragraphs, those of the title alone, and where paragraphs begin.

    And for each article its length in words, that of its title, its checkpoints one after the other, and what it is
    compared by.
    """

    words: Inverted
    title: Inverted
    paragraphs: Inverted
    lengths: Array
    title_lengths: Array
    checkpoints: Array
    likeness: Likeness


_BETWEEN = f" {BORDER} "
"""Stands behind every text of an article."""

_CHARACTERS_AT_ONCE = 1 << 16
"""About how many characters are cut at once, because to begin costs time too."""

_MOST_CHUNKS = 3 << 17
"""When more are known a new vocabulary is begun, so that memory has an end; rare ones are most of them."""


class TextInverter:
    """Collects articles in order and inverts their words."""

    def __init__(self) -> None:
        """Take none yet."""
        self._vocabulary = _vocabulary()
        (self._border,) = self._vocabulary.chunks(BORDER)[0].tolist()
        self._waiting: list[str] = []
        self._waiting_characters = self._characters = 0
        self._chunks = [np.empty(0, np.uint32)]
        self._chunk_starts = [np.empty(0, np.int64)]
        self._texts_of_article = array("I")
        self._article_starts = array("Q")

    def add(self, title: str, paragraphs: Sequence[str]) -> None:
        """Take the next article."""
        texts = (title, *paragraphs)
        whole = _BETWEEN.join((*texts, ""))
        if whole.count(BORDER) > len(texts):  # one in the text itself, where it is no letter either
            whole = _BETWEEN.join((*(text.replace(BORDER, "\1") for text in texts), ""))
        self._texts_of_article.append(len(texts))
        self._article_starts.append(self._characters + self._waiting_characters)
        self._waiting.append(whole)
        self._waiting_characters += len(whole)
        if self._waiting_characters >= _CHARACTERS_AT_ONCE:
            self._cut()

    def _cut(self) -> None:
        chunks, starts = self._vocabulary.chunks("".join(self._waiting))
        self._chunks.append(chunks)
        self._chunk_starts.append(starts.astype(np.int64) + self._characters)
        self._characters += self._waiting_characters
        self._waiting, self._waiting_characters = [], 0

    def inverted(self) -> InvertedTexts:
        """The postings of everything taken so far."""
        self._cut()
        chunks = np.concatenate(self._chunks)
        own_terms, words_of_chunk = self._vocabulary.words(chunks)
        terms, places = self._vocabulary.terms.in_order()
        words = places[own_terms]
        chunk_starts = starts_of(words_of_chunk)
        text_ends = chunk_starts[1:][chunks == self._border]
        words_of_text = np.diff(text_ends, prepend=0)
        texts = numbers_in(self._texts_of_article).astype(np.int64)
        ends = text_ends[np.cumsum(texts) - 1]
        lengths = np.diff(ends, prepend=0)
        within = _within(texts)
        in_title = np.repeat(within == 0, words_of_text)
        text_starts = text_ends - words_of_text - np.repeat(ends - lengths, texts)
        return InvertedTexts(
            words=_inverted(terms, words, lengths),
            title=_without_positions(_inverted(terms, words[in_title], words_of_text[within == 0])),
            paragraphs=replace(
                _inverted(_array([PARAGRAPH.encode()]), np.zeros(texts.sum() - texts.size, np.uint32), texts - 1),
                positions=text_starts[within > 0],
            ),
            lengths=lengths,
            title_lengths=words_of_text[within == 0],
            checkpoints=self._checkpoints(chunks, chunk_starts, words_of_text, texts, lengths),
            likeness=likeness(
                self._vocabulary.terms.hashes()[own_terms],
                self._vocabulary.terms.told()[own_terms],
                words_of_text,
                np.repeat(np.arange(texts.size), texts),
            ),
        )

    def _checkpoints(
        self, chunks: Array, chunk_starts: Array, words_of_text: Array, texts: Array, lengths: Array
    ) -> Array:
        """How many characters of the texts of its article are before each word that has a checkpoint."""
        of_article = -(-lengths // EVERY)
        marked = np.repeat(np.cumsum(lengths) - lengths, of_article) + EVERY * _within(of_article)
        holders = np.searchsorted(chunk_starts, marked, side="right") - 1
        begins: Array = np.concatenate(self._chunk_starts)[holders]
        begins += self._vocabulary.begins(chunks[holders], marked - chunk_starts[holders])
        # They count the characters of the article's texts alone, without the borders before them.
        before_text = np.repeat(numbers_in(self._article_starts).astype(np.int64), texts)
        before_text += _within(texts) * len(_BETWEEN)
        begins -= np.repeat(before_text, words_of_text)[marked]
        return begins


def _vocabulary() -> Vocabulary:
    """What is known of words that are analysed by these rules in this thread."""
    known = _known_words(surface_terms, current(), get_ident())
    if len(known) <= _MOST_CHUNKS:
        return known
    forget_words()
    return _known_words(surface_terms, current(), get_ident())


@lru_cache(maxsize=1)
def _known_words(terms_of: Callable[[Sequence[str]], Sequence[bytes]], rules: Rules, thread: int) -> Vocabulary:
    return Vocabulary(terms_of)


def forget_words() -> None:
    """Give back the memory of the words that are known from texts inverted before."""
    _known_words.cache_clear()


def inverted_texts(texts: Sequence[str]) -> Inverted:
    """The postings of a field in which each article has one term, the whole text."""
    terms = sorted(set(texts))
    ranks = {term: number for number, term in enumerate(terms)}
    words = np.array([ranks[text] for text in texts], np.uint32)
    return _without_positions(_inverted(_array(map(_bytes, terms)), words, np.ones(words.size, np.int64)))


def _inverted(terms: Array, words: Array, lengths: Array) -> Inverted:
    """The postings of the words of articles, which are so long; terms that no word has are left out."""
    used, words = _renumbered(words, terms.size)
    ends = np.cumsum(lengths)
    latest, postings, places = (np.zeros(used.size, np.int64) for _ in range(3))
    ready(count_postings, words.size)(words, ends, latest, postings, places)
    posting_starts, place_starts = starts_of(postings), starts_of(places)
    articles, frequencies = np.empty(posting_starts[-1], np.uint32), np.zeros(posting_starts[-1], np.uint32)
    positions = np.empty(words.size, np.uint32)
    latest[:] = 0
    ready(fill_postings, words.size)(
        words, ends, latest, posting_starts[:-1].copy(), place_starts[:-1].copy(), articles, frequencies, positions
    )
    return Inverted(tuple(terms[used].tolist()), posting_starts, articles, frequencies, place_starts, positions)


def _renumbered(words: Array, most: int) -> tuple[Array, Array]:
    """The different numbers among some below `most`, which are few of these, and each one's place among them."""
    is_used = np.zeros(most, bool)
    is_used[words] = True
    used = np.flatnonzero(is_used)
    places = np.empty(most, np.uint32)
    places[used] = np.arange(used.size)
    return used, places[words]


def _without_positions(inverted: Inverted) -> Inverted:
    return replace(
        inverted,
        position_starts=np.zeros_like(inverted.position_starts),
        positions=np.empty(0, np.uint32),
    )


def _within(lengths: Array) -> Array:
    """For each value of lists that are so long its place in its own, counted from 0."""
    places: Array = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return places


def _array(terms: Iterable[bytes]) -> Array:
    return np.array(list(terms), object)


def _bytes(term: str) -> bytes:
    return term.encode(errors="surrogatepass")
