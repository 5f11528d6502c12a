import pytest
from flask import Flask

from indexer.answers import Question
from indexer.search.parse import parse
from tests.webapp.fake_engine import FakeEngine
from webapp.examples import examples


@pytest.mark.parametrize(("path", "words"), [("/help", ("أو", "عنوان:")), ("/en/help", (" OR ", "title:"))])
def test_examples_speak_the_language_of_the_page_and_are_understood(
    path: str, words: tuple[str, ...], app: Flask, engine: FakeEngine
) -> None:
    with app.test_request_context(path):
        found = examples(engine)
    texts = " ".join(example.text for example in found)
    assert all(word in texts for word in words)
    for example in found:
        assert parse(example.text).notices == (), example.text


def test_examples_are_made_of_what_the_collection_has(engine: FakeEngine) -> None:
    texts = " ".join(example.text for example in examples(engine))
    assert "الر" in texts
    assert "سلمى الحداد" in texts
    assert "1998..2024" in texts


def test_a_collection_without_anything_has_examples_too(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "suggest", lambda text, limit=8: ())
    monkeypatch.setattr(engine, "sources", lambda: ())
    assert examples(engine)[0].text == "كتاب مدينة"
    assert engine.asked == [Question("كتاب", size=1)]
