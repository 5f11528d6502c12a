"""A stem to its root, or to what is nearly one: broad, a weak voice among better ones.

What `irregular_roots.txt` and `rootless_words.txt` say goes first, then the measure (see `measures`). The rules one by
one are in `root_kernels`. Not for learning grammar: a homograph has one root here.
"""

from functools import lru_cache

from indexer.arabic import root_kernels
from indexer.arabic.lists import lexicon
from indexer.arabic.packed import pack, unpack

_REMEMBERED = 1 << 14
"""Words whose roots are remembered: many words share a stem, and what endings leave is asked for again and again."""


@lru_cache(maxsize=_REMEMBERED)
def root(stem: str, protected: frozenset[str] = frozenset()) -> str:
    """The root of a stem: مكتب, كتاب, كاتب and مكتوب give كتب.

    What is `protected` stays as it is, and so does what has other letters than Arabic: foreign words, numbers.
    """
    word = pack(stem)
    return unpack(root_kernels.root(lexicon(protected), word)) if word else stem


@lru_cache(maxsize=_REMEMBERED)
def has_known_root(word: str) -> bool:
    """Whether a word without any affix fits a measure with a known root: بلاد and شكل do, بشكل does not."""
    return root_kernels.has_known_root(lexicon(), pack(word))
