"""The measures of Arabic, and which words have a known root by them."""

import pytest

from indexer.arabic import measures, roots


@pytest.mark.parametrize("measure", measures.MEASURES)
def test_each_measure_gives_back_its_radicals_when_it_is_the_first_that_fits(measure: str) -> None:
    word = measure.replace("ف", "ق").replace("ع", "ص").replace("ل", "د")
    expected = ("" if "ف" in measure else "و") + ("ق" if "ف" in measure else "") + "صد" + "د" * (measure.count("ل") - 1)
    found = roots.root(word)
    assert found == expected or any(_fits(word, earlier) for earlier in _earlier(measure))


def _earlier(measure: str) -> list[str]:
    return [other for other in measures.MEASURES[: measures.MEASURES.index(measure)] if len(other) == len(measure)]


def _fits(word: str, measure: str) -> bool:
    return all(letter in "فعل" or letter == written for letter, written in zip(measure, word, strict=True))
