"""The endpoint described as OpenAPI 3.1: parameters from the one list in `request`, problems from `indexer.errors`.

The schemas mirror `indexer.search.payload`; a test holds real answers against them.
"""

from indexer import __version__
from indexer.answers import Level
from indexer.errors import (
    ArticleNotFound,
    BadParameter,
    IndexDamaged,
    IndexMissing,
    IndexStale,
    MasadirError,
    QuestionTooLong,
)
from indexer.model import Origin
from indexer.search.cite import CitationFormat
from webapp.errors import problem_title
from webapp.request import (
    ARTICLE_PARAMETERS,
    CITATION_PARAMETERS,
    SEARCH_PARAMETERS,
    SUGGEST_PARAMETERS,
    Parameter,
    Q,
)

Schema = dict[str, object]

PROBLEMS: tuple[type[MasadirError], ...] = (
    BadParameter,
    QuestionTooLong,
    ArticleNotFound,
    IndexMissing,
    IndexStale,
    IndexDamaged,
)
"""The errors that the endpoint can answer with, beside those that HTTP itself defines."""

_TEXT: Schema = {"type": "string"}
_WORDS: Schema = {"type": ["string", "null"]}
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_NUMBER: Schema = {"type": "number"}
_LEVEL: Schema = {"type": "string", "enum": [level.value for level in Level]}
_ORIGIN: Schema = {"type": ["string", "null"], "enum": [*(origin.value for origin in Origin), None]}
_DATE: Schema = {"type": ["string", "null"], "description": "YYYY, YYYY-MM or YYYY-MM-DD"}


