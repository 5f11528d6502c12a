"""Articles made up for tests of the store and the build, and generations made of them without any reader."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np

from indexer.answers import Level
from indexer.arabic.analysis import analyze, fingerprint
from indexer.arabic.tokens import surfaces
from indexer.model import Article, Source
from indexer.store import generations
from indexer.store.generations import Manifest
from indexer.store.runs import RunWriter
from indexer.store.schema import FORMAT_VERSION, PARAGRAPH, level_prefix
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot
from indexer.store.writer import ArticleWriter

_WORDS = """
مكتبة المكتبات كِتاب كتاب والكتاب كاتب عِلْم علم عَلَم مدرسة والمدارس إدارة اداره في من على نهر الأنهار سفينة
بالسفن جبل الجبال قمر القمر شمسٌ مدينة بالمدينة 1946 ١٩٤٦ S400 قهوة القهوة بحر البحر تجارة للتجارة
"""
WORDS = _WORDS.split()

LEVELS = ("root", "stem", "form", "exact")
"""The levels as a term names them, widest first."""

Step = Callable[[ArticleWriter], None]
Places = dict[str, dict[str, list[int]]]
"""For each term: for each article's id, the positions of the term in it."""


def made_article(article_id: str, text: str = "كتاب عن النهر", *, title: str = "", file: str = "") -> Article:
    """An article of one source, a paragraph a line."""
    source = Source("majalla", "مجلة")
    return Article(article_id, title, tuple(text.splitlines()), source, file=file or f"{article_id}.txt")


def seeded(seed: int) -> Random:
    """Chance that is the same at every run."""
    return Random(seed)  # noqa: S311 -- nothing here is secret


def random_article(random: Random, article_id: str, *, file: str = "") -> Article:
    """An article of random words of `WORDS`."""
    lines = [" ".join(random.choices(WORDS, k=random.randint(1, 12))) for _ in range(random.randint(1, 4))]
    return made_article(article_id, "\n".join(lines), title=" ".join(random.choices(WORDS, k=3)), file=file)


def make_live(index_dir: Path, articles: int, steps: Iterable[Step], *, merge: bool = True) -> Snapshot:
    """A new generation, each step committed on its own, and opened; `articles` are to be left in the end.

    Without `merge` each step is a segment, whose size would have Whoosh join it to others.
    """
    with generations.partial_generation(index_dir) as (name, folder):
        for step in steps:
            with ArticleWriter(folder) as writer:
                step(writer)
                writer.commit(merge=merge)
        generations.write_description(folder, made_manifest(name, articles), [])
    return Snapshot(index_dir)


def adding(articles: Iterable[Article]) -> Step:
    """The step that adds these articles."""

    def step(writer: ArticleWriter) -> None:
        for article in articles:
            writer.add(article)

    return step


def made_run(path: Path, articles: Iterable[Article]) -> Path:
    """These articles as a run."""
    run = RunWriter()
    for article in articles:
        run.add(article)
    run.write(path)
    return path


class ArticleTerms(NamedTuple):
    """The terms of one field of one article in the order of its text, and where each stands."""

    terms: list[str]
    positions: list[int]


def word_positions(article: Article) -> Iterator[tuple[int, str]]:
    """Every word of title and paragraphs with its position, counted one by one."""
    position = 0
    for text in (article.title, *article.paragraphs):
        for surface in surfaces(text):
            yield position, surface
            position += 1


def surface_term(surface: str) -> str:
    """The term of a word as written, found alone."""
    return level_prefix(analyze(surface), Level.EXACT)


def article_terms(article: Article) -> dict[str, ArticleTerms]:
    """The terms of an article in each field, found without the store's own code."""
    positions, words = [], []
    for position, surface in word_positions(article):
        positions.append(position)
        words.append(surface_term(surface))
    in_title = len(surfaces(article.title))
    lengths = [in_title, *(len(surfaces(text)) for text in article.paragraphs)]
    starts = list(accumulate(lengths))[:-1]
    return {
        "id": ArticleTerms([article.id], [0]),
        "file": ArticleTerms([article.file], [0]),
        "words": ArticleTerms(words, positions),
        "title": ArticleTerms(words[:in_title], positions[:in_title]),
        "paragraphs": ArticleTerms([PARAGRAPH] * len(starts), starts),
    }


