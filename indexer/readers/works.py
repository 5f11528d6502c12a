"""From the pieces of a document to its articles: one, or for a long work one for each of its divisions.

Shared by the formats that have pages, headings or footnotes. How the pieces are found is the formats' affair.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.arabic.dates import read_date
from indexer.attribution.claims import stated
from indexer.attribution.headings import is_prose
from indexer.model import Article, Certainty, Claim, Origin, Skipped
from indexer.readers.article import article_from
from indexer.readers.cleaning import clean, has_letters, one_line, without_footnote_marks
from indexer.readers.files import SourceFile
from indexer.readers.saved_text import read_saved_text
from indexer.readers.text import claims_of_name
from indexer.readers.wrapping import Line

LONG_WORK = 40_000
"""From how many characters on a document is divided, some twenty pages; below, its headings part one article."""

CELL_SEPARATOR = " | "
"""What stands between the cells of a table's row, which is one paragraph."""

_TITLE_JUNK = re.compile(
    r"(?:microsoft word|microsoft powerpoint|powerpoint presentation|untitled|no title|title|document ?\d*|doc\d*"
    r"|slide \d+|(?:بدون|بلا) عنوان|عنوان|مستند ?\d*|وثيقة ?\d*|layout \d+|print|normal|template|page \d+|unknown)"
    r"(?:\W.*)?"
    r"|.*\.(?:docx?|dotx?|pdf|rtf|odt|txt|indd|qxp?d?|pub|html?|epub|pptx?|xlsx?|pmd|p65|ps|eps|tmp)|https?:.*|file:.*"
    r"|[\w-]*\d{5,}[\w-]*",
    re.IGNORECASE,
)
_AUTHOR_JUNK = re.compile(
    r"(?:windows )?user ?\d*|users?|admin(?:istrator)?\d*|owner|author|root|guest|home|office|microsoft.*|anonymous"
    r"|unknown|none|n/a"
    r"|pc ?\d*|my ?pc|hp|dell|lenovo|acer|asus|toshiba|samsung|sony|laptop|desktop.*|python-docx|pandoc"
    r"|(?:ال)?مستخدم|(?:ال)?مدير|مجهول|غير معروف|.*@.*|[\W\d_]*|.*\.(?:com|net|org|info)|.*\\.*",
    re.IGNORECASE,
)
_BROWSER = re.compile(r"mozilla|chrom|skia|wkhtml|webkit|safari|quartz", re.IGNORECASE)
_TEMPLATE_DATES = ("2013-12-23", "1601-01-01", "1970-01-01", "1980-01-01", "1899-12-30")
"""Days on which templates were made and on which the clocks of computers begin."""

_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph: `level` is 1 and more for headings and 0 for text; `page` is counted from 1 where there are any.

    A note stands behind the paragraph that points to it, or behind the last one of its page.
    """

    text: str
    level: int = 0
    page: int | None = None
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says of itself, as it is written there; `maker` is the program that made it."""

    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    maker: str = ""


def articles_of(
    file: SourceFile, pieces: Sequence[Piece], properties: Properties, repairs: tuple[str, ...] = (), book: bool = False
) -> Iterator[Article | Skipped]:
    """The articles of a document; those of a long work, or of any book, carry its title and their page or section."""
    pieces = [cleaned for piece in pieces if (cleaned := _cleaned(piece)).text]
    if not any(has_letters(piece.text) for piece in pieces):
        yield Skipped(file.relative, "no text")
        return
    said = _claims(properties)
    title = next((claim.value for claim in said if claim.field == "title"), None)
    divisions = _divisions(pieces, always=book)
    if len(divisions) < 2:
        yield _single(file, pieces, said, title, repairs)
        return
    work = title or one_line(file.path.stem)
    for number, division in enumerate(divisions, start=1):
        heading = division[0].text if division[0].level else None
        article = article_from(
            file,
            [*stated(Origin.HEADING, title=heading), *said],
            _paragraphs(division[1:] if heading else division),
            repairs,
            article_id=f"{file.article_id}/{number}",
            work=work,
            part=_pages(division) or heading,
        )
        if isinstance(article, Article):
            yield article


