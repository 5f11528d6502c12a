"""What articles are compared by: a signature of all the words of each, its numbers, and a hash of each long paragraph.

All are of folded words in their order, so that vowels, spelling and punctuation make no difference. Signatures are
MinHash (Broder, "On the resemblance and containment of documents", 1997), by rensa. Not for comparing: see `grouping`.
"""

import hashlib
from array import array
from typing import NamedTuple

import numpy as np
import rensa
from numpy.typing import NDArray

from indexer.compiling import ready
from indexer.store.arrays import Array
from indexer.store.likeness_arrays import NUMBERS, ROW, SLOTS
from indexer.store.likeness_kernels import hash_paragraphs, hash_shingles

FEWEST_SHINGLES = 30
"""An article with fewer that differ is a caption, or hardly more than what it quotes; it is never taken for a copy."""

FEWEST_WORDS = 15
"""A paragraph with fewer is a formula that anybody may write."""

_SEED = 1
_STEPS = 4
"""Steps that a word takes, of those that kernels are weighed by."""

_ARTICLES_AT_ONCE = 1 << 10
_HASHING = hashlib.blake2b(digest_size=8)
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
    ends = np.cumsum(words_of_text, dtype=np.int64)
    begins = ends - words_of_text
    titles = np.flatnonzero(np.diff(article_of_text, prepend=-1))
    bodies = ends[titles], ends[np.append(titles[1:], ends.size) - 1] if titles.size else ends
    rows = np.zeros((titles.size, ROW), np.uint16)
    signed, signatures = _signatures(hashes, *bodies)
    rows[signed, :SLOTS] = signatures
    rows[signed, SLOTS:] = _numbers(told, *bodies)[signed]
    numbers = np.arange(ends.size) - titles[article_of_text]
    long = np.flatnonzero((numbers > 0) & (words_of_text >= FEWEST_WORDS))
    of_paragraphs = np.empty(long.size, np.uint64)
    with np.errstate(over="ignore"):
        ready(hash_paragraphs, _STEPS * hashes.size)(hashes, begins[long], ends[long], of_paragraphs)
    order = np.argsort(of_paragraphs, kind="stable")
    return Likeness(rows, of_paragraphs[order], article_of_text[long][order], numbers[long][order])


def _signatures(words: NDArray[np.uint64], begins: Array, ends: Array) -> tuple[Array, NDArray[np.uint16]]:
    """The articles that are long enough, and the signature of each."""
    shingles = np.empty(words.size, np.uint64)
    chosen, places = np.empty(ends.size, np.int64), np.zeros(ends.size + 1, np.uint64)
    with np.errstate(over="ignore"):
        hashing = ready(hash_shingles, _STEPS * words.size)
        count = hashing(words, begins, ends, FEWEST_SHINGLES, shingles, chosen, places[1:])
    slots = array("I")
    for first in range(0, count, _ARTICLES_AT_ONCE):
        some = places[first : min(first + _ARTICLES_AT_ONCE, count) + 1]
        flat = shingles[int(some[0]) : int(some[-1])]
        matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, some - some[0], SLOTS, _SEED)
        for row in matrix.to_rows():
            slots.fromlist(row)
    return chosen[:count], (np.array(slots, np.uint32) & 0xFFFF).astype(np.uint16).reshape(-1, SLOTS)


def _numbers(told: NDArray[np.uint16], begins: Array, ends: Array) -> NDArray[np.uint16]:
    """The different numbers of each article, hashed: the smallest, ascending, and zeros behind them."""
    at = np.flatnonzero(told)
    articles = np.searchsorted(ends, at, side="right")
    inside = at >= begins[articles]
    articles, numbers = np.divmod(np.unique(articles[inside] << 16 | told[at[inside]]), 1 << 16)
    places = np.arange(articles.size) - np.searchsorted(articles, articles)
    kept = places < NUMBERS
    found = np.zeros((ends.size, NUMBERS), np.uint16)
    found[articles[kept], places[kept]] = numbers[kept]
    return found


def hash_of(form: bytes) -> int:
    """The hash of a form."""
    hashing = _HASHING.copy()  # sooner than to make one
    hashing.update(form)
    return int.from_bytes(hashing.digest(), "little")


def number_of(form: bytes) -> int:
    """The number that a word tells, hashed, whatever stands between and beside its digits (`1,489`, `1436هـ`); or 0."""
    digits = form.translate(None, _NO_DIGITS)
    return 1 + hash_of(digits) % 0xFFFF if digits else 0
