"""What a person corrects: `corrections.toml` in the sources or in a folder of them, believed before all else.

Not for `source.toml`, which speaks of a whole folder (see `sources`), and not for finding the files (see `registry`).
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from indexer.arabic.dates import read_date
from indexer.model import Certainty, Claim, Origin, Skipped
from indexer.readers.files import Said, SourceFile
from indexer.readers.sidecars import read_table
from indexer.readers.sources import is_web_address

CORRECTIONS = "corrections.toml"

_FIELDS = {
    "title": "title",
    "author": "writer",
    "translator": "translator",
    "correspondent": "correspondent",
    "editor": "editor",
    "agency": "agency",
    "date": "published",
    "updated": "updated",
    "section": "section",
    "source": "source",
    "url": "url",
    "language": "language",
    "licence": "licence",
}
_LISTS = ("author", "translator", "correspondent", "editor", "agency")
_HEADER = re.compile(r"\s*\[\[\s*correction\s*\]\]")
_ENTRY = "expected [[correction]] with the keys article or file, and what is to be corrected"


class Correction(NamedTuple):
    """What a person says of an article, or of all articles of the file at `path`, counted from the sources root."""

    said: Said
    path: str | None


def read_corrections(folder: Path, relative: str) -> tuple[list[Correction], list[Skipped]]:
    """The corrections of a folder, and what could not be used of them, each with its line; none without the file."""
    place = f"{relative}/{CORRECTIONS}" if relative else CORRECTIONS
    text, table, skipped = read_table(folder / CORRECTIONS, place)
    if table is None:
        return [], skipped
    starts = [number for number, line in enumerate(text.splitlines(), start=1) if _HEADER.match(line)]
    entries = table.get("correction", [])
    skipped += [Skipped(place, f"unknown key {key!r}; {_ENTRY}") for key in table if key != "correction"]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return [], [*skipped, Skipped(place, _ENTRY)]
    found = []
    for number, entry in enumerate(entries):
        start = starts[number] if len(starts) == len(entries) else 1
        said, problems = _correction(entry, relative, _Lines(text, place, start))
        skipped += problems
        found += said
    return found, skipped


class _Lines:
    """Where in the text of a corrections file an entry and its keys stand."""

    def __init__(self, text: str, file: str, start: int) -> None:
        self.file = file
        self.start = start
        self._lines = text.splitlines()[start:]

    def skipped(self, key: str | None, reason: str) -> Skipped:
        """What is wrong, at the line of the key in this entry, or at that of the entry."""
        line = self.start
        for number, text in enumerate(self._lines, start=self.start + 1):
            if _HEADER.match(text):
                break
            if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", text):
                line = number
                break
        return Skipped(self.file, reason, f"line {line}")


def _correction(entry: dict[str, object], relative: str, lines: _Lines) -> tuple[list[Correction], list[Skipped]]:
    """One correction, its claims as far as they are sound, and what is not."""
    article, file = entry.get("article"), entry.get("file")
    if not isinstance(article, str | None) or not isinstance(file, str | None) or bool(article) == bool(file):
        return [], [lines.skipped(None, f"{_ENTRY}; one of article and file, in quotes")]
    claims: list[Claim] = []
    skipped: list[Skipped] = []
    for key, value in entry.items():
        if key in ("article", "file"):
            continue
        problem = _problem(key, value)
        if problem:
            skipped.append(lines.skipped(key, problem))
        else:
            values = [str(one) for one in (value if isinstance(value, list) else [value])] or [""]
            claims += [Claim(_FIELDS[key], one.strip(), Origin.CORRECTION, Certainty.STATED) for one in values]
    path = f"{relative}/{file}" if file and relative else file
    said = Said(article, tuple(claims), lines.file, f"line {lines.start}")
    return [Correction(said, path)] if claims else [], skipped


def _problem(key: str, value: object) -> str | None:
    """What is wrong with a value of a correction; None if nothing is."""
    if key not in _FIELDS:
        return f"unknown key {key!r}; the keys are article, file, {', '.join(_FIELDS)}"
    values = value if isinstance(value, list) and key in _LISTS else [value]
    dated = key in ("date", "updated") and isinstance(value, datetime.date)
    if not dated and not all(isinstance(one, str) for one in values):
        return f"{key}: expected text in quotes{', or a list of it' if key in _LISTS else ''}, got {str(value)[:60]}"
    text = str(value)
    if key in ("date", "updated") and text and not read_date(text):
        return f"{key}: {text[:60]!r} is no date; write it as 2021-06-05, 2021-06 or 2021, or as 15 رمضان 1445 هـ"
    if key == "url" and text and not is_web_address(text):
        return f"url: expected an address that starts with https://, got {text[:60]!r}"
    return None


def corrected(files: Iterable[SourceFile], corrections: Iterable[Correction]) -> tuple[list[SourceFile], list[Skipped]]:
    """The files, each with the corrections that may be about an article in it, and the corrections of files not there.

    An id that no file's own is or begins may be that of any record in a file beside the corrections.
    """
    files = list(files)
    by_path = {file.relative: number for number, file in enumerate(files)}
    by_id = {file.article_id: number for number, file in enumerate(files)}
    found: list[list[Said]] = [[] for _ in files]
    skipped = []
    for said, path in corrections:
        if path is not None:
            if path in by_path:
                found[by_path[path]].append(said)
            else:
                skipped.append(Skipped(said.file, f"there is no file {path} to correct", said.place))
            continue
        owner = next((by_id[start] for start in _beginnings(said.article or "") if start in by_id), None)
        folder = said.file.removesuffix(CORRECTIONS)
        for number, file in enumerate(files):
            if number == owner or (owner is None and file.relative.startswith(folder)):
                found[number].append(said)
    return [replace(file, said=(*said, *file.said)) for file, said in zip(files, found, strict=True)], skipped


def unused(files: Iterable[SourceFile], ids: set[str]) -> list[Skipped]:
    """The corrections of articles that are not among those read."""
    wrong = {said for file in files for said in file.said if said.article is not None and said.article not in ids}
    return sorted(
        (Skipped(said.file, f"there is no article {said.article} to correct", said.place) for said in wrong),
        key=lambda skipped: (skipped.file, skipped.place or ""),
    )


def _beginnings(article: str) -> list[str]:
    """The id itself, then what is before each slash in it, the longest first."""
    parts = article.split("/")
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]
