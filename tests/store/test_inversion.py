"""Inverting, held against a dictionary of dictionaries."""

from collections.abc import Iterator, Sequence
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.tokens import surfaces
from indexer.compiling import compiled
from indexer.model import Article, Source
from indexer.store import inversion
from indexer.store.inversion import Inverted, TextInverter, inverted_texts
from tests.arabic.strategies import hard_text
from tests.store.making import article_terms

Postings = dict[bytes, dict[int, list[int]]]
"""For each term: for each article the positions; zeros where none are kept."""

SPACE = st.sampled_from([" ", "  ", "\t", "\u00a0", "\u2003", "\u3000", "\x1f", "\x85", "\0", " \0 "])
TEXTS = st.lists(st.one_of(hard_text, SPACE), max_size=6).map("".join)
ARTICLES = st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=3)), max_size=5)


@pytest.fixture(scope="module", params=["plain", "compiled"], autouse=True)
def kernels(request: pytest.FixtureRequest) -> Iterator[None]:
    """Both ways in which kernels run."""
    is_compiled = request.param == "compiled"
    with patch.object(inversion, "ready", lambda kernel, steps: compiled(kernel) if is_compiled else kernel):
        yield


def counted(articles: Sequence[tuple[str, Sequence[str]]], field: str, *, positions: bool) -> Postings:
    found: Postings = {}
    for number, (title, paragraphs) in enumerate(articles):
        terms = article_terms(Article("a", title, tuple(paragraphs), Source("s", "س")))[field]
        for term, position in zip(terms.terms, terms.positions, strict=True):
            of_term = found.setdefault(term.encode(errors="surrogatepass"), {})
            of_term.setdefault(number, []).append(position if positions else 0)
    return found


def spelt_out(given: Inverted, *, positions: bool) -> Postings:
    """The arrays as a dictionary; that they are as described is looked at on the way."""
    assert list(given.terms) == sorted(set(given.terms))
    assert given.posting_starts.size == given.position_starts.size == len(given.terms) + 1
    assert given.posting_starts[0] == given.position_starts[0] == 0
    assert given.posting_starts[-1] == given.articles.size == given.frequencies.size
    assert given.position_starts[-1] == given.positions.size
    assert given.positions.size == (given.frequencies.sum() if positions else 0)
    found: Postings = {}
    for number, term in enumerate(given.terms):
        own = found[term] = {}
        at = int(given.position_starts[number])
        for posting in range(given.posting_starts[number], given.posting_starts[number + 1]):
            frequency = int(given.frequencies[posting])
            assert frequency > 0
            places = given.positions[at : at + frequency].tolist() if positions else [0] * frequency
            at += frequency
            own[int(given.articles[posting])] = places
        assert list(own) == sorted(own)
        assert len(own) == given.posting_starts[number + 1] - given.posting_starts[number] > 0
        assert not positions or at == given.position_starts[number + 1]
    return found


@given(TEXTS)
def test_white_space_is_part_of_no_word_and_ends_none_elsewhere(text: str) -> None:
    assert [word for chunk in text.split() for word in surfaces(chunk)] == surfaces(text)


@given(ARTICLES)
def test_inverting_gives_what_counting_gives(articles: list[tuple[str, list[str]]]) -> None:
    inverter = TextInverter()
    for title, paragraphs in articles:
        inverter.add(title, paragraphs)
    found = inverter.inverted()
    assert spelt_out(found.words, positions=True) == counted(articles, "words", positions=True)
    title_counts = {
        term: {number: [0] * len(places) for number, places in own.items()}
        for term, own in counted(articles, "title", positions=False).items()
    }
    assert spelt_out(found.title, positions=False) == title_counts
    assert found.lengths.tolist() == [sum(len(surfaces(text)) for text in (one, *more)) for one, more in articles]
    assert found.title_lengths.tolist() == [len(surfaces(title)) for title, _ in articles]
    assert spelt_out(found.paragraphs, positions=True) == counted(articles, "paragraphs", positions=True)


@given(st.lists(st.sampled_from(["", "ا", "اب", "ب", "b", "𐤀", "\udcff"]), max_size=8))
def test_texts_that_are_terms_as_a_whole_are_found_where_they_are(texts: list[str]) -> None:
    found = spelt_out(inverted_texts(texts), positions=False)
    assert found == {
        text.encode(errors="surrogatepass"): {number: [0] for number, one in enumerate(texts) if one == text}
        for text in texts
    }


def test_a_word_that_comes_seventy_thousand_times_is_counted_so() -> None:
    inverter = TextInverter()
    inverter.add("", ["نهر " * 70_000])
    (places,) = spelt_out(inverter.inverted().words, positions=True).values()
    assert places == {0: list(range(70_000))}
