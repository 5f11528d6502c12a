"""A PDF written by hand for tests: signs at places on pages, of a font that names each sign by its code point."""

from collections.abc import Sequence
from dataclasses import dataclass

_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange"
    " <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A string of signs, half a size wide each, drawn from left to right from a place on."""

    text: str
    x: float
    y: float
    size: float = 10.0


def right_aligned(text: str, y: float, right: float = 400.0, size: float = 10.0) -> Drawn:
    """An Arabic line without digits or Latin, drawn as it is seen."""
    return Drawn(text[::-1], right - len(text) * size / 2, y, size)


def pdf(
    pages: Sequence[Sequence[Drawn]],
    *,
    bookmarks: Sequence[tuple[str, int]] = (),
    info: str = "",
    trailer: str = "",
    names_letters: bool = True,
) -> bytes:
    """A whole file; `bookmarks` are titles with page numbers from 1."""
    first_page = 6
    marks_at = first_page + 2 * len(pages)
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {f'/Outlines {marks_at} 0 R' if bookmarks else ''} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R]"
        + (" /ToUnicode 5 0 R >>" if names_letters else " >>"),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        " /Supplement 0 >> /DW 500 >>",
        _stream(_TO_UNICODE),
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Resources << /Font << /F 3 0 R >> >>"
            f" /Contents {first_page + 2 * number + 1} 0 R >>"
        )
        objects.append(
            _stream(
                "\n".join(
                    f"BT /F {one.size} Tf {one.x} {one.y} Td <{one.text.encode('utf-16-be').hex()}> Tj ET"
                    for one in page
                )
            )
        )
    if bookmarks:
        last = marks_at + len(bookmarks)
        objects.append(f"<< /First {marks_at + 1} 0 R /Last {last} 0 R /Count {len(bookmarks)} >>")
        for place, (title, number) in enumerate(bookmarks, start=marks_at + 1):
            following = f"/Next {place + 1} 0 R" if place < last else ""
            objects.append(
                f"<< /Title <feff{title.encode('utf-16-be').hex()}> /Parent {marks_at} 0 R {following}"
                f" /Dest [{first_page + 2 * (number - 1)} 0 R /Fit] >>"
            )
    objects.append(f"<< {info} >>")
    return _file(objects, f"/Root 1 0 R /Info {len(objects)} 0 R {trailer}")


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >> stream\n{content}\nendstream"


def _file(objects: list[str], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj {content} endobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out) + f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