def openapi_document() -> dict[str, object]:
    """The whole document, ready for JSON."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Masadir",
            "version": __version__,
            "summary": "Full-text search over a collection of Arabic articles",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "responses": {
                "Problem": {
                    "description": "What went wrong, as RFC 9457 problem details",
                    "content": {"application/problem+json": {"schema": _ref("Problem")}},
                }
            },
            "x-problems": {
                problem.code: {"title": problem_title(problem), "status": problem.status} for problem in PROBLEMS
            },
        },
    }


def _paths() -> dict[str, object]:
    article_id: Schema = {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": _TEXT,
        "description": "The article's id, percent-encoded; its slashes may stay as they are.",
    }
    citations = {
        "application/vnd.citationstyles.csl+json": {"schema": {"type": "array", "items": {"type": "object"}}},
        "application/x-bibtex": {"schema": _TEXT},
        "application/x-research-info-systems": {"schema": _TEXT},
    }
    sources = _object(sources=_list(_ref("SourceSummary")), index=_ref("Index"))
    return {
        "/api/search": _get("search", "Ranked articles for a question", _ref("ResultPage"), SEARCH_PARAMETERS),
        "/api/articles/{id}": _get(
            "article", "One article, with the question's words marked", _ref("Article"), ARTICLE_PARAMETERS, article_id
        ),
        "/api/articles/{id}/citation": _get(
            "citation",
            "One article as a citation: " + ", ".join(CitationFormat),
            None,
            CITATION_PARAMETERS,
            article_id,
            content=citations,
        ),
        "/api/suggest": _get(
            "suggest",
            "Completions of the question's last word from the collection's own words",
            _object(query=_TEXT, suggestions=_list(_TEXT)),
            SUGGEST_PARAMETERS,
        ),
        "/api/sources": _get("sources", "The sources in the index", sources),
        "/api/health": _get(
            "health",
            "200 when questions can be answered, 503 when not",
            _object(status={"const": "ok"}, index=_ref("Index")),
        ),
        "/api/openapi.json": _get("openapi", "This document", {"type": "object"}),
    }


def _get(
    operation: str,
    summary: str,
    schema: Schema | None,
    parameters: tuple[Parameter, ...] = (),
    path_parameter: Schema | None = None,
    *,
    content: Schema | None = None,
) -> Schema:
    described = [_parameter(parameter, required=parameter is Q and not path_parameter) for parameter in parameters]
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": [path_parameter, *described] if path_parameter else described,
            "responses": {
                "200": {"description": summary, "content": content or {"application/json": {"schema": schema}}},
                "default": {"$ref": "#/components/responses/Problem"},
            },
        }
    }


def _parameter(parameter: Parameter, *, required: bool) -> Schema:
    schema: Schema = {"type": "array", "items": parameter.schema} if parameter.repeatable else parameter.schema
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.summary,
        "required": required,
        "schema": schema,
    }


def _schemas() -> dict[str, object]:
    attribution = {
        "id": _TEXT,
        "title": _TEXT,
        "authors": _list(_TEXT),
        "published": _DATE,
        "language": {"type": "string", "description": "BCP 47"},
        "source": _ref("Source"),
        "url": _WORDS,
        "permalink": {"type": "string", "description": "Path of the article's page"},
    }
    mark = {
        "type": "array",
        "prefixItems": [_WHOLE, _WHOLE, _LEVEL],
        "minItems": 3,
        "maxItems": 3,
        "description": "start, end and level of a whole word, in Unicode code points of the text",
    }
    provenance = ("title", "authors", "published", "url", "language", "source")
    paths = {"type": ["string", "null"], "description": "The address that asks for that page"}
    return {
        "ResultPage": _object(
            query=_TEXT,
            level=_LEVEL,
            total=_object(value=_WHOLE, relation={"const": "eq"}),
            took_ms=_NUMBER,
            hits=_list(_ref("Hit")),
            facets=_object(**dict.fromkeys(("source", "author", "year"), _list(_ref("FacetCount")))),
            levels=_object(**{level.value: _WHOLE for level in Level}),
            page=_object(number=_WHOLE, size=_WHOLE, next=paths, prev=paths),
            notices=_list(_object(code=_TEXT, message=_TEXT, values=_list(_TEXT))),
            index=_ref("Index"),
        ),
        "Hit": _object(**attribution, score=_NUMBER, passages=_list(_ref("Passage")), matched=_list(_ref("Match"))),
        "Article": _object(
            **attribution,
            provenance=_object(**dict.fromkeys(provenance, _ORIGIN)),
            repairs=_list(_TEXT),
            file=_TEXT,
            paragraphs=_list(_ref("Passage")),
            index=_ref("Index"),
        ),
        "Passage": _object(paragraph=_WHOLE, text=_TEXT, marks=_list(mark), permalink=_TEXT),
        "Match": _object(word=_TEXT, forms=_list(_object(form=_TEXT, level=_LEVEL, count=_WHOLE))),
        "FacetCount": _object(value=_TEXT, label=_TEXT, count=_WHOLE),
        "Source": _object(id=_TEXT, name=_TEXT, url=_WORDS, licence=_WORDS),
        "SourceSummary": _object(
            id=_TEXT,
            name=_TEXT,
            url=_WORDS,
            licence=_WORDS,
            articles=_WHOLE,
            with_author=_WHOLE,
            with_date=_WHOLE,
            earliest=_DATE,
            latest=_DATE,
            formats=_list(_ref("FacetCount")),
            languages=_list(_ref("FacetCount")),
            repairs=_list(_ref("FacetCount")),
            repaired=_WHOLE,
        ),
        "Index": _object(
            generation=_TEXT, built_at={"type": "string", "format": "date-time"}, articles=_WHOLE, analysis=_TEXT
        ),
        "Problem": {
            **_object(
                type={"type": "string", "format": "uri-reference"},
                title=_TEXT,
                status=_WHOLE,
                detail=_TEXT,
                instance={"type": "string", "format": "uri-reference"},
                code=_TEXT,
                parameter={"type": "string", "description": "The parameter at fault, where one is"},
            ),
            "required": ["type", "title", "status", "detail", "instance", "code"],
        },
    }


def _object(**properties: object) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: object) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
