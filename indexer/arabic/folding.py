"""An exact term to its form: one spelling for what people spell in several ways, one named step a class.

The order of the steps is data (`STEPS`) and matters where a step says so. Folding twice is folding once.
Not for grammar: no affix is touched here. PyArabic's `normalize_alef` and `normalize_hamza` are not used: the first
turns the final ى of إلى into ا, which makes it إلا, the second writes آمن as ءامن, which plain امن never meets.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from indexer.arabic.digits import to_ascii_digits
from indexer.arabic.hamza import final_hamza
from indexer.arabic.letters import (
    ALEF,
    ALEF_MAKSURA,
    FATHATAN,
    HAMZA,
    HEH,
    SHADDA,
    SUKUN,
    TEH_MARBUTA,
    VOWEL_MARKS,
    WAW_HAMZA,
    YEH,
    YEH_HAMZA,
)
from indexer.arabic.packed import CODES, length, pack

_NO_VOWELS = dict.fromkeys(map(ord, VOWEL_MARKS))
_ALEFS = str.maketrans("أإآٱٲٳٵ", "ا" * 7)
_FOREIGN = str.maketrans(
    "کڪگڭیېےۍۓێہھەۀۂۃپݒچڤڢڨژٹڈڑړڕںۆڵښ",
    "ككككييييييههههههببجففقزتدرررنولش",
)
_THOUSANDS = re.compile(r"(?<=\d)[,٬](?=\d)")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_MADDA_WRITTEN_OUT = re.compile("((?:^و|(?<![اوي]))ء+ا(?!$))")
_ALEF_RUN = re.compile("ا{2,}")
_HAMZAS = (YEH_HAMZA, HAMZA)


def drop_vowels(word: str) -> str:
    """عِلْم and علم meet; so do عِلْم and عَلَم, which only the exact level tells apart."""
    return word.translate(_NO_VOWELS)


def fold_numbers(word: str) -> str:
    """٢٠١٠ and ۲۰۱۰ meet 2010; 1,000 meets 1000, and ٣٫٥ meets 3.5."""
    if not word[:1].isdigit():
        return to_ascii_digits(word)
    return _THOUSANDS.sub("", to_ascii_digits(word)).replace("٫", ".")


def fold_latin(word: str) -> str:
    """Café and cafe meet: case and accents of European letters say little in an Arabic text."""
    if word.isascii():
        return word.lower()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", unicodedata.normalize("NFKD", plain.casefold())))


def fold_foreign_letters(word: str) -> str:
    """کتاب from a Persian keyboard meets كتاب; پاريس, ڤيينا and چورج meet باريس, فيينا and جورج; زاخۆ meets زاخو.

    Cost: a sound that only the foreign letter shows is lost; گ meets ك, whom it resembles, not ج or غ.
    """
    return word.translate(_FOREIGN)


def fold_alefs(word: str) -> str:
    """إدارة, أدارة and ادارة meet. Cost: إن and أن, فأر and فار meet too."""
    return word.translate(_ALEFS)


def fold_written_out_madda(word: str) -> str:
    """ءامن, قرءان and أأمن meet آمن and قرآن; must come after the alefs and before the seats of the hamza.

    Not after ا, و or ي (إجراءات) and not at the end (جزءا): there the hamza is a consonant of its own.
    Cost: duals such as جزءان lose their hamza.
    """
    return _MADDA_WRITTEN_OUT.sub(_keep_conjunction, _ALEF_RUN.sub("ا", word))


def fold_hamza_seats(word: str) -> str:
    """شؤون meets شئون, مسؤول meets مسئول, and at the end شيء meets شئ, قارئ meets قارىء.

    Written ئ inside a word and ء at its end. Cost: the few pairs that differ by the seat alone (سئل and سؤل) meet.
    """
    if HAMZA not in word and WAW_HAMZA not in word:
        return _final_hamza(word)
    # A madda is still written out only where that class is kept apart. Its hamza stays, for it has no seat, and so that
    # the stem, which folds all classes, finds it.
    parts = _MADDA_WRITTEN_OUT.split(word)
    parts[::2] = [part.replace(WAW_HAMZA, YEH_HAMZA).replace(HAMZA, YEH_HAMZA) for part in parts[::2]]
    return _final_hamza("".join(parts))


def _final_hamza(word: str) -> str:
    if not word.endswith(_HAMZAS):
        return word
    known = "".join(letter if letter in CODES else "ز" for letter in word)  # no rule asks for what has no number
    return word[: length(final_hamza(pack(known))) - 1] + HAMZA


def fold_final_yeh(word: str) -> str:
    """على and علي, مستشفى and مستشفي meet: in much of the Arab world both are typed alike."""
    return word.replace(ALEF_MAKSURA, YEH)


def fold_teh_marbuta(word: str) -> str:
    """مدرسة and مدرسه meet. Cost: so does "his" with the feminine ending, which the stem drops anyway."""
    return word.replace(TEH_MARBUTA, HEH)


def _keep_conjunction(match: re.Match[str]) -> str:
    return match.group()[: match.group().index(HAMZA)] + ALEF


class Step(NamedTuple):
    """One class of spellings: its name for people, and the function that joins them."""

    name: str
    fold: Callable[[str], str]


STEPS = (
    Step("vowels", drop_vowels),
    Step("digits and numbers", fold_numbers),
    Step("case and accents", fold_latin),
    Step("Persian and Urdu letters", fold_foreign_letters),
    Step("alef", fold_alefs),
    Step("final yeh", fold_final_yeh),
    Step("teh marbuta", fold_teh_marbuta),
    Step("written-out madda", fold_written_out_madda),
    Step("seats of the hamza", fold_hamza_seats),
)


_SETTLED = re.compile("(?:[بت-غف-وي]|ا(?!ا))+")
"""A word without any letter that a step changes, of which most texts are full."""

_PLAIN = re.compile("[ء-غف-ي]+")
_PLAIN_LETTERS = _ALEFS | str.maketrans(ALEF_MAKSURA + TEH_MARBUTA, YEH + HEH)
"""What the steps that exchange single letters make of those of plain words."""

PLAIN_LETTERS = {
    letter: folded
    for letter in map(chr, range(ord(HAMZA), ord(YEH) + 1))
    if _SETTLED.fullmatch(folded := letter.translate(_PLAIN_LETTERS))
}
"""What letters become whatever stands beside them: the form of a word that has no others, nor two alefs in a row.

