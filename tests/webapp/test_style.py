"""The style sheet's promises that can be held without a browser: contrast, and what Arabic script forbids."""

import re
from pathlib import Path

import pytest

import webapp
from indexer.answers import Level
from webapp.article_pages import SIZES

STYLES = (Path(webapp.__file__).parent / "static" / "masadir.css").read_text(encoding="utf-8")

TEXT_ON_GROUND = [
    *((text, ground) for text in ("ink", "quiet", "accent") for ground in ("paper", "card", "tint")),
    *(("ink", ground) for ground in ("exact", "form", "stem", "root", "alert-tint")),
    ("on-accent", "accent"),
]


def palettes() -> dict[str, dict[str, str]]:
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in STYLES.split("@media", 2)[:2])
    return {"light": light, "dark": dark}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """The WCAG 2.2 contrast ratio."""
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_is_readable_on_its_ground_in_both_schemes(scheme: str, text: str, ground: str) -> None:
    palette = palettes()[scheme]
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), [("edge", "card"), ("edge", "paper"), ("mark-line", "paper")])
def test_edges_of_fields_and_lines_of_marks_can_be_seen(scheme: str, line: str, ground: str) -> None:
    palette = palettes()[scheme]
    assert contrast(palette[line], palette[ground]) >= 3


def test_nothing_breaks_arabic_script_or_comes_from_elsewhere() -> None:
    rules = re.sub(r"/\*.*?\*/", "", STYLES, flags=re.DOTALL)
    assert not re.search(r"letter-spacing|italic|oblique|text-transform|@import|url\(|@font-face", rules)


def test_sides_are_logical_so_that_left_and_right_follow_the_language() -> None:
    assert not re.search(r"\b(left|right)\b", re.sub(r"/\*.*?\*/", "", STYLES, flags=re.DOTALL))


def test_every_class_that_is_styled_is_used() -> None:
    styles = set(re.findall(r"\.(-?[a-z][\w-]*)(?=[^{}]*\{)", STYLES))
    room = Path(webapp.__file__).parent
    users = [*(room / "templates").iterdir(), room / "static" / "masadir.js"]
    templates = " ".join(path.read_text("utf-8") for path in users)
    for name in (
        styles
        - {f"level-{level.value}" for level in Level}
        - {f"{what}-{size}" for what in ("size", "text") for size in SIZES}
    ):
        assert re.search(rf"\b{name}\b", templates), f".{name} is styled but not used"
