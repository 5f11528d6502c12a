"""A reader of array files written from docs/index-format.md alone, in the standard library as it is since 3.14."""

import json
import struct
import sys
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from indexer.model import Article, Provenance, Source

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


@dataclass(frozen=True)
class Entry:
    """One array: its type in numpy's spelling, where its bytes begin and end, their checksum, and its numbers."""

    type: str
    start: int
    end: int
    crc32: int
    numbers: tuple[Any, ...]


def entries(path: Path) -> dict[str, Entry]:
    """The arrays of a file, by name."""
    content = path.read_bytes()
    assert struct.unpack_from("<8sI", content) == (b"MASADIR\n", 1)
    offset, length, _, magic = struct.unpack_from("<QQI8s", content, len(content) - 28)
    assert magic == b"MASADIR\n"
    found = {}
    for name, entry in json.loads(content[offset : offset + length]).items():
        letter, start = entry["type"][1:], entry["offset"]
        code = {"u1": "B", "u2": "H", "u4": "I", "u8": "Q", "f4": "f", "f8": "d", "b1": "?"}[letter]
        layout = struct.Struct(f"<{entry['length']}{code}")
        numbers = layout.unpack_from(content, start)
        found[name] = Entry(entry["type"], start, start + layout.size, entry["crc32"], numbers)
    return found


def texts(found: dict[str, Entry], name: str) -> list[str]:
    """A list of texts, or of values of a column."""
    content = bytes(found[f"{name}/texts"].numbers)
    return [content[start:end].decode() for start, end in pairwise(found[f"{name}/text_starts"].numbers)]


def values(found: dict[str, Entry], name: str) -> list[str]:
    """The value of each article in a column of few values."""
    of = texts(found, name)
    return [of[code] for code in found[f"columns/{name}"].numbers]


def articles(found: dict[str, Entry]) -> list[Article]:
    """The articles themselves, of those fields that texts of tests have."""
    frames = bytes(found["stored/texts"].numbers)
    raw = bytes(found["dictionaries/texts"].numbers)
    dictionaries = [None] + [
        zstd.ZstdDict(raw[start:end]) for start, end in pairwise(found["dictionaries/text_starts"].numbers)
    ]
    of = found["stored/dictionary_of"].numbers
    read = []
    for (start, end), number in zip(pairwise(found["stored/text_starts"].numbers), of, strict=True):
        known, lengths, text = zstd.decompress(frames[start:end], dictionaries[number]).split(b"\n", 2)
        ends = list(accumulate(json.loads(lengths), initial=0))
        paragraphs = [text.decode()[first:last] for first, last in pairwise(ends)]
        said = json.loads(known)
        said = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
        said |= {"source": Source(*said["source"]), "provenance": Provenance(*said["provenance"])}
        read.append(Article(**said, paragraphs=tuple(paragraphs)))
    return read


def checkpoints(found: dict[str, Entry]) -> list[tuple[int, ...]]:
    """The checkpoints of each article."""
    steps = found["checkpoints/steps"].numbers
    return [tuple(accumulate(steps[start:end])) for start, end in pairwise(found["checkpoints/starts"].numbers)]
