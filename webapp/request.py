"""URL parameters -> Question: one model a path, which validates them and describes them to OpenAPI, docs and form.

Not for the question language inside `q`, nor for values that disagree with each other; those are the engine's.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from werkzeug.datastructures import MultiDict

from indexer.answers import Filters, Level, Question, Sort
from indexer.errors import BadParameter, QuestionTooLong
from indexer.search.cite import CitationFormat
from indexer.search.cursor import CURSOR_PATTERN
from indexer.search.dates import DATE_PATTERN, EXPECTED_DATE, date_span
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT

Arguments = MultiDict[str, str]

PAGE_NUMBER_LIMIT = 1_000_000
"""Highest page number; far past any answer a person reads, and small enough to multiply safely."""

SIMILAR_LIMIT = 50
"""Most similar articles in one answer; farther down they are not similar any more."""


def _whole_number(raw: str) -> int:
    # The length comes first: int() refuses, with its own error, numbers of thousands of digits. 10.0 is a whole number
    # to JSON Schema, and to programs that know no others.
    number = re.fullmatch(r"(\d{1,9})(?:\.0{1,9})?", raw)
    if number is None:
        raise ValueError
    return int(number[1])


def _yes_or_no(raw: str) -> bool:
    if raw not in ("true", "false"):
        raise ValueError
    return raw == "true"


def _first_day(raw: str) -> str:
    return _span(raw)[0]


def _last_day(raw: str) -> str:
    return _span(raw)[1]


def _span(raw: str) -> tuple[str, str]:
    try:
        first, last = date_span("", raw)
    except BadParameter as error:
        raise ValueError from error
    if first is None or last is None:  # nothing but white space
        raise ValueError
    return first, last


A_QUESTION = f"a question of at most {QUESTION_LIMIT:,} characters"
Text = Annotated[str, Field(max_length=QUESTION_LIMIT)]
Number = Annotated[int, BeforeValidator(_whole_number)]
Flag = Annotated[bool, BeforeValidator(_yes_or_no)]
Texts = tuple[str, ...]
Date = Annotated[
    str,
    Field(title=EXPECTED_DATE, json_schema_extra={"pattern": DATE_PATTERN, "examples": ["2021-06"]}),
]


class Parameters(BaseModel):
    """What one path may be asked with. `title` says in words what is expected where the type does not."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NoParameters(Parameters):
    """Nothing."""


class SuggestParameters(Parameters):
    """A question that is being typed."""

    q: Text = Field(title=A_QUESTION, description="The question, in the question language.")


class ArticleParameters(Parameters):
    """An article, and the question whose words to mark in it."""

    q: Text = Field("", title=A_QUESTION, description="A question, whose words are marked.")
    level: Level = Field(Level.STEM, description="How closely a word must match.")

    def question(self) -> Question | None:
        """The question whose words to mark, or None."""
        return Question(text=self.q, level=self.level) if self.q else None


class CitationParameters(Parameters):
    """How an article is cited."""

    format: CitationFormat = Field(CitationFormat.CSL_JSON, description="Format of the citation.")


class SimilarParameters(Parameters):
    """How many articles like another one."""

    size: Number = Field(Question(text="").size, ge=1, le=SIMILAR_LIMIT, description="Articles in the answer, at most.")


class ExportParameters(SuggestParameters):
    """A question and everything that narrows or orders its answer."""

    level: Level = Field(Level.STEM, description="How closely a word must match.")
    source: Texts = Field((), title="the id of a source", description="Only articles of this source (its id).")
    author: Texts = Field((), title="a name", description="Only articles by this author.")
    language: Texts = Field(
        (), title="the code of a language", description="Only articles in this language, such as `ar`."
    )
    repair: Texts = Field(
        (), title="a repair", description="Only articles that were mended so; the facet `repair` names the repairs."
    )
    published_from: Annotated[Date, AfterValidator(_first_day)] = Field(
        "", alias="from", description="Only articles published on this date or later."
    )
    published_to: Annotated[Date, AfterValidator(_last_day)] = Field(
        "", alias="to", description="Only articles published on this date or earlier; 2021 means to the end of 2021."
    )
    sort: Sort = Field(Sort.RELEVANCE, description="Order of the hits.")
    copies: Flag = Field(False, title="true or false", description="Whether each copy of a story is a hit of its own.")
    kin: Flag = Field(
        Question(text="").kin,
        title="true or false",
        description="Whether other spellings of foreign names and other names of months count too.",
    )

    def question(self) -> Question:
        """The question that these parameters ask."""
        return Question(
            text=self.q,
            level=self.level,
            filters=Filters(
                sources=self.source,
                authors=self.author,
                published_from=self.published_from or None,
                published_to=self.published_to or None,
                languages=self.language,
                repairs=self.repair,
            ),
            sort=self.sort,
            copies=self.copies,
            kin=self.kin,
        )


