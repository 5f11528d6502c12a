"""Do the examples of docs/python.md and docs/api.md run as they stand?"""

import json
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from indexer.build import build
from tests.docs.generated import ROOT, example_engine
from tests.docs.pages import code_blocks, page
from webapp.app import create_app


def test_the_examples_for_notebooks_run_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build(ROOT / "sources", tmp_path / "index")
    monkeypatch.chdir(tmp_path)
    blocks = code_blocks(page("docs/python.md"), "python")
    assert len(blocks) >= 6
    exec("\n".join(blocks), {})  # noqa: S102  # our own page
    printed = capsys.readouterr().out
    assert "articles" in printed.splitlines()[0]
    assert "@article{" in printed


def test_the_walk_over_all_hits_gives_every_article(monkeypatch: pytest.MonkeyPatch) -> None:
    [walk] = code_blocks(page("docs/api.md"), "python")
    names: dict[str, object] = {}
    exec(walk, names)  # noqa: S102  # our own page
    with example_engine() as engine, create_app(engine).test_client() as client:
        opened = []

        def urlopen(address: str) -> BytesIO:
            opened.append(address)
            return BytesIO(client.get(quote(address.removeprefix("http://host"), safe="/?=&%+")).data)

        monkeypatch.setitem(names, "urlopen", urlopen)
        hits = list(names["every_hit"]("http://host", q="-ديناصور", size=2))  # type: ignore[operator]  # from the page
        assert sorted(hit["id"] for hit in hits) == [
            "library-night",
            "olives",
            "paper-market",
            "school-room",
            "the-flag",
        ]
    assert len(opened) == 3
    assert "cursor=" in urlsplit(opened[-1]).query
    assert json.dumps(hits)
