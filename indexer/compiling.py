"""Runs kernels: as the plain Python they are while little is asked of them, compiled by numba once that pays.

A kernel is a function over arrays and numbers in a module that imports nothing but numpy, numbers and what other such
modules define, each by its name. To load numba takes a quarter of a second, so a single question from the shell mostly
does without it, while a server loads it at its start. One source either way; docs/decisions.md has the measurements.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from numbers import Number
from types import CodeType, FunctionType
from typing import Any, TypeVar

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

LOADING = 300_000
"""Steps of plain Python that take about as long as loading numba: where more are expected it is loaded before them."""

UNEXPECTED = 2
"""So many times that are taken in all before it is loaded where fewer were expected: the rest is mostly little."""

LITTLE = 100_000
"""Steps that don't wait for another thread which loads numba."""

_compiled: dict[Any, Any] = {}
_callable = set[FunctionType]()
"""What numba may compile into whatever calls it."""

_compiling = threading.Lock()
_asked = 0
_loader: int | None = None
"""The thread that loads what others will need."""


def ready(kernel: Kernel, steps: int) -> Kernel:
    """The kernel to call for work of about so many steps, a step being one turn of its innermost loop."""
    global _asked  # noqa: PLW0603 -- how much this process was asked for is one number for all of it
    known = _compiled.get(kernel)
    if known is None:
        _asked += steps
    # Little work does not wait while another thread loads, which the first time on a machine takes some seconds.
    waits = _loader is not None and _loader != threading.get_ident()
    if (known is None and _asked < UNEXPECTED * LOADING) or (waits and steps < LITTLE):
        return kernel
    return known or compiled(kernel)


def expect(steps: int) -> None:
    """Say beforehand about how many steps a question will take: for many numba is loaded at once, not half-way."""
    global _asked  # noqa: PLW0603 -- as above
    if steps >= LOADING:
        _asked = max(_asked, UNEXPECTED * LOADING)


def compiled(kernel: Kernel) -> Kernel:
    """The kernel compiled, whatever the work; what was compiled before is read from numba's cache on disk."""
    with _compiling:
        if kernel not in _compiled:
            _compiled[kernel] = _compile(kernel)
    return _compiled[kernel]  # type: ignore[no-any-return]  # as above


@contextmanager
def loading() -> Iterator[None]:
    """Have everything compiled from now on, as suits a process that will answer many questions.

    Meanwhile what this thread asks for is compiled, and other threads still do what is little in plain Python.
    """
    global _asked, _loader  # noqa: PLW0603 -- as above
    _asked, _loader = UNEXPECTED * LOADING, threading.get_ident()
    try:
        yield
    finally:
        _loader = None


def _compile(kernel: Any) -> Any:
    from numba import njit  # noqa: PLC0415 -- heavy: see above
    from numba.extending import register_jitable  # noqa: PLC0415 -- as above

    functions, numbers = _reached(kernel)
    for function in functions - _callable:
        register_jitable(function)
    _callable.update(functions)
    compiled: Any = njit(nogil=True, error_model="numpy")(kernel)  # which need not ask for each division
    with suppress(RuntimeError):  # numba found no folder that it may write its cache to
        compiled._cache = _cache_of(kernel, (_code(functions), numbers))
    return compiled


def _reached(kernel: FunctionType) -> tuple[set[FunctionType], dict[str, Any]]:
    """The functions of ours that a kernel calls, itself and those that these call too, and the numbers they name."""
    functions, numbers, left = set[FunctionType](), dict[str, Any](), [kernel]
    ours = kernel.__module__.partition(".")[0]
    while left:
        function = left.pop()
        functions.add(function)
        for name in _names(function.__code__):
            value = function.__globals__.get(name)
            if isinstance(value, Number | tuple):
                numbers[f"{function.__module__}.{name}"] = value
            elif isinstance(value, FunctionType) and value.__module__.partition(".")[0] == ours:
                left += {value} - functions
    return functions, numbers


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for part in code.co_consts:
        if isinstance(part, CodeType):  # what is within brackets of a comprehension
            yield from _names(part)


def _code(functions: set[FunctionType]) -> dict[str, Any]:
    """What each of them is as it runs here, which its file may not say any more: a server outlives an update."""
    return {f"{one.__module__}.{one.__qualname__}": _said(one.__code__) for one in functions}


def _said(code: CodeType) -> tuple[Any, ...]:
    consts = tuple(_said(part) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.co_code, code.co_names, code.co_varnames, repr(consts)


def _cache_of(kernel: Any, stamp: Any) -> Any:
    """Numba's cache, which reads a compiled kernel without importing first all that numba could compile.

    That is half of what loading takes. What is not in the cache is compiled as ever, all imported before. It holds what
    was compiled under the same stamp; numba's own tells only of the kernel's file, not of others that it calls.
    """
    from numba.core import caching, runtime  # noqa: PLC0415 -- heavy: see above

    cache: Any = caching.FunctionCache  # what `cache=True` makes
    file: Any = caching.IndexDataCacheFile
    system: Any = runtime

    class Cache(cache):  # type: ignore[misc]  # numba has few types
        def __init__(self, function: Any) -> None:
            super().__init__(function)
            self._cache_file = file(self._cache_path, self._impl.filename_base, stamp)

        def load_overload(self, sig: Any, target_context: Any) -> Any:
            system.rtsys.initialize(target_context)  # the part of a refresh that running a kernel needs
            with self._guard_against_spurious_io_errors():
                return self._load_overload(sig, target_context)

    return Cache(kernel)
