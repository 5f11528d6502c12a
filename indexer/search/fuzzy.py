"""The forms of the collection that are nearly a word: `كتاب~` finds كتاب, كتابا and كتات.

Not for how near is near enough, which the question says, nor for how many forms are searched: see `match`.
"""

from weakref import WeakKeyDictionary

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer.search.tree import Fuzzy
from indexer.store.snapshot import Snapshot

_DICTIONARIES: WeakKeyDictionary[Snapshot, dict[str, int]] = WeakKeyDictionary()
"""All forms of each snapshot that is in use and was asked: reading them takes longer than comparing them."""


def near_forms(snapshot: Snapshot, fuzzy: Fuzzy) -> dict[str, int]:
    """The forms within the distance of a word, with how many articles hold each."""
    known = _DICTIONARIES.get(snapshot)
    if known is None:
        known = _DICTIONARIES.setdefault(snapshot, snapshot.forms(""))
    near = process.extract(fuzzy.form, list(known), scorer=OSA.distance, score_cutoff=fuzzy.distance, limit=None)
    return {form: known[form] for form, _, _ in near}
