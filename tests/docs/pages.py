"""The pages of the documentation, taken apart for the tests: code blocks, rows of tables, headings."""

import re
from pathlib import Path

from tests.docs.generated import PAGES, ROOT

HAND_WRITTEN = (*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md")

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def page(name: str) -> str:
    """The text of a page, by its path in the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def code_blocks(text: str, language: str) -> list[str]:
    """The code blocks of one language, in order."""
    return [code for marked, code in _BLOCK.findall(text) if marked == language]


def without_code(text: str) -> str:
    """The text without its code blocks."""
    return _BLOCK.sub("", text)


def rows(text: str, head: str) -> list[list[str]]:
    """The rows of all tables under this head, cell by cell."""
    found = []
    inside = False
    for line in text.splitlines():
        if line == head:
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("| ---"):
            found.append([cell.strip() for cell in line.strip("|").split(" |")])
    return found


def anchors(text: str) -> set[str]:
    """The anchors that a page's headings get when it is shown: lower case, hyphens for spaces, no punctuation."""
    headings = re.findall(r"^#+ (.+)$", without_code(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(path: Path) -> list[str]:
    """Where the links and pictures of a page lead, addresses on the web left out."""
    targets = re.findall(r"\]\(([^)\s]+)\)", without_code(path.read_text(encoding="utf-8")))
    return [target for target in targets if not re.match(r"[a-z]+:", target)]
