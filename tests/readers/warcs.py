"""Makes small web archives for the tests, byte by byte."""

import gzip
from collections.abc import Iterable

Page = tuple[str, str | bytes, str, str]
"""Address, body, status line, content type."""


def warc(pages: Iterable[Page], *, packed: bool = True, date: str = "2024-01-01T00:00:00Z", **headers: str) -> bytes:
    records = [_record("warcinfo", "application/warc-fields", b"software: tests\r\n", date)]
    for address, body, status, kind in pages:
        fields = {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}
        http = "".join([f"HTTP/1.1 {status}\r\n", *(f"{name}: {value}\r\n" for name, value in fields.items()), "\r\n"])
        payload = http.encode() + (body if isinstance(body, bytes) else body.encode())
        records.append(_record("response", "application/http; msgtype=response", payload, date, address))
    return b"".join(gzip.compress(record) if packed else record for record in records)


def _record(kind: str, content_type: str, content: bytes, date: str, address: str = "") -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>",
        f"WARC-Date: {date}",
        *([f"WARC-Target-URI: {address}"] if address else []),
        f"Content-Type: {content_type}",
        f"Content-Length: {len(content)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"
