"""Work shared among processes: results in order, errors passed on, and nobody left behind."""

import gc
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import active_children, parent_process
from pathlib import Path

import pytest

from indexer.errors import WorkerLost
from indexer.workers import results

ROOT = Path(__file__).parents[1]


def squared(number: int) -> int:
    if number == 3:
        time.sleep(0.05)  # so that those after it are ready before
    return number * number


def failing(number: int) -> int:
    raise ValueError(f"no {number}")


def dying(number: int) -> int:
    if parent_process() is not None:  # all but this one
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return number


def working(number: int) -> int:
    time.sleep(0.1)
    return os.getpid()


def garbage_threshold(number: int) -> tuple[int, int]:
    time.sleep(0.1)  # so that all get a task
    return os.getpid(), gc.get_threshold()[0]


def two_and_no_more() -> Iterator[int]:
    yield from range(2)
    raise ValueError("no more")


@pytest.mark.parametrize("processes", [1, 3])
def test_results_come_in_the_order_of_the_tasks(processes: int) -> None:
    with results(squared, range(10), processes) as found:
        assert list(found) == [number * number for number in range(10)]
    assert not active_children()


def test_who_stops_asking_leaves_no_process_behind() -> None:
    before = threading.active_count()
    with results(squared, itertools.count(), 2) as found:
        assert [next(found), next(found)] == [0, 1]
    assert not active_children()
    assert threading.active_count() == before


def test_all_processes_work() -> None:
    with results(working, range(30), 3) as found:
        assert len(set(found)) == 3
    assert not active_children()


def test_all_processes_look_for_garbage_as_seldom() -> None:
    before = gc.get_threshold()
    gc.set_threshold(12_345)
    try:
        with results(garbage_threshold, range(30), 2) as found:
            assert len(thresholds := dict(found)) == 2
    finally:
        gc.set_threshold(*before)
    assert set(thresholds.values()) == {12_345}


@pytest.mark.parametrize("processes", [1, 2])
def test_what_the_tasks_raise_is_raised(processes: int) -> None:
    with pytest.raises(ValueError, match="no more"), results(squared, two_and_no_more(), processes) as found:
        list(found)
    assert not active_children()


@pytest.mark.parametrize("processes", [1, 2])
def test_what_the_work_raises_is_raised(processes: int) -> None:
    with pytest.raises(ValueError, match="no 0"), results(failing, [0], processes) as found:
        list(found)
    assert not active_children()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_process_that_is_killed_is_reported() -> None:
    with pytest.raises(WorkerLost, match="--memory"), results(dying, range(4), 2) as found:
        list(found)
    assert not active_children()


PARENT = """
import sys, time
from indexer.workers import results
from tests.test_workers import sleeping
if __name__ == "__main__":
    with results(sleeping, range(4), 3) as found:
        list(found)
"""


def sleeping(number: int) -> int:
    os.write(1, f"{os.getpid()}\n".encode())
    time.sleep(600)
    return number


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = {int(parent.stdout.readline()) for _ in range(3)} - {parent.pid}
        parent.kill()
    until = time.monotonic() + 20
    while any(map(alive, workers)):
        assert time.monotonic() < until, "a worker outlived its parent"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
