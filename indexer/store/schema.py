"""The fields of the index, and how an article becomes them; what Whoosh is told of them is in `whoosh_fields`.

Every word is one term that names all its levels, widest first, so that the terms of each level stand side by side:

    root ␟ stem ␟ form ␟ exact ␟

A level that is the same as the wider one before it is left empty, as most are. The words of a level are then one run of
terms, found by a prefix. Terms are made by `indexer.arabic`; Whoosh's own analysis is not used, because its tokenizer
tears vowelled words apart. Not for reading the index: see `snapshot`.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import orjson

from indexer.answers import Level
from indexer.arabic.analysis import Word
from indexer.model import Article, Certainty, Claim, Contributor, Origin, Provenance, Role, Source
from indexer.store.surface_term_kernels import END_OF_LEVEL

FORMAT_VERSION = 8
"""Raised whenever an index written before can no longer be read."""

SEPARATOR = chr(END_OF_LEVEL)
"""Ends each level in a term; lower than any letter, so that a word stands before the longer ones it begins."""

ID, FILE, WORDS, TITLE, PARAGRAPHS = "id", "file", "words", "title", "paragraphs"
"""The fields with terms: the article's id, its source file, the words of title and paragraphs, those of the title, and
where the paragraphs begin."""

PARAGRAPH = "paragraph"
"""The one term of the field `paragraphs`: its positions are those of the first word of each paragraph."""

FORMS = "forms"
"""The list of the forms of all words: how many articles hold each, and which letters it has; beginnings and forms that
are nearly a word are looked up in it."""

POSITIONS = {ID: False, FILE: False, WORDS: True, TITLE: False, PARAGRAPHS: True}
"""Whether the postings of a field say where in the article its terms stand."""


_DEPTH = {Level.ROOT: 1, Level.STEM: 2, Level.FORM: 3, Level.EXACT: 4}


def level_prefix(word: Word, level: Level) -> str:
    """What the terms of all words begin with that are the same word at a level: `كتب␟كتاب␟` at the stem level.

    At the exact level it is the term itself, of which `surface_terms` makes many at once.
    """
    exact, form, stem, root = word
    parts = (root, "" if stem == root else stem, "" if form == stem else form, "" if exact == form else exact)
    return SEPARATOR.join((*parts[: _DEPTH[level]], ""))


def form_of(term: bytes) -> bytes:
    """The form in a term, both as they are in the files."""
    root, stem, form, _ = term.split(SEPARATOR.encode(), 3)
    return form or stem or root


def stems_and_forms_of(terms: bytes) -> tuple[list[bytes], list[bytes]]:
    """The stems and the forms in terms that stand one behind the other, all as they are in the files."""
    levels = terms.split(SEPARATOR.encode())
    stems = [stem or root for root, stem in zip(levels[:-1:4], levels[1::4], strict=True)]
    return stems, [form or stem for stem, form in zip(stems, levels[2::4], strict=True)]


def word_of(term: str) -> Word:
    """The word that a term names."""
    root, stem, form, exact, _ = term.split(SEPARATOR)
    stem = stem or root
    form = form or stem
    return Word(exact or form, form, stem, root)


def day_span(iso: str | None) -> tuple[int, int]:
    """First and last day a full or partial ISO date can mean, as YYYYMMDD; (0, 0) for none.

    2021-06 is 20210601 to 20210631.
    The last day of a month is written as 31 whatever the month: the numbers are only compared.
    """
    if not iso:
        return 0, 0
    year, month, day = (*(int(part) for part in iso.split("-")), 0, 0)[:3]
    return year * 10000 + (month or 1) * 100 + (day or 1), year * 10000 + (month or 12) * 100 + (day or 31)


def article_days(article: Article) -> tuple[int, int]:
    """First and last day an article's date can mean, as `day_span`: of its span where it has one."""
    if article.published_span is None:
        return day_span(article.published)
    first, last = article.published_span
    return day_span(first)[0], day_span(last)[1]


def article_to_bytes(article: Article) -> bytes:
    """An article as JSON: readable by anything, and no pickle of our own.

    What is empty is left out, and records in it are lists of their fields: names would be most of it.
    """
    return _to_bytes(_said(article))


def attribution_to_bytes(article: Article) -> bytes:
    """The same without paragraphs."""
    said = _said(article)
    said.pop("paragraphs", None)
    return _to_bytes(said)


def _to_bytes(said: dict[str, object]) -> bytes:
    return orjson.dumps(said, _values, orjson.OPT_PASSTHROUGH_DATACLASS)


def _said(article: Article) -> dict[str, object]:
    """The fields of an article that are not empty."""
    fields = zip(Article.__slots__, _FIELDS[Article](article), strict=True)
    return {name: value for name, value in fields if value or value not in (None, ())}


def _values(record: object) -> tuple[object, ...]:
    """The fields of a record, without their names."""
    return tuple(record) if isinstance(record, tuple) else _FIELDS[type(record)](record)


_FIELDS: dict[type, Callable[[Any], tuple[object, ...]]] = {
    record: attrgetter(*record.__slots__) for record in (Article, Source)
}
_ORIGINS = {one.value: one for one in Origin}
_CERTAINTIES = {one.value: one for one in Certainty}
_ROLES = {one.value: one for one in Role}
"""Looked up sooner than the enumerations look up themselves, and every hit has some twenty."""


def article_from_bytes(stored: bytes) -> Article:
    """The article that `article_to_bytes` wrote."""
    values: dict[str, Any] = orjson.loads(stored)
    for name in ("paragraphs", "authors", "repairs", "published_span"):
        if name in values:
            values[name] = tuple(values[name])
    values.setdefault("paragraphs", ())
    values["source"] = Source(*values["source"])
    values["provenance"] = Provenance(*[_ORIGINS[origin] if origin else None for origin in values["provenance"]])
    values["contributors"] = tuple([Contributor(name, _ROLES[role]) for name, role in values.get("contributors", ())])
    values["claims"] = tuple(
        [
            Claim(field, value, _ORIGINS[origin], _CERTAINTIES[certainty])
            for field, value, origin, certainty in values.get("claims", ())
        ]
    )
    return Article(**values)
