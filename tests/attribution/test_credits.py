"""Whom a credit names: people by role, agencies, and neither cities nor the outlet itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.attribution.credits import Kind, has_given_name, kind, names_an_agency, read_credit
from indexer.model import Contributor, Role

OUTLETS = ("صحيفة الضفة", "الميناء")


def named(text: str, *, as_written: bool = False) -> list[tuple[str, str]]:
    return [(one.name, one.role.value) for one in read_credit(text, OUTLETS, as_written=as_written)]


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        ("ريم حداد", [("ريم حداد", "writer")]),
        (
            "ريم حداد، نادر فهمي وهالة المصري",
            [("ريم حداد", "writer"), ("نادر فهمي", "writer"), ("هالة المصري", "writer")],
        ),
        ("بيروت: ريم حداد", [("ريم حداد", "correspondent")]),
        ("ريم حداد - بيروت", [("ريم حداد", "correspondent")]),
        ("ريم حداد (بيروت)", [("ريم حداد", "correspondent")]),
        ("ريم حداد من بيروت", [("ريم حداد", "correspondent")]),
        ("ريم حداد- الضفة- بيروت:", [("ريم حداد", "correspondent")]),
        ("دمشق - سانا", [("سانا", "agency")]),
        ("بيروت-الميناء-رويترز", [("رويترز", "agency")]),
        ("مدينة بعيدة - أ. ف. ب", [("أ. ف. ب", "agency")]),
        ("رويترز + وكالات", [("رويترز", "agency"), ("وكالات", "agency")]),
        ("وكالة أنباء الضفة", [("وكالة أنباء الضفة", "agency")]),
        ("عمّان، بيروت - نادر فهمي، بترا", [("نادر فهمي", "correspondent"), ("بترا", "agency")]),
        ("بيروت: «جريدة ما»", []),
        ("الضفة - بيروت", []),
        ("الضفة", []),
        ("تصوير: ريم حداد", []),
        ("ريم حداد - تصوير: نادر فهمي", [("ريم حداد", "writer")]),
        ("Anne-Marie Haddad", [("Anne-Marie Haddad", "writer")]),
        ("https://example.org/reem", []),
        ("Tuesday, 02 March 2021 - 10:15", []),
    ],
)
def test_a_credit_names_people_and_agencies_alone(credit: str, expected: list[tuple[str, str]]) -> None:
    assert named(credit) == expected


@pytest.mark.parametrize(
    "name", ["أ ف ب", "أ.ف.ب", "ا ف ب", "(أ ف ب)", "د ب أ", "أ ش أ", "وام", "قنا", "كونا", "AFP", "Reuters"]
)
def test_agencies_are_told_however_they_are_spelt(name: str) -> None:
    assert [one.role for one in read_credit(name)] == [Role.AGENCY]
    assert names_an_agency(name)


def test_a_field_that_a_person_filled_in_is_kept_as_written_but_for_agencies_and_the_site() -> None:
    assert named("هيئة التحرير") == []
    assert named("هيئة التحرير", as_written=True) == [("هيئة التحرير", "writer")]
    assert named("فرقة 77", as_written=True) == [("فرقة 77", "writer")]
    assert named("رويترز", as_written=True) == [("رويترز", "agency")]
    assert named("الميناء", as_written=True) == []
    assert named("2021-06-05", as_written=True) == []


def test_who_keeps_a_blog_of_their_own_name_is_its_author() -> None:
    assert read_credit("ريم حداد", ("ريم حداد",)) == (Contributor("ريم حداد"),)


def test_titles_stand_before_first_names() -> None:
    assert all(map(has_given_name, ["ريم حداد", "د. ريم حداد", "أ.د. نادر فهمي", "عبدالحليم السقا"]))
    assert not any(map(has_given_name, ["ارتفاع الأسعار", "ريم", ""]))


def test_places_are_no_people() -> None:
    assert Kind.PERSON not in map(kind, ["الرياض", "بيروت", "القدس المحتلة"])


@given(st.text(max_size=80))
def test_any_credit_is_read_without_error(text: str) -> None:
    assert all(one.name.strip() for one in read_credit(text, OUTLETS))
