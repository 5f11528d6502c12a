"""The engines of `benchmarks.speed`: each indexes the same words into a folder, and answers from there.

All are asked for the best ten. Masadir takes the question as text, of which it remembers how it was read, and gives
ids; the others get their queries made before, as fast as they have it, and give their own numbers of documents.
"""

import sqlite3
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import bm25s
import tantivy
from whoosh import fields, index, scoring
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Query
from whoosh.query.terms import Term

from benchmarks.asked import Asked, Documents
from indexer import compiling
from indexer.answers import Level, Question
from indexer.arabic.analysis import analyze, fingerprint
from indexer.model import Article, Source
from indexer.search.bm25 import K1, B
from indexer.search.impacts import impacts_of
from indexer.search.one_level import best_at
from indexer.search.parse import parse, parse_by
from indexer.search.room import Room
from indexer.search.whoosh_engine import WhooshEngine
from indexer.store import generations
from indexer.store.arrays import ArrayFile
from indexer.store.field_arrays import FieldArrays
from indexer.store.generations import Manifest
from indexer.store.runs import RunWriter
from indexer.store.schema import FORMAT_VERSION, WORDS, level_prefix
from indexer.store.snapshot import Snapshot
from indexer.store.writer import ArticleWriter

BEST = 10

AT_ONCE = 20_000
"""Documents that Masadir inverts at once, which takes it about as much memory as Tantivy gets."""

Ask = Callable[[], object]
"""Asks one question and returns what the engine returns."""


