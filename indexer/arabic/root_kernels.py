"""The loops that find the root of a packed word; `measures` tells by what rules, `compiling` what kernels are.

Knows nothing of files: what the lists and measures say comes with the lexicon.
"""

from collections.abc import Iterator

from indexer.arabic.lexicon import (
    IRREGULAR,
    KEPT_BY_PERSON,
    KNOWN_ROOT,
    MOST_LETTERS,
    OF_FOUR,
    PLACE_OF_RADICAL,
    ROOT,
    UNWRITTEN_WAW,
    Lexicon,
    is_listed,
    place_of,
    place_of_fitting,
    place_of_radicals,
)
from indexer.arabic.packed import BITS, LETTER, before, begins, behind, ends, has_letters, length, letter, pack

ALEF, WAW, YEH, HEH, TEH = pack("ا"), pack("و"), pack("ي"), pack("ه"), pack("ت")
HAMZA, YEH_HAMZA = pack("ء"), pack("ئ")

_ENDINGS = tuple(map(pack, ("تم", "وا", "نا", "ات", "ون", "ان", "ين", "ت", "ا", "ي", "ن", "ه", "ك")))
_BEGINNINGS = tuple(map(pack, ("سي", "ست", "سن", "ل", "ب", "ف", "و", "س", "ك", "ي", "ت", "ن", "ا", "م")))
_LONGEST_GUESSED = 5
"""Longer words that give no known root are mostly names (بريطان, واشنطن); cutting them makes roots of nothing."""

_KNOWN_ENDINGS = tuple(map(pack, ("ت", "وا", "نا", "تا", "ات", "ون", "ان", "ين", "ا", "ي", "ه", "ته")))
_KNOWN_BEGINNINGS = tuple(map(pack, "سلبفوك"))

_AY = pack("اي")
_BEFORE_RADICALS = tuple(map(pack, "يتنا"))

_DROPS_WAW = tuple(map(pack, ("وجد", "وصف", "ولد", "وهب")))
"""Roots whose يجد is more often theirs than that of the doubled root (جدد)."""


def root(lexicon: Lexicon, stem: int) -> int:
    """The root of a stem: what the lists say goes first, then the measure."""
    if is_listed(lexicon, stem, KEPT_BY_PERSON):
        return stem
    listed = lexicon[place_of(lexicon, stem) + ROOT]
    return listed if listed else _root_by_measure(lexicon, stem)


def _root_by_measure(lexicon: Lexicon, stem: int) -> int:
    """The root that the first measure gives that leaves a known one, else the first at all: كاتب and مكتوب give كتب."""
    starts = 2 if letter(stem, 0) in _KNOWN_BEGINNINGS else 1
    for start in range(starts):
        known = known_root(lexicon, behind(stem, start))
        if known:
            return known
        for ending in _KNOWN_ENDINGS:
            if ends(stem, ending):
                known = known_root(lexicon, behind(before(stem, length(ending)), start))
                if known:
                    return known
    return _guess(lexicon, stem)


def has_known_root(lexicon: Lexicon, word: int) -> bool:
    """Whether a word without any affix fits a measure with a known root: بلاد and شكل do, بشكل does not."""
    return is_listed(lexicon, word, IRREGULAR) or known_root(lexicon, word) != 0


def ends_with_radical_heh(lexicon: Lexicon, word: int) -> bool:
    """Whether a last ه is of the root and no ending: فقيه, تنبيه and وجوه; not اجابه, which is إفالة of جوب."""
    if length(word) == 5 and letter(word, 0) == ALEF and letter(word, 2) == ALEF:
        return False
    for candidate in _candidates(lexicon, word):
        if ends(candidate, HEH) and is_listed(lexicon, candidate, KNOWN_ROOT):
            return True
    return False


def known_root(lexicon: Lexicon, word: int) -> int:
    """The first known root among the radicals of all measures that fit a word without any affix; 0 for none."""
    for candidate in _candidates(lexicon, word):
        known = _known_spelling(lexicon, candidate)
        if known:
            return known
    return 0


def canonical(root: int) -> int:
    """The one spelling of a root: its weak letters are not told apart."""
    return _spelt(root, 0, 0) if length(root) == 3 else root


def _known_spelling(lexicon: Lexicon, root: int) -> int:
    """What known root some radicals may be written for: an alef is a hamza or a weak letter, and so is a hamza behind
    one (بناء); 0 for none.
    """
    if length(root) != 3:
        return root if is_listed(lexicon, root, KNOWN_ROOT) else 0
    found = 0
    for way in range(4):
        spelt = _spelt(root, way >> 1, way & 1)
        if spelt != found and is_listed(lexicon, spelt, KNOWN_ROOT):
            return spelt
        found = spelt
    return 0


def _spelt(root: int, middle_way: int, last_way: int) -> int:
    """Three radicals spelt in one of the ways: their middle and last, where they may be two letters, as either."""
    first, middle, last = _hamza_of(letter(root, 0)), _hamza_of(letter(root, 1)), _hamza_of(letter(root, 2))
    first = HAMZA if first == ALEF else first
    if middle in (ALEF, HAMZA):
        middle = WAW if middle_way else HAMZA
    elif middle == YEH:
        middle = WAW
    if last in (ALEF, HAMZA):
        last = YEH if last_way else HAMZA
    elif last == WAW:
        last = YEH
    return (first << BITS | middle) << BITS | last


