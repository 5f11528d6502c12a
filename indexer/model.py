"""The records of the way in: articles with their attribution, and what a build says of them.

Every record is frozen. Nothing here reads files, knows Arabic or computes anything beyond its own fields. The records
of the way out, questions and result pages, are in `answers`.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Origin(StrEnum):
    """Where a field of an article's attribution was found, those first that are believed before the others."""

    CORRECTION = "corrections.toml"
    SIDECAR = "sidecar file"
    RECORD = "record"
    FRONT_MATTER = "front matter"
    CANONICAL = "canonical link"
    JSON_LD = "JSON-LD"
    HIGHWIRE = "Highwire"
    OPEN_GRAPH = "Open Graph"
    META_TAG = "meta tag"
    DUBLIN_CORE = "Dublin Core"
    BYLINE = "byline"
    TIME_TAG = "time tag"
    DATELINE = "dateline"
    PAGE = "page"
    HEADING = "heading"
    TEXT = "text"
    PROPERTIES = "document properties"
    URL = "url"
    FILE_NAME = "file name"
    SOURCE_FILE = "source.toml"


class Certainty(StrEnum):
    """How sure it is that a field of the attribution is right."""

    STATED = "stated"
    """Said in a place made for it: a meta tag, front matter, a record's own field, a person's correction."""
    RECOGNISED = "recognised"
    """Read in the text by a rule that is rarely wrong: a byline, a dateline."""
    GUESSED = "guessed"
    """Inferred from something that usually agrees: a file's name, the digits of an address."""


class Role(StrEnum):
    """What somebody had to do with an article."""

    WRITER = "writer"
    TRANSLATOR = "translator"
    CORRESPONDENT = "correspondent"
    EDITOR = "editor"
    AGENCY = "agency"


class Contributor(NamedTuple):
    """Somebody who had a part in an article, and which."""

    name: str
    role: Role = Role.WRITER


class Claim(NamedTuple):
    """One place that says something of an article: which field, what it says, where, and how sure that is.

    Every place that was looked at is kept, also those that were not believed: of two claims about one field that
    differ the article has the first. A field is `title`, `source`, `section`, `published`, `updated`, `url`,
    `language`, `licence`, `publisher`, or for a name its `Role`; a date is ISO 8601, a span of days as `first/last`.
    """

    field: str
    value: str
    origin: Origin
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Source:
    """One publication that articles come from; `id` is its folder's name or a slug of its name."""

    id: str
    name: str
    url: str | None = None
    licence: str | None = None


class Provenance(NamedTuple):
    """Where each field of an article was found; None for a field that is empty."""

    title: Origin | None = None
    authors: Origin | None = None
    published: Origin | None = None
    url: Origin | None = None
    language: Origin | None = None
    source: Origin | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article after cleaning.

    `paragraphs` hold the body in its own spelling (vowels and all), without title, byline or furniture.
    `authors` are the names of those who wrote it; `contributors` are all who had a part in it, agencies too, by role.
    `published` is ISO 8601, as precise as the source is: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None when unknown.
    `published_text` is the date as it is written there, such as "١٢ محرم ١٤٤٣"; `published_span` the first and the
    last day (`YYYY-MM-DD`) that it can mean where `published` alone does not say that.
    `licence` is the article's own, where it states one; else that of its source holds.
    `work` is the title of the book or dump it is a division of, and `part` the page or section there.
    `file` is the path relative to the sources folder, with forward slashes.
    `repairs` says in words what had to be mended to read it, such as "decoded as windows-1256".
    """

    id: str
    title: str
    paragraphs: tuple[str, ...]
    source: Source
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    language: str = "ar"
    provenance: Provenance = field(default_factory=Provenance)
    file: str = ""
    repairs: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    section: str | None = None
    updated: str | None = None
    published_text: str | None = None
    published_span: tuple[str, str] | None = None
    work: str | None = None
    part: str | None = None
    licence: str | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in the sources that could not become an article: the file, the place in it, and why.

    `needs` is the module that is not installed, where that is why.
    """

    file: str
    reason: str
    place: str | None = None
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What a build or update read of one source: articles, how many were repaired, and how many lack attribution.

    `without_author` have nobody and no agency to name. `skipped` counts what could not be read in the source's folder,
    where the source is `""` for the sources folder itself. `unattributed` are ids of a few of those that lack anything.
    """

    source: str
    name: str
    read: int
    repaired: int
    skipped: int
    without_title: int
    without_author: int
    without_date: int
    unattributed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build or update did; `repaired` pairs a file with what was mended in it.

    `sources` tell what was read this time: all in a build, and what was new or changed in an update.
    """

    generation: str
    articles: int
    added: int
    removed: int
    skipped: tuple[Skipped, ...]
    repaired: tuple[tuple[str, str], ...]
    seconds: float
    sources: tuple[SourceReport, ...] = ()