class Masadir:
    """Masadir through its public interface: one level, all levels with all evidence, or a whole page of results."""

    name = "Masadir"

    @staticmethod
    def build(found: Documents, folder: Path) -> None:
        """Index the words, text stored, so many articles at once, as a build does to stay within its memory."""
        source = Source("words", "words")
        with generations.partial_generation(folder) as (name, place):
            with ArticleWriter(place) as writer:
                texts = enumerate(found.texts())
                while some := list(islice(texts, AT_ONCE)):
                    run, path = RunWriter(), place / f"{some[0][0]}.run"
                    for number, text in some:
                        run.add(Article(str(number), "", (text,), source, file=str(number // 1000)))
                    run.write(path)
                    writer.add_run(path)
                writer.commit()
            manifest = Manifest(name, FORMAT_VERSION, fingerprint(), "2024-05-01T00:00:00+00:00", len(found), "", "")
            generations.write_description(place, manifest, [])

    def __init__(self, folder: Path) -> None:
        with compiling.loading():
            pass
        self.folder = folder
        self.engine = WhooshEngine(folder)
        self.snapshot = Snapshot(folder)  # of its own, where what is kept can be forgotten

    def ask(self, asked: Asked) -> Ask:
        """One level: BM25 of forms, the question read before, as those of the peers are."""
        text, rank = asked.text(), self.engine.rank
        return lambda: rank(text, BEST, Level.FORM)

    def ask_text(self, asked: Asked) -> Ask:
        """The same of a question that was never read before."""
        text, rank, forget = asked.text(), self.engine.rank, parse_by.cache_clear

        def ask() -> object:
            forget()
            return rank(text, BEST, Level.FORM)

        return ask

    def ask_new(self, asked: Asked) -> Ask:
        """The same where nothing was asked before: as in a new process, files in memory and kernels loaded."""
        text, snapshot, lists = asked.text(), self.snapshot, self.snapshot.lists
        kept = impacts_of(snapshot)

        def ask() -> object:
            parse_by.cache_clear()
            kept.room = Room(kept.room.ints.size, snapshot.order)
            for remembered in (lists.word, lists.entry, lists.upto, lists.holding):
                remembered.cache_clear()
            return best_at(snapshot, parse(text).tree, Level.FORM, BEST)

        return ask

    def ask_stem(self, asked: Asked) -> Ask:
        """One level, with the runs of many words that share a stem."""
        text = asked.text()
        return lambda: self.engine.rank(text, BEST, Level.STEM)

    def ask_all(self, asked: Asked) -> Ask:
        """All levels, titles, neighbours and best stretch."""
        text = asked.text()
        return lambda: self.engine.rank(text, BEST)

    def touch(self, asked: Asked) -> Ask:
        """Reads the postings of the question's words and does nothing with them: what memory allows."""
        arrays = []
        for path in self.folder.glob("*/MAIN*.arrays"):
            field = FieldArrays(ArrayFile(path), WORDS)
            for word in asked.words:
                first, last = field.posting_range(*field.run(level_prefix(analyze(word), Level.FORM).encode()))
                arrays += [field.articles[first:last], field.frequencies[first:last]]
        return lambda: [array.sum() for array in arrays]

    def count(self, asked: Asked) -> int:
        """How many documents match."""
        return self.engine.search(Question(asked.text(), level=Level.FORM, size=1)).articles

    def best(self, asked: Asked) -> list[float]:
        """The scores of the best."""
        return [score for _, score in self.engine.rank(asked.text(), BEST, Level.FORM)]


class Tantivy:
    """Tantivy with one thread, and without counting what it need not."""

    name = "Tantivy"

    @staticmethod
    def build(found: Documents, folder: Path) -> None:
        """Index the words, text stored, into one segment."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=True, tokenizer_name="whitespace", index_option="position")
        built = tantivy.Index(builder.build(), path=str(folder))
        writer = built.writer(heap_size=500_000_000, num_threads=1)
        for text in found.texts():
            writer.add_document(tantivy.Document(text=text))
        writer.commit()
        writer.wait_merging_threads()

    def __init__(self, folder: Path) -> None:
        self.index = tantivy.Index.open(str(folder))
        self.searcher = self.index.searcher()

    def query(self, asked: Asked) -> tantivy.Query:
        """The question as Tantivy has it."""
        schema = self.index.schema
        if asked.operator == "phrase":
            return tantivy.Query.phrase_query(schema, "text", list(asked.words))
        occur = tantivy.Occur.Must if asked.operator == "all" else tantivy.Occur.Should
        return tantivy.Query.boolean_query(
            [(occur, tantivy.Query.term_query(schema, "text", word)) for word in asked.words]
        )

    def ask(self, asked: Asked) -> Ask:
        """The best, uncounted, for a query made before."""
        made, searcher = self.query(asked), self.searcher
        return lambda: searcher.search(made, BEST, count=False)

    def ask_text(self, asked: Asked) -> Ask:
        """The same from a text, through its own parser."""
        text, searcher, parser = asked.text(), self.searcher, self.index
        return lambda: searcher.search(parser.parse_query(text, ["text"]), BEST, count=False)

    def count(self, asked: Asked) -> int:
        """How many documents match."""
        found: Any = self.searcher.search(self.query(asked), 1, count=True)  # its own types lack the count
        return int(found.count)


class SQLite:
    """SQLite FTS5."""

    name = "SQLite FTS5"

    @staticmethod
    def build(found: Documents, folder: Path) -> None:
        """Index the words, text stored."""
        database = sqlite3.connect(folder / "fts.db")
        database.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 0')")
        database.executemany("INSERT INTO words (text) VALUES (?)", ((text,) for text in found.texts()))
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.commit()
        database.close()

    def __init__(self, folder: Path) -> None:
        self.database = sqlite3.connect(folder / "fts.db", cached_statements=4096)

    def match(self, asked: Asked) -> str:
        """The question as FTS5 has it."""
        if asked.operator == "phrase":
            return f'"{" ".join(asked.words)}"'
        return (" AND " if asked.operator == "all" else " OR ").join(f'"{word}"' for word in asked.words)

    def ask(self, asked: Asked) -> Ask:
        """The best by its bm25."""
        match, execute = self.match(asked), self.database.execute
        statement = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT {BEST}"  # noqa: S608 -- a number
        return lambda: execute(statement, (match,)).fetchall()

    def count(self, asked: Asked) -> int:
        """How many documents match."""
        found = self.database.execute("SELECT count(*) FROM words WHERE words MATCH ?", (self.match(asked),))
        return int(found.fetchone()[0])


class BM25S:
    """bm25s on numba: scores computed when indexing, no positions, no text; it has no all-words and no phrases."""

    name = "bm25s"

    @staticmethod
    def build(found: Documents, folder: Path) -> None:
        """Index the words."""
        made = bm25s.BM25(k1=K1, b=B, method="lucene", backend="numba")
        made.index([found[number] for number in range(len(found))], show_progress=False)
        made.save(str(folder), show_progress=False)

    def __init__(self, folder: Path) -> None:
        self.bm25 = bm25s.BM25.load(str(folder), backend="numba")

    def ask(self, asked: Asked) -> Ask | None:
        """The best of those that hold any of the words."""
        words, retrieve = [list(asked.words)], self.bm25.retrieve
        if asked.operator != "any":
            return None
        return lambda: retrieve(words, k=BEST, show_progress=False)

    def best(self, asked: Asked) -> list[float]:
        """The scores of the best."""
        _, scores = self.bm25.retrieve([list(asked.words)], k=BEST, show_progress=False)
        return [float(score) for score in scores[0] if score > 0]


class Whoosh:
    """Whoosh with its own codec and its own BM25F."""

    name = "stock Whoosh"

    @staticmethod
    def build(found: Documents, folder: Path) -> None:
        """Index the words, text stored, into one segment."""
        text = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), stored=True)
        made = index.create_in(str(folder), fields.Schema(text=text))
        writer = made.writer(limitmb=1024)
        for one in found.texts():
            writer.add_document(text=one)
        writer.commit(optimize=True)

    def __init__(self, folder: Path) -> None:
        self.searcher = index.open_dir(str(folder)).searcher(weighting=scoring.BM25F(B=B, K1=K1))

    def query(self, asked: Asked) -> Query:
        """The question as Whoosh has it."""
        if asked.operator == "phrase":
            return Phrase("text", list(asked.words))
        terms = [Term("text", word) for word in asked.words]
        return And(terms) if asked.operator == "all" else Or(terms)

    def ask(self, asked: Asked) -> Ask:
        """The best, for a query made before."""
        made, search = self.query(asked), self.searcher.search
        return lambda: search(made, limit=BEST)

    def count(self, asked: Asked) -> int:
        """How many documents match."""
        return len(list(islice(self.query(asked).docs(self.searcher), 10**9)))
