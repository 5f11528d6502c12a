"""The articles themselves, as they are kept in an index: what is known of each as JSON, then its text, compressed.

A long text is cut into frames, so that a passage of a book can be read without the book. Short texts compress badly
alone, so the first of many are looked through for what they share, and that is given to the compressor as a dictionary.
Not for what is searched in an article: see `schema`.
"""

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import overload

import numpy as np

from indexer.model import Article
from indexer.store.arrays import Array, ArrayFile, ArrayFileWriter
from indexer.store.schema import article_from_bytes, attribution_to_bytes
from indexer.store.texts import TextArrays, add_texts

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

OPTIONS: dict[int, int] = {zstd.CompressionParameter.compression_level: 3, zstd.CompressionParameter.checksum_flag: 1}
DICTIONARY_BYTES = 32 * 2**10
FRAME = 2**15
"""Characters of text in a frame: few enough to unpack for one passage, and enough to compress as well as a book."""

SAMPLE_BYTES = 2**19
"""Where less than this is stored, no dictionary is made: it would be longer than what it saves."""

STORED, DICTIONARIES, DICTIONARY_OF = "stored", "dictionaries", "stored/dictionary_of"
"""The compressed articles; the dictionaries; for each article 0, or the number of its dictionary from 1."""


class StoredWriter:
    """Compresses articles one by one."""

    def __init__(self) -> None:
        self._waiting: list[list[bytes]] = []
        self._waiting_bytes = 0
        self._dictionary: zstd.ZstdDict | None = None
        self._compressor: zstd.ZstdCompressor | None = None
        self._texts = bytearray()
        self._lengths = array("I")

    def add(self, article: Article) -> None:
        """Take the next article."""
        frames = _frames(article)
        if self._compressor is not None:
            self._compress(self._compressor, frames)
            return
        self._waiting.append(frames)
        self._waiting_bytes += sum(map(len, frames))
        if self._waiting_bytes >= SAMPLE_BYTES:
            self._dictionary = _dictionary([frame for frames in self._waiting for frame in frames])
            self._compress_waiting()

    def write(self, out: ArrayFileWriter) -> None:
        """Write everything taken."""
        self._compress_waiting()
        out.add(f"{STORED}/texts", np.frombuffer(self._texts, np.uint8))
        out.add(f"{STORED}/text_starts", np.append(0, np.cumsum(np.array(self._lengths, np.int64))))
        dictionaries = [self._dictionary.dict_content] if self._dictionary is not None else []
        add_texts(out, DICTIONARIES, dictionaries)
        out.add(DICTIONARY_OF, np.full(len(self._lengths), len(dictionaries)))

    def _compress_waiting(self) -> None:
        if self._compressor is None:
            self._compressor = zstd.ZstdCompressor(options=OPTIONS, zstd_dict=self._dictionary)
        for frames in self._waiting:
            self._compress(self._compressor, frames)
        self._waiting.clear()

    def _compress(self, compressor: zstd.ZstdCompressor, frames: list[bytes]) -> None:
        compressed = b"".join(compressor.compress(frame, zstd.ZstdCompressor.FLUSH_FRAME) for frame in frames)
        self._texts += compressed
        self._lengths.append(len(compressed))


