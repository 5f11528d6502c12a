"""Real saved articles and pages, where they lie beside the checkout; they belong to their authors and are not ours."""

import json
from pathlib import Path

import pytest

from indexer.model import Article
from tests.readers.reading import read_all

SHARED = Path(__file__).parents[3] / "shared"


def _articles(name: str) -> dict[str, Article]:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"not run: there is no folder {name} beside the checkout")
    return {article.file: article for article in read_all(folder)[0]}


def test_articles_saved_as_text_have_their_titles_dates_and_authors() -> None:
    articles = list(_articles("seeds").values())
    assert len(articles) == 5
    assert all(article.title and len(article.paragraphs) > 5 for article in articles)
    assert [article.published for article in articles] == [None, "2023-03-13", "2021-06-05", None, None]
    assert [len(article.authors) for article in articles] == [0, 0, 1, 0, 0]
    for article in articles:
        assert article.title not in article.paragraphs
        assert not any("[1]" in paragraph or "صورة رقم" in paragraph for paragraph in article.paragraphs)


def test_pages_agree_with_their_gold() -> None:
    articles = _articles("pages")
    for line in (SHARED / "pages" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        article = articles[gold["file"]]
        text = "\n".join(article.paragraphs)
        assert [kept for kept in gold["with"] if kept not in text] == [], gold["file"]
        assert [dropped for dropped in gold["without"] if dropped in text] == [], gold["file"]
        assert article.title == gold["title"]
        assert "، ".join(article.authors) == gold["author"]
        assert (article.published or "") == gold["date"]
        assert article.source.name == gold["source"]
