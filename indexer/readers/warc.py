"""Web archives (.warc, .warc.gz): every page that was fetched, read as the format it came in.

Only whole answers (status 200) and kept resources of formats that are read here; pictures, scripts, redirects and
requests pass in silence, for they are most of any archive. The day a page was fetched is not the day it was published.
"""

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from email.message import Message
from typing import Any

from indexer.model import Article, Skipped
from indexer.readers.files import FILE_LIMIT, OnBytes, SourceFile
from indexer.readers.limits import Damaged
from indexer.readers.nested import path_of, unpacked
from indexer.readers.sources import is_web_address
from indexer.readers.streams import opened

SUFFIXES = (".warc", ".warc.gz")
EXTRA = "warc"

SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""The kinds of answers that are articles. No plain text: on the web that is `robots.txt` and scripts."""

HEADER_LIMIT = 2**20
"""Most bytes between two records: all lines that say what the next one is."""

_CHUNK = 2**16


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped | SourceFile]:
    """The pages of an archive; raises Damaged where it is cut off or no longer a web archive."""
    from warcio.archiveiterator import WARCIterator  # noqa: PLC0415 # an extra: only web archives need it
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 # as above
    from warcio.statusandheaders import StatusAndHeadersParserException  # noqa: PLC0415 # as above

    number = 0
    with opened(file, on_bytes) as stream:
        bounded = _Bounded(stream)
        records = WARCIterator(bounded)
        try:
            while (record := _next(records)) is not None:
                number += 1
                bounded.in_record = True
                suffix = _suffix(record)
                if suffix:
                    yield from _page(file, record, suffix)
                _drain(record)
                bounded.in_record = False
        except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, EOFError, AttributeError) as error:
            # A ValueError is also what a record with a length that is no number gives.
            reason = str(error) if isinstance(error, Damaged) else f"no longer a web archive: {_brief(error)}"
            raise Damaged(reason, f"after record {number}") from error
    if not number:
        yield Skipped(file.relative, "not a web archive: no record in it")


class _Bounded:
    """A stream that stops when what stands between two records has no end: warcio would gather it in memory."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._left = HEADER_LIMIT
        self.in_record = False

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes; raises Damaged."""
        data = self._stream.read1(size)  # not `read`, which loses what came before damage
        self._left = HEADER_LIMIT if self.in_record else self._left - len(data)
        if self._left < 0:
            raise Damaged(f"more than {HEADER_LIMIT >> 20} MB without the beginning of a page")
        return data


def _next(records: Any) -> Any:  # noqa: ANN401 # warcio has no types
    """The next record, None at the end; what warcio says of wrong lengths is not for the output of this process."""
    with redirect_stderr(io.StringIO()):
        return next(records, None)


def _suffix(record: Any) -> str | None:  # noqa: ANN401 # as above
    """The suffix of the format that a record holds; None for one that holds no page."""
    if record.rec_type == "response":
        if record.http_headers is None or record.http_headers.get_statuscode() != "200":
            return None
        kind = record.http_headers.get_header("Content-Type")
    elif record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type")
    else:
        return None
    return SUFFIX_OF.get(str(kind or "").partition(";")[0].strip().lower())


def _page(file: SourceFile, record: Any, suffix: str) -> Iterator[Skipped | SourceFile]:  # noqa: ANN401 # as above
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    path = path_of(address)
    headers = record.http_headers or record.rec_headers
    packed = str(headers.get_header("Content-Encoding") or "").strip().lower()
    try:
        stream = _Brotli(record) if packed == "br" else record.content_stream()
    except ModuleNotFoundError as error:
        reason = "packed with brotli, which is not installed; run pip install 'masadir[warc]' and masadir update"
        yield Skipped(file.relative, reason, address, needs=error.name)
        return
    content = io.BytesIO()
    try:
        while content.tell() <= FILE_LIMIT and (chunk := stream.read(_CHUNK)):
            content.write(chunk)
    except Damaged:
        raise
    except ValueError as error:
        yield Skipped(file.relative, str(error), address)
        return
    if content.tell() > FILE_LIMIT:
        yield Skipped(file.relative, f"larger than {FILE_LIMIT >> 20} MB, which no single page is", address)
        return
    _drain(record)
    if getattr(record.raw_stream, "limit", 0):
        raise Damaged("the archive ends within this page")
    # Never the name of the file on the disk, which would tell of a title or a date: the page has its address.
    with unpacked(
        file,
        f"0{suffix}",
        content.getvalue(),
        relative=f"{file.relative}/{path if path.lower().endswith(suffix) else path + suffix}",
        address=address if is_web_address(address) else None,
        charset=_charset(str(headers.get_header("Content-Type"))),
    ) as member:
        yield member


class _Brotli:
    """The content of a record that was packed with brotli, unpacked bit by bit: warcio's own way knows no limit.

    Programs that save pages unpacked often keep the header that says otherwise: what never was brotli is left as it is.
    """

    def __init__(self, record: Any) -> None:  # noqa: ANN401 # as above
        import brotli  # noqa: PLC0415 # an extra, and few archives need it
        from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 # as above

        headers = record.http_headers or record.rec_headers
        chunked = str(headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
        self._stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
        self._unpacker = brotli.Decompressor()
        self._error = brotli.error
        self._begun = self._plain = False

    def read(self, size: int) -> bytes:
        """Some bytes, not many more than that; none at the end. Raises ValueError."""
        while not self._plain and not self._unpacker.is_finished():
            packed: bytes = self._stream.read(size) if (wants := self._unpacker.can_accept_more_data()) else b""
            if wants and not packed:
                return b""
            try:
                data: bytes = self._unpacker.process(packed, output_buffer_limit=size)
            except self._error as error:
                if self._begun:
                    raise ValueError("packed with brotli, and damaged") from error
                self._plain = True
                return packed
            self._begun = True
            if data:
                return data
        plain: bytes = self._stream.read(size) if self._plain else b""
        return plain


def _charset(content_type: str) -> str | None:
    message = Message()
    message["Content-Type"] = content_type
    return message.get_content_charset()


def _drain(record: Any) -> None:  # noqa: ANN401 # as above
    """Read a record to its end, so that what warcio reads next is the header of the next one."""
    while record.raw_stream.read(_CHUNK):
        pass


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
