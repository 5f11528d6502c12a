"""Answers as the JSON objects that the endpoint and `--json` both give: one shape, made in one place.

The shape is described in docs/api.md. Text fields are plain text, never HTML; marks are `[start, end, level]`
in code points. Adding a key is allowed, renaming or removing one is not.
"""

from urllib.parse import quote, urlencode

from indexer.answers import (
    ArticleView,
    Explanation,
    FacetCount,
    Hit,
    IndexInfo,
    Level,
    Mark,
    Match,
    Notice,
    Question,
    ResultPage,
    Sort,
    SourceSummary,
)
from indexer.model import Article

JSONObject = dict[str, object]


def question_parameters(question: Question, *, page: int | None = None) -> list[tuple[str, str]]:
    """The URL parameters that ask this question again, defaults left out; `page` overrides the page's number."""
    number = question.page if page is None else page
    filters = question.filters
    pairs = [("q", question.text)]
    if question.level is not Level.STEM:
        pairs.append(("level", question.level.value))
    pairs += [("source", source) for source in filters.sources]
    pairs += [("author", author) for author in filters.authors]
    if filters.published_from:
        pairs.append(("from", filters.published_from))
    if filters.published_to:
        pairs.append(("to", filters.published_to))
    if question.sort is not Sort.RELEVANCE:
        pairs.append(("sort", question.sort.value))
    if question.size != Question(text="").size:
        pairs.append(("size", str(question.size)))
    if number != 1:
        pairs.append(("page", str(number)))
    return pairs


def article_path(article_id: str, question: Question | None = None, paragraph: int | None = None) -> str:
    """The page of an article, with the words of the question marked at its level, and the paragraph to go to."""
    path = f"/article/{quote(article_id, errors='replace')}"
    if question is not None:
        asked = Question(question.text, level=question.level)
        path += "?" + urlencode(question_parameters(asked), errors="replace")
    if paragraph is not None:
        path += f"#p{paragraph}"
    return path


def result_page_payload(page: ResultPage) -> JSONObject:
    """The body of `GET /api/search` and of `masadir search --json`."""
    question = page.question
    return {
        "query": question.text,
        "level": question.level.value,
        "total": {"value": page.total, "relation": "eq"},
        "took_ms": round(page.took_ms, 1),
        "hits": [_hit(hit, question) for hit in page.hits],
        "facets": {
            "source": [_facet(count) for count in page.facets.source],
            "author": [_facet(count) for count in page.facets.author],
            "year": [_facet(count) for count in page.facets.year],
        },
        "levels": {level.value: getattr(page.levels, level.value) for level in Level},
        "page": {
            "number": question.page,
            "size": question.size,
            "next": _page_path(question, question.page + 1) if question.page < page.page_count else None,
            "prev": _page_path(question, question.page - 1) if question.page > 1 else None,
        },
        "notices": [notice_payload(notice) for notice in page.notices],
        "index": index_payload(page.index),
    }


def article_payload(view: ArticleView) -> JSONObject:
    """The body of `GET /api/articles/<id>`: attribution with its provenance, and every paragraph with its address."""
    article = view.article
    provenance = article.provenance
    return {
        **_attribution(article),
        "provenance": {
            name: getattr(provenance, name).value if getattr(provenance, name) else None
            for name in ("title", "authors", "published", "url", "language", "source")
        },
        "repairs": list(article.repairs),
        "file": article.file,
        "permalink": article_path(article.id),
        "paragraphs": [
            {
                "paragraph": number,
                "text": text,
                "marks": _marks(marks),
                "permalink": article_path(article.id, paragraph=number),
            }
            for number, (text, marks) in enumerate(zip(article.paragraphs, view.paragraph_marks, strict=True), start=1)
        ],
        "index": index_payload(view.index),
    }


def explanation_payload(explanation: Explanation) -> JSONObject:
    """The answer of `masadir explain --json`; the scores of the evidence add up to `score`."""
    return {
        "query": explanation.question.text,
        "level": explanation.question.level.value,
        "id": explanation.article_id,
        "title": explanation.title,
        "rank": explanation.rank,
        "score": explanation.score,
        "evidence": [
            {
                "word": evidence.word,
                "kind": evidence.kind,
                "frequency": evidence.frequency,
                "articles": evidence.articles,
                "score": evidence.score,
            }
            for evidence in explanation.evidence
        ],
        "matched": [_match(match) for match in explanation.matched],
    }


def source_payload(summary: SourceSummary) -> JSONObject:
    """One source of `GET /api/sources`."""
    source = summary.source
    return {
        "id": source.id,
        "name": source.name,
        "url": source.url,
        "licence": source.licence,
        "articles": summary.articles,
        "with_author": summary.with_author,
        "with_date": summary.with_date,
        "earliest": summary.earliest,
        "latest": summary.latest,
        "formats": [_facet(count) for count in summary.formats],
        "languages": [_facet(count) for count in summary.languages],
        "repairs": [_facet(count) for count in summary.repairs],
        "repaired": summary.repaired,
    }


def index_payload(info: IndexInfo) -> JSONObject:
    """Which index answered."""
    return {
        "generation": info.generation,
        "built_at": info.built_at,
        "articles": info.articles,
        "analysis": info.analysis,
    }


def notice_payload(notice: Notice) -> JSONObject:
    """A notice: `code` for machines, `message` for people, `values` the words it speaks of."""
    return {"code": notice.code, "message": notice.message, "values": list(notice.values)}


def _attribution(article: Article) -> JSONObject:
    source = article.source
    return {
        "id": article.id,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "language": article.language,
        "source": {"id": source.id, "name": source.name, "url": source.url, "licence": source.licence},
        "url": article.url,
    }


def _hit(hit: Hit, question: Question) -> JSONObject:
    article = hit.article
    attribution = _attribution(article)
    return {
        "id": attribution.pop("id"),
        "score": round(hit.score, 4),
        **attribution,
        "permalink": article_path(article.id, question),
        "passages": [
            {
                "paragraph": passage.paragraph,
                "text": passage.text,
                "marks": _marks(passage.marks),
                "permalink": article_path(article.id, question, passage.paragraph),
            }
            for passage in hit.passages
        ],
        "matched": [_match(match) for match in hit.matched],
    }


def _marks(marks: tuple[Mark, ...]) -> list[list[object]]:
    return [[mark.start, mark.end, mark.level.value] for mark in marks]


def _match(match: Match) -> JSONObject:
    return {
        "word": match.word,
        "forms": [{"form": form.form, "level": form.level.value, "count": form.count} for form in match.forms],
    }


def _facet(count: FacetCount) -> JSONObject:
    return {"value": count.value, "label": count.label, "count": count.count}


def _page_path(question: Question, number: int) -> str:
    return "/api/search?" + urlencode(question_parameters(question, page=number), errors="replace")
