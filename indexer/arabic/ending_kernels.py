"""The loops that take off what stands behind the stem of a packed word: `stems` tells in what manner, `compiling` what
kernels are.

Knows nothing of files: what the lists say comes with the lexicon. What stands before is in `stem_kernels`.
"""

from indexer.arabic.lexicon import FEMININE, NOUN, WHOLE, Lexicon, is_listed
from indexer.arabic.packed import BITS, LETTER, before, begins, ends, has_letters, length, letter, pack
from indexer.arabic.root_kernels import ends_with_radical_heh, has_known_root

ALEF, TEH, NOON, HEH, SEEN, YEH = pack("ا"), pack("ت"), pack("ن"), pack("ه"), pack("س"), pack("ي")

SHORTEST_STEMMED = 4
"""Words of three letters are kept whole: what looks like an affix in them is nearly always a radical (فهم, ولد)."""

_NEVER = 0
_PRONOUNS = tuple(
    (pack(pronoun), left)
    for pronoun, left in (("هما", 3), ("ها", 3), ("هم", 4), ("هن", 4), ("نا", _NEVER), ("كم", _NEVER))
)
"""How many letters must remain; with fewer they go where the rest is a known word, as always the last two."""

_AN, _IN, _ON, _WA, _AT, _STAN = pack("ان"), pack("ين"), pack("ون"), pack("وا"), pack("ات"), pack("ستان")
_TAN, _TIN = pack("تان"), pack("تين")

_LEFT_BY_NISBA = 4
"""روسي keeps its ي, so that it meets روسيا and روسية and not روس; بريطاني meets بريطانيا either way."""


def without_endings(lexicon: Lexicon, word: int) -> int:
    """A word without what stands behind its stem."""
    bare = _without_pronoun(lexicon, word)
    if is_listed(lexicon, bare, WHOLE | NOUN):
        return bare
    noun = _without_number_and_case(lexicon, bare)
    if is_listed(lexicon, noun, WHOLE):
        return noun
    if noun & LETTER == TEH:
        feminine = before(noun, 1) << BITS | HEH
        if is_listed(lexicon, feminine, NOUN):
            return feminine  # لغتها and سنتين: words of three letters keep their ة
        if bare != word or ends(bare, _TAN) or ends(bare, _TIN) or is_verb_with_teh(lexicon, noun):
            noun = _cut(noun, 1, 3)
        elif _is_weak_verb_with_teh(lexicon, noun):
            noun = before(noun, 1) << BITS | YEH
    feminine = noun << BITS | HEH
    if is_listed(lexicon, feminine, FEMININE) and (
        begins(bare, feminine) or begins(bare, noun << BITS | TEH) or begins(bare, noun << 2 * BITS | _AT)
    ):
        return feminine
    return noun if noun & LETTER != YEH or _has_radical_yeh(lexicon, noun) else _cut(noun, 1, _LEFT_BY_NISBA)


def is_verb_with_teh(lexicon: Lexicon, word: int) -> bool:
    """Whether the last ت is "she" of a verb: كتبت and استقبلت, for they have a known root only without it."""
    if word & LETTER != TEH or not has_letters(word, SHORTEST_STEMMED) or has_known_root(lexicon, word):
        return False
    return has_known_root(lexicon, before(word, 1))


def _is_weak_verb_with_teh(lexicon: Lexicon, word: int) -> bool:
    """Whether the last ت is "she" of a verb whose last radical it has swallowed: انتهت is انتهى, تلقت is تلقى."""
    verb = before(word, 1)
    if not has_letters(word, SHORTEST_STEMMED) or has_known_root(lexicon, word) or has_known_root(lexicon, verb):
        return False
    return has_known_root(lexicon, verb << BITS | YEH)


def _without_pronoun(lexicon: Lexicon, word: int) -> int:
    if is_listed(lexicon, word, WHOLE):
        return word
    for pronoun, left in _PRONOUNS:
        if ends(word, pronoun):
            rest = before(word, length(pronoun))
            if (left != _NEVER and has_letters(rest, left)) or _takes_pronoun(lexicon, word, rest):
                return rest
    return word


