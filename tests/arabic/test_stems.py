"""The stem level: what must meet, what must stay whole, rule by rule."""

import pytest
from hypothesis import given

from indexer.arabic import stems
from indexer.arabic.cleaning import exact
from indexer.arabic.folding import fold
from tests.arabic.strategies import bare_words, texts


def stem(word: str) -> str:
    return stems.stem(fold(exact(word)))


@pytest.mark.parametrize(
    "words",
    [
        "شجرة الشجرة",
        "رئيس الرئيس والرئيس للرئيس بالرئيس كالرئيس فالرئيس وللرئيس",
        "وزارة ووزارة الوزارة بوزارة لوزارة والوزارة وزارته وزارات",
        "كتاب كتابا كتابًا كتاباً الكتاب كتابه كتابها كتابهم",
        "مدارس المدارس والمدارس مدرسة",
        "قرية القرية قرى القرى",
        "اتفاق اتفاقية اتفاقيات بالاتفاقية الاتفاقيات",
        "بريطاني بريطانية البريطانيين البريطانيون بريطانيا",
        "روسيا روسي روسية الروسية",
        "ألمانيا المانيا ألماني الألمانية",
        "لبنان لبناني اللبنانية للبنان ولبنان",
        "فلسطين فلسطيني الفلسطينيين",
        "دولة دولته دولتهم الدولتين دول الدول",
        "حياة حياته حياتها الحياة",
        "تصريح تصريحات تصريحاته تصريحاتها",
        "لغة اللغة للغة لغات اللغات",
        "لجنة اللجنة للجنة لجان",
        "شيء شئ شيئا الشيء",
        "بناء بنائه بناءً البناء",
        "برنامج البرنامج برنامجه برامج البرامج",
        "وزير وزراء الوزراء",
        "هيئة الهيئة هيئات هيئته",
        "مئة مئات مائة بالمائة",
        "البحرين بحريني البحرينية",
        "حلف أحلاف الأحلاف",
        "ألمانيا وألمانيا بألمانيا فألمانيا لألمانيا",
        "إلغاء وإلغاء بإلغاء",
        "التزام والتزام بالتزام",
        "ألعاب وألعاب بألعاب",
        "الله والله بالله فالله لله ولله تالله",
        "آلة آلات الآلات بالآلات",
        "قوة قوات القوات",
    ],
)
def test_forms_of_one_word_meet(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "word",
    [
        "الله",
        "فلسطين",
        "بطاطس",
        "إلهام",
        "التهاب",
        "قانون",
        "تلفزيون",
        "مليون",
        "لبنان",
        "إيران",
        "برلمان",
        "أوطان",
        "امتحان",
        "أوقات",
        "نبات",
        "تكوين",
        "الآن",
        "عليا",
        "بابا",
        "بيروت",
        "واشنطن",
        "كازاخستان",
    ],
)
def test_what_looks_like_an_affix_and_is_none_stays(word: str) -> None:
    assert stem(word) == fold(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("ألمانيا", "المان"), ("المانيا", "المان"), ("ألبانيا", "البان"), ("آلهة", "اله"), ("وزارة", "وزار")],
)
def test_a_first_letter_of_the_word_itself_is_kept(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_the_article_is_not_taken_from_a_word_that_only_begins_like_a_protected_one() -> None:
    assert stem("الأمريكية") == stem("أمريكا")
    assert stem("التحقيق") == stem("تحقيق")
    assert stem("السنة") == stem("سنة")
    assert stem("والتعليم") == stem("تعليم")
    assert stem("وسيطرة") == stem("سيطرة")


def test_the_final_noon_of_a_stem_is_kept() -> None:
    assert stem("المهيمن") == "مهيمن"


@pytest.mark.parametrize("word", ["فهم", "ولد", "كان", "بيت", "لون", "هات", "الف", "سنه"])
def test_words_of_three_letters_are_never_cut(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize("word", ["london", "covid19", "2010", "3.5", "москва"])
def test_foreign_words_and_numbers_stay_as_they_are(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("one", "other"), [("شرطة", "شرط"), ("المائة", "الماء"), ("البحرين", "البحر"), ("طلب", "طالب")]
)
def test_words_that_light_stemming_would_confuse_are_kept_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "words", ["مكتب مكتبة", "مدرس مدرسة", "جمل جملة", "والد الد", "كمال مال", "فترة تره", "تجارة تاجر"]
)
def test_words_that_share_only_letters_keep_their_own_stems(words: str) -> None:
    one, other = words.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "words",
    [
        "شكل بشكل وبشكل لشكل",
        "دولة لدولة بدولة كدولة",
        "لغة لغته لغتها لغتهم لغتنا",
        "سنة سنتين سنتان",
        "كتبت كتب كتبوا",
        "استقبلت استقبل",
        "مكتبة مكتبات مكتبته المكتبتين",
        "الصين صيني الصينية",
        "فقيه الفقيه فقهاء",
    ],
)
def test_short_words_are_cut_where_a_listed_noun_or_a_known_root_says_so(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize("word", ["بوابة", "فيينا", "تراكم", "فقال", "كندا", "لسان", "بلاد", "كلام", "ثابت", "بيوت"])
def test_a_letter_of_the_root_is_not_taken_for_an_affix(word: str) -> None:
    assert stem(word)[0] == fold(word)[0]
    assert fold(word).startswith(stem(word)) or stem(word) == "بيت" or stem(word) == "بلد"


def test_a_nisba_of_a_short_word_is_not_the_word_itself() -> None:
    assert stem("دولي") != stem("دولة")


@pytest.mark.parametrize(
    ("prefix", "word"),
    [(prefix, word) for prefix in ("ال", "وال", "بال", "كال", "فال", "لل", "وبال") for word in ("مشروع", "تقرير")],
)
def test_the_article_goes_with_what_stands_before_it(prefix: str, word: str) -> None:
    assert stem(prefix + word) == word


@pytest.mark.parametrize(
    "ending", ["ه", "ة", "ها", "هم", "هما", "هن", "ات", "ون", "ين", "ان", "ا", "وا", "ي", "يه", "ته"]
)
def test_endings_go(ending: str) -> None:
    assert stem("مشروع" + ending) == "مشروع"


@given(texts)
def test_any_form_has_a_stem(text: str) -> None:
    form = fold(exact(text))
    assert bool(stems.stem(form)) == bool(form)


@given(bare_words)
def test_a_stem_is_never_a_single_letter_unless_the_word_is_one(word: str) -> None:
    form = fold(exact(word))
    assert len(stems.stem(form)) >= min(2, len(form))
