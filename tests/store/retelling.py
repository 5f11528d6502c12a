"""Texts that are told again with some changes, made of the words of `making`; and what an index says of them."""

from random import Random

from indexer.store.snapshot import Snapshot
from tests.store.making import WORDS, seeded

_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمن"
_WORDS = [word for word in WORDS if not any(letter.isdigit() for letter in word)]

Reused = dict[tuple[str, int], set[tuple[str, int]]]
"""For each paragraph, by article and number, those with the same words."""


def told(seed: int, words: int = 90) -> list[str]:
    """The words of a text that is like no other but that of the same seed."""
    random = seeded(seed)
    return [f"{random.choice(_WORDS)}{random.choice(_LETTERS)}" for _ in range(words)]


def retold(words: list[str], changes: int, random: Random) -> list[str]:
    """The same words but for some, one after the other, that are written anew: an opening, or a part in the middle."""
    start = random.randrange(len(words) - changes + 1)
    fresh = ["تبدّل" + "".join(random.choices(_LETTERS, k=6)) for _ in range(changes)]
    return [*words[:start], *fresh, *words[start + changes :]]


def filled_in(words: list[str], every: int, seed: int) -> list[str]:
    """The words as a form in which some are filled in anew each time, such as a report of the weather."""
    random = seeded(seed)
    return [str(random.randrange(10**6)) if place % every == 0 else word for place, word in enumerate(words)]


def paragraphs(words: list[str], length: int = 30) -> str:
    """The words as a text, a paragraph a line."""
    return "\n".join(" ".join(words[start : start + length]) for start in range(0, len(words), length))


def stories(snapshot: Snapshot) -> set[tuple[str, ...]]:
    """The ids of the articles of each story, the earliest first."""
    members = snapshot.stories.members.tolist()
    return {tuple(snapshot.ids[one] for one in snapshot.stories.of(number).tolist()) for number in members}


def reused(snapshot: Snapshot) -> Reused:
    """Where each long paragraph stands again."""
    found: Reused = {}
    for number in snapshot.alive.nonzero()[0].tolist():
        for paragraph, article, place in zip(*(one.tolist() for one in snapshot.reused(number)), strict=True):
            found.setdefault((snapshot.ids[number], paragraph), set()).add((snapshot.ids[article], place))
    return found
