from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.answers import ArticleView, Level, Mark
from indexer.search.paragraphs import paragraph_address
from tests.webapp import records
from webapp.reading import PART_WEIGHT, Parts


def view(*paragraphs: str, marks: dict[int, tuple[Mark, ...]] | None = None) -> ArticleView:
    """An article of these paragraphs; `marks` by the paragraph's place, from 0."""
    article = replace(records.MILL, paragraphs=paragraphs)
    of_each = tuple((marks or {}).get(place, ()) for place in range(len(paragraphs)))
    return ArticleView(article, (), of_each, records.INDEX)


def mark(start: int, end: int) -> Mark:
    return Mark(start, end, Level.STEM)


def test_a_short_article_is_one_part() -> None:
    part = Parts(view("أول", "ثان")).part(1)
    assert (part.number, part.count) == (1, 1)
    assert [block.text for block in part.blocks] == ["أول", "ثان"]
    assert [block.paragraph for block in part.blocks] == [1, 2]


def test_an_article_without_a_text_is_one_empty_part() -> None:
    assert Parts(view()).part(1).blocks == ()


@settings(max_examples=25)
@given(st.lists(st.tuples(st.text("اب ", min_size=1, max_size=3), st.integers(1, 60_000)), max_size=6))
def test_the_parts_together_are_the_article_and_none_is_too_long(pieces: list[tuple[str, int]]) -> None:
    paragraphs = [letters * times for letters, times in pieces]
    parts = Parts(view(*paragraphs))
    shown = [parts.part(number) for number in range(1, parts.part(1).count + 1)]
    again = [""] * len(paragraphs)
    for part in shown:
        assert sum(len(block.text) for block in part.blocks) <= PART_WEIGHT
        for block in part.blocks:
            assert len(again[block.paragraph - 1]) == block.start
            again[block.paragraph - 1] += block.text
    assert again == paragraphs


def test_a_paragraph_without_end_is_cut_between_words_and_its_marks_stay_whole() -> None:
    text = "كلمة " * 30_000
    starts = range(0, len(text), 5)
    parts = Parts(view(text, marks={0: tuple(mark(start, start + 4) for start in starts)}))
    blocks = [block for number in range(1, parts.part(1).count + 1) for block in parts.part(number).blocks]
    assert len(blocks) > 2
    assert sum(len(block.marks) for block in blocks) == len(starts)
    for block in blocks:
        assert {block.text[one.start : one.end] for one in block.marks} == {"كلمة"}
        assert block.first_mark == block.start // 5 + 1


def test_many_tiny_paragraphs_have_parts_too() -> None:
    assert Parts(view(*["س"] * 5_000)).part(1).count > 10


def test_a_part_past_the_last_is_the_last() -> None:
    parts = Parts(view(*["س " * 20_000] * 5))
    assert parts.part(10**9).number == parts.part(1).count
    assert parts.part(0).number == 1


def test_a_mark_is_found_in_its_part() -> None:
    text = "كلمة " * 8_000
    parts = Parts(view(text, text, text, marks={0: (mark(0, 4),), 2: (mark(0, 4), mark(5, 9))}))
    assert parts.marks == 3
    assert [parts.part_of_mark(number) for number in (1, 2, 3, 4, 0)] == [1, 3, 3, 1, 1]
    assert [block.first_mark for block in parts.part(3).blocks] == [2]


def test_unsound_marks_are_not_counted() -> None:
    assert Parts(view("كلمة", marks={0: (mark(0, 4), mark(1, 3), mark(3, 9), mark(2, 2))})).marks == 1


def test_a_paragraph_is_found_by_its_words_and_by_its_number() -> None:
    long = "كلمة " * 15_000
    parts = Parts(view("أول", long, "ثالث"))
    assert parts.paragraph_at(paragraph_address("ثَالِث")) == 3
    assert [parts.paragraph_at(address) for address in ("p3", "3", "٣", "p٣")] == [3] * 4
    assert parts.part_of_paragraph(3) == parts.part(99).number


@pytest.mark.parametrize("address", ["p-aaaaaaaa", "p4", "0", "-1", "p", "", "9" * 5_000, "<b>", "²"])
def test_a_paragraph_that_is_not_there_is_gone(address: str) -> None:
    assert Parts(view("أول", "ثان", "ثالث")).paragraph_at(address) is None


def test_of_two_paragraphs_with_the_same_words_the_first_is_meant() -> None:
    assert Parts(view("سطر", "غيره", "سطر")).paragraph_at(paragraph_address("سطر")) == 1
