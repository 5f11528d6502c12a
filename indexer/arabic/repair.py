"""Arabic as files give it: lines stored backwards, letters as drawn shapes, lam and alef swapped, direction controls.

Damage is recognised by evidence in the words themselves, mended where that leaves no doubt and put down in words;
where doubt is left the text is reported, for nobody finds what is silently wrong. Not for spelling: vowels, hamzas and
typing errors are the source's own. Wrong code pages are undone by `misread`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.arabic.misread import FOREIGN, looks_misread
from indexer.arabic.visual_order import logical_order

BACKWARDS = "reordered lines stored backwards"
SHAPES = "replaced drawn shapes by letters"
LAM_ALEF = "put lam and alef in order"
CONTROLS = "removed direction controls"

ORDER_IN_DOUBT = (
    "some of its lines are stored backwards and of others that can't be told; export it from its source again"
)
LAM_ALEF_IN_DOUBT = "lam and alef are swapped throughout (ثالثة for ثلاثة), which can't be undone with certainty"
GARBLED = "its letters make no words; it was saved in a wrong encoding or with a font of its own"

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OVERRIDDEN = re.compile("\u202d([^\u202c\n]*)\u202c?")
_SHAPES = "\ufb50-\ufbc1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf2\ufe70-\ufefc"
_SHAPE = re.compile(f"[{_SHAPES}][{_SHAPES}]*")
"""Presentation forms of letters; the signs for whole phrases (ﷺ) and ornate brackets stand for no letter."""

_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}")
_UNREAD = re.compile("[\u0640\u064b-\u065f\u0670]+")
_MARK = re.compile("[\u064b-\u065f\u0670]")
_MARKS_FIRST = re.compile(r"(?:^|\s)[\u064b-\u065f\u0670]")
_MARKS_LAST = re.compile(r"[\u064b-\u065f\u0670](?:\s|$)")

# Patterns begin with what is rare or fixed and look behind it afterwards: so most of a text is passed over quickly.
_BACKWARDS = (
    re.compile(r"[ةى\ufe70-\ufefc](?:(?<=[\ufe70-\ufefc])|(?<![\u0621-\u064a].)[\u0621-\u064a])"),
    re.compile(r"يف(?![\u0621-\u064a])(?<![\u0621-\u064a]..)"),
)
"""What no text in order has and every one stored backwards has soon: a word that begins with ة or ى, or `يف`."""

_SWAPPED = re.compile(
    r"ا([اأإآ])ل(?=[\u0621-\u064a])(?:(?<![\u0621-\u064a]...)|(?<=[وفبك]...)(?<![\u0621-\u064a]....))"
)
"""`االشتراك` for `الاشتراك`: no word begins with two alefs and a lam."""

_DRAWN = "\u202a-\u202e\u2066-\u2069\ufb50-\ufefc"
_MAY_NEED_MENDING = (
    re.compile(
        f"[{FOREIGN}{_DRAWN}ةى]"
        f"(?:(?=[\u0621-\u064a])(?<![\u0621-\u064a].)(?<=[ةى])|(?<=[\u00c0-\u00ff{_DRAWN}])|(?<=[طظعغ][{FOREIGN}]))"
    ),
    _BACKWARDS[1],
    _SWAPPED,
)
"""What no text has that needs nothing, so that three looks tell of most: direction controls and drawn shapes, letters
of a wrong code page, evidence of lines stored backwards, lam and alef swapped."""

_TELLING = frozenset((
    "من", "في", "على", "إلى", "الى", "التي", "الذي", "هذا", "هذه", "ذلك", "كان", "كانت", "بعد", "قبل", "بين", "كما",
    "حتى", "منذ", "عند", "لكن", "قال", "وفي", "ومن", "وقد", "وكان", "ثم", "أي",
))  # fmt: skip
"""Words of grammar that make no word when they are read backwards, as مع does."""

_FEWEST_SWAPPED = 3
_SWAPPED_ALONE = re.compile(r"(?<![\u0621-\u065f])([وف]?)ال(?![\u0621-\u065f])")
_OVERWHELMING = 8
"""Times that the evidence against the order of a whole text must outnumber that for it, to decide for silent lines."""

_IN_ORDER = re.compile(r"[لﻟ]ا|لأ|لإ|لآ")


@dataclass(frozen=True, slots=True)
class Repaired:
    """Lines after mending, what was mended, and in `doubt` why they are not to be believed even so."""

    lines: tuple[str, ...]
    repairs: tuple[str, ...] = ()
    doubt: str | None = None


def repaired(lines: Sequence[str]) -> Repaired:
    """The lines of one text, each mended: `.ﺔﻨﻳﺪﻤﻟا` becomes `المدينة.`; those that need nothing come out untouched."""
    whole = "\n".join(lines)
    if not any(pattern.search(whole) for pattern in _MAY_NEED_MENDING):
        return Repaired(tuple(lines))
    notes: list[str] = []
    result = list(lines)
    if _CONTROLS.search(whole):
        notes.append(CONTROLS)
        result = [_without_controls(line) for line in result]
    ordered, doubt = _in_reading_order(result)
    if ordered != result:
        notes.append(BACKWARDS)
        result = ordered
    if _SHAPE.search(whole):
        notes.append(SHAPES)
        result = [_with_letters(line) for line in result]
    swapped = _SWAPPED.findall("\n".join(result))
    # One alef too many (االمدينة) is a slip of the typist's; a hamza between the two is not, nor are many of them.
    if doubt is None and (len(swapped) >= _FEWEST_SWAPPED or any(alef != "ا" for alef in swapped)):
        result, doubt = _with_lam_alef(result)
        notes.append(LAM_ALEF)
    if doubt is None and looks_misread("\n".join(result)):
        doubt = GARBLED
    return Repaired(tuple(result), tuple(notes), doubt)


def _without_controls(line: str) -> str:
    """The line without overrides and embeddings; what an override to the right holds was stored as it is drawn."""
    return _CONTROLS.sub("", _OVERRIDDEN.sub(lambda held: _read_backwards(_CONTROLS.sub("", held[1])), line))


def _with_letters(line: str) -> str:
    return _SHAPE.sub(lambda shapes: unicodedata.normalize("NFKC", shapes[0]), line)


def _in_reading_order(lines: list[str]) -> tuple[list[str], str | None]:
    """The lines with those turned round that are stored as drawn, left to right; and the doubt that is left."""
    whole = "\n".join(lines)
    if not any(pattern.search(whole) for pattern in _BACKWARDS):
        return lines, None
    evidence = [_evidence(line) for line in lines]
    for_all, against_all = sum(for_it for for_it, _ in evidence), sum(against for _, against in evidence)
    if against_all < 2:
        return lines, None
    if against_all >= _OVERWHELMING * for_all:
        # The text as a whole is backwards, and a line of it stands out only by strong evidence of its own.
        backwards = [
            not _outweighs(for_it, against) and _WORD.search(_with_letters(line)) is not None
            for line, (for_it, against) in zip(lines, evidence, strict=True)
        ]
        unsure = 0
    else:
        backwards = [_outweighs(against, for_it) for for_it, against in evidence]
        if not any(backwards):
            return lines, None
        unsure = sum(
            not turned and for_it <= against and len(_WORD.findall(_with_letters(line))) >= 3
            for line, turned, (for_it, against) in zip(lines, backwards, evidence, strict=True)
        )
    turned_round = [_read_backwards(line) if turned else line for line, turned in zip(lines, backwards, strict=True)]
    return turned_round, ORDER_IN_DOUBT if unsure * 20 > len(lines) else None


def _outweighs(one: int, other: int) -> bool:
    return one >= 2 and one >= 3 * other


def _evidence(line: str) -> tuple[int, int]:
    """How many words speak for the order in which a line is stored, and how many against it.

    In Arabic ال stands at the beginning of words, ة and ى at their ends, and some words are as common as their
    mirror images are unheard of. A shape drawn for the beginning of a word stands at its beginning.
    """
    words = _WORD.findall(_UNREAD.sub("", _with_letters(line)))
    drawn = [unicodedata.decomposition(run[0]) for run in _SHAPE.findall(line) if len(run) > 1]
    for_it = sum(map(_speaks_for, words)) + sum(form.startswith("<initial>") for form in drawn)
    against = sum(_speaks_for(word[::-1]) for word in words) + sum(form.startswith("<final>") for form in drawn)
    return for_it, against


def _speaks_for(word: str) -> bool:
    return (
        (len(word) > 3 and word.startswith(("ال", "وال", "بال", "لل")))
        or (len(word) > 2 and word[-1] in "ةى")
        or word in _TELLING
    )


def _read_backwards(line: str) -> str:
    """A line stored as it is drawn, in reading order; a mark goes to the letter it was stored with."""
    marks_first = bool(_MARK.search(line)) and len(_MARKS_FIRST.findall(line)) >= len(_MARKS_LAST.findall(line))
    letters: list[str] = []
    waiting = ""
    for character in line:
        if not _MARK.match(character):
            letters.append(_with_letters(character) + waiting[::-1])
            waiting = ""
        elif marks_first:
            waiting += character
        elif letters:
            letters[-1] += character
    return logical_order(letters)


def _with_lam_alef(lines: list[str]) -> tuple[list[str], str | None]:
    """The lines with lam and alef in order where they can't be otherwise; and the doubt that is left.

    Where the swap went through the whole text no `لا` is left in it, and inside words `ال` may then be either.
    """
    text = "\n".join(lines)
    swapped = len(_SWAPPED.findall(text)) + len(_SWAPPED_ALONE.findall(text))
    in_order = len(_IN_ORDER.findall(text))
    mended = [_SWAPPED_ALONE.sub(r"\1لا", _SWAPPED.sub(r"ال\1", line)) for line in lines]
    return mended, LAM_ALEF_IN_DOUBT if swapped >= 5 and in_order * 5 < swapped else None
