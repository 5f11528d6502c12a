"""Rich Text Format (.rtf): one article, or for a long work one for each of its chapters.

striprtf turns codes into text; it drops footnotes, headings and properties, which are therefore taken out before.
"""

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from indexer.model import Article, Skipped
from indexer.readers.files import OnBytes, SourceFile, read_bytes
from indexer.readers.works import CELL_SEPARATOR, Piece, Properties, articles_of

SUFFIXES = (".rtf",)

_SIZE_LIMIT = 32 * 2**20
"""Largest file in bytes once its pictures are taken out."""

_DEPTH_LIMIT = 1_000
_GROUP_EDGE = re.compile(r"\\[{}\\]|[{}]")
_PICTURE = re.compile(r"\{\\\*?\\?(?:pict|objdata|themedata|colorschememapping|datastore)\b")
_NOTE = re.compile(r"\{(?:\\\*)?\\footnote\b")
_UNPRINTED = re.compile(r"\{(?:\\\*)?\\(?:listtext|pntext|annotation|header[lrf]?|footer[lrf]?)\b")
_HEADING_STYLE = re.compile(r"\{\\s(\d{1,4})(?=[^{}]*\\outlinelevel(\d))")
_STYLE = re.compile(r"\\s(\d{1,4})(?![\d])")
_HEADING_MARK = "\ue000"
"""A private character that no text has, put where a heading begins, so that it comes out with the text."""

_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The articles of a file in Rich Text Format."""
    data = read_bytes(file, on_bytes)
    if isinstance(data, Skipped):
        yield data
        return
    if not data.lstrip().startswith(b"{\\rtf"):
        yield Skipped(file.relative, "not RTF, whatever its name says")
        return
    rtf = _without(data.decode("latin-1"), _PICTURE)
    if len(rtf) > _SIZE_LIMIT:
        yield Skipped(file.relative, f"larger than {_SIZE_LIMIT >> 20} MB without its pictures")
        return
    refusal = _refusal(rtf)
    if refusal:
        yield Skipped(file.relative, refusal)
        return
    try:
        pieces, properties = _pieces(rtf), _properties(rtf)
    except (ValueError, IndexError, KeyError, LookupError, OverflowError, TypeError) as error:
        yield Skipped(file.relative, f"not readable as RTF: {type(error).__name__} {str(error)[:80]}".rstrip())
        return
    yield from articles_of(file, pieces, properties)


def _refusal(rtf: str) -> str | None:
    depth = 0
    for edge in _GROUP_EDGE.finditer(rtf):
        depth += {"{": 1, "}": -1}.get(edge[0], 0)
        if depth > _DEPTH_LIMIT:
            return f"nested deeper than {_DEPTH_LIMIT} groups, which is refused"
        if depth == 0:
            return None
    return "cut off: its groups are not closed"


def _group_end(rtf: str, start: int) -> int:
    """Behind the bracket that closes the group that opens at `start`."""
    depth = 0
    for edge in _GROUP_EDGE.finditer(rtf, start):
        depth += {"{": 1, "}": -1}.get(edge[0], 0)
        if depth == 0:
            return edge.end()
    return len(rtf)


def _groups(rtf: str, opening: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the groups lie that begin so, outermost only."""
    at = 0
    while found := opening.search(rtf, at):
        at = _group_end(rtf, found.start())
        yield found.start(), at


def _without(rtf: str, opening: re.Pattern[str]) -> str:
    kept, at = [], 0
    for start, end in _groups(rtf, opening):
        kept.append(rtf[at:start])
        at = end
    return "".join((*kept, rtf[at:]))


def _pieces(rtf: str) -> list[Piece]:
    rtf = _without(rtf, _UNPRINTED)
    head = _head(rtf)
    levels = {number: int(level) + 1 for number, level in _HEADING_STYLE.findall(head) if level < "9"}
    notes = [_text(head, _NOTE.sub("{", rtf[start:end], count=1)) for start, end in _groups(rtf, _NOTE)]
    body = _STYLE.sub(
        lambda style: f"{style[0]}\\u-8192 {levels[style[1]]}?" if style[1] in levels else style[0],
        _without(rtf[len(head) :], _NOTE),
    )
    pieces = []
    for line in rtf_to_text(head + body, errors="ignore").splitlines():
        level = re.search(f"{_HEADING_MARK}(\\d)", line)
        text = re.sub(f"{_HEADING_MARK}\\d?\\??", "", line).strip()
        if text.endswith("|"):
            text = CELL_SEPARATOR.join(filter(None, (cell.strip() for cell in text.split("|"))))
        pieces.append(Piece(text, int(level[1]) if level else 0))
    return pieces + [Piece(note, is_note=True) for note in notes]


def _head(rtf: str) -> str:
    """What stands before the text: code page, fonts, styles, properties."""
    end = 0
    for start, behind in _groups(rtf[1:], re.compile(r"\{\\(?:\*\\)?(?:fonttbl|colortbl|stylesheet|info|generator)\b")):
        if start < end + 5_000:
            end = behind + 1
    return rtf[:end] if end else "{\\rtf1\\ansi "


def _text(head: str, group: str) -> str:
    """The text of one group by itself."""
    fonts = head.find("{\\stylesheet")
    prefix = (head[:fonts] if fonts > 0 else head).rstrip()
    return " ".join(rtf_to_text(f"{prefix}{group}}}", errors="ignore").split())


def _properties(rtf: str) -> Properties:
    info = next((rtf[start:end] for start, end in _groups(rtf[:200_000], re.compile(r"\{\\info\b"))), "")

    def field(name: str) -> str:
        # Of two the second is in Unicode, for programs that read more than their own code page.
        opening = re.compile(r"\{\\" + name + r"\b")
        found = [info[start.start() : _group_end(info, start.start())] for start in opening.finditer(info)]
        return _text(_head(rtf), opening.sub("{", found[-1])) if found else ""

    created = _CREATED.search(info)
    date = f"{created[1]}-{int(created[2]):02}-{int(created[3]):02}" if created else ""
    return Properties(field("title"), field("author"), date)
