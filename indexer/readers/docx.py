"""Word documents (.docx, .docm, .dotx): one article, or for a long work one for each of its chapters.

Text as the reader of the document sees it: without deleted and hidden text, fields' codes, tables of contents, headers
and footers. Footnotes come behind the body.
"""

from collections.abc import Iterator

from lxml import etree

from indexer.model import Article, Skipped
from indexer.readers.bounded_zip import BoundedZip
from indexer.readers.files import OnBytes, SourceFile
from indexer.readers.works import CELL_SEPARATOR, Piece, Properties, articles_of
from indexer.readers.zipped_xml import attribute, local, parsed, parsed_if_any, read_zipped, text_of_first

SUFFIXES = (".docx", ".docm", ".dotx")

_BREAKS = frozenset(("br", "cr", "tab", "ptab"))
_UNSEEN = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sdtPr", "annotation"))
"""What is there but not shown; Fallback repeats for old programs what Choice says."""

_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The articles of a Word document."""

    def parse(archive: BoundedZip) -> Iterator[Article | Skipped]:
        document = parsed(archive, "word/document.xml")
        walk = _Walk(_levels(parsed_if_any(archive, "word/styles.xml")), _notes(archive))
        for body in document.iter("{*}body"):
            walk.blocks(body)
        core = parsed_if_any(archive, "docProps/core.xml")
        properties = Properties(
            title=text_of_first(core, "title"),
            author=text_of_first(core, "creator"),
            date=text_of_first(core, "created"),
            maker=text_of_first(parsed_if_any(archive, "docProps/app.xml"), "Application"),
        )
        yield from articles_of(file, walk.pieces, properties)

    yield from read_zipped(file, on_bytes, parse)


def _levels(styles: etree._Element | None) -> dict[str, int]:
    """For the id of a style the level of its headings, or -1 for the lines of a table of contents."""
    levels: dict[str, int] = {}
    for style in () if styles is None else styles.iter("{*}style"):
        name = next((attribute(one, "val").lower() for one in style.iter("{*}name")), "")
        outline = next((attribute(one, "val") for one in style.iter("{*}outlineLvl")), "")
        if name.startswith("toc ") or name == "toc heading":
            levels[attribute(style, "styleId")] = -1
        elif name == "title" or (name.startswith("heading ") and name[8:].isdecimal()):
            levels[attribute(style, "styleId")] = 1 if name == "title" else int(name[8:])
        elif outline.isdecimal() and int(outline) < 9:
            levels[attribute(style, "styleId")] = int(outline) + 1
    return levels


def _notes(archive: BoundedZip) -> dict[tuple[str, str], str]:
    """The text of each note by its kind and id; the lines that part notes from the body are none."""
    notes: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        root = parsed_if_any(archive, f"word/{kind}s.xml")
        for note in () if root is None else root.iter("{*}" + kind):
            if attribute(note, "type") in ("", "normal"):
                walk = _Walk({}, {})
                walk.blocks(note)
                notes[kind, attribute(note, "id")] = " ".join(piece.text for piece in walk.pieces)
    return notes


class _Walk:
    """One walk through the blocks of a document, collecting its pieces."""

    def __init__(self, levels: dict[str, int], notes: dict[tuple[str, str], str]) -> None:
        self.pieces: list[Piece] = []
        self._levels = levels
        self._notes = notes

    def blocks(self, parent: etree._Element) -> None:
        """Take in paragraphs and tables, also those within content controls and the like."""
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name not in _UNSEEN:
                self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        style = next((attribute(one, "val") for one in paragraph.iterfind("{*}pPr/{*}pStyle")), "")
        outline = next((attribute(one, "val") for one in paragraph.iterfind("{*}pPr/{*}outlineLvl")), "")
        level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else self._levels.get(style, 0)
        if level < 0:
            return
        words: list[str] = []
        boxes: list[etree._Element] = []
        notes: list[str] = []
        self._runs(paragraph, words, boxes, notes)
        self.pieces.append(Piece("".join(words), level))
        for box in boxes:
            self.blocks(box)
        self.pieces += [Piece(note, is_note=True) for note in notes]

    def _runs(self, parent: etree._Element, words: list[str], boxes: list[etree._Element], notes: list[str]) -> None:
        for child in parent:
            name = local(child)
            if name == "t":
                words.append(child.text or "")
            elif name in _BREAKS:
                words.append(" ")
            elif name == "noBreakHyphen":
                words.append("-")
            elif name == "txbxContent":
                boxes.append(child)
            elif name in _NOTES:
                notes.append(self._notes.get((_NOTES[name], attribute(child, "id")), ""))
            elif name not in _UNSEEN and not (name == "r" and _is_hidden(child)):
                self._runs(child, words, boxes, notes)

    def _table(self, table: etree._Element) -> None:
        """Each row as one piece; a table within a cell belongs to the cell."""
        for row in (child for child in table if local(child) in ("tr", "sdt")):
            cells: list[str] = []
            notes: list[Piece] = []
            for cell in row.iter("{*}tc"):
                if any(local(above) == "tc" for above in cell.iterancestors() if row in above.iterancestors()):
                    continue
                inner = _Walk({}, self._notes)
                inner.blocks(cell)
                cells.append(" ".join(piece.text for piece in inner.pieces if not piece.is_note and piece.text))
                notes += [piece for piece in inner.pieces if piece.is_note]
            self.pieces.append(Piece(CELL_SEPARATOR.join(cell for cell in cells if cell.strip())))
            self.pieces += notes


def _is_hidden(run: etree._Element) -> bool:
    return any(attribute(one, "val") not in ("0", "false", "off") for one in run.iterfind("{*}rPr/{*}vanish"))
