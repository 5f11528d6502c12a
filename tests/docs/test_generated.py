"""Are the generated parts of the documentation what the code says today?"""

import re
from pathlib import Path

import pytest

from tests.docs.generated import PAGES, PARTS, with_fresh_parts
from tests.docs.pages import page
from tests.docs.rendering import commands, pretty


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_generated_parts_are_fresh(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert written == with_fresh_parts(written), f"{path.name} is not what the code says: run `make docs`"


def test_every_part_has_a_place_and_every_place_a_part() -> None:
    places = [name for path in PAGES for name in re.findall(r"<!-- make docs: (\S+) -->", path.read_text("utf-8"))]
    assert sorted(places) == sorted(PARTS)


def test_every_argument_of_every_command_says_what_it_means() -> None:
    meanings = [line for line in commands().splitlines() if line.startswith("| `")]
    assert len(meanings) > 30
    assert [line for line in meanings if line.endswith("|  |")] == []


def test_a_stale_part_is_made_again_and_the_rest_left_alone() -> None:
    stale = "before\n<!-- make docs: problems -->\nold\n<!-- end -->\nafter\n"
    fresh = with_fresh_parts(stale)
    assert fresh.startswith("before\n<!-- make docs: problems -->\n| code |")
    assert fresh.endswith("<!-- end -->\nafter\n")
    assert "old" not in fresh.splitlines()
    assert with_fresh_parts(fresh) == fresh


def test_a_part_that_nothing_makes_is_an_error() -> None:
    with pytest.raises(KeyError):
        with_fresh_parts("<!-- make docs: nothing -->\n<!-- end -->")


def test_json_keeps_short_values_on_a_line_and_parts_long_ones() -> None:
    assert pretty({"a": [1, 2]}) == '{"a": [1, 2]}'
    assert pretty({"a": "س" * 90, "b": []}) == '{\n  "a": "' + "س" * 90 + '",\n  "b": []\n}'


def test_the_endpoint_page_has_every_path_of_the_openapi_document() -> None:
    text = page("docs/api.md")
    for path in ("/api/search", "/api/articles/{id}", "/api/suggest", "/api/sources", "/api/health"):
        assert f"### GET {path}\n" in text
