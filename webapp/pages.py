"""The pages for people: home, results, one article, the sources. They need no JavaScript."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import BadParameter, QuestionTooLong
from indexer.search.cite import CitationFormat
from indexer.search.engine import Engine
from webapp import links
from webapp.attribution import facts, meta_tags
from webapp.request import Q, article_question_from, clean, question_from

CITATIONS = {CitationFormat.BIBTEX: "BibTeX", CitationFormat.RIS: "RIS", CitationFormat.CSL_JSON: "CSL-JSON"}


def pages_blueprint(engine: Engine) -> Blueprint:
    """The routes of the pages; unknown parameters are ignored here, since links gather them on their way."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def home() -> AnyResponse | str:
        if Q.name in request.args:
            return redirect("/search?" + request.query_string.decode("latin-1"))
        return render_template("home.html", form=_form(), info=engine.info(), sources=engine.sources())

    @pages.get("/search")
    def search() -> AnyResponse | str:
        if not clean(request.args.get(Q.name, "")):
            return redirect("/")
        try:
            question = question_from(request.args)
            page = engine.search(question)
        except (BadParameter, QuestionTooLong) as error:
            return _not_indexed(render_template("search.html", form=_form(), error=error, page=None), 400)
        return _not_indexed(
            render_template(
                "search.html",
                form=_form(),
                error=None,
                page=page,
                ladder=links.level_links(question, page.levels),
                facets=links.facet_groups(question, page.facets),
                filters=links.active_filters(question, page.facets),
                pager=links.page_links(page),
                citations=CITATIONS,
            )
        )

    @pages.get("/article/<article_id:article_id>")
    def article(article_id: str) -> str:
        question = article_question_from(request.args)
        view = engine.article(article_id, question)
        return render_template(
            "article.html",
            form=_form(),
            view=view,
            question=question,
            facts=facts(view.article),
            meta_tags=meta_tags(view.article),
            citations=CITATIONS,
        )

    @pages.get("/sources")
    def sources() -> str:
        return render_template("sources.html", form=_form(), summaries=engine.sources(), info=engine.info())

    return pages


def _form() -> dict[str, list[str]]:
    """What the form is filled with: the parameters as they came, right or wrong."""
    return {name: [clean(value) for value in values] for name, values in request.args.lists()}


def _not_indexed(body: str, status: int = 200) -> Response:
    response = make_response(body, status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
