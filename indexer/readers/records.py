"""A record to an article, whatever its file: the keys of JSONL, which the columns of a table are renamed to.

A record says what it is, so nothing is cleaned away and nothing guessed here; what its keys mean is in `fields`.
"""

from collections.abc import Mapping
from itertools import islice

from indexer.arabic.misread import as_meant
from indexer.model import Article, Origin, Skipped
from indexer.readers.article import article_from
from indexer.readers.cleaning import one_line, paragraphs
from indexer.readers.fields import claims_of_table
from indexer.readers.files import SourceFile


class Unusable(ValueError):
    """A record that can't become an article; the message says why."""


def from_record(
    file: SourceFile, record: Mapping[str, object], number: int, repairs: tuple[str, ...]
) -> Article | Skipped:
    """The article of a record; `number` is its place in the file, for the id of one that has none. Raises Unusable.

    Keys: `_id`, `text`, and optionally those of `fields`.
    """
    record, misread = _as_meant(record)
    given = record.get("text")
    body = paragraphs(given if isinstance(given, str) else "")
    if not body:
        raise Unusable("no text")
    _check_names(record)
    claims = claims_of_table(record, Origin.RECORD)
    return article_from(file, claims, body, (*repairs, *misread), article_id=_id(file, record, number))


def _as_meant(record: Mapping[str, object]) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """The record with its texts read as they were meant, which they tell together, and what was mended; not its id."""
    lists = {key: value if isinstance(value, list) else [value] for key, value in record.items() if key != "_id"}
    texts = [one for values in lists.values() for one in values if isinstance(one, str)]
    mended, notes = as_meant("\n".join(texts))
    if not notes:
        return record, ()
    lines = iter(mended.split("\n"))

    def meant(value: object) -> object:
        return "\n".join(islice(lines, value.count("\n") + 1)) if isinstance(value, str) else value

    found = {key: [meant(one) for one in values] for key, values in lists.items()}
    whole = {key: found[key] if isinstance(record[key], list) else found[key][0] for key in found}
    return {**record, **whole}, notes


def _id(file: SourceFile, record: Mapping[str, object], number: int) -> str:
    given = record.get("_id")
    if isinstance(given, str | int) and not isinstance(given, bool) and (clean := one_line(str(given))):
        return clean
    if given is None or given == "":
        return f"{file.article_id}/{number}"
    raise Unusable(f"_id: expected text, got {str(given)[:60]!r}")


def _check_names(record: Mapping[str, object]) -> None:
    given = record.get("author")
    if not all(isinstance(name, str | None) for name in (given if isinstance(given, list) else [given])):
        raise Unusable("author: expected text or a list of texts")