def made_manifest(name: str, articles: int) -> Manifest:
    """A manifest that this version reads."""
    return Manifest(name, FORMAT_VERSION, fingerprint(), "2024-05-01T00:00:00+00:00", articles, "sources", "")


def counted(articles: Iterable[Article]) -> dict[str, Places]:
    """Where every word stands at every level, of the whole text and of the title, found without the store's own code.

    The title's postings tell no positions: as many zeros stand for them.
    """
    fields: dict[str, Places] = {f"{field} {level}": {} for field in ("words", "title") for level in LEVELS}
    for article in articles:
        start = 0
        for number, text in enumerate((article.title, *article.paragraphs)):
            for position, surface in enumerate(surfaces(text), start=start):
                word = analyze(surface)
                term = wider = ""
                for level in LEVELS:
                    own = getattr(word, level)
                    term += ("" if own == wider else own) + "\x1f"
                    wider = own
                    fields[f"words {level}"].setdefault(term, {}).setdefault(article.id, []).append(position)
                    if number == 0:
                        fields[f"title {level}"].setdefault(term, {}).setdefault(article.id, []).append(0)
            start += len(surfaces(text))
    return fields


def counted_forms(articles: Iterable[Article]) -> Counter[str]:
    """In how many articles each form stands; in one that writes it in two ways, twice."""
    return Counter(
        form
        for article in articles
        for form, _ in {
            (word.form, word.exact)
            for text in (article.title, *article.paragraphs)
            for word in map(analyze, surfaces(text))
        }
    )


def indexed(snapshot: Snapshot) -> dict[str, Places]:
    """The same as `counted`, read from the index; also, whether what it reads in several ways agrees."""
    fields: dict[str, Places] = {}
    for field in ("words", "title"):
        terms = snapshot.terms(field, "")
        assert terms == sorted(set(terms))
        for depth, level in enumerate(LEVELS, start=1):
            found: Places = {}
            for prefix in dict.fromkeys("\x1f".join(term.split("\x1f")[:depth]) + "\x1f" for term in terms):
                assert snapshot.terms(field, prefix) == [term for term in terms if term.startswith(prefix)]
                articles, frequencies = postings(snapshot, field, prefix)
                if not articles.size:
                    continue  # only in removed articles, and not merged away yet
                numbers = articles.tolist()
                assert numbers == sorted(set(numbers)), f"{field} {prefix}: articles out of order: {numbers}"
                counts = dict(zip(numbers, frequencies.tolist(), strict=True))
                places = {number: [0] * int(count) for number, count in counts.items()}
                if field == "words":
                    places = _positions(snapshot, prefix)
                    assert {number: len(found) for number, found in places.items()} == counts, prefix
                found[prefix] = {snapshot.ids[number]: at for number, at in places.items()}
            fields[f"{field} {level}"] = found
    return fields


def postings(snapshot: Snapshot, field: str, prefix: str) -> tuple[Articles, Scores]:
    """The articles that hold the terms that begin so, and how often each does."""
    entry = snapshot.lists.entry(field, prefix)
    articles, [count] = snapshot.lists.unite(entry)
    assert count == articles.size
    nothing = np.zeros(articles.size, np.float32)
    return articles, snapshot.lists.weigh(entry, (0.0,), nothing, articles, nothing)


def places_of(snapshot: Snapshot, prefix: str) -> list[int]:
    """The places of the terms that begin so in the articles that are there, with the articles' own numbers."""
    alive = np.flatnonzero(snapshot.alive).astype(np.int32)
    places = snapshot.lists.places(snapshot.lists.entry("words", prefix), alive) >> 2
    return [(int(alive[place >> 32]) << 32) + (place & 0xFFFFFFFF) for place in places.tolist()]


def _positions(snapshot: Snapshot, prefix: str) -> dict[int, list[int]]:
    places = places_of(snapshot, prefix)
    assert places == sorted(set(places)), f"{prefix}: places out of order: {places}"
    found: dict[int, list[int]] = {}
    for place in places:
        found.setdefault(place >> 32, []).append(place & 0xFFFFFFFF)
    return found
