"""What the engines of `benchmarks.speed` are given: documents of words, and questions. Made in `benchmarks.tokens`."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Documents:
    """`words` are numbers in `vocabulary`, those of all documents in turn; document d has `starts[d]` to the next."""

    vocabulary: list[str]
    words: NDArray[np.int32]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return self.starts.size - 1

    def __getitem__(self, number: int) -> list[str]:
        """The words of a document."""
        return [self.vocabulary[word] for word in self.words[self.starts[number] : self.starts[number + 1]].tolist()]

    def texts(self) -> Iterator[str]:
        """Every document as a text."""
        return (" ".join(self[number]) for number in range(len(self)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its class, whether any of the words, all or the phrase is asked for, and the words."""

    kind: str
    operator: str
    words: tuple[str, ...]

    def text(self) -> str:
        """The question as Masadir is asked it."""
        if self.operator == "phrase":
            return f'"{" ".join(self.words)}"'
        return " ".join(f"+{word}" if self.operator == "all" else word for word in self.words)
