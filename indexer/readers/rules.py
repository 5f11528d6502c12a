"""A person's own rules for the analysis of words: `analysis.toml` at the top of the sources folder.

    protected = ["عبارة", "أمريكا"]     words that no stem or root changes

    [folding]                          classes of spellings that must not meet at the form level
    "teh marbuta" = false

They are part of what an index was built with. Not for what holds of one source: that is `source.toml`.
"""

import tomllib
from pathlib import Path

from indexer.arabic.analysis import Rules
from indexer.arabic.folding import STEPS
from indexer.arabic.tokens import surfaces
from indexer.errors import RulesInvalid

RULES_FILE = "analysis.toml"

FOLDING_CLASSES = tuple(step.name for step in STEPS if step.name != "vowels")
"""The classes that may be kept apart; without vowels folded there would be no form level."""


def read_rules(sources_dir: Path) -> Rules:
    """The rules of a sources folder; the default ones without a file. Raises RulesInvalid, which says what to mend."""
    path = sources_dir / RULES_FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return Rules()
    except (OSError, ValueError, RecursionError) as error:
        raise RulesInvalid(str(path), f"it can't be read as TOML ({error})") from error
    unknown = sorted(table.keys() - {"protected", "folding"})
    if unknown:
        raise RulesInvalid(str(path), f"unknown key {unknown[0]!r}; the keys are protected and folding")
    protected, folding = table.get("protected", []), table.get("folding", {})
    if not isinstance(protected, list) or not all(isinstance(word, str) for word in protected):
        raise RulesInvalid(str(path), 'protected: expected a list of words, ["عبارة"]')
    several = next((word for word in protected if surfaces(word) != [word]), None)
    if several is not None:
        raise RulesInvalid(str(path), f"protected: expected single words, got {several!r}")
    if not isinstance(folding, dict):
        raise RulesInvalid(str(path), "folding: expected a table, [folding]")
    for name, wanted in folding.items():
        if name not in FOLDING_CLASSES or not isinstance(wanted, bool):
            classes = ", ".join(FOLDING_CLASSES)
            raise RulesInvalid(str(path), f"folding: expected true or false for one of {classes}, got {name!r}")
    return Rules(tuple(sorted(set(protected))), tuple(sorted(name for name, wanted in folding.items() if not wanted)))
