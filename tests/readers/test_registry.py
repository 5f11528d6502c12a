"""Which files are found in the sources, under which ids, and which pass in silence or are reported."""

import importlib
import os
import pkgutil
from pathlib import Path

import pytest

from indexer import readers
from indexer.errors import SourcesMissing
from indexer.model import Skipped
from indexer.readers.files import SourceFile
from indexer.readers.registry import discover, read_file
from tests.readers.reading import read_all, write

TEXT = "عاد الماء إلى البحيرة بعد سنوات طويلة من الجفاف، وفرح به أهل القرية."


def test_each_folder_is_a_source_and_files_are_sorted(tmp_path: Path) -> None:
    write(tmp_path, {"b/x.txt": TEXT, "a/deep/er/y.txt": TEXT, "a/x.md": TEXT, "z.html": f"<p>{TEXT}</p>"})
    files, skipped = discover(tmp_path)
    assert skipped == []
    assert [file.relative for file in files] == ["a/deep/er/y.txt", "a/x.md", "b/x.txt", "z.html"]
    assert [file.article_id for file in files] == ["a/deep/er/y", "a/x", "b/x", f"{tmp_path.name}/z"]
    assert [file.defaults.source.id for file in files] == ["a", "a", "b", tmp_path.name]
    assert files[0].size == len(TEXT.encode())
    assert discover(tmp_path) == (files, skipped)


def test_of_two_files_that_differ_by_suffix_alone_the_later_keeps_it(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.txt": TEXT, "a/x.md": TEXT, "a/x.htm": TEXT})
    assert [file.article_id for file in discover(tmp_path)[0]] == ["a/x", "a/x.md", "a/x.txt"]


def test_files_that_are_no_articles_pass_in_silence(tmp_path: Path) -> None:
    names = ["README.md", "readme", "LICENSE", "LICENSE-CC0.txt", "COPYING", "source.toml", ".hidden.txt", ".git/a.txt"]
    write(tmp_path, dict.fromkeys(names, "") | {f"a/{name}": "" for name in names})
    write(
        tmp_path, {"a/page.html": f"<p>{TEXT}</p>", "a/page_files/logo.png": b"\x89PNG", "a/licensed goods.txt": TEXT}
    )
    files, skipped = discover(tmp_path)
    assert [file.relative for file in files] == ["a/licensed goods.txt", "a/page.html"]
    assert skipped == []


def test_questions_and_judgments_beside_a_corpus_are_no_articles(tmp_path: Path) -> None:
    write(tmp_path, {"a/corpus.jsonl": "", "a/queries.jsonl": "", "a/qrels.tsv": "", "b/queries.jsonl": ""})
    files, skipped = discover(tmp_path)
    assert [file.relative for file in files] == ["a/corpus.jsonl", "b/queries.jsonl"]
    assert skipped == []


def test_an_unknown_kind_of_file_is_reported_with_the_known_kinds(tmp_path: Path) -> None:
    write(tmp_path, {"a/report.xlsx": b"\x01\x02", "a/X.TXT": TEXT})
    files, (skipped,) = discover(tmp_path)
    assert [file.article_id for file in files] == ["a/X"]
    assert skipped.file == "a/report.xlsx"
    for suffix in (".txt", ".md", ".markdown", ".html", ".htm", ".jsonl", ".jsonl.gz"):
        assert suffix in skipped.reason


def test_links_out_of_the_sources_are_reported_and_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "sources", tmp_path / "outside"
    write(root, {"a/x.txt": TEXT})
    write(outside, {"secret.txt": TEXT})
    (root / "a" / "file.txt").symlink_to(outside / "secret.txt")
    (root / "folder").symlink_to(outside)
    (root / "a" / "inside.txt").symlink_to(root / "a" / "x.txt")
    (root / "a" / "loop").symlink_to(root)
    (root / "a" / "nowhere.txt").symlink_to(root / "gone.txt")
    files, skipped = discover(root)
    assert [file.relative for file in files] == ["a/x.txt"]
    assert [(one.file, "out of" in one.reason) for one in skipped] == [
        ("a/file.txt", True),
        ("a/nowhere.txt", False),
        ("folder", True),
    ]


def test_folders_within_folders_are_walked_however_deep(tmp_path: Path) -> None:
    folders = [tmp_path]
    try:
        for _ in range(1_500):
            folders.append(folders[-1] / "d")
            folders[-1].mkdir()
        (folders[-1] / "x.txt").write_text(TEXT, encoding="utf-8")
        articles, skipped = read_all(tmp_path)
    finally:
        # The tests' own tidying up is recursive and would fail here.
        (folders[-1] / "x.txt").unlink(missing_ok=True)
        for folder in reversed(folders[1:]):
            folder.rmdir()
    assert skipped == []
    assert [article.source.id for article in articles] == ["d"]


def test_a_name_that_is_not_unicode_is_reported(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"\xc7\xe1.txt")).write_text(TEXT)
    except OSError:
        pytest.skip("this file system refuses such names")
    files, (skipped,) = discover(tmp_path)
    assert files == []
    assert "not Unicode" in skipped.reason
    skipped.file.encode()


def test_a_missing_folder_and_a_file_in_its_place_are_errors(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for name in ("none", "file"):
        with pytest.raises(SourcesMissing):
            discover(tmp_path / name)


def test_a_file_that_vanished_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, {f"a/x{suffix}": TEXT for suffix in (".txt", ".md", ".html", ".jsonl", ".jsonl.gz")})
    files, _ = discover(tmp_path)
    for file in files:
        file.path.unlink()
        (skipped,) = read_file(file)
        assert isinstance(skipped, Skipped)
        assert "disk" in skipped.reason


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".jsonl", ".jsonl.gz"])
@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\x00\x01\x02" * 99, b"\xff\xfe", b"\x1f\x8b\x08", "١٢٣ --- 456".encode()], ids=repr
)
def test_files_without_text_give_no_article_and_never_an_error(tmp_path: Path, suffix: str, content: bytes) -> None:
    write(tmp_path, {f"a/x{suffix}": content})
    articles, skipped = read_all(tmp_path)
    assert articles == []
    # A collection of no lines is empty, and a byte order mark is no line.
    if content.strip(b"\n\xff\xfe") or "jsonl" not in suffix:
        assert skipped
        assert all(one.file == f"a/x{suffix}" and one.reason for one in skipped)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".jsonl"])
def test_all_bytes_of_a_file_are_counted(tmp_path: Path, suffix: str) -> None:
    write(tmp_path, {f"a/x{suffix}": TEXT})
    (file,), _ = discover(tmp_path)
    counts: list[int] = []
    assert len(list(read_file(file, counts.append))) == 1
    assert sum(counts) == file.size


def test_a_file_of_unknown_kind_is_skipped_when_read_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.txt": TEXT})
    (file,), _ = discover(tmp_path)
    other = SourceFile(file.path.with_suffix(".doc"), "a/x.doc", 0, 0, file.defaults)
    (skipped,) = read_file(other)
    assert isinstance(skipped, Skipped)


def test_every_format_is_known_by_all_the_suffixes_that_its_module_names(tmp_path: Path) -> None:
    modules = [importlib.import_module(f"indexer.readers.{one.name}") for one in pkgutil.iter_modules(readers.__path__)]
    suffixes = sorted(suffix for module in modules for suffix in getattr(module, "SUFFIXES", ()))
    write(tmp_path, {"a/report.xlsx": b"\x01\x02"})
    _, (skipped,) = discover(tmp_path)
    assert skipped.reason.endswith(f"known are {', '.join(suffixes)}")
