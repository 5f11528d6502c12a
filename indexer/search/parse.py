"""A question's text to a tree and notices. Lenient: any text gives a tree; what can't be understood is a notice.

    question    = [ expression ]
    expression  = conjunction { OR conjunction }
    conjunction = sequence { AND sequence }
    sequence    = clause { clause }
    clause      = { "+" | "-" | NOT | field ":" } ( atom | value )
    atom        = word | word "*" | word "~" [ digit ] | phrase [ "~" digits ] | "(" expression ")"

Not for finding articles: see `match`; nor for writing a tree as a question again: see `printing`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from indexer.answers import Notice
from indexer.arabic.analysis import Rules, analyze, current
from indexer.arabic.function_words import is_function_word
from indexer.arabic.tokens import surfaces, tokens
from indexer.errors import BadParameter
from indexer.search.dates import EXPECTED_DATE, date_span
from indexer.search.lex import Lexeme, lexemes, paired
from indexer.search.tree import (
    EMPTY,
    Fuzzy,
    Group,
    InTitle,
    Node,
    Phrase,
    Prefix,
    Restriction,
    Word,
    group,
    leaves,
    without_function_words,
    words_in,
)

DEEPEST = 20
"""Parentheses within parentheses that are followed; people nest three."""

MOST_EDITS = 2
"""Letters in which a fuzzy word may differ; with three most short words are nearly each other."""

_EDITS = re.compile(r"(\d*)\W*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a question means, and what the person should know about how it was read."""

    tree: Node
    words: tuple[Word, ...]
    notices: tuple[Notice, ...]


def parse(text: str) -> Parsed:
    """The tree of a question; never raises. `من هو "وزير الخارجية"` is a phrase, its function words left out."""
    return parse_by(text, current())


