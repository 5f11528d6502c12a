"""The commands that ask an index: search in all its shapes, articles, completions; the endpoint's answers as JSON.

Not for reading a command line, see `options`, nor for how hits look on a terminal, see `terminal`.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, replace

from indexer.answers import Filters, Level, Question, Sort
from indexer.errors import BadParameter
from indexer.search import open_engine
from indexer.search.article_payload import article_payload, paragraph_payload, similar_payload, story_payload
from indexer.search.cite import CitationFormat, cite
from indexer.search.dates import date_span
from indexer.search.engine import Engine
from indexer.search.export import ExportFormat, export_lines
from indexer.search.payload import result_page_payload
from indexer.settings import Settings
from indexer.terminal import article_lines, colours, plain_lines, replay_lines, result_lines, summary_lines


def _patient(settings: Settings) -> Engine:
    """The engine without a limit of time: whoever asks in a shell stops it themselves."""
    return open_engine(replace(settings, question_seconds=float("inf")))


def search(options: argparse.Namespace, settings: Settings) -> int:
    """Answer one question, or every question of a file."""
    asked = _question(options)
    if options.manifest is not None and asked.cursor is not None:
        raise BadParameter("--manifest", "no --cursor beside it, which ends with its index", asked.cursor)
    with closing(_patient(settings)) as engine:
        if options.questions is not None:
            return _batch(options, engine, asked)
        if options.question is None:
            raise BadParameter("QUESTION", "a question, or --questions FILE", "neither")
        if options.all:
            fmt = ExportFormat(options.all)
            lines = [sys.stdout.write(line) for line in export_lines(engine.export(asked), asked, fmt)]
            return 0 if len(lines) > (fmt is ExportFormat.CSV) else 1  # a CSV has a head even without hits
        page = engine.search(asked)
        if options.manifest is not None:
            from indexer.manifests import manifest  # noqa: PLC0415 -- as long as a short question takes by itself

            _write(options.manifest, "--manifest", [json.dumps(manifest(engine, page), ensure_ascii=False, indent=1)])
    if options.json:
        _print([_json(result_page_payload(page))])
        return 0 if page.total else 1
    _print(plain_lines(page) if options.plain else result_lines(page, bold=colours(sys.stdout)))
    for notice in page.notices:
        print(f"masadir: {notice.message}", file=sys.stderr)
    return 0 if page.total else 1


def replay(options: argparse.Namespace, settings: Settings) -> int:
    """Ask the question of a manifest again: 0 when its hits are the same, 1 when not."""
    from indexer.manifests import read_manifest, replayed  # noqa: PLC0415 -- as in `search`

    before = read_manifest(options.manifest)
    with closing(_patient(settings)) as engine:
        since = replayed(engine, before)
    _print([_json(asdict(since))] if options.json else replay_lines(since))
    return 0 if since.same else 1


def article(options: argparse.Namespace, settings: Settings) -> int:
    """Print an article or one paragraph of it."""
    question = Question(options.question, level=Level(options.level)) if options.question else None
    with closing(_patient(settings)) as engine:
        view = engine.article(options.article, question)
    body = article_payload(view) if options.paragraph is None else paragraph_payload(view, options.paragraph)
    _print([_json(body)] if options.json else article_lines(view, options.paragraph, bold=colours(sys.stdout)))
    return 0


def citation(options: argparse.Namespace, settings: Settings) -> int:
    """Print an article's citation; in the shell an article without an address of its own has none."""
    with closing(_patient(settings)) as engine:
        view = engine.article(options.article)
    sys.stdout.write(cite(view.article, None, CitationFormat(options.format), settings.citation_style))
    return 0


def similar(options: argparse.Namespace, settings: Settings) -> int:
    """The articles most like one."""
    with closing(_patient(settings)) as engine:
        page = engine.similar(options.article, options.limit)
    _print([_json(similar_payload(options.article, page))] if options.json else plain_lines(page))
    return 0 if page.hits else 1


def story(options: argparse.Namespace, settings: Settings) -> int:
    """An article and its copies."""
    with closing(_patient(settings)) as engine:
        story, info = engine.story(options.article), engine.info()
    _print([_json(story_payload(options.article, story, info))] if options.json else summary_lines(story.articles))
    return 0


def suggest(options: argparse.Namespace, settings: Settings) -> int:
    """Complete the last word of a question."""
    with closing(_patient(settings)) as engine:
        found = engine.suggest(options.question)
    _print([_json({"query": options.question, "suggestions": list(found)})] if options.json else found)
    return 0 if found else 1


def _question(options: argparse.Namespace) -> Question:
    return Question(
        text=options.question or "",
        level=Level(options.level),
        filters=Filters(
            sources=tuple(options.source),
            authors=tuple(options.author),
            published_from=date_span("from", options.published_from)[0],
            published_to=date_span("to", options.published_to)[1],
            languages=tuple(options.language),
            repairs=tuple(options.repair),
        ),
        sort=Sort(options.sort),
        page=options.page,
        size=options.limit,
        copies=options.copies,
        cursor=options.cursor,
        kin=not options.no_kin,
    )


def _batch(options: argparse.Namespace, engine: Engine, asked: Question) -> int:
    """Ask the questions of a CSV, each with the options of the command line, and write a table of their hits."""
    from indexer.search.batch import hit_table, read_questions  # noqa: PLC0415 -- as in `search`

    if options.output is None:
        raise BadParameter("--output", "a file for the hits of --questions", "none")
    rows = list(read_questions(options.questions))
    pages = [(row, engine.search(replace(asked, text=row.text))) for row in rows]
    _write(options.output, "--output", hit_table(pages), end="")
    without = sum(not page.total for _, page in pages)
    print(f"{len(rows):,} questions asked, {without:,} without hits; the hits are in {options.output}", file=sys.stderr)
    return 0


def _write(path: object, option: str, lines: Iterable[str], end: str = "\n") -> None:
    try:
        with open(str(path), "w", encoding="utf-8", newline="") as out:  # noqa: PTH123  # a path as the shell gave it
            out.writelines(f"{line}{end}" for line in lines)
    except OSError as error:
        raise BadParameter(option, "a file that can be written", f"{path} ({error.strerror})") from error


def _json(body: object) -> str:
    return json.dumps(body, ensure_ascii=False)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
    sys.stdout.flush()
