"""The index folder: what is live, what is kept, what is removed, and what happens when a build dies."""

import json
from pathlib import Path

import pytest

from indexer.errors import BadParameter, IndexBusy, IndexDamaged, IndexMissing, IndexStale
from indexer.model import Skipped, Source
from indexer.store import generations
from indexer.store.generations import FileRecord, current, partial_generation, read_files, read_manifest
from indexer.store.schema import FORMAT_VERSION
from tests.store.making import adding, made_article, made_manifest, make_live


def folders(index_dir: Path) -> list[str]:
    return sorted(path.name for path in index_dir.iterdir() if path.is_dir())


def made(index_dir: Path, articles: int = 1) -> str:
    snapshot = make_live(index_dir, articles, [adding(made_article(f"a{number}") for number in range(articles))])
    snapshot.close()
    return snapshot.generation


def test_a_generation_is_live_once_its_block_ends_and_not_before(tmp_path: Path) -> None:
    with partial_generation(tmp_path) as (name, folder):
        assert folder.is_dir()
        with pytest.raises(IndexMissing):
            current(tmp_path)
    assert current(tmp_path) == name
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == name + "\n"
    assert folders(tmp_path) == [name]


def test_the_pointer_is_replaced_not_written_over(tmp_path: Path) -> None:
    first = made(tmp_path)
    with (tmp_path / "CURRENT").open(encoding="utf-8") as opened_before:
        second = made(tmp_path)
        assert opened_before.read().strip() == first, "the pointer must be a new file moved over the old one"
    assert current(tmp_path) == second
    assert not (tmp_path / "CURRENT.new").exists()


@pytest.mark.parametrize("trouble", [RuntimeError, KeyboardInterrupt, OSError])
def test_a_block_that_raises_leaves_the_live_generation_and_nothing_else(
    tmp_path: Path, trouble: type[BaseException]
) -> None:
    name = made(tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / name).iterdir()}
    with pytest.raises(trouble), partial_generation(tmp_path) as (_, folder):
        (folder / "half").write_text("…", encoding="utf-8")
        raise trouble
    assert current(tmp_path) == name
    assert folders(tmp_path) == [name]
    assert {path: path.read_bytes() for path in (tmp_path / name).iterdir()} == before
    made(tmp_path)  # and the lock is free again


def test_leftovers_of_dead_builds_are_removed_by_the_next(tmp_path: Path) -> None:
    made(tmp_path)
    dead = tmp_path / "20200101T000000000000Z.partial"
    dead.mkdir()
    (dead / "MAIN_x.pst").write_bytes(b"half")
    never_live = tmp_path / "20200102T000000000000Z"
    never_live.mkdir()
    made(tmp_path)
    assert not dead.exists()
    assert not never_live.exists()


def test_the_generation_before_is_kept_and_older_ones_are_removed(tmp_path: Path) -> None:
    names = [made(tmp_path) for _ in range(4)]
    assert folders(tmp_path) == sorted(names[-2:])
    assert current(tmp_path) == names[-1]


def test_other_files_and_folders_in_the_index_folder_are_never_touched(tmp_path: Path) -> None:
    theirs = [tmp_path / "Documents", tmp_path / "thesis.partial", tmp_path / "2024"]
    for folder in theirs:
        folder.mkdir()
        (folder / "notes.txt").write_text("لي", encoding="utf-8")
    (tmp_path / "list.txt").write_text("لي", encoding="utf-8")
    for _ in range(3):
        made(tmp_path)
    assert all((folder / "notes.txt").exists() for folder in theirs)
    assert (tmp_path / "list.txt").exists()


