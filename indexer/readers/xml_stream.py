"""XML element by element, in the memory of one element: no entity is expanded, no address fetched, no depth unlimited.

For dumps, feeds and editions. What the elements mean is for the formats to know.
"""

import html
import io
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

from lxml import etree
from lxml.etree import _Element as Element

from indexer.readers.limits import Damaged

_UNKNOWN_ENTITY = (etree.ErrorTypes.ERR_UNDECLARED_ENTITY, etree.ErrorTypes.WAR_UNDECLARED_ENTITY)
"""No damage: see `entity_text`."""


def events(
    stream: io.BufferedReader,
    kinds: tuple[str, ...] = ("end",),
    names: Iterable[str] | None = None,
    *,
    recover: bool = False,
) -> "Iterator[tuple[str, Element]]":
    """Beginnings and ends of elements as they are read, of all or of those with these local names.

    Raises Damaged where the XML is not well-formed, cut off, nested deeper than 256 levels, or has ten million
    characters without a tag; with `recover` it goes on behind what is not well-formed.
    """
    parser = etree.iterparse(
        SimpleNamespace(read=stream.read1),  # `read` of the stream loses what came before damage
        events=kinds,
        tag=[f"{{*}}{name}" for name in names] if names else None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    checked = False
    try:
        for kind, element in parser:
            if not checked:
                _refuse_entities(element)
                checked = True
            if isinstance(element.tag, str):
                yield kind, element
        broken = next((error for error in parser.error_log if error.type not in _UNKNOWN_ENTITY), None)
        if broken is not None:
            reason = f"the XML is broken here, and was read as far as it could be: {broken.message}"
            raise Damaged(reason, f"line {broken.line}")
    except etree.XMLSyntaxError as error:
        # An xml:id of a wrong form is raised at the end of a file that was read whole.
        if parser.error_log and all(entry.level != etree.ErrorLevels.FATAL for entry in parser.error_log):
            return
        raise Damaged(f"the XML can't be read on: {str(error)[:150]}", f"line {error.lineno or 1}") from error


def _refuse_entities(element: Element) -> None:
    """Raise Damaged when the file defines entities: unexpanded their text is lost, and expanded they may be bombs."""
    definitions = element.getroottree().docinfo.internalDTD
    name = next((entity.name for entity in definitions.iterentities()), None) if definitions is not None else None
    if name is not None:
        raise Damaged(f"the XML defines entities of its own, such as &{name};, which are not expanded: write them out")


def forget(element: Element) -> None:
    """Free an element that was read, and all before it in its parent."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local_name(element: Element) -> str:
    """The name of an element without its namespace, `TEI` of `{http://www.tei-c.org/ns/1.0}TEI`."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element, *path: str) -> Element | None:
    """The first element down a path of local names."""
    return element.find("/".join(f"{{*}}{name}" for name in path))


def text_of(element: Element | None) -> str:
    """All text in an element, with named characters such as `&nbsp;`; "" for none."""
    return "" if element is None else "".join(_pieces(element))


def entity_text(entity: Element) -> str:
    """The character that an entity of HTML names, as in feeds that were written like pages; "" for any other."""
    named = html.unescape(str(entity.text))
    return "" if named == entity.text else named


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:  # at most 256 levels, see `events`
        if inner.tag is etree.Entity:
            yield entity_text(inner)
        else:
            yield from _pieces(inner)
        yield inner.tail or ""
