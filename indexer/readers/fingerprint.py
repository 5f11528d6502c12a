"""A digest of all that decides what is found in a file: this room's code, its neighbours' and their libraries.

An index that other readers made is built again by `update`. Not for how words are analysed, which has a fingerprint of
its own (see `arabic.analysis`), nor for libraries of extras: a file that lacked one is read once it is there.
"""

import hashlib
import importlib.metadata
import importlib.resources
from functools import cache

_PACKAGES = ("indexer.readers", "indexer.readers.printed", "indexer.attribution", "indexer.arabic")
_LIBRARIES = ("beautifulsoup4", "hijridate", "lxml", "python-frontmatter", "striprtf", "trafilatura")


@cache
def readers_fingerprint() -> str:
    """Twelve hexadecimal digits that change whenever the same file may give another article."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for file in sorted(importlib.resources.files(package).iterdir(), key=lambda one: one.name):
            if file.name.endswith((".py", ".txt")):
                digest.update(f"{package}/{file.name}\0".encode())
                digest.update(file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {importlib.metadata.version(library)}\0".encode())
    return digest.hexdigest()[:12]
