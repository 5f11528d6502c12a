"""The collection that the browser tests search: small, with everything that a page has to bear."""

import json
from pathlib import Path

ENDLESS = 2_000
"""Letters of a name that no line can hold."""

LONG_TEXT = 150_000
"""Letters of an article that no page can hold."""

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"

MARKS = "\u0651\u064b\u0650" * 1_000
"""Marks upon a letter that would reach over a whole page."""

LIGHTHOUSE = """عادت المنارة القديمة إلى العمل مساء أمس بعد عشرين سنة من الظلام، ففرح بها الصيادون وأطفالهم وكل من رأى
ضوءها يدور فوق الماء.

وقال كبير الحراس إن المصباح الجديد يُرى من مسافة بعيدة، وإن أول زورق اهتدى به دخل المرفأ قبل الفجر بقليل محمّلا بسمك كثير
باعه أصحابه في ساعة واحدة."""
"""A report that several papers print."""


def write_bridges(folder: Path) -> None:
    """Fourteen articles about a bridge, enough for two pages; one in English, one whose every name is too long, one
    that is too long itself, one with vowels, and one that would do harm if it could; and a story that stands in five
    places, of which another article has a paragraph,
    and one with a tower of marks.
    """
    articles: list[dict[str, object]] = [
        {
            "_id": f"bridge-{number}",
            "title": f"خبر الجسر رقم {number}",
            "text": f"افتُتح جسر القرية رقم {number} صباحًا.\n\nوقال الأهالي إن الجسر يختصر الطريق، وإن الجسور نعمة.",
            "author": "ليلى المرسي" if number % 2 else "باسم الخطيب",
            "date": f"20{10 + number}-03-0{number % 9 + 1}",
            "source": "صحيفة المعبر",
            "url": f"https://paper.example/{number}",
        }
        for number in range(14)
    ]
    articles.append(
        {
            "_id": "letter",
            "title": "A letter about the bridge",
            "text": "The word جسر means bridge. " + "Donaudampfschifffahrtsgesellschaft" * 8,
            "language": "en",
        }
    )
    articles.append(
        {
            "_id": "endless",
            "title": "ط" * ENDLESS,
            "text": "تدور الطاحونة. " + "م" * ENDLESS,
            "author": "ك" * ENDLESS,
            "source": "ص" * ENDLESS,
            "url": "https://paper.example/" + "u" * ENDLESS,
        }
    )
    line = "كان القارب يعبر من الضفة إلى الضفة كل صباح."
    body = "\n\n".join(f"{line} هذه هي المرة {number}." for number in range(LONG_TEXT // (len(line) + 20)))
    articles.append({"_id": "book", "title": "كتاب القارب", "text": body, "source": "مكتبة النهر"})
    articles.append({"_id": "vowels", "title": "نَشِيدُ النَّاعُورَةِ", "text": "تَدُورُ النَّاعُورَةُ وَتُغَنِّي لِلْمَاءِ.", "date": "2001"})
    articles.append(
        {
            "_id": "hostile",
            "title": f"{HOSTILE} شرير \u202eمقلوب",
            "text": f"نص شرير {HOSTILE} \u202eمقلوب\n\n" + "ش" * 100_000,
            "author": HOSTILE,
            "source": HOSTILE,
            "url": "javascript:alert(2)",
        }
    )
    articles += [
        {
            "_id": f"lighthouse-{number}",
            "title": f"المنارة تضيء من جديد {number}",
            "text": LIGHTHOUSE,
            "source": f"جريدة المرفأ {number}",
            "date": f"2031-05-0{number}",
        }
        for number in range(1, 6)
    ]
    articles.append(
        {
            "_id": "keeper",
            "title": "حارس المنارة يتذكر",
            "text": "سألناه عن ليالي الشتاء.\n\n" + LIGHTHOUSE.partition("\n\n")[0],
            "source": "مجلة الشراع",
        }
    )
    articles.append({"_id": "tower", "title": "برج" + MARKS, "text": "بُني البرج" + MARKS, "author": "بانٍ" + MARKS})
    folder.mkdir()
    lines = [json.dumps(article, ensure_ascii=False) for article in articles]
    (folder / "corpus.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
