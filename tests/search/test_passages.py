import re
import unicodedata
from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexer.answers import Level, Mark, MatchedForm, Passage
from indexer.arabic.tokens import tokens
from indexer.search import passages as room
from indexer.search.find import marks_of, matched
from indexer.search.parse import parse
from indexer.search.passage_kernels import NEARNESS
from indexer.search.passages import LONGEST, PASSAGE_LENGTH, choose
from tests.search.reading import Reader


def marked(question: str, text: str, level: Level = Level.STEM) -> list[str]:
    """The words of a text that a question marks; `test_find` holds that those of an index are the same."""
    marks = marks_of(Reader(parse(question).tree, level).find(text))
    return [text[mark.start : mark.end] for mark in marks]


def passages(question: str, *paragraphs: str, level: Level = Level.STEM) -> tuple[Passage, ...]:
    return choose(paragraphs, Reader(parse(question).tree, level).find_in(("", *paragraphs)))


def test_marks_land_on_the_words_of_a_vowelled_text() -> None:
    text = "كُتَّابٌ، بُيوتٌ؛ نَبَاتٌ وثِمارٌ."
    assert marked("نبات", text) == ["نَبَاتٌ"]
    assert marked("بيوت", text) == ["بُيوتٌ"]


def test_a_mark_is_the_whole_word_with_all_that_hangs_on_it() -> None:
    assert marked("مدرسة", "زار والمدرسة، ثم عاد") == ["والمدرسة"]
    assert marked("كتاب", "كِتـــابٌ\u200f جديد") == ["كِتـــابٌ\u200f"]
    assert marked("باب", "بابان في كتاب", Level.FORM) == []


def test_a_mark_says_the_narrowest_level_at_which_its_word_matched() -> None:
    text = "إدارة ادارة والإدارة"
    found = marks_of(Reader(parse("إدارة").tree, Level.ROOT).find(text))
    assert [mark.level for mark in found] == [Level.EXACT, Level.FORM, Level.STEM]


@pytest.mark.parametrize(("level", "words"), [(Level.EXACT, 1), (Level.FORM, 2), (Level.STEM, 3)])
def test_nothing_wider_than_the_level_asked_for_is_marked(level: Level, words: int) -> None:
    assert len(marked("إدارة", "إدارة ادارة والإدارة", level)) == words


def test_at_the_exact_level_only_agreeing_vowels_are_marked() -> None:
    assert marked("عِلْم", "عِلْم علم عَلَم", Level.EXACT) == ["عِلْم", "علم"]


def test_the_words_of_a_phrase_are_marked_only_where_the_phrase_stands() -> None:
    text = "السوق بعيد، وسوق النحاس قريب، أما سوق القماش فلا."
    assert marked('"سوق القماش"', text) == ["سوق", "القماش"]
    assert marked('"سوق بعيد"', text) == []
    assert marked('"بعيد القماش"~9', text) == ["بعيد", "القماش"]
    assert marked('"سوق القماش" بعيد', text) == ["بعيد", "سوق", "القماش"]


def test_function_words_are_marked_in_a_phrase_and_not_beside_one() -> None:
    text = "عاد من البحر، ومن الجبل أيضا، من غير زاد."
    assert marked('"من البحر"', text) == ["من", "البحر"]
    assert marked("من البحر", text) == ["البحر"]


def test_excluded_words_are_not_marked() -> None:
    assert marked("بحر -جبل", "بحر وراء جبل") == ["بحر"]


def test_a_prefix_marks_the_whole_words_it_opens() -> None:
    assert marked("مسؤ*", "قال مسئول إن المسؤول غائب") == ["مسئول"]


@pytest.mark.parametrize("quotation", ['"الأنجلو روسي"', '"الأنجلو-روسي"', "الأنجلو-روسي"])
def test_a_hyphenated_word_is_marked_word_by_word(quotation: str) -> None:
    assert marked(quotation, "الاتفاق الأنجلو-روسي القديم", Level.FORM) == ["الأنجلو", "روسي"]


def test_marks_are_in_order_once_a_word_at_the_narrowest_level() -> None:
    found = Reader(parse('بحر "بحر هادئ" بح*').tree, Level.STEM).find("هادئ بحر هادئ")
    assert marks_of(reversed(found)) == (Mark(5, 8, Level.EXACT), Mark(9, 13, Level.EXACT))


def test_the_written_forms_of_a_word_are_counted() -> None:
    found = Reader(parse('إدارة "بحر هادئ" غائب').tree, Level.STEM).find("الإدارة إدارة ثم الإدارة عند بحر هادئ")
    [management, phrase] = matched(["إدارة", "بحر هادئ", "غائب"], found)
    assert management.word == "إدارة"
    assert management.forms == (MatchedForm("الإدارة", Level.STEM, 2), MatchedForm("إدارة", Level.EXACT, 1))
    assert phrase.word == "بحر هادئ"
    assert [form.form for form in phrase.forms] == ["بحر", "هادئ"]


