"""Matching, held against a matcher of a few lines that looks at every word of every article."""

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.answers import Level
from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import surfaces
from indexer.arabic.vowels import bare, vowels_agree
from indexer.build import build, update
from indexer.search.match import Matcher
from indexer.search.parse import prefix_of, words_of
from indexer.search.tree import Group, InTitle, Node, Phrase, Prefix, Restriction, Word
from indexer.store.schema import WORDS as TEXT
from indexer.store.schema import level_prefix
from indexer.store.snapshot import Snapshot
from tests.search.collection import Record, ids, record, write
from tests.store.making import postings

VOCABULARY = ("عِلْم", "عَلَم", "علم", "العلم", "مدرسة", "والمدرسه", "في", "كاتب")
VOWELLINGS = ("عِلْم", "عَلَم", "علم")
PREFIXES = ("ع", "مدر", "ال", "كاتب", "و", "ص")
SOURCES = ("الشاطئ", "النافذة")
DATES = ("2020", "2020-06-30", "2021-03-09", None)


def generated(first: int, combinations: list[tuple[str, ...]]) -> list[Record]:
    """One article a combination: its words in a paragraph, some again in a second one and in the title."""
    return [
        record(
            f"a{number}",
            " ".join(words),
            *([" ".join(words[:1])] if number % 3 == 0 else []),
            title=" ".join(words[-1:]) if number % 2 else "",
            source=SOURCES[number % 2],
            date=DATES[number % 4],
        )
        for number, words in enumerate(combinations, start=first)
    ]


