"""The report of what the stemmer has made one: strangers first, inflections of one word not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.answers import Question
from indexer.build import build, update
from indexer.errors import RulesInvalid
from indexer.search.conflations import conflations, conflations_of
from indexer.search.engine import Engine
from indexer.search.whoosh_engine import WhooshEngine
from indexer.store.snapshot import Snapshot
from tests.search.collection import index_of, record, write

RECORDS = [
    *(record(f"bridge{n}", f"بنت البلدية جسرا رقم {n} وكان الجسر طويلا فوق جسور القرية.") for n in range(12)),
    *(record(f"fleet{n}", f"عبرت السفينة {n} ليلا ومعها وثيقة ختمها القبطان.") for n in range(12)),
    *(record(f"trust{n}", f"كان الطبيب وثيق الصلة بجيرانه منذ العام {n}.") for n in range(12)),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("conflated")
    index_of(folder, RECORDS)
    yield folder


def test_words_of_one_stem_in_articles_about_other_things_are_named_and_inflections_are_not(place: Path) -> None:
    found = conflations_of(place / "index", 10)
    assert {found[0].form, found[0].other} == {"وثيقه", "وثيق"}
    assert (found[0].articles, found[0].other_articles) == (12, 12)
    assert found[0].likeness < 0
    assert found[0].suspicion > 0
    assert not any("جسر" in one.stem for one in found)


def test_no_more_are_named_than_wanted(place: Path) -> None:
    snapshot = Snapshot(place / "index")
    assert conflations(snapshot, 0) == ()
    snapshot.close()


def asked(place: Path, text: str) -> int:
    engine: Engine = WhooshEngine(place / "index")
    total = engine.search(Question(text)).total
    engine.close()
    return total


def test_a_protected_word_mends_it(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    write(sources / "articles.jsonl", RECORDS)
    build(sources, tmp_path / "index")
    assert asked(tmp_path, "وثيقة") == 24
    (sources / "analysis.toml").write_text('protected = ["وثيقة"]\n', encoding="utf-8")
    report = update(sources, tmp_path / "index")
    assert report.added == len(RECORDS)
    assert asked(tmp_path, "وثيقة") == 12
    assert asked(tmp_path, "الوثيقة") == 12
    assert not any("وثيق" in one.stem for one in conflations_of(tmp_path / "index", 10))


def test_a_class_of_spellings_can_be_kept_apart_at_the_form_level(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    write(sources / "articles.jsonl", [record("a", "زار القرية وفد"), record("b", "زار القريه وفد")])
    build(sources, tmp_path / "index")
    levels = WhooshEngine(tmp_path / "index").search(Question("القرية")).levels
    assert (levels.exact, levels.form, levels.stem) == (1, 2, 2)
    (sources / "analysis.toml").write_text('[folding]\n"teh marbuta" = false\n', encoding="utf-8")
    build(sources, tmp_path / "index")
    levels = WhooshEngine(tmp_path / "index").search(Question("القرية")).levels
    assert (levels.exact, levels.form, levels.stem) == (1, 1, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("protected = [", "TOML"),
        ("protect = []", "'protect'"),
        ('protected = "قرية"', "a list of words"),
        ('protected = ["قرية النخيل"]', "single words"),
        ("folding = 3", "[folding]"),
        ("[folding]\nvowels = false", "'vowels'"),
        ("[folding]\nalef = 1", "'alef'"),
    ],
)
def test_rules_that_cannot_be_followed_are_said_to_be_so_and_the_former_index_answers(
    tmp_path: Path, text: str, said: str
) -> None:
    sources = tmp_path / "sources"
    write(sources / "articles.jsonl", RECORDS)
    build(sources, tmp_path / "index")
    (sources / "analysis.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesInvalid) as error:
        build(sources, tmp_path / "index")
    assert said in error.value.message
    with pytest.raises(RulesInvalid):
        update(sources, tmp_path / "index")
    assert asked(tmp_path, "وثيقة") == 24
