"""How the committed document files were made; not run by the tests, for it needs five typesetters.

    python -m tests.readers.documents.make

Needs Chromium, LibreOffice Writer, Pango with its Python bindings, fpdf2 with uharfbuzz, reportlab, python-bidi and
arabic-reshaper, and the Noto and DejaVu fonts, which are free to embed.
"""

import subprocess
import tempfile
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as xml

from tests.readers.documents.texts import BOOK, COLUMNS, EVERY, MIXED, NEWS, REPORT, STUDY, VOWELLED, Block, Text

HERE = Path(__file__).parent
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def page(text: Text, style: str = "") -> str:
    """A web page of a text, for a browser to print."""

    def block(one: Block) -> str:
        if one.kind == "heading":
            return f"<h2>{escape(one.text)}</h2>"
        if one.kind == "table":
            rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in one.rows)
            return f"<table>{rows}</table>"
        if one.kind == "list":
            return "<ul>" + "".join(f"<li>{escape(row[0])}</li>" for row in one.rows) + "</ul>"
        direction = ' dir="ltr"' if one.text.isascii() else ""
        return f"<p{direction}>{escape(one.text)}</p>"

    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>{escape(text.title)}</title>'
        "<style>body { font: 14px/1.8 'Noto Naskh Arabic' } td { padding: 2px 14px; border: 1px solid }"
        f" h2 {{ font-size: 17px }} {style}</style><h1>{escape(text.title)}</h1>"
        + "".join(block(one) for one in text.blocks)
    )


def chromium(name: str, text: Text, style: str = "", header: bool = False) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page(text, style), encoding="utf-8")
        plain = [] if header else ["--no-pdf-header-footer"]
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", *plain, f"--print-to-pdf={HERE / name}", source.as_uri()],
            check=True,
            capture_output=True,
        )


