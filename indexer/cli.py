"""The command line: the right room called, text or JSON out, exit codes. Its options are in `options`.

Results go to standard output, progress and messages to standard error. Exit codes: 0 done, 1 nothing found or the
build failed, 2 wrong usage. Nothing heavy is imported before the command that needs it.
"""

import argparse
import gc
import io
import json
import os
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace

from indexer.answers import Level, Question
from indexer.errors import BadParameter, MasadirError, said
from indexer.options import parser
from indexer.settings import Settings

__all__ = ["main", "parser"]

OBJECTS_KEPT = 50_000
"""Objects that may come before Python looks which of them it can forget. Nearly all that a command makes at its start
stays until its end, and to look through it again and again takes a tenth of a question."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every foreseeable trouble is one sentence on standard error."""
    gc.set_threshold(OBJECTS_KEPT)
    _print_any_text()
    try:
        options = parser().parse_args(arguments)
        return _COMMANDS[options.command](options)
    except BadParameter as error:
        print(f"masadir: {_FLAGS.get(str(error.parameter), error.parameter)}: {error.problem}", file=sys.stderr)
        return error.exit_code
    except MasadirError as error:
        print(f"masadir: {said(error)}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("masadir: stopped. The index is whole and can be searched, if there was one.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output went away, as `masadir search … | head` does; that is no error. What is still
        # to be flushed at exit must go somewhere else.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # a full disk, a folder that may not be written
        print(f"masadir: {said(error)}", file=sys.stderr)
        return 1


def _print_any_text() -> None:
    """Pipes and files get UTF-8 on every system; what a terminal can't show is escaped instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _settings(options: argparse.Namespace) -> Settings:
    return replace(Settings.from_environment(), index_dir=options.index)


def _build(options: argparse.Namespace) -> int:
    from indexer.keeping import build

    return build(options)


def _update(options: argparse.Namespace) -> int:
    from indexer.keeping import update

    return update(options)


def _watch(options: argparse.Namespace) -> int:
    from indexer.keeping import watch

    return watch(options)


def _search(options: argparse.Namespace) -> int:
    from indexer.asking import search

    return search(options, _settings(options))


def _replay(options: argparse.Namespace) -> int:
    from indexer.asking import replay

    return replay(options, _settings(options))


def _article(options: argparse.Namespace) -> int:
    from indexer.asking import article

    return article(options, _settings(options))


def _cite(options: argparse.Namespace) -> int:
    from indexer.asking import citation

    return citation(options, _settings(options))


def _similar(options: argparse.Namespace) -> int:
    from indexer.asking import similar

    return similar(options, _settings(options))


def _story(options: argparse.Namespace) -> int:
    from indexer.asking import story

    return story(options, _settings(options))


def _suggest(options: argparse.Namespace) -> int:
    from indexer.asking import suggest

    return suggest(options, _settings(options))


def _explain(options: argparse.Namespace) -> int:
    from indexer.search import open_engine
    from indexer.search.payload import explanation_payload
    from indexer.terminal import explanation_lines

    question = Question(options.question, level=Level(options.level))
    explanation = open_engine(_settings(options)).explain(question, options.article)
    if options.json:
        _print([json.dumps(explanation_payload(explanation), ensure_ascii=False)])
    else:
        _print(explanation_lines(explanation))
    return 0 if explanation.rank else 1


def _serve(options: argparse.Namespace) -> int:
    from indexer.search import open_engine
    from indexer.search.warming import warm
    from webapp.serve import serve

    settings = _settings(options)
    engine = open_engine(settings)
    engine.info()  # a missing index is said here, before anyone waits for an answer
    threading.Thread(
        target=warm, args=(engine, settings.index_dir)
    ).start()  # beside the first questions, which need not wait for all of it
    serve(
        engine,
        options.host,
        options.port,
        announce=lambda address: print(f"Masadir is at {address} (Ctrl-C stops it)", flush=True),
        settings=settings,
    )
    return 0


def _analyze(options: argparse.Namespace) -> int:
    from indexer.arabic.analysis import use
    from indexer.readers.rules import read_rules
    from indexer.terminal import analysis_lines

    use(read_rules(Settings.from_environment().sources_dir))
    _print(analysis_lines(options.text))
    return 0


def _run(options: argparse.Namespace) -> int:
    from indexer.evaluation import read_queries, run, run_lines
    from indexer.search import open_engine

    engine = open_engine(_settings(options))
    queries = list(read_queries(options.queries))
    try:
        with options.output.open("w", encoding="utf-8") as out:
            for query, ranking in run(engine, queries, options.limit):
                out.writelines(f"{line}\n" for line in run_lines(query, ranking))
    except OSError as error:
        raise BadParameter("--output", "a file that can be written", f"{options.output} ({error.strerror})") from error
    print(f"{len(queries):,} questions asked; the run is in {options.output}", file=sys.stderr)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from indexer.evaluation import evaluate
    from indexer.terminal import ProgressBar, evaluation_lines

    bar = ProgressBar()
    try:
        evaluation = evaluate(options.collection, bar)
    finally:
        bar.close()
    _print([json.dumps(asdict(evaluation))] if options.json else evaluation_lines(evaluation))
    return 0


def _stats(options: argparse.Namespace) -> int:
    from indexer.search import open_engine
    from indexer.search.payload import passport_payload, source_payload
    from indexer.terminal import source_lines

    if options.conflations:
        return _conflations(options)
    engine = open_engine(_settings(options))
    info, sources = engine.info(), engine.sources()
    if options.json:
        body = {"index": passport_payload(engine.passport()), "sources": [source_payload(source) for source in sources]}
        _print([json.dumps(body, ensure_ascii=False)])
    else:
        _print([f"{info.articles:,} articles, built {info.built_at}, analysis {info.analysis}"])
        _print(source_lines(sources))
    return 0


def _conflations(options: argparse.Namespace) -> int:
    from indexer.search.conflations import SHOWN, conflations_of
    from indexer.terminal import conflation_lines

    found = conflations_of(options.index, SHOWN)
    if options.json:
        _print([json.dumps({"conflations": [asdict(one) for one in found]}, ensure_ascii=False)])
    else:
        _print(conflation_lines(found))
    return 0


def _check(options: argparse.Namespace) -> int:
    if options.report:
        return _check_sources(options)
    if options.json:
        raise BadParameter("--json", "--sources beside it", "--json alone")
    from indexer.checks import check_lines

    sound, lines = check_lines(replace(_settings(options), sources_dir=options.sources))
    _print(lines)
    return 0 if sound else 1


def _check_sources(options: argparse.Namespace) -> int:
    from indexer.survey import survey
    from indexer.terminal import ProgressBar, report_lines

    bar = ProgressBar()
    try:
        report = survey(options.sources, options.index, bar)
    finally:
        bar.close()
    if options.json:
        _print([json.dumps(asdict(report), ensure_ascii=False)])
    else:
        _print([f"{report.articles:,} articles in {options.sources}, {len(report.skipped):,} skipped"])
        _print(report_lines(report))
    return 1 if report.skipped else 0


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
    sys.stdout.flush()


_FLAGS = {
    "size": "--limit",
    "page": "--page",
    "cursor": "--cursor",
    "paragraph": "--paragraph",
    "from": "--from",
    "to": "--to",
    "host": "--host",
    "port": "--port",
}
"""What the shell calls a parameter that the rooms below know by its public name."""

_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "update": _update,
    "watch": _watch,
    "search": _search,
    "replay": _replay,
    "article": _article,
    "cite": _cite,
    "similar": _similar,
    "story": _story,
    "suggest": _suggest,
    "explain": _explain,
    "serve": _serve,
    "analyze": _analyze,
    "run": _run,
    "evaluate": _evaluate,
    "stats": _stats,
    "check": _check,
}
