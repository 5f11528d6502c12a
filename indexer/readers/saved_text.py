"""The article in a text that someone saved from a web page: its title, byline, date and body, without the furniture.

Three parts: what stands before the first running text, the body, and what follows the last of it. Only what is clearly
furniture where it stands is left out; everything else stays, in its order. No file is read here.
"""

import re
from dataclasses import dataclass

from indexer.attribution.bylines import Byline, opening_credit, parse_byline
from indexer.attribution.claims import about, credited, stated
from indexer.attribution.datelines import Dateline, parse_dateline
from indexer.attribution.headings import is_heading, is_prose, term_defined
from indexer.attribution.phrases import bare_words, same_words
from indexer.model import Certainty, Claim, Contributor, Origin, Role
from indexer.readers.cleaning import one_line
from indexer.readers.furniture import Kind, kind, last_crumb, stands_alone
from indexer.readers.wrapping import Line

_READ = Certainty.RECOGNISED
_HEAD_LINES = 14
_TAIL_LINES = 6
_SORTED_LINES = 5_000
"""Lines of the beginning and of the end that are looked at one by one; furniture amid a book is no matter."""
_TITLE_LABEL = re.compile(r"^(?:العنوان|عنوان المقال|title)\s*[:：]\s*(?=\S)", re.IGNORECASE)
_PICTURE = frozenset(("صوره", "الصوره", "صور", "ارشيفيه", "تعبيريه", "photo", "image"))


