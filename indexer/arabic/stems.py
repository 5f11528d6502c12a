"""A form to its stem: article, conjunctions, prepositions, pronouns and endings taken off, gently.

A light stemmer of our own in the manner of light10 (Larkey, Ballesteros and Connell 2002), which finds Arabic news
better than full roots do. Beyond it: single prepositions (بوزارة), pronouns over a ت (دولته), the tanwin alef (كتابا),
guards by what would remain, `protected_words.txt` and `broken_plurals.txt`. It sees forms only, so that spellings that
meet stay together; hence ألمانيا, which lost its hamza in folding, needs the list. The rules one by one are in
`stem_kernels`. Not for roots or vowels.
"""

from indexer.arabic.lexicon import STEM, place_of
from indexer.arabic.lists import lexicon
from indexer.arabic.packed import pack, unpack
from indexer.arabic.stem_kernels import light_stem
from indexer.arabic.stem_kernels import stem as packed_stem


def stem(form: str, protected: frozenset[str] = frozenset()) -> str:
    """The stem of a form: والمدارس and مدارس give one, كتابا and كتاب too.

    Everyday broken plurals give the stem of their singular: وزراء gives وزير. Words that are `protected` stay whole,
    also behind the article or one letter, and so does what has other letters than Arabic: foreign words, numbers.
    """
    word = pack(form)
    return unpack(packed_stem(lexicon(protected), word)) if word else form


def is_listed_plural(form: str) -> bool:
    """Whether a form, whatever hangs on it, is one of the plurals in `broken_plurals.txt`."""
    return lexicon()[place_of(lexicon(), light_stem(lexicon(), pack(form))) + STEM] != 0
