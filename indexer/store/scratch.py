"""Arrays with a place for every article, lent to one piece of work after the other, so that none has to clear them."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Articles = NDArray[np.int32]
"""Numbers of articles."""

Scores = NDArray[np.float32]
"""A score, a frequency or a norm for each of some articles."""

Value = TypeVar("Value")


class Scratch(NamedTuple):
    """All 0 between two uses, but for the list `reached`."""

    seen: NDArray[np.bool_]
    slots: NDArray[np.int32]
    reached: Articles


class ScratchPool:
    """Scratch arrays for as many threads as ask at once; safe to share between them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._free: list[Scratch] = []

    def lend(self, work: Callable[[Scratch], Value]) -> Value:
        """Do some work with scratch arrays; those of work that failed are not used again."""
        try:
            scratch = self._free.pop()  # one step, so that no two threads get the same
        except IndexError:
            size = self._size
            scratch = Scratch(
                seen=np.zeros(size, np.bool_),
                slots=np.zeros(size, np.int32),
                reached=np.empty(size + 1, np.int32),
            )
        done = work(scratch)
        self._free.append(scratch)
        return done
