"""What words say in each article that has them, worked out when a question first asks and kept for those that follow.

Lists of all segments and terms become one, without removed articles, so that the kernels need not know of either. They
are in a `room`. When that is full a new one is begun, into which lists move that are asked for again; the rest goes
with the old room when the new one is full in turn. Not for what words say: see `one_level` and `rank`.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from indexer.search.room import Full, Room
from indexer.settings import LISTS
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot

MOST_ROOM = min(LISTS << 17, np.iinfo(np.int32).max)
LEAST_ROOM = min(16 << 20, MOST_ROOM)
"""Numbers of 32 bits in a room, at most and at least; memory is taken as they come. There are two: a new one and the
former one."""

ROOM_PER_WORD = 4
"""Numbers in a room for each word of all articles, between those two: enough for what many people ask."""

REMEMBERED_QUESTIONS = 4096

FEW_QUESTIONS = 4
"""Questions that must fit into a room together, or a larger one is taken, whatever the limit."""

Plan = TypeVar("Plan")


class Impacts:
    """The lists and plans of a snapshot."""

    def __init__(self, by_id: Articles, words: int) -> None:
        self._by_id = by_id
        self.room = Room(min(max(LEAST_ROOM, ROOM_PER_WORD * words), MOST_ROOM), by_id)

    def plan(self, key: Hashable, make: Callable[[Room], Plan]) -> Plan:
        """What a question needs, as it was made when it was asked for the first time."""
        room = self.room
        known = room.plans.get(key)
        if known is not None:
            return known  # type: ignore[return-value]  # what was made for this key
        while True:
            try:
                made = make(room)
            except Full:
                room = self.renew(room)
                continue
            if len(room.plans) >= REMEMBERED_QUESTIONS:
                room.plans.clear()
            if room is self.room:  # a plan in a room that another thread left meanwhile would keep that in memory
                room.plans[key] = made
            return made

    def forget(self, key: Hashable) -> None:
        """Have a plan made anew when it is needed again."""
        self.room.plans.pop(key, None)

    def renew(self, full: Room) -> Room:
        """A new room in place of one that is full, twice as large if that was so with hardly a question in it."""
        if self.room is full:
            self.room = full.renewed(full.ints.size * (2 if len(full.plans) < FEW_QUESTIONS else 1))
        return self.room


_IMPACTS: WeakKeyDictionary[Snapshot, Impacts] = WeakKeyDictionary()


def impacts_of(snapshot: Snapshot) -> Impacts:
    """Those of a snapshot that is in use."""
    known = _IMPACTS.get(snapshot)
    if known is None:
        known = _IMPACTS[snapshot] = Impacts(snapshot.order, int(snapshot.words.sum()))
    return known


def let_go(snapshot: Snapshot) -> None:
    """Keep nothing for a snapshot any more, as if nothing had been asked of it."""
    _IMPACTS.pop(snapshot, None)
