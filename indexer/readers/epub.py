"""Books in EPUB (.epub): an article for each chapter, which knows its book.

Chapters are parted by their headings, or where there are none by the table of contents. Pictures, covers and the
table of contents itself are no text.
"""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree, html

from indexer.model import Article, Skipped
from indexer.readers.bounded_zip import BoundedZip
from indexer.readers.encoding import declared_charset, decode
from indexer.readers.files import OnBytes, SourceFile
from indexer.readers.works import CELL_SEPARATOR, Piece, Properties, articles_of
from indexer.readers.zipped_xml import BadPart, attribute, local, parsed, parsed_if_any, read_zipped, text_of_first

SUFFIXES = (".epub",)

_FONTS_ALONE = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""How fonts are garbled in books that are free to read; whatever else is encrypted is the text."""

_BLOCKS = frozenset((
    "p", "div", "section", "article", "aside", "header", "footer", "main", "blockquote", "pre", "ul", "ol", "li", "dl",
    "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "figure", "figcaption", "caption", "hr", "address", "body",
    "h1", "h2", "h3", "h4", "h5", "h6",
))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "head", "nav", "svg", "math", "rt", "rp", "img", "audio", "video", "title"))
_NOTES = frozenset(("footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "note"))


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The chapters of a book."""

    def parse(archive: BoundedZip) -> Iterator[Article | Skipped]:
        _refuse_encrypted(archive)
        package_name = next(
            (attribute(one, "full-path") for one in parsed(archive, "META-INF/container.xml").iter("{*}rootfile")), ""
        )
        package = parsed(archive, package_name)
        chapters = _spine(package, posixpath.dirname(package_name))
        titles = _contents(archive, package, posixpath.dirname(package_name))
        pieces: list[Piece] = []
        for name in chapters:
            if name not in archive.members:
                yield Skipped(file.relative, f"it holds no {name}, which its list of chapters names", name)
                continue
            pieces += _with_title(_pieces(archive.read(name)), titles.get(name))
        properties = Properties(
            title=text_of_first(package, "title"),
            author="؛ ".join("".join(one.itertext()).strip() for one in package.iter("{*}creator")),
            date=text_of_first(package, "date"),
            language=text_of_first(package, "language"),
        )
        yield from articles_of(file, pieces, properties, book=True)

    yield from read_zipped(file, on_bytes, parse)


def _refuse_encrypted(archive: BoundedZip) -> None:
    encryption = parsed_if_any(archive, "META-INF/encryption.xml")
    for method in () if encryption is None else encryption.iter("{*}EncryptionMethod"):
        if attribute(method, "Algorithm") not in _FONTS_ALONE:
            raise BadPart("encrypted by its seller (DRM); only the original without it can be read")


def _spine(package: etree._Element, folder: str) -> list[str]:
    """The names of the parts of the book in reading order, each once."""
    manifest = {
        attribute(item, "id"): item
        for item in package.iter("{*}item")
        if "html" in attribute(item, "media-type") and "nav" not in attribute(item, "properties").split()
    }
    named = (manifest.get(attribute(one, "idref")) for one in package.iter("{*}itemref"))
    return list(dict.fromkeys(_place(folder, attribute(item, "href")) for item in named if item is not None))


def _place(folder: str, address: str) -> str:
    """The name of a member from an address in a part that lies in a folder."""
    return posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0])))


def _contents(archive: BoundedZip, package: etree._Element, folder: str) -> dict[str, str]:
    """The title of each part of the book, from its table of contents of either edition."""
    titles: dict[str, str] = {}
    for item in package.iter("{*}item"):
        name = _place(folder, attribute(item, "href"))
        beside = posixpath.dirname(name)
        if "ncx" in attribute(item, "media-type") and (root := parsed_if_any(archive, name)) is not None:
            for point in root.iter("{*}navPoint"):
                source = next((attribute(one, "src") for one in point.iterfind("{*}content")), "")
                titles.setdefault(_place(beside, source), text_of_first(point, "text"))
        elif "nav" in attribute(item, "properties").split() and (root := parsed_if_any(archive, name)) is not None:
            for link in root.iter("{*}a"):
                titles.setdefault(_place(beside, attribute(link, "href")), " ".join("".join(link.itertext()).split()))
    return {name: title for name, title in titles.items() if title}


def _with_title(pieces: list[Piece], title: str | None) -> list[Piece]:
    """The pieces of a part, headed by its title in the table of contents where it has no heading of its own."""
    if title is None or not pieces or any(piece.level for piece in pieces):
        return pieces
    if pieces[0].text.split() == title.split():
        return [Piece(title, level=1), *pieces[1:]]
    return [Piece(title, level=1), *pieces]


def _pieces(data: bytes) -> list[Piece]:
    """The blocks of one part; raises BadPart."""
    decoded = decode(data, declared_charset(data))
    if isinstance(decoded, str):
        raise BadPart(decoded)
    try:
        # As HTML, for parts that are not well-formed are common; it knows no entities but those of HTML.
        root = html.document_fromstring(
            decoded.text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    walk = _Walk()
    walk.take(root, is_note=False)
    walk.close()
    return walk.pieces


class _Walk:
    """One walk through the elements of a part, collecting a piece a block."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._words: list[str] = []
        self._level = 0
        self._is_note = False

    def close(self) -> None:
        """End the block."""
        text = " ".join("".join(self._words).split())
        if text:
            self.pieces.append(Piece(text, self._level, is_note=self._is_note))
        self._words, self._level = [], 0

    def take(self, element: etree._Element, is_note: bool) -> None:
        """Take in an element with all that it holds."""
        name = local(element)
        kinds = set(str(element.get("epub:type") or element.get("role") or "").replace("doc-", "").split())
        if name in _UNSEEN or not name or "noteref" in kinds or _is_note_mark(element):
            return
        is_note = is_note or bool(kinds & _NOTES)
        if name == "tr":
            self.close()
            cells = (" ".join("".join(cell.itertext()).split()) for cell in element if local(cell) in ("td", "th"))
            self._words, self._is_note = [CELL_SEPARATOR.join(filter(None, cells))], is_note
            self.close()
            return
        is_block = name in _BLOCKS
        if is_block:
            self.close()
            self._is_note = is_note
            self._level = int(name[1]) if name[0] == "h" and name[1:].isdecimal() else 0
        elif name == "br":
            self._words.append(" ")
        self._words.append(element.text or "")
        for child in element:
            self.take(child, is_note)
            self._words.append(child.tail or "")
        if is_block:
            self.close()


def _is_note_mark(element: etree._Element) -> bool:
    """Whether an element is nothing but the raised number that leads to a note and back."""
    if local(element) not in ("sup", "a"):
        return False
    text = "".join(element.itertext()).strip().strip("[]()*†‡↩")
    leads = any(str(link.get("href") or "").find("#") >= 0 for link in element.iter("a"))
    return leads and (text == "" or (text.isdecimal() and len(text) <= 3))
