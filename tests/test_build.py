"""Building an index: what is counted, what is skipped and why, and that a failed build never costs the former one."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.build import Progress, build, outside_index, update
from indexer.errors import IndexBusy, SourcesMissing
from indexer.model import BuildReport
from indexer.store import generations
from indexer.store.snapshot import Snapshot

GOOD = {
    "rihla.txt": "رحلة إلى الساحل\n\nوصلنا إلى القرية قبل المغرب، وكان البحر هادئا.\n",
    "matbakh.txt": "خبز الطابون\n\nتُعجن الحبوب في الليل وتُخبز مع الفجر.\n",
    "hadiqa.md": "---\ntitle: حديقة السطح\nauthor: سلمى النجار\ndate: 2022-04-09\n---\nزرعنا النعناع في أصص قديمة.\n",
    "raff/kutub.txt": "رف الكتب\n\nعلى الرف الأعلى معجم قديم.\n",
    "raff/akhbar.jsonl": json.dumps({"_id": "khabar-1", "title": "افتتاح", "text": "افتتحت المكتبة صباح الأحد."})
    + "\n",
}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return write(tmp_path / "sources", dict(GOOD))


def article_ids(index_dir: Path) -> list[str]:
    snapshot = Snapshot(index_dir)
    try:
        return sorted(snapshot.ids[number] for number in snapshot.alive.nonzero()[0].tolist())
    finally:
        snapshot.close()


def reasons(report: BuildReport) -> dict[str, str]:
    return {f"{skip.file}:{skip.place}" if skip.place else skip.file: skip.reason for skip in report.skipped}


def test_five_good_files_among_bad_ones_are_five_articles_and_a_reason_for_each_other(
    sources: Path, tmp_path: Path
) -> None:
    write(
        sources,
        {
            "farigh.txt": b"",
            "sura.txt": bytes(range(256)) * 40,
            "qaima.xls": "عنوان,نص\n",
            "raff/nisf.jsonl": '{"_id": "x", "text": "نص سليم من سطر واحد"}\n{"_id": "y", "te',
            "maqsur.jsonl.gz": gzip.compress(b'{"text": "a"}\n')[:12],
        },
    )
    report = build(sources, tmp_path / "index")
    assert report.articles == report.added == 6
    assert report.removed == 0
    why = reasons(report)
    assert set(why) >= {"farigh.txt", "sura.txt", "qaima.xls", "raff/nisf.jsonl:line 2"}
    assert any(place.startswith("maqsur.jsonl.gz") for place in why)
    assert all(why.values())
    assert "no reader" in why["qaima.xls"]
    assert "x" in article_ids(tmp_path / "index")
    assert "y" not in article_ids(tmp_path / "index")


def test_the_manifest_says_what_was_read(sources: Path, tmp_path: Path) -> None:
    report = build(sources, tmp_path / "index")
    snapshot = Snapshot(tmp_path / "index")
    snapshot.close()
    manifest = snapshot.manifest
    assert manifest.generation == report.generation
    assert manifest.articles == report.articles == 5
    assert manifest.sources_dir == str(sources)
    assert [source.id for source in manifest.sources] == sorted({"raff", "sources"})
    files = generations.read_files(tmp_path / "index", report.generation)
    assert list(files) == sorted(GOOD)
    assert all(record.articles == 1 for record in files.values())


def test_the_first_article_to_name_a_source_decides_how_it_is_called(tmp_path: Path) -> None:
    named = [("b.jsonl", "1", "al-bayan"), ("a.jsonl", "2", "AL BAYAN"), ("a.jsonl", "3", "Al Bayan")]
    files: dict[str, str | bytes] = {}
    for file, article_id, source in named:
        line = json.dumps({"_id": article_id, "text": "نص قصير", "source": source}) + "\n"
        files[file] = str(files.get(file, "")) + line
    build(write(tmp_path / "sources", files), tmp_path / "index")
    snapshot = Snapshot(tmp_path / "index")
    snapshot.close()
    assert [(source.id, source.name) for source in snapshot.manifest.sources] == [("al-bayan", "AL BAYAN")]


def test_two_builds_of_the_same_sources_give_the_same_manifest(sources: Path, tmp_path: Path) -> None:
    digests = set()
    for name in ("one", "two"):
        build(sources, tmp_path / name)
        snapshot = Snapshot(tmp_path / name)
        snapshot.close()
        digests.add((snapshot.manifest.sources_digest, snapshot.manifest.sources, snapshot.manifest.articles))
    assert len(digests) == 1


@pytest.mark.parametrize("prepare", [lambda path: None, Path.mkdir, Path.touch], ids=["missing", "empty", "a file"])
@pytest.mark.parametrize("work", [build, update])
def test_without_any_article_nothing_is_built_and_the_former_index_still_answers(
    sources: Path,
    tmp_path: Path,
    work: Callable[[Path, Path], BuildReport],
    prepare: Callable[[Path], None],
) -> None:
    before = build(sources, tmp_path / "index")
    nothing = tmp_path / "nothing"
    prepare(nothing)
    with pytest.raises(SourcesMissing, match=str(nothing)):
        work(nothing, tmp_path / "index")
    assert generations.current(tmp_path / "index") == before.generation
    assert len(article_ids(tmp_path / "index")) == 5


def test_a_folder_of_only_bad_files_says_what_was_wrong_with_the_first(tmp_path: Path) -> None:
    write(tmp_path / "sources", {"a.txt": b"", "b.txt": b""})
    with pytest.raises(SourcesMissing, match=r"2 skipped; the first: a\.txt: .+"):
        build(tmp_path / "sources", tmp_path / "index")
    assert not [path for path in (tmp_path / "index").iterdir() if path.is_dir()]


def test_of_two_articles_with_one_id_the_first_is_kept_and_the_second_reported(sources: Path, tmp_path: Path) -> None:
    write(sources, {"raff/zyada.jsonl": '{"_id": "khabar-1", "title": "غيره", "text": "نص آخر"}\n'})
    report = build(sources, tmp_path / "index")
    assert report.articles == 5
    assert [(skip.file, skip.place) for skip in report.skipped] == [("raff/zyada.jsonl", "khabar-1")]
    assert "_id" in report.skipped[0].reason
    snapshot = Snapshot(tmp_path / "index")
    assert snapshot.article(snapshot.number_of("khabar-1")).title == "افتتاح"
    snapshot.close()


def test_repairs_are_reported_with_their_file(sources: Path, tmp_path: Path) -> None:
    write(sources, {"qadim.txt": "ورقة قديمة\n\nكتبها جدي قبل أن نولد نحن جميعا.\n".encode("cp1256")})
    report = build(sources, tmp_path / "index")
    assert report.repaired == (("qadim.txt", "decoded as windows-1256"),)


def test_letters_that_no_file_can_hold_do_not_stop_a_build(tmp_path: Path) -> None:
    odd = {
        "_id": "a\ud800",
        "title": "عنوان \udfff",
        "text": "نص \ud83d مقطوع\x00",
        "author": "\udc00 سلمى",
        "url": "\ud800",
    }
    write(tmp_path / "sources", {"odd.jsonl": json.dumps(odd) + "\n"})
    assert build(tmp_path / "sources", tmp_path / "index").articles == 1
    assert article_ids(tmp_path / "index") == ["a"]


def test_an_index_inside_its_sources_is_no_source(sources: Path) -> None:
    index_dir = sources / "index"
    assert build(sources, index_dir).articles == 5
    again = build(sources, index_dir)
    assert again.articles == 5
    assert not again.skipped
    assert update(sources, index_dir).generation == again.generation
    files, unreadable = outside_index(sources, index_dir)
    assert sorted(file.relative for file in files) == sorted(GOOD)
    assert not unreadable


def test_an_index_may_share_the_folder_of_its_sources(sources: Path) -> None:
    for _ in range(3):
        report = build(sources, sources)
    assert report.articles == 5
    assert not report.skipped
    assert (sources / "raff" / "kutub.txt").exists()


def test_two_builds_at_once_are_refused(sources: Path, tmp_path: Path) -> None:
    class SecondBuild:
        def total(self, size: int) -> None:
            with pytest.raises(IndexBusy):
                build(sources, tmp_path / "index")

        def advance(self, size: int) -> None: ...

        def writing(self, share: float) -> None: ...

    assert build(sources, tmp_path / "index", SecondBuild()).articles == 5


def test_progress_adds_up_to_what_was_announced(sources: Path, tmp_path: Path) -> None:
    class Watching:
        announced = read = 0
        written = -1.0

        def total(self, size: int) -> None:
            self.announced = size

        def advance(self, size: int) -> None:
            assert self.written < 0
            self.read += size

        def writing(self, share: float) -> None:
            assert self.written < share <= 1
            self.written = share

    watching: Progress = Watching()
    build(sources, tmp_path / "index", watching)
    assert isinstance(watching, Watching)
    assert watching.announced == watching.read == sum(path.stat().st_size for path in sources.rglob("*.*"))
    assert watching.written == 1


def test_a_reader_that_opened_the_index_before_a_rebuild_goes_on_answering(sources: Path, tmp_path: Path) -> None:
    build(sources, tmp_path / "index")
    opened = Snapshot(tmp_path / "index")
    write(sources, {"jadid.txt": "جديد\n\nنص جديد عن الفلك.\n"})
    build(sources, tmp_path / "index")
    assert len(opened.ids) == 5
    assert opened.article(opened.number_of("khabar-1")).title == "افتتاح"
    opened.close()
    assert len(article_ids(tmp_path / "index")) == 6
