"""`masadir check`: what is sound says so, and what is not says what to do."""

import shlex
from pathlib import Path

import pytest

from indexer.build import build
from indexer.checks import check_lines
from indexer.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in ("bahr", "nahr"):
        (sources / f"{name}.txt").write_text(f"عنوان\n\nنص عن الماء من ملف {name}.\n", encoding="utf-8")
    build(sources, tmp_path / "index")
    return Settings(sources_dir=sources, index_dir=tmp_path / "index")


def test_what_is_sound_says_so(settings: Settings) -> None:
    sound, lines = check_lines(settings)
    assert sound
    assert [line.partition(":")[0] for line in lines] == ["settings", "index", "sources", "sources"]
    assert "2 articles" in lines[1]
    assert lines[-1] == "sources: unchanged since the index was built"


def test_changes_since_the_build_are_counted_and_the_command_is_named(settings: Settings) -> None:
    sources = settings.sources_dir
    (sources / "bahr.txt").write_text("عنوان\n\nنص آخر تماما.\n", encoding="utf-8")
    (sources / "nahr.txt").rename(sources / "anhar.txt")
    (sources / "zyada.txt").write_text("عنوان\n\nنص زائد.\n", encoding="utf-8")
    sound, lines = check_lines(settings)
    assert not sound
    assert "2 new, 1 changed, 1 gone" in lines[-1]
    assert f"masadir update {sources} --index {settings.index_dir}" in lines[-1]


def test_the_command_that_brings_up_to_date_can_be_pasted_into_a_shell(settings: Settings, tmp_path: Path) -> None:
    sources = settings.sources_dir.rename(tmp_path / "مقالات قديمة")
    (sources / "bahr.txt").unlink()
    _, lines = check_lines(Settings(sources, settings.index_dir))
    command = lines[-1].partition("bring it up to date: ")[2]
    assert shlex.split(command) == ["masadir", "update", str(sources), "--index", str(settings.index_dir)]


def test_files_that_no_reader_knows_are_named_but_are_no_fault(settings: Settings) -> None:
    (settings.sources_dir / "sura.png").write_bytes(b"\x89PNG")
    sound, lines = check_lines(settings)
    assert sound
    assert any("sura.png" in line for line in lines)


def test_a_missing_index_is_no_end_of_the_check(settings: Settings, tmp_path: Path) -> None:
    sound, lines = check_lines(Settings(settings.sources_dir, tmp_path / "none"))
    assert not sound
    assert "masadir build" in next(line for line in lines if line.startswith("index:"))
    assert any(line.startswith("sources: 2 files") for line in lines)


def test_missing_sources_are_said(settings: Settings, tmp_path: Path) -> None:
    sound, lines = check_lines(Settings(tmp_path / "none", settings.index_dir))
    assert not sound
    assert lines[-1].startswith(f"sources: {tmp_path / 'none'}")


def test_an_engine_that_does_not_exist_is_said(settings: Settings) -> None:
    sound, lines = check_lines(Settings(settings.sources_dir, settings.index_dir, "sphinx"))
    assert not sound
    assert "MASADIR_ENGINE" in lines[0]


def test_a_changed_byte_in_an_array_is_found_and_the_file_is_named(settings: Settings) -> None:
    path = next(settings.index_dir.glob("*/MAIN*.arrays"))
    content = bytearray(path.read_bytes())
    content[64] ^= 1
    path.write_bytes(content)
    sound, lines = check_lines(settings)
    assert not sound
    assert f"in {path.name} is damaged" in lines[1]
    assert "masadir build" in lines[1]


def test_a_damaged_file_of_the_index_is_said(settings: Settings) -> None:
    next(settings.index_dir.glob("*/MAIN*.arrays")).write_bytes(b"")
    sound, lines = check_lines(settings)
    assert not sound
    assert "damaged" in lines[1]
    assert "masadir build" in lines[1]
