"""The word lists of this room, read into the lexicon by which words are analysed.

What a list says in any spelling is folded, and stemmed where a rule asks for a stem, by the same kernels that will use
it. Not for the rules: those are in `stems`, `measures` and `roots`.
"""

import functools
import importlib.resources
from collections.abc import Iterable, Mapping, Set
from typing import Any

import numpy as np

from indexer.arabic.cleaning import exact
from indexer.arabic.ending_kernels import without_endings
from indexer.arabic.folding import fold
from indexer.arabic.lexicon import (
    ENTRY,
    FEMININE,
    FLAGS,
    IRREGULAR,
    KEPT_BEGINNING,
    KEPT_BY_PERSON,
    KNOWN_ROOT,
    LETTERS_OF_OPENING,
    NOUN,
    OPENING,
    ROOT,
    STEM,
    TABLE,
    WHOLE,
    WITH_PREPOSITION,
    Lexicon,
    place_of,
)
from indexer.arabic.measures import add_measures
from indexer.arabic.packed import LONGEST, before, beginning, ends, letter, pack
from indexer.arabic.root_kernels import HEH, WAW, YEH, canonical
from indexer.arabic.stem_kernels import light_stem, stem

_PLACES = 1 << 14
"""Places of the table, of which the lists take a third."""


def read_lines(name: str) -> list[list[str]]:
    """The words of each line of a list in this room."""
    text = importlib.resources.files(__package__).joinpath(name).read_text("utf-8")
    return [line.split() for line in text.splitlines() if not line.startswith("#")]


@functools.cache
def lexicon(protected: frozenset[str] = frozenset()) -> Lexicon:
    """All that the lists say, and that a person wants some forms left whole."""
    made = _listed()
    if protected:
        made = _wider(made, len(protected))
        _flag(made, filter(None, map(pack, protected)), KEPT_BY_PERSON)
    return made


@functools.cache
def lexicon_array(protected: frozenset[str] = frozenset()) -> Lexicon:
    """The same for compiled loops, which no longer word comes to."""
    array: Any = np.array(lexicon(frozenset(word for word in protected if len(word) <= LONGEST)), np.int64)
    return array  # type: ignore[no-any-return]  # numpy does not say that an array is a sequence


@functools.cache
def _listed() -> Lexicon:
    made = [0] * (TABLE + ENTRY * _PLACES)
    add_measures(made)
    known = {pack(root) for line in read_lines("known_roots.txt") for root in line}
    _flag(made, map(canonical, known), KNOWN_ROOT)
    irregular = {_form(word): pack(root) for root, *words in read_lines("irregular_roots.txt") for word in words}
    _flag(made, irregular, IRREGULAR)
    _flag(made, [before(form, 1) for form in irregular if ends(form, HEH)], IRREGULAR)
    _add_protected(made)
    _add_nouns(made)
    _add_roots(made, known, irregular)
    return made


def _add_protected(made: Lexicon) -> None:
    entries = [entry for line in read_lines("protected_words.txt") for entry in line]
    whole = {_form(entry) for entry in entries if not entry.endswith("-")}
    # Folded alone and with a letter behind: a hamza is written otherwise at the end of a word (وزراء) than inside.
    begun = [entry for entry in entries if entry.endswith("-")]
    beginnings = {_form(entry[:-1]) for entry in begun} | {before(_form(entry.replace("-", "ب")), 1) for entry in begun}
    _flag(made, whole, WHOLE)
    _flag(made, beginnings, KEPT_BEGINNING)
    _flag(made, [beginning(word, LETTERS_OF_OPENING) for word in whole | beginnings], OPENING)


def _add_nouns(made: Lexicon) -> None:
    _flag(made, [_form(entry) for line in read_lines("feminine_nouns.txt") for entry in line], FEMININE)
    _flag(made, map(pack, _WITH_PREPOSITION), WITH_PREPOSITION)
    plurals = read_lines("broken_plurals.txt")
    nouns = {_form(noun) for line in (*plurals, *read_lines("everyday_words.txt")) for noun in line}
    _flag(made, [without_endings(made, noun) for noun in nouns], NOUN)  # all found out while none is flagged
    pairs = [(_form(plural), _form(singular)) for singular, *others in plurals for plural in others]
    _put(made, STEM, {light_stem(made, plural): light_stem(made, singular) for plural, singular in pairs})


def _add_roots(made: Lexicon, known: Set[int], irregular: Mapping[int, int]) -> None:
    with_waw = {root for root in known if letter(root, 1) == WAW}
    # As measures spell them, unless there is another one that they spell so: سير beside سور.
    told_apart = {
        form: root if letter(root, 1) == YEH and canonical(root) in with_waw else canonical(root)
        for form, root in irregular.items()
    }
    lines = [[stem(made, _form(word)) for word in line] for line in read_lines("rootless_words.txt")]
    rootless = {word: line[0] for line in lines for word in line}
    # Forms are among them, for a stem may have its own stem.
    _put(made, ROOT, rootless | told_apart | {stem(made, form): root for form, root in told_apart.items()})


_WITH_PREPOSITION = (
    *("لاول", "باسم", "باسمه", "باسمها", "براي", "براءي", "باراء", "لبناء", "لحياه", "لحياته", "لحياتها"),
)


def _form(word: str) -> int:
    return pack(fold(exact(word)))


def _flag(lexicon: Lexicon, words: Iterable[int], flag: int) -> None:
    for word in words:
        lexicon[_entered(lexicon, word) + FLAGS] |= flag


def _put(lexicon: Lexicon, what: int, values: Mapping[int, int]) -> None:
    for word, value in values.items():
        lexicon[_entered(lexicon, word) + what] = value


def _entered(lexicon: Lexicon, word: int) -> int:
    """The place of a word, which is in the table from now on."""
    place = place_of(lexicon, word)
    lexicon[place] = word
    return place


def _wider(lexicon: Lexicon, more: int) -> Lexicon:
    """The same with room for so many more words."""
    places = _PLACES
    while places < _PLACES + 2 * more:
        places *= 2
    wider = [*lexicon[:TABLE], *[0] * (ENTRY * places)]
    for place in range(TABLE, len(lexicon), ENTRY):
        if lexicon[place]:
            there = place_of(wider, lexicon[place])
            wider[there : there + ENTRY] = lexicon[place : place + ENTRY]
    return wider
