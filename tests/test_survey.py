"""What is told of each source, by a build and without one."""

import json
import re
from pathlib import Path

import pytest

from indexer import cli
from indexer.build import build, update
from indexer.model import SourceReport
from indexer.search.sources import file_format, source_summaries
from indexer.store.snapshot import Snapshot
from indexer.survey import survey
from tests.readers.reading import write

TEXT = "عاد الماء إلى البحيرة بعد سنوات طويلة من الجفاف، وفرح به أهل القرية كلهم."
SIGNED = f"عودة الماء\nبقلم: ريم حداد\n3/4/2019\n\n{TEXT}"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    root = tmp_path / "sources"
    record = {"_id": "r1", "text": TEXT, "author": "رويترز", "date": "1445 هـ"}
    write(
        root,
        {
            "paper/source.toml": 'licence = "CC0-1.0"',
            "paper/lake.txt": SIGNED,
            "paper/old.txt": SIGNED.encode("cp1256"),
            "paper/bare.md": TEXT,
            "paper/empty.txt": " ",
            "paper/records.jsonl": json.dumps(record, ensure_ascii=False) + "\n" + "{",
            "stray.bin": b"\x00",
        },
    )
    return root


EXPECTED = (
    SourceReport("", "", 0, 0, 1, 0, 0, 0),
    SourceReport("paper", "paper", 4, 1, 2, 2, 1, 1, ("paper/bare",)),
)


def test_a_build_tells_of_each_source_what_was_read_and_what_is_missing(sources: Path, tmp_path: Path) -> None:
    assert build(sources, tmp_path / "index").sources == EXPECTED


def test_an_update_tells_of_what_it_read(sources: Path, tmp_path: Path) -> None:
    build(sources, tmp_path / "index")
    write(sources, {"paper/new.txt": SIGNED})
    (_, paper) = update(sources, tmp_path / "index").sources
    assert (paper.read, paper.skipped, paper.unattributed) == (1, 2, ())


def test_a_survey_says_what_a_build_would_and_writes_nothing(sources: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    surveyed = survey(sources, index)
    assert not index.exists()
    built = build(sources, index)
    assert (surveyed.sources, surveyed.articles) == (built.sources, built.articles)
    assert sorted(map(str, surveyed.skipped)) == sorted(map(str, built.skipped))
    assert surveyed.repaired == built.repaired


def test_check_sources_prints_the_report(sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", str(sources), "--index", str(tmp_path / "index"), "--sources"]
    assert cli.main(command) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"4 articles in {sources}, 3 skipped"
    assert re.split(r"\s{2,}", lines[1])[3:] == ["skipped", "without title", "without author", "without date"]
    assert lines[3].split() == ["paper", "4", "1", "2", "2", "1", "1"]
    assert any("without author or date in paper, for example: paper/bare" in line for line in lines)
    assert any("skipped paper/records.jsonl, line 2: not JSON" in line for line in lines)
    assert cli.main([*command, "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["sources"][1]["without_author"] == 1
    assert report["generation"] == ""


def test_json_alone_is_no_way_to_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(tmp_path), "--json"]) == 2
    assert "--sources" in capsys.readouterr().err


def test_the_passport_of_a_source_counts_formats_languages_and_repairs(sources: Path, tmp_path: Path) -> None:
    build(sources, tmp_path / "index")
    snapshot = Snapshot(tmp_path / "index")
    (paper,) = source_summaries(snapshot)
    snapshot.close()
    assert (paper.articles, paper.with_author, paper.with_date, paper.repaired) == (4, 2, 3, 1)
    assert (paper.earliest, paper.latest, paper.source.licence) == ("2019-04", "2024-07", "CC0-1.0")
    assert [(one.value, one.count) for one in paper.formats] == [("txt", 2), ("jsonl", 1), ("md", 1)]
    assert [(one.value, one.count) for one in paper.languages] == [("ar", 4)]
    assert [(one.value, one.count) for one in paper.repairs] == [("decoded as windows-1256", 1)]


@pytest.mark.parametrize(
    ("path", "name"), [("a/b.HTML", "html"), ("corpus.jsonl.gz", "jsonl"), ("a.b/c", ""), ("dump.xml.bz2", "xml")]
)
def test_a_format_is_the_suffix_without_what_it_is_packed_in(path: str, name: str) -> None:
    assert file_format(path) == name
