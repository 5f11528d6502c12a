"""The loop over the places of one word in all articles that hold it: what it earns at most by where it stands.

Places lie as in `refine_kernels`, where several words are looked at together: what each earns there adds up, so none
adds more than it earns alone.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.search.list_layout import SLACK, STAGES

Array = NDArray[Any]


def crown(ints: Array, begins: Array, ends: Array, gains: Array, norms: Array, step: int, ceilings: Array) -> int:
    """What a word earns by its best stretch and the opening in each article, whose places are from `begins` to `ends`.

    `gains` are those at each stage, in a stretch and in the opening; `norms` are of each article in either. A stretch
    is two steps long, the opening one.
    """
    before, now = np.zeros(STAGES, np.int64), np.zeros(STAGES, np.int64)
    for number in range(len(ceilings)):
        best = opening = 0.0
        place, last = begins[number], -2
        while place < ends[number]:
            reached = (ints[place] >> 2) // step
            for stage in range(STAGES):
                before[stage] = now[stage] if reached == last + 1 else 0
                now[stage] = 0
            while place < ends[number] and ints[place] >> 2 < (reached + 1) * step:
                now[ints[place] & 3] += 1
                place += 1
            best = max(best, _earned(before, now, gains[0], norms[0, number]))
            if reached == 0:
                opening = _earned(before, now, gains[1], norms[1, number])
            last = reached
        ceilings[number] = (best + opening) / SLACK
    return 0


def _earned(before: Array, now: Array, gains: Array, norm: float) -> float:
    """What a word earns that stands so often in two steps, at each stage by itself."""
    earned = 0.0
    held = 0
    for stage in range(STAGES):
        held += before[stage] + now[stage]
        if held and gains[stage]:
            earned += gains[stage] * held / (held + norm)
    return earned
