"""What the files around the code promise: packages and dependencies are those that are there, commands exist."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from indexer import __version__

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

IMPORTED_AS = {
    "whoosh3": "whoosh",
    "beautifulsoup4": "bs4",
    "python-frontmatter": "frontmatter",
    "pdfminer-six": "pdfminer",
    "flask-compress": "flask_compress",
    "citeproc-py": "citeproc",
    "flask-cors": "flask_cors",
    "backports-zstd": "backports",
}
"""Distributions whose import name is another."""

NEEDED_BY_ANOTHER = {
    "lxml-html-clean": "trafilatura's own helper imports it, but old versions of pip do not install it with that",
}
"""Dependencies that no line of ours imports, and why they are there."""

FOR_DEVELOPERS = ("test", "benchmarks")
"""Extras that nothing in the program imports."""

COMES_WITH = {
    **{"werkzeug": "flask", "markupsafe": "flask", "yaml": "python-frontmatter", "lxml": "trafilatura"},
    "compression": "backports-zstd",
}
"""What we import without naming it as a dependency, because one is made of it, or stands for it in older Pythons."""


OF_LATER_PYTHON = {"compression"}
"""What the standard library has from Python 3.14 on, and a dependency gives to those before."""


def dependencies() -> set[str]:
    extras = PROJECT["project"]["optional-dependencies"]
    for_users = [line for extra in extras if extra not in FOR_DEVELOPERS for line in extras[extra]]
    names = (re.match(r"[A-Za-z0-9_.-]+", line) for line in (*PROJECT["project"]["dependencies"], *for_users))
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


def imported() -> set[str]:
    found = set()
    for folder in ("indexer", "webapp"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    found.add(str(node.module).partition(".")[0])
    return found - sys.stdlib_module_names - OF_LATER_PYTHON - {"indexer", "webapp"}


def test_every_package_folder_is_named_in_pyproject_and_no_other() -> None:
    there = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for folder in ("indexer", "webapp")
        for path in (ROOT / folder).rglob("__init__.py")
    }
    assert there == set(PROJECT["tool"]["setuptools"]["packages"])


def test_every_folder_with_code_is_a_package() -> None:
    for folder in ("indexer", "webapp", "tests", "benchmarks"):
        for path in (ROOT / folder).rglob("*.py"):
            assert (path.parent / "__init__.py").exists(), f"{path.parent} has no __init__.py"


def test_every_data_file_beside_the_code_is_installed_with_it() -> None:
    patterns: dict[str, list[str]] = PROJECT["tool"]["setuptools"]["package-data"]
    for folder in ("indexer", "webapp"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_dir() or path.suffix == ".py" or path.parent.name == "__pycache__":
                continue
            installed = any(
                path in (ROOT / package.replace(".", "/")).glob(pattern)
                for package, globs in patterns.items()
                for pattern in globs
            )
            assert installed, f"{path.relative_to(ROOT)} is missing from package-data in pyproject.toml"


def test_every_dependency_is_imported() -> None:
    unused = {name for name in dependencies() if IMPORTED_AS.get(name, name) not in imported()}
    assert unused <= set(NEEDED_BY_ANOTHER), f"pyproject.toml names {unused}, which nothing imports"


def test_everything_imported_is_a_dependency() -> None:
    named = {IMPORTED_AS.get(name, name) for name in dependencies()}
    missing = imported() - named - {name for name, owner in COMES_WITH.items() if owner in dependencies()}
    assert not missing, f"pyproject.toml lacks {missing}"


def test_only_one_distribution_brings_whoosh() -> None:
    owners = metadata.packages_distributions().get("whoosh", [])
    assert set(owners) == {"whoosh3"}, f"{owners} all install `whoosh`, and one overwrites the other"


def test_the_command_is_installed_and_has_the_version_of_the_package() -> None:
    (script,) = [point for point in metadata.entry_points(group="console_scripts") if point.name == "masadir"]
    assert script.value == PROJECT["project"]["scripts"]["masadir"] == "indexer.cli:main"
    assert callable(script.load())
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


@pytest.mark.parametrize("target", ["run", "test", "check", "format", "clean"])
def test_make_knows_the_target(target: str) -> None:
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout


def test_the_build_machine_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8").splitlines()


def test_the_licence_is_the_one_that_is_promised() -> None:
    assert PROJECT["project"]["license"] == "GPL-3.0-or-later"
    head = (ROOT / "LICENSE").read_text(encoding="utf-8")[:200]
    assert "GNU GENERAL PUBLIC LICENSE" in head
    assert "Version 3" in head


def test_the_index_is_data_that_git_ignores() -> None:
    ignored = (ROOT / "index" / ".gitignore").read_text(encoding="utf-8").split()
    assert ignored == ["*", "!.gitignore"]