PAIRS = generated(0, list(itertools.product(VOCABULARY, repeat=2)))
TRIPLES = generated(1_000, list(itertools.combinations(VOCABULARY, 3)))
SINGLES = generated(2_000, [(word,) for word in VOCABULARY])
LONGER = generated(3_000, [words + words[:2] for words in itertools.permutations(VOCABULARY[3:7])])
REMOVED = generated(4_000, list(itertools.combinations(VOCABULARY, 4)))


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    """The articles that the index of this module holds in the end."""
    return {str(one["_id"]): one for one in (*PAIRS[: len(PAIRS) // 2], *TRIPLES, *SINGLES, *LONGER)}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """An index that was updated twice: several segments, and articles deleted from the first."""
    place = tmp_path_factory.mktemp("grown")
    sources, index = place / "sources", place / "index"
    write(sources / "pairs.jsonl", PAIRS)
    write(sources / "removed.jsonl", REMOVED)
    build(sources, index)
    write(sources / "triples.jsonl", [*TRIPLES, *SINGLES])
    (sources / "removed.jsonl").unlink()
    update(sources, index)
    write(sources / "pairs.jsonl", PAIRS[: len(PAIRS) // 2])
    write(sources / "longer.jsonl", LONGER)
    update(sources, index)
    opened = Snapshot(index)
    yield opened
    opened.close()


def test_the_index_of_these_tests_has_several_segments_and_deletions(
    snapshot: Snapshot, records: dict[str, Record]
) -> None:
    assert snapshot.size > snapshot.alive.sum() == len(records)
    assert len(snapshot._segments) > 1


# The naive matcher: words compared one by one.


def texts(one: Record, *, title: bool) -> list[list[str]]:
    titles = [surfaces(str(one["title"]))]
    return titles if title else [*titles, *map(surfaces, str(one["text"]).splitlines())]


def same(asked: Word, surface: str, level: Level) -> bool:
    word = analyze(surface)
    if level is Level.EXACT:
        agree = vowels_agree(asked.analysis.exact, word.exact)
        return agree and bare(asked.analysis.exact) == bare(word.exact)
    return bool(getattr(asked.analysis, level.value) == getattr(word, level.value))


def stands(phrase: Phrase, text: list[str], level: Level) -> bool:
    narrow = min(level, Level.FORM, key=list(Level).index)
    if phrase.slop is None:
        starts = range(len(text) - len(phrase.words) + 1)
        return any(all(same(word, text[at + n], narrow) for n, word in enumerate(phrase.words)) for at in starts)
    return any(
        max(chosen) - min(chosen) < len(phrase.words) + phrase.slop
        and all(same(word, text[at], narrow) for word, at in zip(phrase.words, chosen, strict=True))
        for chosen in itertools.permutations(range(len(text)), len(phrase.words))
    )


def naive(node: Node, one: Record, level: Level, *, title: bool = False) -> bool:
    match node:
        case Word():
            at = Level.STEM if title and level is Level.ROOT else level
            return any(same(node, surface, at) for text in texts(one, title=title) for surface in text)
        case Phrase():
            return any(stands(node, text, level) for text in texts(one, title=title))
        case Prefix():
            forms = [analyze(surface).form for text in texts(one, title=title) for surface in text]
            return any(form.startswith(node.form) or form == node.whole for form in forms)
        case InTitle():
            return naive(node.node, one, level, title=True)
        case Restriction("source", value):
            return one["source"] == value
        case Restriction(_, value):
            first, _, last = value.partition("..")
            date = str(one["date"] or "")
            return bool(date) and (date >= first or first.startswith(date)) and (date <= last or date.startswith(last))
        case Group():
            wanted = [naive(child, one, level, title=title) for child in node.optional]
            required = [naive(child, one, level, title=title) for child in node.required]
            free = all(isinstance(child, Restriction) for child in node.required) and node.optional
            anything = bool(node.required or node.optional or node.excluded)
            unwanted = any(naive(child, one, level, title=title) for child in node.excluded)
            return anything and all(required) and (any(wanted) or not free) and not unwanted
    raise AssertionError(node)


WORDS = st.sampled_from([word for text in VOCABULARY for word in words_of(text)])
# Two vowellings of a word may want the same place: which of them gets it is no matter for nearness.
APART = st.sampled_from([word for text in VOCABULARY if text not in VOWELLINGS for word in words_of(text)])
LEAVES = (
    WORDS
    | st.lists(WORDS, min_size=1, max_size=3).map(lambda words: Phrase(tuple(words)))
    | st.builds(
        lambda words, slop: Phrase(tuple(words), slop), st.lists(APART, min_size=1, max_size=3), st.integers(0, 3)
    )
    | st.sampled_from(PREFIXES).map(prefix_of)
    | st.sampled_from([*(Restriction("source", source) for source in SOURCES), Restriction("date", "2020-07..2021")])
)


def groups(nodes: st.SearchStrategy[Node], *, negative: bool) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, max_size=3).map(tuple)
    group = st.builds(Group, several, several, st.lists(nodes, max_size=2).map(tuple) if negative else st.just(()))
    return group | nodes.map(InTitle)


TREES: st.SearchStrategy[Node] = st.recursive(LEAVES, lambda nodes: groups(nodes, negative=True), max_leaves=8)
POSITIVE_TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES, lambda nodes: groups(nodes, negative=False), max_leaves=8
)


@settings(max_examples=150, deadline=None)
@given(tree=TREES, level=st.sampled_from(Level))
def test_a_tree_matches_what_reading_every_word_would_find(
    snapshot: Snapshot, records: dict[str, Record], tree: Node, level: Level
) -> None:
    expected = {article_id for article_id, one in records.items() if naive(tree, one, level)}
    assert ids(snapshot, Matcher(snapshot).matching(tree, level)) == expected


@settings(max_examples=100, deadline=None)
@given(tree=POSITIVE_TREES)
def test_without_exclusions_each_level_holds_the_narrower_one(snapshot: Snapshot, tree: Node) -> None:
    matcher = Matcher(snapshot)
    found = [set(matcher.matching(tree, level).tolist()) for level in Level]
    for narrow, wide in itertools.pairwise(found):
        assert narrow <= wide


@settings(max_examples=50, deadline=None)
@given(tree=TREES, levels=st.permutations(list(Level)))
def test_what_a_matcher_remembers_does_not_change_its_answers(
    snapshot: Snapshot, tree: Node, levels: list[Level]
) -> None:
    matcher = Matcher(snapshot)
    for level in levels:
        assert matcher.matching(tree, level).tolist() == Matcher(snapshot).matching(tree, level).tolist()


@settings(max_examples=50, deadline=None)
@given(tree=TREES, level=st.sampled_from(Level), seed=st.integers(0, 2**32 - 1))
def test_the_counts_of_all_levels_are_those_of_each_within_a_mask_or_without(
    snapshot: Snapshot, tree: Node, level: Level, seed: int
) -> None:
    passes = snapshot.alive & (np.random.default_rng(seed).random(snapshot.size) < 0.5)
    for mask in (None, passes):
        articles, counts = Matcher(snapshot, mask).levels(tree, level)
        every = {one: Matcher(snapshot).matching(tree, one) for one in Level}
        kept = {one: found if mask is None else found[mask[found]] for one, found in every.items()}
        assert articles.tolist() == kept[level].tolist()
        assert {one: getattr(counts, one.value) for one in Level} == {one: kept[one].size for one in Level}


@pytest.mark.parametrize("level", [Level.FORM, Level.STEM, Level.ROOT])
@pytest.mark.parametrize("surface", VOCABULARY)
def test_postings_are_what_counting_gives(
    snapshot: Snapshot, records: dict[str, Record], surface: str, level: Level
) -> None:
    term = getattr(analyze(surface), level.value)
    counted = {
        article_id: sum(
            getattr(analyze(word), level.value) == term for text in texts(one, title=False) for word in text
        )
        for article_id, one in records.items()
    }
    articles, frequencies = postings(snapshot, TEXT, level_prefix(analyze(surface), level))
    found = {snapshot.ids[number]: count for number, count in zip(articles.tolist(), frequencies.tolist(), strict=True)}
    assert found == {article_id: count for article_id, count in counted.items() if count}
    assert (np.diff(articles) > 0).all()
