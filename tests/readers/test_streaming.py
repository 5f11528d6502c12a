"""Files larger than memory: what is held at a time does not grow with the file."""

import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.model import Article
from indexer.readers.registry import discover, read_file
from tests.readers.reading import write
from tests.readers.test_mediawiki import dump, page
from tests.readers.test_openiti import HEADER
from tests.readers.warcs import warc

TEXT = "سارت القافلة ليلا على ضوء النجوم، ولم تتوقف إلا عند البئر الثالثة. " * 12
COUNT = 250
"""Articles of the small file; the large one has four times as many."""


def _csv(count: int) -> bytes:
    return ("title,text\n" + "".join(f'"{n}","{TEXT}"\n' for n in range(count))).encode()


def _jsonl(count: int) -> bytes:
    return "".join(json.dumps({"text": TEXT}) + "\n" for _ in range(count)).encode()


def _mediawiki(count: int) -> bytes:
    return dump(*(page(f"ص{n}", TEXT) for n in range(count))).encode()


def _history(count: int) -> bytes:
    return dump(page("ص", *[TEXT] * count)).encode()


def _feed(count: int) -> bytes:
    items = "".join(f"<item><guid>{n}</guid><description>{TEXT}</description></item>" for n in range(count))
    return f"<rss><channel><title>x</title>{items}</channel></rss>".encode()


def _tei(count: int) -> bytes:
    divisions = "".join(f'<div type="article"><p>{TEXT}</p></div>' for _ in range(count))
    return f"<TEI><text><body>{divisions}</body></text></TEI>".encode()


def _openiti(count: int) -> bytes:
    return (HEADER + "".join(f"### | باب {n}\n# {TEXT} PageV01P{n:03}\n" for n in range(count))).encode()


def _one_division(count: int) -> bytes:
    return (HEADER + f"# {TEXT}\n" * count).encode()


def _warc(count: int) -> bytes:
    pictures = [(f"https://example.org/{n}", TEXT, "200 OK", "image/svg+xml") for n in range(count)]
    return warc([*pictures, ("https://example.org/a", f"<p>{TEXT}</p>", "200 OK", "text/html")], packed=False)


def _peak(root: Path, name: str, content: bytes) -> int:
    """The most bytes that were held at a time while a file was read, by one who keeps no article."""
    write(root, {f"s/{name}": content})
    (file,), _ = discover(root)
    tracemalloc.start()
    count = sum(isinstance(read, Article) for read in read_file(file))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count
    return peak


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.csv", _csv),
        ("a.jsonl", _jsonl),
        ("a.xml", _mediawiki),
        ("a.xml", _history),
        ("a.rss", _feed),
        ("a.tei", _tei),
        ("a.openiti", _openiti),
        ("a.openiti", _one_division),
        ("a.warc", _warc),
    ],
    ids=["CSV", "JSONL", "MediaWiki", "history", "feed", "TEI", "OpenITI", "division", "WARC"],
)
def test_memory_does_not_grow_with_the_file(
    tmp_path: Path, name: str, made: Callable[[int], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.readers.divisions.DIVISION_LIMIT", 20_000)
    _peak(tmp_path / "warm", name, made(2))  # what is loaded once is no matter
    small, large = _peak(tmp_path / "1", name, made(COUNT)), _peak(tmp_path / "4", name, made(4 * COUNT))
    assert large < small * 1.5 + 2**17, (
        f"{small >> 10} KB for {COUNT} articles, {large >> 10} KB for four times as many"
    )


def test_articles_come_before_the_file_is_read_to_its_end(tmp_path: Path) -> None:
    for name, content in (("a.csv", _csv(999)), ("a.xml", _mediawiki(999)), ("a.tei", _tei(999))):
        write(tmp_path / name, {f"s/{name}": content})
        (file,), _ = discover(tmp_path / name)
        consumed: list[int] = []
        reading: Iterator[object] = read_file(file, consumed.append)
        assert isinstance(next(reading), Article)
        assert sum(consumed) < len(content) / 2


def test_a_line_that_never_ends_is_read_over_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, module in (("a.jsonl", "jsonl"), ("a.csv", "csv_table"), ("a.openiti", "openiti")):
        monkeypatch.setattr(f"indexer.readers.{module}.FILE_LIMIT", 2**16)
        start = {"a.csv": b"text\n", "a.openiti": HEADER.encode(), "a.jsonl": b""}[name]
        end = {"a.csv": b"abc\n", "a.openiti": b"# abc\n", "a.jsonl": b'{"text": "abc"}\n'}[name]
        buffer = io.BytesIO()
        buffer.write(start)
        buffer.write(b"a" * 16_000_000 + b"\n" + end)
        assert _peak(tmp_path / name, name, buffer.getvalue()) < 8_000_000
