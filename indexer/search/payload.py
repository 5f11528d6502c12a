"""Answers as the JSON objects that the endpoint and `--json` both give: one shape, made in one place.

The shape is described in docs/api.md. Text fields are plain text, never HTML; marks are `[start, end, level]`
in code points. Adding a key is allowed, renaming or removing one is not.
"""

from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote, quote_plus, urlencode

from indexer.answers import (
    Explanation,
    FacetCount,
    Hit,
    IndexInfo,
    IndexPassport,
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
    pairs += [("language", language) for language in filters.languages]
    pairs += [("repair", repair) for repair in filters.repairs]
    if filters.published_from:
        pairs.append(("from", filters.published_from))
    if filters.published_to:
        pairs.append(("to", filters.published_to))
    if question.sort is not Sort.RELEVANCE:
        pairs.append(("sort", question.sort.value))
    if question.copies:
        pairs.append(("copies", "true"))
    if not question.kin:
        pairs.append(("kin", "false"))
    if question.size != Question(text="").size:
        pairs.append(("size", str(question.size)))
    if question.cursor is not None:
        pairs.append(("cursor", question.cursor))
    elif number != 1:
        pairs.append(("page", str(number)))
    return pairs


def article_path(article_id: str, question: Question | None = None, paragraph: str | None = None) -> str:
    """The page of an article, with the words of the question marked at its level, and the paragraph to go to.

    `paragraph` is an address of `paragraphs`. It stands in the query too, because a fragment never reaches the server,
    which has to choose the part of a long article, and to say so if the paragraph is gone.
    """
    path = _path(article_id)
    asked = _asked(question.text, question.level) if question is not None else ""
    place = f"paragraph={quote_plus(paragraph, errors='replace')}" if paragraph else ""
    if asked or place:
        path += "?" + "&".join(filter(None, (asked, place)))
    return f"{path}#{paragraph}" if paragraph else path


@lru_cache(64)
def _path(article_id: str) -> str:
    """The page of an article by itself; remembered, because each of its passages has an address there."""
    return f"/article/{quote(article_id, errors='replace')}"


@lru_cache(64)
def _asked(text: str, level: Level) -> str:
    """The words of a question and their level as a query; remembered, because an answer has it in many addresses."""
    return urlencode(question_parameters(Question(text, level=level)), errors="replace")


def result_page_payload(page: ResultPage) -> JSONObject:
    """The body of `GET /api/search` and of `masadir search --json`."""
    question = page.question
    return {
        "query": question.text,
        "parsed": page.parsed,
        "level": question.level.value,
        "total": {"value": page.total, "relation": "gte" if page.partial else "eq"},
        "articles": page.articles,
        "partial": page.partial,
        "took_ms": round(page.took_ms, 1),
        "hits": [hit_payload(hit, question) for hit in page.hits],
        "facets": {
            name: [_facet(count) for count in getattr(page.facets, name)]
            for name in ("source", "author", "year", "month", "language", "repair")
        },
        "levels": {level.value: getattr(page.levels, level.value) for level in Level},
        "page": _page(page),
        "notices": [notice_payload(notice) for notice in page.notices],
        "index": index_payload(page.index),
    }


def _page(page: ResultPage) -> JSONObject:
    """Where this page is and how to go on; the pages of a walk by cursor have no numbers."""
    question = page.question
    if question.cursor is not None:
        number, before = None, None
        behind = _page_path(replace(question, cursor=page.cursor)) if page.cursor else None
    else:
        number = question.page
        before = _page_path(question, number - 1) if number > 1 else None
        behind = _page_path(question, number + 1) if number < page.page_count else None
    return {"number": number, "size": question.size, "next": behind, "prev": before, "cursor": page.cursor}


def summary_payload(article: Article) -> JSONObject:
    """The attribution of an article, and the address of its page."""
    return {**attribution_payload(article), "permalink": article_path(article.id)}


def explanation_payload(explanation: Explanation) -> JSONObject:
    """The answer of `masadir explain --json`; the scores of the evidence add up to `score`."""
    return {
        "query": explanation.question.text,
        "level": explanation.question.level.value,
        "id": explanation.article_id,
        "title": explanation.title,
        "weighed": explanation.weighed,
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


def passport_payload(passport: IndexPassport) -> JSONObject:
    """What is in an index."""
    return {
        **index_payload(passport.index),
        "format": passport.format,
        "bytes": passport.bytes,
        "sources_digest": passport.sources_digest,
        "sources": passport.sources,
        "languages": [_facet(count) for count in passport.languages],
        "with_author": passport.with_author,
        "with_date": passport.with_date,
        "earliest": passport.earliest,
        "latest": passport.latest,
    }


def notice_payload(notice: Notice) -> JSONObject:
    """A notice: `code` for machines, `message` for people, `values` and `positions` the words it speaks of."""
    return {
        "code": notice.code,
        "message": notice.message,
        "values": list(notice.values),
        "positions": [list(place) for place in notice.positions],
    }


def attribution_payload(article: Article) -> JSONObject:
    """Who wrote an article, where and when."""
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


def hit_payload(hit: Hit, question: Question) -> JSONObject:
    """One hit of an answer, and one line of an export as JSONL."""
    article = hit.article
    attribution = attribution_payload(article)
    return {
        "id": attribution.pop("id"),
        "score": round(hit.score, 4),
        **attribution,
        "permalink": article_path(article.id, question),
        "title_marks": marks_payload(hit.title_marks),
        "passages": [
            {
                "paragraph": passage.paragraph,
                "text": passage.text,
                "marks": marks_payload(passage.marks),
                "permalink": article_path(article.id, question, passage.address),
                "cut_before": passage.cut_before,
                "cut_after": passage.cut_after,
            }
            for passage in hit.passages
        ],
        "matched": [_match(match) for match in hit.matched],
        "copies": [summary_payload(copy) for copy in hit.copies],
        "copies_total": hit.copies_total,
    }


def marks_payload(marks: tuple[Mark, ...]) -> list[list[object]]:
    """Marks as start, end and level."""
    return [[mark.start, mark.end, mark.level.value] for mark in marks]


def _match(match: Match) -> JSONObject:
    return {
        "word": match.word,
        "forms": [{"form": form.form, "level": form.level.value, "count": form.count} for form in match.forms],
    }


def _facet(count: FacetCount) -> JSONObject:
    return {"value": count.value, "label": count.label, "count": count.count}


def _page_path(question: Question, number: int | None = None) -> str:
    return "/api/search?" + urlencode(question_parameters(question, page=number), errors="replace")
