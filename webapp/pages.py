"""The pages for people: home, results, sources, help. They need no JavaScript.

Not for articles and quotations, which are `article_pages`'s, nor for what programs read, which is `around`'s.
"""

from dataclasses import dataclass, replace

from flask import Blueprint, Response, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from indexer.answers import Question, ResultPage
from indexer.errors import BadParameter, QuestionTooLong
from indexer.search.engine import Engine
from webapp import links
from webapp.brevity import brief_page
from webapp.chips import chips
from webapp.examples import OPERATORS, examples
from webapp.interface import local
from webapp.present import isolate
from webapp.request import Q, clean, question_from
from webapp.timeline import timeline

RELAXED_FILTERS = 6
"""Filters that are tried one by one where all together leave nothing; each costs a search."""


@dataclass(frozen=True, slots=True)
class ExampleDates:
    """How a date may be written, in both calendars."""

    gregorian: Markup
    hijri: Markup


EXAMPLE_DATES = ExampleDates(
    Markup('<bdi dir="ltr">2021</bdi>، <bdi dir="ltr">2021-06-05</bdi>'),
    Markup('<bdi dir="rtl">1442هـ</bdi>، <bdi dir="rtl">رمضان 1442</bdi>'),
)


def pages_blueprint(engine: Engine) -> Blueprint:
    """The routes of the pages; unknown parameters are ignored here, since links gather them on their way."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def home() -> AnyResponse | str:
        if Q.name in request.args:
            return redirect(local("/search?" + request.query_string.decode("latin-1")))
        return render_template(
            "home.html", form=form(), info=engine.info(), sources=engine.sources(), example_dates=EXAMPLE_DATES
        )

    @pages.get("/search")
    def search() -> AnyResponse | str:
        if not clean(request.args.get(Q.name, "")):
            return redirect(local("/"))
        try:
            question = question_from(request.args)
            page = brief_page(engine.search(question))
        except (BadParameter, QuestionTooLong) as error:
            body = render_template("search.html", form=form(), error=error, page=None, example_dates=EXAMPLE_DATES)
            return not_indexed(body, 400)
        filters = links.active_filters(question, page.facets)
        return not_indexed(
            render_template(
                "search.html",
                form=form(),
                error=None,
                page=page,
                ladder=links.level_links(question, page.levels),
                chips=chips(question),
                bars=timeline(question, page.facets.month, page.facets.year),
                facets=links.facet_groups(question, page.facets),
                filters=filters,
                relaxed=_relaxed(engine, page, filters),
                pager=links.page_links(page),
                results_link=_results_link,
                example_dates=EXAMPLE_DATES,
            )
        )

    @pages.get("/sources")
    def sources() -> str:
        return render_template("sources.html", form=form(), summaries=engine.sources(), info=engine.info())

    @pages.get("/help")
    def help_page() -> str:
        return render_template("help.html", form=form(), examples=examples(engine), operators=OPERATORS)

    return pages


def form() -> dict[str, list[str]]:
    """What the form is filled with: the parameters as they came, right or wrong."""
    return {name: [clean(value) for value in values] for name, values in request.args.lists()}


def not_indexed(body: str, status: int = 200) -> Response:
    """A page that search engines of the web should not show: it is made for one question."""
    response = make_response(body, status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _relaxed(
    engine: Engine, page: ResultPage, filters: tuple[links.FilterLink, ...]
) -> tuple[tuple[links.FilterLink, int], ...]:
    """For an empty answer the filters that emptied it, each with how many articles there are without it."""
    if page.total:
        return ()
    found = [(one, engine.search(replace(one.question, page=1, size=1)).total) for one in filters[:RELAXED_FILTERS]]
    return tuple((one, total) for one, total in found if total)


def _results_link(question: Question, text: str) -> Markup:
    """A link to the same search for other words."""
    href = links.search_path(replace(question, text=text))
    return Markup('<a href="{}">{}</a>').format(href, isolate(text))
