"""Texts for property tests: anything at all, and text that looks like hard Arabic."""

from hypothesis import strategies as st

ARABIC_LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱ"
MARKS = "ًٌٍَُِّْٰٕٓٔ" + "\u06e1\u06d6\u0610"
UNSEEN = "ـ\u200c\u200d\u200e\u200f\u061c\ufeff\u2067\u2069"
HARD = ARABIC_LETTERS + MARKS + UNSEEN + "کیہھۃےگپچڤڭ" + "٠١٩۰۵۹019" + "abZéÉß" + " .,،؛؟«»٫٬-_'’\n" + "ﻻﺍﻟﷲﷺﱠﹰﹱ"

anything = st.text()
hard_text = st.text(alphabet=HARD, max_size=60)
texts = st.one_of(anything, hard_text)
bare_words = st.text(alphabet=ARABIC_LETTERS, min_size=1, max_size=10)


@st.composite
def vowelled(draw: st.DrawFn, word: str) -> str:
    """The word with any marks after any of its letters."""
    return "".join(letter + draw(st.text(alphabet="ًٌٍَُِّْٰ", max_size=2)) for letter in word)
