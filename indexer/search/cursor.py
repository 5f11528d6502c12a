"""Cursors: where a walk over all hits of a question has come to, as text that a machine hands back unread.

A cursor is the order key and the article number of the last hit given, so that the next page is everything behind
them: nothing is kept between two requests. It holds for one generation and one question, whose digests are in it.
"""

import hashlib
import struct
from base64 import b32decode, b32encode
from dataclasses import replace
from typing import NamedTuple

from indexer.answers import Question
from indexer.errors import BadParameter, CursorExpired, CursorMismatch

_LAYOUT = struct.Struct(">8s8sdI")
_DIGEST = 8

CURSOR_PATTERN = "^[a-z2-7]{45}$"
"""What every cursor looks like: `_LAYOUT` in base32 without padding, so that none begins as an option of a command."""


class Place(NamedTuple):
    """The last hit given: what it was ordered by (a score or a day; a double holds both exactly), and its number."""

    key: float
    article: int


def cursor_to(place: Place, question: Question, generation: str) -> str:
    """The cursor that goes on behind a place in the answer to a question."""
    packed = _LAYOUT.pack(_digest(generation), _digest(_asked(question)), *place)
    return b32encode(packed).decode().rstrip("=").lower()


def place_of(cursor: str, question: Question, generation: str) -> Place:
    """Where a cursor goes on. Raises CursorExpired, CursorMismatch, or BadParameter for what is no cursor at all."""
    try:
        of_index, of_question, key, article = _LAYOUT.unpack(b32decode(cursor + "===", casefold=True))
    except (ValueError, struct.error):  # binascii's error is a ValueError
        raise BadParameter("cursor", "the cursor of an answer", cursor) from None
    if of_index != _digest(generation):
        raise CursorExpired
    if of_question != _digest(_asked(question)):
        raise CursorMismatch
    return Place(key, article)


def _asked(question: Question) -> str:
    """All of a question that decides which hits there are and in which order."""
    return repr(replace(question, page=1, size=1, cursor=None))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:_DIGEST]
