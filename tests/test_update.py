"""Updating: reads only what changed, and leaves the same index as building would, whatever happened to the files."""

import errno
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import pytest

from indexer.build import build, update
from indexer.model import Article, BuildReport, Skipped
from indexer.readers.registry import SourceFile, read_file
from indexer.store import generations
from indexer.store.snapshot import Snapshot
from tests.readers.warcs import warc
from tests.store.making import indexed
from tests.store.retelling import reused, stories


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def article(words: str) -> str:
    return f"عنوان {words}\n\nنص عن {words} وما حوله.\n"


def record(article_id: str, words: str, source: str = "") -> str:
    return json.dumps({"_id": article_id, "title": "", "text": words, "source": source}) + "\n"


def state(index_dir: Path, *, words: bool = True) -> dict[str, object]:
    """All that an index says, whatever order its articles were added in; without `words` not what its postings say."""
    snapshot = Snapshot(index_dir)
    try:
        alive = snapshot.alive.nonzero()[0].tolist()
        sources, of_source = snapshot.sources
        bylines, of_byline = snapshot.bylines
        return {
            "articles": {snapshot.ids[number]: snapshot.article(number) for number in alive},
            "columns": {
                snapshot.ids[number]: (
                    sources[of_source[number]],
                    bylines[of_byline[number]],
                    int(snapshot.first_days[number]),
                    int(snapshot.last_days[number]),
                    int(snapshot.words[number]),
                )
                for number in alive
            },
            "postings": indexed(snapshot) if words else {},
            "stories": stories(snapshot),
            "reused": reused(snapshot),
            "sources": snapshot.manifest.sources,
            "digest": snapshot.manifest.sources_digest,
            "count": snapshot.manifest.articles,
            "files": [
                replace(record, modified_ns=0)  # a file that was only touched is no reason for a new generation
                for record in generations.read_files(index_dir, snapshot.generation).values()
            ],
        }
    finally:
        snapshot.close()


def assert_same_as_a_build(sources: Path, index_dir: Path, fresh: Path) -> BuildReport:
    report = build(sources, fresh)
    ours, theirs = state(index_dir), state(fresh)
    for part, expected in theirs.items():
        assert ours[part] == expected, f"after the update, {part} is not what a build gives"
    return report


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    write(folder / "bahr.txt", article("البحر"))
    write(folder / "jabal.txt", article("الجبل"))
    write(folder / "raff" / "nahr.txt", article("النهر"))
    write(folder / "raff" / "akhbar.jsonl", record("k1", "خبر أول", "البريد") + record("k2", "خبر ثان", "البريد"))
    return folder


Change = Callable[[Path], object]

