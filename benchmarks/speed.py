"""Time and space of Masadir beside its peers: the same words indexed and asked for by each in the same run.

    python -m benchmarks.speed COLLECTION [COLLECTION ...] [--sizes 10000,100000] [--plot docs/speed.svg]

Documents are those of the collections, mixed, and beyond them generated ones (see `benchmarks.tokens`). Each engine is
indexed in a process of its own, which tells rate and peak memory; then all are opened in one process, first held
against each other (counts of every question; scores where the formula is the same), and then asked in turn, so that a
slow moment of the machine is everybody's. Times are of the asking thread's CPU. Peers get their queries made before,
and Masadir remembers how it read a question and what its words say; what a new question and new words cost stands in
lines of their own. Lucene, where `--lucene` names its JAR, times itself: see `benchmarks.lucene`. Machines are noisy:
quote the ratios.
"""

import argparse
import json
import multiprocessing
import resource
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import geometric_mean, median, quantiles
from time import perf_counter, thread_time
from typing import NamedTuple

import pytest

from benchmarks.asked import Asked, Documents
from benchmarks.lucene import Lucene, LuceneProgram, Timed
from benchmarks.peers import BM25S, Ask, Masadir, SQLite, Tantivy, Whoosh
from benchmarks.plot import plot
from benchmarks.tokens import documents, questions
from indexer.terminal import table

SLOW = 20
"""An engine whose question of a class takes this many times as long as Tantivy's is asked it in one round only."""

Way = Callable[[Asked], Ask | None]

Engine = type[Masadir | Tantivy | BM25S | SQLite | Whoosh] | LuceneProgram
"""What has a name, builds an index in a folder, and opens it from there when it is called."""


class Built(NamedTuple):
    """What indexing cost: documents for each second of CPU, MiB of files, MiB of memory at its peak."""

    rate: float
    size: float
    memory: float


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def build(engine: Engine, found: Documents, folder: Path) -> Built:
    """Index in a process of its own, and tell what that cost, with what other programs took that it started."""
    folder.mkdir(parents=True)
    receive, send = multiprocessing.Pipe(duplex=False)

    def work() -> None:
        before = resource.getrusage(resource.RUSAGE_SELF)
        engine.build(found, folder)
        after, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = sum(used.ru_utime + used.ru_stime for used in (after, others)) - before.ru_utime - before.ru_stime
        send.send((spent, max(after.ru_maxrss - before.ru_maxrss, others.ru_maxrss) / 1024))

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    send.close()  # here, so that an end without a word is noticed
    try:
        spent, memory = receive.recv()
    except EOFError:
        raise SystemExit(f"{engine.name} broke off while indexing {len(found):,} documents") from None
    process.join()
    return Built(len(found) / spent, size_of(folder) / 2**20, memory)


def ways_of(opened: dict[str, object]) -> dict[str, Way]:
    """Every way of asking, by its name in the table."""
    ways: dict[str, Way] = {}
    for name, engine in opened.items():
        ways[name] = engine.ask  # type: ignore[attr-defined]  # every engine has it
        if isinstance(engine, Masadir):
            ways["Masadir, new text"] = engine.ask_text
            ways["Masadir, new words"] = engine.ask_new
            ways["Masadir, stems"] = engine.ask_stem
            ways["Masadir, all evidence"] = engine.ask_all
            ways["reading alone"] = engine.touch
        if isinstance(engine, Tantivy):
            ways["Tantivy, text"] = engine.ask_text
    return ways


def agree(opened: dict[str, object], asked: Sequence[Asked]) -> str:
    """Hold the engines against each other; stops the run where they differ."""
    ours = opened["Masadir"]
    assert isinstance(ours, Masadir)  # noqa: S101 -- for the types
    counted = scored = 0
    for name, engine in opened.items():
        for one in asked:
            if isinstance(engine, Tantivy | SQLite | Lucene) or (isinstance(engine, Whoosh) and counted % 10 == 0):
                if ours.count(one) != engine.count(one):
                    raise SystemExit(f"{one}: Masadir finds {ours.count(one)}, {name} {engine.count(one)}")
                counted += 1
            elif isinstance(engine, BM25S) and one.operator == "any":
                if engine.best(one) != pytest.approx(ours.best(one), rel=1e-4):
                    raise SystemExit(f"{one}: Masadir scores {ours.best(one)}, {name} {engine.best(one)}")
                scored += 1
    return f"{counted} counts and the best scores of {scored} questions are the same"


def measure(ways: dict[str, Way], asked: Sequence[Asked], rounds: int) -> dict[str, dict[str, list[float]]]:
    """For each way and class the median CPU microseconds of each of its questions."""
    times: dict[str, list[list[float]]] = {name: [[] for _ in asked] for name in ways}
    for turn in range(rounds):
        for number, one in enumerate(asked):
            for name, way in ways.items():
                if turn and times[name][number] and times[name][number][0] > SLOW * times["Tantivy"][number][0]:
                    continue
                ask = way(one)
                if ask is None:
                    continue
                ask()  # once unmeasured: otherwise each pays for what the one before it left in the processor's caches
                started = thread_time()
                answer = ask()
                spent = (thread_time() - started) * 1e6
                times[name][number].append(answer.microseconds if isinstance(answer, Timed) else spent)
    found: dict[str, dict[str, list[float]]] = {name: {} for name in ways}
    for name, of_way in times.items():
        for one, spent_on in zip(asked, of_way, strict=True):
            if spent_on:
                found[name].setdefault(one.kind, []).append(median(spent_on))
    return found


