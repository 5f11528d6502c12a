"""Lucene as an engine of `benchmarks.speed`, where its JAR is given: a Java program of ours that is talked to by lines.

    benchmarks/Lucene.java      the program, compiled into a temporary folder before anything is measured

It is timed by itself: CPU of the one thread that answers, after each question was asked often enough for the Java
machine to compile what it needs. That its compilers and its garbage collector work in threads of their own is in its
favour; that it is asked over a pipe costs it nothing. Indexing is timed with all threads, from its start to its end.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from benchmarks.asked import Asked, Documents
from indexer.search.bm25 import K1, B

PROGRAM = Path(__file__).with_name("Lucene.java")


class Timed(NamedTuple):
    """What an engine that has a clock of its own returns for a question."""

    microseconds: float


class LuceneProgram:
    """Builds and opens indexes of Lucene; an engine of `benchmarks.speed`."""

    name = "Lucene"

    def __init__(self, jar: Path, classes: Path) -> None:
        """Compile into a folder against a JAR of lucene-core 9. Ends with a message where that can't be done."""
        if not jar.is_file():
            raise SystemExit(f"--lucene: expected the file lucene-core-9.x.jar, got {jar}, which is no file")
        missing = [tool for tool in ("java", "javac") if shutil.which(tool) is None]
        if missing:
            raise SystemExit(f"--lucene: expected a Java development kit (17 or later), but there is no {missing[0]}")
        self._path = f"{classes}{os.pathsep}{jar}"
        compiling = subprocess.run(
            ["javac", "-d", str(classes), "-cp", str(jar), str(PROGRAM)],
            capture_output=True,
            text=True,
            check=False,
        )
        if compiling.returncode:
            why = next(iter(compiling.stderr.splitlines()), "")
            raise SystemExit(f"--lucene: expected the JAR of lucene-core 9, got {jar}, which lacks something ({why})")

    def build(self, found: Documents, folder: Path) -> None:
        """Index the words, text stored, into one segment."""
        with subprocess.Popen(self._command("build", folder), stdin=subprocess.PIPE, encoding="utf-8") as program:
            assert program.stdin is not None  # noqa: S101 -- for the types
            for text in found.texts():
                program.stdin.write(f"{text}\n")
        if program.returncode:
            raise SystemExit(f"Lucene ended with exit code {program.returncode} while indexing")

    def __call__(self, folder: Path) -> "Lucene":
        """Open the index in a folder."""
        return Lucene(self._command("ask", folder))

    def _command(self, what: str, folder: Path) -> list[str]:
        return ["java", "-Xmx1536m", "-cp", self._path, PROGRAM.stem, what, str(folder), str(K1), str(B)]


class Lucene:
    """An index that is open in a Java process, which ends with this one."""

    def __init__(self, command: Sequence[str]) -> None:
        self._program = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )  # ended by `close`

    def ask(self, asked: Asked) -> "LuceneAsk":
        """The best ten, timed over there."""
        return LuceneAsk(self, request("time", asked))

    def count(self, asked: Asked) -> int:
        """How many documents match."""
        return self.answer(request("count", asked))

    def warm(self, asked: Iterable[Asked]) -> None:
        """Ask each often, so that what answers is compiled."""
        for one in asked:
            self.answer(request("warm", one))

    def answer(self, line: str) -> int:
        """The number that the program answers to a line."""
        to, answers = self._pipes()
        to.write(f"{line}\n")
        to.flush()
        return parsed(line, answers.readline())

    def close(self) -> None:
        """End the program, which does so when there is nothing more to read."""
        self._program.communicate()

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        assert self._program.stdin is not None  # noqa: S101 -- for the types
        assert self._program.stdout is not None  # noqa: S101 -- as above
        return self._program.stdin, self._program.stdout


class LuceneAsk(NamedTuple):
    """A question that is ready to be asked."""

    lucene: Lucene
    line: str

    def __call__(self) -> Timed:
        """Ask it."""
        return Timed(self.lucene.answer(self.line) / 1000)


def request(what: str, asked: Asked) -> str:
    """A line for the program: what is wanted, the operator and the words."""
    return " ".join((what, asked.operator, *asked.words))


def parsed(line: str, answer: str) -> int:
    """The number in an answer. Ends with a message where the program broke off."""
    if not answer.strip().isdecimal():
        raise SystemExit(f"Lucene was asked {line!r} and answered {answer.strip()!r}, which is no number")
    return int(answer)
