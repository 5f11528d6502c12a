"""What articles are compared by says how much of their words they share, however those are spelt."""

from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.compiling import compiled
from indexer.store import likeness
from indexer.store.inversion import TextInverter
from indexer.store.likeness import FEWEST_SHINGLES, FEWEST_WORDS, Likeness
from indexer.store.likeness_arrays import NUMBERS, ROW, SLOTS
from indexer.store.likeness_kernels import SHINGLE
from tests.store.making import seeded
from tests.store.retelling import retold, told

SPELT = (
    "أعلنت إدارة المكتبة القديمة أنها ستفتح أبوابها ليلا طوال الشهر القادم، لأن قراء الحي طلبوا ذلك في رسائل كثيرة "
    "وصلت إلى المديرة منذ أول السنة، وقالت إن القاعة الكبرى ستبقى هادئة، "
    "وإن الصغار لهم ركن قريب من الباب فيه سجاد وألوان"
)
RESPELT = (
    "أَعلنتْ اداره المكتبه القديمة أنها «ستفتح» أبوابَها ليلاً طوال الشهر القادم لأن قراء الحيّ طلبوا ذلك في رسائل كثيرة "
    "وصلت الى المديرة ... منذ اول السنة وقالت ان القاعة الكبرى ستبقى هادئه "
    "وان الصِّغار لهم ركنٌ قريب من الباب ؛ فيه سجاد والوان"
)


@pytest.fixture(scope="module", params=["plain", "compiled"], autouse=True)
def kernels(request: pytest.FixtureRequest) -> Iterator[None]:
    """Both ways in which kernels run."""
    is_compiled = request.param == "compiled"
    with patch.object(likeness, "ready", lambda kernel, steps: compiled(kernel) if is_compiled else kernel):
        yield


def likeness_of(*texts: tuple[str, tuple[str, ...]]) -> Likeness:
    inverter = TextInverter()
    for title, paragraphs in texts:
        inverter.add(title, paragraphs)
    return inverter.inverted().likeness


def bodies(*texts: str) -> Likeness:
    return likeness_of(*(("", (text,)) for text in texts))


def alike(found: Likeness) -> float:
    one, other = found.signatures[:, :SLOTS]
    assert one.any()
    return float((one == other).mean())


def test_spelling_vowels_and_punctuation_make_no_difference() -> None:
    found = bodies(SPELT, RESPELT)
    assert alike(found) == 1
    assert found.hashes[0] == found.hashes[1]
    assert found.articles.tolist() == [0, 1]


def test_titles_and_the_borders_of_paragraphs_make_no_difference() -> None:
    words = SPELT.split()
    found = likeness_of(("خبر من المكتبة", (SPELT,)), ("آخر", (" ".join(words[:9]), "", " ".join(words[9:]))))
    assert alike(found) == 1
    assert sorted(found.articles.tolist()) == [0, 1]
    assert found.paragraphs.tolist() in ([1, 3], [3, 1])
    assert found.hashes[0] != found.hashes[1]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 999), changes=st.integers(0, 80))
def test_the_share_of_equal_slots_is_about_that_of_the_shingles_that_both_have(seed: int, changes: int) -> None:
    words = told(seed)
    other = retold(words, changes, seeded(seed))
    one, two = ({tuple(text[at : at + SHINGLE]) for at in range(len(text) - SHINGLE + 1)} for text in (words, other))
    found = bodies(" ".join(words), " ".join(other))
    assert abs(alike(found) - len(one & two) / len(one | two)) < 0.2


@pytest.mark.parametrize("words", [0, 1, SHINGLE, FEWEST_SHINGLES + SHINGLE - 2])
def test_a_short_article_has_no_signature(words: int) -> None:
    assert not bodies(" ".join(told(1)[:words])).signatures.any()
    assert bodies(" ".join(told(1)[: FEWEST_SHINGLES + SHINGLE - 1])).signatures.any()


def test_an_article_that_says_the_same_again_and_again_has_no_signature() -> None:
    assert not bodies("لا إله إلا الله " * 50).signatures.any()


def test_numbers_are_known_whatever_digits_they_have_and_what_stands_at_them() -> None:
    found = bodies(*(f"{SPELT} {numbers}" for numbers in ("1,489 و5ه", "١٤٨٩ ۵ 1489", "في 1.489 لا 5")))
    one, *others = found.signatures[:, SLOTS:].tolist()
    assert others == [one, one]
    assert sorted(one, reverse=True)[2:] == [0] * (NUMBERS - 2)
    assert one[:2] == sorted(one[:2])
    assert 0 not in one[:2]


def test_of_many_numbers_the_same_few_are_kept() -> None:
    numbers = [str(number) for number in range(50)]
    found = bodies(" ".join((SPELT, *numbers)), " ".join((*reversed(numbers), SPELT)))
    one, other = found.signatures[:, SLOTS:].tolist()
    assert one == other == sorted(set(one))
    assert len(one) == NUMBERS


def test_only_long_paragraphs_have_a_hash_and_the_order_of_their_words_matters() -> None:
    words = told(2)[:FEWEST_WORDS]
    found = likeness_of(
        (" ".join(words), (" ".join(words[1:]), " ".join(words))),
        ("", (" ".join(words), " ".join(reversed(words)))),
    )
    assert (np.diff(found.hashes.astype(object)) >= 0).all()
    assert sorted(zip(found.articles.tolist(), found.paragraphs.tolist(), strict=True)) == [(0, 2), (1, 1), (1, 2)]
    assert len(set(found.hashes.tolist())) == 2


def test_nothing_comes_of_nothing() -> None:
    found = likeness_of()
    assert found.signatures.shape == (0, ROW)
    assert not found.hashes.size


def test_signatures_and_hashes_are_those_that_indexes_keep() -> None:
    """Where this fails indexes of before can't be compared with: raise FORMAT_VERSION, then write the new ones here."""
    found = bodies(SPELT)
    assert found.signatures[0][:4].tolist() == [7900, 57379, 58799, 62917]
    assert found.hashes.tolist() == [4092592423482631739]
