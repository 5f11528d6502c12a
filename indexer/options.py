"""The commands of the shell and their options; docs/cli.md is made from it. Not for what they do: see `cli`."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from indexer import __version__
from indexer.answers import Level, Sort
from indexer.settings import MEMORY, Settings, all_cores


def parser() -> argparse.ArgumentParser:
    """Reads a command line; its `command` is one of the names below. The environment gives defaults."""
    settings = Settings.from_environment()
    whole = argparse.ArgumentParser(
        prog="masadir", description="Full-text search over your own collection of Arabic articles."
    )
    whole.add_argument("--version", action="version", version=f"masadir {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, help_text: str, *, index: bool = True) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
        if index:
            added.add_argument(
                "--index", type=Path, default=settings.index_dir, metavar="DIR", help="index folder (default: ./index)"
            )
        return added

    for name, help_text in (
        ("build", "rebuild the index from the sources"),
        ("update", "bring the index up to date: only what is new, changed or gone is read"),
        ("watch", "keep the index up to date: update now and after every change, until Ctrl-C"),
    ):
        added = command(name, help_text)
        _sources_argument(added, settings)
        _resource_options(added, settings)
        _json_option(added)
        if name == "watch":
            added.add_argument(
                "--every",
                type=_positive,
                default=60,
                metavar="S",
                help="look through all sources every S seconds too, for drives that tell of no changes (default: 60)",
            )
    _question_options(command("search", "search the index"))
    replay = command("replay", "ask the question of a manifest again and say what changed since")
    replay.add_argument("manifest", type=Path, metavar="FILE", help="what search --manifest wrote")
    _json_option(replay)
    _article_commands(command)
    explain = command("explain", "why an article has its rank, word by word")
    explain.add_argument("question", type=_text, metavar="QUESTION", help="the question, as for search")
    explain.add_argument("article", type=_text, metavar="ARTICLE", help="id of an article, as search shows it")
    _level_option(explain)
    _json_option(explain)
    serve = command("serve", "serve the search page and the JSON endpoint")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    analyze = command("analyze", "what each word of a text becomes at each level", index=False)
    analyze.add_argument("text", type=_text, metavar="TEXT", help="any words")
    many = command("run", "ask many questions and write a TREC run file")
    many.add_argument("--queries", type=Path, required=True, metavar="FILE", help='JSONL, a line {"_id": …, "text": …}')
    many.add_argument("--output", type=Path, required=True, metavar="FILE", help="run file to write")
    many.add_argument("--limit", type=_positive, default=100, metavar="N", help="articles per question (default: 100)")
    evaluate = command("evaluate", "measure the ranking on a test collection", index=False)
    evaluate.add_argument("collection", type=Path, metavar="COLLECTION", help="folder with corpus, queries and qrels")
    _json_option(evaluate)
    stats = command("stats", "what is in the index")
    stats.add_argument(
        "--conflations",
        action="store_true",
        help="the words that the stemmer has made one, those first that look least like one word",
    )
    _json_option(stats)
    check = command("check", "whether index, sources and settings are sound")
    _sources_argument(check, settings)
    check.add_argument(
        "--sources",
        dest="report",
        action="store_true",
        help="read all sources and report on each as build would, without building",
    )
    check.add_argument("--json", action="store_true", help="with --sources, print the report as JSON for machines")
    return whole


def _sources_argument(added: argparse.ArgumentParser, settings: Settings) -> None:
    added.add_argument(
        "sources",
        type=Path,
        nargs="?",
        default=settings.sources_dir,
        metavar="SOURCES",
        help="folder of articles (default: ./sources)",
    )


def _resource_options(added: argparse.ArgumentParser, settings: Settings) -> None:
    added.add_argument(
        "--cores",
        type=_positive,
        default=settings.cores or str(all_cores()),  # as text, so that the environment's is checked too
        metavar="N",
        help="cores to work on (default: all)",
    )
    added.add_argument(
        "--memory",
        type=_positive,
        default=settings.memory or str(MEMORY),
        metavar="MIB",
        help=f"about how much memory to take, in MiB (default: {MEMORY}); with little, not all cores are used",
    )


def _json_option(added: argparse.ArgumentParser) -> None:
    added.add_argument("--json", action="store_true", help="print JSON for machines")


def _level_option(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--level",
        choices=[level.value for level in Level],
        default=Level.STEM.value,
        help="how closely words must match (default: stem)",
    )


def _article_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands that ask about one article, and the completion of a word."""
    for name, help_text in (
        ("article", "print an article, or one paragraph of it"),
        ("cite", "print an article's citation"),
        ("similar", "the articles most like one, by its most telling words"),
        ("story", "an article and the copies of it in other places"),
    ):
        added = command(name, help_text)
        added.add_argument("article", type=_text, metavar="ARTICLE", help="id of an article, as search shows it")
        if name == "article":
            added.add_argument("--paragraph", type=int, metavar="N", help="only this paragraph, counted from 1")
            added.add_argument(
                "--question", type=_text, default="", metavar="Q", help="mark the words of this question"
            )
            _level_option(added)
        if name == "similar":
            added.add_argument(
                "--limit", type=_positive, default=10, metavar="N", help="articles at most (default: 10)"
            )
        if name == "cite":
            added.add_argument(
                "--format",
                choices=["csl-json", "bibtex", "ris", "text"],
                default="csl-json",
                help="format of the citation (default: csl-json)",
            )
        else:
            _json_option(added)
    suggest = command("suggest", "complete the last word of a question from the collection's own words")
    suggest.add_argument("question", type=_text, metavar="QUESTION", help="a question that is being typed")
    _json_option(suggest)


