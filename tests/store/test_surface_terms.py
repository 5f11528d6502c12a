"""The terms of many words at once are those that the words have alone, compiled or not."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import Level
from indexer.arabic import analysis
from indexer.arabic.analysis import Rules, analyze, use
from indexer.arabic.lists import read_lines
from indexer.arabic.packed import LETTERS
from indexer.arabic.tokens import surfaces
from indexer.compiling import compiled
from indexer.store import surface_terms as module
from indexer.store.schema import level_prefix
from indexer.store.surface_terms import surface_terms
from tests.arabic.strategies import bare_words, hard_text

AFFIXED = st.tuples(
    st.sampled_from(["", *"وفبلكس", "ال", "وال", "بال", "لل", "ولل", "وب"]),
    st.text(LETTERS + "أإآةىؤ", min_size=1, max_size=6),
    st.sampled_from(["", *"هاتنيك", "ها", "هم", "ات", "ون", "ين", "ان", "تين", "تها", "ية", "وا", "اته", "ئه"]),
).map("".join)
WORDS = st.lists(
    st.one_of(hard_text.flatmap(lambda text: st.sampled_from(surfaces(text) or ["نهر"])), AFFIXED, bare_words)
)
LISTS = ("broken_plurals.txt", "everyday_words.txt", "irregular_roots.txt", "rootless_words.txt", "protected_words.txt")


@pytest.fixture(scope="module", params=["plain", "compiled"], autouse=True)
def kernels(request: pytest.FixtureRequest) -> Iterator[None]:
    """Both ways in which kernels run."""

    def ready(kernel: object, _: int) -> object:
        return compiled(kernel) if request.param == "compiled" else kernel  # type: ignore[type-var]  # is a function

    with patch.object(module, "ready", ready), patch.object(analysis, "ready", ready):
        yield


def alone(word: str) -> bytes:
    return level_prefix(analyze(word), Level.EXACT).encode(errors="surrogatepass")


@given(WORDS)
def test_words_have_the_terms_together_that_they_have_alone(words: list[str]) -> None:
    assert surface_terms(words) == [alone(word) for word in words]


def test_so_have_all_words_of_the_lists_with_what_may_hang_on_them() -> None:
    listed = [word.rstrip("-") for name in LISTS for line in read_lines(name) for word in line]
    words = [f"{before}{word}{behind}" for word in listed for before in ("", "وال") for behind in ("", "ها", "ون")]
    assert surface_terms(words) == [alone(word) for word in words]


def test_they_are_by_the_rules_of_this_thread() -> None:
    words = ["أشرعة", "والأشرعة", "مدارسهم", "ومدارس", "شَيْء"]
    usual = surface_terms(words)
    use(Rules(protected=("مدارس",), unfolded=("alef",)))
    try:
        unusual = surface_terms(words)
        assert [one == other for one, other in zip(usual, unusual, strict=True)] == [False, False, True, False, True]
        assert unusual == [alone(word) for word in words]
    finally:
        use(Rules())


def test_a_person_may_have_long_words_left_whole() -> None:
    words = ["والاستراتيجيات", "وبالمستشفيات", "مستشفيات"]
    use(Rules(protected=("والاستراتيجيات", "مستشفيات")))
    try:
        assert [term.split(b"\x1f")[0].decode() for term in surface_terms(words)] == [words[0], words[2], words[2]]
    finally:
        use(Rules())


def test_words_that_are_too_long_for_a_number_are_analysed_too() -> None:
    words = ["والاستقلاليتان", "استفساراتهم", "ا" * 100, "وبالمستشفيات", "فسيستقبلونهما"]
    assert surface_terms(words) == [alone(word) for word in words]
