"""Lucene as an engine of the speed benchmark: what is sent, what is made of answers, what is said where it lacks."""

import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.asked import Asked, Documents
from benchmarks.lucene import Lucene, LuceneProgram, parsed, request

JAR = "MASADIR_LUCENE_JAR"

# A program that answers as ours in Java does, but always the same.
SEVEN = "import sys\nfor line in sys.stdin: print(7, flush=True)"


def test_a_question_is_one_line_of_what_is_wanted_the_operator_and_the_words() -> None:
    assert request("count", Asked("and2", "all", ("نهر", "جسر"))) == "count all نهر جسر"


def test_answers_are_numbers() -> None:
    assert parsed("count any نهر", "12\n") == 12


@pytest.mark.parametrize("answer", ["", "NullPointerException\n"])
def test_an_answer_that_is_no_number_ends_the_run_and_names_the_question(answer: str) -> None:
    with pytest.raises(SystemExit, match="'time any نهر'"):
        parsed("time any نهر", answer)


def test_times_are_the_programs_own_in_microseconds() -> None:
    lucene = Lucene([sys.executable, "-c", SEVEN])
    asked = Asked("rare", "any", ("نهر",))
    assert lucene.ask(asked)().microseconds == 0.007
    assert lucene.count(asked) == 7
    lucene.warm([asked])
    lucene.close()


def test_a_jar_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="which is no file"):
        LuceneProgram(tmp_path / "lucene-core.jar", tmp_path)


def test_a_machine_without_java_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jar = tmp_path / "lucene-core.jar"
    jar.touch()
    monkeypatch.setattr(shutil, "which", lambda tool: None)
    with pytest.raises(SystemExit, match="there is no java"):
        LuceneProgram(jar, tmp_path)


@pytest.mark.skipif(not os.environ.get(JAR), reason=f"not run: {JAR} names no JAR of lucene-core")
def test_lucene_finds_what_is_there(tmp_path: Path) -> None:
    words = np.array([0, 1, 2, 1, 0, 2, 2], np.int32)  # نهر جسر قارب · جسر نهر · قارب قارب
    program = LuceneProgram(Path(os.environ[JAR]), tmp_path)
    program.build(Documents(["نهر", "جسر", "قارب"], words, np.array([0, 3, 5, 7])), tmp_path / "index")
    lucene = program(tmp_path / "index")
    asked = [("any", "قارب", 2), ("any", "نهر قارب", 3), ("all", "نهر قارب", 1), ("phrase", "جسر نهر", 1)]
    found = [lucene.count(Asked("", operator, tuple(text.split()))) for operator, text, _ in asked]
    assert found == [count for *_, count in asked]
    assert lucene.ask(Asked("", "phrase", ("جسر", "نهر")))().microseconds > 0
    lucene.close()
