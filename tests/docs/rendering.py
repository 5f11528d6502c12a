"""How the generated parts of the documentation are written: commands, parameters, JSON and tables as Markdown."""

import argparse
import json
from collections.abc import Sequence

from indexer.options import parser

WIDTH = 100
"""Longest JSON value kept on one line; longer ones are easier to read one part a line."""


def commands() -> str:
    """Every command of the command line with its arguments."""
    parts = []
    for name, command in _commands().items():
        arguments = sorted(_arguments(command), key=lambda action: (bool(action.option_strings), not action.required))
        words = ["masadir", name]
        words += [
            _synopsis(action) if action.required else f"[{_synopsis(action)}]"
            for action in arguments
            if action.required or not action.option_strings
        ]
        if any(action.option_strings and not action.required for action in arguments):
            words.append("[options]")
        rows = [(f"`{_synopsis(action)}`", _meaning(action)) for action in arguments]
        parts.append(f"### masadir {name}\n\n{command.description}\n\n```\n{' '.join(words)}\n```\n")
        parts.append(table(("argument", "meaning"), rows))
    return "\n".join(parts)


def pretty(value: object, indent: str = "") -> str:
    """JSON for people: what fits on a line stays on it."""
    short = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(indent) + len(short) <= WIDTH:
        return short
    inner = indent + "  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + pretty(item, inner) for item in value) + f"\n{indent}]"
    parts = [f"{inner}{json.dumps(key)}: {pretty(item, inner)}" for key, item in value.items()]
    return "{\n" + ",\n".join(parts) + f"\n{indent}}}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines) + "\n"


def _commands() -> dict[str, argparse.ArgumentParser]:
    # argparse offers no public way to walk a parser; this one has not changed since it was made.
    found: dict[str, argparse.ArgumentParser] = next(
        action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)
    ).choices
    return found


def _arguments(command: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in command._actions if not isinstance(action, argparse._HelpAction)]


def _synopsis(action: argparse.Action) -> str:
    value = str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return value
    return action.option_strings[0] if action.nargs == 0 else f"{action.option_strings[0]} {value}"


def _meaning(action: argparse.Action) -> str:
    if not action.choices:
        return action.help or ""
    values = ", ".join(f"`{choice}`" for choice in action.choices)
    return f"{action.help + ': ' if action.help else ''}{values} (default: {action.default})"
