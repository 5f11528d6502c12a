"""The loops that cut a text at white space and number its chunks: see `store.compiling` for what a kernel is.

Known chunks lie in a hash table with open addressing and linear probing; its letters are compared, so that two chunks
never pass for one. Knows nothing of words.
"""

from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]

_MASK = 0xFFFFFFFF
_PRIME = 0x01000193


def number_chunks(
    letters: Array,
    spaces: Array,
    seed: int,
    slots: Array,
    known: Array,
    known_starts: Array,
    hashes: Array,
    count: int,
    numbers: Array,
    starts: Array,
) -> tuple[int, int]:
    """The number of each chunk of a text, and where it begins; how many there are, and how many are known then.

    `letters` are code points, and `spaces` tells which are white space, the last entry for all behind. `known` are the
    letters of the `count` known chunks, `known_starts` where each begins and the last ends, `hashes` their hashes; each
    has room for what the text may bring. `slots` hold numbers counted from 1 and 0 where they are free, a power of two.
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
        place = (value ^ (value >> 15)) & wrap
        while True:
            number = int(slots[place]) - 1
            if number < 0:
                number = count
                count += 1
                slots[place] = count
                hashes[number] = value
                free = int(known_starts[number])
                known[free : free + at - begin] = letters[begin:at]
                known_starts[count] = free + at - begin
                break
            if int(hashes[number]) == value and _same(letters, begin, at, known, int(known_starts[number])):
                if int(known_starts[number + 1]) - int(known_starts[number]) == at - begin:
                    break
            place = (place + 1) & wrap
        numbers[found] = number
        starts[found] = begin
        found += 1
    return found, count


def _same(letters: Array, begin: int, end: int, known: Array, start: int) -> bool:
    for place in range(begin, end):
        if letters[place] != known[start + place - begin]:
            return False
    return True


def fill(slots: Array, hashes: Array, count: int) -> None:
    """Put the known chunks into empty slots, of which there are more."""
    wrap = len(slots) - 1
    for number in range(count):
        value = int(hashes[number])
        place = (value ^ (value >> 15)) & wrap
        while slots[place]:
            place = (place + 1) & wrap
        slots[place] = number + 1