def test_a_short_paragraph_is_shown_whole() -> None:
    text = "  رأى الصيادون بحرا هادئا في الصباح.  "
    [passage] = passages("بحر", "مقدمة.", text)
    assert passage.paragraph == 2
    assert passage.text == text


FILLER = "ومضى الناس إلى أعمالهم كما يفعلون في كل صباح من غير أن يلتفتوا"


def test_a_passage_begins_and_ends_with_a_sentence_when_one_is_near() -> None:
    before = f"{FILLER} {FILLER}. " * 4
    sentence = f"وفي الميناء وقف د. سالم يتأمل زرافة من خشب، {FILLER}، {FILLER} مرة أخرى."
    [passage] = passages("زرافة", before + sentence + f" {FILLER} {FILLER}." * 4)
    assert passage.text.startswith("وفي الميناء وقف د. سالم")
    assert passage.text.endswith(".")


def test_a_passage_begins_and_ends_with_a_clause_when_no_sentence_is_near() -> None:
    text = f"{FILLER} " * 8 + f"، {FILLER} زرافة {FILLER} {FILLER} {FILLER}، " + f"{FILLER} " * 8
    [passage] = passages("زرافة", text)
    assert passage.text.startswith(FILLER)
    assert passage.text.endswith(FILLER)


def test_a_passage_near_the_end_of_its_paragraph_begins_early_enough() -> None:
    text = f"{FILLER}. " * 12 + "ثم ظهرت زرافة."
    [passage] = passages("زرافة", text)
    assert passage.text.endswith("ثم ظهرت زرافة.")
    assert passage.text.startswith(FILLER)
    assert len(passage.text) > PASSAGE_LENGTH // 3


def test_the_passage_with_more_of_the_words_is_shown() -> None:
    far = f"زرافة {FILLER} " * 3
    [passage] = passages("زرافة فيل", far, "بعيدا عنها زرافة مع فيل.", far)
    assert passage.paragraph == 2


def test_the_passage_with_the_words_closer_together_is_shown() -> None:
    [passage] = passages("زرافة فيل", f"زرافة {FILLER} فيل", "زرافة فيل", f"فيل {FILLER} زرافة")
    assert passage.paragraph == 2


def test_the_very_form_is_shown_before_a_cousin() -> None:
    [passage] = passages("كتاب", "رأى والكتاب هنا", "رأى كتاب هنا")
    assert passage.paragraph == 2


def test_a_second_passage_shows_what_the_first_does_not() -> None:
    first, second = passages("زرافة فيل نمر", f"زرافة {FILLER}", "لا شيء", "نمر مع فيل")
    assert (first.paragraph, second.paragraph) == (1, 3)


def test_a_second_passage_may_come_from_the_same_long_paragraph_without_repeating_it() -> None:
    text = f"زرافة {FILLER}. " + f"{FILLER}. " * 20 + f"{FILLER} فيل."
    first, second = passages("زرافة فيل", text)
    assert first.paragraph == second.paragraph == 1
    assert "زرافة" in first.text
    assert "فيل" in second.text
    assert text.index(first.text) + len(first.text) <= text.rindex(second.text)


def test_a_word_just_before_the_first_passage_makes_no_second_one_that_repeats_it() -> None:
    sentence = "كلمة " * 61 + "ثم زرافة نمر"
    assert len(sentence) < PASSAGE_LENGTH < len(f"فيل هنا. {sentence}")
    [passage] = passages("زرافة فيل نمر", f"{FILLER}. فيل هنا. {sentence}" + f" {FILLER}" * 9)
    assert passage.text.startswith(sentence)


@settings(deadline=None)
@given(st.permutations(range(400)).map(lambda order: order[:6]))
def test_two_passages_never_show_the_same_stretch(places: list[int]) -> None:
    words = [str(number) for number in range(1_000, 1_400)]
    for place, word in zip(places, ("زرافة", "فيل", "نمر", "زرافة", "فيل", "نمر"), strict=True):
        words[place] += f" {word}"
    chosen = passages("زرافة فيل نمر", " ".join(words))
    numbers = [set(re.findall(r"\d+", passage.text)) for passage in chosen]
    assert all(numbers)
    assert len(numbers) == 1 or not numbers[0] & numbers[1]


def test_without_a_matching_word_the_opening_is_shown() -> None:
    [passage] = passages("زرافة", f"{FILLER}. " * 20, "تتمة")
    assert passage.paragraph == 1
    assert passage.marks == ()
    assert passage.text.startswith(FILLER)
    assert passage.text.endswith(".")
    assert len(passage.text) <= LONGEST


def test_an_article_without_text_has_no_passage() -> None:
    assert passages("زرافة") == ()
    assert passages("زرافة", "") == ()


@pytest.mark.parametrize("joint", ["،", "/", "\u2026"])
def test_a_long_paragraph_without_spaces_is_cut_between_words(joint: str) -> None:
    text = joint.join(["كلمة"] * 300 + ["زرافة"] + ["كلمة"] * 300)
    [passage] = passages("زرافة", text)
    [opening] = passages("فيل", text)
    assert "زرافة" in passage.text
    for one in (passage, opening):
        assert 0 < len(one.text) <= LONGEST
        assert set(re.findall(r"\w+", one.text)) <= {"كلمة", "زرافة"}


