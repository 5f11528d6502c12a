"""The article of a file that states each field in a place of its own, as feeds, dumps and editions do.

Nothing is recognised or guessed here: every field is a record's. What an article is made of else is in `files`.
"""

from dataclasses import dataclass, replace

from indexer.model import Article, Certainty, Claim, Contributor, Origin, Skipped, Source
from indexer.readers.files import Found, SourceFile, article_from
from indexer.readers.sources import slug


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file states of one of its articles; empty where it states nothing.

    `authors` wrote it, `contributors` are the others. `publication` is the name of the newspaper, journal, site or
    wiki, with its `homepage`; a folder that names its source knows better. `publisher` is the house that printed it.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    published: str | None = None
    published_text: str | None = None
    published_span: tuple[str, str] | None = None
    updated: str | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    work: str | None = None
    part: str | None = None
    publication: str = ""
    homepage: str | None = None
    publisher: str = ""
    licence: str | None = None


def article_stated(
    file: SourceFile, stated: Stated, paragraphs: tuple[str, ...], key: str | int, place: str
) -> Article | Skipped:
    """The article that a file states; `key` makes its id in the file, `place` is where it stands there."""
    found = Found(
        title=(stated.title, Origin.RECORD) if stated.title else None,
        authors=(stated.authors, Origin.RECORD) if stated.authors else None,
        published=(stated.published, Origin.RECORD) if stated.published else None,
        url=(stated.url, Origin.RECORD) if stated.url else None,
        language=(stated.language, Origin.RECORD) if stated.language else None,
    )
    article = article_from(_published_in(file, stated), found, paragraphs)
    if isinstance(article, Skipped):
        return replace(article, place=place)
    claims = (Claim("publisher", stated.publisher, Origin.RECORD, Certainty.STATED),) if stated.publisher else ()
    return replace(
        article,
        id=f"{file.article_id}/{key}",
        contributors=stated.contributors,
        section=stated.section,
        updated=stated.updated,
        published_text=stated.published_text,
        published_span=stated.published_span,
        work=stated.work,
        part=stated.part,
        claims=claims,
    )


def _published_in(file: SourceFile, stated: Stated) -> SourceFile:
    """The file with the publication that it names itself, unless its folder's `source.toml` has named one."""
    defaults = file.defaults
    # The folder's licence is a person's word on all that is in it.
    licence = defaults.source.licence or stated.licence
    if not stated.publication or defaults.named_by is Origin.SOURCE_FILE:
        return replace(file, defaults=replace(defaults, source=replace(defaults.source, licence=licence)))
    source = Source(slug(stated.publication), stated.publication, stated.homepage, licence)
    return replace(file, defaults=replace(defaults, source=source, named_by=Origin.RECORD))
