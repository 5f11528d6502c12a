"""The fields of the Whoosh index, and how an article becomes them.

Every word is one term that names all its levels, widest first, so that the terms of each level stand side by side:

    root ␟ stem ␟ form ␟ exact ␟

The words of a level are then one run of terms, found by a prefix. Terms are made by `indexer.arabic`; Whoosh's own
analysis is not used, because its tokenizer tears vowelled words apart. Not for reading the index: see `snapshot`.
"""

import json
from collections.abc import Generator, Iterator
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any, NamedTuple

from whoosh import columns, fields, formats

from indexer.answers import Level
from indexer.arabic.analysis import Rules, Word, analyze, current
from indexer.arabic.tokens import surfaces
from indexer.model import Article, Certainty, Claim, Contributor, Origin, Provenance, Role, Source

FORMAT_VERSION = 3
"""Raised whenever an index written before can no longer be read."""

PARAGRAPH_GAP = 100
"""Positions left empty between paragraphs, so that no phrase or nearness reaches across them."""

SEPARATOR = "\x1f"
"""Ends each level in a term; lower than any letter, so that a word stands before the longer ones it begins."""

ID, FILE, WORDS, TITLE = "id", "file", "words", "title"
"""The fields with terms: the article's id, its source file, the words of title and paragraphs, those of the title."""

FORMS = "forms"
"""The list of the forms of all words, with how many articles hold each; prefixes are looked up in it."""

POSITIONS = {ID: False, FILE: False, WORDS: True, TITLE: False}
"""Whether the postings of a field say where in the article its terms stand."""


class Terms(fields.FieldType):
    """A field whose terms reach the index past Whoosh's analysis and pool, see `writer`."""

    def __init__(self, *, positions: bool, column: bool) -> None:
        form = formats.Positions() if positions else formats.Frequency()
        super().__init__(form, None, sortable=column)  # type: ignore[arg-type]  # there is no analyzer

    def index(self, value: object, **_: object) -> Generator[tuple[bytes, int, float | int, bytes], None, None]:
        """Nothing: Whoosh has no part in making terms."""
        yield from ()


class ArticleTerms(NamedTuple):
    """The terms of one field of one article in the order of its text, and where each stands."""

    terms: list[str]
    positions: list[int]


def whoosh_schema() -> fields.Schema:
    """The schema of an index.

    Columns hold what filters, facets and sorting read for every article: id, source, authors, language, repairs,
    the first and last day its date can mean (YYYYMMDD, 0 for none), and its length in words. `article` is the whole.
    """
    return fields.Schema(
        **{field: Terms(positions=positions, column=field == ID) for field, positions in POSITIONS.items()},
        source=fields.COLUMN(columns.VarBytesColumn()),
        authors=fields.COLUMN(columns.VarBytesColumn()),
        language=fields.COLUMN(columns.VarBytesColumn()),
        repairs=fields.COLUMN(columns.VarBytesColumn()),
        first_day=fields.COLUMN(columns.NumericColumn("I")),
        last_day=fields.COLUMN(columns.NumericColumn("I")),
        length=fields.COLUMN(columns.NumericColumn("I")),
        article=fields.STORED(),
    )


def article_terms(article: Article) -> dict[str, ArticleTerms]:
    """The terms of an article in each field of `POSITIONS`."""
    words: list[str] = []
    positions: list[int] = []
    for position, surface in word_positions(article):
        words.append(surface_term(surface))
        positions.append(position)
    in_title = len(surfaces(article.title))
    return {
        ID: ArticleTerms([article.id], [0]),
        FILE: ArticleTerms([article.file], [0]),
        WORDS: ArticleTerms(words, positions),
        TITLE: ArticleTerms(words[:in_title], positions[:in_title]),
    }


def article_columns(article: Article, length: int) -> dict[str, object]:
    """What Whoosh stores of an article of that many words besides its terms."""
    first_day, last_day = article_days(article)
    return {
        ID: article.id,
        "source": article.source.id.encode(),
        "authors": SEPARATOR.join(article.authors).encode(),
        "language": article.language.encode(),
        "repairs": SEPARATOR.join(article.repairs).encode(),
        "first_day": first_day,
        "last_day": last_day,
        "length": length,
        "article": article_to_bytes(article),
    }


def word_positions(article: Article) -> Iterator[tuple[int, str]]:
    """Every word of title and paragraphs with its position, paragraphs `PARAGRAPH_GAP` apart."""
    position = 0
    for text in (article.title, *article.paragraphs):
        for surface in surfaces(text):
            yield position, surface
            position += 1
        position += PARAGRAPH_GAP


def surface_term(surface: str) -> str:
    """The term of a word as written; remembered, because most words come again."""
    return _surface_term(surface, current())


@lru_cache(maxsize=1 << 18)
def _surface_term(surface: str, _rules: Rules) -> str:
    return level_prefix(analyze(surface), Level.EXACT)


def level_prefix(word: Word, level: Level) -> str:
    """What the terms of all words begin with that are the same word at a level: `كتب␟كتاب␟` at the stem level."""
    parts = (word.root, word.stem, word.form, word.exact)
    depth = {Level.ROOT: 1, Level.STEM: 2, Level.FORM: 3, Level.EXACT: 4}[level]
    return "".join(part + SEPARATOR for part in parts[:depth])


def word_of(term: str) -> Word:
    """The word that a term names."""
    root, stem, form, exact, _ = term.split(SEPARATOR)
    return Word(exact, form, stem, root)


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
    """An article as JSON, which Whoosh compresses: readable by anything, and no pickle of our own."""
    return json.dumps(asdict(article), ensure_ascii=False).encode()


def article_from_bytes(stored: bytes) -> Article:
    """The article that `article_to_bytes` wrote."""
    values: dict[str, Any] = json.loads(stored)
    origins = {name: Origin(origin) if origin else None for name, origin in values["provenance"].items()}
    span = values["published_span"]
    values |= {name: tuple(values[name]) for name in ("paragraphs", "authors", "repairs")}
    values |= {
        "source": Source(**values["source"]),
        "provenance": Provenance(**origins),
        "contributors": tuple(Contributor(one["name"], Role(one["role"])) for one in values["contributors"]),
        "claims": tuple(
            Claim(one["field"], one["value"], Origin(one["origin"]), Certainty(one["certainty"]))
            for one in values["claims"]
        ),
        "published_span": (span[0], span[1]) if span else None,
    }
    return Article(**values)


def without_paragraphs(article: Article) -> Article:
    """The article's attribution alone."""
    return replace(article, paragraphs=())
