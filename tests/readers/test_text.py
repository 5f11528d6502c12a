"""Plain text as people save it: what is the title, the byline, the date, the body, and what is furniture."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.attribution.headings import is_prose
from indexer.model import Article, Origin
from indexer.readers.furniture import Kind, kind
from indexer.readers.saved_text import read_saved_text
from indexer.readers.wrapping import Line, lines_of
from tests.readers.reading import read_all, read_one, write

LEAD = "أعادت البلدية أمس فتح الحديقة بعد أعمال ترميم طويلة شملت الممرات والنوافير."
MORE = "وقال المهندس المشرف إن تكلفة العمل بلغت مليوني دينار تقريبا."
LAST = "وأضاف أن المرحلة الثانية تبدأ في مايو 2023 وتنتهي بعد عام."
TITLE = "البلدية تعيد فتح الحديقة العامة بعد عامين"


def read(tmp_path: Path, text: str, name: str = "0001.txt") -> Article:
    return read_one(tmp_path, name, text)


def test_a_saved_page_with_every_kind_of_furniture(tmp_path: Path) -> None:
    page = f"""الأحد 4 مايو 2025 - 10:22
الرئيسية | سياسة | محليات
{TITLE}
كتب: سامر الحلبي | نشر في: 12 أبريل 2022 | آخر تحديث: 14 أبريل 2022
شارك على فيسبوك تويتر واتساب
طباعة
أرشيفية
(رويترز)
{LEAD}[1]
اقرأ أيضا: أين تذهب العائلات في العطلة؟
{MORE}
{TITLE} - صورة رقم 2
السياسة
شاهد أيضا
مهرجان الزهور يعود إلى المدينة القديمة
{LAST}
تابعونا على فيسبوك وتويتر
المصدر: النهر + وكالات
الوسوم: حديقة، بلدية
أين تذهب العائلات في العطلة؟
أضف تعليقك
جميع الحقوق محفوظة © 2022
"""
    article = read(tmp_path, page)
    assert article.title == TITLE
    assert article.authors == ("سامر الحلبي",)
    assert article.published == "2022-04-12"
    assert article.paragraphs == (LEAD, MORE, "السياسة", LAST)
    assert article.provenance.title is Origin.HEADING
    assert article.provenance.authors is Origin.BYLINE
    assert article.provenance.published is Origin.DATELINE


def test_a_label_before_the_title_is_not_the_title_when_captions_repeat_the_title(tmp_path: Path) -> None:
    article = read(tmp_path, f"سهرة العيد\n{TITLE}\n13/03/2023\n\n{LEAD}\n\n{TITLE} صورة رقم 1\n")
    assert (article.title, article.published, article.paragraphs) == (TITLE, "2023-03-13", (LEAD,))


def test_the_title_is_the_last_step_of_the_breadcrumb(tmp_path: Path) -> None:
    article = read(tmp_path, f"الرئيسية » محليات » {TITLE}\nمحليات رئيسي\n\n{TITLE}\n\n{LEAD}\n")
    assert (article.title, article.paragraphs) == (TITLE, (LEAD,))


def test_a_section_label_after_the_title_goes_and_subheadings_stay(tmp_path: Path) -> None:
    article = read(tmp_path, f"{TITLE}\n\nتقارير وحوارات\n\n{LEAD}\n\n- كلفة العمل\n\n{MORE}\nالسياسة\n{LAST}\n")
    assert article.title == TITLE
    assert article.paragraphs == (LEAD, "- كلفة العمل", MORE, "السياسة", LAST)


def test_a_source_line_at_the_end_names_the_author(tmp_path: Path) -> None:
    article = read(tmp_path, f"{TITLE}\n\n{LEAD}\n{MORE}\nالمصدر | سامر الحلبي | صحيفة النهر - ترجمة وتحرير الضفة\n")
    assert (article.authors, article.paragraphs) == (("سامر الحلبي",), (LEAD, MORE))


def test_a_heading_that_begins_like_a_byline_names_nobody(tmp_path: Path) -> None:
    article = read(tmp_path, f"{TITLE}\n\n{LEAD}\n{MORE}\nكتب نادرة في الحديقة\n{LAST}\n")
    assert (article.authors, article.paragraphs) == ((), (LEAD, MORE, "كتب نادرة في الحديقة", LAST))


def test_dates_in_running_text_are_not_dates_of_publication(tmp_path: Path) -> None:
    article = read(tmp_path, f"{TITLE}\n\nافتتحت الحديقة في 3 مارس 1998 وأغلقت بعد عشرين عاما.\n{LAST}\n")
    assert (article.published, article.provenance.published) == (None, None)


@pytest.mark.parametrize(
    "head", ["الأحد 4 مايو 2025 - 10:22\nالرئيسية\n{}", "الأحد 4 مايو 2025\nأخبار\n{}", "{}\nآخر تحديث: 4 مايو 2025"]
)
def test_the_clock_of_the_site_and_the_last_update_are_not_dates_of_publication(tmp_path: Path, head: str) -> None:
    article = read(tmp_path, head.format(TITLE) + f"\n\n{LEAD}\n")
    assert (article.title, article.published, article.paragraphs) == (TITLE, None, (LEAD,))


def test_a_term_defined_in_the_first_sentence_is_the_title(tmp_path: Path) -> None:
    text = f"برج الساعة (بالإنجليزية: Clock Tower) هو بناء قديم في وسط البلدة شيد سنة 1901.\nالتاريخ\n{LEAD}\n"
    article = read(tmp_path, text)
    assert (article.title, article.provenance.title, article.published) == ("برج الساعة", Origin.TEXT, None)
    assert len(article.paragraphs) == 3


def test_labelled_fields_are_understood(tmp_path: Path) -> None:
    article = read(tmp_path, f"العنوان: {TITLE}\nالكاتب: ريم حداد\nالتاريخ: 2020-01-02\n\n{LEAD}\n")
    assert (article.title, article.authors, article.published) == (TITLE, ("ريم حداد",), "2020-01-02")
    assert article.paragraphs == (LEAD,)


def test_the_file_name_helps_out_where_the_text_is_silent(tmp_path: Path) -> None:
    article = read(tmp_path, LEAD, "2021-06-05-حديقة-البلدية.txt")
    assert (article.title, article.provenance.title) == ("حديقة البلدية", Origin.FILE_NAME)
    assert (article.published, article.provenance.published) == ("2021-06-05", Origin.FILE_NAME)


def test_nothing_is_invented(tmp_path: Path) -> None:
    article = read(tmp_path, LEAD, "97e49a4ad8d2e29f.txt")
    assert (article.title, article.authors, article.published, article.url) == ("", (), None, None)
    assert article.provenance.title is None
    assert article.paragraphs == (LEAD,)


def test_related_headlines_after_keywords_are_not_the_article(tmp_path: Path) -> None:
    article = read(tmp_path, f"{TITLE}\n\n{LEAD}\n\nكلمات مفتاحية\n\nحديقة بلدية ماء\n\nعودة الطيور إلى البحيرة\n")
    assert article.paragraphs == (LEAD,)


def test_running_text_after_keywords_is_kept(tmp_path: Path) -> None:
    article = read(tmp_path, f"{TITLE}\n\n{LEAD}\n\nكلمات مفتاحية: حديقة\n\n{MORE}\n")
    assert article.paragraphs == (LEAD, MORE)


def test_a_house_rule_is_dropped_at_the_end_only(tmp_path: Path) -> None:
    rule = "الآراء الواردة في المقال لا تعبر بالضرورة عن رأي الموقع"
    article = read(tmp_path, f"{TITLE}\n\n{LEAD}\n{rule}\n" + f"{MORE}\n" * 8 + rule)
    assert article.paragraphs == (LEAD, rule, *[MORE] * 8)


def test_verse_keeps_its_lines(tmp_path: Path) -> None:
    verse = ["يا نهر قف عند الضفاف", "واسمع حكاية من رحل", "ترك المراكب نائمات", "ثم اختفى خلف الجبل"]
    article = read(tmp_path, "\n".join(verse))
    assert (article.title, article.paragraphs) == (verse[0], tuple(verse[1:]))


def test_a_single_short_line_is_the_text_and_no_title(tmp_path: Path) -> None:
    article = read(tmp_path, "سطر واحد فقط")
    assert (article.title, article.paragraphs) == ("", ("سطر واحد فقط",))


def test_a_text_in_a_guessed_encoding_says_so(tmp_path: Path) -> None:
    article = read_one(tmp_path, "x.txt", f"{TITLE}\n\n{LEAD}\n{MORE}\n".encode("cp1256"))
    assert (article.title, article.repairs) == (TITLE, ("decoded as windows-1256",))


def test_a_file_too_large_for_an_article_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a/x.html": "<p>" + "ماء " * 2_000_000})
    articles, (skipped,) = read_all(tmp_path)
    assert articles == []
    assert "larger than 12 MB" in skipped.reason


def test_other_languages_are_not_called_arabic(tmp_path: Path) -> None:
    article = read(
        tmp_path, "The garden opens again\n\nThe garden was opened again yesterday, after two years of work.\n"
    )
    assert article.language == "und"


PROSE = st.lists(
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=3, max_size=7), min_size=18, max_size=40
).map(lambda words: " ".join(words) + ".")


@given(
    st.lists(PROSE, min_size=1, max_size=8), st.lists(st.sampled_from(["طباعة", "أرشيفية", "الوسوم: ماء"]), max_size=3)
)
def test_running_text_is_never_lost(prose: list[str], furniture: list[str]) -> None:
    lines = lines_of("\n\n".join([TITLE, *prose, *furniture]))
    assert read_saved_text(lines).paragraphs == tuple(prose)


@given(st.text(max_size=400))
def test_any_text_is_read_and_its_running_text_kept(text: str) -> None:
    lines = lines_of(text)
    saved = read_saved_text(lines)
    running = [line.text for line in lines if is_prose(line.text) and kind(line.text) is Kind.TEXT]
    title = next((claim.value for claim in saved.claims if claim.field == "title"), "")
    if {claim.field for claim in saved.claims} <= {"title"}:
        assert all(line in (*saved.paragraphs, title) for line in running)


def test_no_lines_are_no_article() -> None:
    assert read_saved_text([]).paragraphs == ()
    assert read_saved_text([Line("ماء", gap=True)]).paragraphs == ("ماء",)
