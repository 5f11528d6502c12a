"""How good a ranking is against the judgments of people: pure arithmetic, nothing is read or searched here.

The measures are those of trec_eval: nDCG with linear gain and log2 discount (Järvelin and Kekäläinen 2002),
reciprocal rank, recall. Articles that nobody judged count as not relevant.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CUT = 10
"""Ranks that nDCG and reciprocal rank look at: one page of results."""

DEPTH = 100
"""Ranks that recall looks at, and how many articles are asked for."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one collection, each a mean over the `queries` that have a relevant article.

    `milliseconds` is the median time of a question.
    """

    collection: str
    articles: int
    queries: int
    ndcg_at_10: float
    mrr_at_10: float
    recall_at_100: float
    milliseconds: float


def ndcg(ranking: Sequence[str], judged: Mapping[str, int], cut: int = CUT) -> float:
    """Discounted gain of the first `cut` articles, as a share of the best possible; from 0 to 1."""
    gains = [max(0, judged.get(article_id, 0)) for article_id in ranking[:cut]]
    ideal = _discounted(sorted((max(0, grade) for grade in judged.values()), reverse=True)[:cut])
    return _discounted(gains) / ideal if ideal else 0.0


def reciprocal_rank(ranking: Sequence[str], judged: Mapping[str, int], cut: int = CUT) -> float:
    """One over the rank of the first relevant article among the first `cut`, else 0."""
    return next((1 / rank for rank, found in enumerate(ranking[:cut], start=1) if judged.get(found, 0) > 0), 0.0)


def recall(ranking: Sequence[str], judged: Mapping[str, int], cut: int = DEPTH) -> float:
    """Share of the relevant articles that are among the first `cut`."""
    relevant = {article_id for article_id, grade in judged.items() if grade > 0}
    return len(relevant.intersection(ranking[:cut])) / len(relevant) if relevant else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
