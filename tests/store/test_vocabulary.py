"""Chunks are numbered as a dictionary would number them, and their words are those of the text."""

from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.tokens import PART_OF_WORD, tokens
from indexer.compiling import compiled
from indexer.store import chunk_kernels, vocabulary
from indexer.store.surface_terms import surface_terms
from indexer.store.vocabulary import BORDER, Vocabulary, starts_of
from tests.arabic.strategies import hard_text
from tests.store.making import surface_term

MARKED = st.text("ابةيءaZ17«»“”\"()[]،؛؟!:….-٫,/'_ـَ٣é’ \u3000\t", max_size=20)
TEXTS = st.lists(st.one_of(hard_text, MARKED), max_size=4)


@pytest.fixture(scope="module", params=["plain", "compiled"], autouse=True)
def kernels(request: pytest.FixtureRequest) -> Iterator[None]:
    """Both ways in which kernels run."""
    is_compiled = request.param == "compiled"
    with patch.object(vocabulary, "ready", lambda kernel, steps: compiled(kernel) if is_compiled else kernel):
        yield


def numbered(known: Vocabulary, texts: list[str]) -> list[list[int]]:
    return [known.chunks(text)[0].tolist() for text in texts]


def chunks_of(text: str) -> list[str]:
    """What stands between white space, without the common signs at its ends; signs alone are none."""
    beside = "".join(sign for sign in set(text) - {BORDER} if sign < "\u3000" and not PART_OF_WORD.match(sign))
    return [chunk for chunk in (whole.strip(beside) for whole in text.split()) if chunk]


@given(TEXTS)
def test_equal_chunks_have_one_number_and_their_words_are_those_of_the_text(texts: list[str]) -> None:
    known = Vocabulary(surface_terms)
    names: dict[int, str] = {}
    for text, numbers in zip(texts, numbered(known, texts), strict=True):
        assert [names.setdefault(number, chunk) for number, chunk in zip(numbers, chunks_of(text), strict=True)] == (
            chunks_of(text)
        )
    assert len(set(names.values())) == len(names) <= len(known)
    for text in texts:
        chunks, starts = known.chunks(text)
        assert all(text.startswith(chunk, at) for chunk, at in zip(chunks_of(text), starts.tolist(), strict=True))
        words, counts = known.words(chunks)
        assert counts.tolist() == [len(tokens(chunk)) for chunk in chunks_of(text)]
        terms, places = known.terms.in_order()
        found = [terms[place].decode(errors="surrogatepass") for place in places[words].tolist()]
        assert found == [surface_term(token.text) for token in tokens(text)]
        within = np.arange(words.size) - np.repeat(starts_of(counts)[:-1], counts)
        begins = np.repeat(starts, counts) + known.begins(np.repeat(chunks, counts), within)
        assert begins.tolist() == [token.start for token in tokens(text)]


@given(TEXTS)
def test_terms_stay_in_order_however_they_come_in(texts: list[str]) -> None:
    known = Vocabulary(surface_terms)
    for text in texts:
        known.chunks(text)
        terms, places = known.terms.in_order()
        assert terms.tolist() == sorted(set(known.terms.terms))
        assert [terms[place] for place in places.tolist()] == known.terms.terms


def test_there_is_room_for_any_number_of_chunks_of_any_length() -> None:
    texts = [" ".join(map(str, range(first, first + 3_000))) for first in range(0, 9_000, 3_000)]
    texts += ["9" * 5_000, " ".join(map(str, range(9_000)))]
    known = Vocabulary(lambda words: [word.encode() for word in words])
    with patch.object(vocabulary, "form_of", bytes):
        assert numbered(known, texts)[-2:] == [[9_000], list(range(9_000))]


def test_chunks_of_one_hash_are_told_apart() -> None:
    known = Vocabulary(surface_terms)
    uncompiled = patch.object(vocabulary, "ready", lambda kernel, steps: kernel)  # the rest keeps its numbers
    with uncompiled, patch.object(chunk_kernels, "_PRIME", 0):  # long ones have one hash, and all lie in one place
        assert numbered(known, ["نهر بحر نهر", "بحر بحار نهر"]) == [[0, 1, 0], [1, 2, 0]]
        long = "الاستقلالية الاستقلالات باستقلاليته الاستقلالية"
        assert numbered(known, [long, long]) == [[3, 4, 5, 3], [3, 4, 5, 3]]


def test_chunks_are_told_apart_by_alphabet_length_order_and_every_letter() -> None:
    chunks = ["A", "Á", "ف", "AA", "ÁÁ", "AÁ", "ÁA", "فA", "Aف", "\u0780", "\u0f80", "A" * 8, "ف" * 8]
    chunks += ["ف" * 9, "ف" * 7, "ا" + "ف" * 7, "ف" * 7 + "ا", BORDER, f"{BORDER}ف", f"ف{BORDER}", BORDER * 2]
    assert numbered(Vocabulary(surface_terms), [" ".join(chunks)] * 2) == [list(range(len(chunks)))] * 2
