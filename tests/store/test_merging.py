"""Joining runs and segments, without what is to go, is as if the articles that stay had been written at once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.model import Article, Source
from indexer.store import joining, merging
from indexer.store.arrays import ArrayFile, ArrayFileWriter
from indexer.store.columns import CODED, IDS, NUMBERS, Columns
from indexer.store.field_arrays import FieldArrays
from indexer.store.joining import FieldPart
from indexer.store.likeness_arrays import REUSE, SIGNATURES
from indexer.store.merging import Part, merge
from indexer.store.stored import StoredReader
from tests.store.foreign_reader import entries
from tests.store.making import made_run, random_article, seeded
from tests.store.retelling import told

PARTS = st.lists(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=5), min_size=1, max_size=4)
"""For each part: for each article the seed of its text, and whether it stays."""

INVERTED = ("words", "title", "paragraphs", "id", "file", "forms")


def article(seed: int, article_id: str) -> Article:
    made = random_article(seeded(seed), article_id, file=f"{seed % 3}.txt")
    names = ("سلمى", "نادر", "رنا")[: seed % 4]
    source = Source(f"s{seed % 2}", "اسم")
    return Article(
        made.id, made.title, made.paragraphs, source, authors=names, published=f"20{seed:02}", file=made.file
    )


def said(path: Path) -> dict[str, object]:
    """All that a file says, in values."""
    file = ArrayFile(path)
    file.verify()
    columns = Columns(file)
    stored = StoredReader(file)
    coded = {name: columns.coded(name) for name in CODED}
    for values, codes in coded.values():
        assert len(set(values)) == len(values) == np.unique(codes).size, "each value once, and none that no article has"
    return {
        "inverted": {name: found.numbers for name, found in entries(path).items() if name.split("/")[0] in INVERTED},
        "numbers": {name: columns.numbers(name).tolist() for name in NUMBERS},
        IDS: list(columns.ids()),
        "coded": {name: [values[code] for code in codes] for name, (values, codes) in coded.items()},
        "checkpoints": {name: file.array(f"checkpoints/{name}").tolist() for name in ("steps", "starts")},
        "likeness": {name: file.array(name).tolist() for name in (SIGNATURES, *REUSE)},
        "articles": [stored.article(number) for number in range(len(columns.ids()))],
    }


def merged(path: Path, parts: Sequence[Part]) -> Path:
    shares: list[float] = []
    merge(parts, path, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    return path


@settings(max_examples=25, deadline=None)
@given(parts=PARTS, stretch=st.sampled_from([100, 1 << 20]), data=st.data())
def test_what_stays_is_as_if_written_at_once(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[tuple[int, bool]]], stretch: int, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("merging")
    left: list[Article] = []
    given_parts = []
    for number, own in enumerate(parts):
        articles = [article(seed, f"{number}-{place}") for place, (seed, _) in enumerate(own)]
        left += [one for one, (_, stays) in zip(articles, own, strict=True) if stays]
        path = made_run(folder / f"{number}.run", articles)
        keep = np.array([stays for _, stays in own], bool)
        given_parts.append(Part(path, None if data.draw(st.booleans()) and bool(keep.all()) else keep))
    with patch.object(joining, "STRETCH", stretch), patch.object(merging, "ARTICLES_AT_ONCE", 2):
        ours = merged(folder / "ours", given_parts)
    at_once = merged(folder / "at once", [Part(made_run(folder / "whole.run", left))])
    assert said(ours) == said(at_once)
    assert said(merged(folder / "again", [Part(ours)])) == said(ours)


def test_dictionaries_stay_only_as_long_as_an_article_needs_them(tmp_path: Path) -> None:
    many = [article(seed % 31, f"{seed}") for seed in range(4_000)]
    runs = [made_run(tmp_path / f"{number}.run", many) for number in range(2)]
    nobody, three = np.zeros(4_000, bool), np.arange(4_000) < 3
    path = merged(tmp_path / "merged", [Part(runs[0]), Part(runs[0], nobody), Part(runs[1], three)])
    file = ArrayFile(path)
    assert np.unique(file.array("stored/dictionary_of")).tolist() == [1, 2]
    assert len(file.array("dictionaries/text_starts")) == 3
    stored = StoredReader(file)
    assert [stored.article(number) for number in (0, 3_999, 4_002)] == [many[0], many[-1], many[2]]


@pytest.mark.parametrize("name", ["term_starts", "posting_starts", "position_starts"])
def test_a_damaged_part_leads_no_kernel_astray(tmp_path: Path, name: str) -> None:
    part = Part(made_run(tmp_path / "whole.run", [article(1, "1")]))
    with ArrayFileWriter(tmp_path / "damaged.run") as out:
        for one in part.file.names():
            values = part.file.array(one)
            out.add(one, np.array([*values[:-2], values[-1], values[-2]]) if one == f"words/{name}" else values)
    damaged = Part(tmp_path / "damaged.run")
    fields = [FieldPart(FieldArrays(own.file, "words"), None, own.numbers(0)) for own in (damaged, part)]
    with pytest.raises(ValueError, match="begin where they should"):
        list(joining.stretches(fields))


def test_there_is_room_for_numbers_that_no_part_had(tmp_path: Path) -> None:
    many = [article(seed, f"{seed}") for seed in range(200)]
    long = [replace(one, paragraphs=(" ".join(told(number)),)) for number, one in enumerate(many)]
    halves = [made_run(tmp_path / f"{half}.run", long[100 * half : 100 * half + 200]) for half in (0, 1)]
    ours = merged(tmp_path / "ours", [Part(halves[0]), Part(halves[1]), Part(halves[0])])
    at_once = [*long, *long[100:], *long]
    assert said(ours) == said(merged(tmp_path / "at once", [Part(made_run(tmp_path / "whole.run", at_once))]))
    assert max(ArrayFile(ours).array(REUSE[1])) == len(at_once) - 1
