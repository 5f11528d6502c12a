"""After any sequence of changes an updated index answers and reports as one that is built anew.

Articles, hits, their order and their scores, facets, counts, completions, figures and reports are held to be equal to
the last bit. Which segments there are, and the numbers of the articles, may differ.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import build as building
from indexer.answers import Filters, Level, Question, Sort
from indexer.build import build, update
from indexer.model import BuildReport
from indexer.search.conflations import conflations_of
from indexer.search.whoosh_engine import WhooshEngine
from indexer.store import generations
from indexer.store.snapshot import Snapshot
from tests.changing import changed, text_of, write
from tests.store.making import WORDS, seeded
from tests.test_update import state

SEQUENCES = 200
STEPS = 3
QUESTIONS = (
    Question("كتب عن", size=20),
    Question("كتاب النهر المدينة", level=Level.ROOT, size=12),
    Question("المدارس", sort=Sort.NEWEST, size=12),
    Question("مكت* -قهوة", level=Level.FORM, size=12),
    Question("كتاب~ قمر", sort=Sort.OLDEST, size=12),
    Question('"كتب عن" +بحر', size=12, kin=False),
    Question("title:كتاب OR author:سلمى", size=12),
    Question("date:2005..2019", size=12),
    Question("بحر", filters=Filters(sources=("raff",)), size=12),
    Question("", filters=Filters(repairs=("decoded as windows-1256",)), size=12),
)


def told(index_dir: Path, seed: int) -> Iterator[tuple[str, object]]:
    """What an engine says of an index, but for when and how fast; of most only some, each sequence other questions."""
    engine = WhooshEngine(index_dir)
    info = engine.info()
    for question in seeded(seed).sample(QUESTIONS, 4):
        page = engine.search(question)
        index = replace(page.index, generation="", built_at="")
        yield f"answer to {question}", replace(page, took_ms=0, index=index, cursor=page.cursor and "more")
    yield "walk", list(walk(engine))
    yield "sources", engine.sources()
    yield "passport", replace(engine.passport(), index=replace(info, generation="", built_at=""), bytes=0)
    if closely := seed % 4 == 0:
        yield "ranking by one level", engine.rank(" ".join(WORDS[:6]), 50, Level.STEM)
        some = engine.search(QUESTIONS[0]).hits[0].article.id
        yield f"like {some}", [(hit.article.id, hit.score) for hit in engine.similar(some).hits]
        yield f"why {some}", engine.explain(QUESTIONS[1], some)
        yield "export", [hit.article.id for hit in engine.export(QUESTIONS[0])]
        yield "completions", [engine.suggest(text) for text in ("ال", "م")]
        yield "conflations", conflations_of(index_dir, 50)
    engine.close()
    yield from state(index_dir, words=closely).items()


def walk(engine: WhooshEngine) -> Iterator[str]:
    """The hits page by page, as a machine asks for them."""
    question: Question | None = Question("كتب", size=5)
    while question is not None:
        page = engine.search(question)
        yield from (hit.article.id for hit in page.hits)
        question = replace(question, cursor=page.cursor) if page.cursor else None


def assert_same(sources: Path, updated: Path, report: BuildReport, fresh: Path, seed: int) -> None:
    built = build(sources, fresh)
    assert (report.articles, report.skipped, report.repaired) == (built.articles, built.skipped, built.repaired)
    for (what, ours), (_, theirs) in zip(told(updated, seed), told(fresh, seed), strict=True):
        assert ours == theirs, f"{what} is not what a build gives"


@pytest.fixture(scope="module")
def kept_in_memory() -> Iterator[None]:
    """Nothing is flushed to the disk: what a crash would leave is the matter of other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generations, "_sync", lambda path: None)
        yield


@pytest.fixture(scope="module")
def whole_builds() -> Iterator[list[Path]]:
    """The sources of each update that was a whole build after all."""
    found: list[Path] = []

    def noted(sources: Path, *arguments: object) -> BuildReport:
        found.append(sources)
        return build(sources, *arguments)  # type: ignore[arg-type]  # as they came

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "build", noted)
        yield found


@pytest.mark.usefixtures("kept_in_memory")
@pytest.mark.parametrize("tens", range(SEQUENCES // 10))
def test_any_sequence_of_changes_leaves_what_building_leaves(
    tmp_path: Path, whole_builds: list[Path], tens: int
) -> None:
    whole_builds.clear()
    segments = copies = 0
    for seed in range(tens * 10, tens * 10 + 10):
        random = seeded(seed)
        place = tmp_path / str(seed)
        sources = place / "sources"
        for number in range(8):
            write(sources / f"thabit-{number}.txt", text_of(random))  # something is left to index
        for _ in range(6):
            changed(random, sources)
        build(sources, place / "index")
        for _ in range(STEPS):
            for _ in range(random.randint(1, 4)):
                changed(random, sources)
            report = update(sources, place / "index")
        assert_same(sources, place / "index", report, place / "fresh", seed)
        snapshot = Snapshot(place / "index")
        segments += len(snapshot.lists._segments) > 1
        copies += snapshot.stories.members.size
        snapshot.close()
    assert len(whole_builds) < 10 * STEPS // 2
    assert segments
    assert copies
