"""An article as the fields of the index: terms, positions, dates, and the stored article itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Article, Level, Origin, Provenance, Source
from indexer.store.schema import (
    PARAGRAPH_GAP,
    VOWELLED,
    PositionArray,
    article_fields,
    article_from_bytes,
    article_to_bytes,
    day_span,
    exact_term,
    without_paragraphs,
    word_positions,
)
from tests.store.making import made_article

texts = st.text(max_size=30)
maybe = st.none() | texts
origins = st.none() | st.sampled_from(Origin)
articles = st.builds(
    Article,
    id=texts,
    title=texts,
    paragraphs=st.lists(texts, max_size=4).map(tuple),
    source=st.builds(Source, texts, texts, maybe, maybe),
    authors=st.lists(texts, max_size=3).map(tuple),
    published=maybe,
    url=maybe,
    language=texts,
    provenance=st.builds(Provenance, origins, origins, origins, origins, origins, origins),
    file=texts,
    repairs=st.lists(texts, max_size=2).map(tuple),
)


@given(articles)
def test_an_article_comes_back_from_its_bytes_unchanged(article: Article) -> None:
    assert article_from_bytes(article_to_bytes(article)) == article


@given(articles)
def test_an_attribution_is_the_article_without_its_text(article: Article) -> None:
    bare = without_paragraphs(article)
    assert bare.paragraphs == ()
    assert bare.title == article.title
    assert bare.provenance == article.provenance


@pytest.mark.parametrize(
    ("iso", "span"),
    [
        (None, (0, 0)),
        ("", (0, 0)),
        ("2021", (20210101, 20211231)),
        ("2021-06", (20210601, 20210631)),
        ("2021-06-05", (20210605, 20210605)),
        ("0622-07", (6220701, 6220731)),
        ("9999", (99990101, 99991231)),
    ],
)
def test_a_date_spans_all_the_days_it_can_mean(iso: str | None, span: tuple[int, int]) -> None:
    assert day_span(iso) == span


@given(st.dates())
def test_a_day_lies_within_its_month_and_its_year(day: object) -> None:
    iso = str(day)
    year, month, whole = day_span(iso[:4]), day_span(iso[:7]), day_span(iso)
    assert year[0] <= month[0] <= whole[0] == whole[1] <= month[1] <= year[1]


def test_an_unvowelled_word_is_its_own_term_and_vowellings_follow_their_letters() -> None:
    assert exact_term("علم") == "علم"
    assert exact_term("عِلْم") == f"علم{VOWELLED}عِلْم"
    assert exact_term("عَلَم").startswith("علم" + VOWELLED)
    assert exact_term("علمي") == "علمي", "a longer word must not stand among the vowellings of a shorter one"
    assert not exact_term("عِلْمي").startswith("علم" + VOWELLED)


def test_words_follow_each_other_and_paragraphs_stand_far_apart() -> None:
    article = made_article("a", "كتاب قديم\nنهر", title="عنوان قصير")
    after = PARAGRAPH_GAP + 2
    assert list(word_positions(article)) == [
        (0, "عنوان"),
        (1, "قصير"),
        (after, "كتاب"),
        (after + 1, "قديم"),
        (2 * after, "نهر"),
    ]


def test_text_begins_after_a_gap_even_without_a_title() -> None:
    assert list(word_positions(made_article("a", "نهر"))) == [(PARAGRAPH_GAP, "نهر")]


def test_every_level_counts_the_same_words() -> None:
    fields = article_fields(made_article("a", "والمدارس مدرسة المدارس ومكتبة", title="مدارس"))
    for level in Level:
        terms = fields[level.value]
        assert isinstance(terms, dict)
        assert sum(map(len, terms.values())) == fields["words"] == 5


def test_an_article_of_no_words_has_no_terms() -> None:
    fields = article_fields(made_article("a", "… !"))
    assert fields["words"] == 0
    assert fields["exact"] == fields["root"] == {}


@given(st.lists(st.integers(0, 2**32 - 1), unique=True).map(sorted))
def test_positions_come_back_from_their_bytes(positions: list[int]) -> None:
    stored = PositionArray().encode(positions)
    assert PositionArray().decode_positions(stored) == positions
    assert PositionArray().decode_frequency(stored) == len(positions)
