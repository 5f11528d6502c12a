"""Answers and reports as lines of text: what is named, what is only counted, and where words are bold."""

import io
from dataclasses import replace

import pytest

from indexer import terminal
from indexer.answers import (
    Evidence,
    Explanation,
    FacetCount,
    Facets,
    Hit,
    IndexInfo,
    Level,
    LevelCounts,
    Mark,
    Match,
    MatchedForm,
    Passage,
    Question,
    ResultPage,
    SourceSummary,
)
from indexer.measures import Evaluation
from indexer.model import Article, BuildReport, Skipped, Source

JARIDA = Source("jarida", "جريدة الساحل")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def page(total: int = 1, number: int = 1) -> ResultPage:
    article = Article("a/1", "قمر", (), JARIDA, authors=("سلمى", "نادر"), published="2021-06")
    passage = Passage(1, "طلع القمر على القرية", (Mark(4, 9, Level.FORM),))
    return ResultPage(
        question=Question("قمر", page=number),
        total=total,
        took_ms=1.4,
        hits=(Hit(article, 1.5, (passage,), ()),),
        facets=Facets(),
        levels=LevelCounts(1, 2, 3, 4),
        notices=(),
        index=IndexInfo("g", "2024-05-01T00:00:00+00:00", 1, "x"),
    )


def test_a_hit_shows_title_attribution_and_passage() -> None:
    lines = list(terminal.result_lines(page(), bold=False))
    assert lines[0] == "1 results at level stem (exact 1 · form 2 · stem 3 · root 4); 1 ms"
    assert lines[2:] == ["1. قمر", "   جريدة الساحل · سلمى، نادر · 2021-06 · a/1", "   طلع القمر على القرية"]


def test_a_hit_names_where_else_its_story_stands_and_the_page_says_how_many_articles_there_are() -> None:
    told = page()
    copy = Article("b/1", "قمر", (), Source("minaa", "بريد الميناء"))
    hits = (replace(told.hits[0], copies=(copy, copy), copies_total=24),)
    lines = list(terminal.result_lines(replace(told, hits=hits, articles=25), bold=False))
    assert lines[1] == "25 articles, for some stories stand in several places; each by itself: --copies"
    assert lines[-1] == "   also in: بريد الميناء and 22 more"
    alone = terminal.result_lines(replace(told, hits=(replace(hits[0], copies_total=2),)), bold=False)
    assert list(alone)[-1] == "   also in: بريد الميناء"


def test_marks_are_bold_and_the_text_is_otherwise_untouched() -> None:
    line = list(terminal.result_lines(page(), bold=True))[-1]
    assert line == f"   طلع {terminal.BOLD}القمر{terminal.PLAIN} على القرية"


def test_numbers_go_on_over_pages_and_the_next_page_is_named() -> None:
    lines = list(terminal.result_lines(page(total=31, number=2), bold=False))
    assert "11. قمر" in lines
    assert "page 2 of 4" in lines[-1]
    assert "--page 3" in lines[-1]
    assert "--page" not in list(terminal.result_lines(page(total=31, number=4), bold=False))[-1]


@pytest.mark.parametrize(("environment", "bold"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)])
def test_bold_is_for_terminals_and_for_those_who_did_not_decline(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], bold: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal.colours(Terminal()) is bold
    assert terminal.colours(io.StringIO()) is False


def report(skipped: int = 0, repaired: int = 0) -> BuildReport:
    return BuildReport(
        generation="g",
        articles=1_234,
        added=1_000,
        removed=3,
        skipped=tuple(Skipped(f"{number}.txt", "no text", "line 2") for number in range(skipped)),
        repaired=tuple((f"{number}.txt", "decoded") for number in range(repaired)),
        seconds=2.25,
    )


def test_a_report_begins_with_its_counts() -> None:
    first = next(iter(terminal.build_lines(report(2, 1), "index")))
    assert first == "1,234 articles in index (1,000 read, 3 removed, 2 skipped, 1 repaired; 2.2 s)"


def test_a_report_names_the_first_files_and_counts_the_rest() -> None:
    lines = list(terminal.build_lines(report(terminal.SHOWN + 5, terminal.SHOWN), "index"))
    assert "  skipped 0.txt, line 2: no text" in lines
    assert "  repaired 19.txt: decoded" in lines
    assert [line for line in lines if "…" in line] == ["  … and 5 more skipped"]