_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("meta", "meta"),
        ("fo", "xsl-fo-compatible"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def flat_document(text: Text, running_header: bool) -> str:
    """A flat OpenDocument file, from which LibreOffice makes all its other formats."""
    number = iter(range(1, 100))

    def block(one: Block) -> str:
        if one.kind == "heading":
            return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{xml(one.text)}</text:h>'
        if one.kind == "table":
            rows = "".join(
                "<table:table-row>"
                + "".join(
                    f'<table:table-cell office:value-type="string"><text:p>{xml(cell)}</text:p></table:table-cell>'
                    for cell in row
                )
                + "</table:table-row>"
                for row in one.rows
            )
            columns = f'<table:table-column table:number-columns-repeated="{len(one.rows[0])}"/>'
            return f'<table:table table:name="T" table:style-name="T">{columns}{rows}</table:table>'
        if one.kind == "list":
            entries = "".join(f"<text:list-item><text:p>{xml(row[0])}</text:p></text:list-item>" for row in one.rows)
            return f"<text:list>{entries}</text:list>"
        count = next(number) if one.note else 0
        note = (
            f'<text:note text:id="n{count}" text:note-class="footnote"><text:note-citation>{count}'
            f"</text:note-citation><text:note-body><text:p>{xml(one.note)}</text:p></text:note-body></text:note>"
        )
        return f"<text:p>{xml(one.text)}{note if one.note else ''}</text:p>"

    fonts = 'style:font-name-complex="Noto Naskh Arabic" style:font-size-complex="{0}pt" fo:font-size="{0}pt"'
    header = (
        f"<style:header><text:p>{xml(text.title)}</text:p></style:header>"
        "<style:footer><text:p>صفحة <text:page-number>1</text:page-number></text:p></style:footer>"
        if running_header
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta><dc:title>{xml(text.title)}</dc:title><meta:initial-creator>ليلى الحسن</meta:initial-creator>"
        "<meta:creation-date>2022-03-09T10:00:00</meta:creation-date></office:meta>"
        '<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties'
        ' style:writing-mode="rl-tb" fo:text-align="right" fo:margin-bottom="0.3cm"/>'
        f'<style:text-properties {fonts.format(13)} style:language-complex="ar"/></style:default-style>'
        '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"'
        f' style:default-outline-level="1"><style:text-properties {fonts.format(17)}/></style:style></office:styles>'
        '<office:automatic-styles><style:style style:name="T" style:family="table"><style:table-properties'
        ' style:writing-mode="rl-tb"/></style:style><style:page-layout style:name="L"><style:page-layout-properties'
        ' fo:page-width="14.8cm" fo:page-height="15cm" fo:margin="2cm" style:writing-mode="rl-tb"/>'
        "<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">'
        f"{header}</style:master-page></office:master-styles>"
        f"<office:body><office:text>{''.join(block(one) for one in text.blocks)}</office:text></office:body>"
        "</office:document>"
    )


def libreoffice(name: str, text: Text, suffixes: tuple[str, ...], running_header: bool = False) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{name}.fodt"
        source.write_text(flat_document(text, running_header), encoding="utf-8")
        office = ("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile")
        for suffix in suffixes:
            subprocess.run(
                [*office, "--convert-to", suffix, "--outdir", str(HERE), str(source)], check=True, capture_output=True
            )


def pango(name: str, text: Text) -> None:
    import cairo
    import gi

    gi.require_version("PangoCairo", "1.0")
    from gi.repository import Pango, PangoCairo

    surface = cairo.PDFSurface(str(HERE / name), 420, 595)
    surface.set_metadata(cairo.PDF_METADATA_TITLE, text.title)
    context = cairo.Context(surface)
    y = 40.0
    for one in text.blocks:
        for paragraph in one.paragraphs:
            layout = PangoCairo.create_layout(context)
            layout.set_font_description(Pango.FontDescription("Noto Naskh Arabic 12"))
            layout.set_width(340 * Pango.SCALE)
            layout.set_text(paragraph, -1)
            height = layout.get_pixel_size()[1]
            if y + height > 560:
                context.show_page()
                y = 40.0
            context.move_to(40, y)
            PangoCairo.show_layout(context, layout)
            y += height + 12
    surface.finish()


def fpdf(name: str, text: Text, shaped: bool) -> None:
    """Shaped by HarfBuzz, or as scripts without it do: presentation forms in visual order, a letter a glyph."""
    from arabic_reshaper import reshape
    from bidi.algorithm import get_display
    from fpdf import FPDF

    document = FPDF(format="A5")
    document.set_title(text.title)
    document.add_page()
    document.add_font("font", fname=DEJAVU)
    document.set_font("font", size=11)
    if shaped:
        document.set_text_shaping(True, direction="rtl", script="arab", language="ara")
    for one in text.blocks:
        for paragraph in one.paragraphs:
            if shaped:
                document.multi_cell(0, 7, paragraph, align="R", new_x="LMARGIN", new_y="NEXT")
            else:
                for line in _broken(paragraph, 62):
                    document.cell(
                        0,
                        7,
                        get_display(reshape(line), base_dir="L" if line.isascii() else "R"),
                        align="R",
                        new_x="LMARGIN",
                        new_y="NEXT",
                    )
            document.ln(4)
    document.output(str(HERE / name))


def reportlab(name: str, text: Text) -> None:
    from arabic_reshaper import reshape
    from bidi.algorithm import get_display
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("font", DEJAVU))
    canvas = Canvas(str(HERE / name), pagesize=(420, 595))
    canvas.setTitle("untitled")
    canvas.setAuthor("anonymous")
    y = 550.0
    for one in text.blocks:
        for paragraph in one.paragraphs:
            for line in _broken(paragraph, 56):
                canvas.setFont("font", 11)
                canvas.drawRightString(385, y, get_display(reshape(line), base_dir="L" if line.isascii() else "R"))
                y -= 17
            y -= 10
    canvas.save()


def _broken(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def make() -> None:
    small = "@page { size: A5 }"
    chromium("news-chromium.pdf", NEWS, small)
    chromium("vowelled-chromium.pdf", VOWELLED, small)
    chromium("mixed-chromium.pdf", MIXED, "body { font-family: 'Noto Kufi Arabic' }" + small)
    chromium("report-chromium.pdf", REPORT, small)
    chromium(
        "columns-chromium.pdf",
        COLUMNS,
        "h1 { column-span: all } body { columns: 2; column-gap: 30px; font-size: 12px }",
    )
    chromium("book-chromium.pdf", BOOK, "@page { size: A5 landscape } h2 { break-before: page }", header=True)
    for name, text in EVERY.items():
        if name != "columns":
            libreoffice(f"{name}-libreoffice", text, ("odt", "docx", "rtf"), running_header=name == "book")
    libreoffice("study-libreoffice", STUDY, ("pdf", "epub"))
    libreoffice("report-libreoffice", REPORT, ("pdf",))
    libreoffice("book-libreoffice", BOOK, ("pdf", "epub"), running_header=True)
    pango("mixed-pango.pdf", MIXED)
    pango("vowelled-pango.pdf", VOWELLED)
    fpdf("news-fpdf2.pdf", NEWS, shaped=True)
    fpdf("news-visual-fpdf2.pdf", NEWS, shaped=False)
    reportlab("mixed-visual-reportlab.pdf", MIXED)


if __name__ == "__main__":
    make()
