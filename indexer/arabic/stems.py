"""A form to its stem: article, conjunctions, prepositions, pronouns and endings taken off, gently.

A light stemmer of our own in the manner of light10 (Larkey, Ballesteros and Connell 2002), which finds Arabic news
better than full roots do. Beyond it: single prepositions (بوزارة), pronouns over a ت (دولته), the tanwin alef (كتابا),
guards by what would remain, `protected_words.txt` and `broken_plurals.txt`. It sees forms only, so that spellings that
meet stay together; hence ألمانيا, which lost its hamza in folding, needs the list. Not for roots or vowels.
"""

import re
from functools import lru_cache

from indexer.arabic.cleaning import exact
from indexer.arabic.folding import final_hamza, fold
from indexer.arabic.letters import HEH
from indexer.arabic.measures import REMEMBERED, ends_with_radical_heh, has_known_root, read_lines

SHORTEST_STEMMED = 4
"""Words of three letters are kept whole: what looks like an affix in them is nearly always a radical (فهم, ولد)."""

_ARTICLES = (("وبال", 3), ("فبال", 3), ("وكال", 3), ("وال", 3), ("بال", 3), ("كال", 3), ("فال", 3), ("ال", 2))
"""The article with what may stand before it, longest first, and how many letters must remain."""

_ASSIMILATED_ARTICLES = (("ولل", 3), ("فلل", 3), ("لل", 3))
"""ل before the article swallows its alef: للرئيس is ل and الرئيس. Before a noun with ل it may be no article: للجنة."""

_PROCLITICS = ("و", "ف", "ب", "ك")
"""What may stand before a protected word, where it must not be taken for the article: وألمانيا is و and ألمانيا."""

_PREPOSITIONS = ("ب", "ل", "ك", "ف")
_NEVER_ALONE = ("ك", "ف")
"""They are cut only before a noun that is listed: in names they are mostly the first letter, and ف before a verb joins
sentences: where quotations are looked for, فقال and قال are better kept apart."""

_LEFT_BY_PREPOSITION = 5
"""Names that begin with a ب or ل of their own are mostly shorter than this without it."""

_NEVER = 99
_PRONOUNS = (("هما", 3), ("ها", 3), ("هم", 4), ("هن", 4), ("نا", _NEVER), ("كم", _NEVER))
"""How many letters must remain; with fewer they go where the rest is a known word, as always the last two."""

_LAST_OF_PRONOUNS = ("ا", "م", "ن")

_WITH_RADICAL_YEH = re.compile("[ايتن].ت.ي|[يتن]ت..ي|[ايتن]ست..ي")
"""Weak verbs of the measures افتعل, تفعل in its persons, and استفعل."""

_LAST_OF_NUMBER_AND_CASE = ("ن", "ه", "ا", "ت")

_LEFT_BY_NISBA = 4
"""روسي keeps its ي, so that it meets روسيا and روسية and not روس; بريطاني meets بريطانيا either way."""


def stem(form: str, protected: frozenset[str] = frozenset()) -> str:
    """The stem of a form: والمدارس and مدارس give one, كتابا and كتاب too; foreign words and numbers stay as they are.

    Everyday broken plurals give the stem of their singular: وزراء gives وزير. Words that are `protected` stay whole,
    also behind the article or one letter.
    """
    if not _is_arabic(form):
        return form
    for kept in (form, _without_article(form), form[1:]) if protected else ():
        if kept in protected and (kept != form[1:] or form.startswith(("و", *_PREPOSITIONS))):
            return kept
    light = _light_stem(form)
    return _SINGULARS.get(light, light)


def _is_arabic(form: str) -> bool:
    return "ء" <= form[:1] <= "ي"


def is_listed_plural(form: str) -> bool:
    """Whether a form, whatever hangs on it, is one of the plurals in `broken_plurals.txt`."""
    return _light_stem(form) in _SINGULARS


def _light_stem(form: str) -> str:
    if len(form) < SHORTEST_STEMMED:
        return form
    return final_hamza(_without_endings(_without_beginnings(form)))


def _without_beginnings(word: str) -> str:
    for kept in (word, word[1:] if word.startswith(_PROCLITICS) else word):
        if _keeps_beginning(kept):
            return kept
    noun = _without_article(word)
    if noun != word:
        return noun
    rest = word[1:]
    if word.startswith("و") and len(word) >= SHORTEST_STEMMED:
        if _is_radical(word, rest):
            return word
        return _without_beginnings(rest) if len(rest) >= SHORTEST_STEMMED else rest
    if word.startswith(_PREPOSITIONS) and _is_preposition(word, rest):
        return rest
    return word


