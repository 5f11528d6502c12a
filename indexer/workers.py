"""Work shared among processes: tasks in, results out in the same order, and no process left behind whatever happens.

Processes are started afresh ("spawn"), the same on every system, and take tasks one at a time, so that a task waits in
memory only once there is somebody to do it. Not for what is done: knows nothing of articles.
"""

import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from multiprocessing import connection, get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar, cast

from indexer.errors import WorkerLost

Task = TypeVar("Task")
Result = TypeVar("Result")

Channel = connection.Connection


@contextmanager
def results(work: Callable[[Task], Result], tasks: Iterable[Task], processes: int) -> Iterator[Iterator[Result]]:
    """The results of some work on each task, in order; in this process if it is to be one.

    `work` is a function of a module. What it raises is raised here. Raises WorkerLost when a process ends untimely.
    """
    if processes == 1:
        yield map(work, tasks)
        return
    with closing(_shared(work, tasks, processes)) as found:
        yield found


def _shared(work: Callable[[Task], Result], tasks: Iterable[Task], processes: int) -> Generator[Result, None, None]:
    workers: dict[Channel, BaseProcess] = {}
    try:
        yield from _in_order(_unordered(work, enumerate(tasks), processes, workers))
    finally:
        for channel, process in workers.items():
            channel.close()
            process.terminate()
        for process in workers.values():
            process.join()


def _in_order(found: Iterator[tuple[int, Result]]) -> Iterator[Result]:
    early: dict[int, Result] = {}
    wanted = 0
    for number, result in found:
        early[number] = result
        while wanted in early:
            yield early.pop(wanted)
            wanted += 1


def _unordered(
    work: Callable[[Task], Result],
    tasks: Iterator[tuple[int, Task]],
    processes: int,
    workers: dict[Channel, BaseProcess],
) -> Iterator[tuple[int, Result]]:
    """Results with the numbers of their tasks as they are ready; `workers` is filled as they are needed."""
    busy: dict[Channel, int] = {}
    for number, task in tasks:
        if len(workers) < processes:
            channel = _start(work, workers)
        else:
            channel, result = _next_result(busy, workers)
            yield busy.pop(channel), result
        _send(channel, task, workers)
        busy[channel] = number
    while busy:
        channel, result = _next_result(busy, workers)
        yield busy.pop(channel), result


def _start(work: Callable[[Any], Any], workers: dict[Channel, BaseProcess]) -> Channel:
    ours, theirs = connection.Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs, work), daemon=True)
    workers[ours] = process
    process.start()
    theirs.close()
    return ours


def _send(channel: Channel, task: object, workers: dict[Channel, BaseProcess]) -> None:
    try:
        channel.send(task)
    except OSError as error:
        raise _lost(workers[channel]) from error


def _next_result(busy: dict[Channel, int], workers: dict[Channel, BaseProcess]) -> tuple[Channel, Any]:
    """A result that is ready, and whose; what the work raised is raised."""
    channel = cast(Channel, connection.wait(list(busy))[0])
    try:
        result, error = channel.recv()
    except (EOFError, OSError) as lost:
        raise _lost(workers[channel]) from lost
    if error is not None:
        raise error
    return channel, result


def _lost(process: BaseProcess) -> WorkerLost:
    process.join()
    return WorkerLost(process.exitcode or 0)


def _serve(channel: Channel, work: Callable[[Any], Any]) -> None:
    """What a process does: work on each task that comes, until none can come any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            task = channel.recv()
        except EOFError:
            return
        try:
            answer: tuple[Any, Exception | None] = (work(task), None)
        except Exception as error:  # raised again in the parent
            answer = (None, error)
        channel.send(answer)


def _end_with_parent() -> None:
    """A parent that was killed can tell nobody, and who works for it must not work on."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
