"""Markdown with and without front matter."""

from pathlib import Path

import pytest

from indexer.model import Origin
from tests.readers.reading import read_all, read_one, write

BODY = "أعادت البلدية أمس فتح الحديقة بعد أعمال ترميم طويلة شملت الممرات والنوافير."


def test_front_matter_is_believed_before_all_else(tmp_path: Path) -> None:
    page = f"""---
title: "عودة الماء"
author: ريم حداد، نادر فهمي
date: 2021-06-05
source_url: https://example.org/1
lang: ar
tags: [ماء]
---

# عودة الماء

بقلم: كاتب آخر

{BODY}
"""
    article = read_one(tmp_path, "2019-01-01-x.md", page)
    assert article.title == "عودة الماء"
    assert article.authors == ("ريم حداد", "نادر فهمي")
    assert (article.published, article.url, article.language) == ("2021-06-05", "https://example.org/1", "ar")
    assert article.paragraphs == (BODY,)
    origins = article.provenance
    assert {origins.title, origins.authors, origins.published, origins.url, origins.language} == {Origin.FRONT_MATTER}


def test_without_front_matter_the_first_heading_is_the_title(tmp_path: Path) -> None:
    article = read_one(
        tmp_path, "x.md", f"# عودة *الماء*\n\nبقلم: ريم حداد\n\n{BODY}\n\n## الكلفة\n\n{BODY} ثم انتهى.\n"
    )
    assert (article.title, article.provenance.title) == ("عودة الماء", Origin.HEADING)
    assert article.authors == ("ريم حداد",)
    assert article.paragraphs == (BODY, "الكلفة", f"{BODY} ثم انتهى.")


def test_lines_of_a_paragraph_are_joined_and_marks_of_markdown_taken_off(tmp_path: Path) -> None:
    page = """عودة الماء
==========

أعادت **البلدية** [أمس](https://example.org/a_(b)) فتح
_الحديقة_ ![صورة](x.png) بعد `أعمال` ترميم[^1] طويلة شملت كل الممرات والنوافير.

> قال: «عاد الماء»

- أول
- ثان

1. ثالث

```
نص كما هو
```

| اسم | عدد |
|-----|-----|
| نهر | 3 |

<!-- لا يقرأ هذا -->
سطر أول\\
سطر ثان

[ref]: https://example.org
"""
    article = read_one(tmp_path, "x.md", page)
    assert article.title == "عودة الماء"
    assert article.paragraphs == (
        "أعادت البلدية أمس فتح الحديقة بعد أعمال ترميم طويلة شملت كل الممرات والنوافير.",
        "قال: «عاد الماء»",
        "أول",
        "ثان",
        "ثالث",
        "نص كما هو",
        "| اسم | عدد |",
        "| نهر | 3 |",
        "سطر أول",
        "سطر ثان",
    )


def test_front_matter_that_is_broken_is_noted_and_the_text_read(tmp_path: Path) -> None:
    article = read_one(tmp_path, "x.md", f'---\ntitle: "مفتوح\nauthor: [\n---\n\n{BODY}\n')
    assert article.paragraphs == (BODY,)
    assert article.repairs[0].startswith("front matter not understood")


@pytest.mark.parametrize("page", ["---\n{}\n---\n{} انتهى.\n", "---\n{}\n\n{} انتهى."])
def test_rules_around_text_are_no_front_matter(tmp_path: Path, page: str) -> None:
    article = read_one(tmp_path, "x.md", page.format(BODY, BODY))
    assert " ".join(article.paragraphs) == f"{BODY} {BODY} انتهى."


def test_a_date_that_is_none_is_noted(tmp_path: Path) -> None:
    article = read_one(tmp_path, "x.md", f"---\ndate: قريبا\nauthor: 5\nsource: دفتر\n---\n{BODY}\n")
    assert (article.published, article.authors, article.url) == (None, (), None)
    assert article.repairs == ("date not understood: قريبا",)


def test_front_matter_alone_is_no_article(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.md": "---\ntitle: عنوان\n---\n"})
    articles, (skipped,) = read_all(tmp_path)
    assert articles == []
    assert skipped.reason == "no text"


def test_the_text_of_a_footnote_stays(tmp_path: Path) -> None:
    article = read_one(
        tmp_path, "a.md", "# عنوان\n\nنص طويل عن النهر القديم.[^1]\n\n[^1]: الشرح هنا.\n\n[x]: https://example.org/\n"
    )
    assert article.paragraphs == ("نص طويل عن النهر القديم.", "الشرح هنا.")
