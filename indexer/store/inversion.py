"""Turns the words of articles into postings: texts in, arrays out.

    articles, each a title and paragraphs  ->  terms in order, each with its articles and positions

Pure; joining what was inverted apart is the matter of `merging`, files that of `arrays`, Whoosh that of `codec`.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import get_ident
from typing import NamedTuple

import numpy as np

from indexer.arabic.analysis import Rules, current
from indexer.store.arrays import Array
from indexer.store.checkpoints import EVERY
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
        is_border = chunks == self._border
        chunk_ends = starts_of(words_of_chunk)
        text_ends = np.append(0, chunk_ends[1:][is_border])
        words_of_text = np.diff(text_ends)
        texts = numbers_in(self._texts_of_article)
        article_of_text = np.repeat(np.arange(texts.size, dtype=np.uint32), texts)
        first_text = starts_of(texts)[:-1]
        within = np.arange(article_of_text.size) - first_text[article_of_text]
        before = text_ends[first_text][article_of_text]
        positions = (np.arange(words.size) - np.repeat(before, words_of_text)).astype(np.uint32)
        marked = np.flatnonzero(positions % EVERY == 0)
        holders = np.searchsorted(chunk_ends, marked, side="right") - 1
        begins = np.concatenate(self._chunk_starts)[holders]
        begins += self._vocabulary.begins(chunks[holders], marked - chunk_ends[holders])
        # Checkpoints count the characters of the article's texts alone, without the borders before them.
        before_text = numbers_in(self._article_starts)[article_of_text].astype(np.int64) + within * len(_BETWEEN)
        begins -= before_text[np.searchsorted(text_ends, marked, side="right") - 1]
        paragraphs = np.flatnonzero(within)
        # One number for each word that sorts by term and then as the text runs.
        keys = (words.astype(np.uint64) << np.uint64(32)) | np.arange(words.size, dtype=np.uint64)
        keys.sort()
        order = (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        of_word = (keys >> np.uint64(32)).astype(np.uint32)
        articles = np.repeat(article_of_text, words_of_text)[order]
        in_title = np.repeat(within == 0, words_of_text)[order]
        return InvertedTexts(
            words=_inverted(terms, of_word, articles, positions[order]),
            title=_inverted(terms, of_word[in_title], articles[in_title], None),
            paragraphs=_inverted(
                _array([PARAGRAPH.encode()]),
                np.zeros(paragraphs.size, np.uint32),
                article_of_text[paragraphs],
                (text_ends[:-1] - before)[paragraphs],
            ),
            lengths=np.bincount(article_of_text, words_of_text, texts.size).astype(np.int64),
            title_lengths=words_of_text[first_text],
            checkpoints=begins,
            likeness=likeness(
                self._vocabulary.terms.hashes()[own_terms],
                self._vocabulary.terms.told()[own_terms],
                words_of_text,
                article_of_text,
            ),
        )


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
    of_word = np.array([ranks[text] for text in texts], np.uint32)
    order = np.argsort(of_word, kind="stable").astype(np.uint32)
    return _inverted(_array(map(_bytes, terms)), of_word[order], order, None)


def _inverted(terms: Array, of_word: Array, articles: Array, positions: Array | None) -> Inverted:
    """The postings of words in the order of their terms; terms that no word has are left out."""
    fresh_term = np.ones(of_word.size, bool)
    fresh_term[1:] = of_word[1:] != of_word[:-1]
    fresh = fresh_term.copy()
    fresh[1:] |= articles[1:] != articles[:-1]
    postings, first_words = np.flatnonzero(fresh), np.flatnonzero(fresh_term)
    return Inverted(
        terms=tuple(terms[of_word[first_words]].tolist()),
        posting_starts=np.append(np.flatnonzero(fresh_term[postings]), postings.size),
        articles=articles[postings],
        frequencies=np.diff(np.append(postings, of_word.size)),
        position_starts=np.zeros(first_words.size + 1, np.int64)
        if positions is None
        else np.append(first_words, of_word.size),
        positions=np.empty(0, np.uint32) if positions is None else positions,
    )


def _array(terms: Iterable[bytes]) -> Array:
    return np.array(list(terms), object)


def _bytes(term: str) -> bytes:
    return term.encode(errors="surrogatepass")