def _question_options(search: argparse.ArgumentParser) -> None:
    search.add_argument(
        "question",
        type=_text,
        nargs="?",
        metavar="QUESTION",
        help="words, or the question language of docs/question-language.md",
    )
    shape = search.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print exactly what the JSON endpoint returns")
    shape.add_argument("--plain", action="store_true", help="print a line a hit, a tab between its fields, for pipes")
    shape.add_argument("--all", choices=["jsonl", "csv"], help="print every hit, as the endpoint exports them")
    search.add_argument("--limit", type=int, default=10, metavar="N", help="hits on a page (default: 10)")
    search.add_argument("--page", type=int, default=1, metavar="N", help="page of hits (default: 1)")
    search.add_argument(
        "--cursor", type=_text, metavar="C", help="hits behind those of an answer, whose page.cursor in JSON this is"
    )
    search.add_argument(
        "--questions", type=Path, metavar="FILE", help="ask every row of this CSV, which has a column `question`"
    )
    search.add_argument("--output", type=Path, metavar="FILE", help="CSV of hits to write, for --questions")
    search.add_argument(
        "--manifest", type=Path, metavar="FILE", help="write down question, settings, hits and digests for replay"
    )
    _level_option(search)
    search.add_argument(
        "--no-kin", action="store_true", help="no other spellings of foreign names and no other names of months"
    )
    search.add_argument(
        "--source", type=_text, action="append", default=[], metavar="ID", help="only this source; may be repeated"
    )
    search.add_argument(
        "--author", type=_text, action="append", default=[], metavar="A", help="only this author; may be repeated"
    )
    search.add_argument(
        "--language", type=_text, action="append", default=[], metavar="L", help="only this language; may be repeated"
    )
    search.add_argument(
        "--repair", type=_text, action="append", default=[], metavar="R", help="only mended so; may be repeated"
    )
    search.add_argument("--copies", action="store_true", help="make each copy of a story a hit of its own")
    search.add_argument(
        "--from",
        dest="published_from",
        default="",
        metavar="D",
        help="published on or after this date, also a Hijri one",
    )
    search.add_argument(
        "--to", dest="published_to", default="", metavar="D", help="published on or before this date, also a Hijri one"
    )
    search.add_argument(
        "--sort",
        choices=[sort.value for sort in Sort],
        default=Sort.RELEVANCE.value,
        help="order of the hits (default: relevance)",
    )


def _text(argument: str) -> str:
    """An argument as text, also where the shell's locale knows no Arabic; bytes that are no text become U+FFFD."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return os.fsencode(argument).decode(errors="replace")
    return argument


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, got {text[:80]!r}")
    return int(text)
