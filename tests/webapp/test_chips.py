from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import Level, Question
from webapp.chips import chips


def shown(text: str) -> list[tuple[str, str]]:
    return [(str(chip.kind), chip.text) for chip in chips(Question(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نهر بحر", [("كلمة", "نهر"), ("كلمة", "بحر")]),
        ("+نهر -بحر", [("لا بدّ منها", "نهر"), ("من دون", "بحر")]),
        ('"نهر طويل" بحر', [("عبارة", "نهر طويل"), ("كلمة", "بحر")]),
        ('"نهر طويل"~3', [("متقاربة، وبينها من الكلمات حتى 3", "نهر طويل")]),
        ("مدر*", [("تبدأ بـ", "مدر*")]),
        ("title:نهر كاتب:سلمى", [("كاتب", "سلمى"), ("في العنوان", "نهر")]),
        ("date:2019..2021 مصدر:ضفة نهر", [("تاريخ", "2019..2021"), ("مصدر", "ضفة"), ("كلمة", "نهر")]),
        ("(نهر OR بحر) AND جبل", [("لا بدّ منها", "نهر بحر"), ("لا بدّ منها", "جبل")]),
    ],
)
def test_the_parts_of_a_question_say_what_they_ask(text: str, expected: list[tuple[str, str]]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", ["نهر", "من هو", "", "؟!", '""'])
def test_a_single_word_or_nothing_needs_no_explanation(text: str) -> None:
    assert len(shown(text)) != 1
    assert shown("نهر") == []


def test_taking_a_part_away_leaves_the_others_and_the_level() -> None:
    _, without = chips(Question("نهر -بحر", level=Level.ROOT))
    assert without.href is not None
    assert parse_qs(urlsplit(without.href).query) == {"q": ["نهر"], "level": ["root"]}


def test_the_last_part_can_not_be_taken_away() -> None:
    (only,) = chips(Question('"نهر طويل"'))
    assert only.href is None


@given(st.text(st.sampled_from('نهرب حجب و أو"«»()+-*~:؟title'), max_size=40))
def test_each_link_takes_away_exactly_its_own_part(text: str) -> None:
    found = chips(Question(text))
    for chip in found:
        if chip.href:
            (left,) = parse_qs(urlsplit(chip.href).query)["q"]
            rest = chips(Question(left))
            assert len(rest) <= len(found) - 1 or len(found) == 2