class SearchParameters(ExportParameters):
    """A question and which of its hits to answer with."""

    page: Number = Field(Question(text="").page, ge=1, le=PAGE_NUMBER_LIMIT, description="Number of the result page.")
    size: Number = Field(Question(text="").size, ge=1, le=PAGE_SIZE_LIMIT, description="Hits on one page.")
    cursor: str = Field(
        "",
        title="the cursor of an answer",
        pattern=CURSOR_PATTERN,
        description="Hits behind those of an earlier answer to the same question, whose `page.cursor` this is.",
    )

    def question(self) -> Question:
        """The question that these parameters ask."""
        asked = super().question()
        return replace(asked, page=self.page, size=self.size, cursor=self.cursor or None)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One URL parameter: what it does, what is expected of it in words and as JSON Schema."""

    name: str
    summary: str
    expected: str
    schema: dict[str, object]
    repeatable: bool
    required: bool


def _parameter(name: str, schema: dict[str, object], defined: dict[str, object], *, required: bool) -> Parameter:
    described = dict(schema)
    summary, expected = str(described.pop("description")), str(described.pop("title", ""))
    match described:
        case {"$ref": str(reference)}:
            choices = defined[reference.rpartition("/")[2]]["enum"]  # type: ignore[index]  # as pydantic writes them
            described = {"type": "string", "enum": choices, "default": described["default"]}
            expected = "one of " + ", ".join(choices)
        case {"type": "integer"}:
            expected = f"a whole number from {described['minimum']} to {described['maximum']:,}"
    if described.get("default") in ("", []):
        del described["default"]  # an empty value is what an absent parameter is, not one to send
    return Parameter(name, summary, expected, described, repeatable=schema.get("type") == "array", required=required)


@cache
def parameters_of(model: type[Parameters]) -> tuple[Parameter, ...]:
    """The parameters of a model, in their order."""
    described = model.model_json_schema()
    return tuple(
        _parameter(name, schema, described.get("$defs", {}), required=name in described.get("required", ()))
        for name, schema in described["properties"].items()
    )


SEARCH_PARAMETERS = parameters_of(SearchParameters)
Q = SEARCH_PARAMETERS[0]

P = TypeVar("P", bound=Parameters)


def read(model: type[P], arguments: Arguments) -> P:
    """The parameters of a URL; empty ones are as good as absent, but for a required one, which must only be given.

    Digits of any script are read: `from=٢٠٢١` is 2021. Raises BadParameter and QuestionTooLong, for an unknown
    parameter too, so that a misspelt filter is noticed.
    """
    known = {parameter.name: parameter for parameter in parameters_of(model)}
    values: dict[str, object] = {}
    for name, raws in arguments.lists():
        if name not in known:
            expected = "one of the parameters " + ", ".join(known) if known else "no parameters"
            raise BadParameter(clean(name)[:80], expected, name)
        if name == Q.name and (longest := max(map(len, raws))) > QUESTION_LIMIT:
            raise QuestionTooLong(longest, QUESTION_LIMIT)
        given = tuple(dict.fromkeys(clean(raw) for raw in raws if raw))
        if known[name].repeatable:
            values[name] = tuple(value for value in given if value)
        elif len(given) > 1:
            raise BadParameter(name, "one value", " and ".join(given))
        elif given or known[name].required:
            values[name] = "".join(given)
    try:
        return model.model_validate(values)
    except ValidationError as refused:
        first = refused.errors(include_url=False, include_context=False)[0]
        name, came = str(first["loc"][0]), first["input"]
        raise BadParameter(name, known[name].expected, "" if first["type"] == "missing" else str(came)) from None


def question_from(arguments: Arguments) -> Question:
    """The question a page's URL asks; unknown parameters are ignored here. Raises BadParameter and QuestionTooLong."""
    return read(SearchParameters, _known(SearchParameters, arguments)).question()


def article_question_from(arguments: Arguments) -> Question | None:
    """The question whose words to mark in an article's page, or None. Raises BadParameter and QuestionTooLong.

    It is the whole question with filters, order and page, so that the article leads back to the very same results.
    """
    question = question_from(arguments)
    return question if question.text else None


def clean(raw: str) -> str:
    """The text without control characters, which belong to no word and which a browser would change in a form."""
    if raw.isprintable():  # as most are
        return raw.strip()
    return "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in raw).strip()


def _known(model: type[Parameters], arguments: Arguments) -> Arguments:
    names = [parameter.name for parameter in parameters_of(model)]
    known = MultiDict((name, value) for name, value in arguments.items(multi=True) if name in names and clean(value))
    known.setdefault(Q.name, "")
    return known
