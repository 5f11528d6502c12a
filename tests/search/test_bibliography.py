"""Plain-text citations in other styles than the one that comes along."""

from pathlib import Path
from typing import Any

import pytest

from indexer.errors import BadParameter
from indexer.search.bibliography import bibliography, read_style

NUMBERED = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Numbers</title><id>numbers</id><updated>2021-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="citation-number"/></layout></citation>
  <bibliography><layout suffix=".">
    <text variable="citation-number" suffix=") "/>
    <names variable="author" suffix=": "><name and="text" delimiter=", "/></names>
    <text variable="title"/><text term="accessed" prefix=" "/>
  </layout></bibliography>
</style>
"""


def item(number: int, language: str = "ar") -> dict[str, Any]:
    authors = [{"literal": "سلمى الحداد"}, {"literal": "نديم بن عواد"}]
    return {
        "id": str(number),
        "type": "article-newspaper",
        "title": f"خبر {number}",
        "author": authors,
        "language": language,
    }


@pytest.fixture
def numbered(tmp_path: Path) -> str:
    path = tmp_path / "numbers.csl"
    path.write_text(NUMBERED, encoding="utf-8")
    return str(path)


def test_a_style_of_ones_own_is_read_from_its_file(numbered: str) -> None:
    (line,) = bibliography([item(1)], numbered)
    assert line.startswith("1) سلمى الحداد ونديم بن عواد: خبر 1")


def test_numbers_go_on_over_a_list_whose_articles_are_in_two_languages(numbered: str) -> None:
    lines = bibliography([item(1), item(2, "en"), item(3)], numbered)
    assert [line.split(")")[0] for line in lines] == ["1", "2", "3"]
    assert [line.endswith(" accessed.") for line in lines] == [False, True, False]


@pytest.mark.parametrize(
    "content",
    [
        None,
        "no style",
        "<style/>",
        NUMBERED[: NUMBERED.index("<bibliography>")] + "</style>",
        "<html><body>404</body></html>",
    ],
)
def test_what_is_no_style_is_refused_by_name(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "broken.csl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(BadParameter, match="MASADIR_CITATION_STYLE: expected the file of an independent style"):
        read_style(str(path))
