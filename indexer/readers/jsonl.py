"""Collections: one article a line of JSON, plain or gzipped, streamed in constant memory.

Keys: `_id`, `text`, and optionally those of `fields`: `title`, `author` (text or list), `date`, `source`, `url` and
more. A record says what it is, so nothing is cleaned away and nothing guessed here.
"""

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from indexer.model import Article, Origin, Skipped
from indexer.readers.article import article_from
from indexer.readers.cleaning import one_line, paragraphs
from indexer.readers.encoding import Decoded, decode, without_nul
from indexer.readers.fields import claims_of_table
from indexer.readers.files import FILE_LIMIT, CountingStream, OnBytes, SourceFile

SUFFIXES = (".jsonl", ".jsonl.gz")
HOLDS_MANY = True

_SAMPLE = 2**16
_WIDE = ("utf-16", "utf-32")
_AROUND = "\ufeff \t\r\n"
"""White space of JSON and the byte order mark; other white space is left for the JSON reader to refuse."""

_ESCAPED = re.compile("[\udc80-\udcff]")
_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error)


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The articles of a collection; a line that is none is Skipped with its number, and the rest still read."""
    number = 0
    guess = _guess(file)
    with _opened(file, on_bytes) as unpacked:
        lines = _lines(unpacked, guess)
        while True:
            try:
                line = next(lines)
            except StopIteration:
                return
            except _DAMAGE as error:
                place = f"line {number + 1}"
                yield Skipped(file.relative, f"the compressed file is cut off or damaged here: {error}", place)
                return
            number += 1
            if line is None:
                yield Skipped(file.relative, f"longer than {FILE_LIMIT >> 20} million characters", f"line {number}")
            elif line.strip(_AROUND):
                yield _article(file, line.strip(_AROUND), number, guess)


@contextmanager
def _opened(file: SourceFile, on_bytes: OnBytes) -> "Iterator[io.BufferedReader[CountingStream] | gzip.GzipFile]":
    """The bytes of a collection, unpacked."""
    with io.BufferedReader(CountingStream(file.path, on_bytes), 2**18) as packed:
        yield gzip.GzipFile(fileobj=packed) if file.path.name.lower().endswith(".gz") else packed


def _guess(file: SourceFile) -> Decoded:
    """The encoding of a collection, by its beginning; UTF-8 when that tells nothing."""
    with _opened(file, lambda count: None) as unpacked:
        try:
            sample = unpacked.read1(_SAMPLE)
        except _DAMAGE:
            sample = b""
    # A character cut in two at the end must not speak against UTF-8.
    decoded = decode(sample[: sample.rfind(b"\n") + 1] or sample)
    return decoded if isinstance(decoded, Decoded) else Decoded("")


def _lines(stream: "io.BufferedReader[CountingStream] | gzip.GzipFile", guess: Decoded) -> Iterator[str | None]:
    """Each line; None for one that is longer than the limit.

    In wide encodings a line feed is no single byte, so they are decoded as a stream. All others come as UTF-8 with the
    bytes that are none escaped, for a line of its own encoding may stand anywhere (see `_decoded`).
    """
    wide = guess.encoding.startswith(_WIDE)
    encoding, errors = (guess.encoding, "replace") if wide else ("utf-8", "surrogateescape")
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="\n")
    while line := text.readline(FILE_LIMIT):
        if len(line) < FILE_LIMIT or line.endswith("\n"):
            yield line
            continue
        while (rest := text.readline(2**20)) and not rest.endswith("\n"):
            pass
        yield None


def _decoded(line: str, guess: Decoded) -> Decoded | str:
    """A line in its true encoding, or the reason why it is no text: UTF-8, that of its collection, else a guess."""
    if guess.encoding.startswith(_WIDE):
        return Decoded(line, (*_guesses(guess), *(("replaced broken characters",) if "\ufffd" in line else ())))
    if not _ESCAPED.search(line):
        return Decoded(line)
    data = line.encode("utf-8", errors="surrogateescape")
    if guess.encoding == "utf-8":
        return decode(data)
    return Decoded(data.decode(guess.encoding, errors="replace"), _guesses(guess))


def _guesses(guess: Decoded) -> tuple[str, ...]:
    """What was guessed of the whole collection; what was mended in its beginning says nothing of a line."""
    return tuple(note for note in guess.repairs if note.startswith("decoded as"))


def _article(file: SourceFile, line: str, number: int, guess: Decoded) -> Article | Skipped:
    place = f"line {number}"
    decoded = _decoded(line, guess)
    if isinstance(decoded, str):
        return Skipped(file.relative, decoded, place)
    text, notes = without_nul(decoded.text)
    repairs = (*decoded.repairs, *notes)
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


def _from_record(
    file: SourceFile, record: dict[str, object], number: int, repairs: tuple[str, ...]
) -> Article | Skipped:
    body = paragraphs(_text(record, "text"))
    if not body:
        raise _Unusable("no text")
    _check_names(record)
    claims = claims_of_table(record, Origin.RECORD)
    return article_from(file, claims, body, repairs, article_id=_id(file, record, number))


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


def _check_names(record: dict[str, object]) -> None:
    given = record.get("author")
    if not all(isinstance(name, str | None) for name in (given if isinstance(given, list) else [given])):
        raise _Unusable("author: expected text or a list of texts")
