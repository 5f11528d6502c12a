"""The loops that cut a text into chunks and number them: see `indexer.compiling` for what a kernel is.

Known chunks lie in a hash table with open addressing and linear probing; its letters are compared, so that two chunks
never pass for one. Knows nothing of words.
"""

from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]

_MASK = 0x7FFFFFFF
_PRIME = 0x01000193

HASH = 32
"""The bit of a slot at which the hash begins."""

PART, SPACE, BESIDE = 0, 1, 2
"""Kinds of characters: what may be part of a word, white space, and all other signs."""


def number_chunks(
    letters: Array,
    kinds: Array,
    seed: int,
    slots: Array,
    known: Array,
    known_starts: Array,
    count: int,
    numbers: Array,
    starts: Array,
) -> tuple[int, int]:
    """The number of each chunk of a text, and where it begins; how many there are, and how many are known then.

    `letters` are code points, and `kinds` tells the kind of each, the last entry that of all behind. `known` are the
    letters of the `count` known chunks, `known_starts` where each begins and the last ends; both have room for what the
    text may bring. `slots`, a power of two, hold `hash << HASH | number + 1`, and 0 where they are free.
    """
    found = 0
    at = 0
    last = len(kinds) - 1
    wrap = len(slots) - 1
    while at < len(letters):
        if kinds[min(int(letters[at]), last)] != PART:
            at += 1
            continue
        begin = at
        end, at = _ends(letters, kinds, begin)
        value = _hash(letters, begin, end, seed)
        place = _place(value, wrap)
        number = -1
        while number < 0:
            slot = int(slots[place])
            if slot == 0:
                number = count
                count += 1
                slots[place] = (value << HASH) | count
                start = int(known_starts[number])
                known[start : start + end - begin] = letters[begin:end]
                known_starts[count] = start + end - begin
            elif slot >> HASH == value:
                other = (slot & _MASK) - 1
                start, stop = int(known_starts[other]), int(known_starts[other + 1])
                if stop - start == end - begin and _same(letters, begin, end, known, start):
                    number = other
            place = (place + 1) & wrap
        numbers[found] = number
        starts[found] = begin
        found += 1
    return found, count


def _ends(letters: Array, kinds: Array, begin: int) -> tuple[int, int]:
    """Where the chunk ends that begins there, without the signs behind it and with them."""
    last = len(kinds) - 1
    end = at = begin
    while at < len(letters):
        kind = kinds[min(int(letters[at]), last)]
        if kind == SPACE:
            break
        at += 1
        if kind == PART:
            end = at
    return end, at


def _hash(letters: Array, begin: int, end: int, seed: int) -> int:
    """FNV-1a, with a start that nobody can know who would make a text of chunks with one hash."""
    value = seed
    for place in range(begin, end):
        value = ((value ^ int(letters[place])) * _PRIME) & _MASK
    return value


def _place(value: int, wrap: int) -> int:
    """Where in the table to look for a hash first."""
    return (value ^ (value >> 15)) & wrap


def _same(letters: Array, begin: int, end: int, known: Array, start: int) -> bool:
    place = begin
    while place < end and letters[place] == known[start + place - begin]:
        place += 1
    return place == end


def spread(slots: Array, wider: Array) -> None:
    """Put what is in slots into more of them, which are free."""
    wrap = len(wider) - 1
    for number in range(len(slots)):
        slot = int(slots[number])
        if slot:
            place = _place(slot >> HASH, wrap)
            while wider[place]:
                place = (place + 1) & wrap
            wider[place] = slot
