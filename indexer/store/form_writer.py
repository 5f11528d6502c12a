"""Writes the list of forms of a segment, given its words in their order. Not for reading it: see `forms`."""

from array import array
from itertools import compress, pairwise

import numpy as np

from indexer.store.arrays import Array, ArrayFileWriter
from indexer.store.letter_sets import letter_sets
from indexer.store.name_sounds import name_numbers
from indexer.store.schema import FORMS, stems_and_forms_of


class FormsWriter:
    """Collects the forms of terms, among which those of one form stand side by side."""

    def __init__(self) -> None:
        self._forms = [b""]  # which is none
        self._sounds = array("I")
        self._fresh = [np.empty(0, bool)]

    def add(self, text: bytes) -> None:
        """Take the next terms, one behind the other."""
        stems, forms = stems_and_forms_of(text)
        fresh = [form != before for before, form in pairwise((self._forms[-1], *forms))]
        self._fresh.append(np.array(fresh, bool))
        self._forms += compress(forms, fresh)
        stems = [*compress(stems, fresh)]
        different = [*dict.fromkeys(stems)]
        numbers = name_numbers([stem.decode(errors="surrogatepass") for stem in different])
        self._sounds.extend(map(dict(zip(different, numbers, strict=True)).__getitem__, stems))

    def write(self, out: ArrayFileWriter, postings: Array) -> None:
        """Write the list; `postings` is how many each of the terms has."""
        first_terms = np.flatnonzero(np.concatenate(self._fresh))
        del self._forms[0]
        order = sorted(range(len(self._forms)), key=self._forms.__getitem__)
        out.add(f"{FORMS}/first_terms", first_terms[order])
        out.add(f"{FORMS}/counts", np.add.reduceat(postings, first_terms)[order])
        out.add(f"{FORMS}/letters", letter_sets([self._forms[number] for number in order]))
        out.add(f"{FORMS}/sounds", np.array(self._sounds, np.uint32)[order])
