"""What was found out about the words of texts, so that each is cut and analysed once: kept from run to run.

Texts are cut into chunks first, which is fast: what stands between white space, without the signs at its ends that are
part of no word. Most chunks are a word. Only one that is new is looked at more closely, and what is no word is cut into
words: where a word ends does not depend on what white space divides from it. Not for which article holds what: see
`inversion`.
"""

import random
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.arabic.tokens import PART_OF_WORD, Token, tokens
from indexer.compiling import ready
from indexer.store import chunk_kernels
from indexer.store.arrays import Array
from indexer.store.likeness import hash_of, number_of
from indexer.store.schema import form_of

_PLAIN = re.compile("[ء-غف-ي]+|[0-9]+|[A-Za-z]+")
"""One word, as most chunks are, which can be told sooner than words are found."""

BORDER = "\0"
"""A sign that is a chunk although it has no word, to tell texts apart that are cut as one."""

_FEWEST_SLOTS = 1 << 12

_STEPS = 4
"""Steps that a letter takes, of those that kernels are weighed by."""


class Terms:
    """The terms of chunks that are words, by their numbers; others have an empty one."""

    def __init__(self) -> None:
        """Know none yet."""
        self._in_order, self._places = np.empty(0, object), np.empty(0, np.uint32)
        self._hashes, self._told = array("Q"), array("H")
        self.terms: list[bytes] = []

    def add(self, terms: Sequence[bytes]) -> None:
        """Take the terms of the next chunks."""
        forms = [form_of(term) if term else b"" for term in terms]
        self.terms += terms
        self._hashes.extend(map(hash_of, forms))
        self._told.extend(map(number_of, forms))

    def in_order(self) -> tuple[Array, Array]:
        """All terms in their order, and for each number the place of its term there; words written twice have one."""
        new = sorted(range(self._places.size, len(self.terms)), key=self.terms.__getitem__)
        found = np.array([self.terms[number] for number in new], object)
        at = np.searchsorted(self._in_order, found)
        known = np.zeros(at.size, bool)
        inside = at < self._in_order.size
        known[inside] = self._in_order[at[inside]] == found[inside]
        added = ~known
        added[1:] &= found[1:] != found[:-1]
        before = np.cumsum(np.bincount(at[added], minlength=self._in_order.size + 1))
        places = np.empty(len(self.terms), np.uint32)
        places[: self._places.size] = self._places + before[self._places]
        places[new] = at + np.cumsum(added) - ~known
        self._in_order = np.insert(self._in_order, at[added], found[added])
        self._places = places
        return self._in_order, self._places

    def hashes(self) -> NDArray[np.uint64]:
        """For each number the hash of its form, see `likeness`."""
        return numbers_in(self._hashes)

    def told(self) -> NDArray[np.uint16]:
        """For each number the number that its form tells, see `likeness`."""
        return numbers_in(self._told)