@dataclass(frozen=True, slots=True)
class SavedText:
    """What was found in the text: what it says of itself, nothing invented, and its paragraphs."""

    claims: tuple[Claim, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """One line with all that it says about itself."""

    text: str
    gap: bool
    kind: Kind
    dateline: Dateline | None = None
    bylines: tuple[Byline, ...] = ()

    @property
    def is_meta(self) -> bool:
        return self.dateline is not None or bool(self.bylines)

    @property
    def may_be_title(self) -> bool:
        return self.kind is Kind.TEXT and not self.is_meta and is_heading(self.text)


def read_saved_text(lines: list[Line], known_title: str | None = None) -> SavedText:
    """The article in the lines; `known_title`, when something surer gave one, is not looked for but taken out."""
    last = len(lines) - _SORTED_LINES
    read = [
        _read(line) if index < _SORTED_LINES or index >= last else _Read(line.text, line.gap, Kind.TEXT)
        for index, line in enumerate(lines)
    ]
    start = next((index for index, line in enumerate(read) if _is_running(line)), None)
    # Without any running text only the first line can be told to be a title, and only if something follows it.
    head = read[: min(start, _HEAD_LINES) if start is not None else min(1, len(read) - 1)]
    rest = read[len(head) :]
    chosen = _title_index(head, read) if known_title is None else None
    claims: list[Claim] = []
    if chosen is not None:
        claims += stated(Origin.HEADING, _READ, title=one_line(_TITLE_LABEL.sub("", head[chosen].text)))
    elif known_title is None and rest:
        claims += stated(Origin.TEXT, _READ, title=term_defined(rest[0].text))
    title = known_title or next((claim.value for claim in claims), None)

    claims += stated(Origin.DATELINE, _READ, published=_published(head, chosen), updated=_updated(head))
    kept_head = _kept_of_head(head, chosen, title)
    body, tail_bylines = _without_tail(rest, title)
    bylines = [byline for line in head for byline in line.bylines] + tail_bylines
    claims += _named(bylines)
    claims += about("publisher", [byline.outlet for byline in bylines], Origin.BYLINE, _READ)
    if body:
        claims += credited(opening_credit(body[0]), Origin.TEXT, _READ)
    return SavedText(tuple(claims), tuple(kept_head + body))


def _named(bylines: list[Byline]) -> list[Claim]:
    """Who is named, for each role by the first byline that names anyone in it."""
    found: dict[Role, tuple[Contributor, ...]] = {}
    for byline in bylines:
        for role in {one.role for one in byline.contributors} - found.keys():
            found[role] = tuple(one for one in byline.contributors if one.role is role)
    return credited((one for role in Role for one in found.get(role, ())), Origin.BYLINE, _READ)


def _read(line: Line) -> _Read:
    """A line such as `كتب: فلان | 13/03/2023` says several things, and is taken apart only if it says nothing else."""
    whole = _meta(line.text)
    if whole is not None:
        return _Read(line.text, line.gap, Kind.TEXT, *whole)
    parts = [part for part in re.split(r"\s*[|•·]\s*", line.text) if part]
    if len(parts) > 1:
        metas = [(_meta(part), kind(part)) for part in parts]
        if any(meta for meta, _ in metas) and all(meta or a_kind is not Kind.TEXT for meta, a_kind in metas):
            datelines = [meta[0] for meta, _ in metas if meta and meta[0]]
            bylines = tuple(byline for meta, _ in metas if meta for byline in meta[1])
            return _Read(line.text, line.gap, Kind.TEXT, next(iter(datelines), None), bylines)
    return _Read(line.text, line.gap, kind(line.text))


def _meta(text: str) -> tuple[Dateline | None, tuple[Byline, ...]] | None:
    dateline = parse_dateline(text)
    byline = parse_byline(text) if dateline is None else None
    if dateline is None and byline is None:
        return None
    return dateline, (byline,) if byline else ()


def _is_running(line: _Read) -> bool:
    return line.kind is Kind.TEXT and not line.is_meta and is_prose(line.text)


def _title_index(head: list[_Read], lines: list[_Read]) -> int | None:
    """Which line of the head is the title: one the page repeats, one with date or byline below, else the first."""
    candidates = [index for index, line in enumerate(head) if line.may_be_title]
    if not candidates:
        return next((index for index, line in enumerate(head) if line.kind is Kind.SECTION), None)
    for index in candidates:
        if _TITLE_LABEL.match(head[index].text) or _is_repeated(head[index].text, index, lines):
            return index
    first = candidates[0]
    for index in candidates[1:2]:
        labelled = len(head[first].text.split()) <= 3 and len(head[index].text.split()) >= 4
        if labelled and index + 1 < len(head) and head[index + 1].is_meta and not head[first + 1].is_meta:
            return index
    return first


def _is_repeated(text: str, index: int, lines: list[_Read]) -> bool:
    """Whether a breadcrumb ends in the line, or captions and headings say it again."""
    if any(line.kind is Kind.BREADCRUMB and same_words(last_crumb(line.text), text) for line in lines[:_HEAD_LINES]):
        return True
    return len(bare_words(text)) >= 3 and any(
        _repeats(line.text, text) for other, line in enumerate(lines) if other != index
    )


def _repeats(line: str, title: str) -> bool:
    """Whether a line is the title again, alone or as a caption: `<title> صورة رقم 1`."""
    words, of_title = bare_words(line), bare_words(title)
    if words[: len(of_title)] != of_title:
        return False
    more = words[len(of_title) :]
    return not more or (len(more) <= 4 and more[0] in _PICTURE)


def _published(head: list[_Read], chosen: int | None) -> str | None:
    """The date below the title; above it only a labelled one or the next neighbour, for site clocks stand there too."""
    title = -1 if chosen is None else chosen
    for index, line in enumerate(head):
        if line.dateline and line.dateline.published and (index > title or line.dateline.labelled):
            return line.dateline.published
    above = head[title - 1] if title > 0 else None
    if above and above.dateline and above.dateline.published and not any(line.kind is Kind.BREADCRUMB for line in head):
        return above.dateline.published
    return None


def _updated(head: list[_Read]) -> str | None:
    return next((line.dateline.updated for line in head if line.dateline and line.dateline.updated), None)


def _kept_of_head(head: list[_Read], chosen: int | None, title: str | None) -> list[str]:
    kept: list[str] = []
    for index, line in enumerate(head):
        if index == chosen or line.is_meta or line.kind not in (Kind.TEXT, Kind.SECTION):
            continue
        if title and _repeats(line.text, title):
            continue
        before_title = chosen is not None and index < chosen
        if before_title and len(line.text.split()) <= 4:
            continue
        # `السياسة` alone may be the article's first subheading; `تقارير وحوارات` or `تقارير` is no subheading.
        beside_title = chosen is not None and index == chosen + 1
        if line.kind is Kind.SECTION and beside_title and (" " in line.text or not line.text.startswith("ال")):
            continue
        kept.append(line.text)
    return kept


def _without_tail(lines: list[_Read], title: str | None) -> tuple[list[str], list[Byline]]:
    """The body, and the bylines that stand at its end."""
    running = max((index for index, line in enumerate(lines) if _is_running(line)), default=0)
    ends = (index for index, line in enumerate(lines) if index and line.kind in (Kind.RELATED, Kind.KEYWORDS))
    # Keywords or related headlines end an article if nothing but headings follows them.
    lines = lines[: next((index for index in ends if index >= running), len(lines))]
    kept: list[str] = []
    bylines: list[Byline] = []
    announced = False
    for index, line in enumerate(lines):
        headline, announced = announced and line.may_be_title and len(line.text.split()) >= 4, False
        at_end = index >= len(lines) - _TAIL_LINES
        if line.kind in (Kind.RELATED, Kind.KEYWORDS):
            announced = line.kind is Kind.RELATED and stands_alone(line.text)
        elif line.bylines and at_end and all(byline.certain for byline in line.bylines):
            bylines += line.bylines
        elif not (
            headline
            or line.kind in (Kind.CAPTION, Kind.BUTTON, Kind.BREADCRUMB)
            or (line.kind is Kind.HOUSE_RULES and at_end)
            or (line.dateline and line.dateline.published is None)
            or (title and len(bare_words(title)) >= 2 and _repeats(line.text, title))
        ):
            kept.append(line.text)
    return kept, bylines
