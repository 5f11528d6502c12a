"""What the formats share that are XML files in a ZIP (DOCX, ODT, EPUB): opening one, and parsing a part of it safely.

Entities are never resolved, nothing is fetched, and depth and size have limits. What the elements mean is for the
formats to know.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from indexer.model import Article, Skipped
from indexer.readers.bounded_zip import BoundedZip, UnsafeZip, ZipLimits
from indexer.readers.files import OnBytes, SourceFile

_LIMITS = ZipLimits(members=10_000, member=32 * 2**20, total=512 * 2**20)
"""The tree of a part takes some ten times its size in memory; a thousand pages are 20 MB of XML."""

_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class BadPart(ValueError):
    """A part of a document that can't be used; the message says why."""


def read_zipped(
    file: SourceFile,
    on_bytes: OnBytes,
    parse: Callable[[BoundedZip], Iterator[Article | Skipped]],
) -> Iterator[Article | Skipped]:
    """The articles that `parse` makes of a ZIP file; what it can't use, also bombs and entities, as Skipped."""
    with file.path.open("rb") as stream:
        head = stream.read(len(_OLD_WORD))
    on_bytes(file.path.stat().st_size)
    if head == _OLD_WORD:
        yield Skipped(file.relative, "encrypted, or in the format of Word before 2007; save it anew without a password")
        return
    try:
        with BoundedZip(file.path, _LIMITS) as archive:
            yield from parse(archive)
    except (UnsafeZip, BadPart) as error:
        yield Skipped(file.relative, str(error))


def parsed(archive: BoundedZip, name: str) -> etree._Element:
    """The root element of an XML part; raises UnsafeZip, and BadPart when it is no XML or has entities of its own."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    content = archive.read(name)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadPart(f"{name} in it is not XML, or nested too deeply: {str(error)[:100]}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadPart(f"{name} in it defines entities, which is refused")
    return root


def parsed_if_any(archive: BoundedZip, name: str) -> etree._Element | None:
    """The root element of a part that need not be there or sound; None for one that can't be used."""
    try:
        return parsed(archive, name) if name in archive.members else None
    except (UnsafeZip, BadPart):
        return None


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, which differs between editions of a standard; `` for others."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without namespace; `` without one."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def text_of_first(root: etree._Element | None, *names: str) -> str:
    """The text of the first element that has one of the names, in the order of the names; `` without one."""
    for name in names:
        for element in () if root is None else root.iter("{*}" + name):
            if text := " ".join("".join(element.itertext()).split()):
                return text
    return ""
