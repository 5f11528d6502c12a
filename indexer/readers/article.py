"""The article that is made of what was found: claims of a reader, of the folder and of the files beside, and a text.

No format is known here, and what is believed is decided in `attribution.claims`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from indexer.attribution.claims import decide, stated
from indexer.model import Article, Certainty, Claim, Origin, Skipped, Source
from indexer.readers.files import SourceFile
from indexer.readers.sources import SourceDefaults, slug

_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN_LETTER = re.compile("[A-Za-zÀ-ɏ]")
_IN_ARABIC, _NOT_TOLD = (stated(Origin.TEXT, Certainty.GUESSED, language=language) for language in ("ar", "und"))


def article_from(
    file: SourceFile,
    claims: Iterable[Claim],
    paragraphs: tuple[str, ...],
    repairs: tuple[str, ...] = (),
    *,
    article_id: str | None = None,
    work: str | None = None,
    part: str | None = None,
) -> Article | Skipped:
    """The article with these paragraphs, given what it says of itself; Skipped when it has none.

    `article_id` is for files with several articles; the file's own is used without.
    """
    if not paragraphs:
        return Skipped(file.relative, "no text")
    known_as = article_id or file.article_id
    beside = (claim for said in file.said if said.article in (None, known_as) for claim in said.claims)
    address = stated(Origin.URL, url=file.address)
    found = decide((*beside, *claims, *address, *_of_folder(file.defaults), *_of_letters(paragraphs)))
    by_folder = found.source is None or found.provenance.source in (Origin.SOURCE_FILE, Origin.FILE_NAME)
    return Article(
        id=known_as,
        title=found.title,
        paragraphs=paragraphs,
        source=file.defaults.source if by_folder else _source(found.source or "", file.defaults.source.licence),
        authors=found.authors,
        published=found.published,
        url=found.url,
        language=found.language,
        provenance=found.provenance,
        file=file.relative,
        repairs=(*repairs, *found.notes),
        contributors=found.contributors,
        section=found.section,
        updated=found.updated,
        published_text=found.published_text,
        published_span=found.published_span,
        work=work,
        part=part,
        licence=found.licence,
        claims=found.claims,
    )


@lru_cache(maxsize=1_024)
def _source(name: str, licence: str | None) -> Source:
    """A publication that an article names: its own name, and the licence that the folder states for all in it."""
    return Source(id=slug(name), name=name, licence=licence)


@lru_cache(maxsize=1_024)
def _of_folder(defaults: SourceDefaults) -> tuple[Claim, ...]:
    certainty = Certainty.STATED if defaults.named_by is Origin.SOURCE_FILE else Certainty.GUESSED
    return (
        *stated(defaults.named_by, certainty, source=defaults.source.name),
        *stated(
            Origin.SOURCE_FILE,
            writer=defaults.authors,
            published=defaults.published,
            language=defaults.language,
        ),
    )


def _of_letters(paragraphs: tuple[str, ...]) -> list[Claim]:
    """The language by the letters of the beginning: Arabic, or not told."""
    sample = " ".join(paragraph[:300] for paragraph in paragraphs[:3])
    latin = len(_LATIN_LETTER.findall(sample))
    arabic = not latin or len(_ARABIC_LETTER.findall(sample)) >= latin
    return _IN_ARABIC if arabic else _NOT_TOLD
