"""docs/index-format.md says enough: a reader written from it alone finds every word where it stands."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from indexer.arabic.analysis import analyze
from indexer.arabic.sounds import frame_of, may_be_name, sounds_of
from indexer.arabic.tokens import surfaces, tokens
from indexer.model import Article
from indexer.store.schema import SEPARATOR
from tests.store.foreign_reader import articles, checkpoints, entries, texts, values
from tests.store.making import (
    Places,
    adding,
    counted,
    counted_forms,
    made_article,
    make_live,
    random_article,
    seeded,
    surface_term,
)

ARTICLES = [
    made_article("a", "نهر " * 70_000 + "بحر", title="النهر", file="رف/a.txt"),
    *(random_article(seeded(number), f"a{number}") for number in range(300)),
]


def test_a_reader_written_from_the_page_finds_every_word(tmp_path: Path) -> None:
    snapshot = make_live(tmp_path, len(ARTICLES), [adding(ARTICLES)])
    snapshot.close()
    (path,) = (tmp_path / snapshot.generation).glob("MAIN*.arrays")
    expected = counted(ARTICLES)
    assert read(path, "words") == expected["words exact"]
    assert read(path, "title") == expected["title exact"]
    assert read(path, "id") == {article.id: {article.id: [0]} for article in ARTICLES}
    assert read(path, "file") == {article.file: {article.id: [0]} for article in ARTICLES}
    levels = [terms(path, "words")[number].split(SEPARATOR) for number in numbers(path, "forms/first_terms")]
    forms = [form or stem or root for root, stem, form, _, _ in levels]
    assert forms == sorted(forms)
    assert dict(zip(forms, numbers(path, "forms/counts"), strict=True)) == counted_forms(ARTICLES)
    assert [number >> 56 for number in numbers(path, "forms/letters")] == [len(form) for form in forms]
    sounding = {form: number for form, number in zip(forms, numbers(path, "forms/sounds"), strict=True) if number}
    assert sounding == {
        form: crc32(frame_of(sounds_of(stem)).encode()) for form in forms if may_be_name(stem := analyze(form).stem)
    }


def test_a_reader_written_from_the_page_finds_every_column_and_every_article(tmp_path: Path) -> None:
    signed = [
        replace(article, authors=("سلمى", "نادر")[: number % 3], published=f"20{number % 20:02}-06", repairs=("x",) * 2)
        for number, article in enumerate(ARTICLES)
    ] + [made_article(f"b{number}", f"نهر {number}\n" * 300) for number in range(400)]
    snapshot = make_live(tmp_path, len(signed), [adding(signed)])
    snapshot.close()
    (path,) = (tmp_path / snapshot.generation).glob("MAIN*.arrays")
    found = entries(path)
    assert texts(found, "ids") == [article.id for article in signed]
    assert values(found, "source") == [article.source.id for article in signed]
    assert values(found, "language") == [article.language for article in signed]
    assert values(found, "authors") == ["\x1f".join(article.authors) for article in signed]
    assert values(found, "repairs") == ["\x1f".join(article.repairs) for article in signed]
    days = [int(article.published.replace("-", "")) * 100 if article.published else 0 for article in signed]
    assert list(found["columns/first_day"].numbers) == [day + 1 if day else 0 for day in days]
    assert list(found["columns/last_day"].numbers) == [day + 31 if day else 0 for day in days]
    words = [sum(len(surfaces(text)) for text in (article.title, *article.paragraphs)) for article in signed]
    assert list(found["columns/length"].numbers) == words
    assert max(found["stored/dictionary_of"].numbers) == 1
    assert articles(found) == signed
    assert checkpoints(found) == [every_eighth_word(article) for article in signed]


def test_the_term_that_the_page_shows_is_that_of_its_word() -> None:
    page = (Path(__file__).parents[2] / "docs" / "index-format.md").read_text(encoding="utf-8")
    assert f"والمدارس is `{surface_term('والمدارس').replace(SEPARATOR, '␟')}`" in page


def every_eighth_word(article: Article) -> tuple[int, ...]:
    """Where the words 0, 8, 16 of an article begin, counted over its title and paragraphs with nothing between."""
    starts = []
    before = 0
    for text in (article.title, *article.paragraphs):
        starts += [before + token.start for token in tokens(text)]
        before += len(text)
    return tuple(starts[::8])


def numbers(path: Path, name: str) -> tuple[int, ...]:
    return entries(path)[name].numbers


def terms(path: Path, field: str) -> list[str]:
    text = bytes(numbers(path, f"{field}/terms"))
    return [text[start:end].decode() for start, end in pairwise(numbers(path, f"{field}/term_starts"))]


def read(path: Path, field: str) -> Places:
    """For each term: for each article's id the positions, or as many zeros in a field that has none."""
    articles, frequencies = numbers(path, f"{field}/articles"), list(numbers(path, f"{field}/frequencies"))
    large = zip(numbers(path, f"{field}/large_postings"), numbers(path, f"{field}/large_frequencies"), strict=True)
    for posting, frequency in large:
        assert frequencies[posting] == 0
        frequencies[posting] = frequency
    positions = numbers(path, f"{field}/positions")
    terms_of_field = terms(path, field)
    found: Places = {}
    position_starts = numbers(path, f"{field}/position_starts")
    for number, (start, end) in enumerate(pairwise(numbers(path, f"{field}/posting_starts"))):
        own = found[terms_of_field[number]] = {}
        at = position_starts[number]
        for posting in range(start, end):
            places = list(positions[at : at + frequencies[posting]]) if positions else [0] * frequencies[posting]
            own[ARTICLES[articles[posting]].id] = places
            at += len(places)
    return found
