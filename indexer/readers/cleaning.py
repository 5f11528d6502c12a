"""Characters and white space: what a line and a paragraph may hold, whatever the format they came in.

Spelling is never touched: vowels, tatweel and joiners stay as the source has them. Which lines belong to the article
is decided elsewhere (see `furniture`).
"""

import re

_BROKEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
"""Control characters that are no white space, stray byte order marks, halves of surrogate pairs."""

_EDGES = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069 \t"

_LETTER = re.compile(r"[^\W\d_]")

_FOOTNOTE = re.compile(
    r"(?<=[^\s\[])\[(?:\d{1,3}|[٠-٩۰-۹]{1,3}|ملاحظة \d{1,2}|note \d{1,2})\]"
    r"|\s\[(?:\d{1,3}|[٠-٩]{1,3})\](?=\s*(?:[.،,؛;:؟!]|$))"
    r"|\s*\[\s*(?:عدل|عدّل|تعديل)(?: المصدر| مصدري)?(?:\s*\|\s*عدل المصدر)?\s*\]"
)
"""[1] right behind a word or before a full stop, and the edit links of an encyclopedia; [1] within a sentence stays."""


def clean(text: str) -> str:
    """The text with each run of white space as one space, without control characters."""
    if text.isprintable() and "  " not in text:  # then nothing is broken and no white space but spaces
        return text.strip(" ")
    if _BROKEN.search(text):
        text = _BROKEN.sub("", text)
    return " ".join(text.split())


def one_line(text: str) -> str:
    """A title or a name: clean, and without invisible marks of direction at its ends."""
    return clean(text).strip(_EDGES)


def paragraphs(text: str) -> tuple[str, ...]:
    """One paragraph a line; lines without a letter or a digit hold no text and are dropped."""
    lines = text.split("\n")
    if not all(map(str.isprintable, lines)):  # where all are, nothing else ends a line
        lines = text.splitlines()
    return tuple(line for line in map(clean, lines) if any(map(str.isalnum, line)))


def has_letters(text: str) -> bool:
    """Whether there is any letter, of any script."""
    return _LETTER.search(text) is not None


def without_footnote_marks(text: str) -> str:
    """The text without the marks that pointed to footnotes: `بطرسبرغ.[1] ثم` becomes `بطرسبرغ. ثم`."""
    return _FOOTNOTE.sub("", text) if "[" in text else text
