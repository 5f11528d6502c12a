"""All articles that hold any of a question's words: the narrowest level of each, and what the words say there.

Added up from the lists of `impacts` in one go, for questions whose lists tell all of it. What other trees match is
decided in `match`; what is said by where words stand is the matter of `refinement`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Level
from indexer.compiling import ready
from indexer.search import list_kernels
from indexer.search.narrowing import Mask
from indexer.search.room import Room
from indexer.search.tree import Group, Kin, Node, Opening, Word, searched_words
from indexer.store.scratch import Articles, Scores

NOWHERE = len(Level)
"""The stage of what no list has: behind all."""

_ALL = np.empty(0, np.bool_)


class Candidates(NamedTuple):
    """Articles, ascending, the narrowest stage at which a word of the question is there, and what all words say."""

    articles: Articles
    stages: NDArray[np.int8]
    scores: Scores

    def upto(self, stage: int) -> tuple[Articles, Scores]:
        """Those of a stage or a narrower one."""
        inside = np.flatnonzero(self.stages <= stage)
        return self.articles.take(inside), self.scores.take(inside)


def are_told_by_lists(tree: Node) -> bool:
    """Whether articles match when any of the lists has them: optional words, prefixes and fuzzy words with their kin.

    Not two vowellings of one form, of which there is one list: عِلم and عَلَم.
    """
    nodes = tree.optional if isinstance(tree, Group) and not tree.required and not tree.excluded else (tree,)
    listed = searched_words(tree)
    analyses = {word.analysis for word in listed}
    return bool(nodes) and all(
        isinstance(node, Opening)
        or (isinstance(node, Word) and node.analysis in analyses)
        or (isinstance(node, Kin) and node.of in listed)
        for node in nodes
    )


def candidates(size: int, room: Room, lists: NDArray[np.int64], passes: Mask | None) -> Candidates:
    """The articles, of `size` in all, that any of the lists has and a mask lets pass."""
    narrowest, sums = np.full(size, NOWHERE, np.int8), np.zeros(size, np.float32)
    articles = np.empty(size + 1, np.int32)
    stages, scores = np.empty(size + 1, np.int8), np.empty(size + 1, np.float32)
    kernel = ready(list_kernels.any_of, size + sum(map(room.count, lists.tolist())))
    within = _ALL if passes is None else passes
    found = kernel(room.ints, room.floats, lists, within, narrowest, sums, articles, stages, scores)
    return Candidates(articles[:found], stages[:found], scores[:found])
