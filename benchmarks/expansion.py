"""Levels in the index against expansion of the question: the same formula, kernels and questions over three indexes.

    python -m benchmarks.expansion COLLECTION [COLLECTION ...]

A collection is a folder with corpus.jsonl(.gz), queries.jsonl and qrels.tsv (docs/collections.md). Compared are

    all levels in a term  what Masadir does: a term names root, stem, form and vowels; words of a level are neighbours
    expanded questions    an index of forms alone, and a table that gives the stem and the root of each; a word of a
                          question becomes all forms of its stem and root, wherever the alphabet puts them
    a field for a level   forms, stems and roots each indexed for themselves, as in engines that know one term a word

The second gets its table as Python dictionaries in memory, which is kind to it, and has no exact level, so the form
earns what the exact level would. The third is asked for stems alone. All are built by Masadir's own store, and of
questions without phrases, which are of forms, the best ten by stems must be the same, scores too. Prints sizes of
postings and terms, the median CPU time of a question as a ratio to the first, asked for the first time and again, and
nDCG@10.
"""

import argparse
import contextlib
import gc
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean, median
from time import thread_time
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
import pytest

from indexer.answers import Level
from indexer.arabic.analysis import Word, analyze
from indexer.build import build
from indexer.evaluation import Query, read_judgments, read_queries
from indexer.measures import CUT, ndcg
from indexer.search import open_engine
from indexer.search.engine import Engine
from indexer.search.parse import parse
from indexer.search.tree import Phrase, leaves
from indexer.settings import QUESTION_LIMIT, Resources, Settings
from indexer.store.arrays import ArrayFile
from indexer.store.field_arrays import FieldArrays
from indexer.store.postings import Entry, Numbers, PostingLists
from indexer.store.schema import TITLE, WORDS, level_prefix, word_of
from indexer.terminal import table

ROUNDS = 5

ARRAYS = ("terms", "term_starts", "posting_starts", "articles", "frequencies", "position_starts", "positions")

Runs = list[list[tuple[int, int]]]
"""For each stage the runs that are new in it."""

Find = Callable[[FieldArrays, Word], Runs]


def only(level: Level, surface: str) -> str:
    """The term of a word in an index of one level: that level's term in the place of the form, all others empty."""
    return level_prefix(Word("", getattr(analyze(surface), level.value), "", ""), Level.EXACT)


class Table:
    """An index of forms, and which terms of it belong to each stem and root: one table for each field of a segment."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[FieldArrays, dict[str, list[int]], dict[str, list[int]]]] = {}

    def find(self, arrays: FieldArrays, word: Word) -> Runs:
        """The terms of the word's form, of the other forms of its stem, and of those of its root, as runs."""
        known = self._known.get(id(arrays))
        if known is None:
            by_stem: dict[str, list[int]] = {}
            by_root: dict[str, list[int]] = {}
            for number, term in enumerate(arrays):
                of_term = analyze(word_of(term.decode()).form)
                by_stem.setdefault(of_term.stem, []).append(number)
                by_root.setdefault(of_term.root, []).append(number)
            known = self._known[id(arrays)] = (arrays, by_stem, by_root)
        form = numbers_of(arrays, Level.FORM, word)
        of_stem, of_root = known[1].get(word.stem, []), known[2].get(word.root, [])
        return [neighbours(new) for new in (form, [], sorted({*of_stem} - {*form}), sorted({*of_root} - {*of_stem}))]


def numbers_of(arrays: FieldArrays, level: Level, word: Word) -> list[int]:
    """The number of the term of a word in an index of one level, if it is there."""
    term = level_prefix(Word("", getattr(word, level.value), "", ""), Level.EXACT).encode()
    number = bisect_left(arrays, term)
    return [number] if number < len(arrays) and arrays[number] == term else []


