"""One article and what is asked about it as JSON: the whole, a paragraph, articles like it, its story.

The shapes are described in docs/api.md. Not for answers to questions: see `payload`, whose parts these are made of.
"""

from indexer.answers import ArticleView, IndexInfo, ResultPage
from indexer.errors import ParagraphNotFound
from indexer.reprints import Reuse, Story
from indexer.search.paragraphs import paragraph_address
from indexer.search.payload import (
    JSONObject,
    article_path,
    attribution_payload,
    hit_payload,
    index_payload,
    marks_payload,
    summary_payload,
)


def article_payload(view: ArticleView) -> JSONObject:
    """The body of `GET /api/articles/<id>`: attribution with its provenance, and every paragraph with its address."""
    article = view.article
    provenance = article.provenance
    return {
        **attribution_payload(article),
        "contributors": [{"name": one.name, "role": one.role.value} for one in article.contributors],
        "section": article.section,
        "updated": article.updated,
        "published_text": article.published_text,
        "published_span": list(article.published_span) if article.published_span else None,
        "work": article.work,
        "part": article.part,
        "provenance": {
            name: getattr(provenance, name).value if getattr(provenance, name) else None
            for name in ("title", "authors", "published", "url", "language", "source")
        },
        "claims": [
            {"field": one.field, "value": one.value, "origin": one.origin.value, "certainty": one.certainty.value}
            for one in article.claims
        ],
        "repairs": list(article.repairs),
        "file": article.file,
        "permalink": article_path(article.id),
        "title_marks": marks_payload(view.title_marks),
        "paragraphs": [_paragraph(view, number) for number in range(1, len(article.paragraphs) + 1)],
        "reused": [_reuse(one) for one in view.reused],
        "index": index_payload(view.index),
    }


def paragraph_payload(view: ArticleView, number: int) -> JSONObject:
    """The body of `GET /api/articles/<id>/paragraphs/<n>`: one paragraph and whose it is. Raises ParagraphNotFound."""
    if not 1 <= number <= len(view.article.paragraphs):
        raise ParagraphNotFound(view.article.id, number, len(view.article.paragraphs))
    return {**summary_payload(view.article), **_paragraph(view, number), "index": index_payload(view.index)}


def similar_payload(article_id: str, page: ResultPage) -> JSONObject:
    """The body of `GET /api/articles/<id>/similar`: `query` is the question that the article's words make."""
    question = page.question
    return {
        "id": article_id,
        "query": question.text,
        "level": question.level.value,
        "partial": page.partial,
        "took_ms": round(page.took_ms, 1),
        "hits": [hit_payload(hit, question) for hit in page.hits],
        "index": index_payload(page.index),
    }


def story_payload(article_id: str, story: Story, info: IndexInfo) -> JSONObject:
    """The body of `GET /api/articles/<id>/story`: the article and its copies, the earliest first."""
    articles = [summary_payload(article) for article in story.articles]
    return {"id": article_id, "articles": articles, "total": story.total, "index": index_payload(info)}


def _reuse(reuse: Reuse) -> JSONObject:
    """A paragraph that other articles have too, and where: the address is that of the paragraph there."""
    places = [
        {
            **attribution_payload(place.article),
            "paragraph": place.paragraph,
            "permalink": article_path(place.article.id, paragraph=place.address),
        }
        for place in reuse.places
    ]
    return {"paragraph": reuse.paragraph, "total": reuse.total, "places": places}


def _paragraph(view: ArticleView, number: int) -> JSONObject:
    text = view.article.paragraphs[number - 1]
    return {
        "paragraph": number,
        "text": text,
        "marks": marks_payload(view.paragraph_marks[number - 1]),
        "permalink": article_path(view.article.id, paragraph=paragraph_address(text)),
    }
