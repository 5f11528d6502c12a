"""What bounds the cost of a question, and that every bound that cuts an answer short is said with it."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from indexer.answers import Level, Question
from indexer.search import clock as clock_module
from indexer.search.clock import UNLIMITED, Clock, TimeUp
from indexer.search.match import PREFIX_FORMS
from indexer.search.parse import parse
from indexer.search.whoosh_engine import WhooshEngine
from tests.search.collection import index_of, record
from tests.search.engines import ids

TraceFunction = Any
"""What `sys.settrace` takes, which has no public name."""


class Ticking:
    """A clock by which each question of the time takes a second."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def test_a_clock_is_up_after_its_time_and_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_module, "perf_counter", Ticking())
    clock = Clock(2.5)
    assert [clock.up() for _ in range(4)] == [False, False, True, True]
    assert clock.ran_out
    with pytest.raises(TimeUp):
        clock.check()
    assert not UNLIMITED.up()


@pytest.mark.parametrize("seconds", range(1, 40))
def test_an_answer_that_ran_out_of_time_says_so_and_holds_only_what_matches(
    library_index: Path, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    text = "مصباح سوق كتاب مدرسة علم* -بحر"
    whole = WhooshEngine(library_index).search(Question(text))
    assert not whole.partial
    monkeypatch.setattr(clock_module, "perf_counter", Ticking())
    page = WhooshEngine(library_index, seconds - 0.5).search(Question(text, size=2))
    assert set(ids(page)) <= set(ids(whole))
    assert all(getattr(page.levels, level.value) <= getattr(whole.levels, level.value) for level in Level)
    if page.partial:
        assert [notice.code for notice in page.notices] == ["time-up"]
        assert page.cursor is None
    else:
        assert (ids(page), page.total) == (ids(whole)[:2], whole.total)


def test_some_of_these_times_are_too_short_and_some_are_not(
    library_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "مصباح سوق كتاب مدرسة علم* -بحر"
    monkeypatch.setattr(clock_module, "perf_counter", Ticking())
    partial = [WhooshEngine(library_index, seconds - 0.5).search(Question(text)).partial for seconds in (1, 39)]
    assert partial == [True, False]


def test_a_word_that_is_nearly_too_many_is_searched_for_the_most_frequent_and_says_so(tmp_path: Path) -> None:
    letters = "بتثجحخدذرزسشصضطظعغفقكلمنه"
    words = [f"م{one}{two}" for one in letters for two in letters]
    index = index_of(tmp_path, [record("all", " ".join(words)), record("one", f"{words[7]} سطر")])
    engine = WhooshEngine(index)
    page = engine.search(Question("مبت~2"))
    [notice] = page.notices
    assert notice.code == "fuzzy-limited"
    assert int(notice.values[1]) > PREFIX_FORMS
    assert set(ids(page)) == {"all", "one"}
    [notice] = engine.search(Question("م*")).notices
    assert notice.code == "prefix-limited"
    engine.close()


def test_more_letters_than_are_compared_are_taken_for_the_most_there_are() -> None:
    parsed = parse("مصباح~9 " + "ضوء~" + "9" * 500)
    assert [notice.code for notice in parsed.notices] == ["fuzzy-shortened", "fuzzy-shortened"]
    assert [notice.positions for notice in parsed.notices] == [((0, 7),), ((8, 512),)]


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        ("بحر (جبل", "unbalanced-parenthesis", ["("]),
        ("بحر) جبل) (سهل", "unbalanced-parenthesis", [")", ")", "("]),
        ("بحر «جبل سهل", "unclosed-quote", ["«"]),
        ('بحر " جبل » سهل', "unclosed-quote", ['"', "»"]),
        ("بحر AND", "operator-ignored", ["AND"]),
        ("OR بحر جبل OR", "operator-ignored", ["OR", "OR"]),
        ("بحر -؟ جبل", "operator-ignored", ["-"]),
        ("author:(بحر)", "operator-ignored", ["author:"]),
        ("بحر date:أمس date:غدا", "bad-date", ["أمس"]),
    ],
)
def test_a_notice_says_where_in_the_question_it_speaks_of(text: str, code: str, marked: list[str]) -> None:
    notice = next(notice for notice in parse(text).notices if notice.code == code)
    assert [text[start:end] for start, end in notice.positions] == marked


def lines_run(text: str) -> int:
    """How many lines of Python run while a question is read: its cost, told without a watch."""
    count = 0

    def trace(_: FrameType, event: str, __: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return trace

    former = sys.gettrace()
    sys.settrace(trace)
    try:
        parse(text)
    finally:
        sys.settrace(former)
    return count


@pytest.mark.parametrize("part", ["(", '"', "«", "أ~", "~!", "(أ) ", "-(", "ب* ", "NOT ", "title:", "أ AND "])
def test_reading_a_question_costs_in_proportion_to_its_length(part: str) -> None:
    parse(part * 3)  # what is remembered of words is not counted
    assert lines_run(part * 600) <= 11 * lines_run(part * 60)
