"""Where things are and how large they may be: read once from the environment, then passed along."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

QUESTION_LIMIT = 2_000
"""Longest question in characters; a page of text is not a question, and every word costs postings."""

PAGE_SIZE_LIMIT = 100
"""Most hits on one page; each needs its article read and its passages chosen."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders and engine of one run."""

    sources_dir: Path = Path("sources")
    index_dir: Path = Path("index")
    engine: str = "whoosh"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Settings from `MASADIR_SOURCES`, `MASADIR_INDEX` and `MASADIR_ENGINE`, else the defaults."""
        return cls(
            sources_dir=Path(environment.get("MASADIR_SOURCES") or "sources"),
            index_dir=Path(environment.get("MASADIR_INDEX") or "index"),
            engine=environment.get("MASADIR_ENGINE") or "whoosh",
        )
