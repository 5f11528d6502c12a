"""Updating an index that is not what was written: what is damaged goes into no other file."""

from pathlib import Path

import pytest

from indexer.build import build, update
from indexer.store.arrays import ArrayFile
from indexer.store.snapshot import Snapshot
from tests.store.making import indexed


def test_a_damaged_segment_is_never_joined_but_all_is_built_again(tmp_path: Path) -> None:
    sources, index = tmp_path / "sources", tmp_path / "index"
    sources.mkdir()
    for number in range(12):
        (sources / f"yawm-{number}.txt").write_text(
            f"عنوان اليوم {number}\n\nنص عن اليوم {number} وما حوله.\n", "utf-8"
        )
        update(sources, index)
        segments = list(max(path for path in index.iterdir() if path.is_dir()).glob("MAIN*.arrays"))
        if number and len(segments) == 1:
            break
        for segment in segments:
            positions = ArrayFile(segment).array("words/positions").tobytes()
            whole = segment.read_bytes()
            segment.unlink()  # the former generation has the same file
            segment.write_bytes(whole.replace(positions, positions[::-1]))
    else:
        pytest.fail("segments were never joined")
    build(sources, tmp_path / "fresh")
    updated, built = Snapshot(index), Snapshot(tmp_path / "fresh")
    assert indexed(updated) == indexed(built)
    updated.close()
    built.close()