CHANGES: dict[str, tuple[Change, int, int]] = {
    "a new file": (lambda folder: write(folder / "qamar.txt", article("القمر")), 1, 0),
    "an edited file": (lambda folder: write(folder / "bahr.txt", article("البحر والسفن")), 1, 1),
    "a removed file": (lambda folder: (folder / "bahr.txt").unlink(), 0, 1),
    "a renamed file": (lambda folder: (folder / "bahr.txt").rename(folder / "bihar.txt"), 1, 1),
    "a line more in a collection": (
        lambda folder: write(folder / "raff" / "akhbar.jsonl", record("k1", "خبر أول") + record("k3", "خبر ثالث")),
        2,
        2,
    ),
    "a source.toml": (lambda folder: write(folder / "raff" / "source.toml", 'name = "رف البيت"\n'), 3, 3),
    "a twin by another suffix": (lambda folder: write(folder / "bahr.md", article("البحر")), 2, 1),
    "an unreadable file": (lambda folder: write(folder / "sura.txt", bytes(range(256)) * 9), 0, 0),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_changed_is_read_and_the_rest_stays(sources: Path, tmp_path: Path, change: str) -> None:
    build(sources, tmp_path / "index")
    alter, added, removed = CHANGES[change]
    alter(sources)
    report = update(sources, tmp_path / "index")
    assert (report.added, report.removed) == (added, removed)
    fresh = assert_same_as_a_build(sources, tmp_path / "index", tmp_path / "fresh")
    assert report.articles == fresh.articles
    assert sorted(report.skipped, key=str) == sorted(fresh.skipped, key=str)


def test_a_removed_file_takes_none_along_whose_name_begins_with_its_own(sources: Path, tmp_path: Path) -> None:
    write(sources / "bahr.txt.md", article("البحار"))
    build(sources, tmp_path / "index")
    (sources / "bahr.txt").unlink()
    report = update(sources, tmp_path / "index")
    assert (report.added, report.removed, report.articles) == (0, 1, 5)
    assert_same_as_a_build(sources, tmp_path / "index", tmp_path / "fresh")


def test_when_nothing_changed_no_generation_is_made(sources: Path, tmp_path: Path) -> None:
    write(sources / "raff" / "zyada.jsonl", record("k1", "يتكرر"))  # a duplicate alone is no reason to build again
    write(sources / "farigh.txt", "")
    built = build(sources, tmp_path / "index")
    before = sorted((tmp_path / "index").iterdir())
    report = update(sources, tmp_path / "index")
    assert report.generation == built.generation
    assert (report.added, report.removed, report.articles) == (0, 0, built.articles)
    assert report.skipped == built.skipped
    assert sorted((tmp_path / "index").iterdir()) == before


def test_a_file_that_was_only_touched_is_not_read_again(sources: Path, tmp_path: Path) -> None:
    built = build(sources, tmp_path / "index")
    os.utime(sources / "bahr.txt", ns=(1, 1))
    assert update(sources, tmp_path / "index").generation == built.generation


def test_an_edit_of_the_same_length_is_seen(sources: Path, tmp_path: Path) -> None:
    build(sources, tmp_path / "index")
    path = sources / "bahr.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("البحر", "القمر"), encoding="utf-8")
    assert update(sources, tmp_path / "index").added == 1
    assert_same_as_a_build(sources, tmp_path / "index", tmp_path / "fresh")


def test_a_new_source_toml_reaches_the_articles_beside_it(sources: Path, tmp_path: Path) -> None:
    build(sources, tmp_path / "index")
    write(sources / "raff" / "source.toml", 'name = "رف البيت"\n[defaults]\nauthor = "نادر الحلو"\n')
    update(sources, tmp_path / "index")
    snapshot = Snapshot(tmp_path / "index")
    found = snapshot.article(snapshot.number_of("raff/nahr"))
    snapshot.close()
    assert found.source.name == "رف البيت"
    assert found.authors == ("نادر الحلو",)


def test_an_id_that_meets_one_in_an_unchanged_file_gives_what_building_gives(sources: Path, tmp_path: Path) -> None:
    build(sources, tmp_path / "index")
    write(sources / "raff" / "aaa.jsonl", record("k1", "سبقه في الترتيب"))
    report = update(sources, tmp_path / "index")
    assert [skip.place for skip in report.skipped] == ["k1"]
    assert_same_as_a_build(sources, tmp_path / "index", tmp_path / "fresh")
    (sources / "raff" / "aaa.jsonl").unlink()
    update(sources, tmp_path / "index")
    assert_same_as_a_build(sources, tmp_path / "index", tmp_path / "fresh")


def test_the_first_file_to_name_a_source_names_it_after_an_update_too(sources: Path, tmp_path: Path) -> None:
    write(sources / "a.jsonl", record("a", "نص", "Al Bayan"))
    write(sources / "b.jsonl", record("b", "نص", "al-bayan"))
    build(sources, tmp_path / "index")
    write(sources / "a.jsonl", record("a", "نص جديد", "AL BAYAN"))
    update(sources, tmp_path / "index")
    assert_same_as_a_build(sources, tmp_path / "index", tmp_path / "fresh")


@pytest.mark.parametrize("damage", ["no index", "CURRENT", "manifest.json", "files.jsonl", "another analysis"])
def test_without_a_usable_index_an_update_builds(sources: Path, tmp_path: Path, damage: str) -> None:
    index_dir = tmp_path / "index"
    if damage != "no index":
        generation = index_dir / build(sources, index_dir).generation
        if damage == "CURRENT":
            write(index_dir / "CURRENT", "…")
        elif damage == "another analysis":
            manifest = generation / "manifest.json"
            values = json.loads(manifest.read_text(encoding="utf-8")) | {"analysis": "0"}
            write(manifest, json.dumps(values))
        else:
            write(generation / damage, "{")
    assert update(sources, index_dir).added == 5
    assert_same_as_a_build(sources, index_dir, tmp_path / "fresh")


def test_many_updates_leave_two_generations_and_few_segments(sources: Path, tmp_path: Path) -> None:
    build(sources, tmp_path / "index")
    for number in range(25):
        write(sources / f"yawm-{number}.txt", article(f"اليوم {number}"))
        update(sources, tmp_path / "index")
    folders = [path for path in (tmp_path / "index").iterdir() if path.is_dir()]
    assert len(folders) == 2
    assert all(len(list(folder.glob("MAIN*.arrays"))) < 15 for folder in folders)
    assert_same_as_a_build(sources, tmp_path / "index", tmp_path / "fresh")


def test_a_file_that_lacked_an_extra_is_read_once_that_is_installed(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        sources / "safha.warc", warc([("https://example.org/a", f"<p>{article('البريد')}</p>", "200 OK", "text/html")])
    )
    index_dir = tmp_path / "index"
    with monkeypatch.context() as without:
        for name in [name for name in sys.modules if name.partition(".")[0] == "warcio"]:
            without.delitem(sys.modules, name)
        without.setitem(sys.modules, "warcio", None)
        [skipped] = build(sources, index_dir).skipped
        assert (skipped.file, skipped.needs) == ("safha.warc", "warcio")
        assert update(sources, index_dir).added == 0
    report = update(sources, index_dir)
    assert (report.added, report.removed, report.skipped) == (1, 0, ())
    assert_same_as_a_build(sources, index_dir, tmp_path / "fresh")


def test_a_file_that_was_denied_is_read_once_that_is_allowed(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sources / "bahr.txt"
    os.utime(path, ns=(1, 1))
    opened = Path.open

    def denied(self: Path, *arguments: Any, **options: Any) -> IO[Any]:
        if self.name == path.name:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        file: IO[Any] = opened(self, *arguments, **options)
        return file

    with monkeypatch.context() as before:
        before.setattr(Path, "open", denied)
        [skipped] = build(sources, tmp_path / "index").skipped
        assert (skipped.file, skipped.reason) == ("bahr.txt", "can't be read from disk: Permission denied")
    assert update(sources, tmp_path / "index").added == 1
    assert_same_as_a_build(sources, tmp_path / "index", tmp_path / "fresh")


def test_an_index_that_other_readers_made_is_built_again(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("indexer.build.readers_fingerprint", lambda: "those of the version before")
        build(sources, tmp_path / "index")
    assert update(sources, tmp_path / "index").added == 5
    assert update(sources, tmp_path / "index").added == 0


@pytest.mark.parametrize("during", [True, False])
def test_an_edit_in_the_moment_of_a_build_is_seen_though_size_and_time_stay(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, during: bool
) -> None:
    path = sources / "bahr.txt"
    time = path.stat().st_mtime_ns

    def edit() -> None:
        path.write_text(path.read_text(encoding="utf-8").replace("البحر", "القمر"), encoding="utf-8")

    if during:

        def read_and_edited(file: SourceFile) -> list[Article | Skipped]:
            found = list(read_file(file))
            if file.relative == "bahr.txt":
                edit()
            return found

        monkeypatch.setattr("indexer.stretches.read_file", read_and_edited)
    build(sources, tmp_path / "index")
    monkeypatch.undo()
    if not during:
        edit()
        os.utime(path, ns=(time, time))
    assert update(sources, tmp_path / "index").added == 1
    assert_same_as_a_build(sources, tmp_path / "index", tmp_path / "fresh")
