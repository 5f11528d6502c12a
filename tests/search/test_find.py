"""The words that the index says matched are those that reading and analysing every text finds, where it finds them."""

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.answers import Level
from indexer.model import Article
from indexer.search.find import Finder, Found
from indexer.search.hits import found_in
from indexer.search.kin import with_kin
from indexer.search.parse import parse
from indexer.search.tree import Node
from indexer.store.snapshot import Snapshot
from tests.search.reading import Reader
from tests.store.making import adding, made_article, make_live, seeded

_PIECES = """
زرافة وَالزَّرافةُ الزرافات فيل الفيل كتاب كُتُب كتابة مكتبة والكتاب كِتـــاب إدارة اداره عِلْم علم عَلَم في من على
جرافيت غرافيت حزيران يونيو أيار مايو المولوتوف مولوتوف H1N1 MP3 2021 ٢٠٢١ 1,000 3.5 12.3.2015 100km في٣مايو
"""
PIECES = _PIECES.split()
JOINTS = (" ", " ", " ", " ", ". ", "، ", "-", "/", "\n", "  ", " «", "» ", "…", "", "\u200f", "\u00a0", "\0")
MARKERS = ("", "", "", "+", "-", "title:")


def text(random: Random) -> str:
    pieces = random.choices(PIECES, k=random.randint(0, 40))
    return "".join(piece + random.choice(JOINTS) for piece in pieces)


def article(random: Random, number: int) -> Article:
    made = made_article(f"a{number}", title=text(random)[:60])
    return Article(made.id, made.title, tuple(text(random) for _ in range(random.randint(0, 5))), made.source)


ARTICLES = [article(seeded(number), number) for number in range(60)]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Two segments."""
    folder = tmp_path_factory.mktemp("found")
    opened = make_live(folder, len(ARTICLES), [adding(ARTICLES[:40]), adding(ARTICLES[40:])], merge=False)
    yield opened
    opened.close()


def by_index(snapshot: Snapshot, tree: Node, level: Level) -> dict[str, dict[int, list[Found]]]:
    """What is found in each article that has any of it."""
    numbers = np.arange(snapshot.size, dtype=np.int32)
    found = {}
    for number, words in zip(numbers.tolist(), Finder(snapshot, tree, level).find(numbers), strict=True):
        if words:
            found[snapshot.ids[number]] = found_in(snapshot, snapshot.opened(number), words)
    return found


WORDS = st.sampled_from(PIECES)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
LEAVES = st.one_of(
    WORDS,
    WORDS,
    PHRASES,
    st.tuples(PHRASES, st.integers(0, 4)).map(lambda near: f"{near[0]}~{near[1]}"),
    WORDS.map(lambda word: f"{word[:3]}*"),
    WORDS.map(lambda word: f"{word}~"),
)
QUESTIONS = st.lists(st.tuples(st.sampled_from(MARKERS), LEAVES).map("".join), max_size=5).map(" ".join)


@settings(deadline=None)
@given(QUESTIONS, st.sampled_from(Level), st.booleans())
def test_the_index_finds_what_reading_finds(snapshot: Snapshot, question: str, level: Level, kin: bool) -> None:
    parsed = parse(question)
    tree = with_kin(snapshot, parsed.tree, parsed.words) if kin else parsed.tree
    reader = Reader(tree, level)
    read = {one.id: reader.find_in((one.title, *one.paragraphs)) for one in ARTICLES}
    assert by_index(snapshot, tree, level) == {id_: found for id_, found in read.items() if found}
