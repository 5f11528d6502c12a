"""Time and space of Masadir beside its peers: one collection, indexed and asked by each in turn in the same run.

    python -m benchmarks.speed COLLECTION [--questions N]

The engines are those of `benchmarks.quality`, each with its own analysis from raw text, on one core, and each ranks
the best hundred articles for every question. Prints how long indexing took and how large the index is, the median and
the 99th percentile of the time of a question, and each as a ratio to Masadir's. Machines are noisy: quote the ratios.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from benchmarks.quality import ENGINES
from indexer.evaluation import read_queries
from indexer.terminal import table

ROUNDS = 5
"""Times each question is asked; its time is the median of them."""


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every engine on the collection named and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--questions", type=int, default=200, metavar="N", help="how many to ask (default: 200)")
    options = parser.parse_args(arguments)
    questions = [query.text for query in read_queries(options.collection / "queries.jsonl")]
    random.Random(1).shuffle(questions)
    questions = questions[: options.questions]
    built: dict[str, float] = {}
    sizes: dict[str, float] = {}
    times: dict[str, list[list[float]]] = {name: [[] for _ in questions] for name in ENGINES}
    with tempfile.TemporaryDirectory() as place:
        asks = {}
        for name, index in ENGINES.items():
            folder = Path(place) / name
            folder.mkdir()
            started = perf_counter()
            asks[name] = index(options.collection, folder)
            built[name] = perf_counter() - started
            sizes[name] = size_of(folder) / 2**20
        for _ in range(ROUNDS):
            for number, question in enumerate(questions):
                for name, ask in asks.items():  # in turn, so that a slow moment of the machine is everybody's
                    started = perf_counter()
                    ask(question)
                    times[name][number].append((perf_counter() - started) * 1000)
    medians = {name: [median(rounds) for rounds in of_engine] for name, of_engine in times.items()}
    columns = {
        name: (built[name], sizes[name], median(found), quantiles(found, n=100)[98]) for name, found in medians.items()
    }
    ours = columns["Masadir"]
    rows = [
        (name, *(f"{figure:.1f} ({figure / own:.2f})" for figure, own in zip(figures, ours, strict=True)))
        for name, figures in columns.items()
    ]
    for line in table(("engine", "indexing s (ratio)", "index MiB", "question ms, median", "99th percentile"), rows):
        print(line)


if __name__ == "__main__":
    main()
