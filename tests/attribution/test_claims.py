"""Which claims are believed, which are kept beside them, and what follows for the article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.attribution.claims import decide, stated
from indexer.model import Certainty, Claim, Contributor, Origin, Role

GUESSED, READ = Certainty.GUESSED, Certainty.RECOGNISED


def test_origins_are_believed_in_their_order_and_the_others_kept_behind() -> None:
    found = decide(
        [
            *stated(Origin.FILE_NAME, GUESSED, title="ج"),
            *stated(Origin.OPEN_GRAPH, title="ب"),
            *stated(Origin.JSON_LD, title="أ"),
        ]
    )
    assert (found.title, found.provenance.title) == ("أ", Origin.JSON_LD)
    assert [(claim.value, claim.origin) for claim in found.claims] == [
        ("أ", Origin.JSON_LD),
        ("ب", Origin.OPEN_GRAPH),
        ("ج", Origin.FILE_NAME),
    ]


def test_names_of_one_origin_are_believed_together_and_conflicts_kept() -> None:
    found = decide(
        [
            *stated(Origin.BYLINE, READ, writer="هالة المصري"),
            *stated(Origin.META_TAG, writer=["ريم حداد", "نادر فهمي"]),
        ]
    )
    assert found.authors == ("ريم حداد", "نادر فهمي")
    assert [claim.value for claim in found.claims] == ["ريم حداد", "نادر فهمي", "هالة المصري"]


def test_an_agency_in_the_author_field_makes_room_for_a_byline() -> None:
    found = decide([*stated(Origin.META_TAG, writer="رويترز"), *stated(Origin.BYLINE, READ, writer="ريم حداد")])
    assert found.authors == ("ريم حداد",)
    assert found.contributors == (Contributor("ريم حداد"), Contributor("رويترز", Role.AGENCY))
    assert found.provenance.authors is Origin.BYLINE


def test_an_author_field_may_hold_a_whole_byline() -> None:
    assert decide(stated(Origin.RECORD, writer="كتب - نادر فهمي:")).authors == ("نادر فهمي",)
    assert decide(stated(Origin.RECORD, writer="زائر")).authors == ()


def test_roles_are_told_apart_and_correspondents_are_authors() -> None:
    found = decide(stated(Origin.RECORD, writer="بيروت: ريم حداد", translator="نادر فهمي", editor="هالة المصري"))
    assert found.authors == ("ريم حداد",)
    assert [one.role for one in found.contributors] == [Role.CORRESPONDENT, Role.TRANSLATOR, Role.EDITOR]


def test_the_name_of_the_publication_is_neither_author_nor_title() -> None:
    found = decide([*stated(Origin.OPEN_GRAPH, source="الضفة", title="الضفة", writer="صحيفة الضفة")])
    assert (found.title, found.authors, found.source) == ("", (), "الضفة")


def test_a_folder_knows_its_name_and_language_better_than_its_pages() -> None:
    found = decide(
        [
            *stated(Origin.OPEN_GRAPH, source="WordPress", language="en"),
            *stated(Origin.SOURCE_FILE, source="الضفة", language="ar"),
        ]
    )
    assert (found.source, found.language) == ("الضفة", "ar")
    guessed = decide([*stated(Origin.OPEN_GRAPH, source="الضفة"), *stated(Origin.FILE_NAME, GUESSED, source="folder")])
    assert guessed.source == "الضفة"


def test_letters_belie_a_language_that_is_only_declared() -> None:
    of_letters = stated(Origin.TEXT, GUESSED, language="ar")
    assert decide([*stated(Origin.META_TAG, language="en"), *of_letters]).language == "ar"
    assert decide([*stated(Origin.META_TAG, language="fa"), *of_letters]).language == "fa"
    assert decide([*stated(Origin.RECORD, language="en"), *of_letters]).language == "en"


def test_a_date_is_told_as_it_was_written() -> None:
    found = decide(stated(Origin.RECORD, published="١٢ محرم ١٤٤٣"))
    assert (found.published, found.published_text) == ("2021-08-20", "١٢ محرم ١٤٤٣")
    assert found.published_span == ("2021-08-19", "2021-08-21")
    assert found.claims[0].value == "2021-08-19/2021-08-21"
    assert decide(stated(Origin.RECORD, published="2021-06")).published_text is None


def test_another_place_tells_the_order_of_day_and_month() -> None:
    claims = [*stated(Origin.META_TAG, published="03/04/2020"), *stated(Origin.URL, GUESSED, published="2020-03-04")]
    assert decide(claims).published == "2020-03-04"
    assert decide(claims[:1]).published == "2020-04-03"


@pytest.mark.parametrize("partial", ["2021-06", "2021", "شوال 1442"])
def test_a_partial_date_gives_way_to_a_fuller_one_that_agrees(partial: str) -> None:
    of_page = stated(Origin.META_TAG, published=partial)
    found = decide([*of_page, *stated(Origin.DATELINE, READ, published="5 يونيو 2021")])
    assert (found.published, found.provenance.published) == ("2021-06-05", Origin.DATELINE)
    assert decide([*of_page, *stated(Origin.FILE_NAME, GUESSED, published="2021-06-05")]).provenance.published is (
        Origin.META_TAG
    )
    other = stated(Origin.DATELINE, READ, published="5 يناير 2019")
    assert decide([*of_page, *other]).provenance.published is Origin.META_TAG


def test_a_correction_comes_before_all_and_may_say_that_there_is_nothing() -> None:
    page = stated(Origin.META_TAG, title="خطأ", writer="ليس هو", published="2019-01-02")
    nothing = Claim("writer", "", Origin.CORRECTION, Certainty.STATED)
    found = decide([*page, *stated(Origin.CORRECTION, title="صواب", published="2019"), nothing])
    assert (found.title, found.authors, found.published) == ("صواب", (), "2019")
    assert found.provenance.authors is None
    assert Claim("writer", "ليس هو", Origin.META_TAG, Certainty.STATED) in found.claims


def test_a_date_that_was_written_down_and_is_none_is_noted() -> None:
    assert decide(stated(Origin.RECORD, published="قريبا")).notes == ("date not understood: قريبا",)
    assert decide(stated(Origin.META_TAG, published="قريبا")).notes == ()


VALUES = st.sampled_from(
    ["ريم حداد", "رويترز", "5/6/2021", "1445 هـ", "بيروت", "ar", "https://a.org/1", "الضفة", "قريبا"]
)
CLAIMS = st.lists(
    st.builds(
        Claim,
        st.sampled_from(["title", "source", "section", "published", "updated", "url", "language", "licence", *Role]),
        VALUES,
        st.sampled_from(Origin),
        st.sampled_from(Certainty),
    ),
    max_size=12,
)


@given(CLAIMS)
def test_what_the_article_has_is_always_the_first_claim_about_it(claims: list[Claim]) -> None:
    found = decide(claims)
    first: dict[str, str] = {}
    for claim in found.claims:
        first.setdefault("author" if claim.field in (Role.WRITER, Role.CORRESPONDENT) else claim.field, claim.value)
    assert found.title == first.get("title", "")
    assert (found.section, found.source) == (first.get("section"), first.get("source"))
    assert (found.url, found.licence) == (first.get("url"), first.get("licence"))
    assert (found.authors[0] if found.authors else None) == first.get("author")
    span = "/".join(found.published_span) if found.published_span else found.published
    assert span == first.get("published")


@given(CLAIMS)
def test_deciding_again_on_what_was_kept_changes_nothing(claims: list[Claim]) -> None:
    once = decide(claims)
    again = decide(once.claims)
    assert (again.title, again.authors, again.url, again.source) == (once.title, once.authors, once.url, once.source)
