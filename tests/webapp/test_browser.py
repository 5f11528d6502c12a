"""The pages in a real browser, on the real engine over a small collection built for the purpose."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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

pytestmark = [
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

PHONE, DESKTOP = 360, 1280

ENDLESS = 5_000
"""Letters of a name that no line can hold."""

TARGETS = (
    "button, select, input[type=search], input[type=text], summary, .ladder a, .facet a, .chips a, .pager a, .more a"
)
"""What fingers must hit: at least 44 pixels high."""


def write_sources(folder: Path) -> None:
    """Fourteen articles about a bridge, enough for two pages, one in English and one whose every name is too long."""
    articles: list[dict[str, object]] = [
        {
            "_id": f"bridge-{number}",
            "title": f"خبر الجسر رقم {number}",
            "text": f"افتُتح جسر القرية رقم {number} صباحًا.\n\nوقال الأهالي إن الجسر يختصر الطريق، وإن الجسور نعمة.",
            "author": "ليلى المرسي" if number % 2 else "باسم الخطيب",
            "date": f"20{10 + number}-03-0{number % 9 + 1}",
            "source": "صحيفة المعبر",
            "url": f"https://paper.example/{number}",
        }
        for number in range(14)
    ]
    articles.append(
        {
            "_id": "letter",
            "title": "A letter about the bridge",
            "text": "The word جسر means bridge. " + "Donaudampfschifffahrtsgesellschaft" * 8,
            "language": "en",
        }
    )
    articles.append(
        {
            "_id": "endless",
            "title": "ط" * ENDLESS,
            "text": "تدور الطاحونة. " + "م" * ENDLESS,
            "author": "ك" * ENDLESS,
            "source": "ص" * ENDLESS,
            "url": "https://paper.example/" + "u" * ENDLESS,
        }
    )
    folder.mkdir()
    lines = [json.dumps(article, ensure_ascii=False) for article in articles]
    (folder / "corpus.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that was built and started as a person would."""
    folder = tmp_path_factory.mktemp("site")
    write_sources(folder / "sources")
    masadir = [sys.executable, "-m", "indexer"]
    index = ["--index", str(folder / "index")]
    subprocess.run([*masadir, "build", str(folder / "sources"), *index], check=True, capture_output=True)
    with subprocess.Popen(
        [*masadir, "serve", *index, "--port", "0"], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", server.stdout.readline())
        assert found, "the server did not tell its address"
        yield found[0]
        server.terminate()


@pytest.fixture(scope="module", params=["with JavaScript", "without JavaScript"])
def shared_browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if request.param == "without JavaScript":
        blocked = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", blocked)
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def browser(shared_browser: webdriver.Chrome, site: str) -> Iterator[webdriver.Chrome]:
    """A browser that, after each test, must have complained of nothing and asked no other host."""
    resize(shared_browser, DESKTOP)
    yield shared_browser
    events = [json.loads(entry["message"])["message"] for entry in log(shared_browser, "performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert asked
    assert {urlsplit(url).netloc for url in asked if url.startswith("http")} <= {urlsplit(site).netloc}
    assert log(shared_browser, "browser") == []


def log(browser: webdriver.Chrome, kind: str) -> list[dict[str, Any]]:
    return list(browser.get_log(kind))  # type: ignore[no-untyped-call]  # Selenium leaves this one untyped


def resize(browser: webdriver.Chrome, width: int, scheme: str = "light") -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width == PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def overflow(browser: webdriver.Chrome) -> float:
    """How many pixels of the page lie outside the window, sideways; asked of the browser, not of a script."""
    metrics = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})
    return float(metrics["cssContentSize"]["width"]) - float(metrics["cssLayoutViewport"]["clientWidth"])


def one(browser: webdriver.Chrome, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def every(browser: webdriver.Chrome, selector: str) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, selector)


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
    # While one page gives way to another the driver may lose its place and say so with errors of any kind.
    patient = WebDriverWait(browser, 20, ignored_exceptions=[WebDriverException])
    patient.until(staleness_of(page))
    patient.until(lambda browser: browser.execute_script("return document.readyState") == "complete")


def ask(browser: webdriver.Chrome, question: str) -> None:
    field = one(browser, "#q")
    field.clear()
    field.send_keys(question)
    follow(one(browser, "#search-form button"))


def test_without_javascript_means_without(browser: webdriver.Chrome, request: pytest.FixtureRequest) -> None:
    browser.get("data:text/html,<body><script>document.body.id='ran'</script>")
    assert bool(every(browser, "#ran")) == ("without" not in request.node.callspec.params["shared_browser"])


def test_a_person_searches_from_home_and_reads_an_article_with_its_marks(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site)
    ask(browser, "جسر القرية")
    assert "جسر القرية" in one(browser, "h1").text
    assert "مقال" in one(browser, "[role=status]").text
    assert len(every(browser, ".hit")) == 10
    marks = every(browser, ".passage mark")
    assert marks
    assert all(mark.is_displayed() for mark in marks)
    assert marks[0].value_of_css_property("background-color") != "rgba(0, 0, 0, 0)"
    title = one(browser, ".hit h2 a")
    expected = title.text
    follow(title)
    assert one(browser, "h1").text == expected
    assert every(browser, ".body mark")
    assert one(browser, "#q").get_property("value") == "جسر القرية"
    follow(one(browser, ".back a"))
    assert len(every(browser, ".hit")) == 10


def test_a_passage_leads_to_its_paragraph(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=القرية")
    follow(one(browser, ".passage .place"))
    fragment = urlsplit(browser.current_url).fragment
    assert re.fullmatch(r"p\d+", fragment)
    assert "القرية" in one(browser, f"#{fragment}").text


def test_the_ladder_leads_from_level_to_level(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=جسر")
    counts = [int(count.text) for count in every(browser, ".ladder .count")]
    assert counts == sorted(counts)
    assert counts[2] == 15
    follow(every(browser, ".ladder a")[0])
    assert one(browser, ".ladder [aria-current]").text.startswith("كما كُتبت")
    assert {mark.get_attribute("class") for mark in every(browser, ".passage mark")} == {"level-exact"}


def test_filters_narrow_and_are_taken_away(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=الطريق")
    before = one(browser, "[role=status]").text
    facets = every(browser, ".facet a")
    follow(next(link for link in facets if "ليلى" in str(link.get_property("textContent"))), mouse)
    assert one(browser, "[role=status]").text != before
    assert "ليلى المرسي" in one(browser, ".chips").text
    mouse(one(browser, "#from"))
    ActionChains(browser).send_keys("٢٠١٥").perform()
    follow(one(browser, ".panel > button"), mouse)
    assert "2015" in one(browser, ".chips").text
    while chips := every(browser, ".chips a"):
        follow(chips[0])
    assert one(browser, "[role=status]").text == before


def test_the_reason_and_the_second_page_are_one_click_away(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=جسر")
    one(browser, ".hit summary").click()
    assert one(browser, ".matched").is_displayed()
    follow(one(browser, ".pager [rel=next]"))
    assert one(browser, ".hits").get_attribute("start") == "11"
    assert len(every(browser, ".hit")) == 5


def test_on_a_phone_the_filters_are_folded_and_on_a_desktop_they_are_open(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=جسر")
    assert is_visible(one(browser, "#from"))
    resize(browser, PHONE)
    assert not is_visible(one(browser, "#from"))
    one(browser, "aside summary").click()
    assert is_visible(one(browser, "#from"))


@pytest.mark.parametrize("width", [PHONE, 768, DESKTOP])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=جسر&source=x&source=y",
        "/search?q=bridge",
        "/search?q=طاحونة",
        f"/search?q={'w' * 1_900}&source={'x' * ENDLESS}&author={'y' * ENDLESS}",
        "/article/letter",
        "/article/endless?q=طاحونة",
        f"/article/endless?q={'w' * 1_900}",
        "/sources",
    ],
    ids=lambda path: path[:24],
)
def test_nothing_sticks_out_sideways_and_targets_are_large(
    path: str, width: int, browser: webdriver.Chrome, site: str
) -> None:
    resize(browser, width, "dark")
    browser.get(site + path)
    assert overflow(browser) <= 0
    for summary in every(browser, "summary"):
        if is_visible(summary):
            mouse(summary)
    assert overflow(browser) <= 0, "with everything unfolded"
    small = [
        (target.tag_name, target.text, target.size)
        for target in every(browser, TARGETS)
        if is_visible(target) and target.size["height"] < 44
    ]
    assert small == []
