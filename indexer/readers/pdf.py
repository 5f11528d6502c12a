"""PDF with a text layer (.pdf): one article, or for a long work one for each entry of its outline, heading or page.

Needs the extra `masadir[pdf]`. A page that is a picture has no text; reading letters off pictures is not done here.
"""

from collections.abc import Iterator
from itertools import chain, islice

from indexer.model import Article, Skipped
from indexer.readers.files import FILE_LIMIT, OnBytes, SourceFile
from indexer.readers.works import LONG_WORK, Piece, Properties, articles_of

SUFFIXES = (".pdf",)
EXTRA = "pdf"

REBUILT = "rebuilt the damaged directory of a PDF"
UNNAMED = "replaced glyphs of unknown letters"

_TELLING_PAGES = 8
"""How many pages are looked at to tell whether a document is Arabic."""

_TAIL = 2_048
_UNKNOWN = "\ufffd"
_PICTURED = 0.5
"""The share of pages without text from which on a PDF counts as scanned."""

_UNNAMED_SHARE = 0.02
"""The share of glyphs of unknown letters up to which a text can still be read."""


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The articles of a PDF, or why it can't be read: encrypted, cut off, scanned, fonts that name no letters."""
    import pdfminer  # noqa: PLC0415, F401 # an extra, which not everybody has

    if file.path.stat().st_size > FILE_LIMIT * 4:
        yield Skipped(file.relative, f"larger than {FILE_LIMIT * 4 >> 20} MB")
        return
    reason = _refusal(file)
    on_bytes(file.path.stat().st_size)
    if reason:
        yield Skipped(file.relative, reason)
        return
    yield from _read(file)


def _refusal(file: SourceFile) -> str | None:
    with file.path.open("rb") as stream:
        head = stream.read(_TAIL)
        stream.seek(max(0, file.path.stat().st_size - _TAIL))
        tail = stream.read()
    if b"%PDF-" not in head:
        return "not a PDF, whatever its name says"
    return None if b"%%EOF" in tail else "cut off: the end of the PDF is missing"


def _read(file: SourceFile) -> Iterator[Article | Skipped]:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect  # noqa: PLC0415 # heavy, and only here

    from indexer.readers.printed.glyphs import PdfFile, TooMuch  # noqa: PLC0415 # pdfminer again
    from indexer.readers.printed.lines import lines_of_page  # noqa: PLC0415 # and again
    from indexer.readers.printed.paragraphs import bare, paragraphs_of  # noqa: PLC0415 # and again
    from indexer.readers.printed.rows import share_of_arabic  # noqa: PLC0415 # and again

    try:
        with file.path.open("rb") as stream:
            document = PdfFile(stream)
            drawn = document.pages()
            first = list(islice(drawn, _TELLING_PAGES))
            share = share_of_arabic(glyph for page in first for glyph in page.glyphs)
            pages = [lines_of_page(page.glyphs, (share or 0.0) >= 0.5) for page in chain(first, drawn)]
            bookmarks = document.bookmarks()
    except (PDFPasswordIncorrect, PDFEncryptionError):
        yield Skipped(file.relative, "encrypted with a password; save it without one")
        return
    except TooMuch as error:
        yield Skipped(file.relative, f"refused: {error}")
        return
    except OSError:
        raise
    except Exception as error:  # damaged files fail in as many ways as there are bytes in them
        yield Skipped(file.relative, f"a damaged PDF: {type(error).__name__} {str(error)[:80]}".rstrip())
        return
    text = "".join(line.text for page in pages for line in page)
    empty = sum(1 for page in pages if not any(any(map(str.isalnum, line.text)) for line in page))
    if not pages or empty == len(pages):
        yield Skipped(file.relative, "no text in it: a scan, which needs OCR")
        return
    if text.count(_UNKNOWN) > _UNNAMED_SHARE * len(text):
        yield Skipped(file.relative, "its fonts do not say which letters they draw; it needs OCR")
        return
    if len(pages) > 1 and empty > _PICTURED * len(pages):
        yield Skipped(file.relative, f"{empty} of its {len(pages)} pages have no text: a scan, which needs OCR")
    repairs = (REBUILT,) * document.is_rebuilt + (UNNAMED,) * (_UNKNOWN in text)
    levels = {(number, bare(title)): level for level, title, number in bookmarks}
    pieces = [
        Piece(
            paragraph.text,
            levels.get((paragraph.page, bare(paragraph.text)), 0) if levels else int(paragraph.is_heading),
            paragraph.page,
            paragraph.is_note,
        )
        for paragraph in paragraphs_of(pages, levels)
    ]
    there = {(piece.page, bare(piece.text)) for piece in pieces if piece.level}
    if sum(len(piece.text) for piece in pieces) >= LONG_WORK:
        # What the outline calls otherwise than the page does begins with the page.
        pieces[:0] = [Piece(title, level, page) for level, title, page in bookmarks if (page, bare(title)) not in there]
    # Each footnote behind the last paragraph of its page.
    pieces.sort(key=lambda piece: (piece.page or 0, piece.is_note))
    yield from articles_of(file, pieces, _properties(document.properties), repairs)


def _properties(said: dict[str, str]) -> Properties:
    maker = f"{said.get('Creator', '')} {said.get('Producer', '')}"
    return Properties(said.get("Title", ""), said.get("Author", ""), said.get("CreationDate", ""), maker=maker)
