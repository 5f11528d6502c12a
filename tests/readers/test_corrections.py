"""What a person corrects, what sidecar files say, and what happens when either is wrong."""

import json
import re
from pathlib import Path

import pytest

from indexer.build import build, update
from indexer.model import Article, Certainty, Claim, Contributor, Origin, Role
from indexer.store.snapshot import Snapshot
from tests.readers.reading import read_all, write

TEXT = "عاد الماء إلى البحيرة بعد سنوات طويلة من الجفاف، وفرح به أهل القرية كلهم."
PAGE = f"عودة الماء\nبقلم: ريم حداد\n3/4/2019\n\n{TEXT}"
CORRECTIONS = """
[[correction]]
article = "paper/lake"
author = ["هالة المصري", "رويترز"]
translator = "نادر فهمي"
date = 2019-05-04
licence = "CC0-1.0"

[[correction]]
file = "river.txt"
title = "النهر"
author = ""
"""


def by_id(root: Path) -> dict[str, Article]:
    return {article.id: article for article in read_all(root)[0]}


def test_a_correction_is_believed_before_the_article_itself_and_what_it_replaced_is_kept(tmp_path: Path) -> None:
    write(tmp_path, {"paper/lake.txt": PAGE, "paper/river.txt": PAGE, "paper/corrections.toml": CORRECTIONS})
    lake, river = by_id(tmp_path)["paper/lake"], by_id(tmp_path)["paper/river"]
    assert (lake.title, lake.authors, lake.published) == ("عودة الماء", ("هالة المصري",), "2019-05-04")
    assert lake.contributors == (
        Contributor("هالة المصري"),
        Contributor("نادر فهمي", Role.TRANSLATOR),
        Contributor("رويترز", Role.AGENCY),
    )
    assert (lake.licence, lake.provenance.authors) == ("CC0-1.0", Origin.CORRECTION)
    assert Claim("writer", "ريم حداد", Origin.BYLINE, Certainty.RECOGNISED) in lake.claims
    assert (river.title, river.authors, river.published) == ("النهر", (), "2019-04-03")


def test_corrections_in_the_sources_folder_reach_records_of_any_file(tmp_path: Path) -> None:
    record = json.dumps({"_id": "r1", "text": TEXT, "author": "ريم حداد"}, ensure_ascii=False)
    toml = '[[correction]]\narticle = "r1"\nauthor = "نادر فهمي"\n[[correction]]\nfile = "a/c.jsonl"\nsection = "ماء"'
    write(tmp_path, {"a/c.jsonl": record, "corrections.toml": toml})
    (article,), skipped = read_all(tmp_path)
    assert skipped == []
    assert (article.authors, article.section) == (("نادر فهمي",), "ماء")


@pytest.mark.parametrize(
    ("toml", "place", "reason"),
    [
        ("[[correction]]\narticle = ", "line 2", "not readable as TOML"),
        ('x = 1\n[[correction]]\narticle = "paper/lake"\ntitle = "ماء"', None, "unknown key 'x'"),
        ('correction = "x"', None, "expected [[correction]]"),
        ('[[correction]]\ntitle = "ماء"', "line 1", "one of article and file"),
        ('[[correction]]\narticle = "paper/lake"\nauthour = "ريم"', "line 3", "unknown key 'authour'"),
        ('[[correction]]\narticle = "paper/lake"\n\ntitle = 5', "line 4", "title: expected text in quotes"),
        ('[[correction]]\narticle = "paper/lake"\ndate = "أمس"', "line 3", "is no date"),
        ('[[correction]]\narticle = "paper/lake"\nurl = "javascript:1"', "line 3", "url: expected an address"),
        ('\n[[correction]]\nfile = "no.txt"\ntitle = "ماء"', "line 2", "there is no file paper/no.txt"),
    ],
)
def test_what_is_wrong_in_corrections_is_said_with_its_line(
    tmp_path: Path, toml: str, place: str | None, reason: str
) -> None:
    write(tmp_path, {"paper/lake.txt": PAGE, "paper/corrections.toml": toml})
    (article,), (skipped,) = read_all(tmp_path)
    assert article.authors == ("ريم حداد",)
    assert (skipped.file, skipped.place) == ("paper/corrections.toml", place)
    assert reason in skipped.reason


