"""The passages that show an article best, given which of its words matched: text and ranges, never HTML.

A passage is a stretch of one paragraph in its own spelling; a mark is always a whole word. Pure functions over an
article's text; which words match is the matter of `find`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import accumulate, chain, pairwise, starmap
from operator import or_
from typing import NamedTuple

from indexer.answers import Passage
from indexer.arabic.tokens import tokens
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

NEARNESS = 0.5
"""What two different words of the question side by side add to a passage, in words; less the farther apart."""

_SPACE = re.compile(r"(?P<gap>\s+)")
_CLAUSE_END = re.compile(r"(?P<gap>[،؛,;:]\s+|\s+[-–—]\s+)")
# A letter with a full stop is a title (د. for doctor), not a sentence.
_SENTENCE_END = re.compile(r"(?<![\s.(]\w)[.!?؟…][»”\")\]]*(?P<gap>\s+)")


def choose(paragraphs: Sequence[str], found: Mapping[int, Sequence[Found]]) -> tuple[Passage, ...]:
    """The passages that hold most of the question's words, closest together; the article's opening when none does.

    `found` are the words that matched in each paragraph, counted from 1, in order. A second passage is chosen for the
    words that the first does not show.
    """
    step = sum(map(len, found.values())) // WINDOWS + 1
    windows = {number: _windows(number, words, step) for number, words in sorted(found.items())}
    left = {one.leaf for words in found.values() for one in words}
    chosen: list[tuple[int, int, Passage]] = []
    shown: set[int] = set()
    while left and len(chosen) < PASSAGES and any(windows.values()):
        best = _best(chain.from_iterable(windows.values()), shown)
        own = found[best.paragraph]
        words = own[best.first : best.last]
        if chosen and left.isdisjoint(one.leaf for one in words):
            break
        text = paragraphs[best.paragraph - 1]
        start, end = _around(text, words[0].token.start, max(one.token.end for one in words))
        chosen.append((best.paragraph, start, _passage(text, best.paragraph, start, end, own)))
        shown |= {one.leaf for one in words}
        left -= shown
        # A part of a window may be apart from the passage, though the window is not.
        parts = _windows(best.paragraph, own, step, parts=True) if left else []
        windows[best.paragraph] = [other for other in parts if _apart(other, start, end)]
    return tuple(passage for _, _, passage in sorted(chosen, key=lambda one: one[:2])) or _opening(paragraphs)


class _Window(NamedTuple):
    """Matching words of a paragraph that fit in one passage, from the first to before the last, and where they stand.

    `kinds` has a bit for each leaf and level among them; `nearness` is what they earn by standing close together.
    """

    paragraph: int
    first: int
    last: int
    start: int
    end: int
    kinds: int
    nearness: float


def _windows(paragraph: int, words: Sequence[Found], step: int, *, parts: bool = False) -> list[_Window]:
    """For every so-manieth matching word, it and those after it that fit in one passage.

    Without those that are part of the one before, which is worth as much, unless `parts` are wanted too.
    """
    windows: list[_Window] = []
    kinds = [1 << len(WIDTH) * leaf + WIDTH[level] for _, leaf, level in words]
    near = [0.0, *accumulate(starmap(_nearness, pairwise(words)))]
    starts, ends = [one.token.start for one in words], [one.token.end for one in words]
    last = 0
    for first in range(0, len(words), step):
        start, before = starts[first], last
        last = max(last, first + 1)
        while last < len(words) and ends[last] - start <= PASSAGE_LENGTH:
            last += 1
        if parts or last > before:
            # Rounded, so that two windows that look the same are worth the same.
            nearness = round(near[last - 1] - near[first], 9)
            windows.append(
                _Window(paragraph, first, last, start, ends[last - 1], reduce(or_, kinds[first:last]), nearness)
            )
        if last == len(words):
            break
    return windows


def _apart(window: _Window, start: int, end: int) -> bool:
    """Whether a window is far enough from a passage of its paragraph to be one of its own."""
    return window.end < start - LONGEST or window.start > end + LONGEST


def _best(windows: Iterable[_Window], shown: set[int]) -> _Window:
    """The window that is worth most, the first of several."""
    worth: dict[int, float] = {}

    def value(window: _Window) -> float:
        kinds = window.kinds
        if kinds not in worth:
            worth[kinds] = _worth(kinds, shown)
        return worth[kinds] + window.nearness

    return max(windows, key=value)


def _worth(kinds: int, shown: set[int]) -> float:
    """How many of the question's words are among some `kinds`, those not yet shown for more, narrow levels for more."""
    worth = 0.0
    leaf = 0
    while kinds:
        own = kinds & (1 << len(WIDTH)) - 1
        if own:
            narrowest_level = (own & -own).bit_length() - 1
            worth += (1.0 if leaf in shown else 2.0) - 0.05 * narrowest_level
        kinds >>= len(WIDTH)
        leaf += 1
    return worth


def _nearness(one: Found, two: Found) -> float:
    """What two words that follow each other earn by how close they stand, if they are different ones."""
    if one.leaf == two.leaf or one.token == two.token:
        return 0.0
    return NEARNESS / (1 + (two.token.start - one.token.end) / 8)


def _passage(text: str, paragraph: int, start: int, end: int, words: Sequence[Found]) -> Passage:
    inside = [one for one in words if start <= one.token.start and one.token.end <= end]
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
