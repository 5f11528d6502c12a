"""What kind of file is this, by its first bytes? For files whose name says nothing, or says something else.

Only what is certain: a signature, or the root element of XML and HTML. Plain text has none, so its name must tell.
"""

import re

HEAD = 4_096
"""Bytes from the beginning of a file that are looked at."""

_BEFORE_ROOT = r"(?>\s+|<\?[^>]*>|<!--.*?-->|<!DOCTYPE\s[^>\[]*(?>\[.*?\]\s*)?>)*+"
_FIRST_ROOT = re.compile(_BEFORE_ROOT + r"<([A-Za-z_][^\s/>]*)", re.DOTALL)
_HTML = re.compile(r"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+<!DOCTYPE\s+html", re.DOTALL | re.IGNORECASE)
"""Possessive throughout: a thousand comments must not be tried against each other."""
_ROOTS = {
    "tei": ".tei", "teicorpus": ".tei", "tei.2": ".tei", "mediawiki": ".xml.bz2", "html": ".html",
    "rss": ".rss", "feed": ".rss", "rdf": ".rss",
}  # fmt: skip
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/")
_MIME = re.compile(rb"[A-Za-z-]+:")


def suffixes_of(head: bytes) -> tuple[str, ...]:
    """The suffixes that a file with this beginning may have, the likeliest first; none when nothing is certain."""
    if head.startswith(b"PK"):
        return _zip_kinds(head)
    for signature, suffix in (
        (b"%PDF-", ".pdf"),
        (b"{\\rtf", ".rtf"),
        (b"WARC/", ".warc"),
        (b"######OpenITI#", ".openiti"),
        (b"\xef\xbb\xbf######OpenITI#", ".openiti"),
    ):
        if head.startswith(signature):
            return (suffix,)
    if _MIME.match(head) and b"mime-version:" in head.lower() and b"multipart/related" in head.lower():
        return (".mhtml",)
    return _markup_kinds(head)


def _zip_kinds(head: bytes) -> tuple[str, ...]:
    """A document or book that is a ZIP file inside names itself in its first member; any other may be anything."""
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first == b"mimetype":
        if b"mimetypeapplication/epub+zip" in head:
            return (".epub",)
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in head:
            return (".odt",)
    return (".docx", ".zip") if first.startswith(_OFFICE) else (".zip", ".docx", ".odt", ".epub")


def _markup_kinds(head: bytes) -> tuple[str, ...]:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8", errors="replace").lstrip("\ufeff")
    if not text.lstrip().startswith("<"):
        return ()
    if _HTML.match(text):
        return (".html",)
    root = _FIRST_ROOT.match(text)
    kind = _ROOTS.get(root[1].rpartition(":")[2].lower()) if root else None
    return (kind,) if kind else ()
