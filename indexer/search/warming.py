"""Makes the engine of a server ready beside its first questions: kernels are compiled apart and loaded here.

The first time on a machine compiling takes some seconds, and 80 MiB that Python never gives back. So another process
does it and leaves what it compiled on disk. Not for what is loaded: see `indexer.compiling`.
"""

import ctypes
import gc
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from indexer.search.engine import Engine

GARBAGE = 20_000
"""Objects after which Python looks for garbage that holds itself: an answer makes as many, and nearly all of them are
let go with it. Its own 700 would have it look thirty times for each answer."""

_ALONE = "import sys, pathlib, indexer.search as s; s.open_engine(pathlib.Path(sys.argv[1])).warm()"


def warm(engine: Engine, index_dir: Path) -> None:
    """Load the kernels that the engine of an index needs, after another process has compiled them."""
    command = [sys.executable, "-c", _ALONE, str(index_dir)]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603 -- our own line, and no shell
    engine.warm()
    gc.collect()
    gc.freeze()  # what is there now stays, and need not be looked through for garbage while questions are answered
    with suppress(AttributeError, OSError, TypeError):  # of other C libraries, which give back by themselves
        ctypes.CDLL(None).malloc_trim(0)  # what loading took and left
    gc.set_threshold(GARBAGE, 20, 20)
