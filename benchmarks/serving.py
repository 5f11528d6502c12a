"""What a person waits for: `masadir search` from a cold process, and an answer of the running server, with its memory.

    python -m benchmarks.serving INDEX QUERIES.jsonl [--questions N]

Each figure stands beside a floor of the same run: importing Flask in a process of its own; a route of Flask that
answers with nothing, on the same server; the memory of that server. Times are medians: of CPU, user and system, and of
the clock for processes, and of the clock for requests, which are asked in turn; the CPU of the servers is the mean.
Memory is what is resident: private, and mapped from files (libraries and the index), which the system takes back when
others need it.

The questions of the file are asked as they are. Then another server is asked questions of several kinds, made of the
words of the others in the file: each of the words of a question of its own, which no other kind has.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import geometric_mean, median
from time import perf_counter
from typing import NamedTuple
from urllib.parse import quote

from indexer.answers import Question
from indexer.evaluation import read_queries
from indexer.search import open_engine
from indexer.search.engine import Engine
from indexer.search.parse import words_of
from indexer.settings import Settings
from indexer.terminal import table

COLD = 7
"""Times a cold process is started."""

WARMING = 30
"""Seconds that the server gets to load its kernels."""

SHORT = 2
"""Words of the short questions, the first of each question."""

OF_A_KIND = 40
"""Questions of each kind."""

INSTALLED = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
"""As whoever installed it has it: Python's files compiled, as those of Flask are."""


class Spent(NamedTuple):
    """Milliseconds of CPU and of the clock."""

    cpu: float
    clock: float


class Memory(NamedTuple):
    """MiB that are resident: private to the process, and mapped from files."""

    private: float
    files: float


def spent(command: Sequence[str]) -> Spent:
    """What a process takes from its start to its end."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(
        [sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, env=INSTALLED
    )
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu * 1000, (ended - started) * 1000)


def milliseconds(address: str) -> float:
    """How long one answer takes."""
    started = perf_counter()
    with closing(urllib.request.urlopen(address)) as answer:
        answer.read()
    return (perf_counter() - started) * 1000


EMPTY = """
from flask import Flask
from waitress.server import create_server
app = Flask("empty")
app.add_url_rule("/", view_func=lambda: "")
server = create_server(app, host="127.0.0.1", port=0, threads=8)
print(f"Empty is at http://127.0.0.1:{server.effective_port}", flush=True)
server.run()
"""


def memory(process: int) -> Memory:
    """What a process has now."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    sizes = {name: value for name, _, value in (line.partition(":") for line in lines)}
    private, files = (int(sizes[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))
    return Memory(private, files)


def cpu_of(process: int) -> float:
    """Milliseconds of CPU that a process has taken so far."""
    # By thread, in nanoseconds: an empty route takes a tenth of a tick.
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(one.read_text(encoding="utf-8").split()[0]) for one in threads) / 1e6


@contextmanager
def serving(command: Sequence[str]) -> Iterator[tuple[str, int]]:
    """A server as a process of its own, until it is done with: its address and its number."""
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None  # noqa: S101 -- for the types
        try:
            yield server.stdout.readline().split()[3], server.pid
        finally:
            server.terminate()


class Row(NamedTuple):
    """One figure beside its floor."""

    what: str
    ours: float
    floor: float
    of: str

    def cells(self) -> tuple[str, ...]:
        """The cells of the table."""
        return self.what, f"{self.ours:.1f}", f"{self.floor:.1f}", f"{self.ours / self.floor:.1f}", self.of


def cold(index: Path, questions: Sequence[str]) -> Iterator[Row]:
    """A search from a cold process, of whole questions and of short ones."""
    floor: list[Spent] = []
    whole: list[Spent] = []
    short: list[Spent] = []
    search = ["-m", "indexer", "search", "--index", str(index), "--"]
    spent([*search, questions[0]])  # once unmeasured: kernels and Python's own files are compiled
    for question in questions[:COLD]:
        floor.append(spent(["-c", "import flask"]))
        for asked, times in ((question, whole), (" ".join(question.split()[:SHORT]), short)):
            times.append(spent([*search, asked]))
    for name, times in (("a question", whole), (f"{SHORT} words", short)):
        for unit, figure in (("of CPU", 0), ("of the clock", 1)):
            ours, least = (median(one[figure] for one in some) for some in (times, floor))
            yield Row(f"a cold search for {name}, ms {unit}", ours, least, "import flask")


