"""The articles that ship in `sources/`: all are read, with the attribution that a person would give them.

They are natural texts, so what fails here is the reader's fault before it is the article's.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer.model import Article, Skipped
from indexer.readers.registry import discover, read_file

SOURCES = Path(__file__).parents[1] / "sources"


class Expected(NamedTuple):
    id: str
    title: str
    published: str | None
    authors: tuple[str, ...]


EXPECTED = (
    Expected("awraq-altarikh/alidrisi", "الإدريسي: خريطة العالم من صقلية", None, ("ليلى حداد",)),
    Expected(
        "awraq-altarikh/allaaba-alkubra",
        "اللعبة الكبرى: قرن من الظلال بين روسيا وبريطانيا",
        "2019-09-27",
        ("سامي الدباغ",),
    ),
    Expected("awraq-altarikh/alnakhla", "النَّخْلَةُ: سِيرَةُ شَجَرَةٍ كَرِيمَةٍ", "2020-09-20", ("هدى الكندي",)),
    Expected("awraq-altarikh/azmat-1946", "أزمة إيران 1946: أول ملف ثقيل على طاولة مجلس الأمن", "2022-03-03", ()),
    Expected("awraq-altarikh/harb-alqirm", "حرب القرم: حين غلبت الحمى الجيوش", "2017-01-12", ("ليلى حداد",)),
    Expected("awraq-altarikh/iran-1941", "صيف 1941: إيران بين جيشين", "2022-05-12", ("سامي الدباغ",)),
    Expected("awraq-altarikh/musaddiq-walnaft", "مصدق والنفط: تأميم لم يكتمل", "2023-08-19", ("رنا الشامي",)),
    Expected(
        "majallat-aldafatir/fanjan-min-almukha",
        "فنجان من المخا: رحلة القهوة من الذكر إلى السوق",
        "2018-01-14",
        ("مها القرشي",),
    ),
    Expected("majallat-aldafatir/hilf-baghdad", "حلف بغداد الذي بقي بلا بغداد", "2019-10-02", ("فادي النجار",)),
    Expected("majallat-aldafatir/huruf-min-rasas", "حروف من رصاص: بدايات الطباعة العربية", None, ("طارق أبو العلا",)),
    Expected(
        "majallat-aldafatir/madayiq",
        "المضائق التركية: مفاتيح البحر الأسود بعد مونترو",
        "2022-03-14",
        ("نادر الحمادي",),
    ),
    Expected(
        "majallat-aldafatir/shiab-albahr-alahmar",
        "شعاب البحر الأحمر: حدائق في ماء حار",
        "2024-05-20",
        ("إيمان بوزيد",),
    ),
    Expected(
        "majallat-aldafatir/turkiya-alatlasi",
        "تركيا تدخل الأطلسي: شتاء 1952",
        "2017-02-18",
        ("سلمى الراوي", "نادر الحمادي"),
    ),
    Expected(
        "majallat-aldafatir/wifaq-1907",
        "وفاق 1907: كيف اقتسمت لندن وبطرسبورغ النفوذ في فارس",
        "2016-08-31",
        ("سلمى الراوي",),
    ),
    Expected("muntakhabat-alahad/alnawm", "النوم: ما يحدث حين ننطفئ", "2021-01-17", ("أسرة المنتخبات",)),
    Expected("muntakhabat-alahad/qazwin", "قزوين، بحر أم بحيرة؟", "2022-09-04", ("كريم السالم",)),
    Expected("marsad-muahadat-1942", "حليفان على مضض: معاهدة لندن 1942", "2016-05-26", ("كريم السالم",)),
    Expected("marsad-nato-rusya", "الناتو وروسيا: ربع قرن من باريس إلى مدريد", "2022-07-15", ("رنا الشامي",)),
    Expected("marsad-qazwin", "قزوين: بحر أم بحيرة؟", "2022-08-12", ("سامي الدباغ",)),
    Expected(
        "marsad-alshamal",
        "الشمال يغادر الحياد: فنلندا والسويد في الأطلسي",
        "2024-04-02",
        ("رنا الشامي", "كريم السالم"),
    ),
    Expected("marsad-shatranj", "شاه مات: أسماء القطع تحكي تاريخها", "2019-07-20", ("ياسين المرابط",)),
    Expected("marsad-shams", "الشمس في مناقصة: حكاية الطاقة الشمسية العربية", "2021", ("إيمان بوزيد",)),
    Expected("marsad-waraq", "الورق: من طلاس إلى شاطبة", "2017-11", ()),
    Expected("marsad-sahafa", "من الوقائع إلى الشاشة: قرنان من الصحافة العربية", "2020-09-05", ("مها القرشي",)),
    Expected("rukn-almarifa/alaflaj", "الأفلاج: ساعة من ماء", "2021-10-07", ("هدى الكندي",)),
    Expected("rukn-almarifa/aljamal", "الجمل: هندسة العطش", "2024-11-03", ("د. فادي النجار",)),
    Expected("rukn-almarifa/asma-alnujum", "نجوم تتكلم العربية", None, ()),
    Expected("rukn-almarifa/bayt-alhikma", "بيت الحكمة: ما وراء الأسطورة", "2020-02-11", ("ياسين المرابط",)),
    Expected("rukn-almarifa/ibn-khaldun", "اِبْنُ خَلْدُونَ وَعِلْمُ العُمْرَانِ", "2018-05-27", ("ياسين المرابط",)),
    Expected(
        "rukn-almarifa/safqat-s400",
        "صفقة إس-400: تركيا بين مظلتين",
        "2024-06-10",
        ("رنا الشامي", "سامي الدباغ"),
    ),
    Expected("rukn-almarifa/turkmanjay", "تركمانجاي: معاهدة صارت مثلا", "2018-02-22", ("نادر الحمادي",)),
)

NOISE = (
    "الرئيسية »",
    "بقلم:",
    "كلمات مفتاحية",
    "صورة رقم",
    "شارك المقال",
    "شارك هذا المقال",
    "واتساب",
    "27/09/2019",
    "12/05/2022",
    "[1]",
    "ملفات الارتباط",
    "مقالات ذات صلة",
    "نشرتنا البريدية",
    "الوسوم",
    "تعليقات",
    "خريطة الموقع",
    "اقرأ أيضا",
    "الأكثر قراءة",
)

_WORD = re.compile("[\u0621-\u0652\u0670]+")


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    files, _ = discover(SOURCES)
    found = [article for file in files for article in read_file(file)]
    return {article.id: article for article in found if isinstance(article, Article)}


def body(article: Article) -> str:
    return "\n".join(article.paragraphs)


def words(article: Article) -> list[str]:
    return _WORD.findall(body(article))


def sequences(article: Article) -> set[tuple[str, ...]]:
    found = words(article)
    return {tuple(found[start : start + 5]) for start in range(len(found) - 4)}


def test_nothing_in_the_samples_is_skipped() -> None:
    files, skipped = discover(SOURCES)
    skipped += [outcome for file in files for outcome in read_file(file) if isinstance(outcome, Skipped)]
    assert not skipped


def test_the_table_names_every_sample_article(articles: dict[str, Article]) -> None:
    assert set(articles) == {expected.id for expected in EXPECTED}


@pytest.mark.parametrize("expected", EXPECTED, ids=[expected.id for expected in EXPECTED])
def test_a_sample_has_the_title_date_and_authors_that_a_person_would_give_it(
    articles: dict[str, Article], expected: Expected
) -> None:
    article = articles[expected.id]
    assert Expected(article.id, article.title, article.published, article.authors) == expected


def test_there_are_at_least_24_articles_of_250_words(articles: dict[str, Article]) -> None:
    too_short = {article.id: len(words(article)) for article in articles.values() if len(words(article)) < 250}
    assert not too_short
    assert len(articles) >= 24


def test_the_samples_come_from_several_sources_in_several_formats(articles: dict[str, Article]) -> None:
    assert len({article.source.id for article in articles.values()}) >= 4
    assert {Path(article.file).suffix for article in articles.values()} >= {".txt", ".md", ".html", ".jsonl"}


@pytest.mark.parametrize("noise", NOISE)
def test_what_surrounds_a_sample_is_not_in_its_body(articles: dict[str, Article], noise: str) -> None:
    assert not [article.id for article in articles.values() if noise in body(article)]


@pytest.mark.parametrize("article_id", ["awraq-altarikh/alnakhla", "rukn-almarifa/ibn-khaldun"])
def test_a_vowelled_sample_keeps_its_vowels(articles: dict[str, Article], article_id: str) -> None:
    text = body(articles[article_id])
    assert len(re.findall("[\u064b-\u0652]", text)) > len(re.findall("[\u0621-\u064a]", text)) / 2


def test_the_sample_in_windows_1256_is_mended_and_says_so(articles: dict[str, Article]) -> None:
    article = articles["awraq-altarikh/musaddiq-walnaft"]
    assert any("windows-1256" in repair for repair in article.repairs)
    assert "صوت المجلس الإيراني على تأميم صناعة النفط" in body(article)


def test_one_sample_is_a_reprint_of_another_with_small_changes(articles: dict[str, Article]) -> None:
    original, reprint = articles["marsad-qazwin"], articles["muntakhabat-alahad/qazwin"]
    shared = len(sequences(original) & sequences(reprint)) / len(sequences(original) | sequences(reprint))
    assert 0.7 < shared < 1
    assert original.source.id != reprint.source.id
