"""Titles: which line may be one, the term that an encyclopedia article defines, the words of a file name.

Where the title stands among the other lines of a page is decided by the readers.
"""

import re

from indexer.attribution.phrases import fold, phrases

_TITLE_WORDS = 25
_TITLE_LENGTH = 180
_SENTENCE_END = re.compile(r"(?<!\.)\.[»”\"’')\]]*$|[،؛,;:]$")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3,}\.\s+\S+(?:\s+\S+){3}")
_DEFINITION = re.compile(
    r"^(?P<term>[^()\[\].،؛:]{2,80}?)\s*"
    r"\((?:ب|اختصار|تلفظ|باللغة )[^():]{2,40}:[^()]{2,120}\)\s*[،,]?\s*(?:هو|هي|هما|هم|كان|كانت)\s"
)
_GENERIC_NAMES = frozenset(
    phrases(
        """article | articles | text | texts | page | index | document | doc | untitled | new | file | copy
        | item | post | story | download | export | مقال | نص | ملف | صفحة | مستند | جديد | وثيقة | بدون | عنوان
        | خبر"""
    )
)


def is_heading(line: str) -> bool:
    """Whether a line may be a title or a subheading: short, and no sentence; `..` inside or at the end is no stop."""
    return (
        0 < len(line.split()) <= _TITLE_WORDS
        and len(line) <= _TITLE_LENGTH
        and not _SENTENCE_END.search(line)
        and not _SENTENCE_INSIDE.search(line)
    )


def is_prose(line: str) -> bool:
    """Whether a line is running text: too long for a heading, or a sentence of five words or more."""
    return not is_heading(line) and len(line.split()) >= 5


def term_defined(paragraph: str) -> str | None:
    """The term that a first paragraph defines, as encyclopedias do: `القبة (بالإنجليزية: Dome) هي …` gives القبة."""
    match = _DEFINITION.match(paragraph)
    return match["term"].strip() if match and len(match["term"].split()) <= 8 else None


def title_from_file_name(stem: str) -> str | None:
    """The words of a file name that is made of words; None for numbers, hashes and `article1`."""
    stem = re.sub(r"^[12]\d{3}-\d{2}-\d{2}[-_ ]*", "", stem)
    words = re.sub(r"[-_+.\s]+", " ", stem).strip().split()
    telling = [word for word in words if len(word) > 1 and word.isalpha() and fold(word) not in _GENERIC_NAMES]
    if len(telling) < 2 or any(re.fullmatch(r"[0-9a-fA-F]{8,}", word) for word in words):
        return None
    return " ".join(words)
