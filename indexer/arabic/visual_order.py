"""From the order in which a line is drawn, left to right, to the order in which it is written and read.

The inverse of the reordering rules of Unicode's bidirectional algorithm (UAX 9) for one line; what those rules leave
open is decided here. Whether a line stands in drawn order at all is for `repair` and the readers to know.
"""

import re
import unicodedata
from collections.abc import Sequence

_OPENING, _CLOSING = "([{<«‹", ")]}>»›"
_MIRRORED = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))

_UNIT = re.compile(
    r"(?P<unit>(?:[kKMGT]?i?[Bb]|[kMG]?Hz|[kcmµn]?m[²³23]?|[kmµ]?g|[kKMG]?Wh?|ha|km/h|mph|l|ml|USD|EUR|GBP|dpi|px|pt))"
    r"(?P<space>\s+)(?P<number>[\d.,٫٬]+)"
)
"""`MB 25` is how both 25 MB and MB 25 are drawn in an Arabic line; before a unit it is the number that comes first."""

_JOINING = ("CS", "ES")
_ATTACHED = ("ET",)


def logical_order(drawn: Sequence[str], mirrored: bool = True) -> str:
    """The text of one Arabic line from its letters as drawn, left to right.

    Each item of `drawn` is a letter with its marks, or several letters that are drawn as one, in reading order:
    `["م", "ا", "ع", " ", "2", "0"]` gives `20 عام`. Numbers and runs of Latin keep their inner order, and brackets
    turn round unless `mirrored` says that they are not given as they are drawn.
    """
    kinds = [_kind(item) for item in drawn]
    for start in _addresses(drawn):
        kinds[start : start + 3] = "LLL"
    read: list[str] = []
    right = len(drawn) - 1
    after_arabic = False
    while right >= 0:
        left = _left_to_right_run(drawn, kinds, right)
        if left is None:
            left = _number_with_signs(kinds, right, after_arabic)
        if left is None:
            read.append(_MIRRORED.get(drawn[right], drawn[right]) if mirrored else drawn[right])
            after_arabic = after_arabic or kinds[right] == "AL"
            right -= 1
            continue
        run = "".join(drawn[left : right + 1])
        with_unit = _UNIT.fullmatch(run)
        read.append("".join(with_unit.group("number", "space", "unit")) if with_unit else run)
        right = left - 1
    return "".join(read)


def is_right_to_left(text: str) -> bool:
    """Whether a text has any letter that is written from right to left."""
    return any(unicodedata.bidirectional(character) in ("AL", "R") for character in text)


def _addresses(drawn: Sequence[str]) -> list[int]:
    """Where `://` stands, which belongs to the Latin around it even where a line is broken behind it."""
    return [at for at in range(1, len(drawn) - 2) if drawn[at] == ":" and drawn[at + 1] == drawn[at + 2] == "/"]


def _kind(item: str) -> str:
    """The class of a letter in the algorithm, `AL` for both of its right-to-left ones."""
    kind = unicodedata.bidirectional(item[0]) if item else "ON"
    return "AL" if kind == "R" else kind


def _left_to_right_run(drawn: Sequence[str], kinds: Sequence[str], right: int) -> int | None:
    """Where the run of Latin that ends at `right` begins: `Debian 12`, `(v2)` behind Latin, `25MB`; None for none."""
    if drawn[right] in _CLOSING:
        opening = next((at for at in range(right, -1, -1) if drawn[at] == _MIRRORED[drawn[right]]), -1)
        before = next((at for at in range(opening - 1, -1, -1) if kinds[at] != "WS"), -1)
        # Brackets belong to the Latin before them only when all that they hold is drawn in its direction.
        if before < 0 or kinds[before] != "L" or {"AL", "AN"} & set(kinds[opening:right]):
            return None
    elif kinds[right] not in ("L", "EN"):
        return None
    left = None
    for at in range(right, -1, -1):
        if kinds[at] in ("AL", "AN"):
            break
        if kinds[at] == "L":
            left = at
    if left is None:
        return None
    return _number(kinds, left - 1, after_arabic=False) if left and kinds[left - 1] == "EN" else left


def _number_with_signs(kinds: Sequence[str], right: int, after_arabic: bool) -> int | None:
    """Where the number that ends at `right` begins, with the percent signs behind it; None when there is none."""
    last = right
    while not after_arabic and last > 0 and kinds[last] == "ET":
        last -= 1
    if kinds[last] == "EN" or (last == right and kinds[last] == "AN"):
        return _number(kinds, last, after_arabic)
    return None


def _number(kinds: Sequence[str], right: int, after_arabic: bool) -> int:
    """Where the number that ends at `right` begins.

    Behind an Arabic letter a comma, point, colon or slash holds digits together and a hyphen or percent sign does not;
    elsewhere all of them do (rules W2, W4 and W5).
    """
    digits = (kinds[right],)
    joining = _JOINING[:1] if after_arabic or digits == ("AN",) else _JOINING
    left = right
    while left > 0:
        if kinds[left - 1] in digits:
            left -= 1
        elif left > 1 and kinds[left - 1] in joining and kinds[left - 2] in digits:
            left -= 2
        else:
            break
    while not after_arabic and digits == ("EN",) and left > 0 and kinds[left - 1] in _ATTACHED:
        left -= 1
    return left
