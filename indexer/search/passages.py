"""The passages that show an article best, given which of its words matched: text and ranges, never HTML.

A passage is a stretch of one paragraph in its own spelling; a mark is always a whole word. Pure functions over an
article's text; which words match is the matter of `find`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Passage
from indexer.arabic.tokens import tokens
from indexer.compiling import ready
from indexer.search import passage_kernels
from indexer.search.find import WIDTH, Found, marks_of
from indexer.search.paragraphs import paragraph_address

PASSAGE_LENGTH = 320
"""Characters a passage aims at: three lines of a result, enough to judge by."""

LONGEST = 400
"""Characters a passage has at most, if that lets it end with its sentence or paragraph."""

PASSAGES = 2
"""Passages shown of one article."""

WINDOWS = 2_000
"""Places in an article that a passage may begin at; where more words match, they are tried at even distances."""

STEPS = 50
"""Steps to weigh the windows of an article for each of its words."""

_SPACE = re.compile(r"(?P<gap>\s+)")
_CLAUSE_END = re.compile(r"(?P<gap>[،؛,;:]\s+|\s+[-–—]\s+)")
# A letter with a full stop is a title (د. for doctor), not a sentence.
_SENTENCE_END = re.compile(r"(?<![\s.(]\w)[.!?؟…][»”\")\]]*(?P<gap>\s+)")


def choose(paragraphs: Sequence[str], found: Mapping[int, Sequence[Found]]) -> tuple[Passage, ...]:
    """The passages that hold most of the question's words, closest together; the article's opening when none does.

    `found` are the words that matched in each paragraph, counted from 1, in order. A second passage is chosen for the
    words that the first does not show.
    """
    places = [
        (number, start, end, leaf, WIDTH[level])
        for number, own in sorted(found.items())
        for start, end, _, leaf, level in own
    ]
    left = {leaf for _, _, _, leaf, _ in places}
    words = np.array(places, np.int64)
    shown = np.zeros(max(left, default=0) + 1, np.bool_)
    chosen: list[tuple[int, int, Passage]] = []
    apart_from = 0, 0, 0
    while left and len(chosen) < PASSAGES:
        first, behind = _best(words, shown, *apart_from)
        leaves = {leaf for _, _, _, leaf, _ in places[first:behind]}
        if first < 0 or left.isdisjoint(leaves):
            break
        number, beginning = places[first][:2]
        text = paragraphs[number - 1]
        start, end = _around(text, beginning, max(place[2] for place in places[first:behind]))
        chosen.append((number, start, _passage(text, number, start, end, found[number])))
        left -= leaves
        shown[list(leaves)] = True
        apart_from = number, start - LONGEST, end + LONGEST
    return tuple(passage for _, _, passage in sorted(chosen, key=lambda one: one[:2])) or _opening(paragraphs)


def _best(words: NDArray[np.int64], shown: NDArray[np.bool_], paragraph: int, low: int, high: int) -> tuple[int, int]:
    """The window that is worth most, as the kernel tells it."""
    every = len(words) // WINDOWS + 1
    kernel = ready(passage_kernels.best_window, STEPS * len(words))
    return kernel(words, PASSAGE_LENGTH, every, shown, paragraph, low, high)


def _passage(text: str, paragraph: int, start: int, end: int, words: Sequence[Found]) -> Passage:
    inside = [one for one in words if start <= one[0] and one[1] <= end]
    return Passage(
        paragraph,
        text[start:end],
        marks_of(inside, start),
        cut_before=start > 0,
        cut_after=end < len(text),
        address=paragraph_address(text),
    )


def _opening(paragraphs: Sequence[str]) -> tuple[Passage, ...]:
    for number, text in enumerate(paragraphs, start=1):
        if text:
            start, end = _around(text, 0, 0)
            return (_passage(text, number, start, end, []),)
    return ()


def _around(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch of about `PASSAGE_LENGTH` that holds `text[first:last]` and is easy to read.

    It begins and ends with a sentence if one does so near enough, else with a clause, else with a word.
    """
    if len(text) <= LONGEST:
        return 0, len(text)
    start = _beginning(text, first, last)
    if len(text) - start <= LONGEST:
        return start, len(text)
    return start, _ending(text, start, last)


def _beginning(text: str, first: int, last: int) -> int:
    lowest = max(0, last - PASSAGE_LENGTH)
    latest = min(first, max(lowest, len(text) - PASSAGE_LENGTH // 2))
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, lowest, latest)]
    if sentences or lowest == 0:
        return sentences[-1] if sentences else 0
    for boundary, reach in ((_CLAUSE_END, PASSAGE_LENGTH // 2), (_SPACE, PASSAGE_LENGTH // 3)):
        found = boundary.search(text, max(lowest, latest - reach), latest)
        if found:
            return found.end()
    return first


def _ending(text: str, start: int, last: int) -> int:
    wanted = start + PASSAGE_LENGTH
    for boundary, earliest, latest in (
        (_SENTENCE_END, start + PASSAGE_LENGTH // 2, start + LONGEST),
        (_CLAUSE_END, start + PASSAGE_LENGTH * 3 // 4, wanted),
        (_SPACE, start + PASSAGE_LENGTH // 2, wanted),
    ):
        found = list(boundary.finditer(text, max(last, earliest), latest))
        if found:
            return found[-1].start("gap")
    words = [token.end for token in tokens(text[start:]) if token.end <= PASSAGE_LENGTH]
    if last > start or words:
        return max(last, start + max(words, default=0))
    # One endless word: what is no word can be cut, but not between a letter and its marks.
    return next(cut for cut in range(wanted, start, -1) if unicodedata.category(text[cut])[0] != "M")
