"""Collections: one article a line of JSON, plain or gzipped, streamed in constant memory.

What the keys of a record mean is in `records`; here are lines, their encoding and JSON.
"""

import json
from collections.abc import Iterator
from functools import partial
from itertools import count

from indexer.model import Article, Skipped
from indexer.readers.encoding import Decoded, decode, without_nul
from indexer.readers.files import FILE_LIMIT, OnBytes, SourceFile, Unread
from indexer.readers.limits import Damaged
from indexer.readers.records import Unusable, from_record
from indexer.readers.streams import lines_of, opened

SUFFIXES = (".jsonl", ".jsonl.gz")
HOLDS_MANY = True

_SAMPLE = 2**16
_WIDE = ("utf-16", "utf-32")
_AROUND = "\ufeff \t\r\n"
"""White space of JSON and the byte order mark; other white space is left for the JSON reader to refuse."""


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Skipped | Unread]:
    """The articles of a collection; a line that is none is Skipped with its number, and the rest still read."""
    guess = guess_encoding(file)
    # In wide encodings a line feed is no single byte, so they are decoded as a stream. All others come as UTF-8 with
    # the bytes that are none escaped, for a line of its own encoding may stand anywhere (see `_decoded`).
    wide = guess.encoding.startswith(_WIDE)
    encoding, errors = (guess.encoding, "replace") if wide else ("utf-8", "surrogateescape")
    with opened(file, on_bytes) as unpacked:
        lines = lines_of(unpacked, encoding, errors, FILE_LIMIT)
        for number in count(1):
            try:
                line = next(lines)
            except StopIteration:
                return
            except Damaged as error:
                raise Damaged(str(error), f"line {number}") from error
            if line is None:
                yield Skipped(file.relative, f"longer than {FILE_LIMIT >> 20} million characters", f"line {number}")
            elif line.strip(_AROUND):
                # A letter beyond ASCII may be written in six.
                characters = len(line) - 5 * line.count("\\u")
                yield Unread(partial(_article, file, line.strip(_AROUND), number, guess), characters)


def guess_encoding(file: SourceFile) -> Decoded:
    """The encoding of a file of lines, by its beginning; UTF-8 when that tells nothing."""
    with opened(file, lambda count: None) as unpacked:
        try:
            sample = unpacked.read1(_SAMPLE)
        except Damaged:
            sample = b""
    # A character cut in two at the end must not speak against UTF-8.
    decoded = decode(sample[: sample.rfind(b"\n") + 1] or sample)
    return decoded if isinstance(decoded, Decoded) else Decoded("")


def _decoded(line: str, guess: Decoded) -> Decoded | str:
    """A line in its true encoding, or the reason why it is no text: UTF-8, that of its collection, else a guess."""
    if guess.encoding.startswith(_WIDE):
        return Decoded(line, (*_guesses(guess), *(("replaced broken characters",) if "\ufffd" in line else ())))
    if _is_whole(line):
        return Decoded(line)
    data = line.encode("utf-8", errors="surrogateescape")
    if guess.encoding == "utf-8":
        return decode(data)
    return Decoded(data.decode(guess.encoding, errors="replace"), _guesses(guess))


def _is_whole(line: str) -> bool:
    """Whether no byte of a line had to be escaped, which encoding it tells, in UTF-16 soonest."""
    try:
        line.encode("utf-16-le")
    except UnicodeEncodeError:
        return False
    return True


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
        return from_record(file, record, number, repairs)
    except Unusable as error:
        return Skipped(file.relative, str(error), place)
