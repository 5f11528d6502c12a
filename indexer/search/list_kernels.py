"""The loops over lists of what each word says, article by article: which hold all of them, and what they earn.

Lists lie as `list_layout` tells.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.search.list_layout import COUNT, FORM, GUIDE, IMPACTS, NEAR, NEARS, OCTETS, POSTINGS, SHIFT, STAGES, STARTS

Array = NDArray[Any]

LEAPING = 8
"""Postings for each article from which it is faster to seek each than to go through all."""


def all_of(
    ints: Array,
    floats: Array,
    lists: Array,
    furthest: int,
    phrase: Array,
    paragraphs: int,
    found: Array,
    scores: Array,
) -> int:
    """The articles that all lists hold up to a stage, ascending, and what they earn together; returns how many.

    With a `phrase`, the numbers of lists in its order, only those where these also stand side by side in one of the
    `paragraphs`. There is room for as many as the shortest list has.
    """
    order = lists[np.argsort(ints[lists + COUNT])]
    count = _common(ints, order, found) if furthest <= NEAR else -1
    if count < 0:
        count = 0
        for posting in range(ints[order[0] + COUNT]):  # each is written, and the next one over it if it is too far
            found[count] = ints[ints[order[0] + POSTINGS] + posting] >> 2
            count += ints[ints[order[0] + POSTINGS] + posting] & 3 <= furthest
        for one in order[1:]:
            if ints[one + OCTETS] and furthest <= NEAR:
                count = _narrow(ints, ints[one + NEARS], found, count)
    scores[:count] = 0
    for one in order:
        count = _meet(ints, floats, one, furthest, found, scores, count)
    if len(phrase):
        count = _side_by_side(ints, lists, phrase, paragraphs, found, scores, count)
    return int(count)


def _common(ints: Array, lists: Array, found: Array) -> int:
    """The articles that match by all of some lists, ascending, if all have bits; returns how many, or -1."""
    shared = np.empty(0, np.int32)
    for which in range(len(lists)):
        begin, end = ints[lists[which] + NEARS], ints[lists[which] + OCTETS]
        if end == 0:
            return -1
        if which == 0:
            shared = ints[begin:end].copy()
        else:
            _both(shared, ints[begin:end])
    count = 0
    for word in range(len(shared)):
        bits = int(shared[word]) & 0xFFFFFFFF
        article = word << 5
        while bits:
            if bits & 255 == 0:
                bits, article = bits >> 8, article + 8
            else:
                found[count] = article
                count += bits & 1
                bits, article = bits >> 1, article + 1
    return count


def _both(bits: Array, others: Array) -> None:
    """Leave the bits that others have too."""
    for word in range(len(bits)):
        bits[word] &= others[word]


def _narrow(ints: Array, begin: int, found: Array, count: int) -> int:
    """Keep, of the first `count` articles found, those whose bit is set."""
    met = 0
    for number in range(count):
        article = found[number]
        found[met] = article
        met += ints[begin + (article >> 5)] >> (article & 31) & 1
    return met


def any_of(
    ints: Array,
    floats: Array,
    lists: Array,
    passes: Array,
    narrowest: Array,
    sums: Array,
    articles: Array,
    stages: Array,
    scores: Array,
) -> int:
    """The articles that any of the lists holds, ascending, the narrowest stage of each and what it earns in all.

    `passes` tells which are let through, empty for all. For each article of all `narrowest` is `STAGES` before, and
    `sums` is 0. There is room for one more than all.
    """
    all_pass = not len(passes)
    for one in lists[np.argsort(ints[lists + COUNT])]:  # as `all_of` adds up
        postings, impacts = ints[one + POSTINGS], ints[one + IMPACTS]
        for number in range(ints[one + COUNT]):
            article, stage = ints[postings + number] >> 2, ints[postings + number] & 3
            narrowest[article] = min(narrowest[article], stage)
            sums[article] += floats[impacts + number]
    count = 0
    for article in range(len(narrowest)):  # each is written, and the next one over it if it is none: sooner than to ask
        articles[count], stages[count], scores[count] = article, narrowest[article], sums[article]
        count += narrowest[article] < STAGES and (all_pass or passes[article])
    return count


def _meet(ints: Array, floats: Array, one: int, furthest: int, found: Array, scores: Array, count: int) -> int:
    """Keep, of the first `count` articles found, those that a list has, and add what they earn by it."""
    size, postings, impacts, met = ints[one + COUNT], ints[one + POSTINGS], ints[one + IMPACTS], 0
    for number in range(count):
        posting = seek(ints, one, found[number])
        here = ints[postings + posting] if posting < size else -1
        if here >> 2 == found[number] and here & 3 <= furthest:
            found[met], scores[met] = found[number], scores[number] + floats[impacts + posting]
            met += 1
    return met


def _side_by_side(
    ints: Array, lists: Array, phrase: Array, paragraphs: int, found: Array, scores: Array, count: int
) -> int:
    """Keep, of the articles found, those in which the forms of a phrase stand in order within a paragraph."""
    begins, ends = np.zeros(len(phrase), np.int64), np.zeros(len(phrase), np.int64)
    met = 0
    for number in range(count):
        for word in range(len(phrase)):
            one = lists[phrase[word]]
            starts = ints[one + STARTS] + seek(ints, one, found[number])
            begins[word], ends[word] = ints[starts], ints[starts + 1]
        while begins[0] < ends[0]:
            start = ints[begins[0]] >> 2
            word = 1 if ints[begins[0]] & 3 <= FORM else 0
            while 0 < word < len(phrase):
                while begins[word] < ends[word] and ints[begins[word]] >> 2 < start + word:
                    begins[word] += 1
                if begins[word] == ends[word] or ints[begins[word]] >> 2 != start + word:
                    break
                if ints[begins[word]] & 3 > FORM:
                    break
                word += 1
            if word == len(phrase) and _within(ints, paragraphs, found[number], start, start + len(phrase) - 1):
                found[met], scores[met] = found[number], scores[number]
                met += 1
                break
            begins[0] += 1
    return met


def _within(ints: Array, paragraphs: int, article: int, first: int, last: int) -> bool:
    """Whether positions of an article are in one paragraph: none begins behind the first and not behind the last."""
    starts = ints[paragraphs + STARTS] + seek(ints, paragraphs, article)
    for place in range(ints[starts], ints[starts + 1]):
        if ints[place] >> 2 > first:
            return bool(ints[place] >> 2 > last)
    return True


def add_up(ints: Array, floats: Array, lists: Array, articles: Array, scores: Array) -> int:
    """Add to the score of each article, ascending, what the lists say, in the same order as `all_of`."""
    for one in lists[np.argsort(ints[lists + COUNT])]:
        count, postings, impacts = ints[one + COUNT], ints[one + POSTINGS], ints[one + IMPACTS]
        posting = 0
        leaping = count > LEAPING * len(articles)
        for number in range(len(articles)):
            if leaping:
                posting = seek(ints, one, articles[number])
            while posting < count and ints[postings + posting] >> 2 < articles[number]:
                posting += 1
            if posting < count and ints[postings + posting] >> 2 == articles[number]:
                scores[number] += floats[impacts + posting]
    return 0


def seek(ints: Array, one: int, article: int) -> int:
    """The first posting of a list whose article is not below another."""
    count, postings = ints[one + COUNT], ints[one + POSTINGS]
    if count == 0 or ints[postings + count - 1] >> 2 < article:
        return int(count)
    guide = ints[one + GUIDE] + (article >> ints[one + SHIFT])
    low, high = ints[guide], ints[guide + 1]
    while low < high:
        middle = (low + high) >> 1
        if ints[postings + middle] >> 2 < article:
            low = middle + 1
        else:
            high = middle
    return int(low)
