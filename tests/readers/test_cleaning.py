"""Characters, white space, footnote marks, and lines that were broken at a fixed width."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.cleaning import _BROKEN, clean, one_line, paragraphs, without_footnote_marks
from indexer.readers.wrapping import lines_of

WRAPPED = """كانت القرية في أول الشتاء تنام مبكرة، ويغلق الناس أبوابهم قبل
أن تغيب الشمس وراء التلال البعيدة، ولا يبقى في الطريق إلا كلاب
الحراسة وبعض الأولاد الذين لا يخافون البرد. وكان جدي يجلس قرب
النافذة يعد النجوم.

وفي الليلة التي سقط فيها الثلج لأول مرة خرجنا كلنا إلى الساحة
نركض ونضحك ونجمع الثلج في أيدينا الصغيرة حتى تحمر أصابعنا، ثم
نعود إلى الموقد.
"""


def test_white_space_is_one_space_and_spelling_stays() -> None:
    assert clean(" عِلْمٌ \t\u00a0 نــافع\x00\x07 \n") == "عِلْمٌ نــافع"


def test_halves_of_surrogate_pairs_are_dropped_so_that_the_text_can_be_stored() -> None:
    assert clean("قبل \ud800بعد").encode() == "قبل بعد".encode()


def test_a_title_loses_invisible_marks_at_its_ends_only() -> None:
    assert one_line("\u200f\u202bمي\u200cخواهم\u202c \u200e") == "مي\u200cخواهم"


def test_each_line_is_a_paragraph_and_lines_without_words_are_none() -> None:
    assert paragraphs("أول\r\n\n  ثان \n***\n---") == ("أول", "ثان")


def test_footnote_marks_go_and_other_brackets_stay() -> None:
    assert without_footnote_marks("في البلدة.[1] ثم قال:[٢][3] نعم [4].") == "في البلدة. ثم قال: نعم."
    assert without_footnote_marks("النشأة[عدل]") == "النشأة"
    assert without_footnote_marks("المادة [12] من القانون [كذا]") == "المادة [12] من القانون [كذا]"


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    first, second = lines_of(WRAPPED)
    assert first.text.endswith("وكان جدي يجلس قرب النافذة يعد النجوم.")
    assert second.text.startswith("وفي الليلة")
    assert second.gap


def test_lines_of_their_own_length_stay_apart() -> None:
    verse = "يا نهر قف عند الضفاف\nواسمع حكاية من رحل\nترك المراكب نائمات\nثم اختفى خلف الجبل\nوأنا انتظرت على الرصيف\n"
    assert len(lines_of(verse)) == 5


def test_equal_lines_that_are_sentences_stay_apart() -> None:
    assert len(lines_of("هذا هو السطر الذي يتكرر كثيرا في هذا الملف الصغير.\n" * 8)) == 8


@given(st.text(max_size=300))
def test_no_letter_is_lost_in_cleaning(text: str) -> None:
    letters = [character for character in text if character.isalpha()]
    assert [character for character in clean(text) if character.isalpha()] == letters
    assert [c for paragraph in paragraphs(text) for c in paragraph if c.isalpha()] == letters
    if "[" not in text:
        assert [c for line in lines_of(text) for c in line.text if c.isalpha()] == letters


@given(st.one_of(st.text(), st.text(alphabet="اب. «»a\t\u00a0\u200b\x00\x85\u2028")))
def test_texts_without_anything_unusual_come_out_as_all_others_do(text: str) -> None:
    unbroken = "".join(letter for letter in text if not _BROKEN.match(letter))
    assert clean(text) == " ".join(unbroken.split())


@given(st.text(alphabet="اب \n\r\x0b\x0c\x1c\x85\u2028\u2029\u200c."))
def test_a_line_ends_wherever_unicode_ends_one(text: str) -> None:
    ended = (clean(line) for line in text.splitlines())
    assert paragraphs(text) == tuple(line for line in ended if "ا" in line or "ب" in line)
