"""Where to go from a question: the same question at another level, page or filter, as addresses of the search page.

Every address is made from a Question by `payload.question_parameters`, so what a link asks is what the form would ask.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, urlencode

from markupsafe import Markup

from indexer.answers import FacetCount, Facets, Filters, Level, LevelCounts, Question, ResultPage
from indexer.search.cite import CitationFormat
from indexer.search.payload import article_path, question_parameters
from webapp.brevity import brief
from webapp.interface import date, gettext, language_name, local
from webapp.wording import level_explanation, level_name

_PAGES_AROUND = 2


@dataclass(frozen=True, slots=True)
class LevelLink:
    """One rung of the ladder of levels."""

    name: str
    explanation: str
    level: Level
    count: int
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a facet; following the link adds it to the filters, or takes it away."""

    label: str
    count: int
    href: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The values of one facet under their heading."""

    heading: str
    links: tuple[FacetLink, ...]


@dataclass(frozen=True, slots=True)
class FilterLink:
    """An active filter, the question without it, and that question's address."""

    heading: str
    label: str
    question: Question
    href: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page of the pager; `href` is None for a gap between numbers."""

    number: int
    href: str | None
    is_current: bool


def search_path(question: Question, page: int = 1) -> str:
    """The search page of a question, at its first page unless told otherwise."""
    return local(f"/search?{_query(question, page)}")


def copies_path(question: Question) -> str:
    """The same question with each copy of a story by itself, or if so already with each story once."""
    return search_path(replace(question, copies=not question.copies))


def feed_path(question: Question) -> str:
    """The feed of a question: its newest articles, whatever the order of the page."""
    return local(f"/feed?{_query(question, 1)}")


def citations_path(question: Question, fmt: CitationFormat) -> str:
    """The citations of all articles on one page of an answer, as one file."""
    return f"/citations?{_query(question, question.page)}&format={fmt.value}"


def article_link(article_id: str, question: Question | None = None, paragraph: str | None = None) -> str:
    """The page of an article in the language of the page, from which the question's results can be gone back to."""
    asked = [] if question is None else [_query(question, question.page)]
    place = [urlencode({"paragraph": paragraph}, errors="replace")] if paragraph else []
    query = "?" + "&".join(asked + place) if asked or place else ""
    return local(article_path(article_id)) + query + (f"#{paragraph}" if paragraph else "")


def citation_path(article_id: str, fmt: CitationFormat) -> str:
    """The address of an article's citation in a format."""
    return f"/api/articles/{quote(article_id, errors='replace')}/citation?format={fmt.value}"


def level_links(question: Question, counts: LevelCounts) -> tuple[LevelLink, ...]:
    """The ladder of levels, narrowest first, with how many articles answer at each."""
    return tuple(
        LevelLink(
            name=level_name(level),
            explanation=level_explanation(level),
            level=level,
            count=getattr(counts, level.value),
            href=search_path(replace(question, level=level)),
            is_current=level is question.level,
        )
        for level in Level
    )


def facet_groups(question: Question, facets: Facets) -> tuple[FacetGroup, ...]:
    """The facets that have something to choose between, each value a link."""
    filters = question.filters
    # Years are looked for by their place in time, not by their count.
    years = sorted(facets.year, key=lambda count: count.value, reverse=True)
    languages = tuple(replace(count, label=language_name(count.value)) for count in facets.language)
    groups = (
        FacetGroup(gettext("Source"), _value_links(question, facets.source, "sources", filters.sources)),
        FacetGroup(gettext("Author"), _value_links(question, facets.author, "authors", filters.authors)),
        FacetGroup(gettext("Year"), tuple(_year_link(question, year) for year in years)),
        FacetGroup(gettext("Language"), _value_links(question, languages, "languages", filters.languages)),
        FacetGroup(gettext("Repairs"), _value_links(question, facets.repair, "repairs", filters.repairs)),
    )
    return tuple(group for group in groups if group.links)


def active_filters(question: Question, facets: Facets) -> tuple[FilterLink, ...]:
    """The filters of the question, each with the question that it would be without it."""
    filters = question.filters
    names = {count.value: count.label for count in facets.source}
    found = [
        *(_filter(question, gettext("Source"), names.get(one, one), "sources", one) for one in filters.sources),
        *(_filter(question, gettext("Author"), one, "authors", one) for one in filters.authors),
        *(_filter(question, gettext("Language"), language_name(one), "languages", one) for one in filters.languages),
        *(_filter(question, gettext("Repair"), one, "repairs", one) for one in filters.repairs),
    ]
    if filters.published_from:
        without = _filtered(question, published_from=None)
        found.append(FilterLink(gettext("From"), date(filters.published_from), without, search_path(without)))
    if filters.published_to:
        without = _filtered(question, published_to=None)
        found.append(FilterLink(gettext("Until"), date(filters.published_to), without, search_path(without)))
    return tuple(found)


def page_links(page: ResultPage) -> tuple[PageLink, ...]:
    """The first page, the last, and those around the current one, with gaps between; empty for a single page."""
    question, last = page.question, page.page_count
    if last == 1:
        return ()
    around = range(question.page - _PAGES_AROUND, question.page + _PAGES_AROUND + 1)
    numbers = sorted({1, last, *(number for number in around if 1 <= number <= last)})
    links: list[PageLink] = []
    for number in numbers:
        if links and number > links[-1].number + 1:
            links.append(PageLink(number - 1, None, is_current=False))
        links.append(PageLink(number, search_path(question, number), is_current=number == question.page))
    return tuple(links)


@lru_cache(64)  # every article and passage of a page leads back to its question
def _query(question: Question, page: int) -> str:
    return urlencode(question_parameters(question, page=page), errors="replace")


def _value_links(
    question: Question, counts: tuple[FacetCount, ...], name: str, active: tuple[str, ...]
) -> tuple[FacetLink, ...]:
    return tuple(
        FacetLink(
            brief(count.label),
            count.count,
            search_path(
                _filtered(
                    question,
                    **{name: _without(active, count.value) if count.value in active else (*active, count.value)},
                )
            ),
            is_active=count.value in active,
        )
        for count in counts
    )


def _year_link(question: Question, count: FacetCount) -> FacetLink:
    filters = question.filters
    is_active = filters.published_from == filters.published_to == count.value
    year = None if is_active else count.value
    narrowed = _filtered(question, published_from=year, published_to=year)
    return FacetLink(date(count.value), count.count, search_path(narrowed), is_active=is_active)


def _filter(question: Question, heading: Markup, label: str, name: str, value: str) -> FilterLink:
    without = _filtered(question, **{name: _without(getattr(question.filters, name), value)})
    return FilterLink(heading, brief(label), without, search_path(without))


def _filtered(question: Question, **changes: tuple[str, ...] | str | None) -> Question:
    filters: Filters = replace(question.filters, **changes)  # type: ignore[arg-type]  # the callers name the fields
    return replace(question, filters=filters)


def _without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(kept for kept in values if kept != value)
