"""The forms that the words of a collection have, and how many articles hold each: for completing and for likeness.

Somewhat more are counted than there are: articles that write a form in two ways count twice. Not for postings, see
`postings`, nor for what makes two words alike, see `indexer.arabic`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indexer.store.field_arrays import FieldArrays, run_of
from indexer.store.forms import Forms
from indexer.store.schema import form_of

LetterTest = Callable[[NDArray[np.uint64]], NDArray[np.bool_]]
"""Which of many words pass, given the letters of each as `arabic.sounds.letter_set` has them."""

POSTINGS_AT_ONCE = 1 << 20
"""Postings that are looked through at once for those of deleted articles."""


class Dictionary:
    """The forms of all segments, given in each the words and the numbers of those deleted, ascending."""

    def __init__(
        self, forms: Sequence[Forms], words: Sequence[FieldArrays], deleted: Sequence[NDArray[np.int64]]
    ) -> None:
        self._forms = forms
        self._words = list(zip(words, deleted, strict=True))

    def beginning(self, prefix: bytes) -> dict[str, int]:
        """The forms that begin so."""
        return self._counted((forms, range(*run_of(forms, prefix))) for forms in self._forms)

    def with_letters(self, passes: LetterTest) -> dict[str, int]:
        """The forms whose letters pass."""
        return self._counted(
            (forms, np.flatnonzero(passes(forms.letters.astype(np.uint64, copy=False))).tolist())
            for forms in self._forms
        )

    def sounding(self, number: int) -> dict[str, int]:
        """The forms that sound so, by the number of `name_sounds`; none for 0, which is no name's."""
        sounding = self._forms if number else []
        return self._counted((forms, np.flatnonzero(forms.sounds == number).tolist()) for forms in sounding)

    def _counted(self, found: Iterable[tuple[Forms, Sequence[int]]]) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for forms, numbers in found:
            for form, count in zip(forms.some(numbers), forms.counts[numbers].tolist(), strict=True):
                counts[form.decode()] += count
        gone = self._of_deleted
        return {form: left for form, count in counts.items() if (left := count - gone.get(form, 0))}

    @cached_property
    def _of_deleted(self) -> dict[str, int]:
        """What deleted articles have a part in: their files are counted with them until they are merged."""
        counts: Counter[bytes] = Counter()
        for words, deleted in self._words:
            if deleted.size:
                gone = np.zeros(int(deleted[-1]) + 1, bool)
                gone[deleted] = True
                counts.update(form_of(words[number]) for number in _terms_in(words, gone))
        return {form.decode(): count for form, count in counts.items()}


def _terms_in(field: FieldArrays, articles: NDArray[np.bool_]) -> Iterator[int]:
    """The term of each posting of some articles, of which a mask as long as the last of them tells."""
    for first in range(0, field.articles.size, POSTINGS_AT_ONCE):
        postings = field.articles[first : first + POSTINGS_AT_ONCE]
        inside = np.flatnonzero(postings < articles.size)
        found = inside[articles[postings[inside]]] + first
        yield from (np.searchsorted(field.posting_starts, found, side="right") - 1).tolist()
