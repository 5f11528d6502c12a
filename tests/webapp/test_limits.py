"""What may be kept of an answer, how often may be asked, from where, and how much is written at once."""

import json
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from indexer.errors import BadParameter
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT, Settings
from tests.webapp import records
from tests.webapp.fake_engine import FakeEngine
from tests.webapp.test_api import assert_problem
from webapp.app import create_app
from webapp.limits import EXPORTS

KEPT = [
    "/api/search?q=x",
    "/api/articles/notes/mill?q=x",
    "/api/articles/notes/mill/paragraphs/1",
    "/api/articles/notes/mill/similar",
    "/api/articles/notes/mill/story",
    "/api/suggest?q=x",
    "/api/sources",
    "/api/index",
]
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.mark.parametrize("path", KEPT)
def test_an_answer_that_the_client_still_has_is_not_sent_again(path: str, client: FlaskClient) -> None:
    first = client.get(path)
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


def test_what_is_not_asked_of_the_index_again_costs_no_search(client: FlaskClient, engine: FakeEngine) -> None:
    tag = client.get("/api/search?q=x").headers["ETag"]
    engine.asked.clear()
    assert client.get("/api/search?q=x", headers={"If-None-Match": tag}).status_code == 304
    assert engine.asked == []


@pytest.mark.parametrize("other", ["/api/search?q=y", "/api/search?q=x&page=2", "/api/suggest?q=x"])
def test_another_address_is_another_answer(other: str, client: FlaskClient) -> None:
    tag = client.get("/api/search?q=x").headers["ETag"]
    assert client.get(other, headers={"If-None-Match": tag}).status_code == 200


def test_a_rebuilt_index_is_another_answer(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = client.get("/api/search?q=x").headers["ETag"]
    monkeypatch.setattr(records, "INDEX", replace(records.INDEX, generation="000002-test"))
    assert client.get("/api/search?q=x", headers={"If-None-Match": tag}).status_code == 200


def test_a_wrong_request_is_refused_whatever_the_client_has(client: FlaskClient) -> None:
    assert client.get("/api/search?q=x&level=deep", headers={"If-None-Match": "*"}).status_code == 400


def test_a_partial_answer_and_the_state_of_the_server_are_not_kept(client: FlaskClient, engine: FakeEngine) -> None:
    engine.partial = True
    response = client.get("/api/search?q=x")
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json is not None
    assert (response.json["partial"], response.json["total"]["relation"]) == (True, "gte")
    assert client.get("/api/health").headers["Cache-Control"] == "no-store"


def limited(rate: str) -> FlaskClient:
    return create_app(FakeEngine(), Settings(rate_limit=rate)).test_client()


def test_an_address_that_asks_too_often_is_told_when_to_ask_again() -> None:
    client = limited("2/hour")
    for _ in range(2):
        assert client.get("/api/search?q=x", environ_base=ELSEWHERE).status_code == 200
    response = client.get("/api/search?q=x", environ_base=ELSEWHERE)
    assert_problem(response, 429, "too-many-requests")
    assert 1 <= int(response.headers["Retry-After"]) <= 3600
    assert client.get("/api/search?q=x", environ_base={"REMOTE_ADDR": "203.0.113.10"}).status_code == 200
    page = client.get("/search?q=x", environ_base=ELSEWHERE)
    assert (page.status_code, page.mimetype) == (429, "text/html")
    with client.get("/static/masadir.css", environ_base=ELSEWHERE) as style:
        assert style.status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", ""])
def test_this_machine_may_ask_as_often_as_it_likes(address: str) -> None:
    client = limited("1/hour")
    for _ in range(4):
        assert client.get("/api/health", environ_base={"REMOTE_ADDR": address}).status_code == 200


@pytest.mark.parametrize("rate", ["often", "10", "/minute", "10/fortnight"])
def test_a_rate_that_is_none_is_refused_by_name(rate: str) -> None:
    with pytest.raises(BadParameter, match="MASADIR_RATE_LIMIT: expected a rate such as 600/minute"):
        limited(rate)


def test_pages_of_other_origins_may_read_the_endpoint_only_where_a_setting_says_so(client: FlaskClient) -> None:
    asks = {"Origin": "https://desk.example"}
    assert "Access-Control-Allow-Origin" not in client.get("/api/health", headers=asks).headers
    opened = create_app(FakeEngine(), Settings(cors=("https://desk.example",))).test_client()
    response = opened.get("/api/search?q=x", headers=asks)
    assert response.headers["Access-Control-Allow-Origin"] == "https://desk.example"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    other = opened.get("/api/health", headers={"Origin": "https://other.example"})
    assert "Access-Control-Allow-Origin" not in other.headers
    assert "Access-Control-Allow-Origin" not in opened.get("/search?q=x", headers=asks).headers
    to_all = create_app(FakeEngine(), Settings(cors=("*",))).test_client()
    assert to_all.get("/api/health", headers=asks).headers["Access-Control-Allow-Origin"] == "*"


def test_only_so_many_exports_are_written_at_once(client: FlaskClient) -> None:
    under_way = [client.get("/api/search.jsonl?q=x", buffered=False) for _ in range(EXPORTS)]
    response = client.get("/api/search.csv?q=x")
    assert_problem(response, 503, "server-busy")
    assert int(response.headers["Retry-After"]) > 0
    under_way[0].close()
    assert client.get("/api/search.csv?q=x").status_code == 200
    for export in under_way:
        export.close()


def test_an_export_that_is_refused_leaves_its_place(client: FlaskClient, engine: FakeEngine) -> None:
    engine.error = BadParameter("to", "a date not before 2022", "2021")
    for _ in range(EXPORTS + 1):
        assert_problem(client.get("/api/search.csv?q=x"), 400, "bad-parameter")


def test_an_export_is_a_file_of_all_hits(client: FlaskClient, engine: FakeEngine) -> None:
    lines = client.get("/api/search.jsonl?q=x")
    assert lines.mimetype == "application/jsonl"
    assert lines.headers["Content-Disposition"] == "attachment; filename=masadir.jsonl"
    hits = client.get("/api/search?q=x").json
    assert hits is not None
    assert [json.loads(line) for line in lines.text.splitlines()] == hits["hits"]
    table = client.get("/api/search.csv?q=x")
    assert table.mimetype == "text/csv"
    assert table.text.startswith("\ufeffrank,id,score,title")
    assert len(table.text.splitlines()) == 1 + len(engine.hits)


@pytest.mark.parametrize("parameter", ["page=2", "size=5", "cursor=" + "a" * 45])
def test_an_export_has_no_pages(parameter: str, client: FlaskClient) -> None:
    assert_problem(client.get(f"/api/search.jsonl?q=x&{parameter}"), 400, "bad-parameter")


def test_the_limits_are_told(client: FlaskClient) -> None:
    body = client.get("/api/index").json
    assert body is not None
    assert body["limits"]["question_characters"] == QUESTION_LIMIT
    assert body["limits"]["page_size"] == PAGE_SIZE_LIMIT
    assert body["limits"]["requests"] == Settings().rate_limit
    assert body["limits"]["question_seconds"] == Settings().question_seconds
    assert body["index"]["generation"] == records.INDEX.generation


def test_the_description_for_people_names_every_path_and_parameter(client: FlaskClient) -> None:
    page = client.get("/api/").text
    document = client.get("/api/openapi.json").json
    assert document is not None
    for path, methods in document["paths"].items():
        assert f"<code>GET {path}</code>" in page
        for parameter in methods["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
    assert "a whole number from 1 to 100; default 10" in page
    assert client.get("/api").status_code == 308
