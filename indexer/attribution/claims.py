"""What an article's attribution is, given all that was said of it: extractors make claims, and one function decides.

Pure. Where claims are found is for the readers to know, and what a date or a credit says for `dates` and `credits`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from indexer.arabic.dates import WrittenDate, read_date
from indexer.attribution.bylines import parse_byline
from indexer.attribution.credits import read_credit
from indexer.attribution.phrases import same_words
from indexer.model import Certainty, Claim, Contributor, Origin, Provenance, Role

STATED_BY_PEOPLE = (Origin.CORRECTION, Origin.SIDECAR, Origin.RECORD, Origin.FRONT_MATTER, Origin.SOURCE_FILE)
"""Where a person or a catalogue wrote a field down for this very purpose: a name there is kept as it is written."""

ARABIC_SCRIPT = frozenset(("ar", "fa", "ur", "ku", "ckb", "ps", "ug", "sd", "arz", "ary"))
"""Languages written in Arabic letters."""

_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")

_RANK = {origin: rank for rank, origin in enumerate(Origin)}
_ROLES = tuple(Role)
_DATES = ("published", "updated")
_AUTHORS = (Role.WRITER, Role.CORRESPONDENT)
_FIELDS = (
    *("title", "authors", Role.TRANSLATOR, Role.EDITOR, Role.AGENCY),
    *(*_DATES, "section", "source", "url", "language", "licence", "publisher"),
)
"""In this order claims are kept; writers and correspondents are one field, for an article has the one or the other."""


class Attribution(NamedTuple):
    """What is believed of an article, field by field as in `Article`; `source` is the name of the publication.

    `claims` are all that were usable, field by field, the believed ones first; `notes` say which dates could not be
    understood though they were written down for this purpose.
    """

    title: str
    authors: tuple[str, ...]
    contributors: tuple[Contributor, ...]
    published: str | None
    published_text: str | None
    published_span: tuple[str, str] | None
    updated: str | None
    section: str | None
    source: str | None
    url: str | None
    language: str
    licence: str | None
    provenance: Provenance
    claims: tuple[Claim, ...]
    notes: tuple[str, ...]


class _Told(NamedTuple):
    """A claim in its normal form, how its value was written, and what it means if it is a date."""

    claim: Claim
    written: str
    date: WrittenDate | None = None


def about(
    field: str, given: str | Iterable[str] | None, origin: Origin, certainty: Certainty = Certainty.STATED
) -> list[Claim]:
    """A claim about a field for each value; empty values are none."""
    values = [given] if isinstance(given, str) else given or ()
    return [Claim(field, value, origin, certainty) for value in values if value]


def stated(
    origin: Origin, certainty: Certainty = Certainty.STATED, **fields: str | Iterable[str] | None
) -> list[Claim]:
    """Claims of one origin about several fields: `stated(Origin.RECORD, title="…", writer=["…", "…"])`."""
    return [claim for field, given in fields.items() for claim in about(field, given, origin, certainty)]


def credited(contributors: Iterable[Contributor], origin: Origin, certainty: Certainty) -> list[Claim]:
    """A claim for each of the contributors that a byline names."""
    return [Claim(one.role, one.name, origin, certainty) for one in contributors]


def decide(claims: Iterable[Claim]) -> Attribution:
    """The attribution that follows from the claims.

    Origins are believed in the order of `Origin`, claims of one origin in the order they come in, names of one origin
    together. An empty claim of a correction says that there is nothing. What is no name or no date is no claim about
    one, nor is the name of the publication about author or title.
    """
    given = tuple(dict.fromkeys(claims))
    outlets = tuple({claim.value for claim in given if claim.field == "source"})
    said: defaultdict[str, list[_Told]] = defaultdict(list)  # of most fields nothing is
    for claim in given:
        for one in _normal(claim, outlets):
            said["authors" if one.claim.field in _AUTHORS else one.claim.field].append(one)
    told = {field: _in_order(field, said[field]) for field in _FIELDS if field in said}
    believed = {field: found for field, of_field in told.items() if (found := _believed(of_field))}
    first = {field: found[0] for field, found in believed.items()}
    values = {field: one.claim.value for field, one in first.items()}
    names = [one.claim for field in ("authors", *_ROLES) for one in believed.get(field, ())]
    published, updated = first.get("published"), first.get("updated")
    return Attribution(
        title=values.get("title", ""),
        authors=tuple(dict.fromkeys(one.claim.value for one in believed.get("authors", ()))),
        contributors=tuple(dict.fromkeys(Contributor(name.value, Role(name.field)) for name in names)),
        published=published.date.iso if published and published.date else None,
        published_text=_in_words(published) if published else None,
        published_span=published.date.span if published and published.date else None,
        updated=updated.date.iso if updated and updated.date else None,
        section=values.get("section"),
        source=values.get("source"),
        url=values.get("url"),
        language=values.get("language", "und"),
        licence=values.get("licence"),
        provenance=Provenance(**{field: first[field].claim.origin for field in Provenance._fields if field in first}),
        claims=tuple(dict.fromkeys(one.claim for of_field in told.values() for one in of_field)),
        notes=tuple(
            f"date not understood: {claim.value[:60]}"
            for claim in given
            if claim.field in _DATES and claim.origin in STATED_BY_PEOPLE and claim.value and not read_date(claim.value)
        ),
    )


def _in_words(date: _Told) -> str | None:
    """A date as it is written, but where that is the ISO date itself, perhaps with the time of day."""
    return None if date.written.startswith(date.claim.value) else date.written


def _normal(claim: Claim, outlets: tuple[str, ...]) -> list[_Told]:
    """What a claim comes to: names one by one, dates in ISO 8601; nothing if it can't be about its field."""
    if not claim.value:
        return [_Told(claim, "")]
    if claim.field in _ROLES:
        found = _people(claim.value, Role(claim.field), outlets, as_written=claim.origin in STATED_BY_PEOPLE)
        return [_Told(Claim(one.role.value, one.name, claim.origin, claim.certainty), claim.value) for one in found]
    if claim.field in _DATES:
        date = _span(claim.value) or read_date(claim.value)
        return [_Told(Claim(claim.field, date.value, claim.origin, claim.certainty), claim.value, date)] if date else []
    if claim.field == "title" and any(same_words(claim.value, outlet) for outlet in outlets):
        return []
    return [_Told(claim, claim.value)]


