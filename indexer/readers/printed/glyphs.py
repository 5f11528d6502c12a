"""The glyphs of a PDF's pages with their places, taken one by one from pdfminer within limits.

Its own layout is not asked for: it takes letters in the order in which they are stored, which for Arabic is any order.
Where lines and paragraphs are is found by `lines` and `paragraphs`.
"""

import logging
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import BinaryIO

from pdfminer import pdftypes
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFNoOutlines, PDFXRefFallback
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager, PDFStackT
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, decode_text

STREAM_LIMIT = 64 * 2**20
"""Most bytes that one stream of a PDF may unpack to; only pictures, which are not unpacked, are larger."""

CONTENT_LIMIT = 8 * 2**20
"""Most packed bytes that draw one page; old filters take a second for a megabyte of them."""

STEPS_LIMIT = 20_000_000
"""Most steps of drawing in one PDF; a page of text takes some ten thousand."""

_ARGUMENTS_LIMIT = 10_000
"""Most operands that may wait for an operator, each of which copies them all."""

UNKNOWN = "\ufffd"
"""What stands for a glyph of which the PDF does not say which letter it is."""

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of what is normal in the wild


class TooMuch(Exception):
    """A PDF that asks for more memory or time than any honest one."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn sign: its letters in reading order, left and right edge, height of the base line, size, all in points.

    Letters that can't be told are `UNKNOWN`; marks of vowels are glyphs of their own unless the PDF says otherwise.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float

    @property
    def is_mark(self) -> bool:
        """Whether it belongs to a letter: vowels and the like."""
        return all(map(unicodedata.combining, self.text))


@dataclass(frozen=True, slots=True)
class Page:
    """The upright glyphs of one page, in the order in which they are drawn."""

    glyphs: tuple[Glyph, ...]


class PdfFile:
    """An opened PDF; raises whatever pdfminer does on a damaged one, and TooMuch.

    `properties` are its own Title, Author and so on; `is_rebuilt` tells that its table of contents was damaged.
    """

    def __init__(self, stream: BinaryIO) -> None:
        # The only way to hold its unpacking to a limit: it calls zlib.decompress on whatever it is given.
        pdftypes.zlib = _BOUNDED_ZLIB  # type: ignore[attr-defined,assignment] # the same names as the module's
        self._document = PDFDocument(PDFParser(stream))
        self.is_rebuilt = any(isinstance(xref, PDFXRefFallback) for xref in self._document.xrefs)
        self.properties: dict[str, str] = {}
        for info in self._document.info:
            for key in ("Title", "Author", "CreationDate", "Creator", "Producer"):
                value = pdftypes.resolve1(info.get(key))
                if isinstance(value, bytes) and key not in self.properties:
                    self.properties[key] = decode_text(value)

    def pages(self) -> Iterator[Page]:
        """The pages, one at a time."""
        resources = PDFResourceManager()
        device = _Device(resources)
        interpreter = _Interpreter(resources, device)
        for page in PDFPage.create_pages(self._document):
            device.clear()
            drawing = [pdftypes.resolve1(part) for part in page.contents]
            if (
                sum(len(part.rawdata or b"") for part in drawing if isinstance(part, pdftypes.PDFStream))
                > CONTENT_LIMIT
            ):
                raise TooMuch(f"a page of it is drawn with more than {CONTENT_LIMIT >> 20} MB")
            interpreter.process_page(page)
            yield Page(tuple(device.glyphs))

    def bookmarks(self) -> list[tuple[int, str, int]]:
        """The outline: level, title and page number from 1 of each entry that leads to a page of this file."""
        numbers = {page.pageid: number for number, page in enumerate(PDFPage.create_pages(self._document), start=1)}
        try:
            entries = list(self._document.get_outlines())
        except (PDFNoOutlines, RecursionError):
            return []
        found = []
        for level, title, destination, action, _ in entries:
            number = numbers.get(self._page_id(destination, action))
            if number and title.strip():
                found.append((level, title, number))
        return found

    def _page_id(self, destination: object, action: object) -> object:
        """The id of the page that an entry of the outline leads to; None when that can't be told."""
        target = destination
        if action is not None:
            held = pdftypes.resolve1(action)
            target = held.get("D") if isinstance(held, dict) else None
        target = pdftypes.resolve1(target)
        if isinstance(target, bytes | PSLiteral):
            name = target.name if isinstance(target, PSLiteral) else target
            try:
                target = pdftypes.resolve1(self._document.get_dest(name))
            except Exception:  # a name that leads nowhere raises one of many errors
                return None
        if isinstance(target, dict):
            target = pdftypes.resolve1(target.get("D"))
        page = target[0] if isinstance(target, list) and target else None
        return page.objid if isinstance(page, pdftypes.PDFObjRef) else None