class Vocabulary:
    """The chunks of texts with their words, by numbers in the order in which they came; words are chunks too."""

    def __init__(self, terms_of: Callable[[Sequence[str]], Sequence[bytes]]) -> None:
        """`terms_of` are the terms of some words as written."""
        self.terms = Terms()
        self._terms_of = terms_of
        self._counts, self._words, self._inside = array("I"), array("I"), array("I")
        self._seed = random.getrandbits(63)
        self._slots = np.zeros(_FEWEST_SLOTS, np.uint32)
        self._keys = np.empty(0, np.int64)
        self._letters = np.empty(0, np.uint32)
        self._starts = np.zeros(1, np.uint32)
        self._known = 0

    def __len__(self) -> int:
        """How many chunks are known."""
        return self._known

    def chunks(self, text: str) -> tuple[Array, Array]:
        """The numbers of the chunks of a text, and where each begins."""
        before = len(self)
        numbers, starts = self._numbered(text)
        self._learn(before)
        return numbers, starts

    def words(self, chunks: Array) -> tuple[Array, Array]:
        """The words of some chunks in turn, by the numbers of `terms`, and how many words each chunk has."""
        of_chunk = numbers_in(self._counts)
        counts = of_chunk[chunks].astype(np.int64)  # of which numpy makes more in less time
        ends = starts_of(counts)
        places = np.repeat(starts_of(of_chunk)[chunks] - ends[:-1], counts) + np.arange(ends[-1])
        return numbers_in(self._words)[places], counts

    def begins(self, chunks: Array, words: Array) -> Array:
        """Where in each of some chunks the word with a number begins, its words counted from 0."""
        begins: Array = numbers_in(self._inside)[starts_of(numbers_in(self._counts))[chunks] + words]
        return begins

    def _numbered(self, text: str) -> tuple[Array, Array]:
        """The numbers of the chunks of a text, and where each begins; of new ones no more is known yet."""
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<i4")
        most = letters.size // 2 + 1
        numbers, starts = np.empty(most, np.uint32), np.empty(most, np.uint32)
        self._make_room(letters.size, most)
        count, self._known = ready(chunk_kernels.number_chunks, _STEPS * letters.size)(
            letters,
            _kinds(),
            self._seed,
            self._slots,
            self._keys,
            self._letters,
            self._starts,
            self._known,
            numbers,
            starts,
        )
        return numbers[:count], starts[:count]

    def _make_room(self, letters: int, chunks: int) -> None:
        known = len(self)
        self._letters = _with_room(self._letters, int(self._starts[known]), letters)
        self._starts = _with_room(self._starts, known + 1, chunks)
        self._keys = _with_room(self._keys, known, chunks)
        if self._slots.size < 2 * (known + chunks):
            self._slots = np.zeros(1 << (4 * (known + chunks)).bit_length() - 1, np.uint32)
            ready(chunk_kernels.fill, known)(self._slots, self._keys[:known], self._seed)

    def _learn(self, first: int) -> None:
        """Find the words of new chunks, from that number on."""
        own: list[str] = []
        found: list[Token] = []
        places: list[int] = []
        is_word: list[bool] = []
        for number, chunk in enumerate(self._spelt(first), first):
            is_plain = _PLAIN.fullmatch(chunk) is not None
            parts = [] if is_plain else tokens(chunk)
            is_word.append(is_plain or [one.text for one in parts] == [chunk])
            if is_word[-1]:
                own.append(chunk)
                self._counts.append(1)
                self._words.append(number)
                self._inside.append(0)
            else:
                self._counts.append(len(parts))
                places += range(len(self._words), len(self._words) + len(parts))
                self._words.extend([0] * len(parts))  # which chunks they are is found for all at once
                self._inside.extend([one.start for one in parts])
                found += parts
        terms = iter(self._terms_of(own))
        self.terms.add([next(terms) if one else b"" for one in is_word])
        if found:
            numbers, _ = self.chunks(" ".join([one.text for one in found]))
            for place, number in zip(places, numbers.tolist(), strict=True):
                self._words[place] = number

    def _spelt(self, first: int) -> Iterator[str]:
        """The chunks from a number on."""
        starts = self._starts[first : len(self) + 1].astype(np.int64)
        text = self._letters[starts[0] : starts[-1]].tobytes().decode("utf-32-le", "surrogatepass")
        return (text[start:stop] for start, stop in pairwise((starts - starts[0]).tolist()))


def _with_room(values: Array, used: int, more: int) -> Array:
    """Numbers of which the first are used, with room for more of them."""
    if used + more <= values.size:
        return values
    wider = np.empty(max(2 * values.size, used + more), values.dtype)
    wider[:used] = values[:used]
    return wider


@cache
def _kinds() -> Array:
    """The kind of every character up to the last that is white space, and last that of all behind."""
    characters = "".join(map(chr, range(ord("\N{IDEOGRAPHIC SPACE}") + 1)))
    kinds = np.full(len(characters) + 1, chunk_kernels.BESIDE, np.uint8)
    kinds[[match.start() for match in PART_OF_WORD.finditer(characters)]] = chunk_kernels.PART
    kinds[[point for point, character in enumerate(characters) if character.isspace()]] = chunk_kernels.SPACE
    kinds[[ord(BORDER), -1]] = chunk_kernels.PART
    return kinds


def starts_of(lengths: Array) -> Array:
    """Where each of some things begins, and last where all end, given how long they are."""
    starts = np.zeros(lengths.size + 1, np.int64)
    starts[1:] = lengths
    return np.cumsum(starts, out=starts)


def numbers_in(collected: "array[int]") -> Array:
    """Collected numbers as they lie in memory now; a copy, because what is lent out can't grow."""
    return np.array(collected, np.dtype(f"u{collected.itemsize}"))
