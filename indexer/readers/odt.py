"""OpenDocument texts (.odt, .ott): one article, or for a long work one for each of its chapters.

Without tracked deletions, comments, tables of contents, headers and footers. Footnotes come behind the body.
"""

from collections.abc import Iterator

from lxml import etree

from indexer.model import Article, Skipped
from indexer.readers.bounded_zip import BoundedZip
from indexer.readers.files import OnBytes, SourceFile
from indexer.readers.works import CELL_SEPARATOR, Piece, Properties, articles_of
from indexer.readers.zipped_xml import BadPart, attribute, local, parsed, parsed_if_any, read_zipped, text_of_first

SUFFIXES = (".odt", ".ott")

_UNSEEN = frozenset((
    "tracked-changes", "annotation", "annotation-end", "table-of-content", "alphabetical-index", "note-citation",
    "sequence-decls", "forms", "ruby-text", "desc", "title", "bibliography",
))  # fmt: skip
_SPACES_LIMIT = 100


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The articles of an OpenDocument text."""

    def parse(archive: BoundedZip) -> Iterator[Article | Skipped]:
        manifest = parsed_if_any(archive, "META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
            raise BadPart("encrypted with a password; save it without one")
        walk = _Walk()
        for body in parsed(archive, "content.xml").iter("{*}body"):
            walk.blocks(body)
        meta = parsed_if_any(archive, "meta.xml")
        properties = Properties(
            title=text_of_first(meta, "title"),
            author=text_of_first(meta, "initial-creator", "creator"),
            date=text_of_first(meta, "creation-date"),
            maker=text_of_first(meta, "generator"),
        )
        yield from articles_of(file, walk.pieces, properties)

    yield from read_zipped(file, on_bytes, parse)


class _Walk:
    """One walk through the blocks of a document, collecting its pieces."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def blocks(self, parent: etree._Element) -> None:
        """Take in paragraphs, headings and tables, also those within lists and sections."""
        for child in parent:
            name = local(child)
            if name in ("p", "h"):
                self._paragraph(child, _level(child) if name == "h" else 0)
            elif name == "table-row":
                self._row(child)
            elif name not in _UNSEEN:
                self.blocks(child)

    def _paragraph(self, paragraph: etree._Element, level: int) -> None:
        words: list[str] = []
        inside: list[etree._Element] = []
        _collect(paragraph, words, inside)
        self.pieces.append(Piece("".join(words), level))
        for element in inside:
            walk = _Walk()
            walk.blocks(element)
            if local(element) == "note-body":
                self.pieces.append(Piece(" ".join(piece.text for piece in walk.pieces), is_note=True))
            else:
                self.pieces += walk.pieces

    def _row(self, row: etree._Element) -> None:
        """A row as one piece; a table within a cell belongs to the cell."""
        cells: list[str] = []
        notes: list[Piece] = []
        for cell in row.iterfind("{*}table-cell"):
            walk = _Walk()
            walk.blocks(cell)
            cells.append(" ".join(piece.text for piece in walk.pieces if not piece.is_note and piece.text))
            notes += [piece for piece in walk.pieces if piece.is_note]
        self.pieces.append(Piece(CELL_SEPARATOR.join(cell for cell in cells if cell.strip())))
        self.pieces += notes


def _level(heading: etree._Element) -> int:
    level = attribute(heading, "outline-level")
    return int(level) if level.isdecimal() and 0 < int(level) < 10 else 1


def _collect(element: etree._Element, words: list[str], inside: list[etree._Element]) -> None:
    """The words of a paragraph, and what lies within it but is none of it: notes and text boxes."""
    words.append(element.text or "")
    for child in element:
        name = local(child)
        if name == "s":
            count = attribute(child, "c")
            words.append(" " * min(int(count) if count.isdecimal() else 1, _SPACES_LIMIT))
        elif name in ("tab", "line-break"):
            words.append(" ")
        elif name in ("note-body", "text-box"):
            inside.append(child)
        elif name not in _UNSEEN:
            _collect(child, words, inside)
        words.append(child.tail or "")
