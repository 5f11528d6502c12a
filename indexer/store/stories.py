"""The stories of a generation, as they are read: which of its articles are copies of one another, earliest first.

They lie in a file beside the segments, which is made by `story_writer`. Not for how an answer shows them.
"""

import numpy as np

from indexer.store.arrays import ArrayFile
from indexer.store.scratch import Articles

FILE_NAME = "stories.arrays"
MEMBERS, STARTS = "stories/articles", "stories/starts"


class Stories:
    """The stories of all articles, each a run of `members`: its articles, the earliest first.

    `size` is how many there are. `place` is for every article 0, or from 1 its place in `members`; `story` is for each
    place the number of the story, and `of_article` for every article.
    An article without copies is a story that is not listed.
    """

    def __init__(self, file: ArrayFile, size: int) -> None:
        """Raises IndexError or ValueError where the file is of other articles."""
        self.members: Articles = file.array(MEMBERS).astype(np.int32)
        self._starts = file.array(STARTS).astype(np.int64)
        if (self._starts[0], self._starts[-1]) != (0, self.members.size):
            raise ValueError("stories don't add up")
        self.size = self._starts.size - 1
        self.place = np.zeros(size, np.int32)
        self.place[self.members] = np.arange(1, self.members.size + 1)
        self.story = np.append(0, np.repeat(np.arange(1, self._starts.size), np.diff(self._starts))).astype(np.int32)
        self.of_article = self.story[self.place]

    def of(self, number: int) -> Articles:
        """All articles of the story of one, the earliest first; the article alone where it has no copies."""
        story = int(self.of_article[number])
        return self.members[self._starts[story - 1] : self._starts[story]] if story else np.array([number], np.int32)
