"""Web pages saved as one file (.mhtml, .mht): the page itself is read as HTML, its pictures and styles are not.

Its address is the Content-Location under which it was saved.
"""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import PurePosixPath

from indexer.model import Article, Skipped
from indexer.readers.files import OnBytes, SourceFile, read_bytes
from indexer.readers.nested import unpacked
from indexer.readers.sources import is_web_address

SUFFIXES = (".mhtml", ".mht")

PARTS_LIMIT = 5_000
"""Most parts of a page; a part within parts costs time for each level, and pages have one level."""


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped | SourceFile]:
    """The page that was saved; without one, Skipped."""
    data = read_bytes(file, on_bytes)
    if isinstance(data, Skipped):
        yield data
        return
    if data.lower().count(b"boundary=") > PARTS_LIMIT or data.count(b"\n--") > 20 * PARTS_LIMIT:
        yield Skipped(file.relative, "has more parts than a saved page, so it is not taken apart")
        return
    try:
        page = _page(message_from_bytes(data))
    except RecursionError:
        yield Skipped(file.relative, "has parts within parts, deeper than any saved page")
        return
    content = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        yield Skipped(file.relative, "holds no web page")
        return
    address = str(page.get("Content-Location", "")).strip()
    with unpacked(
        file,
        PurePosixPath(file.relative).stem + ".html",
        content,
        article_id=file.article_id,
        relative=file.relative,
        address=address if is_web_address(address) else None,
        charset=page.get_content_charset(),
    ) as member:
        yield member


def _page(message: Message) -> Message | None:
    """The part that is the page: the one the message names as its start, else the first that is HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    named = [part for part in pages if start and str(part.get("Content-ID", "")).strip() == start]
    return next(iter(named or pages), None)
