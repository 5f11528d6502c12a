"""Where things are and how large they may be: read once from the environment, then passed along."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.errors import BadParameter


def quarter_of_memory(allowed_by: Path = Path("/sys/fs/cgroup/memory.max")) -> int:
    """A quarter of what this machine has, or of what the system lets this process have, in MiB; 1,024 if not known."""
    try:
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # where the system is none of Unix's
        return 1_024
    try:
        allowed = allowed_by.read_text(encoding="ascii").strip()
    except OSError:
        allowed = ""
    return max(1, min(machine, int(allowed) if allowed.isdecimal() else machine) >> 22)


_LIMITS = {"MASADIR_QUESTION_LIMIT": 2_000, "MASADIR_PAGE_SIZE_LIMIT": 100, "MASADIR_LISTS": quarter_of_memory()}


def _limit(name: str) -> int:
    """A limit of this process; a value that is no number is refused by `Settings`, where it can be said."""
    raw = os.environ.get(name, "")
    return int(raw) if _is_limit(raw) else _LIMITS[name]


def _is_limit(raw: str) -> bool:
    return raw.isascii() and raw.isdecimal() and 1 <= int(raw[:9]) <= 1_000_000


QUESTION_LIMIT = _limit("MASADIR_QUESTION_LIMIT")
"""Longest question in characters; a page of text is not a question, and every word costs postings."""

PAGE_SIZE_LIMIT = _limit("MASADIR_PAGE_SIZE_LIMIT")
"""Most hits on one page; each needs its article read and its passages chosen."""

LISTS = _limit("MASADIR_LISTS")
"""What the lists of words that were asked for may take in memory, in MiB; when that is full, others make room."""


CITATION_STYLE = "harvard-cite-them-right"
"""What plain-text citations are in: the style that comes with citeproc-py and gives names in their written order."""


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
    """Folders and engine of one run, what a build may use, and what its server allows.

    `cores` and `memory` of a build are as they are written, empty for the defaults.
    `question_seconds` is the time after which a question is answered with what was found by then; `rate_limit` how many
    requests one address may send, such as `600/minute`, this machine's own aside; `cors` the web origins whose pages
    may read the endpoint, `*` for all. `locale` is that of the Arabic pages, with a country such as `ar-EG` for its
    digits and month names; `citation_style` what plain-text citations are in.
    """

    sources_dir: Path = Path("sources")
    index_dir: Path = Path("index")
    engine: str = "whoosh"
    cores: str = ""
    memory: str = ""
    question_seconds: float = 10.0
    rate_limit: str = "600/minute"
    cors: tuple[str, ...] = ()
    locale: str = "ar"
    citation_style: str = CITATION_STYLE

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Settings from the variables named in docs/cli.md, else the defaults. Raises BadParameter."""
        for name in _LIMITS:
            raw = environment.get(name)
            if raw and not _is_limit(raw):
                raise BadParameter(name, "a whole number from 1 to 1000000", raw)
        return cls(
            sources_dir=Path(environment.get("MASADIR_SOURCES") or "sources"),
            index_dir=Path(environment.get("MASADIR_INDEX") or "index"),
            engine=environment.get("MASADIR_ENGINE") or "whoosh",
            cores=environment.get("MASADIR_CORES", ""),
            memory=environment.get("MASADIR_MEMORY", ""),
            question_seconds=_seconds("MASADIR_QUESTION_SECONDS", environment),
            rate_limit=environment.get("MASADIR_RATE_LIMIT") or "600/minute",
            cors=tuple(environment.get("MASADIR_CORS", "").split()),
            locale=environment.get("MASADIR_LOCALE") or "ar",
            citation_style=environment.get("MASADIR_CITATION_STYLE") or CITATION_STYLE,
        )


def _seconds(name: str, environment: Mapping[str, str]) -> float:
    raw = environment.get(name) or "10"
    try:
        seconds = float(raw)
    except ValueError:
        seconds = 0
    if not 0 < seconds < 86_400:
        raise BadParameter(name, "a number of seconds above 0", raw)
    return seconds
