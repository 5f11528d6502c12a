"""What a person waits for: `masadir search` from a cold process, and an answer of the running server, with its memory.

    python -m benchmarks.serving INDEX QUERIES.jsonl [--questions N]

Each figure stands beside a floor of the same run: importing Flask in a process of its own, and a route of Flask that
answers with nothing, on the same server. Times are medians of CPU, user and system, for processes, and of the clock for
requests, which are asked in turn.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import quote

from indexer.evaluation import read_queries
from indexer.terminal import table

COLD = 7
"""Times a cold process is started."""

WARMING = 30
"""Seconds that the server gets to load its kernels."""


def spent(command: Sequence[str]) -> float:
    """Milliseconds of CPU that a process takes from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


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


def resident(process: int) -> float:
    """MiB of memory that a process has now."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@contextmanager
def serving(command: Sequence[str]) -> Iterator[tuple[str, int]]:
    """A server as a process of its own, until it is done with: its address and its number."""
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None  # noqa: S101 -- for the types
        try:
            yield server.stdout.readline().split()[3], server.pid
        finally:
            server.terminate()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure an index and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--questions", type=int, default=200, metavar="N", help="how many to ask (default: 200)")
    options = parser.parse_args(arguments)
    questions = [query.text for query in read_queries(options.queries)]
    random.Random(1).shuffle(questions)
    questions = questions[: options.questions]
    floor, cold = [], []
    for question in questions[:COLD]:
        floor.append(spent(["-c", "import flask"]))
        cold.append(spent(["-m", "indexer", "search", question, "--index", str(options.index)]))
    served, empty = [], []
    with (
        serving(["-c", EMPTY]) as (nothing, _),
        serving(["-m", "indexer", "serve", "--port", "0", "--index", str(options.index)]) as (masadir, process),
    ):
        time.sleep(WARMING)
        idle = resident(process)
        for question in questions:
            empty.append(milliseconds(nothing))
            served.append(milliseconds(f"{masadir}/api/search?q={quote(question)}"))
        busy = resident(process)
    rows = [
        ("a search from a cold process, ms of CPU", cold, floor, "import flask"),
        ("an answer of the server as JSON, ms", served, empty, "an empty route"),
    ]
    printed = [
        (what, f"{median(ours):.1f}", f"{median(least):.1f}", f"{median(ours) / median(least):.1f}", of)
        for what, ours, least, of in rows
    ]
    for line in table(("median", "Masadir", "floor", "ratio", "the floor is"), printed):
        print(line)
    print(f"\nThe server has {idle:.0f} MiB before the first question, {busy:.0f} MiB after {len(questions)}.")


if __name__ == "__main__":
    main()
