"""A room of lists: what words say in each article that has them, side by side in one array that kernels read.

How a list lies there is in `list_layout`. Bounds and champions are made with the lists: they hold whatever the formula
and however segments change. Not for which rooms there are, and how large: see `impacts`.
"""

import threading
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.search import kernels
from indexer.search.list_layout import (
    CEILINGS,
    CHAMPIONS,
    CHAMPIONS_KEPT,
    CHOSEN,
    COUNT,
    GUIDE,
    HEADER,
    HIGHEST,
    IMPACTS,
    NEAR,
    NEARS,
    OCTETS,
    PEAK,
    POSTINGS,
    SHIFT,
    STARTS,
)
from indexer.search.order import best
from indexer.store.scratch import Articles, Scores

PER_POSTING = 32
"""Articles of all for each posting of a list up to which it also has bytes: those of more are slower than the list."""


class Saying(NamedTuple):
    """What a word says: `article << 2 | stage` for each article that has it, ascending, and what each earns."""

    postings: NDArray[np.int32]
    scores: Scores


class Full(Exception):
    """No room is left: whoever adds to a room has it renewed."""


class Room:
    """Lists side by side in one array, and the plans of questions that use them; safe to share between threads."""

    def __init__(self, size: int, by_id: Articles, former: "Room | None" = None) -> None:
        """`by_id` is for each article of all its place in the order of ids; lists move here from the `former` room."""
        self._by_id = by_id
        self._former = former
        self.ints = np.empty(size, np.int32)
        self.floats = self.ints.view(np.float32)
        self.octets = self.ints.view(np.uint8)
        self.plans: dict[Hashable, object] = {}
        self._lists: dict[Hashable, int] = {}
        self._asked: set[int] = set()
        self._read: set[int] = set()
        self._used = 0
        self._writing = threading.Lock()

    def keep(self, key: Hashable, said: Callable[[], Saying]) -> int:
        """Where the list of a key begins, made of what it says if it is asked for the first time."""
        known = self._lists.get(key)
        if known is not None:
            return known
        former = self._former
        elder = None if former is None else former._lists.get(key)
        if former is None or elder is None:
            return self._add(key, said())
        return self._take_over(key, former, elder)

    def renewed(self, size: int) -> "Room":
        """An empty room, into which lists of this one move when they are asked for; those of its former are gone."""
        self._former = None
        self.plans.clear()  # which hold the room in turn: without them it goes at once when it is left
        return Room(size, self._by_id, self)

    def read(self, one: int, places: Callable[[Articles], NDArray[np.int64]]) -> None:
        """Keep the positions of a list too; `places` gives those in some articles, as `PostingLists.places`.

        It counts as read when `finish` says that all that belongs to them is there.
        """
        articles = self.articles(one)
        found = places(articles)
        counts = np.bincount(found >> (kernels.PLACE_BITS + 2), minlength=articles.size)
        with self._writing:
            positions = self._put((found & ((kernels.POSITION << 2) | 3)).astype(np.int32))
            starts = positions + np.concatenate([[0], np.cumsum(counts)])
            self.ints[one + STARTS] = self._put(starts.astype(np.int32))

    def finish(self, one: int) -> None:
        """Say that a list is read, with all that goes with its positions."""
        self._read.add(one)

    def gauge(self, one: int) -> None:
        """Keep what a list says as bytes too, if that pays."""
        postings, scores = self.saying(one)
        peak = float(self.floats[one + PEAK])
        if self.ints[one + OCTETS] or postings.size * PER_POSTING < self._by_id.size or not peak:
            return
        octets = np.zeros(-(-self._by_id.size // 4) * 4, np.uint8)
        near = np.zeros(-(-self._by_id.size // 32) * 32, np.bool_)
        octets[postings >> 2] = (scores * (HIGHEST / peak)).astype(np.uint8) + 1
        near[postings >> 2] = postings & 3 <= NEAR
        bits = np.packbits(near, bitorder="little").view(np.int32)
        both = np.concatenate([bits, octets.view(np.int32)])
        with self._writing:
            if not self.ints[one + OCTETS]:  # which another thread may have made meanwhile
                begin = self._put(both)  # all of it or, in a full room, nothing
                self.ints[one + NEARS], self.ints[one + OCTETS] = begin, begin + bits.size

    def choose_champions(self, lists: Iterable[int]) -> None:
        """Choose those of lists that have none yet, which few questions need: most lists are of one of many words."""
        for one in lists:
            if self.ints[one + CHOSEN] < 0:
                postings, scores = self.saying(one)
                near = np.flatnonzero(postings & 3 <= NEAR)
                chosen = near[best(postings[near] >> 2, scores[near], CHAMPIONS_KEPT, self._by_id)]
                first = int(self.ints[one + CHAMPIONS])
                self.ints[first : first + chosen.size] = chosen
                self.ints[one + CHOSEN] = chosen.size

    def places(self, one: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the positions of each posting of a list that is read begin and end."""
        first = int(self.ints[one + STARTS])
        starts = self.ints[first : first + self.count(one) + 1].astype(np.int64)
        return starts[:-1], starts[1:]

    def bound(self, one: int, ceilings: Scores) -> None:
        """Keep what each posting of a list earns at most by where the word stands."""
        with self._writing:
            self.ints[one + CEILINGS] = self._put(ceilings.view(np.int32))

    def is_read(self, one: int) -> bool:
        """Whether the positions of a list are kept."""
        return one in self._read

    def is_known(self, one: int) -> bool:
        """Whether the same was asked of a list before: what is asked for once is not kept whole."""
        known = one in self._asked
        self._asked.add(one)
        return known

    def articles(self, one: int) -> Articles:
        """The articles of a list, ascending."""
        count, postings = self.ints[one : one + 2].tolist()
        return self.ints[postings : postings + count] >> 2

    def saying(self, one: int) -> Saying:
        """What a list says, as it was made of it."""
        count, postings, impacts = self.ints[one : one + STARTS].tolist()[:3]
        return Saying(self.ints[postings : postings + count], self.floats[impacts : impacts + count])

    def count(self, one: int) -> int:
        """How many articles a list has."""
        return int(self.ints[one])

    def _add(self, key: Hashable, said: Saying) -> int:
        count = said.postings.size
        shift = (self._by_id.size // max(1, count)).bit_length() + 1
        neighbours = np.bincount(said.postings >> (shift + 2), minlength=(self._by_id.size >> shift) + 1)
        guide = np.zeros(neighbours.size + 1, np.int32)
        np.cumsum(neighbours, out=guide[1:])
        with self._writing:
            one = self._put(np.zeros(HEADER, np.int32))
            postings, impacts = self._put(said.postings), self._put(said.scores.view(np.int32))
            champions = self._put(np.zeros(min(count, CHAMPIONS_KEPT), np.int32))
            known = count, postings, impacts, shift, self._put(guide), champions, -1
            self.ints[one : one + len(known)] = known
            self.floats[one + PEAK] = said.scores.max(initial=0)
            self._lists[key] = one
        return one

    def _take_over(self, key: Hashable, former: "Room", elder: int) -> int:
        """Move a list here, as it is in the former room, which stays whole for whoever still reads there."""
        read = former.is_read(elder)  # before its header is looked at, to which another thread may be adding
        header = former.ints[elder : elder + HEADER].copy()
        count = int(header[COUNT])
        sizes = {
            POSTINGS: count,
            IMPACTS: count,
            GUIDE: (self._by_id.size >> int(header[SHIFT])) + 2,
            CHAMPIONS: min(count, CHAMPIONS_KEPT),
            STARTS: count + 1 if read else 0,
            NEARS: -(-self._by_id.size // 32) if header[OCTETS] else 0,  # right before the bytes
            OCTETS: -(-self._by_id.size // 4) if header[OCTETS] else 0,
            CEILINGS: count if header[CEILINGS] else 0,
        }
        with self._writing:
            one = self._put(header)
            for part, size in sizes.items():
                first = int(header[part])
                header[part] = self._put(former.ints[first : first + size]) if size else 0
            if read:
                starts = self.ints[header[STARTS] : header[STARTS] + count + 1]
                starts += self._put(former.ints[starts[0] : starts[-1]]) - starts[0]
                self._read.add(one)
            self.ints[one : one + HEADER] = header
            if elder in former._asked:
                self._asked.add(one)
            self._lists[key] = one
        return one

    def _put(self, numbers: NDArray[np.int32]) -> int:
        start, self._used = self._used, self._used + numbers.size
        if self._used > self.ints.size:
            self._used = start
            raise Full
        self.ints[start : self._used] = numbers
        return start
