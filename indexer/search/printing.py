"""A question's tree as text in the question language: parsing that text gives the same tree again.

For questions that a program makes, such as that for similar articles, and to show how a question was understood. It
writes signs and Latin operators only, since whether و is an operator depends on what stands around it.
"""

from indexer.search.lex import ARABIC_OPERATORS, CLOSING, LATIN_OPERATORS
from indexer.search.tree import Group, InTitle, Node, Phrase, Restriction, Word, label


def printed(node: Node) -> str:
    """The text of a tree; empty for an empty one. `+بحر -"جبل عال"~2`, `title:(بحر OR جبل) author:"سلمى"`."""
    if _holds(node, "optional") and any(isinstance(child, Group) for child in _parts(node)):
        return " OR ".join(_conjunction(child) for child in _parts(node))
    return _conjunction(node)


def _conjunction(node: Node) -> str:
    if _holds(node, "required") and any(isinstance(child, Group) for child in _parts(node)):
        return " AND ".join(_sequence(child) for child in _parts(node))
    return _sequence(node)


def _sequence(node: Node) -> str:
    if not isinstance(node, Group):
        return _signed("+" if isinstance(node, Restriction) else "", node)
    if any(isinstance(child, Group) for child in (*node.required, *node.optional, *node.excluded)) and (
        _holds(node, "optional") or _holds(node, "required")
    ):
        return f"({printed(node)})"
    signs = (("+", node.required), ("", node.optional), ("-", node.excluded))
    return " ".join(_signed(sign, child) for sign, children in signs for child in children)


def _signed(sign: str, node: Node) -> str:
    if isinstance(node, Restriction) and not sign:  # a restriction by itself narrows everything beside it
        return f"({_atom(node)})"
    return sign + _atom(node)


def _atom(node: Node) -> str:
    match node:
        case Group():
            return f"({printed(node)})"
        case InTitle(InTitle() | Restriction() as inner):
            return f"title:({printed(inner)})"
        case InTitle(inner):
            return f"title:{_atom(inner)}"
        case Restriction():
            return f"{node.field}:{node.value if node.field == 'date' else _quoted(node.value)}"
        case Phrase():
            return f'"{label(node)}"' + ("" if node.slop is None else f"~{node.slop}")
        case Word() if node.surface in LATIN_OPERATORS or node.surface in ARABIC_OPERATORS:
            return f"{node.surface}."  # the full stop is part of no word, but what has one is no operator
        case _:
            return label(node)


def _quoted(value: str) -> str:
    """A value in a pair of quotation marks that it does not close; it was typed in one, so there is one."""
    mark = next(mark for mark, closing in CLOSING.items() if not set(closing) & set(value))
    return f"{mark}{value}{CLOSING[mark][0]}"


def _holds(node: Node, only: str) -> bool:
    """Whether a node is a group of several nodes of this one kind."""
    if not isinstance(node, Group):
        return False
    kinds = {"required": node.required, "optional": node.optional, "excluded": node.excluded}
    return len(kinds.pop(only)) > 1 and not any(kinds.values())


def _parts(node: Node) -> tuple[Node, ...]:
    return (*node.required, *node.optional) if isinstance(node, Group) else ()
