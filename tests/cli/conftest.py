"""A folder with three articles and their index, which the tests of the command line run in."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build import build

ARTICLES = {
    "bahr.jsonl": {
        "_id": "bahr",
        "title": "بحر القرية",
        "text": "هدأ البحر بعد العاصفة.",
        "date": "2021-06-05",
        "author": "سلمى",
    },
    "nahr.jsonl": {
        "_id": "nahr",
        "title": "نهر",
        "text": "يصب النهر في البحر عند الميناء.",
        "date": "2019",
        "source": "البريد",
    },
    "khubz.jsonl": {"_id": "khubz", "title": "خبز", "text": "خبز الشعير على الصاج."},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cli")
    (root / "sources").mkdir()
    for name, record in ARTICLES.items():
        (root / "sources" / name).write_text(json.dumps(record) + "\n", encoding="utf-8")
    build(root / "sources", root / "index")
    return root


@pytest.fixture(autouse=True)
def settled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("MASADIR_SOURCES", "MASADIR_INDEX", "MASADIR_ENGINE", "MASADIR_CORES", "MASADIR_MEMORY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    yield
