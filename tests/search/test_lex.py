from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.lex import CLOSING, FIELDS, lexemes


def kinds(text: str) -> list[str]:
    return [lexeme.kind for lexeme in lexemes(text)[0]]


def read(text: str) -> list[tuple[str, str]]:
    return [(lexeme.kind, lexeme.text) for lexeme in lexemes(text)[0]]


@pytest.mark.parametrize(
    ("operator", "kind"),
    [
        ("AND", "and"),
        ("&&", "and"),
        ("OR", "or"),
        ("||", "or"),
        ("NOT", "not"),
        ("و", "and"),
        ("أو", "or"),
        ("او", "or"),
        ("ليس", "not"),
    ],
)
def test_an_operator_between_two_words_is_an_operator(operator: str, kind: str) -> None:
    assert kinds(f"بحر {operator} جبل") == ["word", kind, "word"]


@pytest.mark.parametrize("operator", ["و", "أو", "او", "ليس"])
def test_an_arabic_operator_is_a_word_where_words_stand_side_by_side(operator: str) -> None:
    assert kinds(f"ماذا بين بحر {operator} جبل") == ["word"] * 5


@pytest.mark.parametrize("operator", ["AND", "OR", "NOT", "&&", "||"])
def test_a_latin_operator_is_an_operator_even_in_a_sentence(operator: str) -> None:
    assert kinds(f"ماذا بين بحر {operator} جبل")[3] not in ("word",)


@pytest.mark.parametrize("text", ["ليس عدلا", "و", "أو", "بحر أو", "و بحر", "ليس"])
def test_an_arabic_operator_at_the_edge_of_a_question_is_a_word(text: str) -> None:
    assert set(kinds(text)) == {"word"}


def test_the_value_of_a_field_does_not_make_a_sentence_of_what_follows() -> None:
    assert kinds("مصدر:النافذة بحر و جبل") == ["field", "word", "word", "and", "word"]


def test_a_conjunction_written_onto_its_word_is_part_of_it() -> None:
    assert read("بحر وجبل") == [("word", "بحر"), ("word", "وجبل")]


@pytest.mark.parametrize(("opening", "closing"), CLOSING.items())
def test_every_pair_of_quotation_marks_makes_a_phrase(opening: str, closing: str) -> None:
    assert read(f"ضوء {opening}رفّ الكتب{closing} هادئ") == [
        ("word", "ضوء"),
        ("phrase", "رفّ الكتب"),
        ("word", "هادئ"),
    ]


@pytest.mark.parametrize("opening", CLOSING)
def test_an_unclosed_quotation_mark_leaves_words(opening: str) -> None:
    found, unclosed = lexemes(f"ضوء {opening}رفّ الكتب")
    assert unclosed
    assert [lexeme.kind for lexeme in found] == ["word"] * 3


def test_a_closing_guillemet_on_its_own_is_no_word_and_no_part_of_one() -> None:
    assert read("» بحر»جبل") == [("word", "بحر"), ("word", "جبل")]


@pytest.mark.parametrize(
    ("text", "slop"), [('"أ ب"~5', 5), ('"أ ب"~٥', 5), ("«أ ب»~12", 12), ('"أ ب"', None), ('"أ ب" ~5', None)]
)
def test_a_tilde_and_a_number_right_after_a_phrase_is_its_nearness(text: str, slop: int | None) -> None:
    assert lexemes(text)[0][0].slop == slop


@pytest.mark.parametrize(("name", "field"), FIELDS.items())
@pytest.mark.parametrize("gap", ["", " "])
def test_a_field_is_known_by_its_names_in_both_languages(name: str, field: str, gap: str) -> None:
    assert read(f"{name}:{gap}البحر") == [("field", field), ("word", "البحر")]


@pytest.mark.parametrize("text", ["سعر:البحر", "https://example.org", "10:30"])
def test_a_colon_after_anything_else_is_part_of_the_text(text: str) -> None:
    assert kinds(text) == ["word"]


def test_a_latin_field_name_may_be_typed_in_capitals() -> None:
    assert kinds("Title:بحر") == ["field", "word"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+بحر -جبل", ["plus", "word", "minus", "word"]),
        ('-"بحر هادئ"', ["minus", "phrase"]),
        ("+(بحر)", ["plus", "open", "word", "close"]),
        ("بحر-جبل", ["word"]),
        ("بحر - جبل", ["word", "word", "word"]),
        ("--بحر", ["word"]),
        ("بحر -", ["word", "word"]),
    ],
)
def test_a_sign_is_one_only_right_before_something(text: str, found: list[str]) -> None:
    assert kinds(text) == found


@given(st.text(st.sampled_from('"«»“”„()+-~*: أبو123؟،\n') | st.characters(), max_size=200))
def test_any_text_has_lexemes_that_come_from_it(text: str) -> None:
    for lexeme in lexemes(text)[0]:
        assert lexeme.kind == "field" or lexeme.text in text


@pytest.mark.parametrize("part", ["(", ")", '"', "«", "“", "+", "-", "+-", "أ ", "title:", '"أ" ', "~1", "*", "AND "])
def test_a_long_text_of_one_thing_is_read_in_a_moment(part: str) -> None:
    started = thread_time()
    lexemes(part * (20_000 // len(part)))
    assert thread_time() - started < 2
