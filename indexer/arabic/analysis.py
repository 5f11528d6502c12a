"""A word to its four terms, and the fingerprint of everything that decides them.

The levels are nested by construction: each term is computed from the one before it alone, so that whatever meets at
one level meets at every wider one. Not for finding words in a text: that is `tokens`.
"""

import functools
import hashlib
import importlib.metadata
import importlib.resources
import unicodedata
from typing import NamedTuple

from indexer.arabic import cleaning, folding, roots, stems

_TERM_FILES = (
    *("letters.py", "tokens.py", "digits.py", "cleaning.py", "folding.py", "stems.py", "roots.py", "analysis.py"),
    *("protected_words.txt", "broken_plurals.txt", "known_roots.txt", "feminine_nouns.txt", "irregular_roots.txt", "everyday_words.txt"),
)


class Word(NamedTuple):
    """The terms of one word, from the narrowest to the widest; none is empty if the word is not."""

    exact: str
    form: str
    stem: str
    root: str


@functools.lru_cache(maxsize=1 << 18)
def analyze(surface: str) -> Word:
    """The four terms of a word as `tokens` finds it; never raises, remembers the words it has met.

    وَالمَدارِس gives وَالمَدارِس, والمدارس, مدارس, درس.
    """
    exact = cleaning.exact(surface)
    form = folding.fold(exact)
    stem = stems.stem(form)
    return Word(exact, form, stem, roots.root(stem))


@functools.cache
def fingerprint() -> str:
    """Twelve hexadecimal digits that change with this room's rules and lists, PyArabic and Unicode's tables."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    digest.update(importlib.metadata.version("pyarabic").encode())
    for name in _TERM_FILES:
        digest.update(importlib.resources.files(__package__).joinpath(name).read_bytes())
    return digest.hexdigest()[:12]
