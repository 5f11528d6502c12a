"""The loop that writes the terms of words; `schema` tells what a term is, `compiling` what kernels are."""

from typing import Any

from numpy.typing import NDArray

from indexer.arabic.packed import BITS, LETTER, length

Array = NDArray[Any]

END_OF_LEVEL = 0x1F
"""The byte behind each level of a term."""


def write_terms(
    letters: Array, starts: Array, forms: Array, stems: Array, roots: Array, spelt: Array, text: Array, ends: Array
) -> None:
    """Write the term of each word in UTF-8, one behind the other, and where each ends; nothing where there is no form.

    `letters` are the code points of the words as written, `starts` where each begins and the last ends; `forms`,
    `stems` and `roots` are packed, and `spelt` has the code point of each code. All have two bytes in UTF-8.
    """
    at = 0
    for number in range(len(forms)):
        form, stem, root = int(forms[number]), int(stems[number]), int(roots[number])
        if form:
            at = _end_level(text, _write(text, at, spelt, root))
            at = _end_level(text, _write(text, at, spelt, stem if stem != root else 0))
            at = _end_level(text, _write(text, at, spelt, form if form != stem else 0))
            start, stop = starts[number], starts[number + 1]
            if not _is_spelt(letters, start, stop, spelt, form):
                for place in range(start, stop):
                    at = _write_letter(text, at, int(letters[place]))
            at = _end_level(text, at)
        ends[number] = at


def _write(text: Array, at: int, spelt: Array, word: int) -> int:
    for place in range(length(word) - 1, -1, -1):
        at = _write_letter(text, at, int(spelt[word >> BITS * place & LETTER]))
    return at


def _write_letter(text: Array, at: int, letter: int) -> int:
    text[at] = 0xC0 | letter >> 6
    text[at + 1] = 0x80 | letter & 0x3F
    return at + 2


def _end_level(text: Array, at: int) -> int:
    text[at] = END_OF_LEVEL
    return at + 1


def _is_spelt(letters: Array, start: int, stop: int, spelt: Array, form: int) -> bool:
    """Whether a word is written as its form is."""
    if stop - start != length(form):
        return False
    for place in range(stop - 1, start - 1, -1):
        if letters[place] != spelt[form & LETTER]:
            return False
        form >>= BITS
    return True
