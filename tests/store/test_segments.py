"""The segments that a manifest lists: those of Whoosh's table of contents, with what is deleted in each."""

import json
from pathlib import Path

import pytest
from whoosh import index

from indexer.errors import IndexDamaged
from indexer.store.segments import Segment, deleted_of, segments_in
from indexer.store.snapshot import Snapshot
from tests.store.making import adding, make_live, random_article, seeded

ARTICLES = [random_article(seeded(number), f"a{number}", file=f"{number % 3}.txt") for number in range(9)]


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    steps = [adding(ARTICLES[:5]), adding(ARTICLES[5:]), lambda writer: writer.remove_file("1.txt")]
    return make_live(tmp_path, 6, steps, merge=False)


def test_the_manifest_lists_the_segments_of_whoosh_with_what_is_deleted(snapshot: Snapshot, tmp_path: Path) -> None:
    stock = index.open_dir(str(tmp_path / snapshot.generation)).reader()
    assert [(one.articles, one.deleted) for one in snapshot.manifest.segments] == [(5, (1, 4)), (4, (2,))]
    assert snapshot.size == stock.doc_count_all()
    assert snapshot.alive.tolist() == [not stock.is_deleted(number) for number in range(stock.doc_count_all())]
    stock.close()


def test_a_folder_without_an_index_has_no_segments(tmp_path: Path) -> None:
    assert segments_in(tmp_path) == ()


@pytest.mark.parametrize("deleted", [(-1,), (4,), (2, 1), (1, 1)])
def test_numbers_that_no_deleted_articles_can_have_are_refused(deleted: tuple[int, ...]) -> None:
    assert deleted_of(Segment("s.arrays", 4, (0, 3))).tolist() == [0, 3]
    with pytest.raises(ValueError, match=r"s\.arrays"):
        deleted_of(Segment("s.arrays", 4, deleted))


@pytest.mark.parametrize(
    "segments",
    [None, [["s.arrays"]], [["nothing.arrays", 9, []]], [[3, 9, []]], [["", 9, []]], [["CURRENT", "9", []]], []],
)
def test_a_manifest_that_lists_other_segments_is_refused(snapshot: Snapshot, tmp_path: Path, segments: object) -> None:
    path = tmp_path / snapshot.generation / "manifest.json"
    values = json.loads(path.read_text(encoding="utf-8"))
    for wrong in (segments, [[file, articles, [articles]] for file, articles, _ in values["segments"]]):
        path.write_text(json.dumps(values | {"segments": wrong}), encoding="utf-8")
        with pytest.raises(IndexDamaged, match="masadir build --index"):
            Snapshot(tmp_path)
