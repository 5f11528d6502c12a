"""Bad input: each kind is one sentence or the usage on standard error, with its exit code, and never a traceback."""

import json
import shutil
from pathlib import Path

import pytest

from indexer.cli import main
from indexer.search import open_engine
from indexer.settings import Settings
from tests.store.foreign_reader import entries
from webapp.app import create_app

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("command", ["search x", "explain x y", "stats", "run --queries q --output o"])
def test_without_an_index_every_command_says_how_to_build_one(tmp_path: Path, capsys: Capture, command: str) -> None:
    (tmp_path / "q").touch()
    arguments = command.replace(" q ", f" {tmp_path / 'q'} ").split(" ")
    if arguments[0] == "run":
        (tmp_path / "q").write_text('{"_id": "1", "text": "x"}', encoding="utf-8")
        arguments[-1] = str(tmp_path / "o")
    assert main([*arguments, "--index", str(tmp_path / "none")]) == 1
    err = capsys.readouterr().err
    assert (
        err
        == f"masadir: There is no index in {tmp_path / 'none'}. Build one: masadir build --index {tmp_path / 'none'}\n"
    )


@pytest.mark.parametrize(
    "options",
    [
        ["--to", "2020", "--from", "2022"],
        ["--to", "2021-06-30", "--from", "2021-07"],
        ["--from", "أمس"],
        ["--to", "2021-13"],
        ["--from", "2021-02-30"],
        ["--limit", "0"],
        ["--limit", "100000"],
        ["--page", "0"],
        ["--page", "-1"],
    ],
    ids=" ".join,
)
def test_a_bad_value_is_wrong_usage_and_is_named(capsys: Capture, options: list[str]) -> None:
    assert main(["search", "البحر", *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"masadir: {options[0]}: expected ")
    assert len(err.splitlines()) == 1


def test_a_span_of_dates_may_mix_precisions(capsys: Capture) -> None:
    assert main(["search", "البحر", "--from", "2021-06", "--to", "2021"]) == 0
    assert main(["search", "البحر", "--from", "2021", "--to", "2021-06-05"]) == 0


def test_the_shell_and_the_endpoint_refuse_the_same_span_of_dates(folder: Path, capsys: Capture) -> None:
    assert main(["search", "البحر", "--from", "2022", "--to", "2020"]) == 2
    said = capsys.readouterr().err.removeprefix("masadir: --")
    engine = open_engine(Settings(index_dir=folder / "index"))
    response = create_app(engine).test_client().get("/api/search?q=البحر&from=2022&to=2020")
    engine.close()
    assert response.status_code == 400
    assert json.loads(response.data)["detail"] == said.rstrip("\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["search", "x", "--json", "--plain"],
        ["search", "x", "--level", "deep"],
        ["search", "x", "--sort", "best"],
        ["search", "x", "--limit", "ten"],
        ["run", "--queries", "q", "--output", "o", "--limit", "0"],
        ["run", "--queries", "q", "--output", "o", "--limit", "٣.٥"],
        ["serve", "--port", "http"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_end_with_2_and_the_usage(capsys: Capture, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: masadir")


def test_a_question_of_ten_thousand_characters_is_too_long(capsys: Capture) -> None:
    assert main(["search", "بحر " * 2_500]) == 2
    assert "10,000 characters" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("؟!،؛ …", 1),
        ("", 1),
        ("   ", 1),
        ("في من على", 0),
        ('"', 1),
        ("((((", 1),
        ("+", 1),
        ("و أو ليس", 1),
        ("*", 1),
        ("\udcff\udcfe", 1),
        ("البحر \udcff", 0),
        ("البحر\x00\x1b[2J", 0),
    ],
    ids=ascii,
)
def test_anything_a_person_types_gets_an_answer(capsys: Capture, question: str, code: int) -> None:
    assert main(["search", question]) == code
    assert capsys.readouterr().out.splitlines()[0].endswith("ms")
    assert main(["search", "--json", "--", question]) == code
    assert json.loads(capsys.readouterr().out)["total"]["value"] >= 0


def test_a_notice_goes_to_standard_error(capsys: Capture) -> None:
    main(["search", '"البحر'])
    out, err = capsys.readouterr()
    assert err.startswith("masadir: ")
    assert err.removeprefix("masadir: ").strip() not in out


def test_an_index_that_turns_out_damaged_is_a_sentence(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    shutil.copytree(folder / "index", tmp_path / "index")
    for path in (tmp_path / "index").glob("*/MAIN*.arrays"):
        articles, content = entries(path)["stored/texts"], path.read_bytes()
        path.write_bytes(content[: articles.start] + bytes(articles.end - articles.start) + content[articles.end :])
    assert main(["search", "البحر", "--index", str(tmp_path / "index")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "is damaged" in err
    assert f"masadir build --index {tmp_path / 'index'}" in err
