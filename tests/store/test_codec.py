"""Whoosh's own queries over our postings: what they find is what reading every article finds, and what they score is
what they score over the same terms in Whoosh's own files."""

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from whoosh import formats, index, scoring
from whoosh.codec.whoosh3 import W3Codec
from whoosh.query.compound import And
from whoosh.reading import TermNotFound
from whoosh.system import pack_uint

from indexer.model import Article
from indexer.store.arrays import ArrayFile
from indexer.store.codec import ArrayMatcher, ArrayTermsReader
from indexer.store.schema import POSITIONS
from indexer.store.whoosh_fields import Terms, whoosh_schema
from indexer.store.writer import ArticleWriter
from tests.store.making import WORDS as VOCABULARY
from tests.store.making import ArticleTerms, article_terms, random_article, seeded, surface_term
from tests.store.queries import Asked, both, but_not, every, fuzzy, negated, phrase, prefix, span, term, trees

PARTS = (17, 9, 6, 1)
"""Articles of each segment."""

ARTICLES = [random_article(seeded(number), f"a{number}", file=f"{number % 7}.txt") for number in range(sum(PARTS))]
REMOVED = ("2.txt", "5.txt")
ALIVE = {one.id: article_terms(one) for one in ARTICLES if one.file not in REMOVED}
TERMS = sorted({term for one in ARTICLES for term in article_terms(one)["words"].terms})


class StockTerms(Terms):
    """The same terms, but on the way that Whoosh has for them."""

    def index(self, value: object, **_: object) -> Generator[tuple[bytes, int, float | int, bytes], None, None]:
        assert isinstance(value, ArticleTerms)
        found: dict[str, list[int]] = {}
        for text, position in zip(value.terms, value.positions, strict=True):
            found.setdefault(text, []).append(position)
        for text, positions in found.items():
            form = self.format
            stored = form.encode(positions) if isinstance(form, formats.Positions) else pack_uint(len(positions))
            yield text.encode(), len(positions), float(len(positions)), stored


def parts() -> Iterator[list[Article]]:
    start = 0
    for size in PARTS:
        yield ARTICLES[start : start + size]
        start += size


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("ours")
    for articles in parts():
        with ArticleWriter(place) as writer:
            for article in articles:
                writer.add(article)
            writer.commit(merge=False)
    with ArticleWriter(place) as writer:
        assert sum(map(writer.remove_file, REMOVED)) == len(ARTICLES) - len(ALIVE)
        writer.commit(merge=False)
    return place


@pytest.fixture(scope="module")
def ours(folder: Path) -> Iterator[index.FileIndex]:
    opened = index.open_dir(str(folder))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[index.FileIndex]:
    schema = whoosh_schema()
    for field, positions in POSITIONS.items():
        schema.remove(field)
        schema.add(field, StockTerms(positions=positions))
    made = index.create_in(str(tmp_path_factory.mktemp("stock")), schema)
    for articles in parts():
        writer = made.writer(codec=W3Codec())
        for article in articles:
            writer.add_document(**article_terms(article))
        writer.commit(merge=False)
    for file in REMOVED:
        made.delete_by_term("file", file)
    yield made
    made.close()


WORDS = st.sampled_from(TERMS) | st.just(surface_term("زرافة"))
SINGLE_TERMS = st.builds(term, st.sampled_from(["words", "title"]), WORDS)
LEAVES: st.SearchStrategy[Asked] = st.one_of(
    SINGLE_TERMS,
    st.builds(
        prefix, st.sampled_from(["words", "title"]), st.tuples(WORDS, st.integers(1, 9)).map(lambda x: x[0][: x[1]])
    ),
    st.lists(WORDS, min_size=2, max_size=2, unique=True).map(lambda words: phrase(*words)),
    st.lists(WORDS, min_size=2, max_size=2).map(sorted).map(lambda ends: span(*ends)),
    st.sampled_from(["a1", "a30", "b7", "a", "a311"]).map(fuzzy),
    st.sampled_from(sorted(ALIVE)).map(lambda one: term("id", one)),
    st.sampled_from(["0.txt", "2.txt", "6.txt"]).map(lambda one: term("file", one)),
)
EVERY = st.sampled_from([every(), every("title")])
POSITIVE = trees(LEAVES)
EXCLUDING = st.one_of(
    st.builds(but_not, POSITIVE, POSITIVE),
    st.builds(lambda one, two: both([one, negated(two)], And, all), POSITIVE, POSITIVE),
    POSITIVE.map(negated),
)
WEIGHTINGS = st.sampled_from([scoring.Frequency, scoring.TF_IDF, scoring.BM25F])


def found_in(whoosh: index.FileIndex, asked: Asked) -> list[str]:
    with whoosh.searcher() as searcher:
        return sorted(ARTICLES[number].id for number in searcher.docs_for_query(asked.query))


def expected(asked: Asked) -> list[str]:
    return sorted(article_id for article_id, found in ALIVE.items() if asked.holds(found))


def test_the_indexes_of_these_tests_have_segments_and_deletions(ours: index.FileIndex, stock: index.FileIndex) -> None:
    for one in (ours, stock):
        with one.reader() as reader:
            assert len(list(reader.leaf_readers())) == len(PARTS)
            assert reader.doc_count() == len(ALIVE) < reader.doc_count_all() == len(ARTICLES)