def test_a_repair_that_every_line_needed_is_told_once() -> None:
    twice = replace(report(), repaired=(("a.jsonl", "decoded"), ("b.jsonl", "decoded"), ("a.jsonl", "decoded")))
    assert list(terminal.build_lines(twice, "index"))[1:] == [
        "  repaired a.jsonl: decoded (2 times)",
        "  repaired b.jsonl: decoded",
    ]
    many = list(terminal.build_lines(report(repaired=terminal.SHOWN + 2), "index"))
    assert many[-1] == "  … and 2 more kinds of repair"


def test_an_explanation_adds_up_in_rows() -> None:
    explanation = Explanation(
        question=Question("قمر"),
        article_id="a/1",
        title="قمر القرية",
        weighed="a/1",
        rank=2,
        score=0.75,
        evidence=(Evidence("قمر", "stem", 2.0, 1_500, 0.5), Evidence("قمر", "root", 2.0, 1_700, 0.25)),
        matched=(Match("قمر", (MatchedForm("القمر", Level.STEM, 2),)),),
    )
    lines = list(terminal.explanation_lines(explanation))
    assert lines[0] == "قمر القرية [a/1]: rank 2, score 0.7500"
    assert lines[1] == "  قمر: القمر (stem, 2)"
    assert [line.split() for line in lines[3:]] == [
        ["قمر", "stem", "2", "1,500", "0.5000"],
        ["قمر", "root", "2", "1,700", "0.2500"],
    ]


def test_an_explanation_names_the_copy_that_was_weighed() -> None:
    explanation = Explanation(Question("قمر"), "a", "ت", "b", 1, 0.0, (), ())
    assert "weighed by its copy [b]" in list(terminal.explanation_lines(explanation))[1]


def test_an_article_that_does_not_answer_has_no_rank() -> None:
    explanation = Explanation(Question("قمر", level=Level.EXACT), "a", "ت", "a", None, 0.0, (), ())
    assert "no answer at level exact" in next(iter(terminal.explanation_lines(explanation)))


def test_an_analysis_has_a_row_for_every_word() -> None:
    lines = list(terminal.analysis_lines("قرأتُ في الكتابِ"))
    assert [line.split()[0] for line in lines[1:]] == ["قرأتُ", "في", "الكتابِ"]
    assert lines[2].endswith("function word")
    assert not lines[1].endswith("function word")


def test_an_analysis_of_nothing_is_only_its_head() -> None:
    assert len(list(terminal.analysis_lines("؟!"))) == 1


def test_sources_are_shown_with_what_is_known_of_each() -> None:
    texts, languages = (FacetCount("txt", "txt", 12_000),), (FacetCount("ar", "ar", 12_000),)
    mended = (FacetCount("decoded", "decoded", 7),)
    dated = SourceSummary(JARIDA, 12_000, 6_000, 9_000, "1999-01", "2021-06", texts, languages, mended, 7)
    bare = SourceSummary(Source("kutub", "كتب", licence="CC0-1.0"), 1, 0, 0, None, None)
    lines = list(terminal.source_lines([dated, bare]))
    assert "12,000    50%     75%   1999-01..2021-06  txt 12,000  ar 12,000  7" in lines[1]
    assert lines[2].split() == ["kutub", "كتب", "1", "0%", "0%", "0", "CC0-1.0"]
    assert lines[3] == "  jarida: decoded (7)"


def test_figures_are_shown_with_the_digits_they_deserve() -> None:
    lines = list(terminal.evaluation_lines(Evaluation("mine", 12_345, 100, 0.5, 0.25, 1.0, 12.345)))
    assert lines[1].split() == ["mine", "12,345", "100", "0.5000", "0.2500", "1.0000", "12.3"]


def test_columns_of_a_table_stand_below_each_other() -> None:
    lines = list(terminal.table(("a", "long head"), [("wide cell", "x"), ("y", "")]))
    assert lines == ["a          long head", "wide cell  x", "y"]


def test_progress_is_shown_to_a_person_and_to_nobody_else() -> None:
    for stream, watched in ((Terminal(), True), (io.StringIO(), False)):
        bar = terminal.ProgressBar(stream)
        bar.advance(1)  # before anything is known, nothing is shown
        bar.total(10)
        bar.advance(10)
        bar.writing(0)
        bar.writing(1)
        bar.close()
        assert bool(stream.getvalue()) is watched
    terminal.ProgressBar(io.StringIO()).close()
