"""Lists of texts as two arrays: all their bytes, and where each begins. Knows nothing of what the texts mean."""

from collections.abc import Iterator, Sequence

import numpy as np

from indexer.store.arrays import ArrayFile, ArrayFileWriter


class TextArrays:
    """A list of texts in a file, each read when it is looked at."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.bytes = file.array(f"{name}/texts")
        self.starts = file.array(f"{name}/text_starts")

    def __len__(self) -> int:
        return int(self.starts.size) - 1

    def __getitem__(self, number: int) -> bytes:
        """One text. Raises IndexError."""
        return self.bytes[int(self.starts[number]) : int(self.starts[number + 1])].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))


def add_texts(out: ArrayFileWriter, name: str, texts: Sequence[bytes]) -> None:
    """Write a list of texts."""
    out.add(f"{name}/texts", np.frombuffer(b"".join(texts), np.uint8))
    out.add(f"{name}/text_starts", np.cumsum([0, *map(len, texts)], dtype=np.int64))