def show(found: dict[str, dict[str, list[float]]], builds: dict[str, Built]) -> dict[str, object]:
    """Print the tables of one size; returns their figures."""
    kinds = list(found["Masadir"])
    p50 = {name: {kind: median(spent) for kind, spent in of.items()} for name, of in found.items()}
    p99 = {name: {kind: quantiles(spent, n=100)[98] for kind, spent in of.items()} for name, of in found.items()}

    def ratio(name: str, of: dict[str, dict[str, float]]) -> float:
        """Masadir's time to this engine's, over the classes that it has."""
        return geometric_mean([of["Masadir"][kind] / of[name][kind] for kind in of[name]])

    rows = [
        (
            name,
            *(f"{p50[name][kind]:.0f}/{p99[name][kind]:.0f}" if kind in p50[name] else "-" for kind in kinds),
            f"{ratio(name, p50):.3f}",
            f"{ratio(name, p99):.3f}",
        )
        for name in found
    ]
    for line in table(("CPU µs, p50/p99", *kinds, "Masadir to it", "p99"), rows):
        print(line)
    print()
    wide = {kind: p50["Masadir, all evidence"][kind] / p50["Masadir"][kind] for kind in kinds}
    rows = [
        ("all evidence to one level", *(f"{wide[kind]:.1f}" for kind in kinds), f"{geometric_mean(wide.values()):.1f}")
    ]
    for line in table(("p50", *kinds, "all classes"), rows):
        print(line)
    print()
    rows = [(name, f"{one.rate:.0f}", f"{one.size:.1f}", f"{one.memory:.0f}") for name, one in builds.items()]
    for line in table(("", "documents per CPU s", "MiB of index", "MiB of memory"), rows):
        print(line)
    return {
        "p50": p50,
        "p99": p99,
        "p50 ratio": {name: ratio(name, p50) for name in found},
        "p99 ratio": {name: ratio(name, p99) for name in found},
        "built": {name: one._asdict() for name, one in builds.items()},
    }


def engines_at(size: int, options: argparse.Namespace, place: Path) -> list[Engine]:
    """The engines that take part at a size; `place` is for what they need beside their indexes."""
    engines: list[Engine] = [Masadir, Tantivy]
    if options.lucene:
        engines.append(LuceneProgram(options.lucene, place))
    if size <= options.others:
        engines += [BM25S, SQLite]
    if size <= options.whoosh:
        engines.append(Whoosh)
    return engines


def figures_at(size: int, options: argparse.Namespace, place: Path) -> dict[str, object]:
    """Index with every engine below a folder, hold them against each other, time them and print the tables."""
    engines = engines_at(size, options, place)
    found = documents(options.collections, size)
    asked = questions(found, options.collections, options.questions)
    print(f"\n{size:,} documents of {found.words.size / size:.0f} words, {len(asked)} questions", flush=True)
    builds = {engine.name: build(engine, found, place / engine.name) for engine in engines}
    opened: dict[str, object] = {engine.name: engine(place / engine.name) for engine in engines}
    print(agree(opened, asked), flush=True)
    lucene = opened.get(LuceneProgram.name)
    if not isinstance(lucene, Lucene):
        return show(measure(ways_of(opened), asked, options.rounds), builds)
    with closing(lucene):
        lucene.warm(asked)
        return show(measure(ways_of(opened), asked, options.rounds), builds)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every engine at every size and print a table each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collections", type=Path, nargs="+", metavar="COLLECTION")
    parser.add_argument(
        "--sizes", default="10000,100000,1000000", metavar="N,N", help="documents (default: %(default)s)"
    )
    parser.add_argument("--questions", type=int, default=40, metavar="N", help="of each class (default: 40)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="times each is asked (default: 5)")
    parser.add_argument(
        "--whoosh", type=int, default=100_000, metavar="N", help="largest size for stock Whoosh, which is slow to build"
    )
    parser.add_argument(
        "--others", type=int, default=1_000_000, metavar="N", help="largest size for SQLite FTS5 and bm25s"
    )
    parser.add_argument("--lucene", type=Path, metavar="JAR", help="lucene-core 9, to have Lucene too; needs a JDK")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw cost against size into an SVG file")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures as JSON")
    options = parser.parse_args(arguments)
    figures: dict[int, dict[str, object]] = {}
    for size in map(int, options.sizes.split(",")):
        started = perf_counter()
        with tempfile.TemporaryDirectory() as place:
            figures[size] = figures_at(size, options, Path(place))
        print(f"({perf_counter() - started:.0f} s)", flush=True)
        if options.json:
            options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
        if options.plot:
            options.plot.write_text(plot(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
