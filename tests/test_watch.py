"""Watching the sources with a process of its own: each change is indexed, nothing that goes wrong ends it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.search.whoosh_engine import WhooshEngine
from tests.test_build import GOOD, article_ids, write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process alone")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return write(tmp_path / "sources", dict(GOOD))


class Watching:
    """A process that watches, and the lines it has printed so far."""

    def __init__(self, sources: Path, index: Path, *options: str, every: int = 3_600) -> None:
        command = [sys.executable, "-m", "indexer", "watch", str(sources), "--index", str(index), *options]
        self._said = (sources.parent / "said", sources.parent / "wrong")
        with self._said[0].open("wb") as out, self._said[1].open("wb") as err:
            self.process = subprocess.Popen([*command, "--every", str(every)], stdout=out, stderr=err)

    def lines(self, count: int, *, wrong: bool = False) -> list[str]:
        """What was printed, once it is so many lines."""
        until = time.monotonic() + 180
        while len(found := self._said[wrong].read_text(encoding="utf-8").splitlines()) < count:
            assert self.process.poll() is None, "it ended"
            assert time.monotonic() < until, f"only {found} after three minutes"
            time.sleep(0.02)
        return found

    def ended_by(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


@pytest.fixture
def watching(sources: Path, tmp_path: Path) -> Iterator[Watching]:
    one = Watching(sources, tmp_path / "index")
    one.lines(1)
    yield one
    one.process.kill()
    one.process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_updates_at_once_and_ends_by_a_signal_without_a_complaint(
    watching: Watching, tmp_path: Path, number: signal.Signals
) -> None:
    assert "5 articles in" in watching.lines(1)[0]
    assert watching.ended_by(number) == 0
    [said] = watching._said[1].read_text(encoding="utf-8").splitlines()
    assert said.startswith("masadir: stopped watching")
    assert len(article_ids(tmp_path / "index")) == 5


def test_several_files_saved_at_a_time_are_one_update_and_whoever_asks_finds_them(
    watching: Watching, sources: Path, tmp_path: Path
) -> None:
    with_engine = WhooshEngine(tmp_path / "index")
    assert with_engine.info().articles == 5
    for number in range(9):
        aside = sources / f"~{number}.tmp"  # as editors do, who save aside and rename
        aside.write_text(f"قصة {number}\n\nنص القصة رقم {number} كاملا.\n", encoding="utf-8")
        aside.rename(sources / f"qissa-{number}.txt")
    said = watching.lines(2)
    assert "14 articles in" in said[1]
    assert "(9 read, 0 removed" in said[1]
    assert with_engine.info().articles == 14
    with_engine.close()


def test_what_goes_wrong_is_said_once_and_the_index_serves_on(
    watching: Watching, sources: Path, tmp_path: Path
) -> None:
    (sources / "analysis.toml").write_text("?", encoding="utf-8")
    [said] = watching.lines(1, wrong=True)
    assert "analysis.toml" in said
    assert len(article_ids(tmp_path / "index")) == 5
    (sources / "analysis.toml").unlink()
    (sources / "rihla.txt").unlink()
    assert "4 articles in" in watching.lines(2)[1]
    assert len(watching.lines(1, wrong=True)) == 1


def test_an_index_among_the_sources_is_no_change_of_them(sources: Path, tmp_path: Path) -> None:
    one = Watching(sources, sources / "index", "--json", every=1)
    try:
        [report] = map(json.loads, one.lines(1))
        assert (report["articles"], report["skipped"]) == (5, [])
        time.sleep(2.5)
        assert one.ended_by(signal.SIGTERM) == 0
        assert len(one.lines(1)) == 1
        generations = [path for path in (sources / "index").iterdir() if path.is_dir()]
        assert [path.name for path in generations] == [report["generation"]]
    finally:
        one.process.kill()
        one.process.wait()


def test_without_a_folder_there_is_nothing_to_watch(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "indexer", "watch", str(tmp_path / "nowhere"), "--index", str(tmp_path / "index")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"no such folder" in done.stderr
