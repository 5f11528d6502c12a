"""What was found out about the words of texts, so that each is cut and analysed once: kept from run to run.

Texts are cut at white space first, which is fast, and only what is different between it, a chunk, is cut into words and
analysed: white space is part of no word, nor does it matter to where a word beside it ends. Not for which article holds
what: see `inversion`.
"""

import random
import re
from array import array
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.arabic.tokens import tokens
from indexer.store import chunk_kernels
from indexer.store.arrays import Array
from indexer.store.compiling import ready
from indexer.store.likeness import hash_of, number_of
from indexer.store.schema import form_of

_BESIDE_WORDS = re.escape('«»“”"()[]،؛؟!:….-')
_PLAIN = re.compile(f"[{_BESIDE_WORDS}]*([ء-غف-ي]+|[0-9]+|[A-Za-z]+)[{_BESIDE_WORDS}]*")
"""One word and marks that are no part of any, as most chunks are, which can be told faster than words are found."""

_FEWEST_SLOTS = 1 << 12

_STEPS = 4
"""Steps that a letter takes, of those that kernels are weighed by."""


class Terms(dict[str, int]):
    """The term of each word as written, by a number of the word; found out when it is first asked for."""

    def __init__(self, term_of: Callable[[str], str]) -> None:
        """`term_of` is the term of a word as written."""
        self._term_of = term_of
        self._order, self._in_order = np.empty(0, np.uint32), np.empty(0, object)
        self._hashes, self._told = array("Q"), array("H")
        self.terms: list[bytes] = []

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self.terms)
        term = self._term_of(word).encode(errors="surrogatepass")
        self.terms.append(term)
        form = form_of(term)
        self._hashes.append(hash_of(form))
        self._told.append(number_of(form))
        return number

    def in_order(self) -> tuple[Array, Array]:
        """All terms in their order, and for each number the place of its term there; words written twice have one."""
        new = sorted(range(self._order.size, len(self.terms)), key=self.terms.__getitem__)
        found = np.array([self.terms[number] for number in new], object)
        places = np.searchsorted(self._in_order, found)
        self._in_order = np.insert(self._in_order, places, found)
        self._order = np.insert(self._order, places, new)
        fresh = np.ones(self._order.size, bool)
        fresh[1:] = self._in_order[1:] != self._in_order[:-1]
        of_number = np.empty(self._order.size, np.uint32)
        of_number[self._order] = np.cumsum(fresh, dtype=np.uint32) - 1
        return self._in_order[fresh], of_number

    def hashes(self) -> NDArray[np.uint64]:
        """For each number the hash of its form, see `likeness`."""
        return numbers_in(self._hashes)

    def told(self) -> NDArray[np.uint16]:
        """For each number the number that its form tells, see `likeness`."""
        return numbers_in(self._told)


class Vocabulary:
    """The chunks of texts with their words, by numbers in the order in which they came."""

    def __init__(self, term_of: Callable[[str], str]) -> None:
        self.terms = Terms(term_of)
        self._counts, self._words, self._inside = array("I"), array("I"), array("I")
        self._seed = random.getrandbits(31)
        self._slots = np.zeros(_FEWEST_SLOTS, np.int64)
        self._letters = np.empty(0, np.uint32)
        self._starts = np.zeros(1, np.uint32)

    def __len__(self) -> int:
        """How many chunks are known."""
        return len(self._counts)

    def chunks(self, text: str) -> tuple[Array, Array]:
        """The numbers of the chunks of a text, and where each begins."""
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        before, most = len(self), letters.size // 2 + 1
        numbers, starts = np.empty(most, np.uint32), np.empty(most, np.uint32)
        self._make_room(letters.size, most)
        count, known = ready(chunk_kernels.number_chunks, _STEPS * letters.size)(
            letters,
            _spaces(),
            self._seed,
            self._slots,
            self._letters,
            self._starts,
            before,
            numbers,
            starts,
        )
        self._learn(before, known)
        return numbers[:count], starts[:count]

    def words(self, chunks: Array) -> tuple[Array, Array]:
        """The words of some chunks in turn, by the numbers of `terms`, and how many words each chunk has."""
        of_chunk = numbers_in(self._counts)
        counts = of_chunk[chunks]
        ends = starts_of(counts)
        places = np.repeat(starts_of(of_chunk)[chunks] - ends[:-1], counts) + np.arange(ends[-1])
        return numbers_in(self._words)[places], counts

    def begins(self, chunks: Array, words: Array) -> Array:
        """Where in each of some chunks the word with a number begins, its words counted from 0."""
        begins: Array = numbers_in(self._inside)[starts_of(numbers_in(self._counts))[chunks] + words]
        return begins

    def _make_room(self, letters: int, chunks: int) -> None:
        known = len(self)
        self._letters = _with_room(self._letters, int(self._starts[known]), letters)
        self._starts = _with_room(self._starts, known + 1, chunks)
        if self._slots.size < 2 * (known + chunks):
            wider = np.zeros(1 << (4 * (known + chunks)).bit_length() - 1, np.int64)
            ready(chunk_kernels.spread, self._slots.size)(self._slots, wider)
            self._slots = wider

    def _learn(self, first: int, end: int) -> None:
        """Find the words of new chunks."""
        starts = self._starts[first : end + 1].astype(np.int64)
        text = self._letters[starts[0] : starts[-1]].tobytes().decode("utf-32-le", "surrogatepass")
        words: list[str] = []
        inside: list[int] = []
        for start, stop in pairwise((starts - starts[0]).tolist()):
            chunk, before = text[start:stop], len(words)
            plain = _PLAIN.fullmatch(chunk)
            if plain:
                words.append(plain[1])
                inside.append(plain.start(1))
            else:
                found = tokens(chunk)
                words += [one.text for one in found]
                inside += [one.start for one in found]
            self._counts.append(len(words) - before)
        self._inside.extend(inside)
        self._words.extend(map(self.terms.__getitem__, words))


def _with_room(values: Array, used: int, more: int) -> Array:
    """Numbers of which the first are used, with room for more of them."""
    if used + more <= values.size:
        return values
    wider = np.empty(max(2 * values.size, used + more), values.dtype)
    wider[:used] = values[:used]
    return wider


@cache
def _spaces() -> Array:
    """Whether a character is white space, for all up to the first behind the last that is."""
    return np.array([chr(point).isspace() for point in range(ord("\N{IDEOGRAPHIC SPACE}") + 2)])


def starts_of(lengths: Array) -> Array:
    """Where each of some things begins, and last where all end, given how long they are."""
    return np.append(0, np.cumsum(lengths, dtype=np.int64))


def numbers_in(collected: "array[int]") -> Array:
    """Collected numbers as they lie in memory now; a copy, because what is lent out can't grow."""
    return np.array(collected, np.dtype(f"u{collected.itemsize}"))
