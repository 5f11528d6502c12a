"""The text of one block of a TEI file: a paragraph, a poem, a list or a table as paragraphs, and its notes apart.

Of a passage that was corrected or expanded the words of the source stay. Which blocks belong together is for `tei`.
"""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from indexer.readers.cleaning import clean
from indexer.readers.xml_stream import entity_text, local_name, text_of

_PARAGRAPHS = frozenset(
    ("p", "ab", "l", "item", "row", "head", "label", "speaker", "stage", "salute", "signed", "trailer", "byline",
     "quote", "dateline", "opener", "closer", "argument", "epigraph", "list", "table", "lg", "sp", "cit", "bibl",
     "desc", "div", "floatingText", "castItem", "postscript", "address", "addrLine")
)  # fmt: skip
"""Elements that are not within a line of another."""

_INSIDE_LINES = frozenset(("bibl", "quote", "cit", "desc", "label", "address"))
"""Those of them that may as well stand within a line, which they do in a `p`."""

_UNSEEN = frozenset(
    ("fw", "del", "figDesc", "graphic", "teiHeader", "corr", "reg", "expan", "rdg", "fs", "index", "pb")
)
_SPACES = frozenset(("lb", "cb", "gap", "space", "cell", "milestone"))
_BREAK = "\u2029"


def read_block(block: Element) -> tuple[list[str], list[str]]:
    """The paragraphs of a block, and its notes; the two half-verses of a line of verse are one paragraph."""
    notes: list[str] = []
    text = "".join(_pieces(block, notes, in_line=False))
    return [line for part in text.split(_BREAK) if (line := clean(part))], notes


def _pieces(element: Element, notes: list[str], *, in_line: bool) -> Iterator[str]:
    name = local_name(element)
    verse = name == "lg" and (element.get("type") == "bayt" or len(element) == 2)
    yield element.text or ""
    for inner in element:  # at most 256 levels, see `xml_stream.events`
        if inner.tag is etree.Entity:
            yield entity_text(inner)
        else:
            yield from _inner(inner, notes, in_line=in_line or name == "p" or verse)
        yield inner.tail or ""


def _inner(inner: Element, notes: list[str], *, in_line: bool) -> Iterator[str]:
    name = local_name(inner)
    if name == "note":
        if note := clean(text_of(inner)):
            notes.append(note)
    elif name == "choice":
        # Both readings are in it; where the source's own is missing, the other is better than none.
        own = [one for one in inner if isinstance(one.tag, str) and local_name(one) not in _UNSEEN]
        yield from (text_of(one) for one in own or list(inner)[:1])
    elif name in _SPACES:
        space = "" if inner.get("break") == "no" else " "
        yield space
        yield from _pieces(inner, notes, in_line=True)
        yield " | " if name == "cell" and inner.getnext() is not None else space
    elif name not in _UNSEEN:
        apart = name in _PARAGRAPHS and not (in_line and (name in _INSIDE_LINES or name == "l"))
        around = _BREAK if apart else " " if name == "l" else ""
        yield around
        yield from _pieces(inner, notes, in_line=in_line and not apart)
        yield around
