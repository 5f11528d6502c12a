"""A real browser for the tests of the pages, and what people do with one."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait

CHROMIUM = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")

BROWSER_MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER), reason="Chromium or its driver is not installed: browser tests were not run"
    ),
]

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PHONE, ZOOMED, DESKTOP = 360, 640, 1280
"""Widths in CSS pixels; a desktop at 200 % has half of its own."""

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def served(folder: Path, sources: Path) -> Iterator[str]:
    """The address of a server that was built and started as a person would."""
    masadir = [sys.executable, "-m", "indexer"]
    index = ["--index", str(folder / "index")]
    subprocess.run([*masadir, "build", str(sources), *index], check=True, capture_output=True)
    with subprocess.Popen(
        [*masadir, "serve", *index, "--port", "0"], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", server.stdout.readline())
        assert found, "the server did not tell its address"
        yield found[0]
        server.terminate()


def start_browser(profile: Path, *, with_javascript: bool) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in [*FLAGS, f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not with_javascript:
        blocked = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", blocked)
    return webdriver.Chrome(options=options, service=Service(DRIVER))


def log(browser: webdriver.Chrome, kind: str) -> list[dict[str, Any]]:
    return list(browser.get_log(kind))  # type: ignore[no-untyped-call]  # Selenium leaves this one untyped


def events(browser: webdriver.Chrome) -> list[dict[str, Any]]:
    """What the browser did on the network since it was last asked."""
    return [json.loads(entry["message"])["message"] for entry in log(browser, "performance")]


def resize(browser: webdriver.Chrome, width: int, scheme: str = "light") -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width == PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def overflow(browser: webdriver.Chrome) -> float:
    """How many pixels of the page lie outside the window, sideways; asked of the browser, not of a script."""
    metrics = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})
    return float(metrics["cssContentSize"]["width"]) - float(metrics["cssLayoutViewport"]["clientWidth"])


def one(browser: webdriver.Chrome, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def every(browser: webdriver.Chrome, selector: str) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, selector)


def how_many(browser: webdriver.Chrome) -> str:
    """What a page of results says of its number, which is also announced."""
    return one(browser, ".heading [role=status]").text


def is_visible(element: WebElement) -> bool:
    """Asked of the browser itself: Selenium takes what stands in closed `<details>` for hidden, whatever its style."""
    return bool(element.parent.execute_script("return arguments[0].checkVisibility()", element))


def mouse(element: WebElement) -> None:
    """A click where the element is, which Selenium's own click refuses inside closed `<details>`."""
    ActionChains(element.parent).scroll_to_element(element).move_to_element(element).click().perform()


def follow(element: WebElement, click: Callable[[WebElement], None] = WebElement.click) -> None:
    """Click and wait until another page has taken the place of this one."""
    browser = element.parent
    page = one(browser, "html")
    click(element)
    arrive(browser, page)


def arrive(browser: webdriver.Chrome, page: WebElement) -> None:
    # While one page gives way to another the driver may lose its place and say so with errors of any kind.
    patient = WebDriverWait(browser, 20, ignored_exceptions=[WebDriverException])
    patient.until(staleness_of(page))
    patient.until(lambda browser: browser.execute_script("return document.readyState") == "complete")


def ask(browser: webdriver.Chrome, question: str) -> None:
    field = one(browser, "#q")
    field.clear()
    field.send_keys(question)
    follow(one(browser, "#search-form button"))


def unfold(browser: webdriver.Chrome) -> None:
    """Open everything on the page that unfolds."""
    browser.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")


def small_targets(browser: webdriver.Chrome, selector: str) -> list[str]:
    """The visible elements that are less than 44 pixels high, as fingers need them."""
    found: list[str] = browser.execute_script(
        "return [...document.querySelectorAll(arguments[0])]"
        ".filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)"
        ".map(one => one.outerHTML.slice(0, 200))",
        selector,
    )
    return found


def violations(browser: webdriver.Chrome, rule: str | None = None) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice, or against one rule: each with what breaks it."""
    if not browser.execute_script("return 'axe' in window"):
        browser.execute_script((files("selenium_axe_python") / "axe-core" / "axe.min.js").read_text("utf-8"))
    found = browser.execute_async_script(
        "const [only, done] = arguments; axe.run(document, {runOnly: only}).then(done)",
        {"type": "rule", "values": [rule]} if rule else {"type": "tag", "values": WCAG},
    )
    return [
        f"{broken['id']}: {node['html'][:200]} {node['failureSummary'][:200]}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]
