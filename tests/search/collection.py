"""Small collections of our own words, written as JSONL and indexed the way a person's are. Not for assertions."""

import json
from pathlib import Path

import numpy as np

from indexer.build import build
from indexer.store.scratch import Articles
from indexer.store.snapshot import Snapshot

Record = dict[str, object]


def write(path: Path, records: list[Record]) -> None:
    """Write records as one JSONL file, in a folder made for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")


def record(article_id: str, *paragraphs: str, title: str = "", **more: object) -> Record:
    """One article; `more` are author, date, source and url."""
    return {"_id": article_id, "title": title, "text": "\n".join(paragraphs), **more}


def index_of(place: Path, records: list[Record]) -> Path:
    """The folder of a new index over the records."""
    write(place / "sources" / "articles.jsonl", records)
    build(place / "sources", place / "index")
    return place / "index"


def ids(snapshot: Snapshot, articles: Articles) -> set[str]:
    """The ids of articles, given their numbers in order."""
    assert (np.diff(articles) > 0).all()
    return {snapshot.ids[number] for number in articles.tolist()}


LIBRARY: list[Record] = [
    record(
        "lamp",
        "اشترى الجدّ مصباحا قديما من سوق النحاس، ثم وضعه فوق رفّ الكتب.",
        "قال الحفيد إن طلب العِلْمِ يحتاج إلى ضوء هادئ وصبر طويل.",
        title="مصباح الجد",
        author="ليلى حدّاد",
        date="2019-03-14",
        source="مجلة النافذة",
        url="https://example.org/lamp",
    ),
    record(
        "flag",
        "رفرف عَلَم الميناء طوال النهار، وانتظر الصيادون هدوء البحر.",
        "لم يغادر أي مركب قبل المساء.",
        title="عَلَم الميناء",
        author=["سامر النجّار", "ليلى حدّاد"],
        date="يوليو 2020",
        source="جريدة الشاطئ",
    ),
    record(
        "school",
        "زارت المعلمة مدرسة القرية ومعها صندوق من الكتب.",
        "والمدرسة صغيرة، لكن إدارة المدرسة جمعت ألف كتاب في عام واحد.",
        title="مدرسة على التل",
        author="إبراهيم الكاتب",
        date="2020",
        source="جريدة الشاطئ",
    ),
    record(
        "water",
        "تشرح هيئة المياه خطة توزيع الماء في الصيف، وتقول إن الشبكة القديمة تحتاج إلى إصلاح.",
        "وتقول ادارة الشبكة إن الإصلاح يبدأ بعد الحصاد.",
        title="خطة المياه",
        date="2021-11-02",
        source="مجلة النافذة",
    ),
    record(
        "market",
        "في السوق القديم باع النحّاس مصباحا لكل بيت، وباع جاره كتابا لكل قارئ.",
        title="سوق النحاس القديم",
        author="سامر النجّار",
        date="2021-11-30",
        source="مجلة النافذة",
    ),
    record(
        "undated",
        "علم الفلك عند القدماء بدأ من مراقبة النجوم فوق الصحراء، لا من الكتب وحدها.",
        title="نجوم الصحراء",
        source="دفتر الرحلات",
    ),
    record(
        "trade",
        "اتفقت المدينتان على تنظيم التجارة بينهما، ووقّع التجّار اتفاقا جديدا بعد عام من الحوار.",
        "وصف كاتب محلي الاتفاق بأنه بداية حسنة للسوق.",
        title="اتفاق التجار",
        author="هالة الأمين",
        date="2022-01-09",
        source="جريدة الشاطئ",
    ),
]
"""Seven short articles of three sources: vowelled and bare words, spelling variants, full, partial and no dates."""
