"""How soon a page of results can be read: Largest Contentful Paint in Chromium, beside the same page as a static file.

    python -m benchmarks.page [--index DIR] [QUESTION ...]

Both are asked for in turn in one browser over loopback, so that the machine is the same for both. The static page is
the very HTML with its style sheet and script, from the same kind of server, so what is left is our own work.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from waitress.server import create_server  # type: ignore[import-untyped]  # waitress ships no types

RUNS = 20
QUESTIONS = ("أسعار النفط", "الملك سلمان", "وزارة التعليم", "كأس العالم")

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

LCP = """
const done = arguments[0];
new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
  .observe({type: "largest-contentful-paint", buffered: true});
"""

Files = dict[str, tuple[str, bytes]]
"""Media type and bytes by path."""


@contextmanager
def searching(index: str) -> Iterator[str]:
    """Our own server, started as a person would."""
    command = [sys.executable, "-m", "indexer", "serve", "--index", index, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        found = re.search(r"http://[\d.]+:\d+", server.stdout.readline() if server.stdout else "")
        if not found:
            raise SystemExit("The server did not start; is there an index?")
        yield found[0]
        server.terminate()


def static(files: Files) -> str:
    """The address of a server that has nothing to do but to hand over bytes, until this process ends."""

    def answer(environ: dict[str, str], start_response: Callable[[str, list[tuple[str, str]]], object]) -> list[bytes]:
        media_type, body = files.get(environ["PATH_INFO"], ("text/plain", b""))
        start_response("200 OK", [("Content-Type", media_type), ("Content-Length", str(len(body)))])
        return [body]

    server = create_server(answer, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    return f"http://127.0.0.1:{server.effective_port}"


def fetch(address: str) -> tuple[str, bytes, int]:
    """Media type, bytes, and bytes on the wire of what a browser gets."""
    with urlopen(address) as plain, urlopen(Request(address, headers={"Accept-Encoding": "br"})) as packed:
        return plain.headers["Content-Type"], plain.read(), len(packed.read())


def paint(browser: webdriver.Chrome, address: str) -> float:
    """Milliseconds from asking for a page to its largest paint, with an empty cache."""
    browser.get(address)
    return float(browser.execute_async_script(LCP))


def copies(site: str, path: str) -> tuple[Files, int]:
    """A page of results with everything it needs, and its weight on the wire."""
    media_type, body, weight = fetch(site + path)
    files: Files = {"/": (media_type, body)}
    for found in re.findall(rb'(?:href|src)="(/static/[^"]+|/manifest[^"]+)"', body):
        asset = found.decode()
        media_type, content, packed = fetch(site + asset)
        files[urlsplit(asset).path] = (media_type, content)
        weight += packed
    return files, weight


def main() -> None:
    """Print a line for each question and the median of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", default="index")
    parser.add_argument("questions", nargs="*", default=QUESTIONS)
    options = parser.parse_args()
    chrome = webdriver.ChromeOptions()
    chrome.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        chrome.add_argument(flag)
    ours: list[float] = []
    peers: list[float] = []
    browser = webdriver.Chrome(options=chrome, service=Service(shutil.which("chromedriver")))
    try:
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
        with searching(options.index) as site:
            for question in options.questions:
                path = f"/search?q={quote(question)}"
                files, weight = copies(site, path)
                peer = static(files)
                paint(browser, site + path)
                paint(browser, peer)
                pairs = [(paint(browser, site + path), paint(browser, peer)) for _ in range(RUNS)]
                mine, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
                ours += [one for one, _ in pairs]
                peers += [one for _, one in pairs]
                print(f"{question}: {mine:.0f} ms, static {theirs:.0f} ms; {weight / 1000:.1f} kB on the wire")
    finally:
        browser.quit()
    mine, theirs = statistics.median(ours), statistics.median(peers)
    print(f"median of {len(ours)}: {mine:.0f} ms, static {theirs:.0f} ms, ratio {mine / theirs:.2f}")


if __name__ == "__main__":
    main()
