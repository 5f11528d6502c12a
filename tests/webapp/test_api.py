import json
from dataclasses import replace
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.answers import Level, Notice, Question
from indexer.errors import BadParameter, IndexMissing
from indexer.model import Article
from indexer.search.article_payload import article_payload
from indexer.search.payload import result_page_payload
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT
from tests.conftest import Golden
from tests.webapp import records
from tests.webapp.fake_engine import FakeEngine

ENDPOINTS = [
    "/api/search?q=x",
    "/api/articles/notes/mill",
    "/api/articles/notes/mill/citation",
    "/api/articles/notes/mill/paragraphs/1",
    "/api/articles/notes/mill/similar",
    "/api/articles/notes/mill/story",
    "/api/search.jsonl?q=x",
    "/api/search.csv?q=x",
    "/api/suggest?q=x",
    "/api/sources",
    "/api/index",
    "/api/health",
    "/api/openapi.json",
    "/api/",
]
NEEDING_AN_INDEX = ENDPOINTS[:-2]
OBJECTS = [path for path in ENDPOINTS if "citation" not in path and "search." not in path and path != "/api/"]


def assert_problem(response: TestResponse, status: int, code: str) -> dict[str, object]:
    """The one shape of every error, RFC 9457."""
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    problem: dict[str, object] = json.loads(response.data)
    assert list(problem)[:6] == ["type", "title", "status", "detail", "instance", "code"]
    at_fault = set(problem) - {"type", "title", "status", "detail", "instance", "code"}
    assert at_fault in (set(), {"parameter", "expected", "came"})
    assert problem["status"] == status
    assert problem["code"] == code
    assert all(isinstance(problem[name], str) and problem[name] for name in set(problem) - {"status", "came"})
    return problem


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("search.json", "/api/search?q=جسر القرية&source=gazette&page=2"),
        ("article.json", "/api/articles/gazette/bridge-2021.md?q=جسر"),
        ("sources.json", "/api/sources"),
        ("openapi.json", "/api/openapi.json"),
    ],
)
def test_the_answer_is_the_one_we_last_looked_at(name: str, path: str, client: FlaskClient, golden: Golden) -> None:
    body = json.loads(client.get(path).data)
    golden(name, json.dumps(body, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("path", OBJECTS)
def test_every_answer_is_an_object_in_readable_utf_8(path: str, client: FlaskClient) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert isinstance(response.json, dict)
    assert b"\\u06" not in response.data


def test_search_answers_with_the_shared_shape(client: FlaskClient, engine: FakeEngine) -> None:
    engine.notices = (Notice("no-words", "The question has no word to search for."),)
    question = Question("جسر", level=Level.EXACT)
    assert client.get("/api/search?q=جسر&level=exact").json == json.loads(
        json.dumps(result_page_payload(engine.search(question)))
    )


def test_an_empty_question_is_for_the_engine_to_answer(client: FlaskClient, engine: FakeEngine) -> None:
    assert client.get("/api/search?q=").status_code == 200
    assert client.get("/api/search?q=؟!").status_code == 200
    assert [question.text for question in engine.asked] == ["", "؟!"]


def test_an_article_is_answered_with_the_marks_of_a_question(client: FlaskClient, engine: FakeEngine) -> None:
    question = Question("جسر", level=Level.ROOT)
    body = client.get("/api/articles/gazette/bridge-2021.md?q=جسر&level=root").json
    assert body == json.loads(json.dumps(article_payload(engine.article(records.BRIDGE.id, question))))
    assert engine.asked[0] == question


@pytest.mark.parametrize("article", records.ARTICLES.values(), ids=lambda article: article.language[:2])
def test_any_id_is_found_under_its_encoded_address(
    article: Article, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for article_id in (article.id, "https://a.example//x?y=1#z", "/leading", "a%2Fb", "سطر\nثان", "x/citation"):
        monkeypatch.setitem(records.ARTICLES, article_id, article)
        assert client.get(f"/article/{quote(article_id)}").status_code == 200, article_id
        assert client.get(f"/api/articles/{quote(article_id)}/citation").status_code == 200, article_id


def test_an_id_that_ends_in_citation_is_an_article_and_has_a_citation(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(records.ARTICLES, "notes/mill/citation", replace(records.MILL, id="notes/mill/citation"))
    body = client.get("/api/articles/notes/mill/citation?q=x").json
    assert body is not None
    assert body["id"] == "notes/mill/citation"
    assert "/article/notes/mill/citation" in client.get("/api/articles/notes/mill/citation/citation").text
    of_the_other = client.get("/api/articles/notes/mill/citation?format=ris")
    assert of_the_other.mimetype == "application/x-research-info-systems"
    assert "/article/notes/mill\n" in of_the_other.text.replace("\r\n", "\n")


def test_suggestions_come_under_their_question(client: FlaskClient) -> None:
    assert client.get("/api/suggest?q=جس").json == {"query": "جس", "suggestions": ["جسر", "جسور"]}


def test_health_says_which_index_answers(client: FlaskClient) -> None:
    body = client.get("/api/health").json
    assert body is not None
    assert body["status"] == "ok"
    assert body["index"]["articles"] == 113


@pytest.mark.parametrize(
    ("fmt", "media_type", "beginning", "suffix"),
    [
        ("csl-json", "application/vnd.citationstyles.csl+json", "[", ".json"),
        ("bibtex", "application/x-bibtex", "@article{", ".bib"),
        ("ris", "application/x-research-info-systems", "TY  - NEWS", ".ris"),
    ],
)
def test_a_citation_is_a_file_of_its_own_type(
    fmt: str, media_type: str, beginning: str, suffix: str, client: FlaskClient
) -> None:
    response = client.get(f"/api/articles/notes/mill/citation?format={fmt}")
    assert response.mimetype == media_type
    assert response.text.startswith(beginning)
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=notes-mill-")
    assert disposition.endswith(suffix)
    assert "http://localhost/article/notes/mill" in response.text


@pytest.mark.parametrize("path", ENDPOINTS)
def test_every_endpoint_refuses_a_parameter_it_does_not_know(path: str, client: FlaskClient) -> None:
    response = client.get(path + ("&" if "?" in path else "?") + "colour=red")
    problem = assert_problem(response, 400, "bad-parameter")
    assert problem["parameter"] == "colour"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("q=a&q=b", "q"),
        ("q=x&page=0", "page"),
        ("q=x&page=one", "page"),
        (f"q=x&size={PAGE_SIZE_LIMIT + 1}", "size"),
        ("q=x&level=deep", "level"),
        ("q=x&from=2021-13", "from"),
        ("q=x&to=soon", "to"),
        ("q=x&sort=random", "sort"),
    ],
)
def test_a_bad_parameter_is_a_problem_that_names_it(query: str, parameter: str, client: FlaskClient) -> None:
    problem = assert_problem(client.get(f"/api/search?{query}"), 400, "bad-parameter")
    assert problem["parameter"] == parameter
    assert problem["instance"] == "/api/search"


def test_what_the_engine_refuses_is_a_problem_like_any_other(client: FlaskClient, engine: FakeEngine) -> None:
    engine.error = BadParameter("to", "a date not before 2022", "2021")
    problem = assert_problem(client.get("/api/search?q=x&from=2022&to=2021"), 400, "bad-parameter")
    assert problem["parameter"] == "to"


def test_other_endpoints_check_their_parameters_too(client: FlaskClient) -> None:
    assert_problem(client.get("/api/suggest"), 400, "bad-parameter")
    assert_problem(client.get("/api/articles/notes/mill?q=x&level=deep"), 400, "bad-parameter")
    assert_problem(client.get("/api/articles/notes/mill/citation?format=mla"), 400, "bad-parameter")


@pytest.mark.parametrize("path", ["/api/search", "/api/suggest", "/api/articles/notes/mill"])
def test_a_question_that_is_too_long_is_a_problem(path: str, client: FlaskClient, engine: FakeEngine) -> None:
    response = client.get(path, query_string={"q": "س" * (QUESTION_LIMIT + 1)})
    problem = assert_problem(response, 400, "question-too-long")
    assert f"{QUESTION_LIMIT:,}" in str(problem["detail"])
    assert engine.asked == []


@pytest.mark.parametrize("path", ["/api/articles/gone", "/api/articles/gone/citation"])
def test_an_unknown_article_is_a_problem(path: str, client: FlaskClient) -> None:
    problem = assert_problem(client.get(path), 404, "article-not-found")
    assert problem["type"] == "/api/openapi.json#/components/x-problems/article-not-found"


@pytest.mark.parametrize("path", ["/api/nothing", "/api/articles/", "/api/نص"])
def test_an_unknown_address_under_api_is_a_problem(path: str, client: FlaskClient) -> None:
    problem = assert_problem(client.get(path), 404, "not-found")
    assert problem["type"] == "about:blank"
    assert problem["title"] == "Not Found"


@pytest.mark.parametrize("path", ENDPOINTS)
def test_a_method_that_is_not_allowed_is_a_problem_that_names_the_allowed(path: str, client: FlaskClient) -> None:
    response = client.post(path)
    assert_problem(response, 405, "method-not-allowed")
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("path", NEEDING_AN_INDEX)
def test_without_an_index_every_endpoint_says_how_to_build_one(
    path: str, client: FlaskClient, engine: FakeEngine
) -> None:
    engine.error = IndexMissing("some/index")
    problem = assert_problem(client.get(path), 503, "index-missing")
    assert "masadir build --index some/index" in str(problem["detail"])


@pytest.mark.parametrize("path", NEEDING_AN_INDEX)
def test_an_unexpected_error_is_a_problem_that_tells_nothing_of_the_inside(
    path: str, app: Flask, engine: FakeEngine
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    engine.error = ValueError("secret of the inside")
    response = app.test_client().get(path)
    assert_problem(response, 500, "internal-server-error")
    assert b"secret" not in response.data


def test_the_description_is_there_even_without_an_index(client: FlaskClient, engine: FakeEngine) -> None:
    engine.error = IndexMissing("index")
    assert client.get("/api/openapi.json").status_code == 200
