"""Kin words: other spellings of one foreign name, its Latin spelling, and the many names of a month.

Rules alone, and no dictionary: letters that stand for one foreign sound are one class, and long vowels inside a word
may be left out (غوغل, جوجل and قوقل; نتنياهو and نتانياهو). Kin are never the same word; they are looked for only when
a question is asked, and only among words without a known root. Not for what a collection holds: see `search.kin`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from indexer.arabic.cleaning import exact
from indexer.arabic.folding import fold
from indexer.arabic.months import MONTH_NAMES
from indexer.arabic.roots import has_known_root

_LETTERS = {
    **{"k": "غجقك", "t": "تطث", "d": "دض", "s": "سص", "z": "زظ", "c": "ش", "x": "خ", "f": "ف", "b": "ب", "h": "ه"},
    **{"l": "ل", "r": "ر", "m": "م", "n": "ن", "a": "ا", "u": "و", "i": "ي"},
}
"""The sounds of foreign names, each with the letters that are written for it; غ, ج, ق and ك all write g."""

_SOUND_OF = {letter: sound for sound, letters in _LETTERS.items() for letter in letters}
_VOWELS = "aui"
_CONSONANTS = str.maketrans({letter: "" if sound in "auih" else sound for letter, sound in _SOUND_OF.items()})
_NATIVE = re.compile("[ءحعذئ]")
"""No foreign name is written with these."""

_SHORTEST = 4
_ENOUGH_CONSONANTS = 3
"""With fewer consonants the vowels must be the same: غراي and جراي, but not كارو."""

_MOST_APART = 2
"""Letters of one sound that differ and vowels that only one spelling has, together."""

_LATIN_GROUPS = (
    *(("tsch", "c"), ("sch", "c"), ("tch", "c"), ("sh", "c"), ("ch", "c"), ("ph", "f"), ("th", "t"), ("gh", "k")),
    *(("kh", "x"), ("ck", "k"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si")),
)
"""Letters that are one sound together, in the order in which they are replaced; c alone is k, but c here is sh."""

_LATIN_SOUNDS = str.maketrans("gjqvpyweo", "kkkfbiuau", "h")
_MONTHS = tuple(tuple(tuple(fold(exact(part)) for part in name.split()) for name in names) for names in MONTH_NAMES)
_AMBIGUOUS = frozenset(fold(word) for word in ("آب", "مارس", "ماي", "جوان", "أوت", "mar", "mars", "may", "mai", "jan"))
"""Months that are other words too; they are meant only beside a year."""
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


def looks_foreign(stem: str) -> bool:
    """Whether a stem may be a foreign name: Arabic letters that no measure with a known root explains."""
    if len(stem) < _SHORTEST or not _is_arabic(stem) or _NATIVE.search(stem):
        return False
    return not has_known_root(stem) and not has_known_root(stem.removesuffix("ه"))


def consonants(form: str) -> str:
    """The sounds of a form's consonants in Arabic letters, quickly: what one kin has, the other's forms have too."""
    return form.translate(_CONSONANTS).replace("tc", "c")


def are_kin(one: str, other: str) -> bool:
    """Whether two stems in Arabic letters are spellings of one foreign name and not one word: بوتن and بوتين."""
    sounds, others = _sounds(one), _sounds(other)
    frame = _frame(sounds)
    if one == other or frame != _frame(others) or not (looks_foreign(one) and looks_foreign(other)):
        return False
    apart = _vowels_apart(sounds, others)
    if apart and _consonants(frame) < _ENOUGH_CONSONANTS:
        return False
    return apart + _letters_apart(one, other) <= _MOST_APART


def sounds_like(arabic: str, latin: str) -> bool:
    """Whether an Arabic stem may write the sounds of a Latin form: مولوتوف and molotov."""
    one, other = (_frame(sounds).replace("z", "s").rstrip(_VOWELS) for sounds in (_sounds(arabic), _of_latin(latin)))
    return one == other and _consonants(one) >= _ENOUGH_CONSONANTS - 1


def beginnings(stem: str) -> Iterator[str]:
    """What kin of a stem begin with: as far as the second consonant, so that few other words do."""
    frame = _frame(_sounds(stem))
    for article in ("", "ال"):
        for first in _LETTERS.get(frame[:1], ""):
            for vowel in ("", "ا", "و", "ي"):
                yield from (article + first + vowel + second for second in _LETTERS.get(frame[1:2], ""))


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
    for number, names in enumerate(_MONTHS):
        for name in names:
            if tuple(forms[place : place + len(name)]) == name:
                return number, len(name)
    return None, 0


def _is_arabic(word: str) -> bool:
    return "ء" <= word[:1] <= "ي"


def _sounds(stem: str) -> str:
    """The sounds of a stem in Arabic letters, vowels among them; a ه is heard only at the beginning."""
    heard = stem[:1] + stem[1:].replace("ه", "")
    return _once("".join(_SOUND_OF.get(letter, letter) for letter in heard.replace("تش", "ش")))


def _of_latin(form: str) -> str:
    """The sounds of a Latin form; whatever vowel it begins with, Arabic writes an alef there."""
    for letters, sound in _LATIN_GROUPS:
        form = form.replace(letters, sound.upper())
    heard = ("h" if form.startswith("h") else "") + form.replace("c", "k").lower().translate(_LATIN_SOUNDS)
    return _once("a" + heard[1:] if form[:1] in "aeiou" else heard)


def _frame(sounds: str) -> str:
    """The sounds without the vowels inside; the first and the last stay."""
    return sounds[:1] + re.sub(f"[{_VOWELS}]", "", sounds[1:-1]) + sounds[1:][-1:]


def _vowels_apart(one: str, other: str) -> int:
    """How many vowels only one of two names has, place by place between their consonants."""
    places = zip_longest(re.split(f"[^{_VOWELS}]", one), re.split(f"[^{_VOWELS}]", other), fillvalue="")
    counts = [(Counter(mine), Counter(theirs)) for mine, theirs in places]
    return sum((mine - theirs).total() + (theirs - mine).total() for mine, theirs in counts)


def _letters_apart(one: str, other: str) -> int:
    """How many consonants are written with other letters; none where one of the names doubles some."""
    mine, theirs = (re.sub("[اويه]", "", stem) for stem in (one, other))
    return sum(map(str.__ne__, mine, theirs)) if len(mine) == len(theirs) else 0


def _once(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)


def _consonants(frame: str) -> int:
    return sum(sound not in _VOWELS for sound in frame)
