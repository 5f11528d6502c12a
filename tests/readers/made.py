"""Articles whose text is known, and what writes each of them as a file of every format.

Vowelled prose, verse, tables, footnotes, Latin words and numbers in three sets of digits within Arabic lines.
"""

import base64
import csv
import gzip
import html
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.readers.warcs import warc


@dataclass(frozen=True)
class Made:
    """An article: prose, a subheading with prose after it, a list, a table with its rows of cells, verse, footnotes."""

    key: str
    title: str
    prose: tuple[str, ...]
    heading: str
    after: tuple[str, ...]
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    verses: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def lines(self, *without: str) -> list[str]:
        """The known text, a paragraph a line, without the kinds that a format leaves out."""
        parts = {
            "prose": self.prose,
            "heading": (self.heading,),
            "after": self.after,
            "items": self.items,
            "rows": tuple(" | ".join(row) for row in self.rows),
            "verses": tuple(" ".join(verse) for verse in self.verses),
            "notes": self.notes,
        }
        return [line for kind, lines in parts.items() if kind not in without for line in lines]


ARTICLES = (
    Made(
        "wells",
        "آبار الطريق القديم بين الواحتين",
        (
            "كانَتِ القافِلَةُ تَقطَعُ الطَّريقَ في سِتِّ لَيالٍ، لا تَنزِلُ إلّا عِندَ بِئرٍ يَعرِفُها الدَّليلُ وَحدَهُ.",
            "وفي سنة 1907 رسم المسّاح H. Keller خريطة بمقياس 1:250,000 أثبت عليها 14 بئرا، منها 9 عذبة.",
            "ولا تزال ثلاث منها، هي «أم الجرار» و«البيضاء» و(الطويلة)، تسقي الإبل إلى يومنا هذا صيفا وشتاء!",
        ),
        "ما بقي من الآبار",
        ("زرنا البئر الأولى في ٣ أيلول، فوجدنا ماءها على عمق ١٢٫٥ مترا، وحبلها من ليف جديد.",),
        items=("حبل من ليف طوله عشرون ذراعا", "دلو من جلد GPS: N 24.5", "حجر منقوش عليه الحرف «ط»"),
        rows=(("البئر", "العمق", "الطعم"), ("أم الجرار", "12.5 م", "عذب"), ("الطويلة", "٣١ م", "مالح قليلا")),
        verses=(("يا بئر أمي لا عدمت دلاءك", "ولا جف في حر الهجير رشاؤك"),),
        notes=("الرشاء حبل الدلو.", "انظر خريطة Keller المحفوظة في دار البلدية، رقم 77/ب."),
    ),
    Made(
        "clock",
        "ساعة البرج التي تأخرت سبع دقائق",
        (
            "ظلت ساعة البرج متأخرة سبع دقائق طوال أربعين عاما، ولم يشأ أحد من أهل الحي أن يصلحها.",
            "يقول الساعاتي جورج (George T. Haddad) إن السبب مسنن نحاسي قطره 3.2 سم صنع في Genève عام 1931.",
            "فَلَمّا أُصلِحَتْ يَومَ الخَميسِ، تَأَخَّرَ النّاسُ كُلُّهُم عَن أَعمالِهِم، وَضَحِكَ شَيخُ الحَيِّ طَويلًا.",
        ),
        "كيف تعمل المسننات",
        (
            "في العلبة ستة مسننات، أكبرها ذو 96 سنا، وأصغرها ذو ٨ أسنان فقط؛ وكلها من النحاس الأصفر.",
            "ويزيت الحارس المحور مرتين في السنة: مرة في آذار ومرة في تشرين الأول.",
        ),
        items=("زيت خفيف من نوع SAE 10", "مفتاح رقم ١٤", "قطعة قماش من القطن"),
        rows=(("المسنن", "الأسنان"), ("الأكبر", "96"), ("الأصغر", "٨")),
        verses=(("تأخرت عنا دقائق يا برج", "فما ضر لو أبطأت بالفرح العمر"), ("ودقت على مهل", "فقلنا لها صبرا")),
        notes=("ذكر ذلك في حديث معه في دكانه.",),
    ),
    Made(
        "loom",
        "نول الجدة: صنعة على حافة النسيان",
        (
            "في غرفة صغيرة من بيت الجدة نول خشبي عمره مئة عام، ما زال يدور كلما جاء الشتاء وطال الليل.",
            "تَقولُ الجَدَّةُ: «الخَيطُ لا يَكذِبُ، فَمَن شَدَّهُ قَطَعَهُ، وَمَن أَرخاهُ أَضاعَهُ».",
            "ويباع البساط الواحد (120×80 سم) بنحو 250 دولارا عبر موقع loom-shop.example منذ عام ٢٠١٨.",
        ),
        "الألوان وأسماؤها",
        ("الأحمر من قشر الرمان، والأزرق من النيلة Indigofera، والأصفر من ورق الزعفران بنسبة 5%.",),
        items=("صوف أبيض 2 كغ", "قشر رمان مجفف", "قدر نحاس كبير"),
        rows=(("اللون", "المادة", "الزمن"), ("أحمر", "رمان", "4 ساعات"), ("أزرق", "نيلة", "ليلة كاملة")),
        verses=(("نسجت من الليل الطويل بساطا", "وعلقت في طرف النهار خيوطا"),),
        notes=("النول بفتح النون آلة النسيج.", "يقابلها بالإنكليزية loom.", "السعر كما كان في ربيع 2021."),
    ),
)


