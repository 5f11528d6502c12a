"""Ranking quality of Masadir beside its peers: every collection indexed and asked by each in the same run.

    python -m benchmarks.quality COLLECTION [COLLECTION ...]

A collection is a folder with corpus.jsonl(.gz), queries.jsonl and qrels.tsv (docs/collections.md). Peers get title and
text as one field and the question's words joined by OR, with what each offers for Arabic out of the box: SQLite FTS5
with its unicode61 tokenizer, Tantivy with its Arabic (Snowball) stemmer, and bm25s with PyStemmer's. Prints nDCG@10,
MRR@10 and recall@100, and the share of the better peer's shortfall that Masadir closes: (ours - peer) / (1 - peer).
"""

import argparse
import gzip
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import bm25s
import Stemmer
import tantivy

from indexer.build import build
from indexer.evaluation import read_judgments, read_queries
from indexer.measures import DEPTH, ndcg, recall, reciprocal_rank
from indexer.search import open_engine
from indexer.settings import QUESTION_LIMIT, Settings
from indexer.terminal import table

Ask = Callable[[str], list[str]]


class Figures(NamedTuple):
    """Means over the judged questions of a collection."""

    ndcg: float
    mrr: float
    recall: float


def records(collection: Path) -> Iterator[tuple[str, str]]:
    """Id and text, title first, of every article of a collection."""
    packed = collection / "corpus.jsonl.gz"
    with (
        gzip.open(packed, "rt", encoding="utf-8") if packed.exists() else (collection / "corpus.jsonl").open() as lines
    ):
        for line in lines:
            record = json.loads(line)
            yield str(record["_id"]), f"{record.get('title', '')}\n{record['text']}"


def masadir(collection: Path, folder: Path) -> Ask:
    """Masadir as it is."""
    build(collection, folder)
    engine = open_engine(Settings(index_dir=folder))
    return lambda text: [article_id for article_id, _ in engine.rank(text[:QUESTION_LIMIT], DEPTH)]


def sqlite_fts5(collection: Path, folder: Path) -> Ask:
    """SQLite FTS5 with its default tokenizer."""
    database = sqlite3.connect(folder / "fts5.sqlite")
    database.execute("CREATE VIRTUAL TABLE article USING fts5(id UNINDEXED, body)")
    database.executemany("INSERT INTO article VALUES (?, ?)", records(collection))

    def ask(text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        if not words:
            return []
        rows = database.execute("SELECT id FROM article WHERE article MATCH ? ORDER BY rank LIMIT ?", (words, DEPTH))
        return [row[0] for row in rows]

    return ask


def tantivy_arabic(collection: Path, folder: Path) -> Ask:
    """Tantivy with its Arabic stemmer."""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    schema.add_text_field("body", tokenizer_name="arabic")
    index = tantivy.Index(schema.build(), path=str(folder))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    arabic = analyzer.filter(tantivy.Filter.stemmer("arabic")).build()
    index.register_tokenizer("arabic", arabic)
    writer = index.writer(num_threads=1)
    for article_id, text in records(collection):
        writer.add_document(tantivy.Document(id=article_id, body=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> list[str]:
        words = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "body", w)) for w in arabic.analyze(text)
        ]
        hits = searcher.search(tantivy.Query.boolean_query(words), DEPTH).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    return ask


def bm25s_snowball(collection: Path, folder: Path) -> Ask:
    """bm25s over the stems of the Arabic Snowball stemmer, in memory."""
    stem = Stemmer.Stemmer("arabic").stemWords
    ids, texts = zip(*records(collection), strict=True)
    index = bm25s.BM25()
    index.index([stem(re.findall(r"\w+", text)) for text in texts], show_progress=False)
    held = min(DEPTH, len(ids))

    def ask(text: str) -> list[str]:
        words = [word for word in stem(re.findall(r"\w+", text)) if word in index.vocab_dict]
        if not words:
            return []
        numbers, scores = index.retrieve([words], k=held, show_progress=False)
        return [ids[number] for number, score in zip(numbers[0], scores[0], strict=True) if score > 0]

    return ask


ENGINES: Mapping[str, Callable[[Path, Path], Ask]] = {
    "Masadir": masadir,
    "Tantivy (ar)": tantivy_arabic,
    "bm25s (Snowball)": bm25s_snowball,
    "SQLite FTS5": sqlite_fts5,
}


def measure(ask: Ask, questions: Mapping[str, str], judgments: Mapping[str, Mapping[str, int]]) -> Figures:
    """Ask every judged question and average the measures."""
    figures = []
    for query_id, text in questions.items():
        ranking, judged = ask(text), judgments[query_id]
        figures.append((ndcg(ranking, judged), reciprocal_rank(ranking, judged), recall(ranking, judged)))
    return Figures(*(sum(column) / len(figures) for column in zip(*figures, strict=True)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every engine on every collection named and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", nargs="+", type=Path)
    rows = []
    for collection in parser.parse_args(arguments).collection:
        judgments = read_judgments(collection / "qrels.tsv")
        questions = {query.id: query.text for query in read_queries(collection / "queries.jsonl")}
        judged = {
            query_id: text
            for query_id, text in questions.items()
            if any(g > 0 for g in judgments.get(query_id, {}).values())
        }
        found = {}
        for name, index in ENGINES.items():
            with tempfile.TemporaryDirectory() as folder:
                found[name] = measure(index(collection, Path(folder)), judged, judgments)
        peer = max(figures.ndcg for name, figures in found.items() if name != "Masadir")
        closed = (found["Masadir"].ndcg - peer) / (1 - peer)
        for name, figures in found.items():
            share = f"{closed:+.0%}" if name == "Masadir" else ""
            rows.append((collection.name, name, *(f"{figure:.4f}" for figure in figures), share))
    for line in table(("collection", "engine", "nDCG@10", "MRR@10", "recall@100", "shortfall closed"), rows):
        print(line)


if __name__ == "__main__":
    main()
