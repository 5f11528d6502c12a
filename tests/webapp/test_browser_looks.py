"""How the pages look and whom they keep out: nobody. At every width, in both themes and both languages."""

from pathlib import Path

import pytest
from selenium import webdriver

from indexer.search.paragraphs import paragraph_address
from tests.webapp.bridges import ENDLESS
from tests.webapp.browsing import (
    BROWSER_MARKS,
    DESKTOP,
    PHONE,
    ZOOMED,
    events,
    every,
    one,
    overflow,
    resize,
    small_targets,
    unfold,
    violations,
)

pytestmark = BROWSER_MARKS

TARGETS = (
    "button, select, input[type=search], input[type=text], summary, .ladder a, .facet a, .chips a, .pager a, .more > a"
)
"""What fingers must hit: at least 44 pixels high."""

OPENED = "افتُتح جسر القرية رقم 3 صباحًا."

STATES = {
    "home": "/",
    "results": "/search?q=جسر&source=x&source=y",
    "results-two-authors": "/en/search?q=%2Bالأهالي -نهر&author=ليلى المرسي&from=2012",
    "nothing": "/search?q=الأهالي&from=1990&to=1991",
    "english-article-found": "/search?q=bridge",
    "endless-names": "/en/search?q=طاحونة",
    "endless-question": f"/search?q={'w' * 1_900}&source={'x' * ENDLESS}&author={'y' * ENDLESS}",
    "hostile": "/search?q=شرير",
    "copies": "/search?q=المنارة",
    "copies-all": "/en/search?q=المنارة&copies=true",
    "article-copied": "/article/lighthouse-2?q=المنارة",
    "article-reused": "/en/article/keeper",
    "moved-mark": "/article/lighthouse-2?q=المنارة&mark=1&vowels=off&text=small",
    "gone": "/article/bridge-3?paragraph=p-aaaaaaaa",
    "bad-parameter": "/search?q=جسر&from=tomorrow",
    "article": "/article/bridge-3?q=جسر&level=root",
    "article-english": "/en/article/letter",
    "article-endless": f"/article/endless?q={'w' * 1_900}",
    "article-long": "/article/book?part=99&text=large",
    "article-hostile": "/article/hostile?q=شرير",
    "quotation": f"/quote/bridge-3?text=افتُتح جسر القرية&paragraph={paragraph_address(OPENED)}",
    "quotation-moved": "/en/quote/bridge-3?text=افتُتح جسر القرية&paragraph=p-x",
    "sources": "/sources",
    "help": "/en/help",
    "error": "/nowhere",
}

WEIGHT_LIMIT = 60_000
"""Bytes of a page of results with everything it needs, as they come over the wire."""


@pytest.mark.parametrize("state", STATES)
def test_everybody_can_use_the_page(
    state: str, scripted_browser: webdriver.Chrome, site: str, screenshots: Path
) -> None:
    """Nothing sticks out sideways, targets are large, axe finds no violation. The screenshots are to be looked at."""
    browser = scripted_browser
    browser.get(site + STATES[state])
    for width, scheme in ((DESKTOP, "light"), (ZOOMED, "light"), (PHONE, "dark")):
        resize(browser, width, scheme)
        assert overflow(browser) <= 0, width
        browser.save_screenshot(str(screenshots / f"{state}-{width}-{scheme}.png"))
    unfold(browser)
    assert overflow(browser) <= 0, "with everything unfolded"
    assert small_targets(browser, TARGETS) == []
    for width, scheme in ((PHONE, "dark"), (DESKTOP, "light")):
        resize(browser, width, scheme)
        assert violations(browser) == [], (width, scheme)
    for width, scheme in ((PHONE, "light"), (DESKTOP, "dark")):  # where only the colours are others
        resize(browser, width, scheme)
        assert violations(browser, "color-contrast") == [], (width, scheme)


def test_a_page_of_results_is_light(scripted_browser: webdriver.Chrome, site: str) -> None:
    scripted_browser.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    events(scripted_browser)
    scripted_browser.get(site + "/search?q=جسر")
    seen = events(scripted_browser)
    scripted_browser.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})
    done = [event["params"]["encodedDataLength"] for event in seen if event["method"] == "Network.loadingFinished"]
    assert len(done) >= 3
    assert sum(done) <= WEIGHT_LIMIT


def test_nothing_hostile_runs(scripted_browser: webdriver.Chrome, site: str) -> None:
    for path in ("/search?q=شرير", "/article/hostile?q=شرير", "/sources"):
        scripted_browser.get(site + path)
        assert not every(scripted_browser, "[onerror], script:not([src]):not([type])")
        assert "onerror=alert(1)>" in one(scripted_browser, "main").text


@pytest.mark.parametrize("path", ["/article/tower", "/search?q=برج"])
def test_a_tower_of_marks_stays_in_its_line(path: str, scripted_browser: webdriver.Chrome, site: str) -> None:
    pictures = []
    for title in ("", "x"):
        scripted_browser.get(site + path)
        if title:
            scripted_browser.execute_script(
                "for (const one of document.querySelectorAll('main :not(:has(*))')) one.textContent = arguments[0]",
                title,
            )
        pictures.append(one(scripted_browser, "header").screenshot_as_base64)
    assert pictures[0] == pictures[1]
