"""One level's ranking, held against stock Whoosh: its own codec, its own matchers, the same formula; and the kernels
as plain Python against the same kernels compiled."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import pytest
from whoosh import fields, index, scoring
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Query
from whoosh.query.terms import Term

from indexer import compiling
from indexer.answers import Level, Question
from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import surfaces
from indexer.search.bm25 import K1, B, idf
from indexer.search.whoosh_engine import WhooshEngine
from indexer.store.writer import ArticleWriter
from tests.store.making import Step, adding, made_article, make_live, seeded

VOCABULARY = [
    one + two for one in ("كتاب", "مصباح", "سفينة", "نافذة", "شجرة") for two in ("ان", "ات", "ي", "هم", "نا", "")
]
QUESTIONS = 1_000
SIZE = 400
REMOVED = ("3.txt", "5.txt")
LAYOUTS = {
    "one segment": (SIZE,),
    "several segments": (250, 100, 30, 20),
    "several segments with removals": (300, 60, 40),
}


def text(random: Random) -> str:
    """Up to forty words, the first ones of the vocabulary far more often."""
    chances = [1 / rank for rank in range(1, len(VOCABULARY) + 1)]
    return " ".join(random.choices(VOCABULARY, chances, k=random.randint(1, 40)))


TEXTS = [text(seeded(number)) for number in range(SIZE)]


def asked(random: Random) -> tuple[str, Query]:
    """A question as we are asked it, and as Whoosh is; without exclusions, of which Whoosh misses some."""
    words = random.sample(VOCABULARY, random.randint(1, 5))
    terms: list[Query] = [Term("text", analyze(word).form) for word in words]
    match random.choice(("any", "all", "phrase")):
        case "all" if len(words) > 1:
            return " ".join(f"+{word}" for word in words[:3]), And(terms[:3])
        case "phrase" if len(words) > 1:
            return f'"{" ".join(words[:2])}"', Phrase("text", [analyze(word).form for word in words[:2]])
    return " ".join(words), Or(terms)


class SameFormula(scoring.WeightingModel):
    """BM25 as we have it, for Whoosh to add up over documents of these words."""

    def __init__(self, documents: Sequence[list[str]]) -> None:
        self.lengths = [len(words) for words in documents]
        forms = {form for words in documents for form in words}
        self.gains = {form: idf(sum(form in words for words in documents), len(documents)) for form in forms}

    def scorer(self, searcher: object, fieldname: str, text: Any, qf: int = 1) -> "Scorer":
        return Scorer(self.gains.get(text.decode(), 0.0), self.lengths)


class Scorer(scoring.BaseScorer):
    def __init__(self, gain: float, lengths: list[int]) -> None:
        self.gain, self.lengths = gain, lengths
        self.average = sum(lengths) / len(lengths)

    def score(self, matcher: Any) -> float:
        norm = K1 * (1 - B + B * self.lengths[matcher.id()] / self.average)
        return float(self.gain * matcher.weight() / (matcher.weight() + norm))


@pytest.fixture(scope="module", params=LAYOUTS)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    """Our index, in segments and with removals or without."""
    place = tmp_path_factory.mktemp("ours")
    steps: list[Step] = []
    start = 0
    for size in LAYOUTS[request.param]:
        numbers = range(start, start + size)
        steps.append(adding([made_article(str(number), TEXTS[number], file=f"{number % 9}.txt") for number in numbers]))
        start += size

    def remove(writer: ArticleWriter) -> None:
        assert sum(map(writer.remove_file, REMOVED)) == SIZE - len(remaining(removals=True))

    removals = "removals" in request.param
    make_live(place, len(remaining(removals=removals)), [*steps, remove] if removals else steps).close()
    opened = WhooshEngine(place)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def answers(engine: WhooshEngine, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, dict[str, float]]]:
    """A thousand questions with the scores that stock Whoosh gives the same documents."""
    numbers = remaining(removals=engine.info().articles < SIZE)
    documents = [[analyze(surface).form for surface in surfaces(TEXTS[number])] for number in numbers]
    text = fields.TEXT(analyzer=SpaceSeparatedTokenizer())
    made = index.create_in(str(tmp_path_factory.mktemp("stock")), fields.Schema(id=fields.STORED(), text=text))
    writer = made.writer()
    for number, words in zip(numbers, documents, strict=True):
        writer.add_document(id=str(number), text=" ".join(words))
    writer.commit()
    random = seeded(1)
    with made.searcher(weighting=SameFormula(documents)) as searcher:
        found = []
        for ours, theirs in (asked(random) for _ in range(QUESTIONS)):
            found.append((ours, {hit["id"]: hit.score for hit in searcher.search(theirs, limit=None)}))
    made.close()
    return found


def remaining(*, removals: bool) -> list[int]:
    return [number for number in range(SIZE) if not removals or f"{number % 9}.txt" not in REMOVED]


@pytest.mark.parametrize("kernels", ["plain", "compiled"])
def test_a_thousand_questions_score_as_in_stock_whoosh(
    engine: WhooshEngine,
    answers: list[tuple[str, dict[str, float]]],
    kernels: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiling, "LOADING", float("inf") if kernels == "plain" else 0)
    if kernels == "plain":
        monkeypatch.setattr(compiling, "_compiled", {})
    for question, expected in answers[: 100 if kernels == "plain" else None]:
        found = dict(engine.rank(question, SIZE, Level.FORM))
        assert found == pytest.approx(expected, rel=1e-4), question
        ten = engine.rank(question, 10, Level.FORM)
        assert dict(ten) == pytest.approx({article: expected[article] for article, _ in ten}, rel=1e-4)
        best = [score for _, score in ten]
        assert best == pytest.approx(sorted(expected.values(), reverse=True)[:10], rel=1e-4)
    assert len({len(found) for _, found in answers}) > 50, "questions that all find as much test little"


@pytest.mark.parametrize("question", ["كتاب مصباح", '"كتاب كتابي"', "+سفينة +شجرة", "كتا* -نافذة", '"شجرة كتاب"~3'])
def test_whole_pages_are_the_same_compiled_or_not(
    engine: WhooshEngine, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = []
    for steps in (float("inf"), 0):
        monkeypatch.setattr(compiling, "LOADING", steps)
        monkeypatch.setattr(compiling, "_compiled", {})
        pages.append(engine.search(Question(question, level=Level.ROOT, size=50)))
    plain, compiled = pages
    assert [hit.article.id for hit in plain.hits] == [hit.article.id for hit in compiled.hits]
    assert [hit.score for hit in plain.hits] == pytest.approx([hit.score for hit in compiled.hits], rel=1e-5)
    assert (plain.levels, plain.facets, plain.total) == (compiled.levels, compiled.facets, compiled.total)
    assert plain.total > 0
