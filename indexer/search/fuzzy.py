"""The forms of the collection that are nearly a word: `كتاب~` finds كتاب, كتابا and كتات.

Not for how near is near enough, which the question says, nor for how many forms are searched: see `match`.
"""

import numpy as np
from numpy.typing import NDArray

from indexer.arabic.sounds import LENGTH_SHIFT, letter_set
from indexer.store.snapshot import Snapshot

_LETTERS = np.uint64((1 << LENGTH_SHIFT) - 1)


def near_forms(snapshot: Snapshot, form: str, distance: int) -> dict[str, int]:
    """The forms within so many edits of a form, with how many articles hold each.

    An edit is a letter more, less or another, or two exchanged. Only forms whose letters and length allow it are read
    and compared: see `letter_set`.
    """
    from rapidfuzz import process  # noqa: PLC0415 -- few questions ask for what is nearly a word
    from rapidfuzz.distance import OSA  # noqa: PLC0415 -- as above

    asked = np.uint64(letter_set(form))

    def likely(letters: NDArray[np.uint64]) -> NDArray[np.bool_]:
        lengths = (letters >> np.uint64(LENGTH_SHIFT)).astype(np.int64)
        changed = np.bitwise_count((letters ^ asked) & _LETTERS)
        found: NDArray[np.bool_] = (changed <= 2 * distance) & (np.abs(lengths - len(form)) <= distance)
        return found

    counts = snapshot.forms_with(likely)
    near = process.extract(form, list(counts), scorer=OSA.distance, score_cutoff=distance, limit=None)
    return {other: counts[other] for other, _, _ in near}
