"""What every search engine behind Masadir can do; the page, the shell and the endpoint know only this."""

from collections.abc import Iterator
from typing import Protocol

from indexer.answers import (
    ArticleView,
    Explanation,
    Hit,
    IndexInfo,
    IndexPassport,
    Level,
    Question,
    ResultPage,
    SourceSummary,
)
from indexer.reprints import Story


class Engine(Protocol):
    """Answers questions from one index; picks up a rebuilt index by itself between two calls."""

    def search(self, question: Question) -> ResultPage:
        """One page of ranked, attributed articles. Raises QuestionTooLong, BadParameter or an index error.

        Raises CursorExpired where the question's cursor is of an index that was replaced.
        """
        ...

    def export(self, question: Question) -> Iterator[Hit]:
        """Every hit in order, one at a time, all from the index that answers now, though it be rebuilt meanwhile.

        Page, size and cursor of the question say nothing. Raises as `search` does, before the first hit.
        """
        ...

    def similar(self, article_id: str, limit: int = 10) -> ResultPage:
        """The articles most like another: those with its most telling words. Raises ArticleNotFound."""
        ...

    def story(self, article_id: str) -> Story:
        """The article and its copies in other places, the earliest first. Raises ArticleNotFound."""
        ...

    def rank(self, text: str, limit: int, level: Level | None = None) -> list[tuple[str, float]]:
        """Ids and scores of the best articles for a question's words, without passages or facets.

        With a level BM25 of that level alone; without, as `search` ranks what matches at the stem level.
        """
        ...

    def warm(self) -> None:
        """Load and read what a process needs that will answer many questions; says nothing of what is wrong."""
        ...

    def article(self, article_id: str, question: Question | None = None) -> ArticleView:
        """A whole article with the question's marks in it. Raises ArticleNotFound."""
        ...

    def explain(self, question: Question, article_id: str) -> Explanation:
        """Why that article has its rank for that question. Raises ArticleNotFound."""
        ...

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """Completions of the question's last word from the collection's own words, most frequent first."""
        ...

    def sources(self) -> tuple[SourceSummary, ...]:
        """The sources in the index, by name."""
        ...

    def passport(self) -> IndexPassport:
        """What is in the index, and what made it."""
        ...

    def info(self) -> IndexInfo:
        """Which index is answering. Raises IndexMissing, IndexStale or IndexDamaged."""
        ...

    def close(self) -> None:
        """Let go of the index's files."""
        ...
