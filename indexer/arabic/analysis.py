"""A word to its four terms, and the fingerprint of everything that decides them.

The levels are nested by construction: each term is computed from the one before it alone, so that whatever meets at
one level meets at every wider one. Not for finding words in a text: that is `tokens`.
"""

import functools
import hashlib
import importlib.resources
import unicodedata
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pyarabic import araby

from indexer.arabic import cleaning, folding, folding_kernels, lists, roots, stem_kernels, stems
from indexer.arabic.packed import BITS, LONGEST, pack, unpack
from indexer.compiling import ready

Array = NDArray[Any]

_TERM_FILES = (
    *("letters.py", "tokens.py", "digits.py", "cleaning.py", "hamza.py", "folding.py", "packed.py"),
    *("folding_kernels.py", "lexicon.py", "lists.py", "ending_kernels.py"),
    *("measures.py", "root_kernels.py", "roots.py", "stem_kernels.py", "stems.py", "sounds.py", "analysis.py"),
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


_STEPS_OF_WORD = 50
"""Steps that a word takes to its root, of those that kernels are weighed by."""


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
    return Word(exact, form, stem, roots.root(stem, kept))


def analyze_all(surfaces: Sequence[str], rules: Rules) -> list[Word]:
    """The four terms of each of many words by some rules, as `analyze_by`, by loops that are compiled for so many."""
    exacts = [cleaning.exact(surface) for surface in surfaces]
    forms = [folding.fold(exact, rules.unfolded) for exact in exacts]
    folded = [folding.fold(form) for form in forms] if rules.unfolded else forms
    packed = [pack(form) for form in folded]
    short = np.array([word if word < 1 << BITS * LONGEST else 0 for word in packed], np.int64)
    stemmed, rooted = (found.tolist() for found in stems_and_roots(short, rules))
    kept = _protected(rules)
    full = [
        unpack(stem) if stem else stems.stem(form, kept) if word else form
        for word, stem, form in zip(packed, stemmed, folded, strict=True)
    ]
    wide = [
        unpack(root) if root else roots.root(stem, kept) if word else stem
        for word, root, stem in zip(packed, rooted, full, strict=True)
    ]
    return [*map(Word, exacts, forms, full, wide)]


def plain_forms(letters: Array, starts: Array, rules: Rules) -> Array:
    """The packed forms of words, and 0 for those that `analyze_all` is for; those have their exact terms as written.

    `letters` are the code points of all, `starts` where each begins and the last ends.
    """
    forms = np.zeros(starts.size - 1, np.int64)
    if not rules.unfolded:
        ready(folding_kernels.fold_plain, letters.size)(letters, starts, _codes(), forms)
    return forms


def stems_and_roots(forms: Array, rules: Rules) -> tuple[Array, Array]:
    """The packed stems and roots of packed forms."""
    found = np.empty_like(forms), np.empty_like(forms)
    kernel, kept = ready(stem_kernels.stems_and_roots, _STEPS_OF_WORD * forms.size), _protected(rules)
    lexicon = lists.lexicon if kernel is stem_kernels.stems_and_roots else lists.lexicon_array
    kernel(lexicon(kept), forms, *found)
    return found


@functools.cache
def _codes() -> Array:
    codes = np.zeros(max(map(ord, (*folding.PLAIN_LETTERS, *folding.PLAIN_VOWELS))) + 2, np.uint8)
    for letter, folded in folding.PLAIN_LETTERS.items():
        codes[ord(letter)] = pack(folded)
    codes[[*map(ord, folding.PLAIN_VOWELS)]] = folding_kernels.VOWEL
    codes[ord(araby.SHADDA)] = folding_kernels.SHADDA
    return codes


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
