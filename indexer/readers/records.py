"""A record to an article, whatever its file: the keys of JSONL, which the columns of a table are renamed to.

A record says what it is, so nothing is cleaned away and nothing guessed here.
"""

from collections.abc import Mapping
from functools import lru_cache

from indexer.arabic.dates import is_hijri, parse_date
from indexer.model import Article, Origin, Provenance, Source
from indexer.readers.cleaning import one_line, paragraphs
from indexer.readers.files import SourceFile, language_of
from indexer.readers.sources import is_web_address, slug


class Unusable(ValueError):
    """A record that can't become an article; the message says why."""


def from_record(file: SourceFile, record: Mapping[str, object], number: int, repairs: tuple[str, ...]) -> Article:
    """The article of a record; `number` is its place in the file, for the id of one that has none. Raises Unusable.

    Keys: `_id`, `title`, `text`, and optionally `author` (text or list), `date`, `source`, `url`.
    """
    body = paragraphs(_text(record, "text"))
    if not body:
        raise Unusable("no text")
    defaults = file.defaults
    authors, author_origin = _authors(record), Origin.RECORD
    if not authors:
        authors, author_origin = defaults.authors, Origin.SOURCE_FILE
    published, date_origin, as_written = None, Origin.RECORD, None
    if written := _text(record, "date").strip():
        parsed = parse_date(written)
        published = parsed.iso if parsed else None
        # A Hijri date is no mistake: it only can't be told as a Gregorian one.
        if is_hijri(written):
            as_written = written
        elif parsed is None:
            repairs = (*repairs, f"date not understood: {written[:60]}")
    elif defaults.published:
        published, date_origin = defaults.published, Origin.SOURCE_FILE
    url = _text(record, "url").strip()
    title = one_line(_text(record, "title"))
    source_name = one_line(_text(record, "source"))
    language, language_origin = language_of(body, None, defaults.language)
    return Article(
        id=_id(file, record, number),
        title=title,
        paragraphs=body,
        source=_source(source_name, defaults.source.licence) if source_name else defaults.source,
        authors=authors,
        published=published,
        url=url if is_web_address(url) else None,
        language=language,
        provenance=Provenance(
            title=Origin.RECORD if title else None,
            authors=author_origin if authors else None,
            published=date_origin if published else None,
            url=Origin.RECORD if is_web_address(url) else None,
            language=language_origin,
            source=Origin.RECORD if source_name else defaults.named_by,
        ),
        file=file.relative,
        repairs=repairs,
        published_text=as_written,
    )


@lru_cache(maxsize=1_024)
def _source(name: str, licence: str | None) -> Source:
    """A publication that a record names: its own name, and the licence that the folder states for all in it."""
    return Source(id=slug(name), name=name, licence=licence)


def _text(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _id(file: SourceFile, record: Mapping[str, object], number: int) -> str:
    given = record.get("_id")
    if isinstance(given, str | int) and not isinstance(given, bool) and (clean := one_line(str(given))):
        return clean
    if given is None or given == "":
        return f"{file.article_id}/{number}"
    raise Unusable(f"_id: expected text, got {str(given)[:60]!r}")


def _authors(record: Mapping[str, object]) -> tuple[str, ...]:
    given = record.get("author")
    names: list[object] = given if isinstance(given, list) else [given]
    texts = [name or "" for name in names if isinstance(name, str | None)]
    if len(texts) < len(names):
        raise Unusable("author: expected text or a list of texts")
    return tuple(filter(None, map(one_line, texts)))
