"""What the readers share: the file to be read, how its bytes are counted, and the article made of what was found.

No format is known here (see `registry` for the list of formats).
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from indexer.model import Article, Origin, Provenance, Skipped
from indexer.readers.limits import Budget
from indexer.readers.sources import SourceDefaults

FILE_LIMIT = 64 * 2**20
"""Longest article, in bytes of a file or characters of a line of JSONL: nothing larger is one article."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a reader knows: `relative` is its path in the sources root, `defaults` what its folder says.

    `article_id` is the id of the one article in it, or what the ids of its nameless records begin with.
    What a reader has unpacked from an archive is one too, see `nested`: its `relative` begins with that of the archive,
    `address` and `charset` are what the archive says of it, `depth` is how many archives it lies in, and `budget` what
    all of them together may still unpack.
    """

    path: Path
    relative: str
    size: int
    modified_ns: int
    defaults: SourceDefaults
    article_id: str = ""
    address: str | None = None
    charset: str | None = None
    depth: int = 0
    budget: Budget | None = None


OnBytes = Callable[[int], None]


class Reader(Protocol):
    """How every format is read: bad content comes out as `Skipped`, or raises Damaged when it hides all after it.

    A file that holds files yields them as SourceFile, and each is read before the next is asked for. Only the disk may
    raise OSError.
    """

    def __call__(self, file: SourceFile, on_bytes: OnBytes, /) -> "Iterator[Article | Skipped | SourceFile]":
        """The articles of a file, telling `on_bytes` how many bytes were newly taken from the disk."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """What an article says about itself, each field with its origin; empty where it says nothing."""

    title: tuple[str, Origin] | None = None
    authors: tuple[tuple[str, ...], Origin] | None = None
    published: tuple[str, Origin] | None = None
    url: tuple[str, Origin] | None = None
    language: tuple[str, Origin] | None = None


def article_from(
    file: SourceFile, found: Found, paragraphs: tuple[str, ...], repairs: tuple[str, ...] = ()
) -> Article | Skipped:
    """The article of a file: what it says itself comes before what its folder says; Skipped when no text is left."""
    if not paragraphs:
        return Skipped(file.relative, "no text")
    defaults = file.defaults
    authors, published = found.authors, found.published
    if not authors and defaults.authors:
        authors = (defaults.authors, Origin.SOURCE_FILE)
    if not published and defaults.published:
        published = (defaults.published, Origin.SOURCE_FILE)
    language = language_of(paragraphs, found.language, defaults.language)
    url = found.url or ((file.address, Origin.RECORD) if file.address else None)
    return Article(
        id=file.article_id,
        title=found.title[0] if found.title else "",
        paragraphs=paragraphs,
        source=defaults.source,
        authors=authors[0] if authors else (),
        published=published[0] if published else None,
        url=url[0] if url else None,
        language=language[0],
        provenance=Provenance(
            title=found.title[1] if found.title else None,
            authors=authors[1] if authors else None,
            published=published[1] if published else None,
            url=url[1] if url else None,
            language=language[1],
            source=defaults.named_by,
        ),
        file=file.relative,
        repairs=repairs,
    )


_ARABIC_SCRIPT = frozenset(("ar", "fa", "ur", "ku", "ckb", "ps", "ug", "sd", "arz", "ary"))
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_LATIN_LETTER = re.compile("[A-Za-zÀ-ɏ]")


def language_of(
    paragraphs: tuple[str, ...], said: tuple[str, Origin] | None, default: str | None
) -> tuple[str, Origin]:
    """The language an article or its folder declares, unless its letters show the declaration wrong; else by letters.

    A page in Arabic that declares `en` is common; one in Persian that declares `fa` is to be believed.
    """
    if default:
        said = said if said and said[1] in (Origin.RECORD, Origin.FRONT_MATTER) else (default, Origin.SOURCE_FILE)
    if said and said[1] in (Origin.RECORD, Origin.FRONT_MATTER, Origin.SOURCE_FILE):
        return said
    sample = " ".join(paragraph[:300] for paragraph in paragraphs[:3])
    in_arabic_script = len(_ARABIC_LETTER.findall(sample)) >= len(_LATIN_LETTER.findall(sample))
    declared = said[0].split("-")[0].split("_")[0].lower() if said else ""
    if said and declared and (declared in _ARABIC_SCRIPT) == in_arabic_script:
        return declared, said[1]
    return ("ar" if in_arabic_script else "und"), Origin.TEXT


class CountingStream(io.RawIOBase):
    """A file on disk that tells how many bytes were taken from it, however they are unpacked afterwards."""

    def __init__(self, path: Path, on_bytes: OnBytes) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._on_bytes = on_bytes

    def readable(self) -> bool:
        """True: that is all it is for."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # the base wants any buffer
        """Fill the buffer; the number of bytes read, 0 at the end."""
        count = self._file.readinto(buffer)
        self._on_bytes(count)
        return count

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def read_bytes(file: SourceFile, on_bytes: OnBytes, limit: int = FILE_LIMIT) -> bytes | Skipped:
    """The whole file, or Skipped when it is larger than any article; raises OSError."""
    if file.path.stat().st_size > limit:
        return Skipped(file.relative, f"larger than {limit >> 20} MB, which no single article is")
    data = file.path.read_bytes()
    on_bytes(len(data))
    return data
