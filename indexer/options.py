"""The commands of the shell and their options; docs/cli.md is made from it. Not for what they do: see `cli`."""

import argparse
import os
from pathlib import Path

from indexer import __version__
from indexer.answers import Level, Sort
from indexer.settings import Settings


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
    ):
        added = command(name, help_text)
        _sources_argument(added, settings)
        _json_option(added)
    _question_options(command("search", "search the index"))
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


def _json_option(added: argparse.ArgumentParser) -> None:
    added.add_argument("--json", action="store_true", help="print JSON for machines")


def _level_option(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--level",
        choices=[level.value for level in Level],
        default=Level.STEM.value,
        help="how closely words must match (default: stem)",
    )


def _question_options(search: argparse.ArgumentParser) -> None:
    search.add_argument(
        "question", type=_text, metavar="QUESTION", help="words, or the question language of docs/question-language.md"
    )
    search.add_argument("--json", action="store_true", help="print exactly what the JSON endpoint returns")
    search.add_argument("--limit", type=int, default=10, metavar="N", help="hits on a page (default: 10)")
    search.add_argument("--page", type=int, default=1, metavar="N", help="page of hits (default: 1)")
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
        "--from", dest="published_from", default="", metavar="D", help="published on or after this date"
    )
    search.add_argument("--to", dest="published_to", default="", metavar="D", help="published on or before this date")
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
