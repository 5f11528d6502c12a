"""The JSON endpoint: the routes under `/api`.

Not for the shape of an answer, which is `indexer.search.payload`'s, nor of an error, which is `errors`'s.
"""

from flask import Blueprint, Response, jsonify, request

from indexer.errors import ArticleNotFound
from indexer.search.cite import citation_key, cite
from indexer.search.engine import Engine
from indexer.search.payload import (
    article_path,
    article_payload,
    index_payload,
    result_page_payload,
    source_payload,
)
from webapp.openapi import openapi_document
from webapp.request import (
    ARTICLE_PARAMETERS,
    CITATION_PARAMETERS,
    FORMAT,
    SEARCH_PARAMETERS,
    SUGGEST_PARAMETERS,
    article_question_from,
    citation_format_from,
    question_from,
    refuse_unknown,
    require_question,
)


def api_blueprint(engine: Engine) -> Blueprint:
    """The routes of the endpoint; an unknown parameter is an error here, so that a misspelt filter is noticed."""
    api = Blueprint("api", __name__)

    @api.get("/search")
    def search() -> Response:
        refuse_unknown(request.args, SEARCH_PARAMETERS)
        require_question(request.args)
        return jsonify(result_page_payload(engine.search(question_from(request.args))))

    @api.get("/articles/<article_id:article_id>")
    def article(article_id: str) -> Response:
        refuse_unknown(request.args, ARTICLE_PARAMETERS)
        return jsonify(article_payload(engine.article(article_id, article_question_from(request.args))))

    @api.get("/articles/<article_id:article_id>/citation")
    def citation(article_id: str) -> Response:
        # An id may itself end in /citation, which only the index knows; a format can only be meant for a citation.
        whole = f"{article_id}/citation"
        if FORMAT.name not in request.args and _exists(engine, whole):
            return article(whole)
        refuse_unknown(request.args, CITATION_PARAMETERS)
        fmt = citation_format_from(request.args)
        record = engine.article(article_id).article
        permalink = request.url_root.rstrip("/") + article_path(article_id)
        response = Response(cite(record, permalink, fmt), content_type=f"{fmt.media_type}; charset=utf-8")
        response.headers.set("Content-Disposition", "attachment", filename=f"{citation_key(article_id)}.{fmt.suffix}")
        return response

    @api.get("/suggest")
    def suggest() -> Response:
        refuse_unknown(request.args, SUGGEST_PARAMETERS)
        text = require_question(request.args)
        return jsonify({"query": text, "suggestions": list(engine.suggest(text))})

    @api.get("/sources")
    def sources() -> Response:
        refuse_unknown(request.args, ())
        summaries = [source_payload(summary) for summary in engine.sources()]
        return jsonify({"sources": summaries, "index": index_payload(engine.info())})

    @api.get("/health")
    def health() -> Response:
        refuse_unknown(request.args, ())
        return jsonify({"status": "ok", "index": index_payload(engine.info())})

    @api.get("/openapi.json")
    def openapi() -> Response:
        refuse_unknown(request.args, ())
        return jsonify(openapi_document())

    return api


def _exists(engine: Engine, article_id: str) -> bool:
    try:
        engine.article(article_id)
    except ArticleNotFound:
        return False
    return True
