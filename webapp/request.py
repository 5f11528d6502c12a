"""URL parameters -> Question: the one list of what a URL may ask, which validates and feeds the OpenAPI document.

Not for the question language inside `q`, nor for values that disagree with each other; those are the engine's.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from indexer.answers import Filters, Level, Question, Sort
from indexer.errors import BadParameter, QuestionTooLong
from indexer.search.cite import CitationFormat
from indexer.search.dates import iso_date
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT

Arguments = MultiDict[str, str]

PAGE_NUMBER_LIMIT = 1_000_000
"""Highest page number; far past any answer a person reads, and small enough to multiply safely."""

Reader = Callable[[str], str | None]
"""Reads one value that is not empty: its canonical form, or None where it is not allowed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One URL parameter: what it does, what is expected of it in words and as JSON Schema, and how it is read."""

    name: str
    summary: str
    expected: str
    schema: dict[str, object]
    read: Reader
    repeatable: bool = False


def _number_up_to(limit: int) -> Reader:
    def read(raw: str) -> str | None:
        # The length comes first: int() refuses, with its own error, numbers of thousands of digits.
        is_number = re.fullmatch(r"\d{1,9}", raw) and 1 <= int(raw) <= limit
        return str(int(raw)) if is_number else None

    return read


def _one_of(choices: list[str]) -> Reader:
    return lambda raw: raw if raw in choices else None


def _read_date(raw: str) -> str | None:
    try:
        return iso_date("", raw)
    except BadParameter:
        return None


def _read_any(raw: str) -> str:
    return raw


def _choice(
    name: str, summary: str, choices: type[Level] | type[Sort] | type[CitationFormat], default: str
) -> Parameter:
    values = [choice.value for choice in choices]
    schema: dict[str, object] = {"type": "string", "enum": values, "default": default}
    return Parameter(name, summary, "one of " + ", ".join(values), schema, _one_of(values))


def _number(name: str, summary: str, limit: int, default: int) -> Parameter:
    schema: dict[str, object] = {"type": "integer", "minimum": 1, "maximum": limit, "default": default}
    return Parameter(name, summary, f"a whole number from 1 to {limit}", schema, _number_up_to(limit))


_DATE_PATTERN = "^[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?$"


def _date(name: str, summary: str) -> Parameter:
    schema: dict[str, object] = {"type": "string", "pattern": _DATE_PATTERN, "examples": ["2021-06"]}
    return Parameter(name, summary, "a date as YYYY, YYYY-MM or YYYY-MM-DD", schema, _read_date)


Q = Parameter(
    "q",
    "The question, in the question language.",
    "a question",
    {"type": "string", "maxLength": QUESTION_LIMIT},
    _read_any,
)
PAGE = _number("page", "Number of the result page.", PAGE_NUMBER_LIMIT, Question(text="").page)
SIZE = _number("size", "Hits on one page.", PAGE_SIZE_LIMIT, Question(text="").size)
LEVEL = _choice("level", "How closely a word must match.", Level, Level.STEM.value)
SOURCE = Parameter(
    "source",
    "Only articles of this source (its id).",
    "the id of a source",
    {"type": "string"},
    _read_any,
    repeatable=True,
)
AUTHOR = Parameter("author", "Only articles by this author.", "a name", {"type": "string"}, _read_any, repeatable=True)
LANGUAGE = Parameter(
    "language", "Only articles in this language.", "a language", {"type": "string"}, _read_any, repeatable=True
)
REPAIR = Parameter("repair", "Only articles mended so.", "a repair", {"type": "string"}, _read_any, repeatable=True)
COPIES = Parameter(
    "copies",
    "Whether each copy of a story is a hit of its own.",
    "true or false",
    {"type": "string", "enum": ["true", "false"]},
    _one_of(["true", "false"]),
)
FROM = _date("from", "Only articles published on this date or later.")
TO = _date("to", "Only articles published on this date or earlier; 2021 means to the end of 2021.")
SORT = _choice("sort", "Order of the hits.", Sort, Sort.RELEVANCE.value)
FORMAT = _choice("format", "Format of the citation.", CitationFormat, CitationFormat.CSL_JSON.value)

SEARCH_PARAMETERS = (Q, PAGE, SIZE, LEVEL, SOURCE, AUTHOR, LANGUAGE, REPAIR, FROM, TO, SORT, COPIES)
ARTICLE_PARAMETERS = (Q, LEVEL)
CITATION_PARAMETERS = (FORMAT,)
SUGGEST_PARAMETERS = (Q,)


def question_from(arguments: Arguments) -> Question:
    """The question a URL asks; absent and empty parameters take their defaults, unknown ones are ignored.

    Digits of any script are read: `from=٢٠٢١` is 2021. Raises BadParameter and QuestionTooLong.
    """
    defaults = Question(text="")
    return Question(
        text=question_text(arguments),
        level=Level(_one(arguments, LEVEL) or defaults.level),
        filters=Filters(
            sources=_all(arguments, SOURCE),
            authors=_all(arguments, AUTHOR),
            published_from=_one(arguments, FROM),
            published_to=_one(arguments, TO),
            languages=_all(arguments, LANGUAGE),
            repairs=_all(arguments, REPAIR),
        ),
        sort=Sort(_one(arguments, SORT) or defaults.sort),
        page=int(_one(arguments, PAGE) or defaults.page),
        size=int(_one(arguments, SIZE) or defaults.size),
        copies=_one(arguments, COPIES) == "true",
    )


def article_question_from(arguments: Arguments) -> Question | None:
    """The question whose words to mark in an article, or None. Raises BadParameter and QuestionTooLong."""
    text = question_text(arguments)
    return Question(text=text, level=Level(_one(arguments, LEVEL) or Level.STEM)) if text else None


def question_text(arguments: Arguments) -> str:
    """The words of the question. Raises BadParameter and QuestionTooLong."""
    text = _one(arguments, Q) or ""
    if len(text) > QUESTION_LIMIT:
        raise QuestionTooLong(len(text), QUESTION_LIMIT)
    return text


def citation_format_from(arguments: Arguments) -> CitationFormat:
    """The citation format a URL asks for, CSL-JSON by default. Raises BadParameter."""
    return CitationFormat(_one(arguments, FORMAT) or CitationFormat.CSL_JSON)


def refuse_unknown(arguments: Arguments, allowed: tuple[Parameter, ...]) -> None:
    """Raise BadParameter for the first parameter that is not one of those allowed."""
    names = [parameter.name for parameter in allowed]
    for name in arguments:
        if name not in names:
            expected = "one of the parameters " + ", ".join(names) if names else "no parameters"
            raise BadParameter(clean(name)[:80], expected, name)


def require_question(arguments: Arguments) -> str:
    """The words of the question, which may be empty but must be given. Raises BadParameter and QuestionTooLong."""
    if Q.name not in arguments:
        raise BadParameter(Q.name, Q.expected, "")
    return question_text(arguments)


def clean(raw: str) -> str:
    """The text without control characters, which belong to no word and which a browser would change in a form."""
    return "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in raw).strip()


def _one(arguments: Arguments, parameter: Parameter) -> str | None:
    values = _all(arguments, parameter)
    if len(values) > 1:
        raise BadParameter(parameter.name, "one value", " and ".join(values))
    return values[0] if values else None


def _all(arguments: Arguments, parameter: Parameter) -> tuple[str, ...]:
    values = []
    for raw in map(clean, arguments.getlist(parameter.name)):
        # A form sends its empty fields too.
        if raw:
            value = parameter.read(raw)
            if value is None:
                raise BadParameter(parameter.name, parameter.expected, raw)
            values.append(value)
    return tuple(dict.fromkeys(values))
