"""The endpoint described as OpenAPI 3.1: paths with the parameters of `request`, problems from `indexer.errors`.

Not for the shapes of answers: see `schemas`.
"""

from indexer import __version__
from indexer.errors import (
    ArticleNotFound,
    BadParameter,
    CursorExpired,
    CursorMismatch,
    IndexDamaged,
    IndexMissing,
    IndexStale,
    MasadirError,
    ParagraphNotFound,
    QuestionTooLong,
    ServerBusy,
    TooManyRequests,
)
from indexer.search.cite import CitationFormat
from webapp.errors import problem_title
from webapp.request import (
    ArticleParameters,
    CitationParameters,
    ExportParameters,
    NoParameters,
    Parameter,
    Parameters,
    SearchParameters,
    SimilarParameters,
    SuggestParameters,
    parameters_of,
)
from webapp.schemas import TEXT, Schema, list_of, ref, schemas

PROBLEMS: tuple[type[MasadirError], ...] = (
    *(BadParameter, QuestionTooLong, ArticleNotFound, ParagraphNotFound, CursorExpired, CursorMismatch),
    *(TooManyRequests, ServerBusy, IndexMissing, IndexStale, IndexDamaged),
)
"""The errors that the endpoint can answer with, beside those that HTTP itself defines."""

_ARTICLE_ID: Schema = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "minLength": 1},
    "x-expected": "the id of an article",
    "description": "The article's id, percent-encoded; its slashes may stay as they are.",
}
_PARAGRAPH: Schema = {
    "name": "paragraph",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 1},
    "x-expected": "a whole number from 1",
    "description": "The paragraph's number, from 1.",
}


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
            "schemas": schemas(),
            "responses": {
                "Problem": {
                    "description": "What went wrong, as RFC 9457 problem details",
                    "content": {"application/problem+json": {"schema": ref("Problem")}},
                },
                "NotModified": {"description": "Still the answer whose ETag the request named in If-None-Match"},
            },
            "x-problems": {
                problem.code: {"title": problem_title(problem), "status": problem.status} for problem in PROBLEMS
            },
        },
    }


def _paths() -> dict[str, object]:
    citations: Schema = {
        "application/vnd.citationstyles.csl+json": {"schema": list_of({"type": "object"})},
        "application/x-bibtex": {"schema": TEXT},
        "application/x-research-info-systems": {"schema": TEXT},
        "text/plain": {"schema": TEXT},
    }
    return {
        "/api/search": _get(
            "search", "Ranked articles for a question", SearchParameters, json=ref("ResultPage"), links=_search_links()
        ),
        "/api/search.jsonl": _get(
            "export",
            "All hits of a question, one a line, each as in `hits` of a search",
            ExportParameters,
            content={"application/jsonl": {"schema": TEXT}},
        ),
        "/api/search.csv": _get(
            "export_csv",
            "All hits of a question as a table for spreadsheets",
            ExportParameters,
            content={"text/csv": {"schema": TEXT}},
        ),
        "/api/articles/{id}": _get(
            "article",
            "One article, with the question's words marked",
            ArticleParameters,
            _ARTICLE_ID,
            json=ref("Article"),
            links={
                **_of_article("$response.body#/id"),
                "paragraph": _link(
                    "paragraph", id="$response.body#/id", paragraph="$response.body#/paragraphs/0/paragraph"
                ),
            },
        ),
        "/api/articles/{id}/paragraphs/{paragraph}": _get(
            "paragraph",
            "One paragraph of an article, and whose it is",
            ArticleParameters,
            _ARTICLE_ID,
            _PARAGRAPH,
            json=ref("OneParagraph"),
        ),
        "/api/articles/{id}/citation": _get(
            "citation",
            "One article as a citation: " + ", ".join(CitationFormat),
            CitationParameters,
            _ARTICLE_ID,
            content=citations,
        ),
        "/api/articles/{id}/similar": _get(
            "similar",
            "The articles most like one, found by its most telling words",
            SimilarParameters,
            _ARTICLE_ID,
            json=ref("Similar"),
            links={"article": _link("article", id="$response.body#/hits/0/id")},
        ),
        "/api/articles/{id}/story": _get(
            "story",
            "The article and the copies of it in other places",
            NoParameters,
            _ARTICLE_ID,
            json=ref("Story"),
        ),
        "/api/suggest": _get(
            "suggest",
            "Completions of the question's last word from the collection's own words",
            SuggestParameters,
            json=ref("Suggestions"),
            links={"search": _link("search", q="$response.body#/suggestions/0")},
        ),
        "/api/sources": _get(
            "sources",
            "The sources in the index",
            json=ref("Sources"),
            links={"search": _link("search", source="$response.body#/sources/0/id")},
        ),
        "/api/index": _get(
            "index", "What is in the index, what made it, and the server's limits", json=ref("Passport")
        ),
        "/api/health": _get("health", "200 when questions can be answered, 503 when not", json=ref("Health")),
        "/api/openapi.json": _get("openapi", "This document", json={"type": "object"}),
        "/api/": _get("description", "This description as a page", content={"text/html": {"schema": TEXT}}),
    }


def _search_links() -> Schema:
    """The articles of an answer, and the hits behind them: the same question with the answer's cursor."""
    same = {
        parameter.name: f"$request.query.{parameter.name}"
        for parameter in parameters_of(SearchParameters)
        if parameter.name not in ("page", "cursor")
    }
    return {
        **_of_article("$response.body#/hits/0/id"),
        "behind": _link("search", **same, cursor="$response.body#/page/cursor"),
    }


def _of_article(article_id: str) -> Schema:
    return {operation: _link(operation, id=article_id) for operation in ("article", "citation", "similar", "story")}


def _link(operation: str, **parameters: str) -> Schema:
    return {"operationId": operation, "parameters": parameters}


def _get(
    operation: str,
    summary: str,
    model: type[Parameters] = NoParameters,
    *path: Schema,
    json: Schema | None = None,
    content: Schema | None = None,
    links: Schema | None = None,
) -> Schema:
    answer: Schema = {"description": summary, "content": content or {"application/json": {"schema": json}}}
    if links:
        answer["links"] = links
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": [*path, *map(_parameter, parameters_of(model))],
            "responses": {
                "200": answer,
                "304": {"$ref": "#/components/responses/NotModified"},
                "default": {"$ref": "#/components/responses/Problem"},
            },
        }
    }


def _parameter(parameter: Parameter) -> Schema:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.summary,
        "required": parameter.required,
        "allowEmptyValue": not parameter.repeatable,  # as good as none, since forms send their empty fields too
        "schema": parameter.schema,
        "x-expected": parameter.expected,
    }


def allowed(parameter: Schema) -> str:
    """What a parameter of the document may be, in words: `a whole number from 1 to 100; default 10`."""
    schema = parameter["schema"]
    assert isinstance(schema, dict)  # noqa: S101  # for the type checker: so `_parameter` made it
    words = [str(parameter["x-expected"])]
    if parameter["required"] and parameter["in"] == "query":
        words.append("required")
    if "default" in schema:
        words.append(f"default {str(schema['default']).lower()}")
    if schema["type"] == "array":
        words.append("may be repeated")
    return "; ".join(words)
