"""The arrows between rooms, read from the source of every module: who may import whom, and what else holds of all.

Imports inside functions count. The picture of the rooms is in docs/architecture.md and in `indexer/__init__.py`.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 300

DOOR = ROOT / "indexer" / "search" / "__init__.py"
"""Where searching is entered from outside; it defines its one function and passes nothing on."""

FLOOR_0 = ("indexer.model", "indexer.reprints", "indexer.answers", "indexer.errors", "indexer.settings")

ARROWS: dict[str, tuple[str, ...]] = {
    # room: what it may import beside itself and the standard library
    "indexer": (),
    "indexer.model": (),
    "indexer.reprints": ("indexer.model",),
    "indexer.answers": ("indexer.model", "indexer.reprints"),
    "indexer.errors": (),
    "indexer.settings": ("indexer.errors",),
    "indexer.measures": (),
    "indexer.compiling": ("numba",),
    "indexer.arabic": ("indexer.compiling", "pyarabic", "hijridate", "numpy"),
    "indexer.attribution": ("indexer.arabic", "indexer.model"),
    "indexer.readers": (
        *("indexer.attribution", "indexer.arabic", *FLOOR_0),
        *("bs4", "trafilatura", "lxml", "frontmatter", "yaml", "striprtf"),
        *("pdfminer", "warcio", "brotli", "mwparserfromhell"),
    ),
    "indexer.store": (
        *("indexer.arabic", "indexer.compiling", *FLOOR_0),
        *("whoosh", "numpy", "rensa", "orjson", "backports", "compression"),
    ),
    "indexer.search": (
        *("indexer.store", "indexer.arabic", "indexer.compiling", *FLOOR_0),
        *("numpy", "rapidfuzz", "citeproc"),
    ),
    "indexer.workers": (*FLOOR_0,),
    "indexer.report": FLOOR_0,
    "indexer.stretches": (
        *(
            "indexer.arabic.analysis",
            "indexer.compiling",
            "indexer.readers",
            "indexer.report",
            "indexer.store",
            *FLOOR_0,
        ),
    ),
    "indexer.tally": ("indexer.stretches", "indexer.readers", "indexer.report", "indexer.store", *FLOOR_0),
    "indexer.build": (
        *("indexer.stretches", "indexer.tally", "indexer.workers"),
        *("indexer.readers", "indexer.store", "indexer.arabic.analysis", *FLOOR_0),
    ),
    "indexer.watch": ("indexer.build", "indexer.store", *FLOOR_0, "watchfiles"),
    "indexer.survey": ("indexer.build", "indexer.readers", "indexer.report", "indexer.tally", *FLOOR_0),
    "indexer.checks": ("indexer.build", "indexer.readers.rules", "indexer.search", "indexer.store", *FLOOR_0),
    "indexer.evaluation": ("indexer.build", "indexer.measures", "indexer.search", *FLOOR_0),
    "indexer.terminal": ("indexer.arabic", "indexer.manifests", "indexer.measures", *FLOOR_0, "tqdm"),
    "indexer.options": ("indexer", *FLOOR_0),  # the package itself is only its version
    "indexer.manifests": ("indexer", "indexer.search", *FLOOR_0),
    "indexer.asking": ("indexer.manifests", "indexer.search", "indexer.terminal", *FLOOR_0),
    "indexer.keeping": ("indexer", "indexer.build", "indexer.terminal", "indexer.watch", *FLOOR_0),
    "indexer.cli": (
        *(
            "indexer.options",
            "indexer.terminal",
            "indexer.asking",
            "indexer.keeping",
            "indexer.checks",
            "indexer.evaluation",
            "indexer.survey",
        ),
        *("indexer.search", "indexer.arabic.analysis", "indexer.readers.rules", *FLOOR_0, "webapp.serve"),
    ),
    "indexer.__main__": ("indexer.cli",),
    "webapp": (
        *("indexer", "indexer.search", "indexer.arabic", *FLOOR_0),
        *("flask", "flask_compress", "flask_cors", "werkzeug", "markupsafe", "waitress", "babel", "pydantic", "limits"),
        "orjson",
    ),
}
"""The lower floors know nothing of the upper ones, so each can be read, tested and replaced alone."""


@dataclass(frozen=True)
class Import:
    """One import statement: in which file and line, and the full name of what is imported."""

    file: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: imports {self.name}"


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in files("indexer", "webapp")}


def imports(path: Path) -> Iterator[Import]:
    file = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}, line {node.lineno}: write imports in full, so that arrows can be read"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield Import(file, node.lineno, whole if whole in MODULES else str(node.module))


def room_of(module: str) -> str:
    return max((room for room in ARROWS if within(module, room)), key=len)


def within(name: str, room: str) -> bool:
    # `indexer` is the package's own file alone; its rooms are named one by one.
    return name == room or (room != "indexer" and name.startswith(room + "."))


@pytest.mark.parametrize("module", MODULES)
def test_every_module_imports_only_what_its_room_may(module: str) -> None:
    room = room_of(module)
    allowed = (room, *ARROWS[room])
    for found in imports(MODULES[module]):
        if found.name.partition(".")[0] in sys.stdlib_module_names:
            continue
        assert any(within(found.name, one) for one in allowed), (
            f"{found}, but {room} may import only {', '.join(allowed)}. "
            f"Move the code to the room it belongs to; ARROWS in {Path(__file__).name} is the map"
        )


def test_every_module_has_a_room() -> None:
    homeless = [module for module in MODULES if module not in ARROWS and room_of(module) == "indexer"]
    assert not homeless, f"{homeless}: give each a line in ARROWS, in {Path(__file__).name}"


@pytest.mark.parametrize(
    ("library", "room"),
    [
        ("whoosh", "indexer.store"),
        ("bs4", "indexer.readers"),
        ("trafilatura", "indexer.readers"),
        ("pdfminer", "indexer.readers"),
        ("striprtf", "indexer.readers"),
        ("pyarabic", "indexer.arabic"),
        ("flask", "webapp"),
        ("waitress", "webapp"),
        ("pydantic", "webapp"),
        ("limits", "webapp"),
        ("flask_cors", "webapp"),
        ("rapidfuzz", "indexer.search"),
        ("rensa", "indexer.store"),
    ],
)
def test_a_library_stays_in_its_room(library: str, room: str) -> None:
    users = [found for path in MODULES.values() for found in imports(path) if within(found.name, library)]
    assert users, f"nothing imports {library} any more: take it from here and from pyproject.toml"
    for found in users:
        assert found.file.startswith(room.replace(".", "/")), f"{found}, which belongs to {room} alone"


def test_the_data_folders_are_never_imported() -> None:
    for path in files("indexer", "webapp", "tests", "benchmarks"):
        for found in imports(path):
            assert found.name.partition(".")[0] not in ("index", "sources"), f"{found}; did you mean indexer?"


def test_the_program_imports_neither_tests_nor_benchmarks() -> None:
    for path in MODULES.values():
        for found in imports(path):
            assert found.name.partition(".")[0] not in ("tests", "benchmarks"), str(found)


def test_no_two_modules_import_each_other_by_any_way() -> None:
    arrows = {
        module: {found.name for found in imports(path) if found.name in MODULES} - {module}
        for module, path in MODULES.items()
    }
    settled: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, f"a circle of imports: {' -> '.join((*way[way.index(module) :], module))}"
        if module not in settled:
            for target in sorted(arrows[module]):
                visit(target, (*way, module))
            settled.add(module)

    for module in MODULES:
        visit(module, ())
    assert settled == set(MODULES)


@pytest.mark.parametrize("path", files("indexer", "webapp", "tests", "benchmarks"), ids=lambda path: str(path.name))
def test_no_file_is_longer_than_can_be_read_in_one_go(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{path.relative_to(ROOT)} has {lines} lines: split it by what it is for"


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    docstring = ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8")))
    assert docstring, f"{MODULES[module].relative_to(ROOT)} has no docstring"


@pytest.mark.parametrize("path", files("indexer", "webapp", "tests", "benchmarks"), ids=lambda path: str(path.parent))
def test_no_package_but_the_door_imports_anything_by_itself(path: Path) -> None:
    if path.name == "__init__.py" and path != DOOR:
        found = [str(one) for one in imports(path)]
        assert not found, f"{found}: import from the module that has it, so that no package grows into a knot"
