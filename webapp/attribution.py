"""What the page tells of who wrote an article, where and when: in a line, and with where each part was found.

Not for the tags that machines read: see `metadata`.
"""

from dataclasses import dataclass

from markupsafe import Markup

from indexer.arabic.hijri import parse_hijri, to_hijri
from indexer.model import Article, Claim, Origin, Role
from webapp.interface import date, gettext, language_name, listed
from webapp.present import isolate, web_address
from webapp.wording import certainty_name, field_name, origin_name, role_name

_LONGEST_DATE = 80
"""Letters of a date as written that a line has room for: weekday, both calendars and the time of day."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an article's attribution; `found` says where it was found and how sure that is."""

    label: Markup
    value: Markup
    found: Markup | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim that the article does not follow, because another place was believed: what it says, and where."""

    label: Markup
    value: Markup
    found: Markup


def facts(article: Article) -> tuple[Fact, ...]:
    """Everything known about the article, the empty fields that matter as unknown."""
    found = article.provenance
    source = article.source
    unknown = gettext("unknown")
    claims = article.claims
    lines = [
        Fact(gettext("Source"), isolate(source.name), _found(found.source, claims, "source"), web_address(source.url)),
        Fact(gettext("Author"), _names(article.authors) or unknown, _found(found.authors, claims, "authors")),
    ]
    for role in Role:
        if role is not Role.WRITER:
            names = tuple(one.name for one in article.contributors if one.role is role)
            lines += [Fact(role_name(role), _names(names))] if names else []
    lines += [
        Fact(gettext("Published"), _published(article) or unknown, _found(found.published, claims, "published")),
        *([Fact(gettext("Updated"), Markup("{}").format(date(article.updated)))] if article.updated else []),
        Fact(
            gettext("Title"),
            isolate(article.title, article.language) if article.title else unknown,
            _found(found.title, claims, "title"),
        ),
        Fact(
            gettext("Language"),
            isolate(language_name(article.language)),
            _found(found.language, claims, "language"),
        ),
    ]
    if article.url:
        where = _found(found.url, claims, "url")
        lines.append(Fact(gettext("Original page"), isolate(article.url), where, web_address(article.url)))
    if publisher := next((claim for claim in claims if claim.field == "publisher"), None):
        lines.append(Fact(gettext("Publisher"), isolate(publisher.value), _where(publisher.origin, publisher)))
    plain = (
        (gettext("Section"), article.section),
        (gettext("Work"), article.work),
        (gettext("Part"), article.part),
        (gettext("File"), article.file),
    )
    lines += [Fact(label, isolate(value)) for label, value in plain if value]
    if stated := licence(article):
        lines.append(Fact(gettext("Licence"), isolate(stated), href=web_address(stated)))
    return tuple(lines)


def licence(article: Article) -> str | None:
    """The licence under which the article stands: its own, else that of its source."""
    return article.licence or article.source.licence


def rejected_claims(article: Article) -> tuple[Rejected, ...]:
    """What other places say that differs from what the article has, each once, in the order it was looked at."""
    believed: dict[str, str] = {}
    found: dict[tuple[str, str], Claim] = {}
    for claim in article.claims:
        if claim.value != believed.setdefault(claim.field, claim.value):
            found.setdefault((claim.field, claim.value), claim)
    return tuple(
        Rejected(field_name(claim.field), isolate(claim.value), _where(claim.origin, claim)) for claim in found.values()
    )


def written_date(article: Article) -> str | None:
    """The date of publication as the source writes it in words; else as the page writes dates, None without one.

    What is all figures, such as an ISO date, is nobody's wording and shown like any other date.
    """
    written = article.published_text
    if written and len(written) <= _LONGEST_DATE and any(letter.isalpha() for letter in written):
        return written
    return date(article.published) if article.published else written


def other_calendar(article: Article) -> str:
    """The date in the calendar in which it isn't written: the Hijri one, or the Gregorian; empty where it has none."""
    if article.published_text and parse_hijri(article.published_text):
        if article.published:
            return date(article.published)
        return " – ".join(map(date, article.published_span or ()))
    try:
        return to_hijri(article.published) if article.published else ""
    except ValueError:
        return ""


def reference(article: Article, permalink: str) -> Markup:
    """The attribution in one line, to be copied: authors, title, source, date and address, each isolated."""
    day = written_date(article)
    parts = [
        _names(article.authors),
        isolate(f"«{article.title or article.id}»", article.language),
        isolate(article.source.name),
        isolate(day) if day else Markup(""),
        Markup('<bdi dir="ltr" lang="en">{}</bdi>').format(permalink),
    ]
    return listed([part for part in parts if part])


def _published(article: Article) -> Markup | None:
    """The date of publication in words, and as it is written there where that is something else."""
    if not article.published:
        return Markup("{}").format(isolate(article.published_text)) if article.published_text else None
    words = Markup('<time datetime="{}">{}</time>').format(article.published, date(article.published))
    if article.published_text and article.published_text != article.published:
        return gettext("%(date)s, written as %(text)s", date=words, text=isolate(f"«{article.published_text}»"))
    return words


def _found(origin: Origin | None, claims: tuple[Claim, ...], field: str) -> Markup | None:
    if origin is None:
        return None
    return _where(origin, next((claim for claim in claims if claim.field == field), None))


def _where(origin: Origin, claim: Claim | None) -> Markup:
    if claim is None:
        return gettext("found in: %(place)s", place=origin_name(origin))
    return gettext(
        "found in: %(place)s (%(certainty)s)", place=origin_name(origin), certainty=certainty_name(claim.certainty)
    )


def _names(names: tuple[str, ...]) -> Markup:
    return listed([isolate(name) for name in names])
