"""Sidecar files: `page.toml` or `page.json` beside `page.html` describes the article in it; `page.html.json` as well.

They are what programs that save pages write, and are believed before the page. Not for corrections (see `corrections`).
"""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from indexer.model import Origin, Skipped
from indexer.readers.encoding import decode
from indexer.readers.fields import claims_of_table
from indexer.readers.files import Said

_SUFFIXES = (".toml", ".json")
TABLE_LIMIT = 2**20
"""Longest table in bytes: it describes one article, or corrects a few."""


def is_sidecar(name: str, is_of_article: Callable[[str], bool]) -> bool:
    """Whether a name is that of a sidecar file, given which names or stems are those of files with articles."""
    return name.endswith(_SUFFIXES) and is_of_article(name.rpartition(".")[0])


def read_sidecars(path: Path, relative: str, names: set[str]) -> tuple[list[Said], list[Skipped]]:
    """What the sidecar files of a file say of its articles, and which can't be used; `names` are all in its folder."""
    found, skipped = [], []
    for stem in (path.stem, path.name):
        for suffix in _SUFFIXES:
            if (name := stem + suffix) in names and name != path.name:
                inside = relative.removesuffix(path.name) + name
                _, table, problems = read_table(path.with_name(name), inside)
                skipped += problems
                lower = {key.lower(): value for key, value in (table or {}).items()}
                found += [Said(None, tuple(claims_of_table(lower, Origin.SIDECAR)), inside)] if lower else []
    return found, skipped


def read_table(path: Path, relative: str) -> tuple[str, dict[str, object] | None, list[Skipped]]:
    """The text and the table of a TOML or JSON file; no table when there is none, or when it can't be read, and why."""
    text = ""
    try:
        if path.stat().st_size > TABLE_LIMIT:
            raise ValueError(f"larger than {TABLE_LIMIT >> 20} MB")
        decoded = decode(path.read_bytes())
        if isinstance(decoded, str):
            raise ValueError(decoded)
        text = decoded.text
        table = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except FileNotFoundError:
        return "", None, []
    except (OSError, ValueError, RecursionError) as error:
        kind = path.suffix[1:].upper()
        reason = f"not readable as {kind}, so nothing in it counts: {error}"
        return "", None, [Skipped(relative, reason, _place(str(error), text))]
    if not isinstance(table, dict):
        return "", None, [Skipped(relative, f"expected an object {{…}}, got {type(table).__name__}")]
    return text, table, []


def _place(message: str, text: str) -> str | None:
    """The line that a message of the parser names."""
    if "end of document" in message:
        return f"line {len(text.splitlines())}"
    line = re.search(r"line (\d+)", message)
    return f"line {line.group(1)}" if line else None