def test_an_update_sees_new_corrections_and_reads_only_what_they_are_about(tmp_path: Path) -> None:
    sources, index = tmp_path / "sources", tmp_path / "index"
    write(sources, {"paper/lake.txt": PAGE, "paper/river.txt": PAGE})
    build(sources, index)
    write(sources, {"paper/corrections.toml": '[[correction]]\narticle = "paper/lake"\nauthor = "نادر فهمي"'})
    report = update(sources, index)
    assert (report.added, report.skipped) == (1, ())
    snapshot = Snapshot(index)
    assert snapshot.article(snapshot.number_of("paper/lake")).authors == ("نادر فهمي",)
    snapshot.close()
    assert build(sources, index).articles == 2
    assert update(sources, index).added == 0


def test_a_correction_of_an_article_that_is_not_there_is_reported_by_every_build(tmp_path: Path) -> None:
    sources, index = tmp_path / "sources", tmp_path / "index"
    toml = '[[correction]]\narticle = "paper/gone"\ntitle = "ماء"'
    write(sources, {"paper/lake.txt": PAGE, "paper/corrections.toml": toml})
    for report in (build(sources, index), update(sources, index)):
        (skipped,) = report.skipped
        assert (skipped.file, skipped.place) == ("paper/corrections.toml", "line 1")
        assert skipped.reason == "there is no article paper/gone to correct"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lake.toml", 'Title = "النهر"\nauthors = ["نادر فهمي"]\ndate = 2020-01-02\n'),
        ("lake.html.toml", 'title = "النهر"\nauthor = "نادر فهمي"\ndate = "2/1/2020"\n'),
        ("lake.json", '{"title": "النهر", "author": "نادر فهمي", "date": "2020-01-02", "views": 7}'),
        ("lake.html.json", '{"title": "النهر", "author": ["نادر فهمي"], "published": "2020-01-02"}'),
    ],
)
def test_a_sidecar_file_describes_the_article_beside_it(tmp_path: Path, name: str, content: str) -> None:
    head = '<head><meta name="author" content="ريم حداد"></head>'
    page = f"<html>{head}<body><h1>عودة الماء</h1><p>{TEXT}</p></body></html>"
    write(tmp_path, {"paper/lake.html": page, f"paper/{name}": content})
    (article,), skipped = read_all(tmp_path)
    assert skipped == []
    assert (article.title, article.authors, article.published) == ("النهر", ("نادر فهمي",), "2020-01-02")
    assert {article.provenance.title, article.provenance.authors, article.provenance.published} == {Origin.SIDECAR}


def test_a_sidecar_file_that_is_broken_is_reported_and_the_article_read(tmp_path: Path) -> None:
    write(tmp_path, {"paper/lake.txt": PAGE, "paper/lake.json": '{"title": ', "paper/alone.json": "{}"})
    (article,), skipped = read_all(tmp_path)
    assert article.title == "عودة الماء"
    assert [(skip.file, re.split("[,;]", skip.reason)[0]) for skip in skipped] == [
        ("paper/alone.json", "no reader for this kind of file"),
        ("paper/lake.json", "not readable as JSON"),
    ]


def test_a_sidecar_file_that_changes_is_seen_by_an_update(tmp_path: Path) -> None:
    sources, index = tmp_path / "sources", tmp_path / "index"
    write(sources, {"paper/lake.txt": PAGE, "paper/river.txt": PAGE, "paper/lake.toml": 'title = "أ"'})
    build(sources, index)
    write(sources, {"paper/lake.toml": 'title = "ب"'})
    assert update(sources, index).added == 1
    assert update(sources, index).added == 0
