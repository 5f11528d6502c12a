"""What lies beside articles and is none: readmes and licences, a page's pictures and scripts, a collection's questions.

By name alone, in folders and archives alike; whether a file can be read is for `registry` to know.
"""

import re
from collections.abc import Set

from indexer.readers.corrections import CORRECTIONS
from indexer.readers.rules import RULES_FILE
from indexer.readers.sources import SOURCE_FILE

_NOT_ARTICLE = re.compile(r"(?:readme|licen[cs]e|copying)(?![^\W\d_])", re.IGNORECASE)
_CORPUS = ("corpus.jsonl", "corpus.jsonl.gz")
_BESIDE_A_CORPUS = ("queries.jsonl", "queries.jsonl.gz", "qrels.tsv")
_PAGES = (".html", ".htm", ".xhtml", ".mhtml", ".mht")
_PARTS_OF_PAGE = re.compile(r"(?P<page>.+)[_.](?:files|ملفات)")
"""Browsers and Word save a page as `x.html` and its pictures, scripts and frames in a folder beside it."""

_OF_NO_ARTICLE = frozenset((SOURCE_FILE, RULES_FILE, CORRECTIONS, "__MACOSX", "Thumbs.db", "desktop.ini"))


def passes_in_silence(name: str, beside: Set[str]) -> bool:
    """Whether a file or folder is no article and need not be reported; `beside` are all names in its folder."""
    if name.startswith(".") or name in _OF_NO_ARTICLE or _NOT_ARTICLE.match(name):
        return True
    if name in _BESIDE_A_CORPUS:
        return any(corpus in beside for corpus in _CORPUS)
    parts = _PARTS_OF_PAGE.fullmatch(name)
    return parts is not None and any(parts["page"] + end in beside for end in _PAGES)
