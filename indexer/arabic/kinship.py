"""Kin words: other spellings of one foreign name, its Latin spelling, and the many names of a month.

Rules alone, and no dictionary: letters that stand for one foreign sound are one class, and long vowels inside a word
may be left out (غوغل, جوجل and قوقل; نتنياهو and نتانياهو). Kin are never the same word; they are looked for only when
a question is asked, and only among words without a known root. Not for what a collection holds: see `search.kin`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from indexer.arabic.analysis import Word
from indexer.arabic.cleaning import exact
from indexer.arabic.folding import fold
from indexer.arabic.function_words import is_function_word
from indexer.arabic.months import MONTH_NAMES
from indexer.arabic.roots import has_known_root
from indexer.arabic.sounds import SHORTEST_NAME, SOUND_OF, VOWELS, frame_of, may_be_name, once, sounds_of

_CONSONANTS = str.maketrans({letter: "" if sound in VOWELS + "h" else sound for letter, sound in SOUND_OF.items()})
_PARTICLE = re.compile("[وفبلكايتن]|س(?=[ايتن])")
"""What an Arabic word may begin with beside its measure: conjunctions and prepositions, the persons and the future."""

_ENOUGH_CONSONANTS = 3
"""With fewer consonants the vowels must be the same: غراي and جراي, but not كارو."""

_MANY_CONSONANTS = 5
"""From so many on two differences are forgiven, otherwise one: or باريس would be بوريس, تونس تينس, مارتن ماراتون."""

_LATIN_GROUPS = (
    *(("tsch", "c"), ("sch", "c"), ("tch", "c"), ("sh", "c"), ("ch", "c"), ("ph", "f"), ("th", "t"), ("gh", "k")),
    *(("kh", "x"), ("ck", "k"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si")),
)
"""Letters that are one sound together, in the order in which they are replaced; c alone is k, but c here is sh."""

_LATIN_SOUNDS = str.maketrans("gjqvpyweo", "kkkfbiuau", "h")
_MONTHS = tuple(tuple(tuple(fold(exact(part)) for part in name.split()) for name in names) for names in MONTH_NAMES)
_BY_FIRST_WORD = {
    first: [(number, name) for number, names in enumerate(_MONTHS) for name in names if name[0] == first]
    for first in {name[0] for names in _MONTHS for name in names}
}
"""The number of a month and each name that begins with a word."""

_AMBIGUOUS = frozenset(fold(word) for word in ("آب", "مارس", "ماي", "جوان", "أوت", "mar", "mars", "may", "mai", "jan"))
"""Months that are other words too; they are meant only beside a year."""
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


@lru_cache(maxsize=1 << 12)  # one word is held against hundreds
def looks_foreign(word: Word) -> bool:
    """Whether a word may be a foreign name: Arabic letters in which no known root is found, whatever is taken off.

    بوتين does, and not سيكون, تنتمي or بقدر, whose stems keep what hides the root. Costs names that
    look like words with a particle, such as كيري.
    """
    stem, form = word.stem, word.form.removeprefix("ال")
    return may_be_name(stem) and not any(_is_native(base) for base in {stem, form})


def _is_native(base: str) -> bool:
    """Whether a word has a known root, or what one particle and one ending leave of it has, or is a function word."""
    bare = [base, base[1:]] if _PARTICLE.match(base) and len(base) >= SHORTEST_NAME else [base]
    ends = [rest[:-1] for rest in bare if rest.endswith("ه")]
    ends += [rest[:-1] + "ي" for rest in bare if rest.endswith("ت")]  # انتهت is of انتهى
    return any(has_known_root(rest) or is_function_word(rest) for rest in (*bare, *ends))


def consonants(form: str) -> str:
    """The sounds of a form's consonants in Arabic letters, quickly: what one kin has, the other's forms have too."""
    return form.translate(_CONSONANTS).replace("tc", "c")


def are_kin(one: Word, other: Word) -> bool:
    """Whether two words in Arabic letters are spellings of one foreign name and not one word: بوتن and بوتين."""
    stems = one.stem, other.stem
    if one.stem == other.stem:
        return False
    sounds, others = map(sounds_of, stems)
    frame = frame_of(sounds)
    if frame != frame_of(others) or not (looks_foreign(one) and looks_foreign(other)):
        return False
    apart, heard = _vowels_apart(sounds, others), _consonants(frame)
    if apart and heard < _ENOUGH_CONSONANTS:
        return False
    return apart + _letters_apart(*stems) <= (2 if heard >= _MANY_CONSONANTS else 1)


def sounds_like(arabic: str, latin: str) -> bool:
    """Whether an Arabic stem may write the sounds of a Latin form: مولوتوف and molotov."""
    one, other = (frame_of(sounds).replace("z", "s").rstrip(VOWELS) for sounds in (sounds_of(arabic), _of_latin(latin)))
    return one == other and _consonants(one) >= _ENOUGH_CONSONANTS - 1


def month_kin(forms: Sequence[str], place: int) -> list[tuple[str, ...]]:
    """What else the month that begins at a place of a question may be called: each one form or several side by side.

    يونيو has حزيران and june; beside 1967 also 6 and 06 before and behind that year.
    """
    number, length = _month_at(forms, place)
    if number is None:
        return []
    after, before = forms[place + length : place + length + 1], forms[max(0, place - 1) : place]
    year = next((form for form in (*after, *before) if _YEAR.fullmatch(form)), None)
    asked = tuple(forms[place : place + length])
    found: list[tuple[str, ...]] = []
    if (asked[0].isdigit() or asked[0] in _AMBIGUOUS) and year is None:
        return []
    for name in _MONTHS[number]:
        if name == asked:
            continue
        if name[0] not in _AMBIGUOUS:
            found.append(name)
        elif year:
            found.append((*name, year))
    if year:
        numerals = {str(number + 1), f"{number + 1:02d}"} - {asked[0]}
        found += [pair for numeral in sorted(numerals) for pair in ((numeral, year), (year, numeral))]
    return list(dict.fromkeys(found))


def _month_at(forms: Sequence[str], place: int) -> tuple[int | None, int]:
    """Which month, from 0, is named at a place, and in how many words."""
    form = forms[place]
    if form.isdigit():
        beside = (*forms[place + 1 : place + 2], *forms[max(0, place - 1) : place])
        named = 1 <= int(form) <= len(_MONTHS) and len(form) <= 2 and any(map(_YEAR.fullmatch, beside))
        return (int(form) - 1, 1) if named else (None, 0)
    for number, name in _BY_FIRST_WORD.get(form, ()):
        if tuple(forms[place : place + len(name)]) == name:
            return number, len(name)
    return None, 0


def _of_latin(form: str) -> str:
    """The sounds of a Latin form; whatever vowel it begins with, Arabic writes an alef there."""
    for letters, sound in _LATIN_GROUPS:
        form = form.replace(letters, sound.upper())
    heard = ("h" if form.startswith("h") else "") + form.replace("c", "k").lower().translate(_LATIN_SOUNDS)
    return once("a" + heard[1:] if form[:1] in "aeiou" else heard)


def _vowels_apart(one: str, other: str) -> int:
    """How many vowels only one of two names has; one that both have at other places is one (اميرك and امريك)."""
    places = zip_longest(re.split(f"[^{VOWELS}]", one), re.split(f"[^{VOWELS}]", other), fillvalue="")
    in_places = sum(_only_one_has(mine, theirs) for mine, theirs in places)
    return (in_places + _only_one_has(*(re.sub(f"[^{VOWELS}]", "", sounds) for sounds in (one, other)))) // 2


def _only_one_has(one: str, other: str) -> int:
    if one == other:
        return 0
    mine, theirs = Counter(one), Counter(other)
    return (mine - theirs).total() + (theirs - mine).total()


def _letters_apart(one: str, other: str) -> int:
    """In how many ways consonants are written otherwise (غوغل and جوجل: one), and one where ه stands elsewhere.

    Letters are not compared where one of the names doubles some.
    """
    mine, theirs = (re.sub("[اوي]", "", stem) for stem in (one, other))
    heh_apart = re.sub("[^ه]", "-", mine) != re.sub("[^ه]", "-", theirs) and "ه" in mine + theirs
    mine, theirs = mine.replace("ه", ""), theirs.replace("ه", "")
    pairs = set(zip(mine, theirs, strict=True)) if len(mine) == len(theirs) else set()
    return sum(letter != written for letter, written in pairs) + heh_apart


def _consonants(frame: str) -> int:
    return sum(sound not in VOWELS for sound in frame)
