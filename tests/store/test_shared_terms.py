"""What one process says of a word the others take over, and say it no other way."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.tokens import surfaces, tokens
from indexer.store.schema import surface_term
from indexer.store.shared_terms import SharedTerms, remove_shared
from indexer.store.vocabulary import Vocabulary
from tests.arabic.strategies import hard_text


def shared_by(folder: Path, process: int) -> SharedTerms:
    with patch("indexer.store.shared_terms.os.getpid", lambda: process):
        return SharedTerms(folder)


def terms_of(known: Vocabulary, text: str) -> list[str]:
    words, _ = known.words(known.chunks(text)[0])
    return [known.terms.terms[word].decode(errors="surrogatepass") for word in words.tolist()]


def test_terms_are_heard_once_by_all_others(tmp_path: Path) -> None:
    one, two, three = (shared_by(tmp_path, process) for process in range(3))
    one.tell([("نهر", b"1"), ("بحر", b"2")])
    two.tell([("\udcff", b"3")])
    assert one.heard() == {"\udcff": b"3"}
    assert two.heard() == {"نهر": b"1", "بحر": b"2"}
    one.tell([("جبل", b"4")])
    assert two.heard() == {"جبل": b"4"}
    assert two.heard() == {}
    assert three.heard() == {"نهر": b"1", "بحر": b"2", "\udcff": b"3", "جبل": b"4"}
    assert shared_by(tmp_path, 3).heard() == {}  # it was told before
    remove_shared(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_is_half_told_is_heard_when_it_is_told(tmp_path: Path) -> None:
    two = shared_by(tmp_path, 2)
    (tmp_path / "1.terms").write_bytes("نهر a\nبحر".encode())
    assert two.heard() == {"نهر": b"a"}
    (tmp_path / "1.terms").write_bytes("نهر a\nبحر b\n".encode())
    assert two.heard() == {"بحر": b"b"}


@given(st.lists(st.tuples(st.booleans(), hard_text), max_size=6))
def test_each_word_is_analysed_once_and_all_have_the_same_terms(texts: Sequence[tuple[bool, str]]) -> None:
    analysed: list[str] = []

    def noted(word: str) -> str:
        analysed.append(word)
        return surface_term(word)

    with TemporaryDirectory() as folder:
        known = [Vocabulary(noted, shared_by(Path(folder), process)) for process in range(2)]
        for which, text in texts:
            assert terms_of(known[which], text) == [surface_term(token.text) for token in tokens(text)]
    assert sorted(analysed) == sorted({word for _, text in texts for word in surfaces(text)})
