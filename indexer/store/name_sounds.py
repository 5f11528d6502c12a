"""What the forms of an index sound like, as a number for each: by it other spellings of a foreign name are found.

Not for what makes two of them kin, which `indexer.arabic.kinship` decides of those that are found.
"""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from indexer.arabic.sounds import frame_of, may_be_name, sounds_of


def name_number(stem: str) -> int:
    """The number of all names that have the frame of a stem, 32 bits; 0 for a stem that is none.

    Two frames may have one number. غوغل and جوجل have one, جورج has another.
    """
    return crc32(frame_of(sounds_of(stem)).encode()) or 1 if may_be_name(stem) else 0


class NameSounds:
    """Gathers the numbers of forms, given with the stem of each; stems that come one behind the other are read once."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._latest = b"", 0

    def add(self, stem: bytes, form: bytes) -> None:
        """Take a form, which may have come before."""
        if stem != self._latest[0]:
            self._latest = stem, name_number(stem.decode(errors="surrogatepass"))
        if self._latest[1]:
            self._numbers[form] = self._latest[1]

    def of(self, forms: Sequence[bytes]) -> NDArray[np.uint32]:
        """The numbers of some forms."""
        return np.array([self._numbers.get(form, 0) for form in forms], np.uint32)
