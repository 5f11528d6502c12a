"""The measures against values worked out by hand, the files of a collection, and a whole small collection."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import CollectionInvalid
from indexer.evaluation import Query, evaluate, read_judgments, read_queries, run_lines
from indexer.measures import ndcg, recall, reciprocal_rank

JUDGED = {"a": 2, "b": 1, "c": 0, "d": 1, "e": -1}

# Worked out by hand: gains 2, 1, 1 over log2 of 2, 3, 4 are 2 + 0.6309 + 0.5 = 3.1309 at best.
BEST = 2 + 1 / math.log2(3) + 1 / 2


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["a", "b", "d"], 1.0),
        (["a", "d", "b"], 1.0),
        (["b", "a"], (1 + 2 / math.log2(3)) / BEST),
        (["x", "y", "z", "a"], (2 / math.log2(5)) / BEST),
        (["c", "e", "a"], (2 / 2) / BEST),
        (["x"] * 9 + ["a"], (2 / math.log2(11)) / BEST),
        (["x"] * 10 + ["a"], 0.0),
        ([], 0.0),
    ],
)
def test_ndcg_is_discounted_linear_gain_over_the_best_possible(ranking: list[str], expected: float) -> None:
    assert ndcg(ranking, JUDGED) == pytest.approx(expected)


def test_the_best_possible_gain_is_cut_where_the_ranking_is() -> None:
    judged = {str(number): 1 for number in range(15)}
    assert ndcg([str(number) for number in range(10)], judged) == pytest.approx(1)


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["a"], 1),
        (["c", "e", "x", "b"], 1 / 4),
        (["x"] * 9 + ["d"], 1 / 10),
        (["x"] * 10 + ["d"], 0),
        (["c", "e"], 0),
        ([], 0),
    ],
)
def test_reciprocal_rank_is_that_of_the_first_relevant_article(ranking: list[str], expected: float) -> None:
    assert reciprocal_rank(ranking, JUDGED) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["a", "b", "d"], 1),
        (["a", "a", "a"], 1 / 3),
        (["d", "x", "c", "e"], 1 / 3),
        (["x"] * 99 + ["a"], 1 / 3),
        (["x"] * 100 + ["a"], 0),
        ([], 0),
    ],
)
def test_recall_is_the_share_of_relevant_articles_found(ranking: list[str], expected: float) -> None:
    assert recall(ranking, JUDGED) == pytest.approx(expected)


def test_where_nothing_is_relevant_every_measure_is_nothing() -> None:
    assert ndcg(["a"], {"a": 0}) == reciprocal_rank(["a"], {"a": 0}) == recall(["a"], {"a": 0}) == 0


@given(
    st.dictionaries(st.sampled_from("abcdefghij"), st.integers(-1, 3), min_size=1),
    st.permutations("abcdefghij").map(list),
)
def test_measures_lie_between_nothing_and_one_and_the_ideal_order_is_best(
    judged: dict[str, int], ranking: list[str]
) -> None:
    ideal = sorted(judged, key=lambda one: -judged[one])
    for measure in (ndcg, reciprocal_rank, recall):
        assert 0 <= measure(ranking, judged) <= measure(list(dict.fromkeys([*ideal, *ranking])), judged) <= 1 + 1e-12


def test_queries_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('\ufeff{"_id": "q1", "text": "قمر"}\n\n{"_id": 2, "text": "", "more": 1}\n', encoding="utf-8")
    assert list(read_queries(path)) == [Query("q1", "قمر"), Query("2", "")]


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "3", '{"text": "قمر"}', '{"_id": "q"}', '{"_id": "q", "text": 3}', "[" * 100_000],
    ids=lambda line: line[:20],
)
def test_a_bad_query_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('{"_id": "q1", "text": "قمر"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(CollectionInvalid, match=r"queries\.jsonl, line 2: expected"):
        list(read_queries(path))


@pytest.mark.parametrize("head", ["query-id\tcorpus-id\tscore\n", "\ufeffquery-id\tcorpus-id\tscore\r\n", ""])
def test_judgments_are_read_with_a_header_or_without(tmp_path: Path, head: str) -> None:
    path = tmp_path / "qrels.tsv"
    path.write_text(head + 'q1\t"a\t2\nq1\tb c\t0\n\nq2\ta\t-1\n', encoding="utf-8", newline="")
    assert read_judgments(path) == {"q1": {'"a': 2, "b c": 0}, "q2": {"a": -1}}


@pytest.mark.parametrize("line", ["q1 a 1", "q1\ta", "q1\ta\tone", "q1\ta\t0.5", "q1\t0\ta\t1", "query\tdoc\tscore"])
def test_a_bad_judgment_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "qrels.tsv"
    path.write_text(f"query-id\tcorpus-id\tscore\nq1\ta\t1\n{line}\n", encoding="utf-8")
    with pytest.raises(CollectionInvalid, match=r"qrels\.tsv, line 3: expected"):
        read_judgments(path)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"], ids=["missing", "no text"])
def test_a_file_that_can_not_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    for read in (lambda: list(read_queries(path)), lambda: read_judgments(path)):
        with pytest.raises(CollectionInvalid, match="file: can't be read"):
            read()


def test_a_run_has_six_columns_whatever_the_ids_hold() -> None:
    lines = list(run_lines(Query("q 1", "…"), [("a", 2.5), ("رف/كتاب قديم", 0.125)]))
    assert lines == ["q_1 Q0 a 1 2.500000 masadir", "q_1 Q0 رف/كتاب_قديم 2 0.125000 masadir"]


CORPUS = {
    "qamar": "القمر يدور حول الأرض في شهر",
    "bahr": "ماء البحر مالح وماء النهر عذب",
    "khubz": "خبز الشعير يشبع الجائع",
    "kitab": "في المكتبة كتب عن القمر وعن البحر",
}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    records = [json.dumps({"_id": one, "title": "", "text": text}) for one, text in CORPUS.items()]
    (folder / "corpus.jsonl").write_text("\n".join(records), encoding="utf-8")
    queries = [{"_id": "1", "text": "القمر"}, {"_id": "2", "text": "زرافة"}, {"_id": "3", "text": "لا حكم عليه"}]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), encoding="utf-8")
    (folder / "qrels.tsv").write_text(
        "query-id\tcorpus-id\tscore\n1\tqamar\t1\n1\tkitab\t1\n2\tbahr\t1\n4\tbahr\t1\n3\tbahr\t0\n", encoding="utf-8"
    )
    return folder


def test_a_collection_is_indexed_asked_and_judged(collection: Path) -> None:
    evaluation = evaluate(collection)
    assert evaluation.collection == "mine"
    assert evaluation.articles == 4
    assert evaluation.queries == 2, "a question without a relevant article can't be judged"
    # Both articles about the moon and no other are found for the first question, nothing for the second.
    assert evaluation.ndcg_at_10 == pytest.approx(0.5)
    assert evaluation.mrr_at_10 == pytest.approx(0.5)
    assert evaluation.recall_at_100 == pytest.approx(0.5)
    assert evaluation.milliseconds > 0
    assert sorted(path.name for path in collection.iterdir()) == ["corpus.jsonl", "qrels.tsv", "queries.jsonl"]


@pytest.mark.parametrize("missing", ["queries.jsonl", "qrels.tsv", "corpus.jsonl"])
def test_a_collection_that_lacks_a_file_is_refused(collection: Path, missing: str) -> None:
    (collection / missing).unlink()
    with pytest.raises(CollectionInvalid, match=missing):
        evaluate(collection)


def test_a_collection_without_any_relevant_article_is_refused(collection: Path) -> None:
    (collection / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\tqamar\t0\n", encoding="utf-8")
    with pytest.raises(CollectionInvalid, match="no question"):
        evaluate(collection)
