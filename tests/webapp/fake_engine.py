"""An engine without an index, for the tests of the pages: answers with records built by hand, keeps what was asked."""

from collections.abc import Iterator
from dataclasses import replace

from indexer.answers import (
    ArticleView,
    Explanation,
    Hit,
    IndexInfo,
    IndexPassport,
    Level,
    Mark,
    Notice,
    Question,
    ResultPage,
    SourceSummary,
)
from indexer.errors import ArticleNotFound, MasadirError
from indexer.model import Article
from indexer.reprints import Reuse, Story
from tests.webapp import records


class FakeEngine:
    """Answers every question with `hits`, of `total`; raises `error` from every method once it is set."""

    def __init__(self) -> None:
        self.hits: tuple[Hit, ...] = (records.BRIDGE_HIT, records.hit(records.MILL), records.hit(records.ENGLISH))
        self.total = 31
        self.notices: tuple[Notice, ...] = ()
        self.facets = records.FACETS
        self.levels = records.LEVELS
        self.partial = False
        self.articles = 31
        self.before: tuple[Article, ...] = ()
        self.reused: tuple[Reuse, ...] = ()
        self.error: Exception | None = None
        self.asked: list[Question] = []

    def search(self, question: Question) -> ResultPage:
        self._fail()
        self.asked.append(question)
        return ResultPage(
            question=question,
            total=self.total,
            took_ms=1.25,
            hits=tuple(replace(hit, article=replace(hit.article, paragraphs=())) for hit in self.hits),
            facets=self.facets,
            levels=self.levels,
            notices=self.notices,
            index=records.INDEX,
            parsed=question.text,
            cursor=records.CURSOR,
            partial=self.partial,
            articles=self.articles,
        )

    def export(self, question: Question) -> Iterator[Hit]:
        return iter(self.search(question).hits)

    def similar(self, article_id: str, limit: int = 10) -> ResultPage:
        self.article(article_id)
        return self.search(Question("جسر", size=limit))

    def story(self, article_id: str) -> Story:
        article = replace(self.article(article_id).article, paragraphs=())
        return Story((*self.before, article), len(self.before) + 1)

    def passport(self) -> IndexPassport:
        self._fail()
        return records.PASSPORT

    def rank(self, text: str, limit: int, level: Level | None = None) -> list[tuple[str, float]]:
        raise MasadirError("The pages do not rank.")

    def warm(self) -> None:
        pass

    def article(self, article_id: str, question: Question | None = None) -> ArticleView:
        self._fail()
        article = records.ARTICLES.get(article_id)
        if article is None:
            raise ArticleNotFound(article_id)
        if question is not None:
            self.asked.append(question)
        if question is None:
            return ArticleView(article, (), tuple(() for _ in article.paragraphs), records.INDEX, self.reused)
        return ArticleView(
            article,
            _first_word(article.title),
            tuple(_first_word(text) for text in article.paragraphs),
            records.INDEX,
            self.reused,
        )

    def explain(self, question: Question, article_id: str) -> Explanation:
        raise MasadirError("The pages do not explain.")

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        self._fail()
        return (text + "ر", text + "ور")

    def sources(self) -> tuple[SourceSummary, ...]:
        self._fail()
        return records.SUMMARIES

    def info(self) -> IndexInfo:
        self._fail()
        return records.INDEX

    def close(self) -> None:
        pass

    def _fail(self) -> None:
        if self.error:
            raise self.error


def _first_word(text: str) -> tuple[Mark, ...]:
    return (Mark(0, len(text.split(maxsplit=1)[0]), Level.FORM),)
