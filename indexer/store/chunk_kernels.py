"""The loops that cut a text into chunks and number them: see `indexer.compiling` for what a kernel is.

A chunk has a key of 63 bits. That of up to 8 letters of one alphabet, as nearly all are, says which they are; that of
any other is a hash, and its letters are compared, so that two chunks never pass for one. Numbers of known chunks lie in
a hash table with open addressing and linear probing. Knows nothing of words.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_LOW = (1 << 63) - 1
"""Products are cut to so many bits, the same whether numba multiplies, whose numbers have 64, or Python."""

_FACTOR, _PRIME = 0x1E3779B97F4A7C15, 0x100000001B3

_LETTER, _LENGTH, _LONGEST = 7, 3, 8
"""Bits of a letter within its page, bits of the number of letters less one, and most letters, in a key."""

_HASHED = 15
"""What is the page in a key that is a hash; those below reach from Latin to Arabic letters."""

_PAGE = 59
"""The bit of a key at which the page of its letters begins."""

PART, SPACE, BESIDE = 0, 1, 2
"""Kinds of characters: what may be part of a word, white space, and all other signs."""


def number_chunks(
    letters: Array,
    kinds: Array,
    seed: int,
    slots: Array,
    keys: Array,
    known: Array,
    known_starts: Array,
    count: int,
    numbers: Array,
    starts: Array,
) -> tuple[int, int]:
    """The number of each chunk of a text, and where it begins; how many there are, and how many are known then.

    `letters` are code points, and `kinds` tells the kind of each, the last entry that of all behind. `keys` are those
    of the `count` known chunks, `known` their letters, `known_starts` where each begins and the last ends; all have
    room for what the text may bring. `slots`, a power of two, hold `number + 1`, and 0 where they are free. Nobody
    knows the `seed`, of 63 bits, who would make a text of chunks that lie in one place.
    """
    own, ends = np.empty(len(starts), np.int64), np.empty(len(starts), np.int64)
    found = _cut(letters, kinds, seed, own, starts, ends)
    wrap = len(slots) - 1
    for which in range(found):  # apart from the cutting, so that the processor waits for many places of memory at once
        key, begin, end = int(own[which]), int(np.int64(starts[which])), int(ends[which])
        place = _place(key, seed, wrap)
        while True:
            number = int(np.int64(slots[place])) - 1
            if number < 0:
                number = count
                count += 1
                slots[place] = count
                keys[number] = key
                start = int(np.int64(known_starts[number]))
                known[start : start + end - begin] = letters[begin:end]
                known_starts[count] = start + end - begin
                break
            if keys[number] == key:
                start, stop = int(np.int64(known_starts[number])), int(np.int64(known_starts[number + 1]))
                if key >> _PAGE != _HASHED or _same(letters, begin, end, known, start, stop):
                    break
            place = (place + 1) & wrap
        numbers[which] = number
    return found, count


def _cut(letters: Array, kinds: Array, seed: int, keys: Array, starts: Array, ends: Array) -> int:
    """The key of each chunk of a text and where it begins and ends; returns how many there are."""
    found = at = 0
    last = len(kinds) - 1
    while at < len(letters):
        if kinds[min(int(letters[at]), last)] != PART:
            at += 1
            continue
        begin = at
        while at < len(letters) and kinds[min(int(letters[at]), last)] != SPACE:
            at += 1
        end = at
        while kinds[min(int(letters[end - 1]), last)] != PART:
            end -= 1
        keys[found], starts[found], ends[found] = _key(letters, begin, end, seed), begin, end
        found += 1
    return found


def _key(letters: Array, begin: int, end: int, seed: int) -> int:
    """The page, the number of letters and the place of each in the page; or what stands for no page and a hash."""
    first = int(letters[begin])
    if end - begin <= _LONGEST and first >> _LETTER < _HASHED:
        key, others = (first >> _LETTER) << _LENGTH | (end - begin - 1), 0
        for at in range(begin, end):
            letter = int(letters[at])
            key = key << _LETTER | letter & ((1 << _LETTER) - 1)
            others |= letter ^ first
        if others >> _LETTER == 0:
            return key << _LETTER * (_LONGEST - end + begin)
    value = seed
    for at in range(begin, end):
        value = ((value ^ int(letters[at])) * _PRIME) & _LOW
        value ^= value >> 32
    return value | _HASHED << _PAGE


def _place(key: int, seed: int, wrap: int) -> int:
    """Where in the table to look for a key first."""
    value = ((key ^ seed) * _FACTOR) & _LOW
    value = ((value ^ value >> 32) * _PRIME) & _LOW
    return (value ^ value >> 32) & wrap


def _same(letters: Array, begin: int, end: int, known: Array, start: int, stop: int) -> bool:
    if stop - start != end - begin:
        return False
    place = begin
    while place < end and letters[place] == known[start + place - begin]:
        place += 1
    return place == end


def fill(slots: Array, keys: Array, seed: int) -> None:
    """Put the numbers of chunks with some keys into slots, which are free."""
    wrap = len(slots) - 1
    for number in range(len(keys)):
        place = _place(int(keys[number]), seed, wrap)
        while slots[place]:
            place = (place + 1) & wrap
        slots[place] = number + 1
