"""The loops that cut a text at white space and number its chunks: see `store.compiling` for what a kernel is.

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


def number_chunks(
    letters: Array,
    spaces: Array,
    seed: int,
    slots: Array,
    known: Array,
    known_starts: Array,
    count: int,
    numbers: Array,
    starts: Array,
) -> tuple[int, int]:
    """The number of each chunk of a text, and where it begins; how many there are, and how many are known then.

    `letters` are code points, and `spaces` tells which are white space, the last entry for all behind. `known` are the
    letters of the `count` known chunks, `known_starts` where each begins and the last ends; both have room for what the
    text may bring. `slots`, a power of two, hold `hash << HASH | number + 1`, and 0 where they are free.
    """
    found = 0
    at = 0
    last = len(spaces) - 1
    wrap = len(slots) - 1
    while at < len(letters):
        if spaces[min(int(letters[at]), last)]:
            at += 1
            continue
        begin = at
        # FNV-1a, with a start that nobody can know who would make a text of chunks with one hash.
        value = seed
        while at < len(letters) and not spaces[min(int(letters[at]), last)]:
            value = ((value ^ int(letters[at])) * _PRIME) & _MASK
            at += 1
        place = _place(value, wrap)
        number = -1
        while number < 0:
            slot = int(slots[place])
            if slot == 0:
                number = count
                count += 1
                slots[place] = (value << HASH) | count
                start = int(known_starts[number])
                known[start : start + at - begin] = letters[begin:at]
                known_starts[count] = start + at - begin
            elif slot >> HASH == value:
                other = (slot & _MASK) - 1
                start, end = int(known_starts[other]), int(known_starts[other + 1])
                if end - start == at - begin and _same(letters, begin, at, known, start):
                    number = other
            place = (place + 1) & wrap
        numbers[found] = number
        starts[found] = begin
        found += 1
    return found, count


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
