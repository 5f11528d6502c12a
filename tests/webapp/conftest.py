"""The application around an engine without an index, and real browsers on a server with one."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selenium import webdriver

from tests.webapp.bridges import write_bridges
from tests.webapp.browsing import DESKTOP, events, log, resize, served, start_browser
from tests.webapp.fake_engine import FakeEngine
from webapp.app import create_app

WITH, WITHOUT = "with JavaScript", "without JavaScript"


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def app(engine: FakeEngine) -> Flask:
    return create_app(engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on the real engine."""
    folder = tmp_path_factory.mktemp("site")
    write_bridges(folder / "sources")
    with served(folder, folder / "sources") as address:
        yield address


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of the pages are left to be looked at, in pytest's own folder of temporary files."""
    return tmp_path_factory.mktemp("screenshots", numbered=False)


class Browsers:
    """One browser of each kind, started when it is first needed."""

    def __init__(self, profiles: Path, closing: ExitStack) -> None:
        self._profiles = profiles
        self._closing = closing
        self._open: dict[str, webdriver.Chrome] = {}

    def get(self, kind: str) -> webdriver.Chrome:
        if kind not in self._open:
            driver = start_browser(self._profiles / kind, with_javascript=kind == WITH)
            self._closing.callback(driver.quit)
            self._open[kind] = driver
        return self._open[kind]


@pytest.fixture(scope="session")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    with ExitStack() as closing:
        yield Browsers(tmp_path_factory.mktemp("profiles"), closing)


@pytest.fixture(params=[WITH, WITHOUT])
def browser(request: pytest.FixtureRequest, browsers: Browsers, site: str) -> Iterator[webdriver.Chrome]:
    """A browser that, after each test, must have complained of nothing and asked no other host.

    Light with JavaScript and dark without, so that every journey is made in both themes.
    """
    yield from watched(browsers.get(request.param), site, "light" if request.param == WITH else "dark")


@pytest.fixture
def scripted_browser(browsers: Browsers, site: str) -> Iterator[webdriver.Chrome]:
    """The browser with JavaScript, watched as well."""
    yield from watched(browsers.get(WITH), site)


def watched(driver: webdriver.Chrome, site: str, scheme: str = "light") -> Iterator[webdriver.Chrome]:
    resize(driver, DESKTOP, scheme)
    driver.get("about:blank")
    yield driver
    asked = [one["params"]["request"]["url"] for one in events(driver) if one["method"] == "Network.requestWillBeSent"]
    assert {urlsplit(url).netloc for url in asked if url.startswith("http")} <= {urlsplit(site).netloc}
    # The browser notes a page that was not found, which is what some tests ask for; anything else is a complaint.
    complaints = [entry for entry in log(driver, "browser") if "Failed to load resource" not in entry["message"]]
    assert complaints == []
