"""Searching in the shell in all its shapes: what each prints, to which stream, and its exit code."""

import csv
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.cli import main
from indexer.search import open_engine
from webapp.app import create_app

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return create_app(open_engine(folder / "index")).test_client()


def settled(text: str) -> object:
    body = json.loads(text)
    if isinstance(body, dict):
        body.pop("took_ms", None)
    return body


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        ("search البحر --limit 1", "/api/search?q=البحر&size=1"),
        ("search البحر --language ar --copies", "/api/search?q=البحر&language=ar&copies=true"),
        ("search البحر --repair none", "/api/search?q=البحر&repair=none"),
        ("search -ث --from 1440هـ --to 1442هـ", "/api/search?q=-ث&from=1440هـ&to=1442هـ"),
        ("article bahr --question البحر --level form", "/api/articles/bahr?q=البحر&level=form"),
        ("article nahr --paragraph 1 --question البحر", "/api/articles/nahr/paragraphs/1?q=البحر"),
        ("similar bahr --limit 2", "/api/articles/bahr/similar?size=2"),
        ("story bahr", "/api/articles/bahr/story"),
        ("suggest البح", "/api/suggest?q=البح"),
    ],
)
def test_json_is_to_the_letter_what_the_endpoint_answers(
    capsys: Capture, client: FlaskClient, arguments: str, address: str
) -> None:
    command, *rest = arguments.split()
    words = [command, "--json", *(rest if rest[0] != "-ث" else [*rest[1:], "--", rest[0]])]
    main(words)
    assert settled(capsys.readouterr().out) == settled(client.get(address).text)


@pytest.mark.parametrize("fmt", ["jsonl", "csv"])
def test_every_hit_is_printed_as_the_endpoint_exports_it(capsys: Capture, client: FlaskClient, fmt: str) -> None:
    assert main(["search", "البحر", "--all", fmt]) == 0
    # The terminal's line ends are its own business.
    assert capsys.readouterr().out.splitlines() == client.get(f"/api/search.{fmt}?q=البحر").text.splitlines()
    assert main(["search", "زرافة", "--all", fmt]) == 1


@pytest.mark.parametrize("fmt", ["bibtex", "ris", "csl-json"])
def test_a_citation_is_printed_in_the_format_asked_for(capsys: Capture, fmt: str) -> None:
    assert main(["cite", "bahr", "--format", fmt]) == 0
    assert "بحر القرية" in capsys.readouterr().out


def test_plain_lines_have_a_tab_between_their_fields_and_nothing_else(capsys: Capture) -> None:
    assert main(["search", "البحر", "--plain", "--sort", "newest"]) == 0
    first, second = (line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert [*first[:2], *first[3:]] == [
        "1",
        "bahr",
        "2021-06-05",
        "sources",
        "سلمى",
        "بحر القرية",
        "هدأ البحر بعد العاصفة.",
    ]
    assert (second[0], second[1], second[5]) == ("2", "nahr", "")


def test_a_cursor_goes_on_behind_an_answer(capsys: Capture) -> None:
    main(["search", "البحر", "--json", "--limit", "1"])
    first = json.loads(capsys.readouterr().out)
    assert main(["search", "البحر", "--json", "--cursor", first["page"]["cursor"]]) == 0
    second = json.loads(capsys.readouterr().out)
    assert {hit["id"] for hit in first["hits"] + second["hits"]} == {"bahr", "nahr"}
    assert second["page"] == {"number": None, "size": 10, "next": None, "prev": None, "cursor": None}
    assert main(["search", "نهر", "--cursor", first["page"]["cursor"]]) == 2
    assert "another question" in capsys.readouterr().err


def test_a_table_of_questions_gives_a_table_of_hits(tmp_path: Path, capsys: Capture) -> None:
    asked, found = tmp_path / "asked.csv", tmp_path / "found.csv"
    asked.write_text('\ufeffid,question\nsea,البحر\n,\n,زرافة\n=x,"""النهر في البحر"""\n', encoding="utf-8")
    assert main(["search", "--questions", str(asked), "--output", str(found), "--sort", "oldest"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"3 questions asked, 1 without hits; the hits are in {found}\n")
    rows = list(csv.DictReader(found.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["question_id"], row["total"], row["rank"], row["id"]) for row in rows] == [
        ("sea", "2", "1", "nahr"),
        ("sea", "2", "2", "bahr"),
        ("'=x", "1", "1", "nahr"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,text\n1,بحر\n", "expected a column `question`, got id, text"),
        ("", "got none"),
        ("question\n" + "بحر " * 600 + "\n", "row 1: The question has"),
    ],
)
def test_a_table_that_is_none_is_said(tmp_path: Path, capsys: Capture, content: str, said: str) -> None:
    (tmp_path / "asked.csv").write_text(content, encoding="utf-8")
    assert main(["search", "--questions", str(tmp_path / "asked.csv"), "--output", str(tmp_path / "o.csv")]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search"], "QUESTION: expected a question, or --questions FILE"),
        (["search", "--questions", "q.csv"], "--output: expected a file for the hits"),
        (["search", "x", "--cursor", "near"], "--cursor: expected the cursor of an answer, got 'near'"),
        (["search", "x", "--cursor", "a" * 45, "--manifest", "m.json"], "--manifest: expected no --cursor beside it"),
        (["search", "البحر", "--manifest", "no/such/folder/m.json"], "--manifest: expected a file that can be written"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(capsys: Capture, arguments: list[str], said: str) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"masadir: {said}")


def test_an_article_is_printed_whole_or_by_its_paragraph(capsys: Capture) -> None:
    assert main(["article", "bahr"]) == 0
    assert capsys.readouterr().out.split("\n")[:2] == ["بحر القرية", "   sources · سلمى · 2021-06-05 · bahr"]
    assert main(["article", "bahr", "--paragraph", "1"]) == 0
    assert capsys.readouterr().out == "هدأ البحر بعد العاصفة.\n"
    assert main(["article", "bahr", "--paragraph", "2"]) == 1
    assert "has 1 paragraphs; there is no 2" in capsys.readouterr().err
    assert main(["story", "bahr"]) == 0
    assert capsys.readouterr().out.startswith("بحر القرية\n")


def test_stats_for_machines_are_the_passport_of_the_index(capsys: Capture, client: FlaskClient) -> None:
    assert main(["stats", "--json"]) == 0
    body = client.get("/api/index").json
    assert body is not None
    assert json.loads(capsys.readouterr().out)["index"] == body["index"]


def test_a_setting_that_is_none_is_refused_by_name(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "MASADIR_QUESTION_SECONDS": "soon",
        "MASADIR_PAGE_SIZE_LIMIT": "٣.٥",
        "MASADIR_LISTS": "0",
    }.items():
        monkeypatch.setenv(name, value)
        assert main(["search", "البحر"]) == 2
        assert capsys.readouterr().err.startswith(f"masadir: {name}: expected ")
        monkeypatch.delenv(name)


def test_a_search_that_was_written_down_is_asked_again(tmp_path: Path, capsys: Capture) -> None:
    path = str(tmp_path / "sea.json")
    assert main(["search", "البحر", "--manifest", path]) == 0
    capsys.readouterr()
    assert main(["replay", path]) == 0
    assert "the same hits" in capsys.readouterr().out
    assert main(["replay", path, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["hits"] == []
