"""What an article's page tells about the article: its attribution and where each part was found, and its meta tags."""

from dataclasses import dataclass

from markupsafe import Markup

from indexer.model import Article, Origin
from webapp import wording
from webapp.present import isolate, web_address

UNKNOWN = "غير معروف"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an article's attribution; `origin` says where it was found, in Arabic."""

    label: str
    value: str
    origin: str | None = None
    href: str | None = None


def facts(article: Article) -> tuple[Fact, ...]:
    """Everything known about the article, the empty fields that matter as unknown."""
    found = article.provenance
    source = article.source
    lines = [
        Fact("المصدر", isolate(source.name), _origin(found.source), web_address(source.url)),
        Fact("الكاتب", _joined(article.authors) or UNKNOWN, _origin(found.authors)),
        Fact(
            "تاريخ النشر", wording.date(article.published) if article.published else UNKNOWN, _origin(found.published)
        ),
        Fact("العنوان", isolate(article.title, article.language) if article.title else UNKNOWN, _origin(found.title)),
        Fact("اللغة", isolate(wording.language(article.language)), _origin(found.language)),
    ]
    if article.url:
        lines.append(Fact("الصفحة الأصلية", isolate(article.url), _origin(found.url), web_address(article.url)))
    if source.licence:
        lines.append(Fact("الرخصة", isolate(source.licence)))
    if article.file:
        lines.append(Fact("الملف", isolate(article.file)))
    return tuple(lines)


def meta_tags(article: Article) -> tuple[tuple[str, str], ...]:
    """Name and content of the Highwire and Dublin Core tags that reference managers read from a page."""
    date = article.published or ""
    tags = [
        ("citation_title", article.title),
        *(("citation_author", author) for author in article.authors),
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_journal_title", article.source.name),
        ("citation_language", article.language),
        ("DC.title", article.title),
        *(("DC.creator", author) for author in article.authors),
        ("DC.date", date),
        ("DC.publisher", article.source.name),
        ("DC.language", article.language),
        ("DC.identifier", article.url or ""),
        ("DC.rights", article.source.licence or ""),
    ]
    return tuple((name, content) for name, content in tags if content)


def _joined(names: tuple[str, ...]) -> str:
    return Markup("، ").join(map(isolate, names))


def _origin(origin: Origin | None) -> str | None:
    return wording.ORIGINS[origin] if origin else None
