"""What programs read from the pages: feeds, files of citations, how to add the search to a browser, the manifest.

Not for the JSON endpoint, which is `api`'s.
"""

import re
from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from indexer.answers import Sort
from indexer.errors import BadParameter
from indexer.search.cite import CitationFormat, cite_all
from indexer.search.engine import Engine
from indexer.search.payload import article_path
from webapp import links
from webapp.interface import gettext, interface, local, root
from webapp.request import question_from

FEED_ENTRIES = 50
"""Newest articles in a feed; a reader asks again long before as many are new."""

# XML 1.0 has no way to write these, escaped or not (section 2.2, production Char).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def around_blueprint(engine: Engine, style: str) -> Blueprint:
    """The routes for programs; those with sentences in them speak the language of their address.

    `style` is that of plain-text citations.
    """
    around = Blueprint("around", __name__)

    @around.get("/feed")
    def feed() -> Response:
        question = replace(question_from(request.args), sort=Sort.NEWEST, page=1, size=FEED_ENTRIES)
        body = render_template(
            "feed.xml",
            page=engine.search(question),
            question=question,
            address=root() + links.feed_path(question),
            xml_text=xml_text,
            instant=_instant,
        )
        return Response(body, content_type="application/atom+xml; charset=utf-8")

    @around.get("/citations")
    def citations() -> Response:
        fmt = _citation_format()
        question = question_from(request.args)
        articles = [hit.article for hit in engine.search(question).hits]
        cited = [(article, root() + article_path(article.id)) for article in articles]
        response = Response(cite_all(cited, fmt, style), content_type=f"{fmt.media_type}; charset=utf-8")
        response.headers.set("Content-Disposition", "attachment", filename=f"masadir.{fmt.suffix}")
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    @around.get("/opensearch.xml")
    def opensearch() -> Response:
        return Response(render_template("opensearch.xml"), mimetype="application/opensearchdescription+xml")

    @around.get("/manifest.webmanifest")
    def manifest() -> Response:
        icon = {"src": url_for("static", filename="icon.svg"), "sizes": "any", "type": "image/svg+xml"}
        response = jsonify(
            {
                "name": str(gettext("Masadir: search your Arabic articles")),
                "short_name": str(gettext("Masadir")),
                "lang": interface().tag,
                "dir": interface().direction,
                "start_url": local("/"),
                "scope": "/",
                "display": "browser",
                "background_color": "#fbf9f5",
                "theme_color": "#0b5f5c",
                "icons": [icon],
            }
        )
        response.mimetype = "application/manifest+json"
        return response

    return around


def xml_text(text: str) -> str:
    """The text without the characters that no XML document may hold, such as null bytes and lone surrogates."""
    return _NOT_XML.sub("\ufffd", text)


def _instant(published: str | None, otherwise: str) -> str:
    """A date of publication as the instant that Atom wants: the beginning of its day, month or year."""
    year, month, day = [*(published or "").split("-"), "", ""][:3]
    try:
        return f"{date(int(year), int(month or 1), int(day or 1)).isoformat()}T00:00:00Z"
    except ValueError:
        return otherwise


def _citation_format() -> CitationFormat:
    asked = request.args.get("format") or CitationFormat.TEXT.value
    try:
        return CitationFormat(asked)
    except ValueError:
        raise BadParameter("format", "one of " + ", ".join(CitationFormat), asked) from None
