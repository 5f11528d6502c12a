import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.errors import IndexDamaged, IndexMissing, IndexStale, MasadirError
from tests.webapp.fake_engine import FakeEngine
from tests.webapp.soundness import assert_sound_page


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        (IndexMissing("here/index"), 503, ("لم يُبنَ الفهرس", "<code>masadir build --index here/index</code>")),
        (
            IndexStale("a b", "is old"),
            503,
            ("الفهرس قديم", "<code>masadir build --index &#39;a b&#39;</code>", "is old"),
        ),
        (
            IndexDamaged("index", "a file is gone"),
            503,
            ("الفهرس تالف", "<code>masadir build --index index</code>", "a file is gone"),
        ),
        (MasadirError("Something odd."), 500, ("خطأ غير متوقع", "Something odd.")),
    ],
)
@pytest.mark.parametrize("path", ["/", "/search?q=x", "/article/notes/mill", "/sources"])
def test_when_the_index_cannot_answer_the_page_says_what_to_do(
    path: str, error: MasadirError, status: int, expected: tuple[str, ...], client: FlaskClient, engine: FakeEngine
) -> None:
    engine.error = error
    response = client.get(path)
    assert response.status_code == status
    assert_sound_page(response.text)
    for words in expected:
        assert words in response.text


def test_an_unexpected_error_is_a_page_that_tells_nothing_of_the_inside(app: Flask, engine: FakeEngine) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    engine.error = ValueError("secret of the inside")
    response = app.test_client().get("/search?q=x")
    assert response.status_code == 500
    assert_sound_page(response.text)
    assert "secret" not in response.text


def test_an_unknown_article_a_wrong_method_and_a_bad_question_have_pages_of_their_own(client: FlaskClient) -> None:
    for response, status, words in (
        (client.get("/article/gone"), 404, "لا مقال بهذا العنوان"),
        (client.post("/search"), 405, "طريقة طلب غير متاحة"),
        (client.get("/article/notes/mill?level=deep&q=x"), 400, "طلب غير مفهوم"),
    ):
        assert response.status_code == status
        assert_sound_page(response.text)
        assert words in response.text
    assert "GET" in client.post("/search").headers["Allow"]
