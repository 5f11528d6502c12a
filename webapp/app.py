"""Puts the pages, the endpoint and the error answers around one engine. Wiring only."""

from flask import Flask, Response, request
from flask.json.provider import DefaultJSONProvider
from flask_cors import CORS
from werkzeug.routing import PathConverter

from indexer.search.engine import Engine
from indexer.search.payload import article_path
from indexer.settings import Settings
from webapp import catalogue, links, present, wording
from webapp.api import api_blueprint
from webapp.errors import register_error_handlers
from webapp.limits import RequestLimit
from webapp.pages import pages_blueprint

# No script at all, nothing from elsewhere, no frame: the pages need only their own style sheet and icon.
_SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A question must not travel to the sites that an answer links to.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class ArticleId(PathConverter):
    """Any article id, also one that begins with a slash or has two in a row, as addresses do."""

    regex = r"(?s:.+?)"
    part_isolating = False


class PlainJSON(DefaultJSONProvider):
    """JSON as people read it: Arabic as Arabic, keys in the order of the documentation."""

    ensure_ascii = False
    sort_keys = False


def create_app(engine: Engine, settings: Settings | None = None) -> Flask:
    """The web application that answers from this engine; whoever opened the engine closes it. Raises BadParameter."""
    settings = settings or Settings()
    app = Flask(__name__)
    app.json = PlainJSON(app)
    app.url_map.converters["article_id"] = ArticleId
    app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        wording=wording, present=present, catalogue=catalogue, links=links, article_path=article_path
    )
    app.register_blueprint(pages_blueprint(engine))
    app.register_blueprint(api_blueprint(engine, settings), url_prefix="/api")
    if settings.cors:
        exposed = ["ETag", "Retry-After", "Content-Disposition"]
        CORS(
            app,
            resources={"/api/.*": {"origins": list(settings.cors)}},
            methods=["GET"],
            expose_headers=exposed,
            send_wildcard=True,
        )
    limit = RequestLimit(settings.rate_limit)
    app.before_request(lambda: None if request.endpoint == "static" else limit.count(request.remote_addr or ""))
    register_error_handlers(app)
    app.after_request(_secure)
    return app


def _secure(response: Response) -> Response:
    response.headers.update(_SECURITY_HEADERS)
    return response
