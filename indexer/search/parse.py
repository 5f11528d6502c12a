"""A question's text to a tree and notices. Lenient: any text gives a tree; what can't be understood is a notice.

    expression  = conjunction { OR conjunction }
    conjunction = sequence { AND sequence }
    sequence    = clause { clause }
    clause      = { "+" | "-" | NOT | field ":" } ( word | word "*" | phrase | "(" expression ")" )

Not for finding articles: see `match`.
"""

from dataclasses import dataclass
from functools import lru_cache

from indexer.answers import Notice
from indexer.arabic.analysis import analyze
from indexer.arabic.function_words import is_function_word
from indexer.arabic.tokens import surfaces, tokens
from indexer.errors import BadParameter
from indexer.search.dates import iso_date
from indexer.search.lex import Lexeme, lexemes
from indexer.search.tree import (
    EMPTY,
    Group,
    InTitle,
    Node,
    Phrase,
    Prefix,
    Restriction,
    Word,
    leaves,
    without_function_words,
    words_in,
)

DEEPEST = 20
"""Parentheses within parentheses that are followed; people nest three."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a question means, and what the person should know about how it was read."""

    tree: Node
    words: tuple[Word, ...]
    notices: tuple[Notice, ...]


@lru_cache(maxsize=1024)  # turning a page, narrowing an answer and opening an article ask the same again
def parse(text: str) -> Parsed:
    """The tree of a question; never raises. `من هو "وزير الخارجية"` is a phrase, its function words left out."""
    found, unclosed = lexemes(text)
    parser = _Parser(found)
    tree = parser.whole()
    notices = parser.notices
    if unclosed:
        notices.append(Notice("unclosed-quote", "A quotation mark is not closed; its words were searched as words."))
    in_order = tuple(word for leaf in leaves(tree) for word in words_in(leaf))
    tree, dropped = without_function_words(tree)
    if dropped:
        notices.append(Notice("function-words", f"Left out as function words: {' '.join(dropped)}", dropped))
    if tree == EMPTY:
        notices.append(Notice("no-words", "The question has no word to search for."))
    elif isinstance(tree, Group) and tree.excluded and not (tree.required or tree.optional):
        notices.append(Notice("only-negative", "The question only excludes; all other articles are shown."))
    return Parsed(tree, in_order, tuple(dict.fromkeys(notices)))


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
        self.depth = 0
        self.notices: list[Notice] = []

    def whole(self) -> Node:
        parts = [self.expression()]
        while self.at < len(self.found):  # a closing parenthesis that nothing opened
            self.at += 1
            self._unbalanced()
            parts.append(self.expression())
        return _group(optional=parts)

    def expression(self) -> Node:
        parts = [self.conjunction()]
        while self._take("or"):
            parts.append(self.conjunction())
        if EMPTY in parts and len(parts) > 1:
            self._ignored()
        return _group(optional=parts)

    def conjunction(self) -> Node:
        parts = [self.sequence()]
        while self._take("and"):
            parts.append(self.sequence())
        if EMPTY in parts and len(parts) > 1:
            self._ignored()
        return parts[0] if len(parts) == 1 else _group(required=parts)

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
        return _group(required, optional, excluded)

    def clause(self) -> tuple[set[str], list[Node]]:
        """The signs of a clause and its nodes: several for a chunk of several words, such as الأنجلو-روسي."""
        signs: set[str] = set()
        field = None
        while self._kind() in ("plus", "minus", "not", "field"):
            lexeme = self._next()
            if lexeme.kind == "field":
                field = lexeme.text
            else:
                signs.add(lexeme.kind)
        if field and field != "title" and self._kind() in ("word", "phrase"):
            return signs, self._restriction(field, self._next().text)
        nodes = self.atom()
        if signs or field:
            nodes = _as_one(nodes)
        if (signs and not nodes) or (field and (field != "title" or not nodes)):
            self._ignored()
        return signs, [InTitle(node) for node in nodes] if field == "title" else nodes

    def atom(self) -> list[Node]:
        kind = self._kind()
        if kind == "open":
            self.at += 1
            return self._parenthesis()
        if kind == "phrase":
            return _phrase(self._next())
        if kind == "word":
            return _chunk(self._next().text)
        return []

    def _parenthesis(self) -> list[Node]:
        if self.depth >= DEEPEST:
            self._unbalanced()
            return []
        self.depth += 1
        node = self.expression()
        self.depth -= 1
        if not self._take("close"):
            self._unbalanced()
        return [] if node == EMPTY else [node]

    def _restriction(self, field: str, value: str) -> list[Node]:
        if field != "date":
            return [Restriction(field, value)]
        try:
            return [Restriction(field, _span(value))]
        except BadParameter as problem:
            self.notices.append(Notice("bad-date", f"{problem.message} It was left out.", (value,)))
            return []

    def _kind(self) -> str | None:
        return self.found[self.at].kind if self.at < len(self.found) else None

    def _next(self) -> Lexeme:
        self.at += 1
        return self.found[self.at - 1]

    def _take(self, kind: str) -> bool:
        if self._kind() == kind:
            self.at += 1
            return True
        return False

    def _unbalanced(self) -> None:
        self.notices.append(Notice("unbalanced-parenthesis", "Parentheses do not pair; the odd ones were left out."))

    def _ignored(self) -> None:
        self.notices.append(Notice("operator-ignored", "An operator with nothing beside it was left out."))


def prefix_of(surface: str) -> Prefix:
    """The prefix that a typed beginning stands for: مسؤ opens مسئول and مسؤول."""
    # A letter behind it keeps its last one from being folded as the end of a word.
    inside = analyze(surface + "ل").form.removesuffix("ل")
    return Prefix(surface, inside, analyze(surface).form)


def _span(value: str) -> str:
    """`2020..2021` as written or with its ends exchanged, as they look in a line from right to left; `2020..` too."""
    start, dots, end = value.partition("..")
    first, last = iso_date("date", start), iso_date("date", end if dots else start)
    if not first and not last:
        raise BadParameter("date", "a date as YYYY, YYYY-MM or YYYY-MM-DD", value)
    if first and last and last < first and not first.startswith(last):
        first, last = last, first
    return f"{first or ''}..{last or ''}"


def _phrase(lexeme: Lexeme) -> list[Node]:
    words = words_of(lexeme.text)
    return [Phrase(words, lexeme.slop)] if words else []


def _chunk(text: str) -> list[Node]:
    words = words_of(text)
    found = tokens(text)
    if not found or not text.startswith("*", found[-1].end):
        return list(words)
    return [*words[:-1], prefix_of(words[-1].surface)]


def _as_one(nodes: list[Node]) -> list[Node]:
    """The words of one chunk, where a sign or a field speaks of all of them: -الأنجلو-روسي excludes the pair alone."""
    words = tuple(node for node in nodes if isinstance(node, Word))
    return [Phrase(words)] if len(words) > 1 and len(words) == len(nodes) else nodes


def _group(
    required: list[Node] | None = None, optional: list[Node] | None = None, excluded: list[Node] | None = None
) -> Node:
    """A group without empty parts; what holds a single wanted node is that node."""
    group = Group(*(tuple(node for node in nodes or () if node != EMPTY) for nodes in (required, optional, excluded)))
    wanted = (*group.required, *group.optional)
    return wanted[0] if len(wanted) == 1 and not group.excluded and not group.required else group