def served(index: Path, questions: Sequence[str]) -> Iterator[Row]:
    """An answer of the running server as JSON, and the memory of that server, idle and after the questions."""
    ours, empty = [], []
    with (
        serving(["-c", EMPTY]) as (nothing, bare),
        serving(["-m", "indexer", "serve", "--port", "0", "--index", str(index)]) as (masadir, process),
    ):
        time.sleep(WARMING)
        idle, before = memory(process), (cpu_of(process), cpu_of(bare))
        for question in questions:
            empty.append(milliseconds(nothing))
            ours.append(milliseconds(f"{masadir}/api/search?q={quote(question)}"))
        cpu, cpu_of_bare = (cpu_of(process) - before[0]) / len(questions), (cpu_of(bare) - before[1]) / len(questions)
        busy, least = memory(process), memory(bare)
    yield Row("an answer as JSON, ms of the clock", median(ours), median(empty), "an empty route")
    yield Row("an answer as JSON, ms of the server's CPU", cpu, cpu_of_bare, "an empty route")
    for when, found in (("idle", idle), (f"after {len(questions)} questions", busy)):
        yield Row(f"MiB private, {when}", found.private, least.private, "a bare Flask server")
        yield Row(f"MiB with files, {when}", sum(found), sum(least), "a bare Flask server")


def common(engine: Engine, words: Sequence[str]) -> list[str]:
    """Some words, those first that fewest articles hold."""
    return sorted(words, key=lambda word: engine.search(Question(word, size=1)).articles)


KINDS: dict[str, Callable[[Engine, list[str]], str]] = {
    "the rarest word of a question": lambda engine, words: common(engine, words)[0],
    "the commonest word of a question": lambda engine, words: common(engine, words)[-1],
    "two words": lambda _, words: " ".join(words[:2]),
    "all of two words": lambda _, words: f"+{words[0]} +{words[1]}",
    "a quoted phrase of two words": lambda _, words: f'"{" ".join(words[:2])}"',
    "a quoted phrase of three words": lambda _, words: f'"{" ".join(words[:3])}"',
    "a whole question": lambda _, words: " ".join(words),
}
"""What is asked, made of the words of a question, function words apart; phrases are of words that follow each other."""


def kinds_of(index: Path, questions: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """A question of each kind, and so on, as long as there are questions to make them of."""
    with closing(open_engine(Settings(index_dir=index))) as engine:
        engine.warm()
        left = iter(questions)
        for _ in range(OF_A_KIND):
            made = []
            for kind, make in KINDS.items():
                words = next((words for words in map(words_of, left) if len(words) > SHORT), None)
                if words is None:
                    return
                telling = [word.surface for word in words if not word.function]
                whole = [word.surface for word in words]
                made.append(make(engine, whole if "phrase" in kind or len(telling) < SHORT else telling))
            yield tuple(made)


def served_kinds(index: Path, questions: Sequence[str]) -> Iterator[Row]:
    """An answer of the running server to questions of each kind, asked in turn, and the mean of the kinds."""
    asked = list(kinds_of(index, questions))
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    empty = []
    with (
        serving(["-c", EMPTY]) as (nothing, _),
        serving(["-m", "indexer", "serve", "--port", "0", "--index", str(index)]) as (masadir, _),
    ):
        time.sleep(WARMING)
        for some in asked:
            for kind, question in zip(KINDS, some, strict=True):
                empty.append(milliseconds(nothing))
                times[kind].append(milliseconds(f"{masadir}/api/search?q={quote(question)}"))
    floor = median(empty)
    medians = {kind: median(taken) for kind, taken in times.items()}
    for kind, taken in medians.items():
        yield Row(f"{kind}, ms of the clock", taken, floor, "an empty route")
    mean = geometric_mean(medians.values())
    yield Row("the geometric mean of these kinds", mean, floor, "an empty route")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure an index and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--cold", action="store_true", help="the cold process alone")
    parser.add_argument("--questions", type=int, default=200, metavar="N", help="how many to ask (default: 200)")
    options = parser.parse_args(arguments)
    questions = [query.text for query in read_queries(options.queries)]
    random.Random(1).shuffle(questions)
    others = questions[options.questions :]
    questions = questions[: options.questions]
    rows = [row.cells() for row in cold(options.index, questions)]
    if not options.cold:
        rows += [row.cells() for row in served(options.index, questions)]
        rows += [row.cells() for row in served_kinds(options.index, others or questions)]
    for line in table(("figure", "Masadir", "floor", "ratio", "the floor is"), rows):
        print(line)


if __name__ == "__main__":
    main()
