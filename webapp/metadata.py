"""What machines read from a page: Highwire and Dublin Core tags, schema.org JSON-LD, COinS, Signposting links.

Reference managers such as Zotero recognise an article's page and a list of results by these. Nothing is invented: what
the article lacks is left out. Not for citations as files: see `indexer.search.cite`.
"""

from urllib.parse import urlencode

from indexer.model import Article, Role
from indexer.search.cite import CitationFormat
from webapp.attribution import licence
from webapp.links import citation_path
from webapp.present import plain, web_address

_ROLES = {Role.TRANSLATOR: "translator", Role.EDITOR: "editor", Role.AGENCY: "sourceOrganization"}
"""The properties of schema.org for those who did not write the article."""


def meta_tags(article: Article, permalink: str) -> tuple[tuple[str, str], ...]:
    """Name and content of the Highwire and Dublin Core tags that reference managers read from a page."""
    date = article.published or ""
    url = web_address(article.url) or permalink
    tags = [
        ("citation_title", article.title),
        *(("citation_author", author) for author in article.authors),
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_journal_title", article.source.name),
        ("citation_language", article.language),
        ("citation_public_url", url),
        ("DC.type", "Text.Article"),
        ("DC.title", article.title),
        *(("DC.creator", author) for author in article.authors),
        *(("DC.contributor", one.name) for one in article.contributors if one.role is not Role.WRITER),
        ("DC.date", date),
        ("DC.publisher", article.source.name),
        ("DC.language", article.language),
        ("DC.identifier", url),
        ("DC.rights", licence(article) or ""),
    ]
    return tuple((name, plain(content)) for name, content in tags if content)


def json_ld(article: Article, permalink: str) -> dict[str, object]:
    """The article as schema.org knows it; a contributor's role decides the property."""
    contributors = {
        name: [{"@type": _type_of(role), "name": one.name} for one in article.contributors if one.role is role]
        for role, name in _ROLES.items()
    }
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": permalink,
        "headline": article.title,
        "author": [{"@type": "Person", "name": author} for author in article.authors],
        "datePublished": article.published,
        "dateModified": article.updated,
        "inLanguage": article.language,
        "articleSection": article.section,
        "publisher": {
            name: value
            for name, value in {
                "@type": "Organization",
                "name": article.source.name,
                "url": web_address(article.source.url),
            }.items()
            if value
        },
        "isBasedOn": web_address(article.url),
        "license": web_address(licence(article)),
        **contributors,
    }
    return {name: value for name, value in found.items() if value}


def coins(article: Article, permalink: str) -> str:
    """The article as an OpenURL for the title of a COinS span, as Zotero finds it in a list of results."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft.genre", "article"),
        ("rft.atitle", article.title),
        ("rft.jtitle", article.source.name),
        *(("rft.au", author) for author in article.authors),
        ("rft.date", article.published or ""),
        ("rft.language", article.language),
        ("rft_id", web_address(article.url) or permalink),
    ]
    return urlencode([(name, plain(value)) for name, value in pairs if value], errors="replace")


def signposting(article: Article, permalink: str, root: str) -> str:
    """The value of the `Link` header: how to cite the article (RFC 8574), and where its metadata are."""
    links = [
        (permalink, 'rel="cite-as"'),
        ("https://schema.org/Article", 'rel="type"'),
        *(
            (root + citation_path(article.id, fmt), f'rel="describedby"; type="{fmt.media_type}"')
            for fmt in CitationFormat
            if fmt is not CitationFormat.TEXT
        ),
    ]
    if (stated := web_address(licence(article))) and stated.isascii():
        links.append((stated, 'rel="license"'))
    # A target is between angle brackets, so one inside it would end it.
    return ", ".join(f"<{href}>; {what}" for href, what in links if not set(href) & set("<>\r\n "))


def _type_of(role: Role) -> str:
    return "Organization" if role is Role.AGENCY else "Person"