class StoredReader:
    """The articles of one segment. All raise zstd.ZstdError, IndexError or ValueError where the file is damaged."""

    def __init__(self, file: ArrayFile, guard: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        """`guard` is entered around whatever is read after an article was opened."""
        self._file = file
        self._guard = guard
        self._texts = TextArrays(file, STORED)
        self._made: dict[int, zstd.ZstdDict] = {}

    def opened(self, number: int) -> tuple[Callable[[], Article], "StoredParagraphs"]:
        """What reads all that is known of an article but its paragraphs; and these, each read when it is looked at."""
        dictionary = self._dictionary(int(self._dictionary_of[number]))
        start, end = self._texts.starts[number : number + 2].tolist()
        frames = _Frames(self._texts.bytes[start:end].data, dictionary)
        known, lengths, text = frames[0].split(b"\n", 2)
        paragraphs = StoredParagraphs(json.loads(lengths.decode()), text.decode(), frames, self._guard)

        def attribution() -> Article:
            with self._guard():
                return article_from_bytes(known)

        return attribution, paragraphs

    def article(self, number: int) -> Article:
        """A whole article."""
        attribution, paragraphs = self.opened(number)
        return replace(attribution(), paragraphs=tuple(paragraphs))

    @cached_property
    def _dictionary_of(self) -> Array:
        return self._file.array(DICTIONARY_OF)

    def _dictionary(self, number: int) -> zstd.ZstdDict | None:
        """One of the dictionaries, counted from 1, made when an article first needs it; 0 is none."""
        if number and number not in self._made:
            self._made[number] = zstd.ZstdDict(TextArrays(self._file, DICTIONARIES)[number - 1])
        return self._made[number] if number else None


class StoredParagraphs(Sequence[str]):
    """The paragraphs of an article; what of the text was read is remembered."""

    def __init__(
        self,
        lengths: Sequence[int],
        first: str,
        frames: "_Frames",
        guard: Callable[[], AbstractContextManager[None]],
    ) -> None:
        """`lengths` are in characters, and `first` is the text of the first frame."""
        self.starts = [0, *accumulate(lengths)]
        """Where each paragraph begins, in characters of all of them one behind the other; last, where all end."""
        self._texts = {0: first}
        self._latest = -1, ""  # most words that are looked for stand in the paragraph of the one before
        self._frames = frames
        self._guard = guard

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[str, ...]: ...

    def __getitem__(self, number: int | slice) -> str | tuple[str, ...]:
        """One paragraph, counted from 0, or some."""
        if isinstance(number, slice):
            return tuple(map(self.__getitem__, range(*number.indices(len(self)))))
        number = range(len(self))[number]
        if number == self._latest[0]:
            return self._latest[1]
        start, end = self.starts[number], self.starts[number + 1]
        first, behind = start // FRAME, -(-end // FRAME)
        whole = self._text(first) if behind == first + 1 else "".join(map(self._text, range(first, behind)))
        self._latest = number, whole[start - first * FRAME : end - first * FRAME]
        return self._latest[1]

    def opening(self, characters: int) -> str:
        """The first paragraphs, a line each, until there are so many characters of text."""
        return "\n".join(self[: bisect_left(self.starts, characters)])

    def _text(self, frame: int) -> str:
        if frame not in self._texts:
            with self._guard():
                self._texts[frame] = self._frames[frame].decode()
        return self._texts[frame]


class _Frames:
    """The frames of one article, each unpacked when it is looked at."""

    def __init__(self, compressed: memoryview, dictionary: zstd.ZstdDict | None) -> None:
        self._compressed = compressed
        self._dictionary = dictionary
        self._starts = [0]

    def __getitem__(self, number: int) -> bytes:
        """What is in a frame."""
        while len(self._starts) < number + 2:
            start = self._starts[-1]
            self._starts.append(start + zstd.get_frame_size(self._compressed[start:]))
        start, end = self._starts[number : number + 2]
        unpacking = zstd.ZstdDecompressor(self._dictionary)  # sooner than `decompress`, which expects several frames
        content = unpacking.decompress(self._compressed[start:end])
        if not unpacking.eof:
            raise ValueError("a frame is cut off")
        return content


def _frames(article: Article) -> list[bytes]:
    """An article as it is compressed: two lines, and the text in pieces, of which the first stands behind the lines."""
    text = "".join(article.paragraphs)
    known = attribution_to_bytes(article)
    lengths = f"[{','.join([str(len(paragraph)) for paragraph in article.paragraphs])}]".encode()
    first, *more = [text[start : start + FRAME].encode() for start in range(0, max(1, len(text)), FRAME)]
    return [b"\n".join((known, lengths, first)), *more]


def _dictionary(samples: list[bytes]) -> zstd.ZstdDict | None:
    try:
        return zstd.train_dict(samples, DICTIONARY_BYTES)
    except zstd.ZstdError:  # too few articles, however long, or nothing in common
        return None
