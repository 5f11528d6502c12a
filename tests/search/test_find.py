"""Where words stand in a text when only some of them are asked for; what matches is held in `test_passages`."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.tokens import surfaces, tokens
from indexer.search.find import tokens_at

TEXTS = st.text(st.sampled_from("كتابَ ـ\u200fﻻ١٢,.٫٬3aB-_é\u0301ʼ\n(«"), max_size=40) | st.text(max_size=20)


@given(TEXTS, st.data())
def test_any_words_of_a_text_stand_where_all_of_them_are_found(text: str, data: st.DataObject) -> None:
    every = tokens(text)
    numbers = sorted(data.draw(st.sets(st.integers(0, len(every) - 1)))) if every else []
    assert tokens_at(text, surfaces(text), numbers) == [every[number] for number in numbers]
