"""What `source.toml` says of a folder, and what happens when it is wrong."""

from pathlib import Path

import pytest

from indexer.model import Origin, Source
from indexer.readers.sources import is_web_address, slug
from tests.readers.reading import read_all, write

TEXT = "عاد الماء إلى البحيرة بعد سنوات طويلة من الجفاف، وفرح به أهل القرية."
TOML = """
name = "صحيفة الضفة"
homepage = "https://example.org"
licence = "CC0-1.0"
language = "ar"

[defaults]
author = "هيئة الكتاب"
date = "2020-05"
"""


def test_the_articles_of_a_folder_take_what_its_source_file_says(tmp_path: Path) -> None:
    write(tmp_path, {"paper/source.toml": TOML, "paper/2021/x.txt": TEXT, "other/y.txt": TEXT})
    (other, article), skipped = read_all(tmp_path)
    assert skipped == []
    assert article.source == Source("paper", "صحيفة الضفة", "https://example.org", "CC0-1.0")
    assert (article.authors, article.published, article.language) == (("هيئة الكتاب",), "2020-05", "ar")
    origins = article.provenance
    assert {origins.authors, origins.published, origins.language, origins.source} == {Origin.SOURCE_FILE}
    assert other.source == Source("other", "other")
    assert (other.authors, other.published, other.provenance.source) == ((), None, Origin.FILE_NAME)


def test_what_the_article_says_comes_before_the_default(tmp_path: Path) -> None:
    page = f"عودة الماء\nبقلم: ريم حداد\n3/4/2019\n\n{TEXT}"
    write(tmp_path, {"paper/source.toml": TOML, "paper/x.txt": page})
    (article,), _ = read_all(tmp_path)
    assert (article.authors, article.published) == (("ريم حداد",), "2019-04-03")
    assert (article.provenance.authors, article.provenance.published) == (Origin.BYLINE, Origin.DATELINE)


def test_files_in_the_root_belong_to_the_root(tmp_path: Path) -> None:
    write(tmp_path, {"source.toml": 'name = "مكتبتي"', "x.txt": TEXT, "folder/y.txt": TEXT})
    (inner, article), skipped = read_all(tmp_path)
    assert skipped == []
    assert article.source == Source(tmp_path.name, "مكتبتي")
    assert inner.source == Source("folder", "folder")


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("name = ", "TOML"),
        (b"name = \x00\x01\x02", "not text"),
        ("a = " + "[" * 9_000, "TOML"),
        ("name = 5", "name: expected text"),
        ('homepage = "javascript:alert(1)"', "homepage: expected an address"),
        ("defaults = 3", "defaults: expected a table"),
        ('[defaults]\ndate = "yesterday"', "date: 'yesterday' is no date"),
        ('licnese = "CC0"', "unknown key 'licnese'"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_broken_source_file_is_reported_and_its_articles_still_read(
    tmp_path: Path, toml: str | bytes, reason: str
) -> None:
    write(tmp_path, {"paper/source.toml": toml, "paper/x.txt": TEXT})
    (article,), (skipped,) = read_all(tmp_path)
    assert skipped.file == "paper/source.toml"
    assert reason in skipped.reason
    assert article.source == Source("paper", "paper")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_a_source_file_is_read_in_the_encodings_of_articles(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, {"paper/source.toml": TOML.encode(encoding), "paper/x.txt": TEXT})
    (article,), skipped = read_all(tmp_path)
    assert skipped == []
    assert article.source.name == "صحيفة الضفة"


def test_a_date_of_toml_itself_is_understood(tmp_path: Path) -> None:
    write(tmp_path, {"paper/source.toml": "[defaults]\ndate = 2020-05-01", "paper/x.txt": TEXT})
    (article,), skipped = read_all(tmp_path)
    assert skipped == []
    assert article.published == "2020-05-01"


def test_names_become_ids_without_spaces() -> None:
    assert slug("صحيفة الضفة (الأسبوعية)") == "صحيفة-الضفة-الأسبوعية"
    assert slug("...") == "source"


def test_only_http_addresses_are_addresses() -> None:
    assert is_web_address("https://example.org/a?b=c")
    assert not any(map(is_web_address, ["javascript:alert(1)", "//example.org", "https://a b", "example.org", ""]))
