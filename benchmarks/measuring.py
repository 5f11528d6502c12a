"""Time and memory of a piece of work with all its processes, as benchmarks print them. Not for what is measured."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import NamedTuple


class Timed(NamedTuple):
    """Something that was timed, in seconds."""

    name: str
    clock: float
    processor: float


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print what the block takes, by the clock and in processor time, with that of the processes it started."""
    clock, processor = perf_counter(), _processor()
    yield
    print(json.dumps(Timed(name, perf_counter() - clock, _processor() - processor)), flush=True)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def run_together(module: str, commands: Sequence[Sequence[str]]) -> tuple[list[Timed], float]:
    """What a module timed, run so often at once, each in a process of its own; and the most memory of all, in MiB.

    Of what several timed under one name the longest by the clock and the sum of processor time. They run as a program
    that is installed: what they import was compiled before, and processes that they start don't import the module too.
    """
    most = 0.0
    program = [sys.executable, "-c", f"from {module} import main; main()"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = [
        subprocess.Popen([*program, *command], stdout=subprocess.PIPE, text=True, env=environment)
        for command in commands
    ]
    while any([process.poll() is None for process in started]):
        most = max(most, sum(_resident(process.pid) for process in started))
        sleep(0.05)
    found: dict[str, Timed] = {}
    for process in started:
        with process:
            for one in (Timed(*json.loads(line)) for line in process.stdout or ()):
                before = found.get(one.name, Timed(one.name, 0, 0))
                found[one.name] = Timed(one.name, max(before.clock, one.clock), before.processor + one.processor)
        if process.returncode:
            raise SystemExit(f"{module} ended with exit code {process.returncode}")
    return list(found.values()), most


def _resident(process: int) -> float:
    """Memory in MiB of a process and all it started, what they share counted once; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
        threads = Path(f"/proc/{process}/task").iterdir()
        children = [child for own in threads for child in (own / "children").read_text(encoding="utf-8").split()]
    except OSError:
        return 0
    own = next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("Pss:")), 0)
    return own + sum(_resident(int(child)) for child in children)
