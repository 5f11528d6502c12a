"""Updating archives: an archive is one file, and what lies in it comes and goes with it."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from indexer.build import build, update
from indexer.store.snapshot import Snapshot
from tests.test_update import state, write


def zipped(members: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def articles(index: Path) -> list[str]:
    snapshot = Snapshot(index)
    try:
        return sorted(snapshot.ids[number] for number in snapshot.alive.nonzero()[0].tolist())
    finally:
        snapshot.close()


def test_an_archive_that_changed_or_went_leaves_the_index_a_build_would_make(tmp_path: Path) -> None:
    sources, updated, built = tmp_path / "sources", tmp_path / "updated", tmp_path / "built"
    text = "نص عن البريد والطريق الطويل إلى القرية.\n"
    archive = write(sources / "s" / "a.zip", zipped({"in/x.txt": text, "y.txt": text}))
    write(sources / "s" / "a.zip.txt", text)
    build(sources, updated)
    assert articles(updated) == ["s/a.zip", "s/a.zip/in/x", "s/a.zip/y"]

    write(archive, zipped({"y.txt": text + "وزيادة.", "z.txt": text}))
    report = update(sources, updated)
    assert (report.added, report.removed) == (2, 2)
    build(sources, built)
    assert state(updated) == state(built)

    archive.unlink()
    assert update(sources, updated).removed == 2
    assert articles(updated) == ["s/a.zip"]
    assert update(sources, updated).added == 0
