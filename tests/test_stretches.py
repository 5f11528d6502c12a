"""What comes of the sources is the same on one core and on several, in little memory and in much."""

import gzip
import json
from pathlib import Path

import pytest

from indexer import stretches
from indexer.build import build, update
from indexer.model import BuildReport, Skipped
from indexer.settings import Resources
from indexer.stretches import share_of
from tests.store.making import WORDS, seeded
from tests.test_update import state, write

MIB = 2**20


def collection(seed: int, articles: int) -> str:
    """Records, some of them no articles, some with an id that another has."""
    random = seeded(seed)
    lines = [
        json.dumps(
            {
                "_id": f"{seed}-{number if number % 50 else 7}",
                "title": random.choice(WORDS),
                "text": "\n".join(" ".join(random.choices(WORDS, k=9)) for _ in range(random.randrange(4))),
                "source": random.choice(["النهر", "البحر"]),
                "date": "2019-05" if number % 3 else "لا تاريخ",
            },
            ensure_ascii=False,
        )
        for number in range(articles)
    ]
    return "\n".join([*lines, "no record", ""])


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    for number in range(40):
        write(folder / f"raff/{number:02}.txt", f"عنوان {number}\n\nنص عن النهر والبحر وما حوله {number}.\n")
    write(folder / "analysis.toml", f"protected = {json.dumps(WORDS, ensure_ascii=False)}")
    write(folder / "raff/broken.txt", b"\x00\x01\x02" * 50)
    write(folder / "first.jsonl", collection(1, 600))
    write(folder / "second.jsonl.gz", gzip.compress(collection(2, 300).encode()))
    write(folder / "third.jsonl", collection(1, 40))
    return folder


def compared(report: BuildReport) -> tuple[object, ...]:
    return (report.articles, report.added, report.skipped, report.repaired)


def order(index_dir: Path) -> list[str]:
    from indexer.store.snapshot import Snapshot

    return list(Snapshot(index_dir).ids)


def test_any_number_of_cores_and_any_size_of_stretches_give_the_same_index(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = build(sources, tmp_path / "one", resources=Resources(cores=1))
    assert one.skipped.count(
        Skipped("first.jsonl", "an article with this id was read before; give each its own _id", "1-7")
    )
    monkeypatch.setattr(stretches, "SMALL", 0)
    monkeypatch.setattr(stretches, "BYTES_AT_ONCE", 4_000)
    monkeypatch.setattr(stretches, "FEWEST_CHARACTERS", 1_000)
    monkeypatch.setattr(stretches, "MOST_CHARACTERS", 3_000)
    many = build(sources, tmp_path / "many", resources=Resources(cores=3))
    assert compared(many) == compared(one)
    assert order(tmp_path / "many") == order(tmp_path / "one")
    assert state(tmp_path / "many") == state(tmp_path / "one")
    write(sources / "first.jsonl", collection(3, 500))
    after = update(sources, tmp_path / "many", resources=Resources(cores=2))
    assert compared(after)[:1] == compared(build(sources, tmp_path / "one", resources=Resources(cores=1)))[:1]
    assert state(tmp_path / "many") == state(tmp_path / "one")


@pytest.mark.parametrize("cores", [1, 2, 16])
@pytest.mark.parametrize("memory", [1, 128, 512, 4_096])
def test_little_memory_is_shared_by_few(cores: int, memory: int) -> None:
    share = share_of(Resources(cores, memory), size=10**9)
    assert 1 <= share.processes <= cores
    assert stretches.FEWEST_CHARACTERS <= share.characters <= stretches.MOST_CHARACTERS
    taken = share.processes * (stretches.MEMORY_OF_PROCESS + share.characters * stretches.BYTES_OF_CHARACTER)
    assert taken <= memory * MIB or share == (1, stretches.FEWEST_CHARACTERS)


def test_few_articles_are_worked_on_in_this_process() -> None:
    assert share_of(Resources(cores=16), size=100_000).processes == 1
