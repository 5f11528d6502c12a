"""Finds the stories of a generation, and writes them into a file beside its segments.

Made anew whenever articles are added or removed, of what every segment says of its own, so that it is the same however
the articles came in. Not for what makes copies alike: see `likeness` and `grouping`; nor for reading: see `stories`.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.store.arrays import ArrayFileWriter
from indexer.store.columns import FIRST_DAY, LAST_DAY
from indexer.store.grouping import Numbers, candidates, earliest_copies
from indexer.store.likeness_arrays import ROW, SIGNATURES
from indexer.store.merging import Part
from indexer.store.stories import FILE_NAME, MEMBERS, STARTS

_UNDATED = 10**8
"""Comes after any day as YYYYMMDD."""


def write_stories(folder: Path, parts: Sequence[Part]) -> None:
    """Find the stories among the articles of all segments, and write them in place of those that were there."""
    members, starts = _stories(parts)
    path = folder / FILE_NAME
    path.unlink(missing_ok=True)
    with ArrayFileWriter(path) as out:
        out.add(MEMBERS, members)
        out.add(STARTS, starts)


def _stories(parts: Sequence[Part]) -> tuple[Numbers, Numbers]:
    none = np.empty(0, np.int64), np.zeros(1, np.int64)
    if not parts:
        return none
    sizes = [len(part.columns.ids()) for part in parts]
    there = np.concatenate(
        [np.ones(size, bool) if part.keep is None else part.keep for part, size in zip(parts, sizes, strict=True)]
    )
    signatures = [part.file.array(SIGNATURES).reshape(-1, ROW) for part in parts]
    found = candidates(signatures, there)
    if not found.size:
        return none
    order, rows = _in_order(parts, signatures, np.cumsum([0, *sizes]), found)
    earliest = earliest_copies(rows)
    by_story = np.argsort(earliest, kind="stable")
    copies = np.bincount(earliest, minlength=order.size)
    members = by_story[copies[earliest[by_story]] > 1]
    return order[members], np.append(0, np.cumsum(copies[copies > 1]))


def _in_order(
    parts: Sequence[Part], signatures: Sequence[NDArray[np.uint16]], offsets: Numbers, found: Numbers
) -> tuple[Numbers, NDArray[np.uint16]]:
    """Some articles, those that were out for certain first, and their signatures; by id where days don't tell."""
    keys: list[tuple[int, int, bytes]] = []
    rows = []
    for part, own, first, end in zip(parts, signatures, offsets[:-1].tolist(), offsets[1:].tolist(), strict=True):
        inside = found[(found >= first) & (found < end)] - first
        rows.append(own[inside])
        days = (part.columns.numbers(name)[inside].astype(np.int64) for name in (LAST_DAY, FIRST_DAY))
        last, earliest = (np.where(day > 0, day, _UNDATED).tolist() for day in days)
        ids = part.columns.ids()
        keys += zip(last, earliest, (ids[number] for number in inside.tolist()), strict=True)
    order = np.array(sorted(range(found.size), key=keys.__getitem__), np.int64)
    return found[order], np.concatenate(rows)[order]
