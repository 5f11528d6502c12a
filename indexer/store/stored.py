"""The articles themselves, as they are kept in an index: JSON, each compressed for itself.

Short texts compress badly alone, so the first of many are looked through for what they share, and that is given to
the compressor as a dictionary. Not for what is searched in an article: see `schema`.
"""

import sys
from array import array
from functools import cached_property

import numpy as np

from indexer.model import Article
from indexer.store.arrays import Array, ArrayFile, ArrayFileWriter
from indexer.store.schema import article_from_bytes, article_to_bytes
from indexer.store.texts import TextArrays, add_texts

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

OPTIONS: dict[int, int] = {zstd.CompressionParameter.compression_level: 3, zstd.CompressionParameter.checksum_flag: 1}
DICTIONARY_BYTES = 32 * 2**10
SAMPLE_BYTES = 2**19
"""Where less than this is stored, no dictionary is made: it would be longer than what it saves."""

STORED, DICTIONARIES, DICTIONARY_OF = "stored", "dictionaries", "stored/dictionary_of"
"""The compressed articles; the dictionaries; for each article 0, or the number of its dictionary from 1."""


class StoredWriter:
    """Compresses articles one by one."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._dictionary: zstd.ZstdDict | None = None
        self._compressor: zstd.ZstdCompressor | None = None
        self._texts = bytearray()
        self._lengths = array("I")

    def add(self, article: Article) -> None:
        """Take the next article."""
        stored = article_to_bytes(article)
        if self._compressor is not None:
            self._compress(self._compressor, stored)
            return
        self._waiting.append(stored)
        self._waiting_bytes += len(stored)
        if self._waiting_bytes >= SAMPLE_BYTES:
            self._dictionary = _dictionary(self._waiting)
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
        for stored in self._waiting:
            self._compress(self._compressor, stored)
        self._waiting.clear()

    def _compress(self, compressor: zstd.ZstdCompressor, stored: bytes) -> None:
        compressed = compressor.compress(stored, zstd.ZstdCompressor.FLUSH_FRAME)
        self._texts += compressed
        self._lengths.append(len(compressed))


class StoredReader:
    """The articles of one segment."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._texts = TextArrays(file, STORED)

    def json(self, number: int) -> bytes:
        """An article as it was stored. Raises zstd.ZstdError, IndexError or ValueError where the file is damaged."""
        dictionary = int(self._dictionary_of[number])
        return zstd.decompress(self._texts[number], self._dictionaries[dictionary])

    def article(self, number: int) -> Article:
        """An article. Raises as `json`."""
        return article_from_bytes(self.json(number))

    @cached_property
    def _dictionary_of(self) -> Array:
        return self._file.array(DICTIONARY_OF)

    @cached_property
    def _dictionaries(self) -> list[zstd.ZstdDict | None]:
        return [None, *map(zstd.ZstdDict, TextArrays(self._file, DICTIONARIES))]


def _dictionary(samples: list[bytes]) -> zstd.ZstdDict | None:
    try:
        return zstd.train_dict(samples, DICTIONARY_BYTES)
    except zstd.ZstdError:  # too few articles, however long, or nothing in common
        return None
