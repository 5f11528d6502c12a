"""The article of a file that states each field in a place of its own, as feeds, dumps and editions do.

Nothing is recognised or guessed here: every field is a record's. What an article is made of else is in `article`.
"""

from dataclasses import dataclass, replace

from indexer.attribution.claims import credited, stated
from indexer.model import Article, Certainty, Claim, Contributor, Origin, Skipped
from indexer.readers.article import article_from
from indexer.readers.files import SourceFile


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file states of one of its articles; empty where it states nothing.

    `authors` wrote it, `contributors` are all others. Dates are as they are written, or a span `first/last` of days;
    `published_text` is how one is written beside that in another calendar. `publication` is the name of the newspaper,
    journal, site or wiki, with its `homepage`; a folder that names its source knows better. `publisher` is the house
    that printed it.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    published: str | None = None
    published_text: str | None = None
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
    file: SourceFile, said: Stated, paragraphs: tuple[str, ...], key: str | int, place: str
) -> Article | Skipped:
    """The article that a file states; `key` makes its id in the file, `place` is where it stands there."""
    article = article_from(
        file,
        _claims(file, said),
        paragraphs,
        article_id=f"{file.article_id}/{key}",
        work=said.work,
        part=said.part,
    )
    if isinstance(article, Skipped):
        return replace(article, place=place)
    if said.published_text and article.provenance.published is Origin.RECORD:
        article = replace(article, published_text=said.published_text)
    if said.homepage and article.provenance.source is Origin.RECORD:
        article = replace(article, source=replace(article.source, url=said.homepage))
    return article


def _claims(file: SourceFile, said: Stated) -> list[Claim]:
    named_by_folder = file.defaults.named_by is Origin.SOURCE_FILE
    return [
        *stated(
            Origin.RECORD,
            title=said.title,
            writer=said.authors,
            published=said.published,
            updated=said.updated,
            section=said.section,
            source=None if named_by_folder else said.publication,
            url=said.url,
            language=said.language,
            licence=said.licence,
            publisher=said.publisher,
        ),
        *credited(said.contributors, Origin.RECORD, Certainty.STATED),
    ]
