import re
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from indexer.answers import Filters, Level, Question, Sort
from indexer.errors import BadParameter, MasadirError, QuestionTooLong
from indexer.search.cite import CitationFormat
from indexer.search.dates import DATE_PATTERN
from indexer.search.payload import question_parameters
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT
from webapp.request import (
    PAGE_NUMBER_LIMIT,
    SEARCH_PARAMETERS,
    Arguments,
    CitationParameters,
    NoParameters,
    SearchParameters,
    SuggestParameters,
    article_question_from,
    question_from,
    read,
)


def arguments(query: str) -> Arguments:
    return MultiDict(parse_qsl(query, keep_blank_values=True))


def test_a_bare_question_takes_every_default() -> None:
    assert question_from(arguments("q=جسر")) == Question("جسر")


def test_every_parameter_reaches_its_field() -> None:
    query = "q=جسر&page=3&size=20&level=root&source=a&source=b&author=ندى&from=2019&to=2021-06&sort=newest"
    query += "&language=ar&repair=decoded&copies=true&kin=false&cursor=" + "a" * 45
    assert question_from(arguments(query)) == Question(
        "جسر",
        level=Level.ROOT,
        filters=Filters(("a", "b"), ("ندى",), "2019", "2021-06", languages=("ar",), repairs=("decoded",)),
        sort=Sort.NEWEST,
        page=3,
        size=20,
        copies=True,
        cursor="a" * 45,
        kin=False,
    )


def test_empty_fields_of_a_form_are_as_good_as_absent() -> None:
    query = "q=جسر&page=&size=&level=&source=&author=&from=&to=&sort=&language=&copies=&kin=&cursor="
    assert question_from(arguments(query)) == Question("جسر")


def test_a_source_named_twice_counts_once() -> None:
    assert question_from(arguments("q=x&source=a&source=a")).filters.sources == ("a",)


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2021", "2021"),
        ("2021-06", "2021-06"),
        ("2021-06-05", "2021-06-05"),
        ("٢٠٢١-٠٦", "2021-06"),
        ("۲۰۲۱", "2021"),
        (" 2021 ", "2021"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_dates_are_read_at_any_precision_and_in_any_digits(date: str, read: str) -> None:
    assert question_from(arguments(f"q=x&from={date}")).filters.published_from == read


@pytest.mark.parametrize(
    "date", ["x", "21", "2021-13", "2021-02-30", "2021-06-05T10:00", "2021/06", "20211", "0000", "-2021", "2021-"]
)
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_bad_date_is_refused_by_name(name: str, date: str) -> None:
    with pytest.raises(BadParameter) as refused:
        question_from(arguments(f"q=x&{name}={date}"))
    assert refused.value.parameter == name
    assert "YYYY-MM" in refused.value.message


@pytest.mark.parametrize(
    ("start", "end"), [("2021", "2021"), ("2021-06", "2021"), ("2021", "2021-06"), ("2020", "2021")]
)
def test_a_span_of_dates_may_mix_precisions(start: str, end: str) -> None:
    filters = question_from(arguments(f"q=x&from={start}&to={end}")).filters
    assert (filters.published_from, filters.published_to) == (start, end)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "x", "1e3", "0x1", "%2B1", "1_0", "9" * 5000])
@pytest.mark.parametrize("name", ["page", "size"])
def test_a_bad_number_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadParameter) as refused:
        question_from(arguments(f"q=x&{name}={value}"))
    assert refused.value.parameter == name


@pytest.mark.parametrize(("name", "limit"), [("page", PAGE_NUMBER_LIMIT), ("size", PAGE_SIZE_LIMIT)])
def test_numbers_are_taken_up_to_their_limit_and_in_any_digits(name: str, limit: int) -> None:
    assert getattr(question_from(arguments(f"q=x&{name}={limit}")), name) == limit
    assert getattr(question_from(arguments(f"q=x&{name}=٧")), name) == 7
    with pytest.raises(BadParameter):
        question_from(arguments(f"q=x&{name}={limit + 1}"))


@pytest.mark.parametrize(("name", "allowed"), [("level", "exact, form, stem, root"), ("sort", "relevance, newest")])
def test_a_bad_choice_is_refused_and_told_the_allowed_ones(name: str, allowed: str) -> None:
    with pytest.raises(BadParameter) as refused:
        question_from(arguments(f"q=x&{name}=Stem"))
    assert refused.value.parameter == name
    assert allowed in refused.value.message


@pytest.mark.parametrize("name", [parameter.name for parameter in SEARCH_PARAMETERS if not parameter.repeatable])
def test_a_parameter_that_is_not_a_list_is_refused_twice_with_two_values(name: str) -> None:
    values = {
        "copies": ["true", "false"],
        "kin": ["true", "false"],
        "cursor": ["a" * 45, "b" * 45],
        "q": "ab",
        "level": ["form", "stem"],
        "sort": ["newest", "oldest"],
        "from": ["2020", "2021"],
    }
    one, two = values.get(name, values["from"] if name == "to" else "12")
    with pytest.raises(BadParameter) as refused:
        question_from(arguments(f"q=x&{name}={one}&{name}={two}"))
    assert refused.value.parameter == name


