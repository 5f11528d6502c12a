"""Two gigabytes of one line in each format, read by the real command: why each is refused, in what time and memory.

    python -m benchmarks.hostile [NAME ...]

Smaller hostile files (bombs, paths and links out of archives, entities, nesting, cut and misnamed files) are the matter
of tests/readers/test_hostile.py and of the tests of each format.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from indexer.terminal import table

SIZE = 2 * 2**30
TEXT = "كلمة بعد كلمة ".encode() * 40_000
BEGINNINGS = {
    "a.txt": b"",
    "a.md": b"",
    "a.html": b"<html><body><p>",
    "a.mhtml": b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n',
    "a.xml": b"<TEI><text><body><p>",
    "a.rss": b"<rss><channel><item><description>",
    "a.mediawiki": b"<mediawiki><page><title>x</title><revision><text>",
    "a.csv": b"text\n",
    "a.jsonl": b'{"text": "',
    "a.warc": b"WARC/1.0\r\nX: ",
    "a-ara1": b"######OpenITI#\n",
    "a.rtf": b"{\\rtf1 ",
    "a.pdf": b"%PDF-1.4\n",
}
"""A file of each format, and how it begins."""


def read(name: str, place: Path) -> tuple[str, str, str, str, str]:
    """Build an index of a file of one line and of one good article: what that took, and why it was not read."""
    sources = place / "sources"
    (sources / "s").mkdir(parents=True)
    (sources / "s" / "good.txt").write_bytes(TEXT[:200])
    with (sources / "s" / name).open("wb") as out:
        out.write(BEGINNINGS[name])
        while out.tell() < SIZE:
            out.write(TEXT)
    command = [sys.executable, "-m", "indexer", "build", str(sources), "--index", str(place / "index"), "--json"]
    started = perf_counter()
    with subprocess.Popen([*command, "--cores", "1"], stdout=subprocess.PIPE, text=True) as process:
        printed = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    report = json.loads(printed)
    reasons = "; ".join(skip["reason"] for skip in report["skipped"])
    if report["articles"] != 1 or not reasons:
        raise SystemExit(f"{name}: {report['articles']} articles, skipped: {reasons or 'nothing'}")
    processor = f"{used.ru_utime + used.ru_stime:.1f}"
    return name, processor, f"{perf_counter() - started:.1f}", f"{used.ru_maxrss / 1024:.0f}", reasons[:90]


def main(arguments: Sequence[str] | None = None) -> None:
    """Try every format, or those named, and print one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("names", nargs="*", default="all", choices=["all", *BEGINNINGS], metavar="NAME")
    names = parser.parse_args(arguments).names
    rows = []
    for name in BEGINNINGS if "all" in names else names:
        with tempfile.TemporaryDirectory() as place:
            rows.append(read(name, Path(place)))
    for line in table(("file", "processor s", "clock s", "MiB", "refused because"), rows):
        print(line)


if __name__ == "__main__":
    main()
