"""Collections: one article a line of JSON, plain or gzipped, streamed in constant memory.

Keys: `_id`, `title`, `text`, and optionally `author` (text or list), `date`, `source`, `url`. A record says what it is,
so nothing is cleaned away and nothing guessed here.
"""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from functools import lru_cache

from indexer.arabic.dates import is_hijri, parse_date
from indexer.model import Article, Origin, Provenance, Skipped, Source
from indexer.readers.cleaning import one_line, paragraphs
from indexer.readers.encoding import decode
from indexer.readers.files import FILE_LIMIT, CountingStream, OnBytes, SourceFile, language_of
from indexer.readers.sources import is_web_address, slug

SUFFIXES = (".jsonl", ".jsonl.gz")


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The articles of a collection; a line that is none is Skipped with its number, and the rest still read."""
    number = 0
    with io.BufferedReader(CountingStream(file.path, on_bytes), 2**18) as packed:
        unpacked: io.BufferedIOBase = (
            gzip.GzipFile(fileobj=packed) if file.path.name.lower().endswith(".gz") else packed
        )
        lines = _lines(unpacked)
        while True:
            try:
                line = next(lines)
            except StopIteration:
                return
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                place = f"line {number + 1}"
                yield Skipped(file.relative, f"the compressed file is cut off or damaged here: {error}", place)
                return
            number += 1
            if line is None:
                yield Skipped(file.relative, f"longer than {FILE_LIMIT >> 20} MB", f"line {number}")
            elif line.strip():
                yield _article(file, line, number)


def _lines(stream: io.BufferedIOBase) -> Iterator[bytes | None]:
    """Each line; None for one that is longer than the limit."""
    while line := stream.readline(FILE_LIMIT):
        if len(line) < FILE_LIMIT or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(2**20)) and not rest.endswith(b"\n"):
            pass
        yield None


def _article(file: SourceFile, line: bytes, number: int) -> Article | Skipped:
    place = f"line {number}"
    repairs: tuple[str, ...] = ()
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        decoded = decode(line)
        if isinstance(decoded, str):
            return Skipped(file.relative, decoded, place)
        text, repairs = decoded.text, decoded.repairs
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Skipped(file.relative, f"not JSON: {str(error)[:100]}", place)
    if not isinstance(record, dict):
        return Skipped(file.relative, f"expected an object {{…}}, got {type(record).__name__}", place)
    for key in ("title", "text", "date", "source", "url"):
        if not isinstance(record.get(key), str | None):
            return Skipped(file.relative, f"{key}: expected text, got {type(record[key]).__name__}", place)
    try:
        return _from_record(file, record, number, repairs)
    except _Unusable as error:
        return Skipped(file.relative, str(error), place)


class _Unusable(ValueError):
    """A record that can't become an article; the message says why."""


def _from_record(file: SourceFile, record: dict[str, object], number: int, repairs: tuple[str, ...]) -> Article:
    body = paragraphs(_text(record, "text"))
    if not body:
        raise _Unusable("no text")
    defaults = file.defaults
    authors, author_origin = _authors(record), Origin.RECORD
    if not authors:
        authors, author_origin = defaults.authors, Origin.SOURCE_FILE
    published, date_origin = None, Origin.RECORD
    if written := _text(record, "date").strip():
        parsed = parse_date(written)
        published = parsed.iso if parsed else None
        # A Hijri date is no mistake: it only can't be told as a Gregorian one.
        if parsed is None and not is_hijri(written):
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
    )


@lru_cache(maxsize=1_024)
def _source(name: str, licence: str | None) -> Source:
    """A publication that a record names: its own name, and the licence that the folder states for all in it."""
    return Source(id=slug(name), name=name, licence=licence)


def _text(record: dict[str, object], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _id(file: SourceFile, record: dict[str, object], number: int) -> str:
    given = record.get("_id")
    if isinstance(given, str | int) and not isinstance(given, bool) and (clean := one_line(str(given))):
        return clean
    if given is None or given == "":
        return f"{file.article_id}/{number}"
    raise _Unusable(f"_id: expected text, got {str(given)[:60]!r}")


def _authors(record: dict[str, object]) -> tuple[str, ...]:
    given = record.get("author")
    names: list[object] = given if isinstance(given, list) else [given]
    texts = [name or "" for name in names if isinstance(name, str | None)]
    if len(texts) < len(names):
        raise _Unusable("author: expected text or a list of texts")
    return tuple(filter(None, map(one_line, texts)))
