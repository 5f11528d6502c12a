"""A question as it was understood: its parts one by one, and the question that would be left without each.

Not for filters, which stand beside the question: see `links`.
"""

from dataclasses import dataclass, replace

from markupsafe import Markup

from indexer.answers import Question
from indexer.search.parse import parse
from indexer.search.printing import printed
from indexer.search.tree import Fuzzy, Group, InTitle, Kin, Node, Phrase, Prefix, Restriction, Word, label
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
    tree = parse(question.text).tree
    whole = tree if isinstance(tree, Group) else Group(optional=(tree,))
    parts = [
        *(("+", node) for node in whole.required),
        *(("", node) for node in whole.optional),
        *(("-", node) for node in whole.excluded),
    ]
    if not parts or (len(parts) == 1 and isinstance(parts[0][1], Word)):
        return ()
    found = []
    for sign, node in parts:
        rest = Group(*(tuple(one for one in group if one is not node) for group in _groups(whole)))
        href = search_path(replace(question, text=printed(rest))) if rest != Group() else None
        found.append(Chip(_kind(sign, node), _shown(node), href))
    return tuple(found)


def _groups(whole: Group) -> tuple[tuple[Node, ...], ...]:
    return whole.required, whole.optional, whole.excluded


def _shown(node: Node) -> str:
    """A part without what its kind already says."""
    match node:
        case Restriction(value=value):
            return value
        case InTitle(node=inner):
            return printed(inner)
        case Word() | Phrase() | Prefix() | Fuzzy() | Kin():
            return label(node)
        case Group():
            return printed(node)


def _kind(sign: str, node: Node) -> Markup:
    if sign == "-":
        return gettext("without")
    if isinstance(node, Restriction):
        fields = {"source": gettext("source"), "author": gettext("author"), "date": gettext("date")}
        return fields[node.field]
    if isinstance(node, Phrase) and node.slop is not None:
        return gettext("near each other, %(count)s words between", count=number(node.slop))
    kinds: dict[type[Node], Markup] = {
        InTitle: gettext("in the title"),
        Prefix: gettext("beginning with"),
        Fuzzy: gettext("spelt like"),
        Phrase: gettext("phrase"),
    }
    if kind := kinds.get(type(node)):
        return kind
    if sign == "+":
        return gettext("must be there")
    return gettext("any of") if isinstance(node, Group) else gettext("word")
