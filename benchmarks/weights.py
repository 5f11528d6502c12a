"""Which constants of the ranking matter: each is moved a step down and a step up, and the questions are asked again.

    python -m benchmarks.weights COLLECTION [COLLECTION ...] [--step 1.25] [--only NAME] [--values 0,0.25,1]
                                                              [--questions N]

A collection is a folder with corpus.jsonl(.gz), queries.jsonl and qrels.tsv (docs/collections.md). Constants are the
numbers with upper-case names in the modules of the formula, those of a table by level each for itself. Prints how
nDCG@10 changes, in thousandths: a change that both halves of the questions share is marked `*`, every other may be
chance. A constant is worth changing where a step gains on some collections and loses on none. Nothing is changed by
this.
"""

import argparse
import contextlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple
from unittest.mock import patch

from indexer.answers import Level
from indexer.build import build
from indexer.evaluation import Query, read_judgments, read_queries
from indexer.measures import CUT, ndcg
from indexer.search import bm25, evidence, open_engine, rank, refinement
from indexer.settings import QUESTION_LIMIT, Settings

FORMULA = (bm25, evidence, refinement, rank)
"""The modules whose constants the formula is made of; `PLACES` alone is of the kernels and says nothing there."""


class Constant(NamedTuple):
    """A number of the ranking, or that of one level in a table of them."""

    name: str
    level: Level | None
    value: float

    def __str__(self) -> str:
        return f"{self.name}[{self.level.value}]" if self.level else self.name

    def moved(self, value: float) -> "Constant":
        """The same constant with another value; whole numbers stay whole."""
        return self._replace(value=round(value) if isinstance(self.value, int) else round(value, 6))


class Judged(NamedTuple):
    """An indexed collection and its questions that have a relevant article."""

    name: str
    folder: Path
    questions: tuple[Query, ...]
    judgments: Mapping[str, Mapping[str, int]]


def constants() -> Iterator[Constant]:
    """All constants of the ranking, as they stand in the modules."""
    every = {name: value for module in FORMULA for name, value in vars(module).items()}
    for name, value in every.items():
        if name.isupper() and not name.startswith("_"):
            if isinstance(value, int | float):
                yield Constant(name, None, value)
            elif isinstance(value, dict):
                yield from (Constant(name, level, weight) for level, weight in value.items() if weight % 1)


@contextlib.contextmanager
def with_constant(one: Constant) -> Iterator[None]:
    """The ranking with a constant's value, in each module that knows it, for as long as the block lasts."""
    with contextlib.ExitStack() as patches:
        for module in FORMULA:
            if one.name in vars(module):
                value = vars(module)[one.name] | {one.level: one.value} if one.level else one.value
                patches.enter_context(patch.object(module, one.name, value))
        yield


def prepared(collection: Path, folder: Path, most: int | None) -> Judged:
    """Index a collection and read its questions, of which `most` are asked, evenly spaced."""
    index = folder / collection.resolve().name
    build(collection, index)
    judgments = read_judgments(collection / "qrels.tsv")
    asked = [one for one in read_queries(collection / "queries.jsonl") if any(judgments.get(one.id, {}).values())]
    every = -(-len(asked) // most) if most else 1
    return Judged(index.name, index, tuple(asked[::every]), judgments)


def figures(of: Judged) -> list[float]:
    """The nDCG of every question; a new engine each time, because engines remember what constants made."""
    with contextlib.closing(open_engine(Settings(index_dir=of.folder))) as engine:
        return [
            ndcg([found for found, _ in engine.rank(one.text[:QUESTION_LIMIT], CUT)], of.judgments[one.id])
            for one in of.questions
        ]


def change(before: Sequence[float], after: Sequence[float]) -> str:
    """The change in thousandths, and whether both halves of the questions share it."""
    gained = [new - old for old, new in zip(before, after, strict=True)]
    halves = [fmean(gained[half::2]) for half in (0, 1)]
    return f"{1000 * fmean(gained):+.1f}{'*' if halves[0] * halves[1] > 0 else ' '}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask every collection's questions once for each constant and value, and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", nargs="+", type=Path)
    parser.add_argument("--step", type=float, default=1.25, help="divides and multiplies each constant (default 1.25)")
    parser.add_argument("--only", help="this constant alone, such as KIN_WEIGHT or WEIGHTS[root]")
    parser.add_argument("--values", help="these values, with commas between them, in place of a step")
    parser.add_argument("--questions", type=int, help="ask at most so many of each collection, for a quick look")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="masadir-weights-") as folder:
        collections = [prepared(one, Path(folder), options.questions) for one in options.collection]
        widths = (24, 16, *(max(8, len(one.name)) for one in collections))
        before = [figures(one) for one in collections]
        print_row(widths, ("constant", "value", *(one.name for one in collections)))
        print_row(widths, ("as it is", "", *(f"{fmean(own):.4f} " for own in before)))
        for one in constants():
            if options.only not in (None, str(one), one.name):
                continue
            values = [one.value / options.step, one.value * options.step]
            for value in map(float, options.values.split(",")) if options.values else values:
                with with_constant(moved := one.moved(value)):
                    changes = [change(old, figures(of)) for of, old in zip(collections, before, strict=True)]
                print_row(widths, (str(one), f"{one.value:g} > {moved.value:g}", *changes))


def print_row(widths: Sequence[int], cells: Sequence[str]) -> None:
    """A row at once, because the next takes a while."""
    print(*(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)), sep="  ", flush=True)


if __name__ == "__main__":
    main()
