"""The loops that turn the words of articles into postings: see `compiling` for what a kernel is.

Terms are small numbers, so words are counted by term and then put in their places, which takes no sorting. Both loops
are given `words`, the term of each word as the articles run, and `ends`, where each article ends in it; `latest` has a
place for every term, 0 before. Knows nothing of what a term is.
"""

from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]


def count_postings(words: Array, ends: Array, latest: Array, postings: Array, places: Array) -> None:
    """Add to each term how many articles hold it, and how often they do."""
    begin = 0
    for article in range(len(ends)):
        for at in range(begin, ends[article]):
            word = words[at]
            places[word] += 1
            if latest[word] != article + 1:
                latest[word] = article + 1
                postings[word] += 1
        begin = ends[article]


def fill_postings(
    words: Array,
    ends: Array,
    latest: Array,
    posting_ends: Array,
    place_ends: Array,
    articles: Array,
    frequencies: Array,
    positions: Array,
) -> None:
    """Put each word in its place behind those of its term before it, as two lists tell how far these are filled.

    `frequencies` is 0 before.
    """
    begin = 0
    for article in range(len(ends)):
        for at in range(begin, ends[article]):
            word = words[at]
            if latest[word] != article + 1:
                latest[word] = article + 1
                articles[posting_ends[word]] = article
                posting_ends[word] += 1
            frequencies[posting_ends[word] - 1] += 1
            positions[place_ends[word]] = at - begin
            place_ends[word] += 1
        begin = ends[article]