def test_an_endless_word_is_cut_but_not_between_a_letter_and_its_marks() -> None:
    [passage] = passages("زرافة", "بَّ" * 1_000)
    assert 0 < len(passage.text) <= PASSAGE_LENGTH
    assert len(passage.text) % 3 == 0


PIECES = ("زرافة", "وَالزَّرافةُ", "فيل", "الفيل", "كتاب", "في", "من", "H1N1", "٢٠٢١", "كِتـــاب", FILLER)
JOINTS = (" ", " ", " ", " ", ". ", "، ", "؟ ", " - ", "-", "/", "\n", "  ", " «", "» ", "…", "")
TEXTS = st.lists(st.sampled_from(PIECES) | st.sampled_from(JOINTS), max_size=120).map("".join)
QUESTIONS = ("زرافة", "زرافة فيل", '"زرافة فيل"', '"فيل زرافة"~3 كتاب', "كت* من", '"في" H1N1', "2021 -فيل", "نمر", "")


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, max_size=4), st.sampled_from(QUESTIONS), st.sampled_from(Level))
def test_a_passage_is_a_readable_part_of_its_paragraph_with_whole_words_marked(
    texts: list[str], question: str, level: Level
) -> None:
    chosen = passages(question, *texts, level=level)
    assert len(chosen) <= 2
    assert bool(chosen) == any(texts)
    for passage in chosen:
        paragraph = texts[passage.paragraph - 1]
        assert passage.text in paragraph
        assert 0 < len(passage.text) <= max([LONGEST, *(len(token.text) for token in tokens(paragraph))])
        words = {(token.start, token.end) for token in tokens(passage.text)}
        spans = [(mark.start, mark.end) for mark in passage.marks]
        assert set(spans) <= words
        assert spans == sorted(set(spans))
        assert [passage.text[start:end] for start, end in spans] == marked(question, passage.text, level)
        if len(passage.text) < len(paragraph):
            assert {token.text for token in tokens(passage.text)} <= {token.text for token in tokens(paragraph)}
            assert not unicodedata.combining(passage.text[0])


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(QUESTIONS), st.sampled_from(Level))
def test_marks_of_any_text_are_whole_words_in_order(text: str, question: str, level: Level) -> None:
    spans = [(mark.start, mark.end) for mark in marks_of(Reader(parse(question).tree, level).find(text))]
    assert spans == sorted(set(spans))
    assert set(spans) <= {(token.start, token.end) for token in tokens(text)}


def test_words_that_match_at_very_many_places_still_give_the_window_with_all_of_them() -> None:
    passages_of_many = passages("زرافة فيل", " ".join(["زرافة تمشي"] * 20_000), "زرافة وفيل")
    assert any(passage.text == "زرافة وفيل" for passage in passages_of_many)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["نهر", "جسر", "قارب", "والجسر"]), st.integers(0, 90)), max_size=12),
        max_size=3,
    )
)
@example(
    [[("نهر", 0), ("جسر", 150), ("نهر", 40), ("قارب", 90), ("جسر", 0)]]
)  # the boat is in a window too near the passage
def test_the_passages_are_those_chosen_among_all_windows(words: list[list[tuple[str, int]]]) -> None:
    texts = [" ".join(word + " حجر" * gap for word, gap in own) for own in words]
    chosen = passages("نهر جسر قارب", *texts)
    with patch.object(room, "_best", _best_of_all):
        assert passages("نهر جسر قارب", *texts) == chosen


def _best_of_all(
    words: NDArray[np.int64], shown: NDArray[np.bool_], paragraph: int, low: int, high: int
) -> tuple[int, int]:
    """The best window, those that are part of others looked at too, up to the one with which a paragraph ends."""
    best, most, ended = (-1, -1), 0.0, 0
    rows = words.tolist()
    for first, (own, start, *_) in enumerate(rows):
        if own == ended:
            continue
        behind = 1 + max(
            at for at, row in enumerate(rows) if at >= first and row[0] == own and row[2] <= start + PASSAGE_LENGTH
        )
        ended = own if behind == len(rows) or rows[behind][0] != own else 0
        apart = own != paragraph or rows[behind - 1][2] < low or start > high
        if apart and (worth := _worth(rows[first:behind], shown)) > most:
            best, most = (first, behind), worth
    return best


def _worth(rows: list[list[int]], shown: NDArray[np.bool_]) -> float:
    narrowest: dict[int, int] = {}
    for *_, leaf, width in rows:
        narrowest[leaf] = min(width, narrowest.get(leaf, width))
    words = sum((1 if shown[leaf] else 2) - 0.05 * width for leaf, width in sorted(narrowest.items()))
    gaps = [two[1] - one[2] for one, two in pairwise(rows) if one[3] != two[3] and one[1] != two[1]]
    return words + round(sum(NEARNESS / (1 + gap / 8) for gap in gaps), 9)