Each letter may have a shadda and behind it one of `PLAIN_VOWELS`, which go.
"""

PLAIN_VOWELS = frozenset(map(chr, range(ord(FATHATAN), ord(SUKUN) + 1))) - {SHADDA}

_VOWELLED = re.compile("[ء-غف-ي][ء-غف-ي\u064b-\u0652]*")
_STEPS_OF_PLAIN, _STEPS_OF_VOWELLED, _STEPS_OF_ASCII = STEPS[4:], (STEPS[0], *STEPS[4:]), STEPS[1:3]
"""The steps that can change a word of Arabic letters without vowels, with them, or of ASCII: not those for others."""


@cache
def _folds(steps: tuple[Step, ...], without: tuple[str, ...]) -> tuple[Callable[[str], str], ...]:
    return tuple(step.fold for step in steps if step.name not in without)


def fold(exact: str, without: tuple[str, ...] = ()) -> str:
    """The form of an exact term: all steps in order but those named in `without`; never empty unless the term is."""
    if _SETTLED.fullmatch(exact):
        return exact
    is_plain = _PLAIN.fullmatch(exact)
    if is_plain and not without:
        folded = exact.translate(_PLAIN_LETTERS)
        return folded if _SETTLED.fullmatch(folded) else fold_hamza_seats(fold_written_out_madda(folded))
    steps: tuple[Step, ...] = STEPS
    if is_plain:
        steps = _STEPS_OF_PLAIN
    elif exact.isascii():
        steps = _STEPS_OF_ASCII
    elif _VOWELLED.fullmatch(exact):
        steps = _STEPS_OF_VOWELLED
    word = exact
    for fold_class in _folds(steps, without):
        word = fold_class(word) or word
    return word