def test_a_question_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert len(question_from(arguments("q=" + "ا" * QUESTION_LIMIT)).text) == QUESTION_LIMIT
    with pytest.raises(QuestionTooLong):
        question_from(arguments("q=" + "ا" * (QUESTION_LIMIT + 1)))


def test_control_characters_part_words_and_go() -> None:
    assert question_from(MultiDict([("q", "\0نهر\0بحر\n")])).text == "نهر بحر"


def test_an_unknown_parameter_is_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(BadParameter, match="author, language, repair, from, to, sort, copies, kin, page"):
        read(SearchParameters, arguments("q=x&lvl=root"))
    with pytest.raises(BadParameter, match="no parameters"):
        read(NoParameters, arguments("x=1"))


def test_a_required_question_may_be_empty_but_not_absent() -> None:
    assert read(SuggestParameters, arguments("q=")).q == ""
    with pytest.raises(BadParameter):
        read(SearchParameters, arguments("page=1"))


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("رمضان 1445", "2024-03-10", "2024-04-10"),
        ("١٤٤٥هـ", "2023-07-18", "2024-07-07"),
        ("1445 هـ", "2023-07-18", "2024-07-07"),
    ],
)
def test_a_hijri_date_is_the_days_that_it_can_mean(date: str, first: str, last: str) -> None:
    filters = question_from(arguments(f"q=x&from={date}&to={date}")).filters
    assert (filters.published_from, filters.published_to) == (first, last)


@pytest.mark.parametrize("value", ["1", "yes", "True", "نعم"])
def test_a_switch_is_true_or_false(value: str) -> None:
    with pytest.raises(BadParameter, match="copies: expected true or false"):
        question_from(arguments(f"q=x&copies={value}"))
    assert not question_from(arguments("q=x&copies=false")).copies


@pytest.mark.parametrize("value", ["abc", "a" * 44, "a" * 44 + "="])
def test_what_is_no_cursor_is_refused(value: str) -> None:
    with pytest.raises(BadParameter, match="cursor: expected the cursor of an answer"):
        question_from(arguments(f"q=x&cursor={value}"))


@given(st.from_regex(DATE_PATTERN.replace("$", r"\Z")))
def test_every_date_that_the_schema_describes_is_read(date: str) -> None:
    assert question_from(MultiDict([("q", "x"), ("from", date)])).filters.published_from


@given(st.dates().map(str))
def test_the_schema_describes_every_iso_date(date: str) -> None:
    assert re.fullmatch(DATE_PATTERN, date)


def test_an_article_is_marked_only_for_a_question_with_words() -> None:
    assert article_question_from(arguments("")) is None
    assert article_question_from(arguments("q= &level=root")) is None
    assert article_question_from(arguments("q=x&level=root")) == Question("x", level=Level.ROOT)


def test_a_citation_is_csl_json_unless_another_format_is_named() -> None:
    assert read(CitationParameters, arguments("")).format is CitationFormat.CSL_JSON
    assert read(CitationParameters, arguments("format=ris")).format is CitationFormat.RIS
    with pytest.raises(BadParameter, match="csl-json, bibtex, ris"):
        read(CitationParameters, arguments("format=mla"))


DATES = st.dates().map(str) | st.sampled_from(["2020", "2020-05"])
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=10)


@given(
    st.builds(
        Question,
        text=WORDS,
        level=st.sampled_from(Level),
        filters=st.builds(
            Filters,
            sources=st.lists(WORDS, max_size=2, unique=True).map(tuple),
            authors=st.lists(WORDS, max_size=2, unique=True).map(tuple),
            published_from=st.none() | DATES,
            languages=st.lists(WORDS, max_size=2, unique=True).map(tuple),
            repairs=st.lists(WORDS, max_size=2, unique=True).map(tuple),
        ),
        sort=st.sampled_from(Sort),
        copies=st.booleans(),
        kin=st.booleans(),
        page=st.integers(1, PAGE_NUMBER_LIMIT),
        size=st.integers(1, PAGE_SIZE_LIMIT),
    )
)
def test_the_parameters_of_a_question_ask_the_same_question(question: Question) -> None:
    assert question_from(MultiDict(question_parameters(question))) == question


@given(st.lists(st.tuples(st.sampled_from([parameter.name for parameter in SEARCH_PARAMETERS]), st.text())))
def test_any_parameters_give_a_question_or_a_clear_refusal(pairs: list[tuple[str, str]]) -> None:
    try:
        question = question_from(MultiDict(pairs))
    except MasadirError as refused:
        assert refused.status == 400
    else:
        assert question.page >= 1
