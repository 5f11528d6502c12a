"""The root level: families that meet, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic import roots
from indexer.arabic.analysis import analyze


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("مكتبة كتاب كاتب مكتوب يكتب كتب المكاتب", "كتب"),
        ("يبحث نبحث بحثت بحثوا باحث البحث الأبحاث للبحث سيبحث مباحثات", "بحث"),
        ("استخدام استخدم يستخدم مستخدم خدمة", "خدم"),
        ("مدرسة مدرس تدريس دراسة يدرس", "درس"),
        ("علم علوم معلوم تعليم عالم", "علم"),
        ("حد حدود محدد تحديد", "حدد"),
        ("اتحاد وحدة الاتحادات", "وحد"),
        ("قال يقول قول", "قول"),
        ("انتخاب منتخب الانتخابات ينتخب", "نخب"),
    ],
)
def test_a_family_of_words_has_one_root(words: str, root: str) -> None:
    assert {word: analyze(word).root for word in words.split()} == dict.fromkeys(words.split(), root)


@pytest.mark.parametrize("word", ["بريطانيا", "واشنطن", "بطاطس", "فلسطين", "إنترنت", "london", "2010", "covid19"])
def test_names_and_foreign_words_are_left_alone(word: str) -> None:
    terms = analyze(word)
    assert terms.root == terms.stem


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("نشرت تنشر منشور نشر", "نشر"),
        ("تأسست تأسيس أسس مؤسس", "ءسس"),
        ("يقع تقع وقوع موقع", "وقع"),
        ("احتل احتلال محتل", "حلل"),
        ("اضطراب مضطرب ضرب", "ضرب"),
        ("ازدهار ازدهر زهور", "زهر"),
        ("رئيس رؤساء رأس", "رءس"),
        ("ترجم مترجم يترجم", "ترجم"),
        ("مدينة مدني مدن", "مدن"),
        ("اسم أسماء", "سمو"),
    ],
)
def test_of_all_measures_that_fit_the_one_with_a_known_root_is_believed(words: str, root: str) -> None:
    expected = roots.root("سما") if root == "سمو" else root
    assert {word: analyze(word).root for word in words.split()} == dict.fromkeys(words.split(), expected)


def test_unrelated_countries_and_nouns_do_not_meet() -> None:
    assert analyze("رئيس").root != analyze("روسيا").root


@given(st.text(min_size=1))
def test_any_stem_has_a_root(stem: str) -> None:
    assert roots.root(stem)
