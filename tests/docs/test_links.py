"""Do the links of the documentation lead somewhere, and are the files there that it names?"""

import re
from pathlib import Path

import pytest

from tests.docs.generated import ROOT
from tests.docs.pages import HAND_WRITTEN, anchors, links, without_code

PICTURE_LIMIT = 300_000
"""Most bytes of a picture: people clone it with the code."""

_NAMED_FILE = re.compile(r"`((?:indexer|webapp|tests|docs|benchmarks|sources|\.ci)/[\w./-]*)`")
_NAMED_AS_EXAMPLE = {"sources/harbour/2019-05-04.html"}

PAGES = [*HAND_WRITTEN, ROOT / "sources" / "README.md"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_to_a_file_and_to_a_heading_in_it(path: Path) -> None:
    for target in links(path):
        name, _, anchor = target.partition("#")
        aim = (path.parent / name).resolve() if name else path
        assert aim.exists(), f"{path.name} links to {target}, which is not there"
        if anchor:
            assert anchor in anchors(aim.read_text(encoding="utf-8")), f"{path.name}: no heading for {target}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(path: Path) -> None:
    for name in _NAMED_FILE.findall(without_code(path.read_text(encoding="utf-8"))):
        assert name in _NAMED_AS_EXAMPLE or (ROOT / name).exists(), f"{path.name} names {name}, which is not there"


def test_pictures_are_pictures_and_small() -> None:
    pictures = list((ROOT / "docs" / "images").iterdir())
    assert pictures
    for picture in pictures:
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG"), f"{picture.name} is no PNG"
        assert len(data) < PICTURE_LIMIT, f"{picture.name} has {len(data):,} bytes"


def test_every_page_of_docs_is_linked_from_another_page() -> None:
    linked = {(path.parent / target.partition("#")[0]).resolve() for path in PAGES for target in links(path)}
    for page in (ROOT / "docs").glob("*.md"):
        assert page in linked, f"nothing links to {page.name}"