class _Device(PDFTextDevice):
    """Collects the glyphs of a page; those inside a span with its own text are one glyph with that text."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.glyphs: list[Glyph] = []
        self._steps = 0
        self._spans: list[tuple[str | None, int]] = []

    def clear(self) -> None:
        """Begin a new page."""
        self.glyphs = []
        self._spans = []

    def step(self) -> None:
        """Count one step; raises TooMuch."""
        self._steps += 1
        if self._steps > STEPS_LIMIT:
            raise TooMuch("it takes more steps to draw than any document does")

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: object,
        graphicstate: object,
    ) -> float:
        """Take one glyph; the result is how far the next one stands from it."""
        self.step()
        advance: float = font.char_width(cid) * fontsize * scaling
        a, b, c, d, x, y = matrix
        if abs(b) + abs(c) < 0.1 * (abs(a) + abs(d)) and a > 0:
            try:
                text = font.to_unichr(cid)
            except PDFUnicodeNotDefined:
                text = UNKNOWN
            width = advance * a
            text = UNKNOWN if text in ("", "\x00") else text
            self.glyphs.append(Glyph(text, min(x, x + width), max(x, x + width), y + rise * d, abs(fontsize * d)))
        return advance

    def begin_tag(self, tag: PSLiteral, props: object = None) -> None:
        """Begin a span, which may say what its glyphs mean."""
        said = pdftypes.resolve1(props.get("ActualText")) if isinstance(props, dict) else None
        self._spans.append((decode_text(said) if isinstance(said, bytes) else None, len(self.glyphs)))

    def end_tag(self) -> None:
        """End a span."""
        if not self._spans:
            return
        said, start = self._spans.pop()
        drawn = self.glyphs[start:]
        if said is None or not drawn:
            return
        # A vowel may hang outside of its letter, which is what has a width.
        wide = [glyph for glyph in drawn if glyph.x1 > glyph.x0] or drawn
        x0, x1 = min(glyph.x0 for glyph in wide), max(glyph.x1 for glyph in wide)
        self.glyphs[start:] = [Glyph(said, x0, x1, wide[0].y, wide[0].size)] if said else []

    def begin_figure(self, name: str, bbox: object, matrix: object) -> None:
        """Draw a part that is shared between pages: so many steps, for it may be empty and nested."""
        self.step()

    def end_figure(self, name: str) -> None:
        """End such a part."""

    def render_image(self, name: str, stream: object) -> None:
        """Pictures are not looked at."""

    def paint_path(self, *args: object, **kwargs: object) -> None:
        """Lines and boxes are not looked at."""


class _Interpreter(PDFPageInterpreter):
    """Counts the operands that it is given."""

    def push(self, obj: PDFStackT) -> None:
        """Keep an operand for the next operator; raises TooMuch."""
        super().push(obj)
        self.device.step()  # type: ignore[attr-defined] # it is always ours
        if len(self.argstack) > _ARGUMENTS_LIMIT:
            raise TooMuch("it holds operands without an operator")


class _BoundedDecompressor:
    """zlib's decompressor, stopping at the limit; for streams that are damaged."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj()
        self._left = STREAM_LIMIT

    def decompress(self, data: bytes) -> bytes:
        """Unpack some more; raises TooMuch."""
        unpacked = self._inner.decompress(data, self._left)
        self._left -= len(unpacked)
        if self._left <= 0:
            raise TooMuch(f"one of its streams unpacks to more than {STREAM_LIMIT >> 20} MB")
        return unpacked


def _decompress(data: bytes) -> bytes:
    """What zlib.decompress does, up to the limit; raises zlib.error and TooMuch."""
    inner = zlib.decompressobj()
    unpacked = inner.decompress(data, STREAM_LIMIT)
    if inner.unconsumed_tail:
        raise TooMuch(f"one of its streams unpacks to more than {STREAM_LIMIT >> 20} MB")
    if not inner.eof:
        raise zlib.error("incomplete or truncated stream")
    return unpacked


_BOUNDED_ZLIB = SimpleNamespace(decompress=_decompress, decompressobj=_BoundedDecompressor, error=zlib.error)
