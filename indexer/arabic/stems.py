"""A form to its stem: article, conjunctions, prepositions, pronouns and endings taken off, gently.

A light stemmer of our own in the manner of light10 (Larkey, Ballesteros and Connell 2002), which finds Arabic news
better than full roots do. Beyond it: single prepositions (بوزارة), pronouns over a ت (دولته), the tanwin alef (كتابا),
guards by what would remain, `protected_words.txt` and `broken_plurals.txt`. It sees forms only, so that spellings that
meet stay together; hence ألمانيا, which lost its hamza in folding, needs the list. Not for roots or vowels.
"""

import importlib.resources

from indexer.arabic.cleaning import exact
from indexer.arabic.folding import final_hamza, fold

SHORTEST_STEMMED = 4
"""Words of three letters are kept whole: what looks like an affix in them is nearly always a radical (فهم, ولد)."""

_ARTICLES = (("وبال", 3), ("فبال", 3), ("وكال", 3), ("وال", 3), ("بال", 3), ("كال", 3), ("فال", 3), ("ال", 2))
"""The article with what may stand before it, longest first, and how many letters must remain."""

_ASSIMILATED_ARTICLES = (("ولل", 3), ("فلل", 3), ("لل", 3))
"""ل before the article swallows its alef: للرئيس is ل and الرئيس. Before a noun with ل it may be no article: للجنة."""

_PROCLITICS = ("و", "ف", "ب", "ك")
"""What may stand before a protected word, where it must not be taken for the article: وألمانيا is و and ألمانيا."""

_PREPOSITIONS = ("ب", "ل")
_LEFT_BY_PREPOSITION = 5
"""Words that begin with a ب or ل of their own are mostly shorter than this without it."""

_PRONOUNS = (("هما", 3), ("ها", 3), ("هم", 4), ("هن", 4))
_LEFT_BY_NISBA = 4
"""روسي keeps its ي, so that it meets روسيا and روسية and not روس; بريطاني meets بريطانيا either way."""


def stem(form: str) -> str:
    """The stem of a form: والمدارس and مدارس give one, كتابا and كتاب too; foreign words and numbers stay as they are.

    Everyday broken plurals give the stem of their singular: وزراء gives وزير.
    """
    if not _is_arabic(form):
        return form
    light = _light_stem(form)
    return _SINGULARS.get(light, light)


def _is_arabic(form: str) -> bool:
    return "ء" <= form[:1] <= "ي"


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
    if word.startswith("و") and len(word) >= SHORTEST_STEMMED:
        rest = word[1:]
        return _without_beginnings(rest) if len(rest) >= SHORTEST_STEMMED else rest
    if word.startswith(_PREPOSITIONS) and len(word) > _LEFT_BY_PREPOSITION:
        return word[1:]
    return word


def _without_article(word: str) -> str:
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
    return word in _WHOLE or any(word[:length] in _BEGINNINGS for length in _BEGINNING_LENGTHS)


def _without_endings(word: str) -> str:
    bare = _without_pronoun(word)
    if bare in _WHOLE:
        return bare
    had_more = bare != word or bare.endswith(("تين", "تان"))
    noun = _without_number_and_case(bare)
    if noun in _WHOLE:
        return noun
    if had_more and noun.endswith("ت"):
        noun = _cut(noun, "ت", 3)
    return _cut(noun, "ي", _LEFT_BY_NISBA)


def _without_pronoun(word: str) -> str:
    if word in _WHOLE:
        return word
    for pronoun, left in _PRONOUNS:
        if word.endswith(pronoun) and len(word) - len(pronoun) >= left:
            return word.removesuffix(pronoun)
    return word


def _without_number_and_case(word: str) -> str:
    if word.endswith("ان"):
        return word if _has_radical_an(word) else _cut(word, "ان", 4)
    if word.endswith("ين"):
        return word if _has_radical_in(word) else _cut(word, "ين", 3)
    if word.endswith("ه"):
        return _without_heh(word)
    for ending in ("ون", "وا", "ات", "ا"):
        if word.endswith(ending):
            return _cut(word, ending, 3)
    return word


def _without_heh(word: str) -> str:
    """Without ة or the pronoun "his"; before the pronoun, ات and ت are endings too: تصريحاته, دولته."""
    noun = _cut(word, "ه", 3)
    if noun == word:
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


def _cut(word: str, ending: str, left: int) -> str:
    return word.removesuffix(ending) if len(word) - len(ending) >= left else word


def _read_lines(name: str) -> list[list[str]]:
    text = importlib.resources.files(__package__).joinpath(name).read_text("utf-8")
    return [line.split() for line in text.splitlines() if not line.startswith("#")]


_PROTECTED = [entry for line in _read_lines("protected_words.txt") for entry in line]
_WHOLE = frozenset(fold(exact(entry)) for entry in _PROTECTED if not entry.endswith("-"))
# Folded alone and with a letter behind: a hamza is written otherwise at the end of a word (وزراء) than inside (وزرائه).
_BEGINNINGS = frozenset(
    beginning
    for entry in _PROTECTED
    if entry.endswith("-")
    for beginning in (fold(exact(entry[:-1])), fold(exact(entry.replace("-", "ب")))[:-1])
)
_BEGINNING_LENGTHS = sorted({len(beginning) for beginning in _BEGINNINGS})
_SINGULARS = {
    _light_stem(fold(exact(plural))): _light_stem(fold(exact(singular)))
    for singular, *plurals in _read_lines("broken_plurals.txt")
    for plural in plurals
}
"""From the light stem of a broken plural to the light stem of its singular."""
