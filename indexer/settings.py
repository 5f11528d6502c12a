"""Where things are and how large they may be: read once from the environment, then passed along."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

QUESTION_LIMIT = 2_000
"""Longest question in characters; a page of text is not a question, and every word costs postings."""

PAGE_SIZE_LIMIT = 100
"""Most hits on one page; each needs its article read and its passages chosen."""


MEMORY = 512
"""What a build may take where nothing else is said, in MiB."""


def all_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Resources:
    """What a build may use: how many cores, and how much memory in MiB, all its processes together."""

    cores: int = field(default_factory=all_cores)
    memory: int = MEMORY


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders and engine of one run; cores and memory of a build as they are written, empty for the defaults."""

    sources_dir: Path = Path("sources")
    index_dir: Path = Path("index")
    engine: str = "whoosh"
    cores: str = ""
    memory: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Settings from `MASADIR_SOURCES`, `_INDEX`, `_ENGINE`, `_CORES` and `_MEMORY`, else the defaults."""
        return cls(
            sources_dir=Path(environment.get("MASADIR_SOURCES") or "sources"),
            index_dir=Path(environment.get("MASADIR_INDEX") or "index"),
            engine=environment.get("MASADIR_ENGINE") or "whoosh",
            cores=environment.get("MASADIR_CORES", ""),
            memory=environment.get("MASADIR_MEMORY", ""),
        )
