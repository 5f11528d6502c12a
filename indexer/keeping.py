"""The commands that bring an index up to its sources: build, update and watch.

Not for what they do, see `build` and `watch`, nor for reading a command line, see `options`.
"""

import argparse
import json
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict

from indexer import build as building
from indexer.errors import said
from indexer.model import BuildReport
from indexer.settings import Resources
from indexer.terminal import ProgressBar, build_lines, watch_line
from indexer.watch import watch as outcomes


def build(options: argparse.Namespace) -> int:
    """Build the index anew."""
    return _with_progress(options, building.build)


def update(options: argparse.Namespace) -> int:
    """Read what changed."""
    return _with_progress(options, building.update)


def watch(options: argparse.Namespace) -> int:
    """Update after every change, until a signal ends it; what goes wrong is said, and ends nothing."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager stops it as Ctrl-C does
    try:
        for told in outcomes(options.sources, options.index, Resources(options.cores, options.memory), options.every):
            if not isinstance(told, BuildReport):
                print(f"masadir: {said(told)}", file=sys.stderr, flush=True)
            else:
                print(_json(told) if options.json else watch_line(told, options.index), flush=True)
    except KeyboardInterrupt:
        print("masadir: stopped watching. The index is whole and can be searched, if there was one.", file=sys.stderr)
    return 0


def _with_progress(options: argparse.Namespace, work: Callable[..., BuildReport]) -> int:
    bar = ProgressBar()
    try:
        report = work(options.sources, options.index, bar, Resources(options.cores, options.memory))
    finally:
        bar.close()
    for line in [_json(report)] if options.json else build_lines(report, options.index):
        print(line)
    sys.stdout.flush()
    return 0


def _json(report: BuildReport) -> str:
    return json.dumps(asdict(report), ensure_ascii=False)
