"""Puts the pages, the endpoint and the error answers around one engine. Wiring only."""

import orjson
from flask import Flask, Response, request
from flask.json.provider import DefaultJSONProvider
from flask_compress import Compress
from flask_cors import CORS
from werkzeug.routing import PathConverter

from indexer.answers import Level, Sort
from indexer.search.bibliography import read_style
from indexer.search.cite import CitationFormat
from indexer.search.engine import Engine
from indexer.search.payload import article_path
from indexer.settings import CITATION_STYLE, Settings
from webapp import attribution, catalogue, interface, links, metadata, present, quoting, wording
from webapp.api import api_blueprint
from webapp.around import around_blueprint
from webapp.article_pages import article_blueprint
from webapp.errors import register_error_handlers
from webapp.limits import RequestLimit
from webapp.pages import pages_blueprint
from webapp.timeline import FEW_BARS

# Nothing inline and nothing from elsewhere: one style sheet, one script, an icon, and suggestions from the endpoint.
_SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A question must not travel to the sites that an answer links to.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_TEMPLATE_NAMES = {
    # What templates call by a bare name, because they do so on every line.
    "_": interface.gettext,
    "ngettext": interface.ngettext,
    "pgettext": interface.pgettext,
    "npgettext": interface.npgettext,
    **{
        function.__name__: function
        for function in (
            *(interface.interface, interface.local, interface.other_language, interface.is_english),
            *(interface.number, interface.milliseconds, interface.date, interface.moment, interface.listed),
            *(wording.level_name, wording.level_explanation, wording.sort_name),
            *(present.marks_to_html, present.passage_to_html, present.isolate, present.plain),
            present.window_title,
            *(present.direction, present.web_address),
            *(attribution.written_date, attribution.other_calendar, article_path),
        )
    },
    "levels": tuple(Level),
    "sorts": tuple(Sort),
    "catalogue": catalogue,
    "few_bars": FEW_BARS,
    "links": links,
    "quoting": quoting,
}


class ArticleId(PathConverter):
    """Any article id, also one that begins with a slash or has two in a row, as addresses do."""

    regex = r"(?s:.+?)"
    part_isolating = False


class PlainJSON(DefaultJSONProvider):
    """JSON as people read it: Arabic as Arabic, keys in the order of the documentation."""

    ensure_ascii = False
    sort_keys = False

    def response(self, *args: object, **kwargs: object) -> Response:
        """One object as an answer: by orjson, which writes the same as `dumps` in a sixth of its time."""
        return Response(orjson.dumps(self._prepare_response_obj(args, kwargs)) + b"\n", mimetype=self.mimetype)


def create_app(engine: Engine, settings: Settings | None = None) -> Flask:
    """The web application that answers from this engine; whoever opened the engine closes it. Raises BadParameter."""
    settings = settings or Settings()
    app = Flask(__name__)
    app.config[interface.LOCALE_KEY] = str(interface.arabic_locale(settings.locale))
    app.json = PlainJSON(app)
    app.url_map.converters["article_id"] = ArticleId
    app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(_TEMPLATE_NAMES)
    app.jinja_env.filters.update(isolate=present.isolate, language_name=interface.language_name)
    if settings.citation_style != CITATION_STYLE:
        read_style(settings.citation_style)  # one that can't be read is refused now, not at the first citation
    for blueprint in (
        pages_blueprint(engine),
        article_blueprint(engine),
        around_blueprint(engine, settings.citation_style),
    ):
        app.register_blueprint(blueprint)
        app.register_blueprint(blueprint, name=f"{blueprint.name}-en", url_prefix=interface.ENGLISH_PREFIX)
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
    app.context_processor(present_request)
    app.after_request(_secure)
    Compress(app)
    return app


def present_request() -> dict[str, object]:
    """What templates call by a bare name and depends on the request: citations with this host's own addresses."""
    root = interface.root()
    return {
        "root": root,
        "citation_formats": {
            CitationFormat.TEXT: interface.gettext("Text"),
            CitationFormat.BIBTEX: "BibTeX",
            CitationFormat.RIS: "RIS",
            CitationFormat.CSL_JSON: "CSL-JSON",
        },
        "reference": lambda article: attribution.reference(article, root + article_path(article.id)),
        "coins": lambda article: metadata.coins(article, root + article_path(article.id)),
    }


def _secure(response: Response) -> Response:
    response.headers.update(_SECURITY_HEADERS)
    return response
