from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.errors import BadParameter, IndexBusy, MasadirError, RulesInvalid, SourcesMissing
from webapp.openapi import PROBLEMS, openapi_document
from webapp.request import SEARCH_PARAMETERS

DOCUMENT: dict[str, Any] = openapi_document()
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
    "boolean": bool,
    "null": type(None),
}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        node: Any = DOCUMENT
        for step in schema["$ref"].removeprefix("#/").split("/"):
            node = node[step]
        schema = node
    return schema


def differences(value: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    """What in a value is not as the schema says, for the part of JSON Schema that the document uses."""
    schema = resolved(schema)
    if "const" in schema and value != schema["const"]:
        yield f"{place}: {value!r} is not {schema['const']!r}"
    kinds = schema.get("type", [])
    allowed = [TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    if allowed and not any(isinstance(value, kind) for kind in allowed):
        yield f"{place}: {value!r} is not {kinds}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is not one of {schema['enum']}"
    if isinstance(value, dict) and "properties" in schema:
        for name in set(schema["required"]) - value.keys() | value.keys() - schema["properties"].keys():
            yield f"{place}.{name}: in only one of answer and schema"
        for name in value.keys() & schema["properties"].keys():
            yield from differences(value[name], schema["properties"][name], f"{place}.{name}")
    if isinstance(value, list):
        items = schema.get("prefixItems") or [schema["items"]] * len(value)
        for number, (item, item_schema) in enumerate(zip(value, items, strict=True)):
            yield from differences(item, item_schema, f"{place}[{number}]")


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/api/search", "/api/search?q=جسر&page=2"),
        ("/api/articles/{id}", "/api/articles/gazette/bridge-2021.md?q=x"),
        ("/api/articles/{id}", "/api/articles/notes/mill"),
        ("/api/articles/{id}/paragraphs/{paragraph}", "/api/articles/notes/mill/paragraphs/1?q=x"),
        ("/api/articles/{id}/similar", "/api/articles/notes/mill/similar"),
        ("/api/articles/{id}/story", "/api/articles/notes/mill/story"),
        ("/api/index", "/api/index"),
        ("/api/suggest", "/api/suggest?q=x"),
        ("/api/sources", "/api/sources"),
        ("/api/health", "/api/health"),
        ("/api/openapi.json", "/api/openapi.json"),
    ],
)
def test_real_answers_are_as_described(template: str, path: str, client: FlaskClient) -> None:
    schema = DOCUMENT["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert list(differences(client.get(path).json, schema, "answer")) == []


@pytest.mark.parametrize("path", ["/api/search", "/api/nothing", "/api/articles/gone"])
def test_real_problems_are_as_described(path: str, client: FlaskClient) -> None:
    problem = client.get(path).json
    assert sorted(differences(problem, DOCUMENT["components"]["schemas"]["Problem"], "problem")) in (
        [],
        [f"problem.{name}: in only one of answer and schema" for name in ("came", "expected", "parameter")],
    )


def test_the_checker_finds_what_is_wrong() -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}, "m": {"enum": [1]}}, "required": ["n", "m"]}
    assert len(list(differences({"n": "x", "m": 2, "z": 0}, schema, "it"))) == 3


def test_every_route_under_api_is_described_and_nothing_else(app: Flask) -> None:
    routes = {
        rule.rule.replace("<article_id:article_id>", "{id}").replace("<int:number>", "{paragraph}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    assert routes == set(DOCUMENT["paths"])


def test_search_is_described_by_the_one_list_of_parameters() -> None:
    described = DOCUMENT["paths"]["/api/search"]["get"]["parameters"]
    assert [parameter["name"] for parameter in described] == [parameter.name for parameter in SEARCH_PARAMETERS]
    assert [parameter["name"] for parameter in described if parameter["required"]] == ["q"]
    assert all(parameter["description"] for parameter in described)


def test_every_reference_leads_somewhere() -> None:
    def references(node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, dict):
            if "$ref" in node:
                yield node
            for value in node.values():
                yield from references(value)
        elif isinstance(node, list):
            for value in node:
                yield from references(value)

    found = list(references(DOCUMENT))
    assert len(found) > 10
    for reference in found:
        assert resolved(reference)


def leaves(error: type[MasadirError]) -> Iterator[type[MasadirError]]:
    yield error
    for narrower in error.__subclasses__():
        yield from leaves(narrower)


def test_every_error_that_reading_can_meet_is_described() -> None:
    reading = {error.code for error in leaves(MasadirError) if error.status in {400, 404, 409, 410, 429, 503}}
    building = {IndexBusy.code, SourcesMissing.code, RulesInvalid.code, "collection-invalid", "manifest-invalid"}
    described = DOCUMENT["components"]["x-problems"]
    assert set(described) == reading - building == {error.code for error in PROBLEMS}
    assert described[BadParameter.code] == {"title": "Bad parameter", "status": 400}
