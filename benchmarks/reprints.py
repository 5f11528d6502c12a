"""How many pairs of copies are copies, for a reader to judge, and what finding them costs a build.

    python -m benchmarks.reprints COLLECTION --sample 100 --seed 1
    python -m benchmarks.reprints COLLECTION --titles 20 --seed 1
    python -m benchmarks.reprints COLLECTION --cost

The first prints pairs out of all pairs that any story makes, what both have left out, so that they can be read side by
side. The second prints pairs of articles of two sources that have the same title but are in no story together: what
was missed, or no copy. The third builds with and without in turns on one core, and compares processor time.
"""

import argparse
import difflib
import tempfile
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from unittest.mock import patch

import numpy as np

from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import surfaces
from indexer.build import build
from indexer.model import Article
from indexer.settings import MEMORY, Resources
from indexer.store import inversion, writer
from indexer.store.arrays import Array, ArrayFileWriter
from indexer.store.likeness import Likeness
from indexer.store.likeness_arrays import ROW
from indexer.store.snapshot import Snapshot
from indexer.store.stories import FILE_NAME, MEMBERS, STARTS

SHOWN = 30
"""Words of a difference that are printed."""

BUILDS = 3
"""Builds of each kind; the median counts."""

Pair = tuple[int, int]


def pairs_of_stories(snapshot: Snapshot) -> list[Pair]:
    """All pairs of articles that are in one story."""
    members = snapshot.stories.members.tolist()
    stories = {tuple(snapshot.stories.of(number).tolist()) for number in members}
    return [pair for story in sorted(stories) for pair in combinations(story, 2)]


def same_titles(snapshot: Snapshot) -> list[Pair]:
    """Pairs of articles of different sources with the same title, of some words, that are in no story together."""
    titled: dict[tuple[str, ...], list[int]] = {}
    for number in np.flatnonzero(snapshot.alive).tolist():
        title = tuple(analyze(word).form for word in surfaces(snapshot.article(number).title))
        if len(title) > 3:
            titled.setdefault(title, []).append(number)
    sources = snapshot.sources[1]
    return [
        (one, other)
        for numbers in titled.values()
        for one, other in combinations(numbers, 2)
        if sources[one] != sources[other] and other not in snapshot.stories.of(one)
    ]


def side_by_side(one: Article, other: Article) -> Iterator[str]:
    """Two articles: titles, and the words in which they differ; `=12` are twelve words that both have."""
    for article in (one, other):
        yield f"  {article.source.id} {article.published} {article.id}: {article.title}"
    first, second = (" ".join(article.paragraphs).split() for article in (one, other))
    parts = []
    for kind, start, end, begin, stop in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(f"={end - start}")
        else:
            parts.append(f"[{' '.join(first[start:end][:SHOWN])} | {' '.join(second[begin:stop][:SHOWN])}]")
    yield "  " + " ".join(parts)


def read_pairs(collection: Path, memory: int, sample: int, titles: int, seed: int) -> None:
    """Build, and print pairs for a reader."""
    with tempfile.TemporaryDirectory() as folder:
        build(collection, Path(folder), resources=Resources(1, memory))
        snapshot = Snapshot(Path(folder))
        stories = pairs_of_stories(snapshot)
        copies = snapshot.stories.members.size
        print(
            f"{snapshot.manifest.articles:,} articles, {copies:,} of them in stories, which make {len(stories):,} pairs"
        )
        found, wanted = (stories, sample) if sample else (same_titles(snapshot), titles)
        print(f"{min(wanted, len(found))} of {len(found):,} pairs, seed {seed}")
        for number, (one, other) in enumerate(Random(seed).sample(found, min(wanted, len(found))), start=1):
            print(f"\n{number}.")
            for line in side_by_side(snapshot.article(one), snapshot.article(other)):
                print(line)
        snapshot.close()


def _no_likeness(hashes: object, told: object, words_of_text: object, article_of_text: Array) -> Likeness:
    nothing = np.empty(0, np.uint64)
    articles = np.unique(article_of_text).size
    return Likeness(np.zeros((articles, ROW), np.uint16), nothing, nothing, nothing)


def _no_stories(folder: Path, parts: object) -> None:
    with ArrayFileWriter(folder / FILE_NAME) as out:
        out.add(MEMBERS, np.empty(0, np.int64))
        out.add(STARTS, np.zeros(1, np.int64))


def cost(collection: Path, memory: int) -> None:
    """Print what a build takes with and without, by the clock and in processor time."""
    taken: dict[str, list[tuple[float, float]]] = {"with": [], "without": []}
    for _ in range(BUILDS):
        for kind, times in taken.items():
            with tempfile.TemporaryDirectory() as folder:
                clock, processor = perf_counter(), process_time()
                if kind == "with":
                    build(collection, Path(folder), resources=Resources(1, memory))
                else:
                    with (
                        patch.object(inversion, "likeness", _no_likeness),
                        patch.object(writer, "write_stories", _no_stories),
                    ):
                        build(collection, Path(folder), resources=Resources(1, memory))
                times.append((perf_counter() - clock, process_time() - processor))
    (clock, processor), (clock_without, processor_without) = (
        (median(time[0] for time in times), median(time[1] for time in times)) for times in taken.values()
    )
    print(f"with: {clock:.1f} s, of a processor {processor:.1f} s")
    print(f"without: {clock_without:.1f} s, of a processor {processor_without:.1f} s")
    print(f"finding copies adds {processor / processor_without - 1:.1%} of processor time")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print pairs to read, or the cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="pairs of copies to print")
    parser.add_argument("--titles", type=int, default=0, metavar="N", help="pairs with one title and no story to print")
    parser.add_argument("--cost", action="store_true", help="build with and without, and print what each takes")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the sample (default: 1)")
    parser.add_argument("--memory", type=int, default=MEMORY, metavar="MIB", help=f"for the build (default: {MEMORY})")
    options = parser.parse_args(arguments)
    if options.sample or options.titles:
        read_pairs(options.collection, options.memory, options.sample, options.titles, options.seed)
    if options.cost:
        cost(options.collection, options.memory)


if __name__ == "__main__":
    main()