def as_text(made: Made) -> str:
    lines = made.lines("rows", "verses", "notes")
    return "\n\n".join([made.title, *lines])


def as_markdown(made: Made) -> str:
    prose = [made.prose[0] + "[^1]", *made.prose[1:]]
    items = "\n".join(f"- {item}" for item in made.items)
    notes = "\n\n".join(f"[^{number}]: {note}" for number, note in enumerate(made.notes, start=1))
    verses = "\n\n".join(f"*{first}* {second}" for first, second in made.verses)
    after = [f"**{line[:9]}**{line[9:]}" for line in made.after]
    parts = [f"# {made.title}", *prose, f"## {made.heading}", *after, items, verses, notes]
    return "\n\n".join(parts)


def as_html(made: Made, *, charset: str = "utf-8", around: str = "div") -> str:
    def block(tag: str, texts: tuple[str, ...]) -> str:
        return "\n".join(f"<{tag}>{html.escape(text)}</{tag}>" for text in texts)

    rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in made.rows)
    verses = tuple(" ".join(verse) for verse in made.verses)
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{charset}">
<title>{html.escape(made.title)}</title></head><body><header><nav><a href="/">الرئيسية</a></nav></header>
<{around}><article><h1>{html.escape(made.title)}</h1>{block("p", made.prose)}<h2>{html.escape(made.heading)}</h2>
{block("p", made.after)}<ul>{block("li", made.items)}</ul><table>{rows}</table>{block("p", verses)}
{block("p", made.notes)}</article></{around}><footer><p>جميع الحقوق محفوظة</p></footer></body></html>"""


def as_record(made: Made) -> dict[str, str]:
    return {"_id": made.key, "title": made.title, "text": "\n".join(made.lines()), "author": "ليلى الكاتبة"}


def as_jsonl(made: Made) -> str:
    return json.dumps(as_record(made), ensure_ascii=False) + "\n"


def as_csv(made: Made) -> str:
    out = io.StringIO()
    record = as_record(made)
    csv.writer(out, delimiter=";").writerows([["المعرف", "العنوان", "النص", "الكاتب"], list(record.values())])
    return out.getvalue()


def as_mhtml(made: Made) -> bytes:
    page = base64.encodebytes(as_html(made).encode())
    head = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="=="\n\n--==\nContent-Type: text/html\n'
        "Content-Transfer-Encoding: base64\nContent-Location: https://example.org/made\n\n"
    )
    return head.encode() + page + b"\n--==--\n"


def as_warc(made: Made) -> bytes:
    return warc([(f"https://example.org/{made.key}", as_html(made), "200 OK", "text/html")])


def as_feed(made: Made) -> str:
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in made.lines())
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>رف الكتب</title>'
        f"<item><title>{escape(made.title)}</title><guid>{made.key}</guid><description>ملخص</description>"
        f"<content:encoded><![CDATA[{lines}]]></content:encoded></item></channel></rss>"
    )


def as_atom(made: Made) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in made.lines())
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>رف الكتب</title><entry>'
        f"<title>{escape(made.title)}</title><id>{made.key}</id><updated>2021-01-01T00:00:00Z</updated>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{lines}</div></content></entry></feed>'
    )


def as_mediawiki(made: Made) -> str:
    rows = "\n|-\n".join("\n".join(f"| {cell}" for cell in row) for row in made.rows)
    wikitext = "\n\n".join(
        (
            f"{{{{صندوق|اسم={made.key}}}}}",
            made.prose[0] + "<ref>مرجع</ref>",
            *made.prose[1:],
            f"== {made.heading} ==",
            *made.after,
            "\n".join(f"* {item}" for item in made.items),
            f"{{|\n{rows}\n|}}",
            *(" ".join(verse) for verse in made.verses),
            "[[تصنيف:مقالات]]",
        )
    )
    return (
        f"<mediawiki><page><title>{escape(made.title)}</title><ns>0</ns><revision><text>{escape(wikitext)}</text>"
        "</revision></page></mediawiki>"
    )


def as_tei(made: Made) -> str:
    def blocks(tag: str, texts: tuple[str, ...]) -> str:
        return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)

    rows = "".join(f"<row>{blocks('cell', row)}</row>" for row in made.rows)
    verses = "".join(f'<lg type="bayt">{blocks("l", verse)}</lg>' for verse in made.verses)
    notes = "".join(f'<note place="bottom">{escape(note)}</note>' for note in made.notes)
    first, *others = made.prose
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><pb n="5"/><div type="article">'
        f"<head>{escape(made.title)}</head><p>{escape(first)}{notes}</p>{blocks('p', tuple(others))}"
        f"<div><head>{escape(made.heading)}</head>{blocks('p', made.after)}<list>{blocks('item', made.items)}</list>"
        f"<table>{rows}</table>{verses}</div></div></body></text></TEI>"
    )


def as_openiti(made: Made) -> str:
    lines = [
        "######OpenITI#",
        f"#META# 020.BookTITLE\t:: {made.title}",
        "#META#Header#End#",
        "",
        *(f"# {line[:30]}ms0001\n~~{line[30:]}" if line[30:31] == " " else f"# {line}" for line in made.prose),
        "# PageV01P001",
        *(f"# {line}" for line in (made.heading, *made.after, *made.items)),
        *(f"# {' | '.join(row)}" for row in made.rows),
        *(f"# {first} %~% {second} PageV01P002" for first, second in made.verses),
        *(f"# {note}" for note in made.notes),
    ]
    return "\n".join(lines)


def as_zip(made: Made) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"مقالات/{made.key}.tei", as_tei(made))
    return out.getvalue()


FORMATS: Mapping[str, tuple[Callable[[Made], str | bytes], tuple[str, ...]]] = {
    # name of the file: what writes it, and the kinds of text that the format or its writer leaves out
    "text.txt": (as_text, ("rows", "verses", "notes")),
    "text-utf16.txt": (lambda made: as_text(made).encode("utf-16"), ("rows", "verses", "notes")),
    "markdown.md": (as_markdown, ("rows",)),
    "page.html": (as_html, ()),
    "page-utf16.html": (lambda made: as_html(made, charset="utf-16").encode("utf-16"), ()),
    "form.html": (lambda made: as_html(made, around="form"), ()),
    "packed.html.gz": (lambda made: gzip.compress(as_html(made).encode()), ()),
    "records.jsonl": (as_jsonl, ()),
    "table.csv": (as_csv, ()),
    "saved.mhtml": (as_mhtml, ()),
    "crawl.warc.gz": (as_warc, ()),
    "rss.xml": (as_feed, ()),
    "atom.atom": (as_atom, ()),
    "wiki.xml": (as_mediawiki, ("rows", "notes")),
    "edition.tei": (as_tei, ()),
    "book.openiti": (as_openiti, ()),
    "archive.zip": (as_zip, ()),
}
