"""What a folder says about its articles: the folder's name, and `source.toml` in it.

Not for finding the articles (see `registry`) and not for what an article says about itself.
"""

import datetime
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.arabic.dates import read_date
from indexer.model import Origin, Skipped, Source
from indexer.readers.cleaning import one_line
from indexer.readers.encoding import decode

SOURCE_FILE = "source.toml"
_KEYS = ("name", "homepage", "licence", "language", "defaults")
_DEFAULT_KEYS = ("author", "date")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+(?:/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceDefaults:
    """What holds for every article of a source unless the article says otherwise.

    `authors`, `published` (as written) and `language` come from `source.toml` alone; `named_by` says where the name was
    found.
    """

    source: Source
    named_by: Origin = Origin.FILE_NAME
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None


def read_source(folder: Path, relative: str, name: str) -> tuple[SourceDefaults, list[Skipped]]:
    """The defaults of a folder and what could not be used of its `source.toml`; without one, just the name."""
    plain = SourceDefaults(Source(id=name, name=name))
    path = folder / SOURCE_FILE
    place = f"{relative}/{SOURCE_FILE}" if relative else SOURCE_FILE
    try:
        decoded = decode(path.read_bytes())
        if isinstance(decoded, str):
            raise ValueError(decoded)
        table = tomllib.loads(decoded.text)
    except FileNotFoundError:
        return plain, []
    except (OSError, ValueError, RecursionError) as error:
        return plain, [Skipped(place, f"not readable as TOML, so the folder's name stands: {error}")]
    return _from_table(table, plain, place)


def _from_table(table: dict[str, object], plain: SourceDefaults, place: str) -> tuple[SourceDefaults, list[Skipped]]:
    skipped: list[Skipped] = []

    def text(values: dict[str, object], key: str) -> str | None:
        value = values.get(key)
        if value is None or isinstance(value, str):
            return one_line(value or "") or None
        skipped.append(Skipped(place, f"{key}: expected text in quotes, got {str(value)[:60]}"))
        return None

    defaults = table.get("defaults", {})
    if not isinstance(defaults, dict):
        skipped.append(Skipped(place, "defaults: expected a table, [defaults]"))
        defaults = {}
    for values, known in ((table, _KEYS), (defaults, _DEFAULT_KEYS)):
        skipped += [
            Skipped(place, f"unknown key {key!r}; the keys are {', '.join(known)}")
            for key in values
            if key not in known
        ]

    date = defaults.get("date")
    if isinstance(date, datetime.date):
        # TOML has dates of its own; unquoted is as clear as quoted.
        defaults = {**defaults, "date": date.isoformat()}
    written = text(defaults, "date")
    if written and read_date(written) is None:
        skipped.append(Skipped(place, f"date: {written!r} is no date; write it as 2021-06-05, 2021-06 or 2021"))
    homepage = text(table, "homepage")
    if homepage and not is_web_address(homepage):
        skipped.append(
            Skipped(place, f"homepage: expected an address that starts with https://, got {homepage[:60]!r}")
        )
        homepage = None

    name = text(table, "name")
    author = defaults.get("author")
    authors = author if isinstance(author, list) else [author]
    result = replace(
        plain,
        source=Source(plain.source.id, name or plain.source.name, homepage, text(table, "licence")),
        named_by=Origin.SOURCE_FILE if name else plain.named_by,
        authors=tuple(filter(None, (text({"author": one}, "author") for one in authors))),
        published=written if written and read_date(written) else None,
        language=text(table, "language"),
    )
    return result, skipped


def is_web_address(text: str) -> bool:
    """Whether a text is a whole http(s) address; anything else must never become a link."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def slug(name: str) -> str:
    """A name as an id: letters and digits of any script, everything else a single hyphen; `الشرق الأوسط` has one."""
    return re.sub(r"\W+", "-", name.casefold()).strip("-_") or "source"
