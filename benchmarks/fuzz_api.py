"""Requests made from the endpoint's own OpenAPI document, right and wrong ones, and sequences along its links.

    python -m benchmarks.fuzz_api [--index DIR] [--examples N] [--walks N] [--seed N]

schemathesis makes the requests and holds each answer against the document with all its checks. Ends with the number of
requests and 0, or with the first failure and 1. A small run of it is in the tests.
"""

import argparse
import contextlib
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from indexer.build import build
from indexer.errors import BadParameter
from indexer.search import open_engine
from indexer.search.dates import date_span
from webapp.app import create_app
from webapp.request import SEARCH_PARAMETERS

CONFIG: dict[str, Any] = {
    "checks": {
        # A schema can't say which ids, paragraphs and cursors there are: 404 and, for a cursor, 409 and 410.
        "positive_data_acceptance": {"expected-statuses": ["2xx", "304", "404", "409", "410"]},
    },
}


class Counting:
    """A WSGI application that counts the statuses of another."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app
        self.statuses: Counter[str] = Counter()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""

        def start(status: str, headers: list[tuple[str, str]], error: object = None) -> object:
            self.statuses[status[:3]] += 1
            return start_response(status, headers, error)

        return self._app(environ, start)


def fuzz(app: Flask, examples: int, walks: int, number: int) -> Counter[str]:
    """The statuses of all answers; raises the failure of the first one that is not as described."""
    # With no server between them the client gets answers packed as they are, and can't open them.
    app.config.update(COMPRESS_MIN_SIZE=sys.maxsize, COMPRESS_STREAMS=False)
    counting = Counting(app.wsgi_app)
    app.wsgi_app = counting  # type: ignore[method-assign]  # as Flask documents it
    config = schemathesis.Config.from_dict(CONFIG)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app, config=config)
    for only in (_is_a_span, _is_told_in_a_url):
        schema.hook("filter_query")(only)
    profile = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    checks = CHECKS.get_all()
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]  # our document is a valid one, or this raises
        for mode in GenerationMode:
            strategy = operation.as_strategy(generation_mode=mode)

            @seed(number)
            @settings(profile)
            @given(strategy)
            def ask(case: schemathesis.Case[Any]) -> None:
                case.call_and_validate(checks=checks)  # type: ignore[arg-type]  # typed more narrowly than it is

            # What has no parameter can't be asked wrongly, and there is nothing to make.
            with contextlib.suppress(Unsatisfiable) if mode is GenerationMode.NEGATIVE else contextlib.nullcontext():
                ask()

    class Walk(schema.as_state_machine()):  # type: ignore[misc]  # a class made at run time
        """A walk along the links, which put into a request what the filters above have not seen."""

        def before_call(self, case: schemathesis.Case[Any]) -> None:
            """Leave out an end that lies before the beginning."""
            if not _is_a_span(None, case.query):
                del case.query["to"]

    run_state_machine_as_test(Walk, settings=settings(profile, max_examples=walks, stateful_step_count=6))
    return counting.statuses


_REPEATABLE = {parameter.name for parameter in SEARCH_PARAMETERS if parameter.repeatable}


def _is_told_in_a_url(_: object, query: dict[str, Any] | None) -> bool:
    """Whether what makes a request right or wrong can be seen in its address.

    There null and an empty list are nothing, and a number is a text, also as the only one of a list of texts.
    """
    asked = query or {}
    texts = [text for name in _REPEATABLE & asked.keys() for text in _listed(asked[name])]
    return all(value not in (None, [], {}) for value in asked.values()) and all(isinstance(text, str) for text in texts)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [None]


def _is_a_span(_: object, query: dict[str, Any] | None) -> bool:
    """Not `to` before `from`, which is an error of its own that a schema can't describe."""
    ends = ((query or {}).get(name) for name in ("from", "to"))
    try:
        first, last = (date_span("", end)[0] if isinstance(end, str) else None for end in ends)
    except BadParameter:
        return True
    return not (first and last) or first[: len(last)] <= last[: len(first)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask, and print what was answered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="index folder (default: a new one of the sample sources)")
    parser.add_argument(
        "--examples", type=int, default=250, metavar="N", help="requests a path and kind (default: 250)"
    )
    parser.add_argument("--walks", type=int, default=250, metavar="N", help="sequences along links (default: 250)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another number, other requests (default: 1)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if options.index is None:
            build(Path(__file__).parents[1] / "sources", Path(folder))
        engine = open_engine(options.index or folder)
        statuses = fuzz(create_app(engine), options.examples, options.walks, options.seed)
        engine.close()
    print(
        f"{statuses.total():,} requests, no failure: " + ", ".join(f"{n:,} × {s}" for s, n in sorted(statuses.items()))
    )


if __name__ == "__main__":
    main()