def _hamza_of(one: int) -> int:
    return HAMZA if one == YEH_HAMZA else one


def _candidates(lexicon: Lexicon, word: int) -> Iterator[int]:
    """The radicals that a word without any affix may have, in the order in which they are believed."""
    if not has_letters(word, 4):
        for root in _of_three(word):
            yield root  # numba knows no `yield from`
    elif ends(word, _AY):
        return  # ي behind an alef becomes a hamza (بناء): what ends so is a name, such as غراي
    elif ends(word, YEH) and not has_letters(word, 5):
        for root in _without_nisba(word):
            yield root
    for root in _measured(lexicon, word, _fitting(lexicon, word)):
        yield root


def _of_three(word: int) -> Iterator[int]:
    """The radicals that a word of two or three letters may have, in the order in which they are believed.

    As they are; with a doubled radical (مدة, خاص, يضم); with a first و or a last ي unwritten.
    """
    if not has_letters(word, 3):
        if has_letters(word, 2):
            yield word << BITS | word & LETTER
        return
    yield word
    first, middle, last = letter(word, 0), letter(word, 1), word & LETTER
    if last == HEH:
        yield before(word, 1) << BITS | middle
        yield before(word, 1) << BITS | YEH
        yield WAW << 2 * BITS | before(word, 1)
    if middle == ALEF:
        yield (first << BITS | last) << BITS | last
    if first in _BEFORE_RADICALS:
        without_waw, doubled = WAW << 2 * BITS | behind(word, 1), behind(word, 1) << BITS | last
        drops = without_waw in _DROPS_WAW
        yield without_waw if drops else doubled
        yield doubled if drops else without_waw


def _without_nisba(word: int) -> Iterator[int]:
    """The radicals of a word of four letters that ends in ي: قاضي is of قضي, and not of قوض; مدني is of مدن, and not of
    دني; but تجري is of جري.
    """
    if letter(word, 0) != TEH:
        if letter(word, 1) == ALEF:
            yield (letter(word, 0) << BITS | letter(word, 2)) << BITS | YEH
        yield before(word, 1)


def _measured(lexicon: Lexicon, word: int, fitting: int) -> Iterator[int]:
    """The radicals of a word by some measures that it fits."""
    measure = 0
    while fitting:
        if fitting & 1:
            root = _radicals(lexicon, word, measure)
            # The first two radicals of an Arabic root are never the same (Greenberg 1950): ططس of بطاطس is none.
            if letter(root, 0) != letter(root, 1):
                yield root
        fitting >>= 1
        measure += 1


def _fitting(lexicon: Lexicon, word: int) -> int:
    """A bit for each measure that a word fits."""
    letters = length(word)
    if not 0 < letters <= MOST_LETTERS:
        return 0
    bits = -1
    for place in range(letters):
        bits &= lexicon[place_of_fitting(letters, place, word >> BITS * (letters - 1 - place) & LETTER)]
    return bits


def _radicals(lexicon: Lexicon, word: int, measure: int) -> int:
    """The radicals of a word by a measure that it fits."""
    letters = length(word)
    places = lexicon[place_of_radicals(letters, measure)]
    root = 0
    while places:
        place = places & UNWRITTEN_WAW
        root = root << BITS | (WAW if place == UNWRITTEN_WAW else word >> BITS * (letters - place) & LETTER)
        places >>= PLACE_OF_RADICAL
    return root


def _guess(lexicon: Lexicon, word: int) -> int:
    """The root by the first measure that fits, whether anyone knows it or not."""
    if not has_letters(word, 4):
        return _strong(word)
    found = _by_measure(lexicon, word)
    if not found and not has_letters(word, _LONGEST_GUESSED + 1):
        found = _behind_affix(lexicon, word)
    return _strong(found) if found else word


def _by_measure(lexicon: Lexicon, word: int) -> int:
    """The radicals by the first measure that fits; 0 for none. Those of four radicals fit nearly anything."""
    fitting = _fitting(lexicon, word)
    if fitting:
        fitting &= ~lexicon[OF_FOUR + length(word)]
    for root in _measured(lexicon, word, fitting):
        return root
    return 0


def _behind_affix(lexicon: Lexicon, word: int) -> int:
    """What three letters or a measure remain behind the first ending, else beginning, that leaves any: بحثت, سيبحث."""
    for ending in _ENDINGS:
        if ends(word, ending):
            found = _bare(lexicon, before(word, length(ending)))
            if found:
                return found
    for beginning in _BEGINNINGS:
        if begins(word, beginning):
            found = _bare(lexicon, behind(word, length(beginning)))
            if found:
                return found
    return 0


def _bare(lexicon: Lexicon, rest: int) -> int:
    return rest if length(rest) == 3 else _by_measure(lexicon, rest)


def _strong(root: int) -> int:
    """One spelling of a root whose weak letters change: قال and قول, بني and بنا, حد and حدد meet."""
    letters = length(root)
    strong = 0
    for place in range(letters):
        strong = strong << BITS | _hamza_of(letter(root, place))
    if letters == 2:
        return strong << BITS | strong & LETTER
    if letters != 3:
        return strong
    first, middle, last = letter(strong, 0), letter(strong, 1), letter(strong, 2)
    if last == HEH:
        return before(strong, 1) << BITS | middle
    middle = WAW if middle in (ALEF, YEH) else middle
    return (first << BITS | middle) << BITS | (YEH if last == ALEF else last)
