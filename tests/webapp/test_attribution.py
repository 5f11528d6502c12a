from dataclasses import replace

import pytest
from flask import Flask

from indexer.model import Article, Certainty, Claim, Contributor, Origin, Role
from tests.webapp import records
from webapp.attribution import facts, other_calendar, reference, rejected_claims, written_date

HIJRI = replace(
    records.MILL, published="2021-08-20", published_text="١٢ محرم ١٤٤٣", published_span=("2021-08-19", "2021-08-21")
)


@pytest.mark.parametrize(
    ("article", "written", "other"),
    [
        (records.BRIDGE, "5 يونيو 2021", "24 شوال 1442 هـ"),
        (replace(records.BRIDGE, published_text="2021-06-05"), "5 يونيو 2021", "24 شوال 1442 هـ"),
        (replace(records.BRIDGE, published_text="السبت ٥ حزيران ٢٠٢١"), "السبت ٥ حزيران ٢٠٢١", "24 شوال 1442 هـ"),
        (HIJRI, "١٢ محرم ١٤٤٣", "20 أغسطس 2021"),
        (replace(HIJRI, published=None), "١٢ محرم ١٤٤٣", "19 أغسطس 2021 – 21 أغسطس 2021"),
        (replace(records.BRIDGE, published=None), None, ""),
        (replace(records.BRIDGE, published="0500"), "500", ""),
    ],
)
def test_a_date_is_shown_as_written_and_in_the_other_calendar(
    article: Article, written: str | None, other: str
) -> None:
    assert written_date(article) == written
    assert other_calendar(article) == other


def test_a_reference_names_authors_title_source_date_and_address() -> None:
    line = reference(records.BRIDGE, "http://localhost/x").striptags()
    assert line == ("سلمى الحداد، نديم عواد، «جسر خشبي يعود إلى القرية»، جريدة الضفة، 5 يونيو 2021، http://localhost/x")
    assert "<script>" not in reference(records.HOSTILE, "http://localhost/x")


def test_a_fact_says_where_it_was_found_and_how_sure_it_is() -> None:
    claims = (
        Claim("authors", "سلمى الحداد", Origin.BYLINE, Certainty.RECOGNISED),
        Claim("authors", "هيئة التحرير", Origin.META_TAG, Certainty.STATED),
        Claim("authors", "سلمى الحداد", Origin.TEXT, Certainty.GUESSED),
    )
    article = replace(records.BRIDGE, claims=claims)
    author = next(fact for fact in facts(article) if fact.label == "الكاتب")
    assert author.found == "عُرف من: سطر الكاتب (مستخرج من النص)"
    (rejected,) = rejected_claims(article)
    assert (rejected.label, rejected.value.striptags()) == ("الكاتب", "هيئة التحرير")
    assert rejected.found == "عُرف من: بيانات الصفحة الوصفية (منصوص عليه)"


def test_everybody_who_had_a_part_is_named_with_the_part() -> None:
    article = replace(
        records.MILL, contributors=(Contributor("هالة", Role.TRANSLATOR), Contributor("دار النور", Role.AGENCY))
    )
    lines = {str(fact.label): fact.value.striptags() for fact in facts(article)}
    assert lines["المترجم"] == "هالة"
    assert lines["وكالة الأنباء"] == "دار النور"
    assert lines["الكاتب"] == "غير معروف"


def test_only_what_is_known_has_a_line() -> None:
    assert not {"الباب", "الكتاب", "الجزء", "الرخصة"} & {fact.label for fact in facts(records.MILL)}
    fuller = replace(records.MILL, section="آداب", work="كتاب الماء", part="صفحة 3", updated="2020-01-02")
    assert {"الباب", "الكتاب", "الجزء", "تاريخ التحديث"} <= {fact.label for fact in facts(fuller)}


def test_a_publisher_that_is_only_claimed_is_named_with_where_it_was_found() -> None:
    claim = Claim("publisher", "صحيفة النهر", Origin.BYLINE, Certainty.RECOGNISED)
    fact = next(one for one in facts(replace(records.MILL, claims=(claim,))) if one.label == "الناشر")
    assert (fact.value.striptags(), fact.found) == ("صحيفة النهر", "عُرف من: سطر الكاتب (مستخرج من النص)")
    assert "الناشر" not in {one.label for one in facts(records.MILL)}


def test_facts_are_told_in_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context("/en/x"):
        assert [fact.label for fact in facts(records.MILL)][:3] == ["Source", "Author", "Published"]
