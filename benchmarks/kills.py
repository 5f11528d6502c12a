"""Kills builds and updates at random moments, and looks at the index after each for all that was committed.

    python -m benchmarks.kills [--times N] [--articles N]

Half of the times the whole is built on several cores, half it is updated by one more file, and killed with SIGKILL at a
moment that is evenly random over the time such a run takes; runs that ended before are not among the times. After each
the index must open, its checksums must hold, it must have either all articles of before or all of after, and every
process must be gone. Not for how fast any is.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from indexer.build import build, update
from indexer.store.snapshot import Snapshot

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
WORDS_OF_ARTICLE = 120

LONGER, SHORTER = 1.05, 0.9
"""By how much a run may take longer than was thought when it was killed, and shorter when it had ended."""


def write_articles(path: Path, chance: random.Random, count: int) -> None:
    """A collection of articles of made-up words."""
    words = ["".join(chance.choices(LETTERS, k=chance.randint(3, 7))) for _ in range(5_000)]
    texts = (" ".join(chance.choices(words, k=WORDS_OF_ARTICLE)) for _ in range(count))
    lines = (json.dumps({"_id": f"{path.stem}-{number}", "text": text}) + "\n" for number, text in enumerate(texts))
    path.write_text("".join(lines), encoding="utf-8")


def killed(command: Sequence[str], seconds: float) -> bool:
    """Start a command, kill it after some seconds, and wait until all it started are gone; whether it was in time."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        time.sleep(seconds)
        in_time = process.poll() is None
        process.kill()
    until = time.monotonic() + 30
    while _group_lives(process.pid):
        if time.monotonic() > until:
            raise SystemExit(f"processes of {process.pid} are still there")
        time.sleep(0.01)
    return in_time


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def articles_in(index_dir: Path) -> int:
    """How many articles an index holds; every array and every article of it is read."""
    snapshot = Snapshot(index_dir)
    snapshot.verify()
    for number in snapshot.alive.nonzero()[0].tolist():
        if snapshot.article(number).id != snapshot.ids[number]:
            raise SystemExit(f"article {number} is not the one its id names")
    return snapshot.manifest.articles


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill as often as asked, and print how the kills fell; the first index that is not whole ends it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100, metavar="N", help="how many kills (default: 100)")
    parser.add_argument("--articles", type=int, default=6_000, metavar="N", help="in the sources (default: 6000)")
    options = parser.parse_args(arguments)
    chance = random.Random(1)
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        sources, index_dir = Path(place) / "sources", Path(place) / "index"
        sources.mkdir()
        write_articles(sources / "first.jsonl", chance, options.articles)
        build(sources, index_dir)
        took: dict[str, float] = {}
        turn = kills = 0
        while kills < options.times:
            what = ("build", "update")[turn % 2]
            turn += 1
            before = articles_in(index_dir)
            more = options.articles // 20
            write_articles(sources / f"more-{turn}.jsonl", chance, more)
            command = [sys.executable, "-m", "indexer", what, str(sources), "--index", str(index_dir), "--cores", "2"]
            if what not in took:
                started = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                took[what] = time.perf_counter() - started
                continue
            moment = chance.random() * took[what]
            in_time = killed(command, moment)
            kills += in_time
            took[what] = took[what] * LONGER if in_time else max(moment, took[what] * SHORTER)
            found = articles_in(index_dir)
            if found not in (before, before + more):
                raise SystemExit(f"{what} {turn}: {found} articles, expected {before} or {before + more}")
            end = "killed" if in_time else "had ended"
            outcomes[f"{what} {end}, index of {'before' if found == before else 'after'}"] += 1
            (sources / f"more-{turn}.jsonl").unlink()
            update(sources, index_dir)
            if articles_in(index_dir) != before:
                raise SystemExit(f"{what} {turn}: the update after it doesn't bring the index to its sources")
    for outcome, times in sorted(outcomes.items()):
        print(f"{times:4}  {outcome}")


if __name__ == "__main__":
    main()
