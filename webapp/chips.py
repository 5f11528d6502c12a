"""A question as it was understood: its parts one by one, and the question that would be left without each.

Not for filters, which stand beside the question: see `links`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from indexer.answers import Question
from indexer.search.parse import parse
from indexer.search.tree import Group, InTitle, Node, Phrase, Prefix, Restriction, Word
from webapp.interface import gettext, number
from webapp.links import search_path


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a question: what is asked of it, its words, and the address of the question without it."""

    kind: str
    text: str
    href: str | None


def chips(question: Question) -> tuple[Chip, ...]:
    """The parts of a question in their order; none for a single plain word, which needs no explanation."""
    parts = list(_parts(parse(question.text).tree))
    if not parts or (len(parts) == 1 and isinstance(parts[0][1], Word)):
        return ()
    found = []
    for place, (sign, node) in enumerate(parts):
        others = " ".join(one_sign + written(one) for at, (one_sign, one) in enumerate(parts) if at != place)
        href = search_path(replace(question, text=others)) if others else None
        found.append(Chip(_kind(sign, node), written(node), href))
    return tuple(found)


def written(node: Node) -> str:
    """A part of a question in the question language, so that reading it again gives the same part."""
    match node:
        case Word(surface=surface):
            return surface
        case Phrase(words=words, slop=slop):
            phrase = '"' + " ".join(word.surface for word in words) + '"'
            return phrase if slop is None else f"{phrase}~{slop}"
        case Prefix(surface=surface):
            return f"{surface}*"
        case InTitle(node=inner):
            return f"title:{written(inner)}"
        case Restriction(field=field, value=value):
            return f'{field}:"{value}"' if field != "date" else f"{field}:{value}"
        case Group():
            return "(" + " ".join(sign + written(child) for sign, child in _parts(node)) + ")"


def _parts(tree: Node) -> Iterator[tuple[str, Node]]:
    if not isinstance(tree, Group):
        yield "", tree
        return
    yield from (("+", node) for node in tree.required)
    yield from (("", node) for node in tree.optional)
    yield from (("-", node) for node in tree.excluded)


def _kind(sign: str, node: Node) -> Markup:
    if sign == "-":
        return gettext("without")
    match node:
        case Restriction(field="source"):
            return gettext("source")
        case Restriction(field="author"):
            return gettext("author")
        case Restriction():
            return gettext("date")
        case InTitle():
            return gettext("in the title")
        case Prefix():
            return gettext("beginning with")
        case Phrase(slop=None):
            return gettext("phrase")
        case Phrase(slop=int(slop)):
            return gettext("near each other, %(count)s words between", count=number(slop))
    return gettext("must be there") if sign == "+" else gettext("word")
