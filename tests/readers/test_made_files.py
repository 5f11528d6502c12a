"""Articles with a known text as files of every format: what is read is that text, paragraph by paragraph.

Paragraphs are compared after white space is folded; one that is missing and one too many both count against it.
"""

from collections import Counter
from pathlib import Path

import pytest

from indexer.model import Article, Skipped
from indexer.readers.registry import discover, read_file
from tests.readers.made import ARTICLES, FORMATS
from tests.readers.reading import write


def _folded(lines: list[str]) -> Counter[str]:
    return Counter(" ".join(line.split()) for line in lines)


def _read(root: Path, name: str, content: str | bytes) -> list[Article]:
    write(root, {f"s/{name}": content})
    (file,), skipped = discover(root)
    read = list(read_file(file))
    assert not skipped
    assert not [one for one in read if isinstance(one, Skipped)]
    return [one for one in read if isinstance(one, Article)]


def _counts(root: Path, name: str) -> tuple[int, int, list[str]]:
    """Paragraphs that are as they were made, all that were made or read, and what is wrong."""
    make, without = FORMATS[name]
    right = total = 0
    wrong: list[str] = []
    for made in ARTICLES:
        articles = _read(root / made.key, name, make(made))
        assert [article.title for article in articles] == [made.title]
        read = _folded([line for article in articles for line in article.paragraphs])
        known = _folded(made.lines(*without))
        right += (read & known).total()
        total += max(read.total(), known.total())
        wrong += [f"missing: {line}" for line in known - read] + [f"too many: {line}" for line in read - known]
    return right, total, wrong


def test_the_made_set_is_large_enough() -> None:
    assert len(FORMATS) * len(ARTICLES) >= 30


def test_nearly_all_paragraphs_of_all_files_are_read_as_they_were_made(tmp_path: Path) -> None:
    counts = {name: _counts(tmp_path / name, name) for name in FORMATS}
    right, total = sum(one[0] for one in counts.values()), sum(one[1] for one in counts.values())
    wrong = "\n".join(f"{name}: {line}" for name, one in counts.items() for line in one[2])
    assert right >= 0.95 * total, f"{right} of {total}\n{wrong}"


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_loses_more_than_one_paragraph_in_ten(tmp_path: Path, name: str) -> None:
    right, total, wrong = _counts(tmp_path, name)
    assert right >= 0.9 * total, "\n".join(wrong)
