"""Do the commands that the documentation tells people to type work, in the order in which they stand there?"""

import argparse
import re
import shlex
import shutil
from pathlib import Path

import pytest

from indexer.build import build
from indexer.cli import main
from indexer.options import parser
from indexer.readers.sources import SOURCE_FILE, read_source
from tests.docs.generated import ROOT
from tests.docs.pages import HAND_WRITTEN, code_blocks, page
from webapp.openapi import openapi_document

LASTING = ("serve", "watch")
"""Commands that end only when they are stopped; only their arguments are looked at."""

NOT_OURS = (".", "git", "cd")
"""Commands of the shell and of other programs, which are left to them."""


def shell_lines(text: str) -> list[list[str]]:
    """Every command in the shell blocks of a page, as words; comments are dropped."""
    lines = [line for code in code_blocks(text, "sh") for line in code.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a reader has it: the sample sources, and the collection of docs/collections.md beside them."""
    for folder in re.findall(r"^\| `([\w-]+)` \|", page("sources/README.md"), re.MULTILINE):
        if not (ROOT / "sources" / folder).is_dir():
            pytest.skip(f"not run: the sample articles in sources/{folder} were deleted")
        shutil.copytree(ROOT / "sources" / folder, tmp_path / "sources" / folder)
    collection = tmp_path / "my-collection"
    collection.mkdir()
    corpus, queries = code_blocks(page("docs/collections.md"), "jsonl")
    (qrels,) = code_blocks(page("docs/collections.md"), "tsv")
    (collection / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    (collection / "queries.jsonl").write_text(queries, encoding="utf-8")
    (collection / "qrels.tsv").write_text(qrels, encoding="utf-8")
    (questions,) = code_blocks(page("docs/cli.md"), "csv")
    (tmp_path / "questions.csv").write_text(questions, encoding="utf-8")
    build(tmp_path / "sources", tmp_path / "index")
    for name in ("MASADIR_SOURCES", "MASADIR_INDEX", "MASADIR_ENGINE", "MASADIR_CORES", "MASADIR_MEMORY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=lambda path: path.name)
def test_every_command_of_a_page_works(path: Path, workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for program, *arguments in shell_lines(path.read_text(encoding="utf-8")):
        line = shlex.join([program, *arguments])
        if program == "masadir" and arguments[0] in LASTING:
            assert isinstance(parser().parse_args(arguments), argparse.Namespace)
        elif program == "masadir":
            assert main(arguments) == 0, f"{line}: {capsys.readouterr().err}"
            assert capsys.readouterr().out or "--output" in arguments, line
        elif program == "make":
            assert arguments[0] in targets, line
        elif program == "curl":
            address = next(word for word in arguments if word.startswith("http://127.0.0.1:8000"))
            assert address.removeprefix("http://127.0.0.1:8000") in openapi_document()["paths"], line  # type: ignore[operator]  # a JSON object
        else:
            assert program in NOT_OURS, f"{line}: nothing tests this"


def test_the_readme_runs_most_commands() -> None:
    commands = {words[1] for words in shell_lines(page("README.md")) if words[0] == "masadir"}
    assert commands >= {"build", "update", "search", "serve", "check", "stats", "analyze", "evaluate"}


def test_the_source_file_in_the_readme_is_read_without_complaint(tmp_path: Path) -> None:
    (example,) = code_blocks(page("README.md"), "toml")
    (tmp_path / SOURCE_FILE).write_text(example, encoding="utf-8")
    defaults, complaints = read_source(tmp_path, "harbour", "harbour")
    assert complaints == []
    assert defaults.source.name == "مجلة الميناء"
    assert defaults.source.licence == "CC-BY-4.0"
    assert defaults.authors == ("هيئة التحرير",)
    assert defaults.published == "2021-06"


def test_a_run_of_the_example_collection_is_a_run_file(workplace: Path) -> None:
    for words in shell_lines(page("docs/collections.md")):
        assert main(words[1:]) == 0
    lines = (workplace / "my.run").read_text(encoding="utf-8").splitlines()
    assert lines
    assert all(re.fullmatch(r"q[12] Q0 \S+ \d+ \d+\.\d+ masadir", line) for line in lines)