def _span(text: str) -> WrittenDate | None:
    """A span of days as claims have it, `1909-01-01/1910-12-31`."""
    days = _SPAN.fullmatch(text)
    return WrittenDate(None, (days[1], days[2])) if days and days[1] <= days[2] else None


@lru_cache(maxsize=8_192)
def _people(text: str, role: Role, outlets: tuple[str, ...], *, as_written: bool) -> tuple[Contributor, ...]:
    """Who is named in a field: some hold a whole byline, such as `كتب - فلان`."""
    byline = parse_byline(text) if role is Role.WRITER else None
    return byline.contributors if byline else read_credit(text, outlets, role, as_written=as_written)


def _in_order(field: str, told: list[_Told]) -> list[_Told]:
    """What is told of a field, that first which is to be believed."""
    if len(told) == 1:
        return told
    told.sort(key=_rank)
    if field in _DATES:
        return _by_evidence(told)
    if field == "source":
        return sorted(told, key=_folder_first)
    return _by_letters(told) if field == "language" else told


def _rank(one: _Told) -> int:
    return _RANK[one.claim.origin]


def _by_evidence(told: list[_Told]) -> list[_Told]:
    """The dates with the one to be believed first: the first, in the order of day and month that another confirms.

    A partial date gives way to a fuller one that agrees with it, if that was read and not guessed.
    """
    if told[0].date is None or told[0].claim.origin is Origin.CORRECTION:
        return told
    first, date = told[0], told[0].date
    others = {one.date.iso for one in told[1:] if one.date}
    if date.swapped and date.swapped in others and date.iso not in others:
        date = WrittenDate(date.swapped)
        first = _Told(first.claim._replace(value=date.value), first.written, date)
    for one in told[1:]:
        if one.date and one.claim.certainty is not Certainty.GUESSED and _is_finer(one.date, date):
            return [one, first, *(other for other in told[1:] if other is not one)]
    return [first, *told[1:]]


def _is_finer(one: WrittenDate, than: WrittenDate) -> bool:
    """Whether a date says more exactly what another one says: 2021-06-05 than 2021-06, and than its Hijri month."""
    if one.iso is None or one.span or (than.iso is not None and not one.iso.startswith(f"{than.iso}-")):
        return False
    return than.span is None or than.span[0] <= one.iso <= than.span[1]


def _folder_first(one: _Told) -> tuple[bool, int]:
    """What the folder knows of a source before what pages say of it, which often is what their software does."""
    by_person = one.claim.origin in STATED_BY_PEOPLE
    return not by_person, _rank(one)


def _by_letters(told: list[_Told]) -> list[_Told]:
    """Languages that a person stated; then those that pages declare and the letters allow, the letters, and the rest.

    A page in Arabic that declares `en` is common; one in Persian that declares `fa` is to be believed.
    """
    in_arabic = any(one.claim.origin is Origin.TEXT and one.claim.value in ARABIC_SCRIPT for one in told)

    def place(one: _Told) -> int:
        if one.claim.origin in STATED_BY_PEOPLE:
            return 0
        if one.claim.origin is Origin.TEXT:
            return 2
        return 1 if (one.claim.value in ARABIC_SCRIPT) == in_arabic else 3

    return sorted(told, key=place)


def _believed(told: list[_Told]) -> list[_Told]:
    """All that the first one's origin says; nothing where that is a correction to nothing."""
    if not told[0].claim.value:
        return []
    return [one for one in told if one.claim.origin is told[0].claim.origin]
