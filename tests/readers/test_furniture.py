"""The furniture of news sites by what a line says, and article text that resembles it."""

import pytest

from indexer.readers.furniture import Kind, kind, last_crumb, stands_alone

LINES = [
    ("الرئيسية » اقتصاد » أسعار القمح ترتفع من جديد", Kind.BREADCRUMB),
    ("الصفحة الرئيسية", Kind.BREADCRUMB),
    ("Home > World > Lakes", Kind.BREADCRUMB),
    ("تقارير ودراسات", Kind.SECTION),
    ("أخبار", Kind.SECTION),
    ("أرشيفية", Kind.CAPTION),
    ("صورة رقم 3", Kind.CAPTION),
    ("(رويترز)", Kind.CAPTION),
    ("--(أ ف ب)", Kind.CAPTION),
    ("تصوير: نادر فهمي", Kind.CAPTION),
    ("مشاركة", Kind.BUTTON),
    ("طباعة", Kind.BUTTON),
    ("شارك الخبر على: فيسبوك | تويتر | واتساب", Kind.BUTTON),
    ("تابعونا على فيسبوك وتويتر", Kind.BUTTON),
    ("اشتركوا في نشرتنا البريدية", Kind.BUTTON),
    ("جميع الحقوق محفوظة © 2022", Kind.BUTTON),
    ("أضف تعليقك", Kind.BUTTON),
    ("اقرأ أيضاً: عودة الطيور إلى البحيرة", Kind.RELATED),
    ("إقرأ ايضا", Kind.RELATED),
    ("شاهد أيضًا", Kind.RELATED),
    ("مواضيع ذات صلة", Kind.RELATED),
    ("كلمات مفتاحية", Kind.KEYWORDS),
    ("الوسوم: ماء، زراعة", Kind.KEYWORDS),
    ("Tags: water", Kind.KEYWORDS),
    ("الآراء الواردة في المقال لا تعبر بالضرورة عن رأي الموقع", Kind.HOUSE_RULES),
]

ARTICLE_TEXT = [
    "تابعنا المسير حتى وصلنا إلى النبع",
    "شارك الأهالي في بناء الجسر الجديد",
    "شارك الوزير",
    "طباعة الكتب في القرن الماضي",
    "رابط الدم أقوى من كل شيء",
    "الرئيسية من الطرق أصلحت أولا",
    "كلمات مفتاحية في فهم النص القديم",
    "قال (رويترز) إن الخبر صحيح",
    "أخبار القرية",
    "صورة رقم الهاتف على الجدار",
    "اقرأ كتابا كل شهر",
    "للمزيد من الحذر أغلقوا الباب",
    "التعليقات التي سمعتها كانت طيبة",
    "وسوم الإبل عند القبائل",
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_furniture_is_known(line: str, expected: Kind) -> None:
    assert kind(line) is expected


@pytest.mark.parametrize("line", ARTICLE_TEXT)
def test_what_only_resembles_furniture_is_text(line: str) -> None:
    assert kind(line) is Kind.TEXT


def test_the_last_step_of_a_breadcrumb() -> None:
    assert last_crumb("الرئيسية » اقتصاد » أسعار القمح") == "أسعار القمح"


def test_an_announcement_alone_is_told_from_one_with_its_content() -> None:
    assert stands_alone("اقرأ أيضا:")
    assert not stands_alone("اقرأ أيضا: عودة الطيور")
    assert not stands_alone("سطر آخر")
