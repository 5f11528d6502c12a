"""The fields of the Whoosh index, and how an article becomes them.

The words of an article are indexed at every level as terms made by `indexer.arabic`; Whoosh's own analysis is
not used, because its tokenizer tears vowelled words apart. Not for reading the index: see `snapshot`.
"""

import json
import struct
import zlib
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

import numpy as np
from whoosh import columns, fields, formats

from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import surfaces
from indexer.arabic.vowels import bare
from indexer.model import Article, Level, Origin, Provenance, Source

FORMAT_VERSION = 1
"""Raised whenever an index written before can no longer be read."""

PARAGRAPH_GAP = 100
"""Positions left empty between paragraphs, so that no phrase or nearness reaches across them."""

VOWELLED = "\x1f"
"""Stands between the bare and the vowelled spelling in terms of the exact level (`علم␟عِلْم`), so that all
vowellings of a word are one run of terms; a word written without vowels is its own term (`علم`)."""

TITLE_FORM, TITLE_STEM = "title_form", "title_stem"

Positions = dict[str, list[int]]


class PositionArray(formats.Positions):
    """Positions of a term in an article as little-endian 32-bit numbers; smaller and faster than Whoosh's pickles."""

    def encode(self, poslist: list[int]) -> bytes:
        """Positions to bytes."""
        return struct.pack(f"<{len(poslist)}I", *poslist)

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Bytes to positions."""
        positions: list[int] = np.frombuffer(valuestring, dtype="<u4").tolist()
        return positions

    def decode_frequency(self, valuestring: bytes) -> int:
        """Number of positions."""
        return len(valuestring) // 4


class Terms(fields.FieldType):
    """A field that takes terms ready-made, each with its positions in the article."""

    def __init__(self, *, positions: bool) -> None:
        form = PositionArray() if positions else formats.Frequency()
        super().__init__(form, None)  # type: ignore[arg-type]  # Whoosh asks no analyzer of a field that indexes itself

    def index(
        self, value: Mapping[str, list[int]], **_: object
    ) -> Generator[tuple[bytes, int, float | int, bytes], None, None]:
        """Yield term, frequency, weight and encoded value, as Whoosh's writer takes them."""
        if isinstance(self.format, PositionArray):
            encode = self.format.encode
            for term, positions in value.items():
                frequency = len(positions)
                yield term.encode(), frequency, float(frequency), encode(positions)
        else:
            for term, positions in value.items():
                frequency = len(positions)
                yield term.encode(), frequency, float(frequency), frequency.to_bytes(4, "big")


def whoosh_schema() -> fields.Schema:
    """The schema of an index.

    One field per level; `file` finds the articles of a file again; columns hold what filters, facets and sorting
    read for every article: id, source, authors, the first and last day its date can mean (YYYYMMDD, 0 for none),
    and its length in words. `article` is the stored article.
    """
    return fields.Schema(
        id=fields.ID(unique=True, sortable=True),
        file=fields.ID(),
        exact=Terms(positions=True),
        form=Terms(positions=True),
        stem=Terms(positions=True),
        root=Terms(positions=False),
        title_form=Terms(positions=False),
        title_stem=Terms(positions=False),
        source=fields.COLUMN(columns.VarBytesColumn()),
        authors=fields.COLUMN(columns.VarBytesColumn()),
        first_day=fields.COLUMN(columns.NumericColumn("I")),
        last_day=fields.COLUMN(columns.NumericColumn("I")),
        words=fields.COLUMN(columns.NumericColumn("I")),
        article=fields.STORED(),
    )


def article_fields(article: Article) -> dict[str, object]:
    """What Whoosh's writer takes for one article."""
    exact: Positions = defaultdict(list)
    form: Positions = defaultdict(list)
    stem: Positions = defaultdict(list)
    root: Positions = defaultdict(list)
    words = 0
    for position, surface in word_positions(article):
        word = analyze(surface)
        exact[exact_term(word.exact)].append(position)
        form[word.form].append(position)
        stem[word.stem].append(position)
        root[word.root].append(position)
        words += 1
    title_form: Positions = defaultdict(list)
    title_stem: Positions = defaultdict(list)
    for position, surface in enumerate(surfaces(article.title)):
        word = analyze(surface)
        title_form[word.form].append(position)
        title_stem[word.stem].append(position)
    first_day, last_day = day_span(article.published)
    return {
        "id": article.id,
        "file": article.file,
        Level.EXACT.value: exact,
        Level.FORM.value: form,
        Level.STEM.value: stem,
        Level.ROOT.value: root,
        TITLE_FORM: title_form,
        TITLE_STEM: title_stem,
        "source": article.source.id.encode(),
        "authors": VOWELLED.join(article.authors).encode(),
        "first_day": first_day,
        "last_day": last_day,
        "words": words,
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


@lru_cache(maxsize=1 << 16)
def exact_term(exact: str) -> str:
    """The term of the exact level for a word as written."""
    letters = bare(exact)
    return exact if letters == exact else f"{letters}{VOWELLED}{exact}"


def day_span(iso: str | None) -> tuple[int, int]:
    """First and last day a full or partial ISO date can mean, as YYYYMMDD; (0, 0) for none.

    2021-06 is 20210601 to 20210631.
    The last day of a month is written as 31 whatever the month: the numbers are only compared.
    """
    if not iso:
        return 0, 0
    year, month, day = (*(int(part) for part in iso.split("-")), 0, 0)[:3]
    return year * 10000 + (month or 1) * 100 + (day or 1), year * 10000 + (month or 12) * 100 + (day or 31)


def article_to_bytes(article: Article) -> bytes:
    """An article as compressed JSON: readable by anything, and no pickle of our own."""
    return zlib.compress(json.dumps(asdict(article), ensure_ascii=False).encode(), 3)


def article_from_bytes(stored: bytes) -> Article:
    """The article that `article_to_bytes` wrote."""
    values: dict[str, Any] = json.loads(zlib.decompress(stored))
    origins = {name: Origin(origin) if origin else None for name, origin in values["provenance"].items()}
    values |= {name: tuple(values[name]) for name in ("paragraphs", "authors", "repairs")}
    values |= {"source": Source(**values["source"]), "provenance": Provenance(**origins)}
    return Article(**values)


def without_paragraphs(article: Article) -> Article:
    """The article's attribution alone."""
    return replace(article, paragraphs=())
