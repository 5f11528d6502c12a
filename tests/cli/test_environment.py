"""The command line as a real process: the environment, locales, pipes, and what starting it imports."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from indexer import __version__
from indexer.cli import main

Capture = pytest.CaptureFixture[str]


def masadir(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A real process, in the current folder."""
    command = [sys.executable, "-m", "indexer", *arguments]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, timeout=60, check=False)


def test_the_environment_names_the_folders(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MASADIR_SOURCES", str(folder / "sources"))
    monkeypatch.setenv("MASADIR_INDEX", str(tmp_path / "elsewhere"))
    assert main(["build"]) == 0
    assert (tmp_path / "elsewhere" / "CURRENT").exists()
    assert main(["search", "البحر"]) == 0
    capsys.readouterr()
    assert main(["search", "البحر", "--index", str(tmp_path / "none")]) == 1, "an option comes before the environment"


@pytest.mark.parametrize("command", [["search", "x"], ["stats"], ["explain", "x", "y"], ["serve"]])
def test_an_unknown_engine_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, capsys: Capture, command: list[str]) -> None:
    monkeypatch.setenv("MASADIR_ENGINE", "sphinx")
    assert main(command) == 2
    assert "MASADIR_ENGINE: expected whoosh" in capsys.readouterr().err


def test_check_says_that_the_engine_is_unknown(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("MASADIR_ENGINE", "sphinx")
    assert main(["check"]) == 1
    assert "MASADIR_ENGINE" in capsys.readouterr().out


def test_the_module_is_the_command() -> None:
    done = masadir("--version")
    assert (done.returncode, done.stdout.decode().strip(), done.stderr) == (0, f"masadir {__version__}", b"")


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m indexer search البحر --json | head -c 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert done.stdout.decode() == "{0\n"
    assert done.stderr == b""


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}],
    ids=["ascii", "C"],
)
def test_pipes_get_utf_8_whatever_the_locale(environment: dict[str, str]) -> None:
    done = masadir("search", "البحر", "--json", **environment)
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout.decode())
    assert answer["query"] == "البحر"
    assert answer["total"]["value"] == 2
    assert "بحر القرية".encode() in done.stdout


def test_output_into_a_pipe_has_no_colours() -> None:
    assert b"\x1b" not in masadir("search", "البحر").stdout


def modules_after(arguments: str) -> set[str]:
    return modules_of(f"""
import contextlib, io
from indexer.cli import main
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    main({arguments})
""")


def modules_of(code: str) -> set[str]:
    code += """
import sys
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True, text=True)
    return set(done.stdout.split())


def test_help_imports_nothing_heavy() -> None:
    modules = modules_after('["--help"]')
    assert "indexer" in modules
    assert not modules & {"numpy", "whoosh", "flask", "trafilatura", "bs4", "tqdm", "pyarabic", "yaml"}


def test_searching_imports_no_reader_and_no_server() -> None:
    modules = modules_after('["search", "البحر"]')
    assert "numpy" in modules
    assert not modules & {"flask", "waitress", "trafilatura", "bs4", "frontmatter", "yaml", "lxml"}


def test_building_from_a_collection_imports_nothing_that_other_formats_need(tmp_path: Path) -> None:
    sources, index = tmp_path / "sources", tmp_path / "index"
    sources.mkdir()
    (sources / "corpus.jsonl").write_text('{"_id": "1", "title": "النهر", "text": "نص عن النهر."}', "utf-8")
    modules = modules_after(str(["build", str(sources), "--index", str(index)]))
    assert (index / "CURRENT").exists()
    assert not modules & {"bs4", "trafilatura", "frontmatter", "yaml", "pdfminer", "flask", "rapidfuzz"}


def test_a_process_that_works_on_what_another_found_imports_no_other_reader_and_nothing_of_whoosh() -> None:
    modules = modules_of("import indexer.stretches, indexer.readers.jsonl")
    assert "numpy" in modules
    assert not modules & {"bs4", "lxml", "yaml", "whoosh", "numba"}


def test_a_short_question_imports_neither_the_compiler_nor_what_writes_indexes() -> None:
    modules = modules_after('["search", "البحر"]')
    assert "numpy" in modules
    assert not modules & {"numba", "whoosh", "hijridate", "email", "subprocess"}
