"""The parts of the documentation that are made from the code: `make docs` writes them, a test holds them fresh.

A part stands between `<!-- make docs: NAME -->` and `<!-- end -->`, and NAME is a function in `PARTS`. Answers come
from the few articles in `tests/docs/articles`; times, fingerprints and scores in them are set to a fixed value. Not for
what is written by hand: that has tests of its own in this folder.
"""

import inspect
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from indexer.answers import Level
from indexer.arabic.analysis import analyze
from indexer.arabic.folding import STEPS
from indexer.build import build
from indexer.search import open_engine, parse
from indexer.search.engine import Engine
from indexer.settings import Settings
from tests.docs.rendering import commands, pretty, table
from webapp.app import create_app
from webapp.openapi import PROBLEMS, allowed, openapi_document

ROOT = Path(__file__).parents[2]
ARTICLES = Path(__file__).parent / "articles"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

_PART = re.compile(r"(<!-- make docs: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_FIXED = {
    "took_ms": 1.8,
    "score": 2.5,
    "generation": "20260101T080000000000Z",
    "built_at": "2026-01-01T08:00:00+00:00",
    "bytes": 40_960,
    "sources_digest": "89ab" * 16,
    "cursor": "mn2xe43poiqg6zraorugs4zamfxhg53foiwca33qmfyxk",
}
"""What says nothing about the shape of an answer; a cursor that is null stays so."""

_FIXED_ANALYSIS = "0123456789ab"

EXAMPLE_WORDS = ("وَالمَدارِس", "ٱلْعِلْمِ", "اداره", "إدارة", "المكتبة", "كتاب", "للكتب", "وزراء", "٢٠٢١")
"""Words shown at every level in docs/arabic.md."""

EXAMPLE_KIN = (
    ("والمدارس", "للمدارس", "مدارسهم"),
    ("كتابا", "كتابها", "وكتابه"),
    ("مهندس", "مهندسون", "المهندسين"),
    ("تصريح", "تصريحات", "تصريحاتها"),
    ("دولة", "دولته", "الدول"),
    ("بريطانيا", "البريطانية", "بريطاني"),
    ("وزير", "الوزراء", "لوزرائها"),
    ("بوزارة", "وزارة", "للوزارة"),
    ("فلسطين", "وفلسطين", "فلسطينية"),
)
"""Words that are close kin, shown with their stems in docs/arabic.md."""


def with_fresh_parts(page: str) -> str:
    """A page with each of its generated parts made again. Raises KeyError for a part that nothing makes."""
    return _PART.sub(lambda part: f"{part[1]}{PARTS[part[2]]()}\n{part[3]}", page)


@contextmanager
def example_engine() -> Iterator[Engine]:
    """An engine over the example articles, indexed for this once."""
    with tempfile.TemporaryDirectory() as folder:
        build(ARTICLES, Path(folder))
        engine = open_engine(Settings(index_dir=Path(folder)))
        yield engine
        engine.close()


def endpoints() -> str:
    """Every path of the endpoint with its parameters."""
    parts = []
    paths: dict[str, Any] = openapi_document()["paths"]  # type: ignore[assignment]  # a JSON object, so far unnamed
    for path, methods in paths.items():
        operation = methods["get"]
        parts.append(f"### GET {path}\n\n{operation['summary'].rstrip('.')}.\n")
        parameters = [parameter for parameter in operation["parameters"] if parameter["in"] == "query"]
        if parameters:
            rows = [(f"`{one['name']}`", one["description"], allowed(one)) for one in parameters]
            parts.append(table(("parameter", "meaning", "values"), rows))
    return "\n".join(parts)


def problems() -> str:
    """Every cause of an error with its status."""
    return table(
        ("code", "status", "when"),
        [(f"`{one.code}`", str(one.status), (one.__doc__ or "").split("\n")[0]) for one in PROBLEMS],
    )


def search_answer() -> str:
    """The answer to a search, whole."""
    return _answer("/api/search?q=إدارة المكتبة&size=1")


def article_answer() -> str:
    """One article."""
    return _answer("/api/articles/library-night?q=المكتبة")


def jsonl_answer() -> str:
    """All hits as JSONL."""
    return _answer("/api/search.jsonl?q=الزيتون")


def csv_answer() -> str:
    """All hits as CSV."""
    return _answer("/api/search.csv?q=السوق&sort=oldest")


def paragraph_answer() -> str:
    """One paragraph."""
    return _answer("/api/articles/library-night/paragraphs/2?q=كتب")


def similar_answer() -> str:
    """The articles most like one."""
    return _answer("/api/articles/olives/similar?size=1")