@lru_cache(maxsize=1024)  # turning a page, narrowing an answer and opening an article ask the same again
def parse_by(text: str, _rules: Rules) -> Parsed:
    """The tree of a question whose words are analysed by these rules, the current ones."""
    found, unclosed = lexemes(text)
    found, odd = paired(found, DEEPEST)
    parser = _Parser(found)
    tree = parser.expression()
    notices = parser.notices()
    if odd:
        message = "Parentheses do not pair; the odd ones were left out."
        notices.append(Notice("unbalanced-parenthesis", message, positions=tuple(odd)))
    if unclosed:
        message = "A quotation mark is not closed; its words were searched as words."
        notices.append(Notice("unclosed-quote", message, positions=tuple(unclosed)))
    in_order = tuple(word for leaf in leaves(tree) for word in words_in(leaf))
    tree, dropped = without_function_words(tree)
    if dropped:
        notices.append(Notice("function-words", f"Left out as function words: {' '.join(dropped)}", dropped))
    if tree == EMPTY:
        notices.append(Notice("no-words", "The question has no word to search for."))
    elif isinstance(tree, Group) and tree.excluded and not (tree.required or tree.optional):
        notices.append(Notice("only-negative", "The question only excludes; all other articles are shown."))
    return Parsed(tree, in_order, tuple(notices))


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, each analysed."""
    found = []
    for surface in surfaces(text):
        analysis = analyze(surface)
        found.append(Word(surface, analysis, is_function_word(analysis.form)))
    return tuple(found)


class _Parser:
    def __init__(self, found: list[Lexeme]) -> None:
        self.found = found
        self.at = 0
        self.ignored: list[tuple[int, int]] = []
        self.others: list[Notice] = []

    def notices(self) -> list[Notice]:
        found = list(dict.fromkeys(self.others))
        if self.ignored:
            message = "An operator with nothing beside it was left out."
            found.append(Notice("operator-ignored", message, positions=tuple(self.ignored)))
        return found

    def expression(self) -> Node:
        return group(optional=self._joined("or", self.conjunction))

    def conjunction(self) -> Node:
        parts = self._joined("and", self.sequence)
        return parts[0] if len(parts) == 1 else group(required=parts)

    def _joined(self, operator: str, part: Callable[[], Node]) -> tuple[Node, ...]:
        parts = [part()]
        while self._kind() == operator:
            place = self._next().place
            parts.append(part())
            if EMPTY in parts[-2:]:
                self.ignored.append(place)
        return tuple(parts)

    def sequence(self) -> Node:
        required: list[Node] = []
        optional: list[Node] = []
        excluded: list[Node] = []
        while self._kind() not in (None, "or", "and", "close"):
            signs, nodes = self.clause()
            for node in nodes:
                if signs & {"minus", "not"}:
                    excluded.append(node)
                elif signs or isinstance(node, Restriction):
                    required.append(node)
                else:
                    optional.append(node)
        return group(tuple(required), tuple(optional), tuple(excluded))

    def clause(self) -> tuple[set[str], list[Node]]:
        """The signs of a clause and its nodes: several for a chunk of several words, such as الأنجلو-روسي."""
        signs: set[str] = set()
        field = None
        start = self.at
        while self._kind() in ("plus", "minus", "not", "field"):
            lexeme = self._next()
            if lexeme.kind == "field":
                field = lexeme.text
            else:
                signs.add(lexeme.kind)
        before = [lexeme.place for lexeme in self.found[start : self.at]]
        if field and field != "title" and self._kind() in ("word", "phrase"):
            return signs, self._restriction(field, self._next())
        nodes = self.atom()
        if signs or field:
            nodes = _as_one(nodes)
        if before and (not nodes or (field and field != "title")):
            self.ignored.append((before[0][0], before[-1][1]))
        return signs, [InTitle(node) for node in nodes] if field == "title" else nodes

    def atom(self) -> list[Node]:
        match self._kind():
            case "open":
                self.at += 1
                node = self.expression()
                self.at += 1  # its partner, since the odd ones are gone
                return [] if node == EMPTY else [node]
            case "phrase":
                return _phrase(self._next())
            case "word":
                return self._chunk(self._next())
        return []

    def _chunk(self, lexeme: Lexeme) -> list[Node]:
        text, _, edits = lexeme.text.rpartition("~")
        wanted = _EDITS.fullmatch(edits)
        if wanted and (words := words_of(text)) and tokens(text)[-1].end == len(text):
            return [*words[:-1], self._fuzzy(words[-1], wanted[1], lexeme)]
        words = words_of(lexeme.text)
        if words and lexeme.text.startswith("*", tokens(lexeme.text)[-1].end):
            return [*words[:-1], prefix_of(words[-1].surface)]
        return list(words)

    def _fuzzy(self, word: Word, edits: str, lexeme: Lexeme) -> Node:
        # The length comes first: int() refuses numbers of thousands of digits.
        wanted = int(edits or "1") if len(edits) < 3 else MOST_EDITS + 1
        if wanted > MOST_EDITS:
            message = f"{word.surface}~ may differ in at most {MOST_EDITS} letters."
            self.others.append(Notice("fuzzy-shortened", message, (word.surface, str(MOST_EDITS)), (lexeme.place,)))
        return Fuzzy(word.surface, word.analysis.form, min(wanted, MOST_EDITS))

    def _restriction(self, field: str, lexeme: Lexeme) -> list[Node]:
        value = lexeme.text
        if field != "date":
            return [Restriction(field, value)]
        try:
            return [Restriction(field, _span(value))]
        except BadParameter as problem:
            self.others.append(Notice("bad-date", f"{problem.message} It was left out.", (value,), (lexeme.place,)))
            return []

    def _kind(self) -> str | None:
        return self.found[self.at].kind if self.at < len(self.found) else None

    def _next(self) -> Lexeme:
        self.at += 1
        return self.found[self.at - 1]


def prefix_of(surface: str) -> Prefix:
    """The prefix that a typed beginning stands for: مسؤ opens مسئول and مسؤول."""
    # A letter behind it keeps its last one from being folded as the end of a word.
    inside = analyze(surface + "ل").form.removesuffix("ل")
    return Prefix(surface, inside, analyze(surface).form)


def _span(value: str) -> str:
    """`2020..2021` as written or with its ends exchanged, as they look in a line from right to left; `2020..` too."""
    start, dots, end = value.partition("..")
    (first, until), (since, last) = (date_span("date", text) for text in (start, end if dots else start))
    if not first and not last:
        raise BadParameter("date", EXPECTED_DATE, value)
    if first and last and last < first and not first.startswith(last):
        first, last = since, until
    return f"{first or ''}..{last or ''}"


def _phrase(lexeme: Lexeme) -> list[Node]:
    words = words_of(lexeme.text)
    return [Phrase(words, lexeme.slop)] if words else []


def _as_one(nodes: list[Node]) -> list[Node]:
    """The words of one chunk, where a sign or a field speaks of all of them: -الأنجلو-روسي excludes the pair alone."""
    words = tuple(node for node in nodes if isinstance(node, Word))
    return [Phrase(words)] if len(words) > 1 and len(words) == len(nodes) else nodes
