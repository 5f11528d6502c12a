"""The JSON endpoint: the routes under `/api`, and what may be kept of their answers.

Not for the shape of an answer, which is `indexer.search.payload`'s, nor of an error, which is `errors`'s.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import cache

from flask import Blueprint, Response, jsonify, render_template, request

from indexer import __version__
from indexer.errors import ArticleNotFound, ServerBusy
from indexer.search.article_payload import article_payload, paragraph_payload, similar_payload, story_payload
from indexer.search.cite import citation_key, cite
from indexer.search.engine import Engine
from indexer.search.export import ExportFormat, export_lines
from indexer.search.payload import (
    JSONObject,
    article_path,
    index_payload,
    passport_payload,
    result_page_payload,
    source_payload,
)
from indexer.settings import Settings
from webapp.limits import EXPORTS, export_places, limits_payload
from webapp.openapi import allowed, openapi_document
from webapp.request import (
    ArticleParameters,
    CitationParameters,
    ExportParameters,
    NoParameters,
    SearchParameters,
    SimilarParameters,
    SuggestParameters,
    read,
)

EXPORT_TYPES = {ExportFormat.JSONL: "application/jsonl; charset=utf-8", ExportFormat.CSV: "text/csv; charset=utf-8"}
"""Media type of each format of all hits."""


def api_blueprint(engine: Engine, settings: Settings) -> Blueprint:
    """The routes of the endpoint; an unknown parameter is an error here, so that a misspelt filter is noticed."""
    api = Blueprint("api", __name__)
    answers = _Answers(engine, settings)
    article = "/articles/<article_id:article_id>"
    for path, view in (
        ("/search", answers.search),
        ("/search.jsonl", answers.export_jsonl),
        ("/search.csv", answers.export_csv),
        (article, answers.article),
        (f"{article}/paragraphs/<int:number>", answers.paragraph),
        (f"{article}/similar", answers.similar),
        (f"{article}/story", answers.story),
        (f"{article}/citation", answers.citation),
        ("/suggest", answers.suggest),
        ("/sources", answers.sources),
        ("/index", answers.index),
        ("/health", answers.health),
        ("/openapi.json", answers.openapi),
        ("/", answers.description),
    ):
        api.add_url_rule(path, view_func=view, methods=["GET"])
    return api


class _Answers:
    """What each route answers. One instance serves all requests."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings
        self._exports = export_places()

    def search(self) -> Response:
        question = read(SearchParameters, request.args).question()
        return self._kept(lambda: result_page_payload(self._engine.search(question)))

    def export_jsonl(self) -> Response:
        return self._export(ExportFormat.JSONL)

    def export_csv(self) -> Response:
        return self._export(ExportFormat.CSV)

    def article(self, article_id: str) -> Response:
        question = read(ArticleParameters, request.args).question()
        return self._kept(lambda: article_payload(self._engine.article(article_id, question)))

    def paragraph(self, article_id: str, number: int) -> Response:
        if self._exists(whole := f"{article_id}/paragraphs/{number}"):
            return self.article(whole)
        question = read(ArticleParameters, request.args).question()
        return self._kept(lambda: paragraph_payload(self._engine.article(article_id, question), number))

    def similar(self, article_id: str) -> Response:
        if self._exists(whole := f"{article_id}/similar"):
            return self.article(whole)
        size = read(SimilarParameters, request.args).size
        return self._kept(lambda: similar_payload(article_id, self._engine.similar(article_id, size)))

    def story(self, article_id: str) -> Response:
        if self._exists(whole := f"{article_id}/story"):
            return self.article(whole)
        read(NoParameters, request.args)
        return self._kept(lambda: story_payload(article_id, self._engine.story(article_id), self._engine.info()))

    def citation(self, article_id: str) -> Response:
        # A format can only be meant for a citation, and the links on the pages name one.
        if "format" not in request.args and self._exists(whole := f"{article_id}/citation"):
            return self.article(whole)
        fmt = read(CitationParameters, request.args).format
        record = self._engine.article(article_id).article
        permalink = request.url_root.rstrip("/") + article_path(article_id)
        response = Response(
            cite(record, permalink, fmt, self._settings.citation_style), content_type=f"{fmt.media_type}; charset=utf-8"
        )
        response.headers.set("Content-Disposition", "attachment", filename=f"{citation_key(article_id)}.{fmt.suffix}")
        return response

    def suggest(self) -> Response:
        text = read(SuggestParameters, request.args).q
        return self._kept(lambda: {"query": text, "suggestions": list(self._engine.suggest(text))})

    def sources(self) -> Response:
        read(NoParameters, request.args)
        return self._kept(
            lambda: {
                "sources": [source_payload(summary) for summary in self._engine.sources()],
                "index": index_payload(self._engine.info()),
            }
        )

    def index(self) -> Response:
        read(NoParameters, request.args)
        limits = limits_payload(self._settings)
        return self._kept(
            lambda: {"index": passport_payload(self._engine.passport()), "limits": limits, "version": __version__}
        )

    def health(self) -> Response:
        read(NoParameters, request.args)
        response = jsonify({"status": "ok", "index": index_payload(self._engine.info())})
        response.cache_control.no_store = True
        return response

    def openapi(self) -> Response:
        read(NoParameters, request.args)
        return jsonify(openapi_document())

    def description(self) -> str:
        read(NoParameters, request.args)
        return render_template("api.html", document=openapi_document(), allowed=allowed, form={})

    def _kept(self, payload: Callable[[], JSONObject]) -> Response:
        """The answer, or that it is still the one the client has: it depends on address, index and version alone."""
        told_apart = "\n".join((__version__, self._engine.info().generation, request.host, request.path))
        tag = hashlib.sha256(told_apart.encode() + b"?" + request.query_string).hexdigest()[:32]
        if request.if_none_match.contains_weak(tag):
            response = Response(status=304)
        else:
            body = payload()
            response = jsonify(body)
            if body.get("partial"):
                response.cache_control.no_store = True
                return response
        response.set_etag(tag, weak=True)  # weak, because the time an answer took is another each time
        response.cache_control.no_cache = True
        return response

    def _export(self, fmt: ExportFormat) -> Response:
        question = read(ExportParameters, request.args).question()
        if not self._exports.acquire(blocking=False):
            raise ServerBusy(EXPORTS)
        release = cache(self._exports.release)  # once: with the last line, or when the client is gone before it

        def lines() -> Iterator[str]:
            yield from export_lines(hits, question, fmt)
            release()

        try:
            hits = self._engine.export(question)
        except BaseException:
            release()
            raise
        response = Response(lines(), content_type=EXPORT_TYPES[fmt])
        response.call_on_close(release)
        response.headers.set("Content-Disposition", "attachment", filename=f"masadir.{fmt.value}")
        return response

    def _exists(self, article_id: str) -> bool:
        """Whether an id that ends like a path of ours, such as /citation, is an article's, which is then meant."""
        try:
            self._engine.article(article_id)
        except ArticleNotFound:
            return False
        return True
