"""What articles are compared by: a signature of all the words of each, its numbers, and a hash of each long paragraph.

All are of folded words in their order, so that vowels, spelling and punctuation make no difference. Signatures are
MinHash (Broder, "On the resemblance and containment of documents", 1997), by rensa. Not for comparing: see `grouping`.
"""

import hashlib
from itertools import chain
from typing import NamedTuple

import numpy as np
import rensa
from numpy.typing import NDArray

from indexer.store.arrays import Array
from indexer.store.likeness_arrays import NUMBERS, ROW, SLOTS

SHINGLE = 4
"""Words in a row that are taken as one: a number or a name that differs makes four of them differ."""

FEWEST_SHINGLES = 30
"""An article with fewer that differ is a caption, or hardly more than what it quotes; it is never taken for a copy."""

FEWEST_WORDS = 15
"""A paragraph with fewer is a formula that anybody may write."""

_SEED = 1
_STEP = np.uint64(0x9E3779B97F4A7C15)
_ARTICLES_AT_ONCE = 1 << 10
_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789"))


class Likeness(NamedTuple):
    """The signatures and numbers of articles, a row each, all zeros where there is none; and their long paragraphs.

    The latter are in the order of their hashes, each with its hash, its article, and its number in the article from 1.
    """

    signatures: NDArray[np.uint16]
    hashes: NDArray[np.uint64]
    articles: Array
    paragraphs: Array


def likeness(
    hashes: NDArray[np.uint64], told: NDArray[np.uint16], words_of_text: Array, article_of_text: Array
) -> Likeness:
    """What some articles are compared by.

    `hashes` and `told` are `hash_of` and `number_of` of each word, as the texts run; of the texts of an article, in a
    row, the first is its title.
    """
    texts = np.arange(article_of_text.size)
    titles = np.flatnonzero(np.diff(article_of_text, prepend=-1))
    within = texts - titles[article_of_text] if texts.size else texts
    body, lengths = np.repeat(within > 0, words_of_text), _in_body(words_of_text, article_of_text, within)
    rows = np.zeros((lengths.size, ROW), np.uint16)
    rows[:, :SLOTS] = _signatures(hashes[body], lengths)
    signed = rows.any(axis=1)
    rows[signed, SLOTS:] = _numbers(told[body], lengths)[signed]
    return Likeness(
        rows,
        *_paragraphs(hashes, words_of_text, article_of_text, within),
    )


def _in_body(words_of_text: Array, article_of_text: Array, within: Array) -> Array:
    """How many words each article has, its title left out."""
    return np.bincount(article_of_text, words_of_text * (within > 0)).astype(np.int64)


def _signatures(words: NDArray[np.uint64], lengths: Array) -> NDArray[np.uint16]:
    signatures = np.zeros((lengths.size, SLOTS), np.uint16)
    shingles = _shingles(words)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    counts = lengths - (SHINGLE - 1)  # what is behind them reaches into the next article
    long = np.flatnonzero(counts >= FEWEST_SHINGLES)
    of_article = {article: shingles[starts[article] : starts[article] + counts[article]] for article in long.tolist()}
    enough = [article for article, own in of_article.items() if _has_enough(own)]
    for first in range(0, len(enough), _ARTICLES_AT_ONCE):
        some = enough[first : first + _ARTICLES_AT_ONCE]
        places = np.append(np.uint64(0), np.cumsum(counts[some], dtype=np.uint64))
        flat = np.concatenate([of_article[article] for article in some])
        matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, places, SLOTS, _SEED)
        slots = np.fromiter(chain.from_iterable(matrix.to_rows()), np.uint32, len(some) * SLOTS)
        signatures[some] = slots.reshape(-1, SLOTS) & 0xFFFF
    return signatures


def _shingles(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The words from each one on as a number; the last few have no shingle."""
    count = max(0, words.size - SHINGLE + 1)
    shingles = words[:count].copy()
    for place in range(1, SHINGLE):
        shingles *= _STEP
        shingles += words[place : place + count]
    return _mixed(shingles)


def _has_enough(shingles: NDArray[np.uint64]) -> bool:
    """Whether enough of them differ, as those at the beginning mostly do."""
    return any(len(set(some.tolist())) >= FEWEST_SHINGLES for some in (shingles[: 2 * FEWEST_SHINGLES], shingles))


def _numbers(told: NDArray[np.uint16], lengths: Array) -> NDArray[np.uint16]:
    """The different numbers of each article, hashed: the smallest, ascending, and zeros behind them."""
    are_told = told > 0
    articles = np.repeat(np.arange(lengths.size), lengths)[are_told]
    articles, numbers = np.divmod(np.unique(articles << 16 | told[are_told]), 1 << 16)
    places = np.arange(articles.size) - np.searchsorted(articles, articles)
    kept = places < NUMBERS
    found = np.zeros((lengths.size, NUMBERS), np.uint16)
    found[articles[kept], places[kept]] = numbers[kept]
    return found


def _paragraphs(
    words: NDArray[np.uint64], words_of_text: Array, article_of_text: Array, within: Array
) -> tuple[NDArray[np.uint64], Array, Array]:
    """Hashes of the long paragraphs in their order, and of each the article and the number in it."""
    starts = np.append(0, np.cumsum(words_of_text, dtype=np.int64))
    powers = np.cumprod(np.full(int(words_of_text.max(initial=0)), _STEP))
    places = np.arange(words.size) - np.repeat(starts[:-1], words_of_text)
    sums = np.append(np.uint64(0), np.cumsum(words * powers[places]))
    long = np.flatnonzero((within > 0) & (words_of_text >= FEWEST_WORDS))
    hashes = _mixed(sums[starts[long + 1]] - sums[starts[long]])
    order = np.argsort(hashes, kind="stable")
    return hashes[order], article_of_text[long][order], within[long][order]


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers whose every bit depends on every bit of those given (the end of SplitMix64; Steele and others, 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def hash_of(form: bytes) -> int:
    """The hash of a form."""
    return int.from_bytes(hashlib.blake2b(form, digest_size=8).digest(), "little")


def number_of(form: bytes) -> int:
    """The number that a word tells, hashed, whatever stands between and beside its digits (`1,489`, `1436هـ`); or 0."""
    digits = form.translate(None, _NO_DIGITS)
    return 1 + hash_of(digits) % 0xFFFF if digits else 0
