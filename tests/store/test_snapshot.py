"""What is written can be read again: postings, positions and columns, over segments, removals and merges."""

import threading
import weakref
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.answers import Level
from indexer.arabic.analysis import analyze
from indexer.arabic.sounds import letter_set
from indexer.errors import ArticleNotFound
from indexer.model import Article, Source
from indexer.store import writer
from indexer.store.kernels import PLACE_BITS
from indexer.store.schema import FILE, WORDS, level_prefix
from indexer.store.snapshot import Snapshot
from indexer.store.writer import ArticleWriter
from tests.store.making import (
    Step,
    adding,
    counted,
    counted_forms,
    indexed,
    made_article,
    made_run,
    make_live,
    places_of,
    postings,
    random_article,
    seeded,
    surface_term,
)


def assert_holds(snapshot: Snapshot, articles: list[Article]) -> None:
    assert indexed(snapshot) == counted(articles)
    forms = counted_forms(articles)
    if snapshot.alive.all():
        assert snapshot.forms("") == forms
    else:
        assert all(snapshot.forms("")[form] >= count for form, count in forms.items())
    alive = [snapshot.ids[number] for number in snapshot.alive.nonzero()[0].tolist()]
    assert sorted(alive) == sorted(article.id for article in articles)
    for article in articles:
        number = snapshot.number_of(article.id)
        assert snapshot.alive[number]
        assert snapshot.article(number) == article


def changing(removed: set[str], added: list[Article]) -> Step:
    def step(writer: ArticleWriter) -> None:
        for file in removed:
            assert writer.remove_file(file) == 5
        for article in added:
            writer.add(article)

    return step


def segments(index_dir: Path, snapshot: Snapshot) -> int:
    return len(list((index_dir / snapshot.generation).glob("MAIN*.arrays")))


def test_one_segment_holds_what_was_added(tmp_path: Path) -> None:
    articles = [random_article(seeded(number), f"a{number}") for number in range(40)]
    snapshot = make_live(tmp_path, 40, [adding(articles)])
    assert segments(tmp_path, snapshot) == 1
    assert_holds(snapshot, articles)
    snapshot.close()


def test_several_segments_hold_what_was_added(tmp_path: Path) -> None:
    articles = [random_article(seeded(number), f"a{number}") for number in range(40)]
    snapshot = make_live(tmp_path, 40, [adding(articles[:35]), adding(articles[35:38]), adding(articles[38:])])
    assert_holds(snapshot, articles)
    snapshot.close()


def test_removed_articles_are_in_no_postings_and_can_not_be_found(tmp_path: Path) -> None:
    articles = [random_article(seeded(number), f"a{number}", file=f"{number % 4}.txt") for number in range(40)]

    def remove(writer: ArticleWriter) -> None:
        assert writer.remove_file("1.txt") == 10
        assert writer.remove_file("no such file.txt") == 0

    left = [article for article in articles if article.file != "1.txt"]
    snapshot = make_live(tmp_path, 30, [adding(articles), remove])
    assert_holds(snapshot, left)
    with pytest.raises(ArticleNotFound):
        snapshot.number_of("a1")
    snapshot.close()


def test_after_many_updates_and_merges_everything_is_as_if_added_at_once(tmp_path: Path) -> None:
    random = seeded(3)
    live: list[Article] = []
    steps: list[Step] = []
    for round_ in range(60):
        removed = {file for file in sorted({article.file for article in live}) if random.random() < 0.2}
        added = [random_article(random, f"{round_}-{number}", file=f"رف {round_}/Aa.txt") for number in range(5)]
        live = [article for article in live if article.file not in removed] + added
        steps.append(changing(removed, added))
    snapshot = make_live(tmp_path, len(live), steps)
    assert segments(tmp_path, snapshot) < 20, "sixty commits must have been merged into fewer segments"
    assert_holds(snapshot, live)
    snapshot.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), cuts=st.lists(st.integers(0, 12), max_size=3))
def test_any_articles_in_any_segments_are_found_again(
    tmp_path_factory: pytest.TempPathFactory, seed: int, cuts: list[int]
) -> None:
    random = seeded(seed)
    articles = [random_article(random, f"a{number}") for number in range(12)]
    places = [0, *sorted(cuts), 12]
    parts = [articles[start:end] for start, end in pairwise(places)]
    snapshot = make_live(tmp_path_factory.mktemp("index"), 12, [adding(part) for part in parts if part])
    assert_holds(snapshot, articles)
    snapshot.close()