def _is_radical(word: str, rest: str) -> bool:
    """Whether the first letter belongs to the root: واقع is وقع, and اقع is nothing."""
    return _is_noun(word) or (_is_rooted(word) and not _is_rooted(rest))


def _is_preposition(word: str, rest: str) -> bool:
    """Whether the first letter is one: بشكل, for شكل has a root and بشكل none; else by length, for names."""
    if word in _WITH_PREPOSITION:
        return True
    if _is_noun(word) or len(rest) < SHORTEST_STEMMED - 1:
        return False
    if rest in _NOUNS and not has_known_root(word):
        return True
    if has_known_root(word) or _is_verb_with_teh(word):
        return False
    if _is_noun(rest):
        return True
    if _is_rooted(word):
        return False
    if word.startswith(_NEVER_ALONE):
        return False
    return len(rest) >= SHORTEST_STEMMED and (
        _is_rooted(rest) or (len(rest) >= _LEFT_BY_PREPOSITION and not rest.startswith("و"))
    )


def _is_noun(word: str) -> bool:
    return final_hamza(_without_endings(word)) in _NOUNS


def _is_rooted(word: str) -> bool:
    """Whether a word, or what its endings leave of it, has a known root."""
    return has_known_root(word) or has_known_root(_without_endings(word))


def _without_article(word: str) -> str:
    if "ال" not in word[:4] and "لل" not in word[:3]:
        return word  # as most are, which this tells sooner
    for article, left in _ASSIMILATED_ARTICLES:
        if word.startswith(article):
            rest = word.removeprefix(article)
            if _keeps_beginning("ل" + rest):
                return "ل" + rest
            if len(rest) >= left:
                return rest
    for article, left in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= left:
            return word.removeprefix(article)
    return word


def _keeps_beginning(word: str) -> bool:
    return word[:3] in _FIRST_OF_KEPT and (word in _WHOLE or word.startswith(_BEGINNINGS.get(word[:3], ())))


@lru_cache(maxsize=REMEMBERED)
def _without_endings(word: str) -> str:
    bare = _without_pronoun(word)
    if bare in _WHOLE or bare in _NOUNS:
        return bare
    noun = _without_number_and_case(bare)
    if noun in _WHOLE:
        return noun
    if noun.endswith("ت"):
        if noun[:-1] + HEH in _NOUNS:
            return noun[:-1] + HEH  # لغتها and سنتين: words of three letters keep their ة
        if bare != word or bare.endswith(("تين", "تان")) or _is_verb_with_teh(noun):
            noun = _cut(noun, "ت", 3)
        elif _is_weak_verb_with_teh(noun):
            noun = noun[:-1] + "ي"
    if noun + HEH in _FEMININES and bare.startswith((noun + HEH, noun + "ت", noun + "ات")):
        return noun + HEH
    return noun if not noun.endswith("ي") or _has_radical_yeh(noun) else _cut(noun, "ي", _LEFT_BY_NISBA)


def _is_verb_with_teh(word: str) -> bool:
    """Whether the last ت is "she" of a verb: كتبت and استقبلت, for they have a known root only without it."""
    if not word.endswith("ت") or len(word) < SHORTEST_STEMMED or has_known_root(word):
        return False
    return has_known_root(word[:-1])


def _is_weak_verb_with_teh(word: str) -> bool:
    """Whether the last ت is "she" of a verb whose last radical it has swallowed: انتهت is انتهى, تلقت is تلقى."""
    if len(word) < SHORTEST_STEMMED or has_known_root(word) or has_known_root(word[:-1]):
        return False
    return has_known_root(word[:-1] + "ي")


def _without_pronoun(word: str) -> str:
    if not word.endswith(_LAST_OF_PRONOUNS) or word in _WHOLE:
        return word
    for pronoun, left in _PRONOUNS:
        if word.endswith(pronoun):
            rest = word.removesuffix(pronoun)
            if len(rest) >= left or _takes_pronoun(word, rest):
                return rest
    return word


def _takes_pronoun(word: str, rest: str) -> bool:
    """Whether a short rest is a word: بلدهم and لغتنا; not فيينا or تراكم, which end so by nature."""
    if rest in _NOUNS or rest[:-1] + HEH in _NOUNS:
        return True
    if len(rest) < SHORTEST_STEMMED - 1 or has_known_root(word):
        return False
    return has_known_root(rest) or (rest.endswith("ت") and has_known_root(rest[:-1]))


