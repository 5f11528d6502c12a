"""When kernels run as plain Python, and from when on compiled; what is compiled here is a name."""

from collections.abc import Callable
from typing import Any

import pytest

from indexer.store import compiling
from indexer.store.compiling import LOADING, UNEXPECTED, expect, loading, ready


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
