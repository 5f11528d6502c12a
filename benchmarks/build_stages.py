"""Each stage of a build by itself, on a share of the articles, so that several processes show what all cores do.

    read      files to articles: decoding, parsing, boilerplate, attribution
    clean     the last look at every article: misread letters, lines stored backwards
    analyse   every different word to its terms
    invert    texts to postings, all words analysed
    compress  the articles as they are stored
    write     runs joined into a segment

Not for a build as a whole, nor for other engines: see `build`.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from benchmarks.measuring import timed
from indexer.arabic.tokens import surfaces
from indexer.model import Article
from indexer.readers import registry
from indexer.readers.mending import mended
from indexer.readers.registry import discover, holds_many, read_file
from indexer.store import inversion
from indexer.store.inversion import TextInverter
from indexer.store.merging import Part, merge
from indexer.store.runs import RunWriter
from indexer.store.stored import StoredWriter
from indexer.store.surface_terms import surface_terms
from indexer.stretches import MOST_CHARACTERS


def analysed(articles: Sequence[Article]) -> dict[str, bytes]:
    """The term of every word that occurs."""
    texts = (text for article in articles for text in (article.title, *article.paragraphs))
    words = list({word for text in texts for word in surfaces(text)})
    return dict(zip(words, surface_terms(words), strict=True))


def known(terms: Mapping[str, bytes]) -> AbstractContextManager[object]:
    """Within it words that are inverted have the terms that they are given here, and none is analysed."""
    return patch.object(inversion, "surface_terms", lambda words: [terms[word] for word in words])


def stages(folder: Path, place: Path, share: int, shares: int) -> None:
    """Time each stage on one share of a folder of sources; files that only one process can read are read by all."""
    files = discover(folder)[0]
    with timed("read"), patch.object(registry, "mended", lambda read: read):
        alone = [
            one for file in [file for file in files if not holds_many(file)][share::shares] for one in read_file(file)
        ]
        shared = [one for file in files if holds_many(file) for one in read_file(file)]
    raw = [*alone, *shared[share::shares]]
    with timed("clean"):
        articles = [one for one in map(mended, raw) if isinstance(one, Article)]
    with timed("analyse"):
        terms = analysed(articles)
    with known(terms):
        inverter = TextInverter()
        with timed("invert"):
            for article in articles:
                inverter.add(article.title, article.paragraphs)
            inverter.inverted()
        with timed("compress"):
            stored = StoredWriter()
            for article in articles:
                stored.add(article)
        runs = write_runs(articles, place, str(share))
    with timed("write"):
        merge([Part(path) for path in runs], place / f"{share}.arrays")


def write_runs(articles: Sequence[Article], place: Path, name: str) -> list[Path]:
    """Write articles as runs, and say where they are."""
    runs: list[Path] = []
    for part in _parts(articles):
        writer = RunWriter()
        for article in part:
            writer.add(article)
        runs.append(place / f"{name}-{len(runs)}.run")
        writer.write(runs[-1])
    return runs


def _parts(articles: Sequence[Article]) -> list[list[Article]]:
    """The articles as a build cuts them into runs."""
    parts: list[list[Article]] = [[]]
    length = 0
    for article in articles:
        parts[-1].append(article)
        length += len(article.title) + sum(map(len, article.paragraphs))
        if length >= MOST_CHARACTERS:
            parts.append([])
            length = 0
    return [part for part in parts if part]