def _without_number_and_case(word: str) -> str:
    if not word.endswith(_LAST_OF_NUMBER_AND_CASE):
        return word
    for ending in ("ان", "ين"):
        rest = word.removesuffix(ending)
        if rest != word and (rest in _NOUNS or rest[:-1] + HEH in _NOUNS):
            return rest
    if word.endswith("ان"):
        return word if _has_radical_an(word) else _cut(word, "ان", 4)
    if word.endswith("ين"):
        return word if _has_radical_in(word) and not has_known_root(word[:-2]) else _cut(word, "ين", 3)
    if word.endswith("ه"):
        return _without_heh(word)
    for ending in ("ون", "وا", "ات", "ا"):
        if word.endswith(ending):
            return _without_plural(word, ending)
    return word


def _without_plural(word: str, ending: str) -> str:
    """Without a plural's ending or an alef: not تعاون, and with the ي that it swallowed in verbs: ينتهون is ينتهي."""
    rest = _cut(word, ending, 3)
    if ending == "ون" and rest.endswith("ا") and has_known_root(word):
        return word
    if ending in ("ون", "وا") and not has_known_root(rest) and _has_radical_yeh(rest + "ي"):
        return rest + "ي"
    return rest


def _without_heh(word: str) -> str:
    """Without ة or the pronoun "his"; before the pronoun, ات and ت are endings too: تصريحاته, دولته."""
    noun = _cut(word, "ه", 3)
    if noun == word or ends_with_radical_heh(word):
        return word
    if noun.endswith("ات") and len(noun) >= 5:
        return noun.removesuffix("ات")
    return _cut(noun, "ت", 3)


def _has_radical_an(word: str) -> bool:
    """Measures and names in which ان is no dual: أفعال (أوطان), افتعال (امتحان), the lands in ستان."""
    starts_with_alef = word.startswith("ا")
    return word.endswith("ستان") or (starts_with_alef and (len(word) == 5 or (len(word) == 6 and word[2] == "ت")))


def _has_radical_in(word: str) -> bool:
    """Measures in which ين is no plural: تفعيل (تكوين) and فعاليل (قوانين)."""
    return (len(word) == 5 and word.startswith("ت")) or (len(word) == 6 and word[2] == "ا")


def _has_radical_yeh(word: str) -> bool:
    """Measures in which a last ي is no nisba but of the root: انتهى, ينتمي, يتلقى, استدعى."""
    return bool(_WITH_RADICAL_YEH.fullmatch(word)) and word[:-1] not in _NOUNS and has_known_root(word)


def _cut(word: str, ending: str, left: int) -> str:
    return word.removesuffix(ending) if len(word) - len(ending) >= left else word


_PROTECTED = [entry for line in read_lines("protected_words.txt") for entry in line]
_WHOLE = frozenset(fold(exact(entry)) for entry in _PROTECTED if not entry.endswith("-"))
# Folded alone and with a letter behind: a hamza is written otherwise at the end of a word (وزراء) than inside (وزرائه).
_PROTECTED_BEGINNINGS = frozenset(
    beginning
    for entry in _PROTECTED
    if entry.endswith("-")
    for beginning in (fold(exact(entry[:-1])), fold(exact(entry.replace("-", "ب")))[:-1])
)
_BEGINNINGS = {
    first: tuple(beginning for beginning in _PROTECTED_BEGINNINGS if beginning.startswith(first))
    for first in {beginning[:3] for beginning in _PROTECTED_BEGINNINGS}
}
"""Beginnings of protected words by their first three letters; none is shorter."""
_FIRST_OF_KEPT = frozenset((*_BEGINNINGS, *(word[:3] for word in _WHOLE)))
"""What whatever keeps its beginning begins with, as few words do."""
_FEMININES = frozenset(fold(exact(entry)) for line in read_lines("feminine_nouns.txt") for entry in line)
_NOUNS: frozenset[str] = frozenset()  # so that endings can be taken off them
_NOUNS = frozenset(
    _without_endings.__wrapped__(fold(exact(noun)))  # not to be remembered: it is found out without the nouns
    for name in ("broken_plurals.txt", "everyday_words.txt")
    for nouns in read_lines(name)
    for noun in nouns
)
_WITH_PREPOSITION = frozenset(
    ("لاول", "باسم", "باسمه", "باسمها", "براي", "براءي", "باراء", "لبناء", "لحياه", "لحياته", "لحياتها")
)
"""Words that would have a root with their preposition too, and mostly have not."""
_SINGULARS = {
    _light_stem(fold(exact(plural))): _light_stem(fold(exact(singular)))
    for singular, *plurals in read_lines("broken_plurals.txt")
    for plural in plurals
}
"""From the light stem of a broken plural to the light stem of its singular."""
