"""What every page of ours must hold, checked on its HTML."""

from collections import Counter
from html.parser import HTMLParser

_VOID = {"br", "img", "input", "link", "meta", "rect"}
_FIELDS = {"input", "select"}

Attributes = dict[str, str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, Attributes]] = []
        self.elements: list[tuple[str, Attributes, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes, [name for name, _ in self.open]))
        if tag not in _VOID:
            self.open.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        opened, _ = self.open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>, line {self.getpos()[0]}"


def elements(html: str) -> list[tuple[str, Attributes, list[str]]]:
    """Every element of a page: its name, its attributes, the names of those around it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    return reader.elements


def links(html: str) -> list[str]:
    """Where a page's links lead, in order."""
    return [attributes["href"] for name, attributes, _ in elements(html) if name == "a"]


def assert_sound_page(html: str) -> None:
    """Well nested, in one of our languages, one h1, unique ids, each field labelled, nothing inline or foreign."""
    assert html.startswith("<!doctype html>")
    found = elements(html)
    names = Counter(name for name, _, _ in found)
    assert found[0][1] in ({"lang": "ar", "dir": "rtl"}, {"lang": "en", "dir": "ltr"})
    assert names["h1"] == 1
    assert names["main"] == 1
    assert names["title"] == 1
    assert not names.keys() & {"style", "iframe", "img", "object", "svg", "base"}
    ids = Counter(attributes["id"] for _, attributes, _ in found if "id" in attributes)
    assert not [identity for identity, count in ids.items() if count > 1]
    labelled = {attributes["for"] for name, attributes, _ in found if name == "label" and "for" in attributes}
    for name, attributes, around in found:
        assert not [attribute for attribute in attributes if attribute.startswith("on") or attribute == "style"]
        if name in _FIELDS and attributes.get("type") != "hidden":
            assert attributes.get("id") in labelled or "label" in around, f"no label: {attributes}"
        if name == "link" and attributes["rel"] != "canonical":
            assert attributes["href"].startswith("/")
        if name == "script":
            assert attributes.get("src", "").startswith("/static/") or attributes["type"] == "application/ld+json"
        if name == "a":
            assert attributes["href"].startswith(("/", "#", "http://", "https://")), attributes["href"]
        for reference in ("aria-describedby", "aria-labelledby", "form"):
            assert attributes.get(reference, next(iter(ids))) in ids
