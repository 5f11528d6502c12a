"""Which lines may be titles, and where else a title may come from."""

import pytest

from indexer.attribution.headings import is_heading, is_prose, term_defined, title_from_file_name
from indexer.attribution.phrases import bare_words, fold, same_words


@pytest.mark.parametrize(
    "line",
    ["البحيرة التي اختفت.. حكاية قرية بلا ماء", "هل يعود الماء إلى القرية؟", "الخلفية", "ماذا بعد؟!", "وماذا بعد..."],
)
def test_short_lines_without_a_full_stop_may_be_headings(line: str) -> None:
    assert is_heading(line)
    assert not is_prose(line)


@pytest.mark.parametrize(
    "line",
    [
        "عاد الماء إلى القرية بعد عشرين عاما.",
        "قال الشيخ إن الماء سيعود. وافقه من حضر من أهل القرية",
        "كلمة " * 30,
        "وقال أحد السكان الذين بقوا فيها:",
    ],
)
def test_sentences_and_long_lines_are_prose(line: str) -> None:
    assert is_prose(line)
    assert not is_heading(line)


def test_the_term_that_a_first_sentence_defines_is_the_title() -> None:
    assert term_defined("برج الساعة (بالإنجليزية: Clock Tower) هو بناء قديم في وسط البلدة.") == "برج الساعة"
    assert term_defined("الخزافة (بالفرنسية: Céramique)، هي صناعة الأواني من الطين.") == "الخزافة"


@pytest.mark.parametrize(
    "paragraph", ["برج الساعة هو بناء قديم.", "زار الوزير (من الحزب: الأخضر) المدينة وهو يبتسم.", ""]
)
def test_other_first_sentences_define_nothing(paragraph: str) -> None:
    assert term_defined(paragraph) is None


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("رحلة-إلى-الجبل", "رحلة إلى الجبل"),
        ("2021-06-05-رحلة_الجبل", "رحلة الجبل"),
        ("004_97e49a4ad8d2e29f", None),
        ("article1", None),
        ("ملف جديد", None),
        ("12345", None),
    ],
)
def test_a_file_name_is_a_title_only_when_made_of_words(stem: str, title: str | None) -> None:
    assert title_from_file_name(stem) == title


def test_set_phrases_are_compared_without_vowels_hamza_and_punctuation() -> None:
    assert fold("إقرأ أيضاً") == fold("اقرا ايضا")
    assert same_words("عودةُ الماء..", "عوده الماء")
    assert not same_words("عودة الماء", "عودة النماء")
    assert not same_words("عودة الماء", "عودة الملاء")
    assert bare_words("«النهر»، والبحر") == ("النهر", "والبحر")
