"""Where the words of an article stand in its text, given their numbers: by checkpoints, from which it is a short way.

Postings count words, and a person is shown characters. An article has a checkpoint for its words 0, `EVERY`, twice that
and so on: how many characters of its title and paragraphs, one behind the other with nothing between, are before it.
Not for which words are asked for: see `search.find`.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from itertools import accumulate

import numpy as np

from indexer.arabic.tokens import words_from
from indexer.model import Article
from indexer.store.arrays import Array, ArrayFile, ArrayFileWriter
from indexer.store.stored import StoredParagraphs

EVERY = 8
"""Words from one checkpoint to the next; docs/decisions.md has what other distances cost."""

TITLE = 0
"""The number of the title among the texts of an article; paragraphs are counted from 1."""

STEPS, STARTS = "checkpoints/steps", "checkpoints/starts"
"""How far each checkpoint is from the one before it in its article, in small numbers whatever the article's length; for
each article where its own begin, and last where all end."""


class OpenedArticle:
    """An article of which no more is read than is looked at; `attribution` comes without paragraphs."""

    def __init__(
        self, attribution: Callable[[], Article], paragraphs: StoredParagraphs, checkpoints: Callable[[], list[int]]
    ) -> None:
        """What reads the attribution, the paragraphs, and what reads the checkpoints."""
        self._read_attribution = attribution
        self.paragraphs = paragraphs
        self._read_checkpoints = checkpoints

    @cached_property
    def attribution(self) -> Article:
        """All that is known of the article but its paragraphs."""
        return self._read_attribution()

    @cached_property
    def checkpoints(self) -> list[int]:
        """Where every so-manieth of its words begins."""
        return self._read_checkpoints()


Standing = tuple[int, int, int, str]
"""Where a word stands: in the title, `TITLE`, or in a paragraph, counted from 1; its start and end there; the word."""


class Checkpoints:
    """The checkpoints of one segment."""

    def __init__(self, file: ArrayFile, guard: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        """`guard` is entered around whatever is read."""
        self._file = file
        self._guard = guard

    def of(self, number: int) -> list[int]:
        """Those of an article; empty for one without words."""
        with self._guard():
            first, end = self._starts[number : number + 2].tolist()
            return list(accumulate(self._steps[first:end].tolist()))

    @cached_property
    def _starts(self) -> Array:
        return self._file.array(STARTS)

    @cached_property
    def _steps(self) -> Array:
        return self._file.array(STEPS)


def write_checkpoints(out: ArrayFileWriter, offsets: Array, lengths: Array) -> None:
    """Write the checkpoints of articles, one behind the other, whose lengths in words are these."""
    starts = np.append(0, np.cumsum(-(-lengths // EVERY)))
    firsts = starts[:-1][lengths > 0]
    steps = np.diff(offsets, prepend=0)
    steps[firsts] = offsets[firsts]
    out.add(STEPS, steps)
    out.add(STARTS, starts)


def standing(article: OpenedArticle, words: Iterable[int]) -> list[Standing]:
    """Where the words of an article with those numbers, ascending, stand. Raises IndexError where there is no such."""
    offsets = article.checkpoints
    title, paragraphs = article.attribution.title, article.paragraphs
    starts = [0, *(len(title) + start for start in paragraphs.starts)]
    found: list[Standing] = []
    number, text, following, before = TITLE, title, 0, -1
    matches = words_from(text, 0)
    for word in words:
        if word == before:
            found.append(found[-1])
            continue
        if word - following >= word % EVERY:  # the checkpoint is not farther behind than the word found last
            following = word - word % EVERY
            start = offsets[word // EVERY]
            # Of several texts that begin at one place all but the last are empty.
            at = bisect_right(starts, start) - 1
            if at != number:
                number, text = at, paragraphs[at - 1] if at else title
            matches = words_from(text, start - starts[at])
        standing_there = None
        while standing_there is None:
            for match in matches:
                if following == word:
                    standing_there = match
                    break
                following += 1
            else:
                number, text = number + 1, paragraphs[number]
                matches = words_from(text, 0)
        before, following = word, word + 1
        found.append((number, *standing_there.span(), standing_there[0]))
    return found
