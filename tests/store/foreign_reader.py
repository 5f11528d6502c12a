"""A reader of array files written from docs/index-format.md alone, in nothing but the standard library."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any


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
