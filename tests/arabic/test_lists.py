"""The word lists are sound: read in full, folded like any word, without contradictions."""

import importlib.resources
from collections import Counter

import pytest

from indexer.arabic import function_words, stems
from indexer.arabic.analysis import analyze
from indexer.arabic.cleaning import exact
from indexer.arabic.folding import fold
from indexer.arabic.packed import pack
from indexer.arabic.tokens import surfaces

STEMMING = (
    *("protected_words.txt", "broken_plurals.txt", "everyday_words.txt", "feminine_nouns.txt"),
    *("irregular_roots.txt", "rootless_words.txt", "known_roots.txt"),
)


def lines(name: str) -> list[list[str]]:
    text = importlib.resources.files("indexer.arabic").joinpath(name).read_text("utf-8")
    return [line.split() for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    "name",
    [
        *("protected_words.txt", "broken_plurals.txt", "function_words.txt"),
        *("irregular_roots.txt", "rootless_words.txt"),
    ],
)
def test_every_entry_is_one_word(name: str) -> None:
    for line in lines(name):
        for entry in line:
            assert surfaces(entry) == [entry.rstrip("-")]


def test_every_plural_meets_its_singular() -> None:
    pairs = [(singular, plural) for singular, *plurals in lines("broken_plurals.txt") for plural in plurals]
    apart = [pair for pair in pairs if len({stems.stem(fold(exact(word))) for word in pair}) != 1]
    assert apart == []


def test_no_plural_has_two_singulars() -> None:
    singulars: dict[str, set[str]] = {}
    for singular, *plurals in lines("broken_plurals.txt"):
        for plural in plurals:
            singulars.setdefault(fold(plural), set()).add(stems.stem(fold(singular)))
    assert {plural: found for plural, found in singulars.items() if len(found) > 1} == {}


def test_no_protected_word_is_listed_twice() -> None:
    counts = Counter(entry for line in lines("protected_words.txt") for entry in line)
    assert [entry for entry, count in counts.items() if count > 1] == []


def test_protected_words_come_out_whole_and_protected_beginnings_keep_their_first_letter() -> None:
    plurals = {fold(plural) for _, *plurals in lines("broken_plurals.txt") for plural in plurals}
    for line in lines("protected_words.txt"):
        for entry in line:
            form = fold(exact(entry.rstrip("-")))
            if form not in plurals:
                assert stems.stem(form) == form if not entry.endswith("-") else stems.stem(form)[0] == form[0]


def test_the_words_of_a_line_that_names_their_root_have_one_root() -> None:
    families = [words for _, *words in lines("irregular_roots.txt")] + lines("rootless_words.txt")
    apart = [words for words in families if len({analyze(word).root for word in words}) != 1]
    assert apart == []


def test_a_rootless_word_has_the_root_of_no_other_line() -> None:
    roots = Counter(analyze(words[0]).root for words in lines("rootless_words.txt"))
    assert [root for root, count in roots.items() if count > 1] == []


def test_function_words_are_recognised_in_the_form_that_folding_gives() -> None:
    for line in lines("function_words.txt"):
        for entry in line:
            assert function_words.is_function_word(fold(exact(entry)))


@pytest.mark.parametrize("name", STEMMING)
def test_every_entry_that_stemming_knows_has_the_letters_of_arabic_alone(name: str) -> None:
    assert [entry for line in lines(name) for entry in line if not pack(fold(exact(entry.rstrip("-"))))] == []


def test_a_person_may_have_any_number_of_words_left_whole() -> None:
    letters = "بتثجحخدذرزسشصضطظعغفقكلمن"
    words = frozenset(f"{one}{two}{three}ون" for one in letters for two in letters for three in letters)
    assert stems.stem("والسلمون", words) == stems.stem("سلمون", words) == "سلمون"
    assert stems.stem("والمدارس", words) == "مدرسه"
