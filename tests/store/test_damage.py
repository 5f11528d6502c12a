"""An index whose files were cut off, overwritten or lost is refused in a sentence, at opening or at reading."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.errors import ArticleNotFound, IndexDamaged
from indexer.store.schema import SEPARATOR, TITLE, WORDS
from indexer.store.snapshot import Snapshot
from tests.store import making
from tests.store.foreign_reader import entries
from tests.store.making import adding, made_article, make_live, places_of, postings, random_article, seeded

ARTICLES = 50


@pytest.fixture
def generation(tmp_path: Path) -> Path:
    articles = [random_article(seeded(number), f"a{number}") for number in range(2, ARTICLES)]
    articles += [made_article(f"a{number}", " ".join(making.WORDS)) for number in range(2)]
    snapshot = make_live(tmp_path, ARTICLES, [adding(articles)])
    snapshot.close()
    return tmp_path / snapshot.generation


def content(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.stat().st_size and path.name != "manifest.json")


def read_everything(index_dir: Path) -> None:
    snapshot = Snapshot(index_dir)
    try:
        for field in (WORDS, TITLE):
            for term in snapshot.terms(field, ""):
                for end in (number for number, char in enumerate(term, start=1) if char == SEPARATOR):
                    postings(snapshot, field, term[:end])
                    places_of(snapshot, term[:end])
        snapshot.forms("")
        for number in range(ARTICLES):
            with contextlib.suppress(ArticleNotFound):
                snapshot.number_of(f"a{number}")
        for number in range(snapshot.size):
            snapshot.article(number)
            snapshot.stories.of(number)
            for article, place in zip(*snapshot.reused(number)[1:], strict=True):
                snapshot.paragraph(int(article), int(place))
        _ = list(snapshot.ids), snapshot.average, snapshot.first_days, snapshot.last_days
        _ = snapshot.sources, snapshot.bylines, snapshot.languages, snapshot.repairs
    finally:
        snapshot.close()


def test_every_file_of_a_generation_is_missed(generation: Path) -> None:
    for path in content(generation):
        kept = path.read_bytes()
        path.unlink()
        with pytest.raises(IndexDamaged, match=r"masadir build --index"):
            Snapshot(generation.parent)
        path.write_bytes(kept)
    read_everything(generation.parent)


def test_a_file_that_was_cut_off_is_refused_at_opening(generation: Path) -> None:
    for path in content(generation):
        kept = path.read_bytes()
        for length in (0, len(kept) // 2, len(kept) - 1):
            path.write_bytes(kept[:length])
            with pytest.raises(IndexDamaged, match=path.name):
                Snapshot(generation.parent)
        path.write_bytes(kept)


# Whoosh leaves files open when it fails while opening them; they are closed when its objects are collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize("seed", range(20))
def test_garbage_of_the_right_length_never_gives_anything_but_damage(generation: Path, seed: int) -> None:
    random = seeded(seed)
    for path in content(generation):
        kept = path.read_bytes()
        if path.suffix == ".toc":
            continue  # a pickle: to open one from strangers is to run their code, and no check of ours changes that
        start = random.randrange(len(kept))
        garbage = random.randbytes(min(64, len(kept) - start))
        path.write_bytes(kept[:start] + garbage + kept[start + len(garbage) :])
        try:
            read_everything(generation.parent)  # bytes that are only text may read well
        except IndexDamaged as error:
            assert "masadir build" in error.message
            assert "\n" not in error.message
        path.write_bytes(kept)


def test_an_article_of_garbage_is_reported_when_it_is_read(generation: Path) -> None:
    path = next(generation.glob("MAIN*.arrays"))
    stored = entries(path)["stored/texts"]
    content = path.read_bytes()
    for at in (stored.start, (stored.start + stored.end) // 2, stored.end - 1):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(IndexDamaged, match="masadir build --index"):
            read_everything(generation.parent)


def test_positions_that_no_article_has_are_damage(tmp_path: Path) -> None:
    snapshot = make_live(tmp_path, 1, [adding([made_article("a", "نهر " * 70_000 + "بحر")])])
    snapshot.close()
    path = next((tmp_path / snapshot.generation).glob("MAIN*.arrays"))
    positions = entries(path)["words/positions"]
    content = path.read_bytes()
    for last in (b"\x00\x00\x00\x20", b"\xff\xff\xff\xff"):
        path.write_bytes(content[: positions.end - 4] + last + content[positions.end :])
        with contextlib.closing(Snapshot(tmp_path)) as damaged, pytest.raises(IndexDamaged, match="positions of words"):
            for term in damaged.terms(WORDS, ""):
                places_of(damaged, term)


def test_a_manifest_that_counts_other_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="it holds 1 articles, its manifest says 7"):
        make_live(tmp_path, 7, [adding([random_article(seeded(1), "a")])])


def test_checking_finds_a_changed_byte_in_any_array_and_names_the_file(generation: Path) -> None:
    path = next(generation.glob("MAIN*.arrays"))
    kept = path.read_bytes()
    filled = {name: entry for name, entry in entries(path).items() if entry.end > entry.start}
    assert {name.partition("/")[0] for name in filled} == {
        *("id", "file", "words", "title", "paragraphs", "forms"),
        *("columns", "ids", "source", "authors", "language", "repairs", "stored", "dictionaries", "checkpoints"),
        *("likeness", "reuse"),
    }
    for name, entry in filled.items():
        changed = bytearray(kept)
        changed[entry.end - 1] ^= 1
        path.write_bytes(changed)
        snapshot = Snapshot(generation.parent)
        with pytest.raises(IndexDamaged, match=rf"{name} in {path.name} is damaged.*masadir build --index"):
            snapshot.verify()
        snapshot.close()
        path.write_bytes(kept)
    snapshot = Snapshot(generation.parent)
    snapshot.verify()
    snapshot.close()


def test_arrays_of_another_version_are_refused_at_opening(generation: Path) -> None:
    path = next(generation.glob("MAIN*.arrays"))
    content = path.read_bytes()
    path.write_bytes(content[:8] + b"\x09" + content[9:])
    with pytest.raises(IndexDamaged, match=rf"{path.name} is of version 9.*masadir build --index"):
        Snapshot(generation.parent)
