"""The endpoint under load beside a bare route on the same server: times of answers, and memory before and after.

    python -m benchmarks.load INDEX [--clients 32] [--seconds 60]

Serves the index in a process of its own, as `masadir serve` does, and asks it over loopback from as many clients at
once, each waiting for its answer before it asks again: words, phrases, prefixes, fuzzy words, filters, pages,
articles, similar ones, completions. Then the same clients ask a route that answers a constant from the same kind of
server. Prints requests a second, errors, the median and the 99th percentile in milliseconds, and the server's memory.
"""

import argparse
import http.client
import logging
import multiprocessing
import random
import threading
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter
from urllib.parse import quote, urlencode

from flask import Flask
from waitress.server import create_server  # type: ignore[import-untyped]  # waitress ships no types

from indexer.answers import Question
from indexer.search import open_engine
from indexer.terminal import table
from webapp.app import create_app
from webapp.serve import THREADS

WARM_UP = 0.5
"""What is asked before anything is counted, as a part of the time: an index fills its memory at its first questions."""


def questions(index: Path) -> list[str]:
    """Addresses to ask, of all kinds, made of words and articles of the index itself."""
    engine = open_engine(index)
    chance = random.Random(1)
    hits = [hit for page in (1, 40, 90) for hit in engine.search(Question("-ظظظظظ", size=100, page=page)).hits]
    addresses = []
    for hit in hits:
        words = [word for word in hit.article.title.split() if len(word) > 3][:4] or ["خبر"]
        article = quote(hit.article.id, safe="")
        for asked in (
            " ".join(words),
            " ".join(words[:2]),
            f'"{" ".join(words[:2])}"',
            f"{words[0][:4]}*",
            f"{words[-1]}~",
            f"+{words[0]} -{words[-1]}",
        ):
            addresses.append("/api/search?" + urlencode({"q": asked}))
        addresses.append("/api/search?" + urlencode({"q": words[0], "level": "root", "page": 3, "size": 20}))
        addresses.append("/api/search?" + urlencode({"q": words[0], "source": hit.article.source.id, "sort": "newest"}))
        addresses += [f"/api/articles/{article}?" + urlencode({"q": words[0]}), f"/api/articles/{article}/similar"]
        addresses.append("/api/suggest?" + urlencode({"q": words[0][:3]}))
    engine.close()
    chance.shuffle(addresses)
    return addresses


def serve(index: Path | None, port: "multiprocessing.Queue[int]") -> None:
    """Serve an index, or without one the bare route, until the process is ended."""
    if index is None:
        app = Flask(__name__)
        app.add_url_rule("/<path:any>", view_func=lambda any: {"answer": any})
    else:
        app = create_app(open_engine(index))
    # It warns of each request that waits for a thread, and here most do.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(app, host="127.0.0.1", port=0, threads=THREADS, ident=None)
    port.put(server.effective_port)
    server.run()


def memory(process: int) -> float:
    """Mebibytes that a process holds in memory, files mapped from disk left out."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024


class Clients:
    """So many clients that ask without a pause; what they were answered."""

    def __init__(self, port: int, addresses: list[str]) -> None:
        self.times: list[float] = []
        self.errors = 0
        self._port = port
        self._addresses = addresses

    def ask(self, clients: int, seconds: float) -> None:
        """Ask for so long."""
        until = monotonic() + seconds
        threads = [threading.Thread(target=self._one, args=(number, until)) for number in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _one(self, number: int, until: float) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        at = number * 97
        while monotonic() < until:
            started = perf_counter()
            connection.request("GET", self._addresses[at % len(self._addresses)])
            response = connection.getresponse()
            response.read()
            self.times.append((perf_counter() - started) * 1000)
            self.errors += response.status != 200
            at += 1
        connection.close()


def measured(name: str, index: Path | None, addresses: list[str], clients: int, seconds: float) -> tuple[str, ...]:
    """One row of the table."""
    told: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(index, told), daemon=True)
    server.start()
    port = told.get(timeout=60)
    Clients(port, addresses).ask(clients, WARM_UP * seconds)
    before = memory(server.pid or 0)
    load = Clients(port, addresses)
    load.ask(clients, seconds)
    after = memory(server.pid or 0)
    server.terminate()
    server.join()
    cuts = quantiles(load.times, n=100)
    figures = (len(load.times) / seconds, cuts[49], cuts[98], cuts[98] / cuts[49], before, after)
    return name, f"{load.errors}", *(f"{figure:,.1f}" for figure in figures)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure both and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, help="index folder")
    parser.add_argument("--clients", type=int, default=32, metavar="N", help="clients at once (default: 32)")
    parser.add_argument("--seconds", type=float, default=60, metavar="S", help="how long they ask (default: 60)")
    options = parser.parse_args(arguments)
    addresses = questions(options.index)
    rows = [
        measured("Masadir", options.index, addresses, options.clients, options.seconds),
        measured("bare route", None, addresses, options.clients, options.seconds / 4),
    ]
    head = ("server", "errors", "a second", "median ms", "p99 ms", "p99/median", "MiB before", "MiB after")
    for line in table(head, rows):
        print(line)


if __name__ == "__main__":
    main()
