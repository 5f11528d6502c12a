"""When kernels run as plain Python, and from when on compiled; what is compiled here is a name."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer import compiling
from indexer.compiling import LOADING, UNEXPECTED, expect, loading, ready


def kernel() -> str:
    return "plain"


@pytest.fixture(autouse=True)
def _new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def compiled(of: Callable[..., Any]) -> Callable[..., Any]:
        return lambda: "compiled"

    monkeypatch.setattr(compiling, "_compile", compiled)
    monkeypatch.setattr(compiling, "_compiled", {})
    monkeypatch.setattr(compiling, "_asked", 0)


def test_little_is_plain_and_nothing_is_loaded_for_it() -> None:
    expect(LOADING - 1)
    assert ready(kernel, 1000)() == "plain"


def test_what_is_expected_to_be_much_is_compiled_at_once() -> None:
    expect(LOADING)
    assert ready(kernel, 1)() == "compiled"


def test_more_than_was_expected_is_compiled_when_it_is_far_more() -> None:
    expect(LOADING // 2)
    assert ready(kernel, LOADING)() == "plain"
    assert ready(kernel, (UNEXPECTED - 1) * LOADING)() == "compiled"
    assert ready(kernel, 1)() == "compiled"


def test_who_will_answer_many_questions_has_all_compiled() -> None:
    with loading():
        assert ready(kernel, 1)() == "compiled"
    assert ready(kernel, 1)() == "compiled"


LOADED = """
import sys
import numpy as np
from indexer import compiling
from indexer.store import lookup
text, starts, runs = np.frombuffer("جسرنهر".encode(), np.uint8), np.array([0, 6, 12]), np.zeros((1, 2), np.int64)
wanted = np.frombuffer("نه".encode(), np.uint8)
assert compiling.compiled(lookup.find_runs)(text, starts, wanted, np.array([wanted.size]), runs) == 0
print(runs.tolist(), "numba.np.linalg" in sys.modules)
"""


def test_a_kernel_that_is_on_disk_is_run_without_all_that_compiling_needs(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    answers = [
        subprocess.run(
            [sys.executable, "-c", LOADED], env=environment, capture_output=True, timeout=120, check=True, text=True
        ).stdout
        for _ in range(2)
    ]
    assert answers == ["[[1, 2]] True\n", "[[1, 2]] False\n"]  # first compiled, then read


KERNEL = """
from rooms.helpers import SHARE, half

def share(whole: int) -> int:
    return half(whole) + SHARE
"""

HELPERS = """
from rooms.parts import PARTS, SHARE

def half(whole: int) -> int:
    return _part(whole)

def _part(whole: int) -> int:
    return whole // PARTS
"""

SHARED = """
import sys
from indexer import compiling
from rooms import kernel
print(compiling.compiled(kernel.share)(12), "numba.np.linalg" in sys.modules)
"""

OUTLIVED = """
import sys
from pathlib import Path
from indexer import compiling
from rooms import helpers, kernel
Path(helpers.__file__).write_text(sys.argv[1])  # another version comes while this one runs
print(compiling.compiled(kernel.share)(12))
"""


def test_a_kernel_is_compiled_anew_when_what_it_calls_or_names_in_another_module_changes(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), *sys.path])
    (tmp_path / "rooms").mkdir()

    def answer(parts: str, helpers: str = HELPERS, program: str = SHARED, *arguments: str) -> str:
        for name, source in {"kernel": KERNEL, "helpers": helpers, "parts": parts}.items():
            (tmp_path / "rooms" / f"{name}.py").write_text(source)
        run = [sys.executable, "-c", program, *arguments]
        return subprocess.run(run, env=environment, capture_output=True, timeout=120, check=True, text=True).stdout

    assert answer("PARTS, SHARE = 2, 0") == "6 True\n"
    assert answer("PARTS, SHARE = 2, 0") == "6 False\n"
    assert answer("PARTS, SHARE = 3, 0") == "4 True\n"  # named by what is called
    assert answer("PARTS, SHARE = 3, 1") == "5 True\n"  # named by the kernel
    assert answer("PARTS, SHARE = 3, 1", HELPERS.replace("// PARTS", "* PARTS")) == "37 True\n"
    after = HELPERS.replace("// PARTS", "+ PARTS")
    assert answer("PARTS, SHARE = 4, 0", HELPERS, OUTLIVED, after) == "3\n"  # by the code that runs, not by its file
    assert answer("PARTS, SHARE = 4, 0", after) == "16 True\n"
