"""Every command once or more: what it prints, to which stream, and its exit code."""

import json
from pathlib import Path

import pytest

from indexer.answers import Filters, Level, Question, Sort
from indexer.cli import main
from indexer.search import open_engine
from indexer.search.payload import result_page_payload
from indexer.settings import Settings
from tests.cli.conftest import ARTICLES

Capture = pytest.CaptureFixture[str]


def test_search_prints_hits_and_says_nothing_else(capsys: Capture) -> None:
    assert main(["search", "البحر"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("2 results at level stem")
    assert "بحر القرية" in out
    assert err == ""


def test_search_that_finds_nothing_ends_with_1(capsys: Capture) -> None:
    assert main(["search", "زرافة"]) == 1
    assert capsys.readouterr().out.startswith("0 results")


def test_json_is_exactly_the_payload_of_the_endpoint(capsys: Capture) -> None:
    options = ["--level=form", "--sort=oldest", "--limit=1", "--page=2", "--from=2019", "--to=2021-12", "--json"]
    assert main(["search", "البحر", *options]) == 0
    printed = json.loads(capsys.readouterr().out)
    question = Question(
        "البحر",
        level=Level.FORM,
        sort=Sort.OLDEST,
        size=1,
        page=2,
        filters=Filters(published_from="2019", published_to="2021-12"),
    )
    engine = open_engine(Settings())
    expected = json.loads(json.dumps(result_page_payload(engine.search(question))))
    engine.close()
    for answer in (printed, expected):
        assert answer.pop("took_ms") >= 0
    assert printed == expected
    assert [hit["id"] for hit in printed["hits"]] == ["bahr"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--source", "البريد"], {"nahr"}),
        (["--source", "البريد", "--source", "sources"], {"nahr", "bahr"}),
        (["--author", "سلمى"], {"bahr"}),
        (["--from", "٢٠٢٠"], {"bahr"}),
        (["--to", "2020-01"], {"nahr"}),
        (["--level", "exact"], {"nahr", "bahr"}),
    ],
)
def test_filters_narrow_the_answer(capsys: Capture, options: list[str], found: set[str]) -> None:
    main(["search", "البحر", "--json", *options])
    assert {hit["id"] for hit in json.loads(capsys.readouterr().out)["hits"]} == found


def test_explain_says_why_word_by_word(capsys: Capture) -> None:
    assert main(["explain", "البحر", "bahr"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "rank" in lines[0]
    assert "بحر القرية [bahr]" in lines[0]
    assert main(["explain", "البحر", "khubz"]) == 1
    assert "no answer" in capsys.readouterr().out
    assert main(["explain", "البحر", "bahr", "--json"]) == 0
    explanation = json.loads(capsys.readouterr().out)
    assert sum(part["score"] for part in explanation["evidence"]) == pytest.approx(explanation["score"], rel=1e-4)


def test_explain_of_an_unknown_article_says_so(capsys: Capture) -> None:
    assert main(["explain", "البحر", "لا شيء"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("masadir: No article 'لا شيء'")


def test_analyze_shows_each_word_at_each_level(capsys: Capture) -> None:
    assert main(["analyze", "وَالمَدارِس"]) == 0
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["word", "exact", "form", "stem", "root"]
    assert row.split()[0] == "وَالمَدارِس"


def test_run_writes_a_run_file(tmp_path: Path, capsys: Capture) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"_id": "1", "text": "البحر"}\n{"_id": "2", "text": "زرافة"}\n', encoding="utf-8")
    assert main(["run", "--queries", str(queries), "--output", str(tmp_path / "out.run"), "--limit", "1"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("2 questions asked")
    (line,) = (tmp_path / "out.run").read_text(encoding="utf-8").splitlines()
    assert line.split()[:4] == ["1", "Q0", "bahr", "1"]


def test_run_says_what_is_wrong_with_its_files(tmp_path: Path, capsys: Capture) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"_id": "1"}\n', encoding="utf-8")
    assert main(["run", "--queries", str(queries), "--output", str(tmp_path / "out.run")]) == 1
    assert "line 1" in capsys.readouterr().err
    queries.write_text('{"_id": "1", "text": "البحر"}\n', encoding="utf-8")
    assert main(["run", "--queries", str(queries), "--output", str(tmp_path)]) == 2
    assert "--output" in capsys.readouterr().err


def test_evaluate_prints_a_table_or_json(tmp_path: Path, capsys: Capture) -> None:
    corpus = "\n".join(json.dumps(record) for record in ARTICLES.values())
    (tmp_path / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text('{"_id": "1", "text": "البحر"}\n', encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\tnahr\t1\n1\tbahr\t1\n", encoding="utf-8")
    assert main(["evaluate", str(tmp_path)]) == 0
    assert "nDCG@10" in capsys.readouterr().out
    assert main(["evaluate", str(tmp_path), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["articles"], figures["queries"], figures["ndcg_at_10"]) == (3, 1, 1.0)


def test_stats_counts_articles_by_source(capsys: Capture) -> None:
    assert main(["stats"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("3 articles, built ")
    assert "البريد" in out
    assert main(["stats", "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["index"]["articles"] == sum(source["articles"] for source in body["sources"]) == 3


def test_check_is_content_with_a_sound_index(capsys: Capture) -> None:
    assert main(["check"]) == 0
    assert "index: sound; 3 articles" in capsys.readouterr().out


def test_build_and_update_report_on_standard_output(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    index = str(tmp_path / "index")
    assert main(["build", "sources", "--index", index]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("3 articles in ")
    assert err == "", "progress is for terminals"
    assert main(["update", "sources", "--index", index, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["articles"], report["added"], report["removed"]) == (3, 0, 0)


def test_a_build_of_nothing_fails_with_a_sentence(tmp_path: Path, capsys: Capture) -> None:
    assert main(["build", str(tmp_path / "none"), "--index", str(tmp_path / "index")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"masadir: {tmp_path / 'none'}: no such folder")
    assert not (tmp_path / "index").exists()


def test_an_index_folder_that_is_a_file_is_said(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "index").touch()
    assert main(["build", "sources", "--index", str(tmp_path / "index")]) == 2
    said = "masadir: --index: expected a folder for the index, got 'a file in the way of "
    assert capsys.readouterr().err.startswith(said)
