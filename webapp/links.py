"""Where to go from a question: the same question at another level, page or filter, as addresses of the search page.

Every address is made from a Question by `payload.question_parameters`, so what a link asks is what the form would ask.
"""

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from indexer.answers import FacetCount, Facets, Filters, Level, LevelCounts, Question, ResultPage
from indexer.search.cite import CitationFormat
from indexer.search.payload import question_parameters
from webapp.wording import LEVELS, date

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
    """An active filter and the address of the question without it."""

    heading: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page of the pager; `href` is None for a gap between numbers."""

    number: int
    href: str | None
    is_current: bool


def search_path(question: Question, page: int = 1) -> str:
    """The search page of a question, at its first page unless told otherwise."""
    return "/search?" + urlencode(question_parameters(question, page=page))


def citation_path(article_id: str, fmt: CitationFormat) -> str:
    """The address of an article's citation in a format."""
    return f"/api/articles/{quote(article_id)}/citation?format={fmt.value}"


def level_links(question: Question, counts: LevelCounts) -> tuple[LevelLink, ...]:
    """The ladder of levels, narrowest first, with how many articles answer at each."""
    return tuple(
        LevelLink(
            name=LEVELS[level].name,
            explanation=LEVELS[level].explanation,
            level=level,
            count=getattr(counts, level.value),
            href=search_path(replace(question, level=level)),
            is_current=level is question.level,
        )
        for level in Level
    )


def facet_groups(question: Question, facets: Facets) -> tuple[FacetGroup, ...]:
    """The facets that have values, each value a link."""
    filters = question.filters
    groups = (
        FacetGroup("المصدر", _value_links(question, facets.source, "sources", filters.sources)),
        FacetGroup("الكاتب", _value_links(question, facets.author, "authors", filters.authors)),
        # Years are looked for by their place in time, not by their count.
        FacetGroup(
            "السنة", tuple(_year_link(question, year) for year in sorted(facets.year, key=_value, reverse=True))
        ),
    )
    return tuple(group for group in groups if group.links)


def active_filters(question: Question, facets: Facets) -> tuple[FilterLink, ...]:
    """The filters of the question, each with the address that removes it."""
    filters = question.filters
    names = {count.value: count.label for count in facets.source}
    links = [
        FilterLink("المصدر", names.get(source, source), _filtered(question, sources=_without(filters.sources, source)))
        for source in filters.sources
    ]
    links += [
        FilterLink("الكاتب", author, _filtered(question, authors=_without(filters.authors, author)))
        for author in filters.authors
    ]
    if filters.published_from:
        links.append(FilterLink("من", date(filters.published_from), _filtered(question, published_from=None)))
    if filters.published_to:
        links.append(FilterLink("إلى", date(filters.published_to), _filtered(question, published_to=None)))
    return tuple(links)


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


def _value_links(
    question: Question, counts: tuple[FacetCount, ...], name: str, active: tuple[str, ...]
) -> tuple[FacetLink, ...]:
    return tuple(
        FacetLink(
            count.label,
            count.count,
            _filtered(
                question, **{name: _without(active, count.value) if count.value in active else (*active, count.value)}
            ),
            is_active=count.value in active,
        )
        for count in counts
    )


def _year_link(question: Question, count: FacetCount) -> FacetLink:
    filters = question.filters
    is_active = filters.published_from == filters.published_to == count.value
    year = None if is_active else count.value
    return FacetLink(
        count.label, count.count, _filtered(question, published_from=year, published_to=year), is_active=is_active
    )


def _filtered(question: Question, **changes: tuple[str, ...] | str | None) -> str:
    filters: Filters = replace(question.filters, **changes)  # type: ignore[arg-type]  # the callers name the fields
    return search_path(replace(question, filters=filters))


def _value(count: FacetCount) -> str:
    return count.value


def _without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(kept for kept in values if kept != value)