def _cleaned(piece: Piece) -> Piece:
    text = without_footnote_marks(clean(piece.text))
    return replace(piece, text=text if any(map(str.isalnum, text)) else "")


def _divisions(pieces: list[Piece], always: bool) -> list[list[Piece]]:
    """The pieces parted at the highest headings that part them at all, else by pages; one part for a short document."""
    if not always and sum(len(piece.text) for piece in pieces) < LONG_WORK:
        return [pieces]
    for level in sorted({piece.level for piece in pieces if piece.level}):
        if sum(1 for piece in pieces if piece.level == level) > 1:
            return _parted(pieces, [0 < piece.level <= level for piece in pieces])
    pages = [piece.page for piece in pieces]
    turns = [page is not None and page != before for before, page in zip([None, *pages], pages, strict=False)]
    return _parted(pieces, turns)


def _parted(pieces: list[Piece], begins: list[bool]) -> list[list[Piece]]:
    """The pieces parted where something begins; a heading right below another belongs to the same division."""
    parts: list[list[Piece]] = []
    for piece, new in zip(pieces, begins, strict=True):
        heads_only = bool(parts) and all(one.level for one in parts[-1])
        if not parts or (new and not (piece.level and heads_only)):
            parts.append([])
        parts[-1].append(piece)
    return parts


def _pages(division: list[Piece]) -> str | None:
    """The pages of a division: `12` or `12-15`; None where there are none."""
    pages = [piece.page for piece in division if piece.page is not None]
    if not pages:
        return None
    return str(pages[0]) if pages[0] == max(pages) else f"{pages[0]}-{max(pages)}"


def _paragraphs(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The body, then the footnotes."""
    return tuple(piece.text for is_note in (False, True) for piece in pieces if piece.is_note == is_note)


def _single(
    file: SourceFile, pieces: list[Piece], said: list[Claim], title: str | None, repairs: tuple[str, ...]
) -> Article | Skipped:
    """The article that a whole document is; its head may say title, author and date as that of a saved text does."""
    body = [piece for piece in pieces if not piece.is_note]
    heading = body[0].text if len(body) > 1 and body[0].level else None
    start = next((at for at, piece in enumerate(body) if is_prose(piece.text)), len(body) - 1)
    head = body[: start + 1]
    if any(CELL_SEPARATOR in piece.text for piece in head):
        head = head[:1] if heading else []
    rest = [*body[len(head) :], *(piece for piece in pieces if piece.is_note)]
    saved = read_saved_text([Line(piece.text, gap=True) for piece in head], known_title=title or heading)
    # The first heading is the title only of a document that has no other: it may be that of a section.
    headed = stated(Origin.HEADING, title=None if title else heading)
    claims = (*headed, *saved.claims, *said, *claims_of_name(file.path.stem))
    return article_from(file, claims, saved.paragraphs + _paragraphs(rest), repairs)


def _claims(properties: Properties) -> list[Claim]:
    """What the properties say, where it is not what programs write into them by themselves."""
    title, author = one_line(properties.title), one_line(properties.author)
    names = tuple(name for part in re.split(r"[;؛،]|, ", author) if (name := part.strip()) and _is_name(name))
    titled = has_letters(title) and not _TITLE_JUNK.fullmatch(title)
    return [
        *stated(Origin.PROPERTIES, title=title if titled else None, language=properties.language),
        # Whose computer it was, and the day on which it was written there: often the author and near the day.
        *stated(Origin.PROPERTIES, Certainty.GUESSED, writer=names, published=_date(properties)),
    ]


def _is_name(text: str) -> bool:
    return not _AUTHOR_JUNK.fullmatch(text) and 2 < len(text) <= 80


def _date(properties: Properties) -> str | None:
    """The day on which a document was made; a page that a browser printed was made on any day."""
    written = _PDF_DATE.sub(r"\1-\2-\3 ", properties.date).split("T")[0].split(" ")[0]
    date = read_date(written) if written and not _BROWSER.search(properties.maker) else None
    return written if date and date.iso not in _TEMPLATE_DATES else None
