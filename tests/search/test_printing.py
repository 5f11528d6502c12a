"""A parsed question that is printed is the same question again, whatever was typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.search.lex import CLOSING
from indexer.search.parse import parse
from indexer.search.printing import printed

SIGNS = ["(", ")", "+", "-", "*", "~", "~2", ":", " ", "؟", "،", "\n", " AND ", " OR ", " NOT ", " و ", " أو ", " ليس "]
WORDS = ["بَحْر ", "جبل", "من ", "AND", "و", "الأنجلو-روسي", "1,000", "12.3.2015", "H1N1"]
FIELDS = ["title:", "عنوان:", "date:", "2020..", "1445هـ", "كاتب:", "source:", '«أ"ب»', "author:“س»”"]
ANYTHING = st.lists(
    st.sampled_from([*SIGNS, *WORDS, *FIELDS, *CLOSING, *CLOSING.values()]) | st.characters(), max_size=60
)
NESTED = st.lists(
    st.sampled_from(["(", "(", ")", ")", " AND ", " OR ", "-", "+", "title:", "ب ", "م ", "من "]), max_size=90
)


@settings(max_examples=400, deadline=None)
@given((ANYTHING | NESTED).map("".join))
def test_parsing_what_was_printed_gives_the_tree_again(text: str) -> None:
    tree = parse(text).tree
    assert parse(printed(tree)).tree == tree


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        ("بحر و جبل", "+بحر +جبل"),
        ("بحر أو جبل", "بحر جبل"),
        ("بحر و (جبل أو سهل)", "بحر AND جبل سهل"),
        ("بحر و جبل أو سهل", "+بحر +جبل OR سهل"),
        ("(بحر جبل) AND NOT سهل", "بحر جبل AND -سهل"),
        ("بحر ليس «جبل عال»", 'بحر -"جبل عال"'),
        ("من هو عالم البحر", "عالم البحر"),
        ("بحر؟؟ جبل!", "بحر جبل"),
        ("«بحر جبل»~3 كت* موج~", '"بحر جبل"~3 كت* موج~1'),
        ("عنوان:(بحر جبل) كاتب:«ليلى حداد»", '+author:"ليلى حداد" title:(بحر جبل)'),
        ("تاريخ:٢٠٢٠..٢٠١٩", "+date:2019..2020"),
        ("AND. ليس. بحر", "AND. ليس. بحر"),
    ],
)
def test_a_question_is_printed_in_one_way(typed: str, expected: str) -> None:
    assert printed(parse(typed).tree) == expected


def test_a_question_nested_as_deep_as_is_followed_is_printed_no_deeper() -> None:
    deep = "ب " + "AND (ج OR ب " * 20 + ")" * 20
    tree = parse(deep).tree
    assert parse(printed(tree)).tree == tree
    assert 15 < printed(tree).count("(") <= 20