@settings(max_examples=300, deadline=None)
@given(asked=trees(LEAVES | EVERY))
def test_any_query_finds_what_reading_every_article_finds(ours: index.FileIndex, asked: Asked) -> None:
    assert found_in(ours, asked) == expected(asked)


@settings(max_examples=300, deadline=None)
@given(asked=EXCLUDING)
def test_with_exclusions_it_finds_so_wherever_whoosh_does_in_its_own_files(
    ours: index.FileIndex, stock: index.FileIndex, asked: Asked
) -> None:
    # Whoosh doesn't see an exclusion of a segment's first article when something before it is excluded too.
    assume(found_in(stock, asked) == expected(asked))
    assert found_in(ours, asked) == expected(asked)


@settings(max_examples=150, deadline=None)
@given(asked=POSITIVE, weighting=WEIGHTINGS)
def test_any_query_scores_what_it_scores_in_the_files_of_whoosh(
    ours: index.FileIndex, stock: index.FileIndex, asked: Asked, weighting: type[Any]
) -> None:
    scores = []
    for one in (ours, stock):
        with one.searcher(weighting=weighting()) as searcher:
            scores.append({hit.docnum: hit.score for hit in searcher.search(asked.query, limit=None)})
    assert scores[0] == pytest.approx(scores[1])


@settings(max_examples=150, deadline=None)
@given(asked=POSITIVE, weighting=WEIGHTINGS, limit=st.integers(1, 9))
def test_the_best_articles_of_any_query_are_the_first_of_all(
    ours: index.FileIndex, asked: Asked, weighting: type[Any], limit: int
) -> None:
    with ours.searcher(weighting=weighting()) as searcher:
        everything = [hit.score for hit in searcher.search(asked.query, limit=None)]
        # Not optimised: the way in which Whoosh skips what can't be among the best skips some of them.
        best = [hit.score for hit in searcher.search(asked.query, limit=limit, optimize=False)]
        assert best == pytest.approx(sorted(everything, reverse=True)[:limit])


@pytest.mark.parametrize("field", POSITIONS)
def test_what_is_known_of_every_term_is_what_the_files_of_whoosh_know(
    ours: index.FileIndex, stock: index.FileIndex, field: str
) -> None:
    with ours.reader() as one, stock.reader() as two:
        terms = list(two.field_terms(field))
        assert list(one.field_terms(field)) == terms
        for text in terms:
            assert one.doc_frequency(field, text) == two.doc_frequency(field, text)
            assert one.frequency(field, text) == two.frequency(field, text)
            mine, theirs = one.term_info(field, text), two.term_info(field, text)
            for known in ("weight", "doc_frequency", "max_weight", "min_length", "max_length", "min_id", "max_id"):
                assert getattr(mine, known)() == getattr(theirs, known)(), known
        assert list(one.expand_prefix(field, "")) == list(two.expand_prefix(field, ""))
        assert sorted(one.indexed_field_names()) == sorted(POSITIONS)


def test_terms_are_listed_by_field_and_from_any_of_them_on(folder: Path) -> None:
    terms = ArrayTermsReader(ArrayFile(max(folder.glob("MAIN*.arrays"), key=lambda path: path.stat().st_size)))
    listed = list(terms.terms())
    assert listed == sorted(listed)
    assert {field for field, _ in listed} == set(POSITIONS), "forms are a list, and no field of Whoosh"
    assert list(terms.terms_from(*listed[7])) == listed[7:]
    assert list(terms.terms_from("words", b"\xff")) == []
    assert [one for one, _ in terms.items()] == listed
    assert listed[0] in terms
    assert ("words", b"none") not in terms
    assert ("none", b"a0") not in terms
    with pytest.raises(TermNotFound):
        terms.term_info("words", b"none")


def test_a_cursor_walks_the_terms_of_a_field(folder: Path) -> None:
    terms = ArrayTermsReader(ArrayFile(max(folder.glob("MAIN*.arrays"), key=lambda path: path.stat().st_size)))
    field = whoosh_schema()["id"]
    cursor = terms.cursor("id", field)
    ids = [text.decode() for name, text in terms.terms() if name == "id"]
    walked = [cursor.first()]
    while cursor.is_valid():
        assert cursor.term_info().doc_frequency() == 1
        walked.append(cursor.next())
    assert walked == [*ids, None]
    assert cursor.find("a1") == "a1"
    assert cursor.find(b"a1\0") == ids[ids.index("a1") + 1]
    assert cursor.find("b") is None
    assert terms.cursor("none", field).first() is None


def test_a_matcher_copied_stands_where_it_stood_and_goes_its_own_way(ours: index.FileIndex) -> None:
    with ours.searcher() as searcher:
        leaf, _ = next(iter(searcher.leaf_searchers()))
        matcher = leaf.postings("words", surface_term(VOCABULARY[0]))
        while not isinstance(matcher, ArrayMatcher):
            matcher = matcher.child
        copied = matcher.copy()
        matcher.next()
        assert copied.id() < matcher.id()
        assert copied.block_max_weight() == matcher.block_max_weight()
        assert [one.start for one in copied.spans()] == copied.value_as("positions")
        assert len(copied.spans()) == copied.weight()
