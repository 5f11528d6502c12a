"""What the forms of an index sound like, as a number for each: by it other spellings of a foreign name are found.

Not for what makes two of them kin, which `indexer.arabic.kinship` decides of those that are found.
"""

from collections.abc import Sequence
from zlib import crc32

from indexer.arabic.sounds import frame_of, may_be_name, sounds_of


def name_number(stem: str) -> int:
    """The number of all names that have the frame of a stem, 32 bits; 0 for a stem that is none.

    Two frames may have one number. غوغل and جوجل have one, جورج has another.
    """
    return name_numbers([stem])[0]


def name_numbers(stems: Sequence[str]) -> list[int]:
    """The same of several stems, in less time than of one after the other."""
    names = [stem for stem in stems if may_be_name(stem)]
    frames = frame_of(sounds_of("\n".join(names))).split("\n")
    numbers = {name: crc32(frame.encode()) or 1 for name, frame in zip(names, frames, strict=False)}  # "" where none is
    return [numbers.get(stem, 0) for stem in stems]
