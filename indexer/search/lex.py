"""A question's text to lexemes: words, quotations, operators, parentheses. Lenient: every text has lexemes.

Not for meaning: what the lexemes say together is the matter of `parse`.
"""

import re
from itertools import pairwise
from typing import NamedTuple

CLOSING = {
    **{'"': '"', "＂": "＂", "«": "»", "»": "«", "‹": "›", "›": "‹", "“": "”“", "”": "”“", "„": "“”", "‟": "”"},
    **{"❝": "❞", "〝": "〞〟", "「": "」", "『": "』"},
}
"""Quotation marks people type and paste, and what closes each; single ones are not among them: Qur’an is one word."""

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
_CHUNK = re.compile(r"[^\s()" + "".join(dict.fromkeys("".join([*CLOSING, *CLOSING.values()]))) + "]+")


class Lexeme(NamedTuple):
    """`kind` is word, phrase, field, and, or, not, plus, minus, open or close; `start` and `end` are its place.

    `arabic` marks an operator that may be a plain word.
    """

    kind: str
    text: str
    start: int
    end: int
    slop: int | None = None
    arabic: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the question."""
        return self.start, self.end


def lexemes(text: str) -> tuple[list[Lexeme], list[tuple[int, int]]]:
    """The lexemes of a question, and the places of quotation marks left open (their words are then plain words)."""
    found: list[Lexeme] = []
    unclosed: list[tuple[int, int]] = []
    open_for_good: set[str] = set()
    at = 0
    while at < len(text):
        char = text[at]
        if char in CLOSING:
            end = -1 if char in open_for_good else _closed_at(text, CLOSING[char], at + 1)
            if end < 0:
                open_for_good.add(char)  # and so is every further one, which need not be looked for again
                unclosed.append((at, at + 1))
                at += 1
                continue
            slop = _SLOP.match(text, end + 1)
            behind = slop.end() if slop else end + 1
            found.append(Lexeme("phrase", text[at + 1 : end], at, behind, int(slop[1]) if slop else None))
            at = behind
        elif char in "()":
            found.append(Lexeme("open" if char == "(" else "close", char, at, at + 1))
            at += 1
        elif char in "+-" and at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] not in "+-":
            found.append(Lexeme("plus" if char == "+" else "minus", char, at, at + 1))
            at += 1
        else:
            chunk = _CHUNK.match(text, at)
            if chunk is None:  # white space, or a closing quotation mark on its own
                at += 1
                continue
            field = _FIELD.match(chunk[0])
            if field and field[1].lower() in FIELDS:
                found.append(Lexeme("field", FIELDS[field[1].lower()], at, at + field.end()))
                at += field.end()
            else:
                found.append(_word(chunk[0], at))
                at = chunk.end()
    return _settle_arabic_operators(found), unclosed


def _closed_at(text: str, marks: str, start: int) -> int:
    places = [place for mark in marks if (place := text.find(mark, start)) >= 0]
    return min(places, default=-1)


def _word(chunk: str, at: int) -> Lexeme:
    end = at + len(chunk)
    if chunk in LATIN_OPERATORS:
        return Lexeme(LATIN_OPERATORS[chunk], chunk, at, end)
    if chunk in ARABIC_OPERATORS:
        return Lexeme(ARABIC_OPERATORS[chunk], chunk, at, end, arabic=True)
    return Lexeme("word", chunk, at, end)


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


def paired(found: list[Lexeme], deepest: int) -> tuple[list[Lexeme], list[tuple[int, int]]]:
    """The lexemes without the parentheses that have no partner or stand deeper than `deepest`, and where those are."""
    odd: set[int] = set()
    opened: list[int] = []
    for at, lexeme in enumerate(found):
        if lexeme.kind == "open":
            opened.append(at)
        elif lexeme.kind == "close" and not opened:
            odd.add(at)
        elif lexeme.kind == "close":
            start = opened.pop()
            if len(opened) >= deepest:
                odd |= {start, at}
    odd |= set(opened)
    return [lexeme for at, lexeme in enumerate(found) if at not in odd], [found[at].place for at in sorted(odd)]
