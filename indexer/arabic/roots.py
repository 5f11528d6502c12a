"""A stem to its root, or to what is nearly one: broad, a weak voice among better ones.

What `irregular_roots.txt` and `rootless_words.txt` say goes first, then the measure (see `measures`). Not for learning
grammar: a homograph has one root here.
"""

from functools import lru_cache

from indexer.arabic.cleaning import exact
from indexer.arabic.folding import fold
from indexer.arabic.measures import IRREGULAR, KNOWN_WITH_WAW, REMEMBERED, canonical, read_lines, root_by_measure
from indexer.arabic.stems import stem as stem_of


@lru_cache(maxsize=REMEMBERED)
def root(stem: str) -> str:
    """The root of a stem: مكتب, كتاب, كاتب and مكتوب give كتب; foreign words and numbers stay as they are."""
    if not "ء" <= stem[:1] <= "ي":
        return stem
    listed = _LISTED.get(stem)
    return root_by_measure(stem) if listed is None else listed


def _told_apart(root: str) -> str:
    """A root as measures spell it, unless there is another one that they spell so: سير beside سور."""
    spelt = canonical(root)
    return root if root[1] == "ي" and spelt in KNOWN_WITH_WAW else spelt


_IRREGULAR = {form: _told_apart(root) for form, root in IRREGULAR.items()}
_ROOTLESS = {
    stem_of(fold(exact(word))): stem_of(fold(exact(first)))
    for first, *others in read_lines("rootless_words.txt")
    for word in (first, *others)
}
_LISTED = _ROOTLESS | _IRREGULAR | {stem_of(form): root for form, root in _IRREGULAR.items()}
"""From stems to roots; forms are among them, for a stem may have its own stem."""
