"""A word to its four terms, and the fingerprint of everything that decides them.

The levels are nested by construction: each term is computed from the one before it alone, so that whatever meets at
one level meets at every wider one. Not for finding words in a text: that is `tokens`.
"""

import functools
import hashlib
import importlib.resources
import unicodedata
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from pyarabic import araby

from indexer.arabic import cleaning, folding, roots, stems

_TERM_FILES = (
    *("letters.py", "tokens.py", "digits.py", "cleaning.py", "folding.py", "stems.py", "measures.py", "roots.py"),
    *("sounds.py", "analysis.py"),
    *(
        "protected_words.txt",
        "broken_plurals.txt",
        "known_roots.txt",
        "feminine_nouns.txt",
        "irregular_roots.txt",
        "rootless_words.txt",
        "everyday_words.txt",
    ),
)


class Word(NamedTuple):
    """The terms of one word, from the narrowest to the widest; none is empty if the word is not."""

    exact: str
    form: str
    stem: str
    root: str


class Rules(NamedTuple):
    """What a person decides for a collection: the same for its index and for every question asked of it.

    `protected` are words that stem and root leave whole; `unfolded` names classes of spellings (see `folding.STEPS`)
    that don't meet at the form level, though they still do from the stem on.
    """

    protected: tuple[str, ...] = ()
    unfolded: tuple[str, ...] = ()


_CURRENT: ContextVar[Rules] = ContextVar("rules", default=Rules())  # noqa: B039  # a tuple, which never changes


def use(rules: Rules) -> None:
    """Analyse by these rules from now on in this thread, as an engine does by those of its index."""
    _CURRENT.set(rules)


def current() -> Rules:
    """The rules by which words are analysed in this thread."""
    return _CURRENT.get()


def analyze(surface: str) -> Word:
    """The four terms of a word as `tokens` finds it; never raises, remembers the words it has met.

    وَالمَدارِس gives وَالمَدارِس, والمدارس, مدرسه, درس.
    """
    return analyze_by(surface, _CURRENT.get())


@functools.lru_cache(maxsize=1 << 18)
def analyze_by(surface: str, rules: Rules) -> Word:
    """The four terms of a word by some rules."""
    exact = cleaning.exact(surface)
    form = folding.fold(exact, rules.unfolded)
    kept = _protected(rules)
    stem = stems.stem(folding.fold(form) if rules.unfolded else form, kept)
    return Word(exact, form, stem, stem if stem in kept else roots.root(stem))


@functools.cache
def _protected(rules: Rules) -> frozenset[str]:
    return frozenset(folding.fold(cleaning.exact(word)) for word in rules.protected)


@functools.cache
def fingerprint(rules: Rules = Rules()) -> str:  # noqa: B008  # a tuple, which never changes
    """Twelve hexadecimal digits that change with this room's rules and lists, a person's, PyArabic and Unicode."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    digest.update(Path(araby.__file__).read_bytes())  # its version would cost ten times as long to find out
    for name in _TERM_FILES:
        digest.update(importlib.resources.files(__package__).joinpath(name).read_bytes())
    digest.update(repr(rules).encode())
    return digest.hexdigest()[:12]
