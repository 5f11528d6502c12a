"""The forms of the collection that are nearly a word: `كتاب~` finds كتاب, كتابا and كتات.

Not for how near is near enough, which the question says, nor for how many forms are searched: see `match`.
"""

from typing import NamedTuple
from weakref import WeakKeyDictionary

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer.search.tree import Fuzzy
from indexer.store.snapshot import Snapshot


class _Dictionary(NamedTuple):
    """All forms of a snapshot: how many articles hold each, and those of each length."""

    counts: dict[str, int]
    by_length: dict[int, list[str]]


_DICTIONARIES: WeakKeyDictionary[Snapshot, _Dictionary] = WeakKeyDictionary()
"""Those of each snapshot that is in use and was asked: reading them takes longer than comparing them."""


def near_forms(snapshot: Snapshot, fuzzy: Fuzzy) -> dict[str, int]:
    """The forms within the distance of a word, with how many articles hold each."""
    counts, by_length = _dictionary(snapshot)
    # An edit changes the length by one at most.
    lengths = range(len(fuzzy.form) - fuzzy.distance, len(fuzzy.form) + fuzzy.distance + 1)
    likely = [form for length in lengths for form in by_length.get(length, ())]
    near = process.extract(fuzzy.form, likely, scorer=OSA.distance, score_cutoff=fuzzy.distance, limit=None)
    return {form: counts[form] for form, _, _ in near}


def _dictionary(snapshot: Snapshot) -> _Dictionary:
    known = _DICTIONARIES.get(snapshot)
    if known is None:
        known = _Dictionary(snapshot.forms(""), {})
        for form in known.counts:
            known.by_length.setdefault(len(form), []).append(form)
        _DICTIONARIES[snapshot] = known
    return known
