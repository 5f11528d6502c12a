"""The address of a paragraph, made of its own words, so that it holds when an index is built again or an article grows.

Not for finding where a paragraph went: the page looks it up in the article.
"""

import hashlib
import re
import unicodedata
from base64 import b32encode

ADDRESS_LENGTH = 8
"""Letters of an address: 40 bits, so that two of a thousand paragraphs share one once in two million articles."""

OPENING = 10_000
"""Characters that an address is made of; what is longer is a file without paragraphs, known by how it begins."""

_NO_LETTER = re.compile(r"[\W_ـ]+")


def paragraph_address(text: str) -> str:
    """The address of a paragraph: `p-` and eight letters, such as `p-k3ty2wma`, of its letters and digits alone.

    Vowels, hamzas on a carrier, tatweel, spaces and punctuation make no difference: they are what cleaning changes.
    Paragraphs with the same words have the same address, and the first of them is meant.
    """
    words = unicodedata.normalize("NFKD", text[:OPENING]).casefold().split()
    letters = _NO_LETTER.sub("", "".join(words))  # which finds less to leave out without the spaces
    digest = hashlib.sha256(letters.encode("utf-8", "surrogatepass")).digest()
    return "p-" + b32encode(digest[: ADDRESS_LENGTH * 5 // 8]).decode("ascii").lower()
