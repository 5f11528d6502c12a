"""The stories and the reused paragraphs of an index are the same however its articles came in."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.model import Article
from indexer.store import merging
from indexer.store.writer import ArticleWriter
from tests.store.making import Step, adding, made_article, make_live, seeded
from tests.store.retelling import paragraphs, retold, reused, stories, told


def copy(article_id: str, seed: int, changes: int = 0, published: str | None = None) -> Article:
    """A text of that seed, told again with changes."""
    text = paragraphs(retold(told(seed), changes, seeded(hash(changes))))
    return replace(made_article(article_id, text), published=published)


def test_the_earliest_is_first_and_what_has_no_date_is_last(tmp_path: Path) -> None:
    articles = [
        copy("undated", 1),
        copy("year", 1, 0, "2021"),
        copy("second", 1, 2, "2021-05-07"),
        copy("twin", 1, 1, "2021-05-07"),
        copy("first", 1, 2, "2021-05-06"),
        copy("other", 2, 0, "2020"),
    ]
    snapshot = make_live(tmp_path, len(articles), [adding(articles)])
    assert stories(snapshot) == {("first", "second", "twin", "year", "undated")}
    [alone] = snapshot.stories.of(snapshot.number_of("other"))
    assert snapshot.ids[alone] == "other"
    snapshot.close()


def removing(file: str) -> Step:
    def step(writer: ArticleWriter) -> None:
        writer.remove_file(file)

    return step


STEPS = st.lists(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0, 4, 12, 40]), st.sampled_from([None, "2020", "2021-03"]))),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(steps=STEPS, gone=st.sets(st.integers(0, 12), max_size=4), at_once=st.sampled_from([2, 1 << 20]))
def test_they_are_as_if_all_that_stays_had_been_written_at_once(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[list[tuple[int, int, str | None]]],
    gone: set[int],
    at_once: int,
) -> None:
    folder = tmp_path_factory.mktemp("stories")
    number = 0
    added: list[list[Article]] = []
    for step in steps:
        added.append([])
        for seed, changes, published in step:
            added[-1].append(copy(f"a{number}", seed, changes, published))
            number += 1
    left = [one for step in added for one in step if int(one.id[1:]) not in gone] + [made_article("end")]
    with patch.object(merging, "PARAGRAPHS_AT_ONCE", at_once):
        bit_by_bit = make_live(
            folder / "ours",
            len(left),
            [*map(adding, added), *(removing(f"a{one}.txt") for one in gone), adding([made_article("end")])],
        )
    whole = make_live(folder / "whole", len(left), [adding(left)])
    assert stories(bit_by_bit) == stories(whole)
    assert reused(bit_by_bit) == reused(whole)
    bit_by_bit.close()
    whole.close()


def test_a_paragraph_is_found_wherever_it_stands_and_in_every_segment(tmp_path: Path) -> None:
    verse = " ".join(told(9, 20))
    first = [made_article(f"a{number}", f"تمهيد\n{verse}\nخاتمة") for number in range(3)]
    second = [made_article("b", f"{verse}\n{verse}"), made_article("c", verse + " وزيادة")]
    snapshot = make_live(tmp_path, 5, [adding(first), adding(second)])
    found = snapshot.reused(snapshot.number_of("b"))
    named = [snapshot.ids[number] for number in found.articles.tolist()]
    assert list(zip(found.paragraphs.tolist(), named, found.places.tolist(), strict=True)) == [
        (paragraph, f"a{number}", 2) for paragraph in (1, 2) for number in range(3)
    ]
    assert not snapshot.reused(snapshot.number_of("c")).articles.size
    snapshot.close()
