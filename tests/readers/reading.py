"""Shared by the tests of the readers: write some files, read them all."""

from collections.abc import Mapping
from pathlib import Path

from indexer.model import Article, Skipped
from indexer.readers.registry import discover, read_file


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def read_all(root: Path) -> tuple[list[Article], list[Skipped]]:
    files, skipped = discover(root)
    results = [result for file in files for result in read_file(file)]
    articles = [result for result in results if isinstance(result, Article)]
    return articles, skipped + [result for result in results if isinstance(result, Skipped)]


def read_one(root: Path, name: str, content: str | bytes) -> Article:
    write(root, {f"source/{name}": content})
    articles, skipped = read_all(root)
    assert skipped == []
    assert len(articles) == 1
    return articles[0]


def read_many(root: Path, name: str, content: str | bytes) -> list[Article]:
    write(root, {f"source/{name}": content})
    articles, skipped = read_all(root)
    assert skipped == []
    return articles


def read_reasons(root: Path, name: str, content: str | bytes) -> list[str]:
    """Why nothing of a file was read; nothing may have been."""
    write(root, {f"source/{name}": content})
    articles, skipped = read_all(root)
    assert articles == []
    return [one.reason for one in skipped]
