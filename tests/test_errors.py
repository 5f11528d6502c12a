"""Every error there is: a sentence that holds what it was given, a code of its own, a status and an exit code."""

import inspect
import shlex
from typing import Any

import pytest

from indexer import errors
from indexer.errors import IndexDamaged, IndexMissing, IndexStale, MasadirError


def leaves(kind: type[MasadirError]) -> list[type[MasadirError]]:
    return [one for below in kind.__subclasses__() for one in (below, *leaves(below))]


@pytest.mark.parametrize("kind", leaves(MasadirError), ids=lambda kind: str(kind.code))
def test_every_error_says_its_cause_in_one_line(kind: type[MasadirError]) -> None:
    values: dict[str, Any] = {
        name: 12_345 if parameter.annotation is int else f"the {name} {{}} %s"
        for name, parameter in inspect.signature(kind).parameters.items()
    }
    error = kind(**values)
    assert str(error) == error.message
    assert "\n" not in error.message
    assert error.message.endswith((".", ")")) or "masadir build" in error.message
    for value in values.values():
        shown = f"{value:,}" if isinstance(value, int) else value
        assert shown in error.message
    assert error.exit_code in (1, 2)
    assert 400 <= error.status < 600
    assert kind.code != MasadirError.code
    assert kind.__module__ == errors.__name__


@pytest.mark.parametrize(
    "error", [IndexMissing("فهرس جديد"), IndexStale("فهرس جديد", "x"), IndexDamaged("فهرس جديد", "x")]
)
def test_the_command_that_mends_an_index_can_be_pasted_into_a_shell(error: MasadirError) -> None:
    assert error.command is not None
    assert error.message.endswith(error.command)
    assert shlex.split(error.command) == ["masadir", "build", "--index", "فهرس جديد"]


def test_every_error_has_its_own_code() -> None:
    codes = [kind.code for kind in leaves(MasadirError)]
    assert len(codes) == len(set(codes)) > 5