def _takes_pronoun(lexicon: Lexicon, word: int, rest: int) -> bool:
    """Whether a short rest is a word: بلدهم and لغتنا; not فيينا or تراكم, which end so by nature."""
    if is_listed(lexicon, rest, NOUN) or is_listed(lexicon, before(rest, 1) << BITS | HEH, NOUN):
        return True
    if not has_letters(rest, SHORTEST_STEMMED - 1) or has_known_root(lexicon, word):
        return False
    return has_known_root(lexicon, rest) or (rest & LETTER == TEH and has_known_root(lexicon, before(rest, 1)))


def _without_number_and_case(lexicon: Lexicon, word: int) -> int:
    is_dual, is_oblique = ends(word, _AN), ends(word, _IN)
    if is_dual or is_oblique:
        rest = before(word, 2)
        if is_listed(lexicon, rest, NOUN) or is_listed(lexicon, before(rest, 1) << BITS | HEH, NOUN):
            return rest
    if is_dual:
        return word if _has_radical_an(word) else _cut(word, 2, 4)
    if is_oblique:
        return word if _has_radical_in(word) and not has_known_root(lexicon, before(word, 2)) else _cut(word, 2, 3)
    if word & LETTER == HEH:
        return _without_heh(lexicon, word)
    if ends(word, _ON) or ends(word, _WA):
        return _without_plural(lexicon, word)
    if ends(word, _AT):
        return _cut(word, 2, 3)
    return _cut(word, 1, 3) if word & LETTER == ALEF else word


def _without_plural(lexicon: Lexicon, word: int) -> int:
    """Without ون or وا: not تعاون, and with the ي that they swallow in verbs: ينتهون is ينتهي."""
    rest = _cut(word, 2, 3)
    if ends(word, _ON) and rest & LETTER == ALEF and has_known_root(lexicon, word):
        return word
    verb = rest << BITS | YEH
    return verb if not has_known_root(lexicon, rest) and _has_radical_yeh(lexicon, verb) else rest


def _without_heh(lexicon: Lexicon, word: int) -> int:
    """Without ة or the pronoun "his"; before the pronoun, ات and ت are endings too: تصريحاته, دولته."""
    noun = _cut(word, 1, 3)
    if noun == word or ends_with_radical_heh(lexicon, word):
        return word
    if ends(noun, _AT) and has_letters(noun, 5):
        return before(noun, 2)
    return _cut(noun, 1, 3) if noun & LETTER == TEH else noun


def _has_radical_an(word: int) -> bool:
    """Measures and names in which ان is no dual: أفعال (أوطان), افتعال (امتحان), the lands in ستان."""
    letters = length(word)
    if ends(word, _STAN):
        return True
    return letter(word, 0) == ALEF and (letters == 5 or (letters == 6 and letter(word, 2) == TEH))


def _has_radical_in(word: int) -> bool:
    """Measures in which ين is no plural: تفعيل (تكوين) and فعاليل (قوانين)."""
    letters = length(word)
    return (letters == 5 and letter(word, 0) == TEH) or (letters == 6 and letter(word, 2) == ALEF)


def _has_radical_yeh(lexicon: Lexicon, word: int) -> bool:
    """Measures in which a last ي is no nisba but of the root: انتهى, ينتمي, يتلقى, استدعى."""
    if is_listed(lexicon, before(word, 1), NOUN) or not _is_weak_verb(word):
        return False
    return has_known_root(lexicon, word)


def _is_weak_verb(word: int) -> bool:
    """Whether a word fits افتعل, تفعل in its persons, or استفعل, with a last ي."""
    letters, first, second, third = length(word), letter(word, 0), letter(word, 1), letter(word, 2)
    if word & LETTER != YEH:
        return False
    if letters == 6:
        return first in (ALEF, YEH, TEH, NOON) and second == SEEN and third == TEH
    if letters != 5:
        return False
    return (first in (ALEF, YEH, TEH, NOON) and third == TEH) or (first in (YEH, TEH, NOON) and second == TEH)


def _cut(word: int, letters: int, left: int) -> int:
    """A word without its last letters, if enough are left."""
    rest = before(word, letters)
    return rest if has_letters(rest, left) else word