def test_columns_hold_dates_sources_authors_and_lengths(tmp_path: Path) -> None:
    one, two = Source("jarida", "جريدة"), Source("majalla", "مجلة")
    articles = [
        Article("a", "نهر", ("بحر جبل",), one, authors=("سلمى", "نادر"), published="2021-06"),
        Article("b", "", ("قمر",), two),
        Article("c", "", ("شمس",), one, authors=("سلمى",), published="1999-12-31"),
    ]
    snapshot = make_live(tmp_path, 3, [adding(articles[:2]), adding(articles[2:])])
    assert snapshot.size == 3
    assert list(snapshot.ids) == ["a", "b", "c"]
    assert snapshot.words.tolist() == [3, 1, 1]
    assert snapshot.first_days.tolist() == [20210601, 0, 19991231]
    assert snapshot.last_days.tolist() == [20210631, 0, 19991231]
    sources, of_source = snapshot.sources
    assert [sources[place] for place in of_source] == ["jarida", "majalla", "jarida"]
    bylines, of_byline = snapshot.bylines
    assert [bylines[place] for place in of_byline] == [("سلمى", "نادر"), (), ("سلمى",)]
    snapshot.close()


@pytest.mark.parametrize("unknown", ["", "a", "لا شيء", "x" * 5_000, "\udcff", "a\0"], ids=ascii)
def test_an_unknown_id_is_not_found(tmp_path: Path, unknown: str) -> None:
    snapshot = make_live(tmp_path, 1, [adding([made_article("a1")])])
    with pytest.raises(ArticleNotFound):
        snapshot.number_of(unknown)
    snapshot.close()


def test_ids_and_files_are_matched_to_the_letter(tmp_path: Path) -> None:
    ids = ["رف/كتاب ١", "رف/كتاب", "Rff/Kitab", "rff/kitab", "a,b; c", "x" * 3_000, "-", " a "]
    articles = [made_article(one, file=one) for one in ids]

    def remove(writer: ArticleWriter) -> None:
        assert writer.remove_file("Rff/Kitab") == 1

    snapshot = make_live(tmp_path, len(ids) - 1, [adding(articles), remove])
    for article in articles:
        if article.id != "Rff/Kitab":
            assert snapshot.article(snapshot.number_of(article.id)) == article
    with pytest.raises(ArticleNotFound):
        snapshot.number_of("Rff/Kitab")
    snapshot.close()


def test_a_word_of_any_length_is_indexed(tmp_path: Path) -> None:
    article = made_article("a", "كتاب " + "كتم" * 70_000)
    snapshot = make_live(tmp_path, 1, [adding([article])])
    assert_holds(snapshot, [article])
    snapshot.close()


def test_a_term_that_no_article_holds_has_no_postings(tmp_path: Path) -> None:
    snapshot = make_live(tmp_path, 1, [adding([made_article("a")])])
    assert postings(snapshot, WORDS, "زرافة")[0].size == 0
    assert places_of(snapshot, "زرافة") == []
    assert snapshot.terms(WORDS, "زرافة") == []
    assert snapshot.forms("زرافة") == {}
    snapshot.close()


def test_forms_begin_with_the_prefix_and_are_counted_by_article(tmp_path: Path) -> None:
    articles = [made_article("a", "كتاب كتاب كتب"), made_article("b", "كتاب نهر"), made_article("c", "كتابة")]
    snapshot = make_live(tmp_path, 3, [adding(articles[:2]), adding(articles[2:])])
    forms = snapshot.forms("كتا")
    assert forms["كتاب"] == 2
    assert all(form.startswith("كتا") for form in forms)
    assert len(forms) == 2
    assert snapshot.forms_with(lambda letters: letters == letter_set("كتاب")) == {"كتاب": 2}
    assert set(snapshot.forms_with(lambda letters: letters > 0)) == {"كتاب", "كتب", "نهر", "كتابه"}
    snapshot.close()


def test_places_are_those_of_the_articles_asked_for(tmp_path: Path) -> None:
    snapshot = make_live(tmp_path, 3, [adding([made_article(one, "نهر نهر") for one in "abc"])])
    entry = snapshot.lists.entry(WORDS, level_prefix(analyze("نهر"), Level.FORM))
    places = snapshot.lists.places(entry, np.array([0, 2], np.int32)) >> 2
    assert places.tolist() == [(number << PLACE_BITS) + at for number in (0, 1) for at in (0, 1)]
    snapshot.close()


