"""Who is named as author by a single line, and who is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.attribution.bylines import opening_credit, parse_byline
from indexer.attribution.credits import Kind, kind, names_an_agency, read_credit

NAMED = [
    ("بقلم: هالة المصري", ("هالة المصري",)),
    ("بقلم هالة المصري", ("هالة المصري",)),
    ("بقلمِ الدكتور سمير وهبي", ("الدكتور سمير وهبي",)),
    ("كتب: نادر فهمي", ("نادر فهمي",)),
    ("كتبت ريم حداد", ("ريم حداد",)),
    ("كتب - نادر فهمي:", ("نادر فهمي",)),
    ("إعداد: ريم حداد ونادر فهمي", ("ريم حداد", "نادر فهمي")),
    ("إعداد: ريم حداد، نادر فهمي", ("ريم حداد", "نادر فهمي")),
    ("حوار: ريم حداد", ("ريم حداد",)),
    ("الكاتب: د. نادر فهمي", ("د. نادر فهمي",)),
    ("By Jane Miller", ("Jane Miller",)),
    ("المصدر | نادر فهمي | صحيفة النهر - ترجمة وتحرير موقع الضفة", ("نادر فهمي",)),
    ("المصدر | رويترز | صحيفة النهر", ()),
    ("المصدر: النهر + وكالات", ()),
    ("إعداد: رويترز", ()),
    ("ترجمة: ريم حداد", ()),
    ("بقلم: نادر فهمي - ترجمة: ريم حداد", ("نادر فهمي",)),
]

OUTLETS = [
    ("المصدر | صحيفة النهر", "صحيفة النهر"),
    ("المصدر | نادر فهمي | صحيفة النهر - ترجمة وتحرير موقع الضفة", "صحيفة النهر"),
    ("المصدر: رويترز", ""),
    ("بقلم: نادر فهمي", ""),
]

ROLES = [
    ("ترجمة: ريم حداد", [("ريم حداد", "translator")]),
    ("ترجمة ريم حداد", [("ريم حداد", "translator")]),
    ("إعداد وترجمة: ريم حداد", [("ريم حداد", "translator")]),
    ("ترجمة: ريم حداد، تحرير: نادر فهمي", [("ريم حداد", "translator"), ("نادر فهمي", "editor")]),
    ("بقلم: نادر فهمي - ترجمة: ريم حداد", [("نادر فهمي", "writer"), ("ريم حداد", "translator")]),
    ("بقلم نادر فهمي ترجمة ريم حداد", [("نادر فهمي", "writer"), ("ريم حداد", "translator")]),
    ("كتبت ريم حداد لـ«النهر»", [("ريم حداد", "writer")]),
    ("كتب نادر فهمي لصحيفة النهر", [("نادر فهمي", "writer")]),
    ("مراسلنا: نادر فهمي", [("نادر فهمي", "correspondent")]),
    ("القاهرة: نادر فهمي", [("نادر فهمي", "correspondent")]),
    ("نادر فهمي - القاهرة", [("نادر فهمي", "correspondent")]),
    ("تحرير: نادر فهمي", [("نادر فهمي", "editor")]),
    ("تقرير: ريم حداد", [("ريم حداد", "writer")]),
    ("القاهرة - رويترز", [("رويترز", "agency")]),
    ("عمان (بترا)", [("بترا", "agency")]),
    ("أبوظبي في 3 مايو / وام /", [("وام", "agency")]),
    ("واشنطن، 5 يونيو 2021 (رويترز)", [("رويترز", "agency")]),
    ("المصدر: رويترز", [("رويترز", "agency")]),
    ("المصدر | رويترز | صحيفة النهر", [("رويترز", "agency")]),
    (
        "(تغطية صحفية: ريم حداد - إعداد هالة المصري للنشرة العربية - تحرير سمير وهبي)",
        [("ريم حداد", "correspondent"), ("هالة المصري", "writer"), ("سمير وهبي", "editor")],
    ),
]

OPENINGS = [
    ("دمشق (سانا) - قال الوزير إن الماء عاد", [("سانا", "agency")]),
    ("القاهرة - رويترز: قال مسؤول إن الماء عاد", [("رويترز", "agency")]),
    ("واشنطن، 5 يونيو 2021 (رويترز) - عاد الماء", [("رويترز", "agency")]),
    ("عمان 5 حزيران (بترا)- عاد الماء", [("بترا", "agency")]),
    ("أبوظبي في 3 مايو / وام / عاد الماء", [("وام", "agency")]),
    ("رام الله /وفا/ عاد الماء", [("وفا", "agency")]),
    ("أ ف ب - عاد الماء", [("أ ف ب", "agency")]),
    ("القاهرة - نادر فهمي: عاد الماء", [("نادر فهمي", "correspondent")]),
    ("لندن: قال رئيس الوزراء إن الماء عاد", []),
    ("قال الوزير: رويترز أخطأت", []),
    ("عاد الماء إلى البحيرة", []),
]

NO_BYLINE = [
    "كتب التاريخ القديم",
    "إعداد الميزانية الجديدة",
    "كتب عن البحر",
    "كتب نادر إلى صديقه رسالة طويلة يصف فيها ما رآه في المدينة وأسواقها وما سمعه من أهلها",
    "المصدر: دفتر قديم وجدته في بيت جدتي",
    "ترجمة الشعر إلى لغات أخرى",
    "عنوان عادي لا يذكر أحدا",
    "القاهرة: مدينة الألف مئذنة",
    "تقرير: ارتفاع أسعار الماء",
    "تحرير الأسعار: خطوة أولى",
    "سوريا - حلب",
    "بيروت",
    "",
]


@pytest.mark.parametrize(("line", "outlet"), OUTLETS)
def test_the_publication_that_a_source_line_names_is_kept(line: str, outlet: str) -> None:
    byline = parse_byline(line)
    assert byline is not None
    assert byline.outlet == outlet


@pytest.mark.parametrize(("line", "authors"), NAMED)
def test_a_byline_names_its_authors(line: str, authors: tuple[str, ...]) -> None:
    byline = parse_byline(line)
    assert byline is not None
    assert byline.authors == authors


@pytest.mark.parametrize(("line", "expected"), ROLES)
def test_a_byline_says_in_which_role(line: str, expected: list[tuple[str, str]]) -> None:
    byline = parse_byline(line)
    assert byline is not None
    assert [(one.name, one.role.value) for one in byline.contributors] == expected


@pytest.mark.parametrize(("paragraph", "expected"), OPENINGS)
def test_a_dateline_that_opens_the_text_names_agency_or_correspondent(
    paragraph: str, expected: list[tuple[str, str]]
) -> None:
    assert [(one.name, one.role.value) for one in opening_credit(paragraph)] == expected


@pytest.mark.parametrize("line", NO_BYLINE)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert parse_byline(line) is None


@pytest.mark.parametrize(
    "name",
    ["رويترز", "أ ف ب", "أ.ف.ب", "وكالات", "سانا", "بترا", "وام", "الأناضول", "وكالة الأنباء", "النهر نيوز", "admin"],
)
def test_agencies_and_desks_are_no_people(name: str) -> None:
    assert kind(name) is not Kind.PERSON


@pytest.mark.parametrize("address", ["https://example.org/nader", "nader@example.org", "www.example.org"])
def test_addresses_are_no_people(address: str) -> None:
    assert kind(address) is not Kind.PERSON


def test_a_name_that_begins_with_waw_is_not_split() -> None:
    assert [one.name for one in read_credit("ريم وليد")] == ["ريم وليد"]
    assert [one.name for one in read_credit("ريم حداد وليد")] == ["ريم حداد وليد"]


def test_a_list_of_agencies_is_told_from_a_list_with_a_person() -> None:
    assert names_an_agency("رويترز + وكالات")
    assert not names_an_agency("رويترز + نادر فهمي")


@given(st.text(max_size=120))
def test_any_line_is_judged_without_error(line: str) -> None:
    byline = parse_byline(line)
    assert byline is None or all(name.strip() for name in byline.authors)
