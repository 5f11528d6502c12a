"""Turns the words of articles into postings: texts in, arrays out.

    articles, each a title and paragraphs  ->  terms in order, each with its articles and positions

Pure; joining what was inverted apart is the matter of `merging`, files that of `arrays`, Whoosh that of `codec`.
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from indexer.arabic.tokens import tokens
from indexer.store.arrays import Array
from indexer.store.checkpoints import EVERY
from indexer.store.likeness import Likeness, likeness
from indexer.store.schema import PARAGRAPH, form_of, surface_term


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


_PLAIN = re.compile("[ء-غف-ي]+")
"""One word, as most chunks are, which can be told faster than words are found."""

_BORDER = "\0"
"""Stands behind every text of an article, as a chunk of its own."""

_BETWEEN = f" {_BORDER} "


class _Numbers(dict[str, int]):
    """A number for each string, in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


class TextInverter:
    """Collects articles in order and inverts their words.

    Texts are cut at white space first, which is fast, and only what is different between it is cut into words and
    analysed, once: white space is part of no word, nor does it matter to where a word beside it ends.
    """

    def __init__(self) -> None:
        self._numbers = _Numbers({_BORDER: 0})
        self._chunks: list[int] = []  # faster to fill than an array, and the numbers are shared with the dictionary
        self._chunk_starts = array("I")
        self._texts_of_article = array("I")

    def add(self, title: str, paragraphs: Sequence[str]) -> None:
        """Take the next article."""
        texts = (title, *paragraphs)
        whole = _BETWEEN.join((*texts, ""))
        if whole.count(_BORDER) > len(texts):  # one in the text itself, where it is no letter either
            whole = _BETWEEN.join((*(text.replace(_BORDER, "\1") for text in texts), ""))
        self._chunks.extend(map(self._numbers.__getitem__, whole.split()))
        self._chunk_starts.frombytes(_chunk_starts(whole).astype(np.uint32).tobytes())
        self._texts_of_article.append(len(texts))

    def inverted(self) -> InvertedTexts:
        """The postings of everything taken so far."""
        chunks = np.array(self._chunks, np.uint32)
        terms, words, begins, words_of_chunk = self._words(chunks)
        text_ends = np.append(0, _starts(words_of_chunk)[1:][chunks == 0])
        words_of_text = np.diff(text_ends)
        texts = _numbers(self._texts_of_article)
        article_of_text = np.repeat(np.arange(texts.size, dtype=np.uint32), texts)
        first_text = _starts(texts)[:-1]
        within = np.arange(article_of_text.size) - first_text[article_of_text]
        # Checkpoints count the characters of the texts alone, without the borders before them.
        chunk_starts = _numbers(self._chunk_starts) - within[np.cumsum(chunks == 0) - (chunks == 0)] * len(_BETWEEN)
        begins += np.repeat(chunk_starts, words_of_chunk)
        before = text_ends[first_text][article_of_text]
        positions = (np.arange(words.size) - np.repeat(before, words_of_text)).astype(np.uint32)
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
                [PARAGRAPH],
                np.zeros(paragraphs.size, np.uint32),
                article_of_text[paragraphs],
                (text_ends[:-1] - before)[paragraphs],
            ),
            lengths=np.bincount(article_of_text, words_of_text, texts.size).astype(np.int64),
            title_lengths=words_of_text[first_text],
            checkpoints=begins[positions % EVERY == 0],
            likeness=likeness([form_of(_bytes(term)) for term in terms], words, words_of_text, article_of_text),
        )

    def _words(self, chunks: Array) -> tuple[list[str], Array, Array, Array]:
        """The terms in order; for each word in turn the number of its term, and where in its chunk it begins.

        And how many words each chunk gave.
        """
        found = _Numbers()
        spelt, inside, lengths = array("I"), array("I"), array("I")
        for chunk in self._numbers:
            words = ((0, 0, chunk),) if _PLAIN.fullmatch(chunk) else tokens(chunk)
            lengths.append(len(words))
            spelt.extend([found[surface_term(word)] for _, _, word in words])
            inside.extend([start for start, _, _ in words])
        terms = sorted(found)
        ranks = np.empty(len(terms), np.uint32)
        ranks[[found[term] for term in terms]] = np.arange(len(terms), dtype=np.uint32)
        of_chunk = _numbers(lengths)
        counts = of_chunk[chunks]
        ends = _starts(counts)
        places = np.repeat(_starts(of_chunk)[chunks] - ends[:-1], counts) + np.arange(ends[-1])
        return terms, ranks[_numbers(spelt)[places]], _numbers(inside)[places].astype(np.int64), counts


def inverted_texts(texts: Sequence[str]) -> Inverted:
    """The postings of a field in which each article has one term, the whole text."""
    terms = sorted(set(texts))
    ranks = {term: number for number, term in enumerate(terms)}
    of_word = np.array([ranks[text] for text in texts], np.uint32)
    order = np.argsort(of_word, kind="stable").astype(np.uint32)
    return _inverted(terms, of_word[order], order, None)


def _inverted(terms: Sequence[str], of_word: Array, articles: Array, positions: Array | None) -> Inverted:
    """The postings of words in the order of their terms; terms that no word has are left out."""
    fresh_term = np.ones(of_word.size, bool)
    fresh_term[1:] = of_word[1:] != of_word[:-1]
    fresh = fresh_term.copy()
    fresh[1:] |= articles[1:] != articles[:-1]
    postings, first_words = np.flatnonzero(fresh), np.flatnonzero(fresh_term)
    return Inverted(
        terms=tuple(_bytes(terms[number]) for number in of_word[first_words].tolist()),
        posting_starts=np.append(np.flatnonzero(fresh_term[postings]), postings.size),
        articles=articles[postings],
        frequencies=np.diff(np.append(postings, of_word.size)),
        position_starts=np.zeros(first_words.size + 1, np.int64)
        if positions is None
        else np.append(first_words, of_word.size),
        positions=np.empty(0, np.uint32) if positions is None else positions,
    )


def _chunk_starts(text: str) -> Array:
    """Where each chunk of a text begins, as `str.split` cuts it."""
    spaces = _spaces()
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    is_space = spaces[np.minimum(letters, spaces.size - 1)]
    return np.flatnonzero(~is_space & np.append(True, is_space[:-1]))


@cache
def _spaces() -> Array:
    """Whether a character is white space, for all up to the first behind the last that is."""
    return np.array([chr(point).isspace() for point in range(ord("\N{IDEOGRAPHIC SPACE}") + 2)])


def _bytes(term: str) -> bytes:
    return term.encode(errors="surrogatepass")


def _starts(lengths: Array) -> Array:
    """Where each of some things begins, and last where all end, given how long they are."""
    return np.append(0, np.cumsum(lengths, dtype=np.int64))


def _numbers(collected: "array[int]") -> Array:
    """Numbers of four bytes, as they lie in memory."""
    return np.frombuffer(collected, np.dtype(f"u{collected.itemsize}")) if collected else np.empty(0, np.uint32)
