"""A question's text to lexemes: words, quotations, operators, parentheses. Lenient: every text has lexemes.

Not for meaning: what the lexemes say together is the matter of `parse`.
"""

import re
from itertools import pairwise
from typing import NamedTuple

CLOSING = {'"': '"', "«": "»", "“": "”", "„": "“", "‟": "”", "”": "”", "＂": "＂"}
"""Quotation marks people type and paste, and what closes each."""

LATIN_OPERATORS = {"AND": "and", "OR": "or", "NOT": "not", "&&": "and", "||": "or"}
ARABIC_OPERATORS = {"و": "and", "أو": "or", "او": "or", "ليس": "not"}

FIELDS = {
    "title": "title",
    "عنوان": "title",
    "العنوان": "title",
    "author": "author",
    "كاتب": "author",
    "الكاتب": "author",
    "source": "source",
    "مصدر": "source",
    "المصدر": "source",
    "date": "date",
    "تاريخ": "date",
    "التاريخ": "date",
}
"""Field names as typed before a colon, in both languages."""

_SLOP = re.compile(r"~(\d{1,3})")
_FIELD = re.compile(r"([^\W\d_]+):")
_CHUNK = re.compile(r"[^\s()" + "".join({*CLOSING, *CLOSING.values()}) + "]+")


class Lexeme(NamedTuple):
    """`kind` is word, phrase, field, and, or, not, plus, minus, open or close.

    `arabic` marks an operator that may be a plain word.
    """

    kind: str
    text: str
    slop: int | None = None
    arabic: bool = False


def lexemes(text: str) -> tuple[list[Lexeme], bool]:
    """The lexemes of a question, and whether a quotation was left open (its words are then plain words)."""
    found: list[Lexeme] = []
    unclosed = False
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in "()":
            found.append(Lexeme("open" if char == "(" else "close", char))
            at += 1
        elif char in CLOSING:
            end = text.find(CLOSING[char], at + 1)
            if end < 0:
                unclosed = True
                at += 1
                continue
            slop = _SLOP.match(text, end + 1)
            found.append(Lexeme("phrase", text[at + 1 : end], int(slop[1]) if slop else None))
            at = slop.end() if slop else end + 1
        elif char in "+-" and at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] not in "+-":
            found.append(Lexeme("plus" if char == "+" else "minus", char))
            at += 1
        else:
            chunk = _CHUNK.match(text, at)
            if chunk is None:  # a closing quotation mark on its own, such as »
                at += 1
                continue
            field = _FIELD.match(chunk[0])
            if field and field[1].lower() in FIELDS:
                found.append(Lexeme("field", FIELDS[field[1].lower()]))
                at += field.end()
            else:
                found.append(_word(chunk[0]))
                at = chunk.end()
    return _settle_arabic_operators(found), unclosed


def _word(chunk: str) -> Lexeme:
    if chunk in LATIN_OPERATORS:
        return Lexeme(LATIN_OPERATORS[chunk], chunk)
    if chunk in ARABIC_OPERATORS:
        return Lexeme(ARABIC_OPERATORS[chunk], chunk, arabic=True)
    return Lexeme("word", chunk)


def _settle_arabic_operators(found: list[Lexeme]) -> list[Lexeme]:
    """و, أو and ليس are operators where operators join everything, and words in a sentence, where words stand together.

    `روسيا و إيران` asks for both; `ما العلاقة بين روسيا و إيران` is a sentence, and so is `ليس عدلا`, where there is
    nothing to take away from.
    """
    operands = [
        lexeme.kind in ("word", "phrase") and (at == 0 or found[at - 1].kind != "field")
        for at, lexeme in enumerate(found)
    ]
    sentence = any(one and two for one, two in pairwise(operands))
    return [
        lexeme._replace(kind="word") if lexeme.arabic and (sentence or at in (0, len(found) - 1)) else lexeme
        for at, lexeme in enumerate(found)
    ]
