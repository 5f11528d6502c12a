"""Asks the questions of a test collection and judges the answers by those that people gave.

The format of collections is in docs/collections.md. Not for the measures themselves: see `measures`.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from time import perf_counter

from indexer.build import Progress, build
from indexer.errors import CollectionInvalid
from indexer.measures import DEPTH, Evaluation, ndcg, recall, reciprocal_rank
from indexer.search import open_engine
from indexer.search.engine import Engine
from indexer.settings import QUESTION_LIMIT, Settings

RUN_TAG = "masadir"


@dataclass(frozen=True, slots=True)
class Query:
    """One question of a collection."""

    id: str
    text: str


def read_queries(path: Path) -> Iterator[Query]:
    """The questions of a JSONL file, `_id` and `text` a line. Raises CollectionInvalid naming file and line."""
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            query = Query(str(record["_id"]), record["text"])
        except (ValueError, TypeError, KeyError, RecursionError):
            query = None
        if query is None or not isinstance(query.text, str):
            raise CollectionInvalid(f"{path}, line {number}", 'expected {"_id": "…", "text": "…"}')
        yield query


def read_judgments(path: Path) -> dict[str, dict[str, int]]:
    """For each question the articles judged and their grades. Raises CollectionInvalid naming file and line."""
    judgments: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path), start=1):
        fields = line.split("\t")
        if not line.strip() or (number == 1 and fields == ["query-id", "corpus-id", "score"]):
            continue
        try:
            query_id, article_id, grade = fields
            judgments.setdefault(query_id, {})[article_id] = int(grade)
        except ValueError:
            raise CollectionInvalid(
                f"{path}, line {number}", "expected query-id, corpus-id and score (a whole number), tab between them"
            ) from None
    return judgments


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file. Raises CollectionInvalid when it can't be read."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for line in lines:
                yield line.rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CollectionInvalid(str(path), f"can't be read ({error})") from error


def run(engine: Engine, queries: Iterable[Query], limit: int) -> Iterator[tuple[Query, list[tuple[str, float]]]]:
    """Ask every question; each comes back with the ids and scores of its best articles."""
    for query in queries:
        yield query, engine.rank(query.text[:QUESTION_LIMIT], limit)


def run_lines(query: Query, ranking: Sequence[tuple[str, float]]) -> Iterator[str]:
    """The lines of a TREC run file for one question: `qid Q0 docid rank score tag`.

    White space parts the columns, so that in an id becomes `_`.
    """
    for rank, (article_id, score) in enumerate(ranking, start=1):
        yield f"{'_'.join(query.id.split())} Q0 {'_'.join(article_id.split())} {rank} {score:.6f} {RUN_TAG}"


def evaluate(collection: Path, progress: Progress | None = None) -> Evaluation:
    """Index a collection in a temporary folder, ask its questions and judge the answers. Raises CollectionInvalid."""
    for names in (("corpus.jsonl", "corpus.jsonl.gz"), ("queries.jsonl",), ("qrels.tsv",)):
        if not any((collection / name).is_file() for name in names):
            raise CollectionInvalid(str(collection), f"there is no {' or '.join(names)} in it")
    queries = list(read_queries(collection / "queries.jsonl"))
    judgments = read_judgments(collection / "qrels.tsv")
    with tempfile.TemporaryDirectory(prefix="masadir-evaluate-") as folder:
        report = build(collection, Path(folder), progress)
        figures: list[tuple[float, float, float]] = []
        times: list[float] = []
        with closing(open_engine(Settings(index_dir=Path(folder)))) as engine:
            for query in queries:
                judged = judgments.get(query.id, {})
                if not any(grade > 0 for grade in judged.values()):
                    continue
                started = perf_counter()
                ranking = [article_id for article_id, _ in engine.rank(query.text[:QUESTION_LIMIT], DEPTH)]
                times.append(perf_counter() - started)
                figures.append((ndcg(ranking, judged), reciprocal_rank(ranking, judged), recall(ranking, judged)))
    if not figures:
        raise CollectionInvalid(str(collection), "no question in queries.jsonl has a relevant article in qrels.tsv")
    ndcgs, ranks, recalls = zip(*figures, strict=True)
    return Evaluation(
        collection=collection.resolve().name,
        articles=report.articles,
        queries=len(figures),
        ndcg_at_10=fmean(ndcgs),
        mrr_at_10=fmean(ranks),
        recall_at_100=fmean(recalls),
        milliseconds=median(times) * 1000,
    )
