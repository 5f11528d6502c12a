"""What every search engine behind Masadir can do; the page, the shell and the endpoint know only this."""

from typing import Protocol

from indexer.answers import ArticleView, Explanation, IndexInfo, Level, Question, ResultPage, SourceSummary


class Engine(Protocol):
    """Answers questions from one index; picks up a rebuilt index by itself between two calls."""

    def search(self, question: Question) -> ResultPage:
        """One page of ranked, attributed articles. Raises QuestionTooLong, BadParameter or an index error."""
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

    def info(self) -> IndexInfo:
        """Which index is answering. Raises IndexMissing, IndexStale or IndexDamaged."""
        ...

    def close(self) -> None:
        """Let go of the index's files."""
        ...
