"""Any words of an article are found where reading it from its beginning finds them, however it is cut."""

import sys
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.arabic.tokens import tokens
from indexer.model import Article, Source
from indexer.store import checkpoints, inversion, stored
from indexer.store.arrays import ArrayFile
from indexer.store.checkpoints import Checkpoints, OpenedArticle, Standing, standing
from indexer.store.merging import Part, merge
from indexer.store.stored import StoredReader
from tests.arabic.strategies import hard_text
from tests.store.making import made_run

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXTS = st.lists(
    st.one_of(hard_text, st.sampled_from([" ", "  ", "\t", "\u3000", "\x1f", "\0", " \0 ", "3.", "5", "،", "كتاب"])),
    max_size=9,
).map("".join)
ARTICLES = st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=5)), min_size=1, max_size=4)


def opened(path: Path, number: int) -> OpenedArticle:
    file = ArrayFile(path)
    return OpenedArticle(*StoredReader(file).opened(number), partial(Checkpoints(file).of, number))


def read(article: Article) -> list[Standing]:
    """All words of an article."""
    texts = enumerate((article.title, *article.paragraphs))
    return [(number, *token) for number, text in texts for token in tokens(text)]


@settings(max_examples=50, deadline=None)
@given(ARTICLES, st.integers(1, 5), st.integers(1, 40), st.data())
def test_any_words_stand_where_reading_everything_finds_them(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[tuple[str, list[str]]],
    every: int,
    frame: int,
    data: st.DataObject,
) -> None:
    articles = [
        Article(f"{number}", title, tuple(paragraphs), Source("s", "س"))
        for number, (title, paragraphs) in enumerate(texts)
    ]
    folder = tmp_path_factory.mktemp("checkpoints")
    with (
        patch.object(checkpoints, "EVERY", every),
        patch.object(inversion, "EVERY", every),
        patch.object(stored, "FRAME", frame),
    ):
        first, second = made_run(folder / "1.run", articles[:2]), made_run(folder / "2.run", articles[2:])
        merge([Part(first), Part(second)], folder / "all")
        for number, article in enumerate(articles):
            words = read(article)
            one = opened(folder / "all", number)
            assert tuple(one.paragraphs) == article.paragraphs
            asked = sorted(data.draw(st.lists(st.integers(0, len(words) - 1), max_size=9))) if words else []
            assert standing(one, asked) == [words[word] for word in asked]
            with pytest.raises(IndexError):
                standing(one, [len(words)])


def test_a_passage_of_a_book_is_read_without_the_book(tmp_path: Path) -> None:
    book = Article("book", "كتاب", tuple(f"فصل {number} " + "سطر " * 200 for number in range(400)), Source("s", "س"))
    one = opened(made_run(tmp_path / "1.run", [book]), 0)
    words = read(book)
    last = len(words) - 1
    with patch("indexer.store.stored.zstd.ZstdDecompressor", wraps=zstd.ZstdDecompressor) as unpacking:
        assert standing(one, [3, last]) == [words[3], words[last]]
        assert one.paragraphs[399] == book.paragraphs[399]
    assert unpacking.call_count == 1


def test_the_opening_is_as_many_paragraphs_as_are_asked_for(tmp_path: Path) -> None:
    article = Article("a", "عنوان", ("سطر", "", "سطر ثان", "سطر ثالث"), Source("s", "س"))
    paragraphs = opened(made_run(tmp_path / "1.run", [article]), 0).paragraphs
    assert paragraphs.opening(0) == ""
    assert paragraphs.opening(3) == "سطر"
    assert paragraphs.opening(4) == "سطر\n\nسطر ثان"
    assert paragraphs.opening(1_000) == "\n".join(article.paragraphs)