def test_frequencies_and_positions_have_no_highest_number(tmp_path: Path) -> None:
    often = 70_000
    article = made_article("a", "نهر " * often + "بحر " * 3 + "نهر")
    snapshot = make_live(tmp_path, 2, [adding([made_article("b", "بحر"), article])])
    river, sea = (level_prefix(analyze(word), Level.EXACT) for word in ("نهر", "بحر"))
    assert postings(snapshot, WORDS, river)[1].tolist() == [often + 1]
    assert postings(snapshot, WORDS, sea)[1].tolist() == [1, 3]
    start = 1 << PLACE_BITS
    assert places_of(snapshot, river) == [*range(start, start + often), start + often + 3]
    assert places_of(snapshot, sea)[1:] == list(range(start + often, start + often + 3))
    assert_holds(snapshot, [made_article("b", "بحر"), article])
    snapshot.close()


def test_runs_are_added_without_the_articles_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_RUNS", 3)
    articles = [random_article(seeded(number), f"a{number}") for number in range(60)]

    def add_runs(writer: ArticleWriter) -> None:
        for first in range(0, 60, 8):
            path = made_run(tmp_path / f"{first}.run", articles[first : first + 8])
            writer.add_run(path, without=[1, 2] if first else [])

    left = [article for number, article in enumerate(articles) if number < 8 or number % 8 not in (1, 2)]
    snapshot = make_live(tmp_path / "index", len(left), [add_runs])
    assert segments(tmp_path / "index", snapshot) == 1
    assert list(snapshot.ids) == [article.id for article in left]
    assert_holds(snapshot, left)
    assert not list(tmp_path.rglob("*.run"))
    snapshot.close()


def test_a_snapshot_is_freed_as_soon_as_nobody_has_it(tmp_path: Path) -> None:
    snapshot = make_live(tmp_path, 1, [adding([made_article("a", "نهر")])])
    postings(snapshot, WORDS, surface_term("نهر"))
    _ = snapshot.ids[0], snapshot.sources, snapshot.article(0)
    freed = weakref.ref(snapshot)
    del snapshot
    assert freed() is None, "nothing in it may refer back to it"


def test_the_articles_of_a_file_are_those_of_no_file_whose_name_goes_on(tmp_path: Path) -> None:
    files = ["raff/a.htm", "raff/a.html", "raff/a.htm", "raff/a"]
    articles = [made_article(f"a{number}", file=file) for number, file in enumerate(files)]

    def remove(writer: ArticleWriter) -> None:
        assert writer.remove_file("raff/a") == 1

    snapshot = make_live(tmp_path, 3, [adding(articles[:2]), adding(articles[2:]), remove])
    assert [snapshot.ids[number] for number in snapshot.numbers_of(FILE, "raff/a.htm")] == ["a0", "a2"]
    assert snapshot.numbers_of(FILE, "raff/a").size == 0
    assert snapshot.numbers_of(FILE, "raff/").size == 0
    snapshot.close()


def test_a_writer_that_is_left_without_commit_keeps_nothing(tmp_path: Path) -> None:
    with ArticleWriter(tmp_path) as writer:
        writer.add(made_article("a"))
        writer.commit()
    with pytest.raises(RuntimeError), ArticleWriter(tmp_path) as writer:
        writer.add(made_article("b"))
        raise RuntimeError
    with ArticleWriter(tmp_path) as writer:  # the lock is free again
        assert writer.remove_file("a.txt") == 1
        assert writer.remove_file("b.txt") == 0


def test_threads_reading_one_snapshot_get_the_same_as_one_alone(tmp_path: Path) -> None:
    articles = [random_article(seeded(number), f"a{number}") for number in range(60)]
    snapshot = make_live(tmp_path, 60, [adding(articles[:30]), adding(articles[30:])])
    terms = snapshot.terms(WORDS, "")
    alone = {term: postings(snapshot, WORDS, term)[0].tolist() for term in terms}
    snapshot.close()
    shared = Snapshot(tmp_path)
    wrong: list[str] = []

    def read(seed: int) -> None:
        for term in seeded(seed).sample(terms, len(terms)):
            if postings(shared, WORDS, term)[0].tolist() != alone[term]:
                wrong.append(term)
            number = seed % 60
            if shared.article(number).id != shared.ids[number]:
                wrong.append(f"article {number}")

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    shared.close()
