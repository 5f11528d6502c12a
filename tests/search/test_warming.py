"""A server's kernels are compiled by another process, and loaded whatever becomes of that."""

import sys
from pathlib import Path
from unittest.mock import Mock, patch

import pytest

from indexer.search import warming
from indexer.search.engine import Engine


def test_another_process_warms_the_same_index_first(tmp_path: Path) -> None:
    engine = Mock(Engine)
    with patch("subprocess.run", side_effect=lambda *_, **__: engine.warm.assert_not_called()) as run:
        warming.warm(engine, tmp_path)
    [command] = run.call_args.args
    assert command[0] == sys.executable
    engine.warm.assert_called_once_with()
    with patch.object(sys, "argv", ["-c", *command[3:]]), patch("indexer.search.open_engine") as opened:
        exec(command[2], {})  # noqa: S102 -- our own line
    opened.assert_called_once_with(tmp_path)
    opened.return_value.warm.assert_called_once_with()


@pytest.mark.parametrize("name", ["missing", "\u0641\u0647\u0631\u0633"])
def test_an_index_that_is_not_there_keeps_nobody_waiting(tmp_path: Path, name: str) -> None:
    engine = Mock(Engine)
    warming.warm(engine, tmp_path / name)
    engine.warm.assert_called_once_with()
