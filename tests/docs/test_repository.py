"""Is the repository free of what belongs to one machine?"""

import re
import subprocess

import pytest

from tests.docs.generated import ROOT

# Written so that no pattern finds itself here.
_OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+)/|--(?:extra-)?index-url")


def tracked_files() -> list[str]:
    """The files that git knows; skips where this is no checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True)
    if listed.returncode:
        pytest.skip("not run: this is no git checkout, so what belongs to the repository is not known")
    return [name for name in listed.stdout.split("\0") if name]


def test_no_file_names_paths_of_one_machine_or_a_package_registry_of_its_own() -> None:
    found = []
    for name in tracked_files():
        path = ROOT / name
        if path.is_file():
            text = path.read_bytes().decode("utf-8", errors="replace")
            found += [f"{name}: {match[0]}" for match in _OF_ONE_MACHINE.finditer(text)]
    assert found == []


def test_the_index_is_not_kept_in_the_repository() -> None:
    assert [name for name in tracked_files() if name.startswith("index/")] == ["index/.gitignore"]
