"""The room that lists are kept in: made once, moved with all they have, safe to share between threads."""

import threading

import numpy as np
import pytest

from indexer.search import kernels
from indexer.search.list_layout import CEILINGS, CHAMPIONS, CHAMPIONS_KEPT, GUIDE, NEAR, NEARS, OCTETS
from indexer.search.room import Full, Room
from tests.search.lists import ARTICLES, BY_ID, all_of, kept, shortlisted


def test_a_list_is_made_once() -> None:
    room = Room(1_000, BY_ID[:10])
    first = kept(room, "word", {1: (0, 1.0)})
    assert kept(room, "word", {2: (0, 1.0)}) == first
    assert room.articles(first).tolist() == [1]


def test_a_room_that_is_full_says_so_and_keeps_what_it_has() -> None:
    room = Room(100, BY_ID[:10])
    one = kept(room, "one", {1: (0, 1.0)})
    with pytest.raises(Full):
        kept(room, "many", {article: (0, 1.0) for article in range(200)})
    assert room.articles(one).tolist() == [1]


def test_lists_move_with_all_they_have_into_a_new_room_when_they_are_asked_for_again() -> None:
    former = Room(1 << 20, BY_ID)
    said = {article: (article % 4, 1.0 + article % 7) for article in range(0, ARTICLES, 5)}
    other = kept(former, "other", {1: (0, 1.0)})
    one = kept(former, "word", said)
    positions = np.repeat(former.articles(one), 3).astype(np.int64)
    former.read(one, lambda _: (np.repeat(np.arange(len(said)), 3) << (kernels.PLACE_BITS + 2)) + positions)
    assert not former.is_read(one)
    former.gauge(one)
    former.bound(one, np.arange(len(said), dtype=np.float32))
    former.finish(one)
    former.choose_champions([one])
    former.is_known(one)
    renewed = former.renewed(1 << 20)
    moved = kept(renewed, "word", {})
    assert moved != one
    assert renewed.is_read(moved)
    assert renewed.is_known(moved)
    assert renewed.saying(moved).postings.tolist() == former.saying(one).postings.tolist()
    assert renewed.saying(moved).scores.tolist() == former.saying(one).scores.tolist()
    begins, ends = renewed.places(moved)
    was_begins, was_ends = former.places(one)
    for first, last, was_first, was_last in zip(begins, ends, was_begins, was_ends, strict=True):
        assert renewed.ints[first:last].tolist() == former.ints[was_first:was_last].tolist()
    sizes = {GUIDE: 2, CHAMPIONS: CHAMPIONS_KEPT, OCTETS: ARTICLES // 4, CEILINGS: len(said), NEARS: ARTICLES // 32}
    for part, size in sizes.items():
        new, old = int(renewed.ints[moved + part]), int(former.ints[one + part])
        assert renewed.ints[new : new + size].tolist() == former.ints[old : old + size].tolist()
    assert shortlisted(renewed, [moved], 10) == shortlisted(former, [one], 10)
    assert all_of(renewed, [moved, moved]) == all_of(former, [one, one]) == [at for at in said if said[at][0] <= NEAR]
    assert not renewed.is_read(kept(renewed, "other", {}))
    assert former.articles(other).tolist() == [1]


def test_a_list_that_two_threads_gauge_has_one_set_of_bits_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(1 << 20, BY_ID)
    one = kept(room, "word", {article: (0, 1.0) for article in range(0, ARTICLES, 3)})
    both, packed = threading.Barrier(2), np.packbits

    def together(*bits: object, **order: object) -> object:
        both.wait(10)  # both have found the list without bytes
        return packed(*bits, **order)  # type: ignore[call-overload]  # passed on

    with monkeypatch.context() as patch:
        patch.setattr(np, "packbits", together)
        before = room._used
        threads = [threading.Thread(target=room.gauge, args=(one,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert room._used - before == -(-ARTICLES // 32) + -(-ARTICLES // 4)
    assert room.ints[one + OCTETS] - room.ints[one + NEARS] == -(-ARTICLES // 32)