def test_a_second_builder_is_refused_while_the_first_works(tmp_path: Path) -> None:
    with partial_generation(tmp_path) as (name, folder):
        with pytest.raises(IndexBusy, match="Another build"), partial_generation(tmp_path):
            pytest.fail("two builders at once")
        assert folder.is_dir(), "the second builder must not sweep away the work of the first"
    assert current(tmp_path) == name


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"..", b".", b"gone", b"a/b", b"\xff\xfe", b"a\0b", "عربي".encode()], ids=repr
)
def test_a_pointer_to_nothing_is_damage(tmp_path: Path, content: bytes) -> None:
    made(tmp_path)
    (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"CURRENT .*masadir build"):
        current(tmp_path)
    made(tmp_path)  # and a build mends it
    assert current(tmp_path)


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir, Path.touch], ids=["nothing", "empty", "a file"])
def test_where_no_index_is_the_message_names_the_command(tmp_path: Path, make: object) -> None:
    index_dir = tmp_path / "index"
    assert callable(make)
    make(index_dir)
    with pytest.raises(IndexMissing, match="masadir build --index"):
        current(index_dir)


UNFILLED = f'{{"format": {FORMAT_VERSION}}}'


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "3", "{}", UNFILLED, UNFILLED[:-1] + ', "sources": 3}'])
def test_a_manifest_that_is_none_is_damage(tmp_path: Path, content: str) -> None:
    name = made(tmp_path)
    (tmp_path / name / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"manifest\.json .*masadir build --index"):
        read_manifest(tmp_path, name)


def test_a_missing_manifest_is_damage(tmp_path: Path) -> None:
    name = made(tmp_path)
    (tmp_path / name / "manifest.json").unlink()
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        read_manifest(tmp_path, name)


@pytest.mark.parametrize(("key", "value"), [("format", 999), ("analysis", "0123456789ab")])
def test_an_index_of_another_version_is_stale_and_says_what_to_do(tmp_path: Path, key: str, value: object) -> None:
    name = made(tmp_path)
    path = tmp_path / name / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {key: value}), encoding="utf-8")
    with pytest.raises(IndexStale, match="masadir build --index") as raised:
        read_manifest(tmp_path, name)
    assert "\n" not in raised.value.message


def test_the_manifest_and_the_files_come_back_as_they_were_written(tmp_path: Path) -> None:
    record = FileRecord(
        path="رف/كتاب.txt",
        size=12,
        modified_ns=1_700_000_000_000_000_001,
        reading="ab",
        digest="cd",
        articles=1,
        sources=(Source("rff", "رفّ", None, "CC0"),),
        skipped=(Skipped("رف/كتاب.txt", "لا نص", "line 2"),),
        repaired=(("رف/كتاب.txt", "decoded as windows-1256"),),
    )
    with partial_generation(tmp_path) as (name, folder):
        generations.write_description(folder, made_manifest(name, 0), [record])
    assert read_files(tmp_path, name) == {record.path: record}
    manifest = read_manifest(tmp_path, name)
    assert manifest.generation == name
    assert list(manifest.sizes) == ["files.jsonl"]


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"skipped": []}'])
def test_a_damaged_list_of_files_is_damage(tmp_path: Path, content: str) -> None:
    name = made(tmp_path)
    (tmp_path / name / "files.jsonl").write_text(content + "\n", encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"files\.jsonl"):
        read_files(tmp_path, name)


def test_only_what_a_build_wrote_belongs_to_the_index(tmp_path: Path) -> None:
    name = made(tmp_path)
    for path in (tmp_path / "CURRENT", tmp_path / name / "files.jsonl", tmp_path / f"{name}.partial" / "x"):
        assert generations.belongs_to_index(tmp_path, path)
    for path in (tmp_path, tmp_path / "a.txt", tmp_path / "رف" / name, tmp_path.parent / name):
        assert not generations.belongs_to_index(tmp_path, path)


@pytest.mark.parametrize("inside", ["", "index"])
def test_a_file_where_the_index_should_be_is_named_and_left_alone(tmp_path: Path, inside: str) -> None:
    file = tmp_path / "notes"
    file.write_text("ملاحظات", encoding="utf-8")
    with (
        pytest.raises(BadParameter, match="--index: expected a folder for the index"),
        generations.partial_generation(file / inside if inside else file),
    ):
        pass
    assert file.read_text(encoding="utf-8") == "ملاحظات"
