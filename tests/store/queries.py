"""Queries of Whoosh, each with the same as a condition on the terms of an article."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from hypothesis import strategies as st
from whoosh.query.compound import And, AndNot, Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, Query
from whoosh.query.ranges import TermRange
from whoosh.query.terms import FuzzyTerm, Prefix, Term
from whoosh.query.wrappers import Not

from tests.store.making import ArticleTerms

_EVERY: Any = Every  # which has no types


class Asked(NamedTuple):
    """A query, and the same as a condition on the terms of an article."""

    query: Query
    holds: Callable[[dict[str, ArticleTerms]], bool]


def term(field: str, text: str) -> Asked:
    return Asked(Term(field, text), lambda found: text in found[field].terms)


def prefix(field: str, beginning: str) -> Asked:
    return Asked(Prefix(field, beginning), lambda found: any(one.startswith(beginning) for one in found[field].terms))


def span(first: str, last: str) -> Asked:
    whoosh = TermRange("words", first, last)
    return Asked(whoosh, lambda found: any(first <= one <= last for one in found["words"].terms))


def fuzzy(text: str) -> Asked:
    return Asked(FuzzyTerm("id", text, maxdist=1, prefixlength=0), lambda found: within_one(text, found["id"].terms[0]))


def phrase(one: str, two: str) -> Asked:
    def holds(found: dict[str, ArticleTerms]) -> bool:
        places = dict(zip(found["words"].positions, found["words"].terms, strict=True))
        return any(text == one and two == places.get(at + 1, "") for at, text in places.items())

    return Asked(Phrase("words", [one, two]), holds)


def within_one(one: str, two: str) -> bool:
    """Whether one letter more, less or other makes a text of another."""
    short, long = sorted((one, two), key=len)
    if len(short) == len(long):
        return sum(one != other for one, other in zip(short, long, strict=True)) <= 1
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def both(given: Iterable[Asked], whoosh: Callable[..., Query], combine: Callable[[Iterable[object]], bool]) -> Asked:
    asked = list(given)
    return Asked(whoosh([one.query for one in asked]), lambda found: combine(one.holds(found) for one in asked))


def but_not(one: Asked, two: Asked) -> Asked:
    return Asked(AndNot(one.query, two.query), lambda found: one.holds(found) and not two.holds(found))


def every(field: str | None = None) -> Asked:
    return Asked(_EVERY(field), lambda found: field is None or bool(found[field].terms))


def negated(one: Asked) -> Asked:
    return Asked(Not(one.query), lambda found: not one.holds(found))


def trees(leaves: st.SearchStrategy[Asked]) -> st.SearchStrategy[Asked]:
    """Any nesting of the leaves by and, and by or."""

    def wider(inner: st.SearchStrategy[Asked]) -> st.SearchStrategy[Asked]:
        several = st.lists(inner, min_size=1, max_size=3)
        return several.map(lambda asked: both(asked, And, all)) | several.map(lambda asked: both(asked, Or, any))

    return st.recursive(leaves, wider, max_leaves=6)
