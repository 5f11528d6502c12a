"""Documents of pre-analysed words, real ones and beyond them generated ones, and questions of several classes on them.

Every word is the folded form of a word of the collections and stays itself when it is analysed again, so that all
engines, Masadir with its own analysis among them, index and ask for the very same words.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.asked import Asked, Documents
from benchmarks.quality import records
from indexer.arabic.analysis import analyze
from indexer.arabic.function_words import is_function_word
from indexer.arabic.tokens import surfaces
from indexer.evaluation import read_queries
from indexer.search.lex import ARABIC_OPERATORS
from indexer.search.parse import parse
from indexer.search.tree import Word

GENERATED_WORDS = 60
"""Mean length of a generated document in words."""

AT_ONCE = 1 << 16
"""Documents whose words are counted at once."""

FREQUENT = 50
"""Words that count as frequent ones, which is what function words are to an engine that leaves none out."""


def documents(collections: Sequence[Path], size: int, seed: int = 1) -> Documents:
    """So many documents of the collections, mixed; where they are too few, all of them and generated ones."""
    numbers: dict[str, int] = {}
    known: dict[str, int | None] = {}
    texts = [text for collection in collections for _, text in records(collection)]
    random.Random(seed).shuffle(texts)
    real: list[NDArray[np.int32]] = []
    for text in texts[:size]:
        written = surfaces(text)
        for word in {word for word in written if word not in known}:
            form = analyze(word).form
            stable = surfaces(form) == [form] and analyze(form).form == form
            known[word] = numbers.setdefault(form, len(numbers)) if stable else None
        real.append(np.array([number for word in written if (number := known[word]) is not None], np.int32))
    lengths = np.array([words.size for words in real], np.int64)
    words = np.concatenate(real)
    if len(real) < size:  # drawn from the real words as often as they are, so that all their frequencies stay
        chance = np.random.default_rng(seed)
        more = np.maximum(1, chance.poisson(GENERATED_WORDS, size - len(real)))
        words = np.concatenate([words, words[chance.integers(0, words.size, int(more.sum()))]])
        lengths = np.concatenate([lengths, more])
    return Documents(list(numbers), words, np.concatenate([[0], np.cumsum(lengths)]))


def questions(found: Documents, collections: Sequence[Path], count: int, seed: int = 5) -> list[Asked]:
    """So many questions of each class: single words, any or all of several, phrases, with frequent words, real ones."""
    chance = random.Random(seed)
    size = len(found)
    held = _held(found)
    plain = {number for number, word in enumerate(found.vocabulary) if _is_plain(word)}
    frequent = [number for number in np.argsort(-held).tolist() if number in plain][:FREQUENT]
    others = plain - set(frequent)

    def asked(kind: str, operator: str, words: Sequence[int]) -> Asked:
        return Asked(kind, operator, tuple(found.vocabulary[word] for word in words))

    made = [
        asked(kind, "any", [word])
        for kind, low, high in (("rare", 3, 20), ("common", 0.05 * size, 0.5 * size))
        for word in chance.sample([word for word in sorted(plain) if low <= held[word] <= high], count)
    ]
    shapes = [(f"or{number}", "any", number, 0) for number in (2, 3, 4, 5)]
    shapes += [(f"and{number}", "all", number, 0) for number in (2, 3)] + [("orstop", "any", 2, 2)]
    for kind, operator, rarer, oftener in shapes:
        for _ in range(count):
            one: list[int] = []
            while len(one) < rarer + oftener:
                words = list(dict.fromkeys(_words(found, chance)))
                often = [word for word in words if word in frequent][:oftener]
                few = [word for word in words if word in others]
                one = [*often, *chance.sample(few, rarer)] if len(few) >= rarer else []
            made.append(asked(kind, operator, one))
    for length in (2, 3):
        for _ in range(count):
            run: list[int] = []
            while len(set(run)) < length or not plain.issuperset(run):
                words = _words(found, chance)
                at = chance.randrange(max(1, len(words) - length))
                run = words[at : at + length]
            made.append(asked(f"phr{length}", "phrase", run))
    return made + _natural(found, collections, count, chance)


def _held(found: Documents) -> NDArray[np.int64]:
    """How many documents hold each word."""
    held = np.zeros(len(found.vocabulary), np.int64)
    for first in range(0, len(found), AT_ONCE):
        starts = found.starts[first : first + AT_ONCE + 1]
        of_document = np.repeat(np.arange(starts.size - 1), np.diff(starts))
        words = found.words[starts[0] : starts[-1]].astype(np.int64)
        held += np.bincount(np.unique(words * AT_ONCE + of_document) // AT_ONCE, minlength=held.size)
    return held


def _natural(found: Documents, collections: Sequence[Path], count: int, chance: random.Random) -> list[Asked]:
    """Questions that people asked the collections, without what is in no document."""
    there = set(found.vocabulary)
    natural = []
    for collection in collections:
        if (collection / "queries.jsonl").exists():
            for query in read_queries(collection / "queries.jsonl"):
                forms = dict.fromkeys(analyze(surface).form for surface in surfaces(query.text))
                words = tuple(form for form in forms if form in there and _is_plain(form))
                if words:
                    natural.append(Asked("natural", "any", words))
    return chance.sample(natural, min(count, len(natural)))


def _words(found: Documents, chance: random.Random) -> list[int]:
    number = chance.randrange(len(found))
    words: list[int] = found.words[found.starts[number] : found.starts[number + 1]].tolist()
    return words


def _is_plain(word: str) -> bool:
    """Whether Masadir takes a word for nothing but a word: no operator, and none that it may leave out."""
    plain = word.isalpha() and word not in ARABIC_OPERATORS and not is_function_word(word)
    return plain and isinstance(parse(word).tree, Word)
