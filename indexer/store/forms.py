"""The list of forms of one segment: which term each begins with, how many articles hold it, which letters it has.

A form is spelt out in its terms alone; the list has their numbers, in the order of the forms. Not for what is found in
it: see `dictionary`.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from indexer.store.arrays import Array, ArrayFile
from indexer.store.field_arrays import FieldArrays
from indexer.store.schema import FORMS, WORDS, form_of


class Forms:
    """The forms of a segment in order, each read when it is looked at."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._words = FieldArrays(file, WORDS)

    def __len__(self) -> int:
        return int(self._first_terms.size)

    def __getitem__(self, number: int) -> bytes:
        """The bytes of a form."""
        return form_of(self._words[int(self._first_terms[number])])

    def some(self, numbers: Sequence[int]) -> list[bytes]:
        """The bytes of some forms."""
        terms = self._first_terms[numbers].astype(np.int64)
        text, starts = self._words.text, self._words.term_starts
        ranges = zip(starts[terms].tolist(), starts[terms + 1].tolist(), strict=True)
        return [form_of(text[start:end].tobytes()) for start, end in ranges]

    @cached_property
    def counts(self) -> Array:
        """Per form: how many articles hold it; one that writes it in two ways counts twice."""
        return self._file.array(f"{FORMS}/counts")

    @cached_property
    def letters(self) -> Array:
        """Per form: which letters it has and how many, see `letter_sets`."""
        return self._file.array(f"{FORMS}/letters")

    @cached_property
    def sounds(self) -> Array:
        """Per form: what it sounds like, see `name_sounds`."""
        return self._file.array(f"{FORMS}/sounds")

    @cached_property
    def _first_terms(self) -> Array:
        """Per form: the number of the first of its terms, which stand side by side."""
        return self._file.array(f"{FORMS}/first_terms")
