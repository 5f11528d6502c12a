"""Tables that a person or a catalogue filled in: front matter, records, sidecar files. Their keys, and claims of them.

Not for what a page declares in its head: see `html_metadata`.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from indexer.attribution.claims import about
from indexer.model import Claim, Origin, Role
from indexer.readers.cleaning import one_line
from indexer.readers.sources import is_web_address

KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "العنوان", "عنوان"),
    "writer": ("author", "authors", "by", "الكاتب", "الكاتبة", "المؤلف", "كاتب", "مؤلف"),
    "translator": ("translator", "translators", "المترجم", "المترجمة", "مترجم", "ترجمة"),
    "correspondent": ("correspondent", "المراسل", "مراسل"),
    "editor": ("editor", "editors", "المحرر", "محرر"),
    "agency": ("agency", "الوكالة", "وكالة"),
    "published": ("date", "published", "publishdate", "pubdate", "created", "التاريخ", "تاريخ", "تاريخ النشر"),
    "updated": ("updated", "modified", "lastmod", "آخر تحديث"),
    "section": ("section", "category", "القسم", "قسم"),
    "source": ("source", "publisher", "publication", "الناشر", "المصدر"),
    "url": ("url", "link", "source_url", "canonical", "canonical_url", "source", "الرابط", "رابط"),
    "language": ("language", "lang", "اللغة"),
    "licence": ("licence", "license", "rights", "الرخصة"),
}
"""The names under which note-takers, web clippers and catalogues write each field; the first one with a value counts.

`source` is an address where it looks like one, else the name of the publication.
"""

_NAMES = frozenset(Role)
_WRITTEN = (str, int, float, datetime.date)


def claims_of_table(table: Mapping[str, object], origin: Origin) -> list[Claim]:
    """What a table says of an article, whatever else is in it; keys are expected in lower case."""
    claims: list[Claim] = []
    for field, keys in _fields_told(tuple(table)):
        for key in keys:
            if values := _usable(field, table[key]):
                claims += about(field, values, origin)
                break
    return claims


@lru_cache(maxsize=256)
def _fields_told(keys: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields that a table with these keys can tell of, each with its keys: all records of a file have the same."""
    told = ((field, tuple(key for key in known if key in keys)) for field, known in KEYS.items())
    return tuple((field, known) for field, known in told if known)


def _usable(field: str, value: object) -> list[str]:
    """The texts of a value that can be about the field."""
    if field in _NAMES and not isinstance(value, str | list):
        return []
    texts = [text for text in map(one_line, _texts(value)) if text]
    if field == "url":
        return [text for text in texts if is_web_address(text)][:1]
    if field == "source":
        texts = [text for text in texts if not is_web_address(text)]
    return texts if field in _NAMES else texts[:1]


def _texts(value: object) -> Iterator[str]:
    values: Iterable[object] = value if isinstance(value, list) else (value,)
    for one in values:
        if isinstance(one, datetime.datetime):
            yield one.date().isoformat()
        elif isinstance(one, _WRITTEN) and not isinstance(one, bool):
            yield str(one)
