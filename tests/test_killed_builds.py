"""Builds that are killed or interrupted at any moment: the former index answers on, and the next build works."""

import json
import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from indexer import stretches
from indexer.build import build
from indexer.errors import WorkerLost
from indexer.settings import Resources
from indexer.store import generations
from tests.store.making import WORDS, seeded
from tests.test_build import GOOD, article_ids, write
from tests.test_workers import dying


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return write(tmp_path / "sources", dict(GOOD))


@pytest.fixture
def thousands(tmp_path: Path) -> Path:
    random = seeded(11)
    lines = (
        json.dumps(
            {"_id": f"many-{number}", "title": random.choice(WORDS), "text": " ".join(random.choices(WORDS, k=60))}
        )
        for number in range(2_000)
    )
    return write(tmp_path / "thousands", {"corpus.jsonl": "\n".join(lines) + "\n"})


def start_build(sources_dir: Path, index_dir: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "indexer", "build", str(sources_dir), "--index", str(index_dir)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for(process: subprocess.Popen[bytes], index_dir: Path, pattern: str, seconds: float = 0) -> None:
    """Until a build's work on disk has come to a certain file, and some seconds more."""
    until = time.monotonic() + 60
    while not list(index_dir.glob(pattern)):
        assert process.poll() is None, "the build ended before it could be disturbed"
        assert time.monotonic() < until, f"no {pattern} after a minute"
        time.sleep(0.001)
    time.sleep(seconds)


@pytest.mark.parametrize(
    ("stage", "seconds"),
    [
        ("*.partial", 0),
        ("*.partial", 0.15),
        ("*.partial", 0.4),
        ("*.partial/*.run", 0),
        ("*.partial/*.arrays", 0),
        ("*.partial/_MAIN_1.toc", 0),
        ("*.partial/files.jsonl", 0),
    ],
    ids=["beginning", "reading", "reading on", "writing a run", "joining runs", "committed", "describing"],
)
def test_a_build_killed_at_any_moment_leaves_the_former_index_answering(
    sources: Path, thousands: Path, tmp_path: Path, stage: str, seconds: float
) -> None:
    index_dir = tmp_path / "index"
    build(sources, index_dir)
    process = start_build(thousands, index_dir)
    wait_for(process, index_dir, stage, seconds)
    process.kill()
    process.communicate()
    left = article_ids(index_dir)
    # Between the last file and the pointer there is no time to speak of; a kill may come a moment too late.
    assert "khabar-1" in left if len(left) == 5 else (stage == "*.partial/files.jsonl" and len(left) == 2_000)
    assert build(sources, index_dir).articles == 5
    assert len(article_ids(index_dir)) == 5
    assert not list(index_dir.glob("*.partial"))


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process alone")
def test_a_build_that_is_interrupted_says_so_and_leaves_the_index_whole(
    sources: Path, thousands: Path, tmp_path: Path
) -> None:
    index_dir = tmp_path / "index"
    before = build(sources, index_dir)
    process = start_build(thousands, index_dir)
    wait_for(process, index_dir, "*.partial", 0.2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert out == b""
    assert err.decode().startswith("masadir: stopped")
    assert len(err.decode().splitlines()) == 1
    assert generations.current(index_dir) == before.generation
    assert not list(index_dir.glob("*.partial"))
    assert len(article_ids(index_dir)) == 5


def test_a_worker_that_is_killed_ends_the_build_and_leaves_the_index_whole(
    sources: Path, thousands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_dir = tmp_path / "index"
    before = build(sources, index_dir)
    monkeypatch.setattr(stretches, "SMALL", 0)
    monkeypatch.setattr("indexer.build.work", dying)
    with pytest.raises(WorkerLost):
        build(thousands, index_dir, resources=Resources(cores=2))
    assert generations.current(index_dir) == before.generation
    assert not list(index_dir.glob("*.partial"))
    assert not active_children()
    assert len(article_ids(index_dir)) == 5