def story_answer() -> str:
    """An article and its copies."""
    return _answer("/api/articles/olives/story")


def index_answer() -> str:
    """What is in the index."""
    return _answer("/api/index")


def suggest_answer() -> str:
    """Completions of a word."""
    return _answer("/api/suggest?q=سوق الو")


def sources_answer() -> str:
    """The sources of the index."""
    return _answer("/api/sources")


def health_answer() -> str:
    """Whether questions can be answered."""
    return _answer("/api/health")


def error_answer() -> str:
    """An error as problem details."""
    return _answer("/api/search?q=كتاب&level=near")


def bibtex_answer() -> str:
    """A citation."""
    return _answer("/api/articles/library-night/citation?format=bibtex")


def first_hit() -> str:
    """The first hit of a search as the README shows it."""
    with _client() as client:
        payload = client.get("/api/search?q=إدارة المكتبة").get_json()
    return f"```json\n{pretty(_settled(payload['hits'][0]))}\n```"


def example_articles() -> str:
    """The articles that the examples of the question language are asked about."""
    records = map(json.loads, (ARTICLES / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    return table(
        ("id", "title", "text", "author", "date", "source"),
        [
            (
                f"`{one['_id']}`",
                one["title"],
                one["text"].replace("\n", " ¶ "),
                one.get("author", ""),
                one["date"],
                one["source"],
            )
            for one in records
        ],
    )


def grammar() -> str:
    """The grammar of the question language, as the module that reads it states it."""
    rules = [line.strip() for line in (inspect.getdoc(parse) or "").splitlines() if " = " in line]
    return "\n".join(["```", *rules, "```"])


def levels() -> str:
    """Some words at the four levels."""
    return table(("as written", *(level.value for level in Level)), [(word, *analyze(word)) for word in EXAMPLE_WORDS])


def stems() -> str:
    """Kin and the stems they get, the same or not."""
    return table(
        ("words", "stems"),
        [("، ".join(words), "، ".join(dict.fromkeys(analyze(word).stem for word in words))) for words in EXAMPLE_KIN],
    )


def folding_steps() -> str:
    """The classes of spellings that are joined, in order, each with its cost."""
    rows = []
    for step in STEPS:
        meets, _, cost = " ".join((step.fold.__doc__ or "").split()).partition(" Cost: ")
        rows.append((step.name, meets, cost or "none"))
    return table(("class", "what meets", "cost"), rows)


@contextmanager
def _client() -> Iterator[FlaskClient]:
    with example_engine() as engine, create_app(engine).test_client() as client:
        yield client


@cache
def _answer(address: str) -> str:
    with _client() as client:
        response = client.get(address)
        text = response.text
    match (response.mimetype or "").rpartition("/")[2].rpartition("+")[2]:
        case "json":
            language, body = "json", pretty(_settled(json.loads(text)))
        case "jsonl":
            lines = [json.dumps(_settled(json.loads(line)), ensure_ascii=False) for line in text.splitlines()]
            language, body = "json", "\n".join(lines)
        case "csv":
            language, body = "", re.sub(r"(?m)^(\d+,[^,]+),[\d.]+", rf"\1,{_FIXED['score']}", text.strip("\ufeff\r\n"))
            body = body.replace("\r\n", "\n")
        case _:
            language, body = "", text.strip()
    return f"```\nGET {address}\n```\n\n```{language}\n{body}\n```"


def _settled(value: Any) -> Any:
    """An answer with what says nothing about its shape set to a fixed value."""
    if isinstance(value, list):
        return [_settled(item) for item in value]
    if not isinstance(value, dict):
        return value
    settled = {key: _settled(item) if item is None else _FIXED.get(key, _settled(item)) for key, item in value.items()}
    return settled | {"analysis": _FIXED_ANALYSIS} if "analysis" in settled else settled


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "endpoints": endpoints,
    "problems": problems,
    "search-answer": search_answer,
    "article-answer": article_answer,
    "jsonl-answer": jsonl_answer,
    "csv-answer": csv_answer,
    "paragraph-answer": paragraph_answer,
    "similar-answer": similar_answer,
    "story-answer": story_answer,
    "index-answer": index_answer,
    "suggest-answer": suggest_answer,
    "sources-answer": sources_answer,
    "health-answer": health_answer,
    "error-answer": error_answer,
    "bibtex-answer": bibtex_answer,
    "first-hit": first_hit,
    "example-articles": example_articles,
    "grammar": grammar,
    "levels": levels,
    "folding-steps": folding_steps,
    "stems": stems,
}


def main() -> None:
    """Write every generated part again."""
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        new = with_fresh_parts(old)
        if new != old:
            page.write_text(new, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
