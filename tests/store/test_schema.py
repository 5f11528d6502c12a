"""An article as the fields of the index: terms, positions, dates, and the stored article itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import Level
from indexer.arabic.analysis import Rules, analyze, use
from indexer.arabic.tokens import surfaces
from indexer.model import Article, Origin, Provenance, Source
from indexer.store.schema import (
    SEPARATOR,
    article_from_bytes,
    article_to_bytes,
    attribution_to_bytes,
    day_span,
    form_of,
    level_prefix,
    word_of,
)
from tests.arabic.strategies import hard_text
from tests.store.making import surface_term

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
    assert article_from_bytes(attribution_to_bytes(article)) == replace(article, paragraphs=())


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


WORDS_OF_TEXTS = hard_text.flatmap(lambda text: st.sampled_from(surfaces(text) or ["نهر"]))


@given(WORDS_OF_TEXTS)
def test_a_term_names_its_word_at_every_level_widest_first(surface: str) -> None:
    word = analyze(surface)
    term = surface_term(surface)
    wider = ("", word.root, word.stem, word.form)
    levels = zip((word.root, word.stem, word.form, word.exact), wider, strict=True)
    assert term == "".join(("" if part == before else part) + SEPARATOR for part, before in levels)
    assert word_of(term) == word
    assert form_of(term.encode()) == word.form.encode()


@given(WORDS_OF_TEXTS, WORDS_OF_TEXTS, st.sampled_from(Level))
def test_terms_begin_alike_where_their_words_are_the_same_at_a_level(one: str, two: str, level: Level) -> None:
    same = getattr(analyze(one), level.value) == getattr(analyze(two), level.value)
    assert surface_term(two).startswith(level_prefix(analyze(one), level)) == same


@given(WORDS_OF_TEXTS)
def test_a_form_is_its_own_form_so_that_its_terms_can_be_found_by_it(surface: str) -> None:
    form = analyze(surface).form
    assert surface_term(surface).startswith(level_prefix(analyze(form), Level.FORM))


def test_the_longer_word_is_not_among_the_terms_of_the_one_it_begins_with() -> None:
    assert not surface_term("علمي").startswith(level_prefix(analyze("علم"), Level.FORM))
    assert surface_term("عِلْم").startswith(level_prefix(analyze("عَلَم"), Level.FORM))
    assert not surface_term("عِلْم").startswith(level_prefix(analyze("عَلَم"), Level.EXACT))


def test_terms_are_by_the_rules_of_this_thread() -> None:
    folded = surface_term("أشرعة")
    use(Rules(unfolded=("alef",)))
    assert surface_term("أشرعة") != folded
    use(Rules())
    assert surface_term("أشرعة") == folded