def neighbours(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs of neighbours."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return runs


def stems_alone(arrays: FieldArrays, word: Word) -> Runs:
    """The one term of the word's stem, at the stage of stems."""
    return [[], [], neighbours(numbers_of(arrays, Level.STEM, word)), []]


def looking_up(find: Find) -> contextlib.AbstractContextManager[object]:
    """Masadir looking its words up in another way for as long as the block lasts."""

    def word_entry(lists: PostingLists, field: str, word: Word) -> Entry:
        found: list[Runs] = [
            find(fields[field], word) if field in fields else [[]] * 4 for _, fields in lists._segments
        ]
        runs: list[Numbers] = [
            np.array([run for stage in stages for run in stage], np.int64).reshape(-1, 2) for stages in found
        ]
        return lists.made(field, runs, [np.cumsum(list(map(len, stages))) for stages in found])

    return patch.object(PostingLists, "_word", word_entry)


class Way(NamedTuple):
    """An index, how words are looked up in it, and what its files hold for that, in bytes."""

    name: str
    folder: Path
    find: Find | None
    size: int

    def asked(self) -> contextlib.AbstractContextManager[object]:
        """Within it an engine over the index looks words up so."""
        return looking_up(self.find) if self.find else contextlib.nullcontext()


def of_all(term: Callable[[str], str]) -> Callable[[Sequence[str]], list[bytes]]:
    """The terms of many words, as files hold them, each made so."""
    return lambda words: [term(word).encode(errors="surrogatepass") for word in words]


def indexed(collection: Path, folder: Path, term: Callable[[str], str] | None) -> int:
    """Build an index whose terms are made so, and tell how many bytes its terms and postings take."""
    with patch("indexer.store.inversion.surface_terms", of_all(term)) if term else contextlib.nullcontext():
        build(collection, folder, resources=Resources(cores=1))
    total = 0
    for path in folder.glob("*/*.arrays"):
        file = ArrayFile(path)
        total += sum(file.array(f"{field}/{name}").nbytes for field in (WORDS, TITLE) for name in ARRAYS)
    return total


def table_size(folder: Path) -> int:
    """Bytes of a table from each form to its stem and its root: two numbers of four bytes, and the lists of both."""
    total = 0
    for path in folder.glob("*/*.arrays"):
        words = [analyze(word_of(term.decode()).form) for term in FieldArrays(ArrayFile(path), WORDS)]
        total += 8 * len(words)
        total += sum(
            len(text.encode()) + 4 for text in {*(word.stem for word in words), *(word.root for word in words)}
        )
    return total


def ways(collection: Path, folder: Path) -> list[Way]:
    """The three of one collection."""
    composite = indexed(collection, folder / "levels", None)
    sizes = {
        level: indexed(collection, folder / level.value, partial(only, level))
        for level in (Level.FORM, Level.STEM, Level.ROOT)
    }
    return [
        Way("all levels in a term", folder / "levels", None, composite),
        Way(
            "expanded questions",
            folder / Level.FORM.value,
            Table().find,
            sizes[Level.FORM] + table_size(folder / Level.FORM.value),
        ),
        Way("a field for a level", folder / Level.STEM.value, stems_alone, sum(sizes.values())),
    ]


def times(opened: Sequence[tuple[Way, Engine]], texts: Sequence[str], level: Level | None) -> Iterator[list[float]]:
    """For each way the median CPU time of a question, the first time and later, as ratios to the first way's."""
    spent: list[list[list[float]]] = [[[] for _ in texts] for _ in opened]
    for turn in range(ROUNDS):
        for number, text in enumerate(texts):
            parse(text)  # so that reading the question is nobody's time
            for place in range(len(opened)):  # and each is the first to ask as often as the others
                of = (number + turn + place) % len(opened)
                way, engine = opened[of]
                with way.asked():
                    started = thread_time()
                    engine.rank(text, CUT, level)
                    spent[of][number].append(thread_time() - started)
    new = [median(of[0] for of in own) for own in spent]
    again = [median(median(of[1:]) for of in own) for own in spent]
    for first, later in zip(new, again, strict=True):
        yield [first / new[0], later / again[0]]


def rows(collection: Path, folder: Path) -> Iterator[tuple[str, ...]]:
    """The rows of the table for one collection."""
    judgments = read_judgments(collection / "qrels.tsv")
    asked: list[Query] = [
        one for one in read_queries(collection / "queries.jsonl") if any(judgments.get(one.id, {}).values())
    ]
    texts = [one.text[:QUESTION_LIMIT] for one in asked]
    compared = ways(collection, folder)
    with contextlib.ExitStack() as stack:
        opened = [
            (way, stack.enter_context(contextlib.closing(open_engine(Settings(index_dir=way.folder)))))
            for way in compared
        ]
        for way, engine in opened:
            with way.asked():
                engine.warm()
                for text in texts[:20]:
                    engine.rank(text, CUT, Level.STEM)
        gc.collect()
        at_stem = list(times(opened, texts, Level.STEM))
        by_all = list(times(opened[:2], texts, None))
        found: list[list[list[tuple[str, float]]]] = []
        for way, engine in opened:
            with way.asked():
                found.append([engine.rank(text, CUT, Level.STEM) for text in texts])
        for own in found[1:]:
            for text, mine, theirs in zip(texts, found[0], own, strict=True):
                plain = not any(isinstance(leaf, Phrase) for leaf in leaves(parse(text).tree))
                if plain and [score for _, score in theirs] != pytest.approx([score for _, score in mine], rel=1e-4):
                    raise SystemExit(f"{text}: the best ten by stems differ: {mine} and {theirs}")
        for number, (way, engine) in enumerate(opened):
            quality, everything = "", ("", "")
            if number < len(by_all):
                with way.asked():
                    rankings = [[one for one, _ in engine.rank(text, CUT)] for text in texts]
                gained = [ndcg(own, judgments[one.id]) for own, one in zip(rankings, asked, strict=True)]
                quality = f"{fmean(gained):.4f}"
                everything = (f"{by_all[number][0]:.2f}", f"{by_all[number][1]:.2f}")
            size = f"{way.size / compared[0].size:.2f}"
            stems = (f"{at_stem[number][0]:.2f}", f"{at_stem[number][1]:.2f}")
            yield (way.name, size, *stems, *everything, quality)


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare on every collection and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", nargs="+", type=Path)
    head = ("index", "size", "stems, new", "stems, again", "all evidence, new", "all evidence, again", "nDCG@10")
    for collection in parser.parse_args(arguments).collection:
        with tempfile.TemporaryDirectory(prefix="masadir-expansion-") as folder:
            print(collection.resolve().name)
            print(*table(head, list(rows(collection, Path(folder)))), "", sep="\n", flush=True)


if __name__ == "__main__":
    main()
