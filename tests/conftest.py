"""What all tests share: files of expected output, rewritten by `pytest --update-golden`."""

import os
from collections.abc import Callable

import pytest
from hypothesis import settings

from indexer.arabic.analysis import Rules, use

# A build server tries the same examples every time; a person's machine looks for new ones at each run.
settings.register_profile("build-server", derandomize=True, deadline=None)
settings.register_profile("person", deadline=None)
settings.load_profile("build-server" if os.environ.get("CI") else "person")

Golden = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def default_rules() -> None:
    """Let every test begin with words analysed by the default rules, whatever index the one before has opened."""
    use(Rules())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the files of expected output")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Holds a text against `golden/<name>` beside the test; says how to accept a change."""

    def check(name: str, actual: str) -> None:
        path = request.path.parent / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path} is missing: write it with --update-golden, then read it"
        assert actual == path.read_text(encoding="utf-8"), f"{path.name} changed: if it should, --update-golden"

    return check
