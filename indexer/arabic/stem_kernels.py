"""The loops that find the stem of a packed word: `stems` tells in what manner, `compiling` what kernels are.

What stands before it is taken off here, what stands behind it in `ending_kernels`. Knows nothing of files: what the
lists say comes with the lexicon.
"""

from typing import Any

from numpy.typing import NDArray

from indexer.arabic.ending_kernels import SHORTEST_STEMMED, is_verb_with_teh, without_endings
from indexer.arabic.hamza import final_hamza
from indexer.arabic.lexicon import (
    KEPT_BEGINNING,
    KEPT_BY_PERSON,
    LETTERS_OF_OPENING,
    NOUN,
    OPENING,
    STEM,
    WHOLE,
    WITH_PREPOSITION,
    Lexicon,
    is_listed,
    place_of,
)
from indexer.arabic.packed import before, beginning, begins, behind, has_letters, length, letter, pack
from indexer.arabic.root_kernels import has_known_root, root

Array = NDArray[Any]

BEH, KAF, FEH, LAM, WAW = pack("ب"), pack("ك"), pack("ف"), pack("ل"), pack("و")

_ARTICLES = tuple(map(pack, ("وبال", "فبال", "وكال", "وال", "بال", "كال", "فال", "ال")))
"""The article with what may stand before it, longest first."""

_ASSIMILATED_ARTICLES = tuple(map(pack, ("ولل", "فلل", "لل")))
"""ل before the article swallows its alef: للرئيس is ل and الرئيس. Before a noun with ل it may be no article: للجنة."""

_LEFT_BY_ARTICLE, _LEFT_BY_BARE_ARTICLE = 3, 2
"""How many letters must remain, and behind ال alone."""

_PROCLITICS = (WAW, FEH, BEH, KAF)
"""What may stand before a protected word, where it must not be taken for the article: وألمانيا is و and ألمانيا."""

_PREPOSITIONS = (BEH, LAM, KAF, FEH)
_NEVER_ALONE = (KAF, FEH)
"""They are cut only before a noun that is listed: in names they are mostly the first letter, and ف before a verb joins
sentences: where quotations are looked for, فقال and قال are better kept apart."""

_LEFT_BY_PREPOSITION = 5
"""Names that begin with a ب or ل of their own are mostly shorter than this without it."""


def stem(lexicon: Lexicon, form: int) -> int:
    """The stem of a form, and of a broken plural that of its singular; what a person wants whole stays, also behind the
    article or one letter.
    """
    kept = _kept_by_person(lexicon, form)
    if kept:
        return kept
    light = light_stem(lexicon, form)
    singular = lexicon[place_of(lexicon, light) + STEM]
    return singular if singular else light


def light_stem(lexicon: Lexicon, form: int) -> int:
    """A form without its affixes."""
    if not has_letters(form, SHORTEST_STEMMED):
        return form
    return final_hamza(without_endings(lexicon, _without_beginnings(lexicon, form)))


def _kept_by_person(lexicon: Lexicon, form: int) -> int:
    """What a person wants whole of a form; 0 for nothing."""
    if is_listed(lexicon, form, KEPT_BY_PERSON):
        return form
    noun, rest = _without_article(lexicon, form), behind(form, 1)
    if is_listed(lexicon, noun, KEPT_BY_PERSON):
        return noun
    first = letter(form, 0)
    return rest if is_listed(lexicon, rest, KEPT_BY_PERSON) and (first == WAW or first in _PREPOSITIONS) else 0


def _without_beginnings(lexicon: Lexicon, word: int) -> int:
    while True:
        first, rest = letter(word, 0), behind(word, 1)
        if _keeps_beginning(lexicon, word):
            return word
        if first in _PROCLITICS and _keeps_beginning(lexicon, rest):
            return rest
        noun = _without_article(lexicon, word)
        if noun != word:
            return noun
        if first != WAW or not has_letters(word, SHORTEST_STEMMED):
            return rest if first in _PREPOSITIONS and _is_preposition(lexicon, word, rest) else word
        if _is_radical(lexicon, word, rest):
            return word
        if not has_letters(rest, SHORTEST_STEMMED):
            return rest
        word = rest


def _is_radical(lexicon: Lexicon, word: int, rest: int) -> bool:
    """Whether the first letter belongs to the root: واقع is وقع, and اقع is nothing."""
    return _is_noun(lexicon, word) or (_is_rooted(lexicon, word) and not _is_rooted(lexicon, rest))


def _is_preposition(lexicon: Lexicon, word: int, rest: int) -> bool:
    """Whether the first letter is one: بشكل, for شكل has a root and بشكل none; else by length, for names."""
    if is_listed(lexicon, word, WITH_PREPOSITION):
        return True
    if _is_noun(lexicon, word) or not has_letters(rest, SHORTEST_STEMMED - 1):
        return False
    rooted = has_known_root(lexicon, word)
    if is_listed(lexicon, rest, NOUN) and not rooted:
        return True
    if rooted or is_verb_with_teh(lexicon, word):
        return False
    if _is_noun(lexicon, rest):
        return True
    if _is_rooted(lexicon, word) or letter(word, 0) in _NEVER_ALONE or not has_letters(rest, SHORTEST_STEMMED):
        return False
    return _is_rooted(lexicon, rest) or (has_letters(rest, _LEFT_BY_PREPOSITION) and letter(rest, 0) != WAW)


def _is_noun(lexicon: Lexicon, word: int) -> bool:
    return is_listed(lexicon, final_hamza(without_endings(lexicon, word)), NOUN)


def _is_rooted(lexicon: Lexicon, word: int) -> bool:
    """Whether a word, or what its endings leave of it, has a known root."""
    return has_known_root(lexicon, word) or has_known_root(lexicon, without_endings(lexicon, word))


def _without_article(lexicon: Lexicon, word: int) -> int:
    for article in _ASSIMILATED_ARTICLES:
        if begins(word, article):
            rest = behind(word, length(article))
            noun = behind(word, length(article) - 1)
            if _keeps_beginning(lexicon, noun):
                return noun
            if has_letters(rest, _LEFT_BY_ARTICLE):
                return rest
    for article in _ARTICLES:
        if begins(word, article):
            rest = behind(word, length(article))
            if has_letters(rest, _LEFT_BY_BARE_ARTICLE if article == _ARTICLES[-1] else _LEFT_BY_ARTICLE):
                return rest
    return word


def _keeps_beginning(lexicon: Lexicon, word: int) -> bool:
    if not is_listed(lexicon, beginning(word, LETTERS_OF_OPENING), OPENING):
        return False
    if is_listed(lexicon, word, WHOLE):
        return True
    while has_letters(word, LETTERS_OF_OPENING):
        if is_listed(lexicon, word, KEPT_BEGINNING):
            return True
        word = before(word, 1)
    return False


def stems_and_roots(lexicon: Lexicon, forms: Array, stems: Array, roots: Array) -> None:
    """The stems of many forms, and the roots of these; 0 for what is 0."""
    for number in range(len(forms)):
        found = stem(lexicon, int(forms[number]))
        stems[number] = found
        roots[number] = root(lexicon, found)
