"""Work shared among processes: tasks in, results out in the same order, and no process left behind whatever happens.

This process works too, while threads of it find tasks, one ahead, and hand them to the others. Those are started afresh
("spawn"), the same on every system. Not for what is done: knows nothing of articles.
"""

import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing import connection, get_context, parent_process
from multiprocessing.process import BaseProcess
from queue import Empty, Full, Queue
from typing import Any, Generic, NamedTuple, TypeVar

from indexer.errors import WorkerLost

Task = TypeVar("Task")
Result = TypeVar("Result")

Channel = connection.Connection


@contextmanager
def results(work: Callable[[Task], Result], tasks: Iterable[Task], processes: int) -> Iterator[Iterator[Result]]:
    """The results of some work on each task, in order, by so many processes, of which this is one.

    `work` is a function of a module. What it raises is raised here. Raises WorkerLost when a process ends untimely.
    """
    if processes == 1:
        yield map(work, tasks)
        return
    with closing(_shared(work, tasks, processes - 1)) as found:
        yield found


def _shared(work: Callable[[Task], Result], tasks: Iterable[Task], others: int) -> Generator[Result, None, None]:
    sharing = _Sharing(work, tasks, others)
    try:
        yield from _in_order(sharing.unordered())
    finally:
        sharing.end()


def _in_order(found: Iterator[tuple[int, Result]]) -> Iterator[Result]:
    early: dict[int, Result] = {}
    wanted = 0
    for number, result in found:
        early[number] = result
        while wanted in early:
            yield early.pop(wanted)
            wanted += 1


class _Numbered(NamedTuple, Generic[Task]):
    """A task, and as it is sent to another process: made beforehand, so that none waits for it."""

    number: int
    task: Task
    sent: bytes


class _Sharing(Generic[Task, Result]):
    """One piece of work that processes share: a thread finds tasks, and one for each other process hands them on."""

    def __init__(self, work: Callable[[Task], Result], tasks: Iterable[Task], others: int) -> None:
        self._work = work
        self._tasks: Queue[_Numbered[Task] | None] = Queue(1)  # behind the last stands None
        self._found: Queue[tuple[int, Result] | Exception | None] = Queue()  # None when a thread will find no more
        self._busy = 1 + others
        self._processes: list[BaseProcess] = []
        self._starting = threading.Lock()
        self._ended = False
        self._finding = threading.Thread(target=self._find, args=(tasks,), daemon=True)
        self._handing = [threading.Thread(target=self._hand_on, daemon=True) for _ in range(others)]
        for thread in (self._finding, *self._handing):
            thread.start()

    def unordered(self) -> Iterator[tuple[int, Result]]:
        """Results with the numbers of their tasks as they are ready."""
        while (task := self._next()) is not None:
            yield task.number, self._work(task.task)
            while not self._found.empty():
                yield from self._ready()
        while self._busy:
            yield from self._ready()

    def end(self) -> None:
        """End all others, whatever they are at."""
        with self._starting:
            self._ended = True
        for process in self._processes:
            process.terminate()
        self._drop_tasks()
        self._finding.join()
        self._drop_tasks()
        self._put_last()
        for thread in self._handing:
            thread.join()
        for process in self._processes:
            process.join()

    def _ready(self) -> Iterator[tuple[int, Result]]:
        """What is found next, if that is a result."""
        found = self._found.get()
        if found is None:
            self._busy -= 1
        elif isinstance(found, Exception):
            raise found
        else:
            yield found

    def _next(self) -> _Numbered[Task] | None:
        task = self._tasks.get()
        if task is None:
            self._put_last()  # for the others
        return task

    def _put_last(self) -> None:
        """Put None, behind which there is no task, so that nobody waits for one, and without waiting itself."""
        with suppress(Full):  # then another has put it
            self._tasks.put_nowait(None)

    def _drop_tasks(self) -> None:
        with suppress(Empty):
            while True:
                self._tasks.get_nowait()

    def _find(self, tasks: Iterable[Task]) -> None:
        try:
            for number, task in enumerate(tasks):
                sent = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
                if self._ended:
                    return
                self._tasks.put(_Numbered(number, task, sent))
        except Exception as error:  # raised again by who asks for results
            self._found.put(error)
        self._found.put(None)
        self._tasks.put(None)

    def _hand_on(self) -> None:
        try:
            self._work_elsewhere()
        except Exception as error:  # raised again by who asks for results
            self._found.put(error)
        self._found.put(None)

    def _work_elsewhere(self) -> None:
        """Have one other process work on tasks, which is started for the first."""
        task = self._next()
        started = self._started() if task else None
        if task is None or started is None:
            return
        channel, process = started
        with channel:
            with _not_lost(process):
                channel.send_bytes(task.sent)
            while task is not None:
                with _not_lost(process):
                    answer = channel.recv_bytes()
                    following = self._next()
                    if following is not None:  # it goes before the answer is looked at, for it is waited for
                        channel.send_bytes(following.sent)
                result, error = pickle.loads(answer)  # noqa: S301 -- from a process of our own
                if error is not None:
                    raise error
                self._found.put((task.number, result))
                task = following

    def _started(self) -> tuple[Channel, BaseProcess] | None:
        """Another process, unless all are to end."""
        with self._starting:
            if self._ended:
                return None
            ours, theirs = connection.Pipe()
            given = (theirs, self._work, gc.get_threshold())
            process = get_context("spawn").Process(target=_serve, args=given, daemon=True)
            process.start()
            self._processes.append(process)
        theirs.close()
        return ours, process


@contextmanager
def _not_lost(process: BaseProcess) -> Iterator[None]:
    """What is told to a process and heard of it; raises WorkerLost when it is there no more."""
    try:
        yield
    except (EOFError, OSError) as lost:
        process.join()
        raise WorkerLost(process.exitcode or 0) from lost


def _serve(channel: Channel, work: Callable[[Any], Any], garbage: tuple[int, int, int]) -> None:
    """What another process does: work on each task that comes, until none can come any more.

    It looks for garbage as seldom as who started it.
    """
    gc.set_threshold(*garbage)
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
