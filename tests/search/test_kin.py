"""Kin in a question: names spelt otherwise, Latin spellings that the collection pairs, months by their other names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.answers import Level, Question
from indexer.arabic.analysis import analyze
from indexer.search.clock import Clock
from indexer.search.engine import Engine
from indexer.search.kin import kin_forms
from indexer.search.whoosh_engine import WhooshEngine
from indexer.store.snapshot import Snapshot
from tests.search.collection import index_of, record
from tests.search.engines import ids


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    records = [
        record("gh", "تأخرت شاحنة غوغل عن موعدها عند الجسر."),
        record("j", "اشترت جوجل مطحنة القرية ثم باعتها."),
        record("q", "سأل الصبي عن قوقل فلم يجبه أحد."),
        record("neta", "مرّ نتانياهو بالسوق ولم يشتر شيئا."),
        record("pair", "كتب الروائي ستيفان ماركوفسكي (Stefan Markovski) عن الميناء."),
        record("latin", "A short note about Markovski and his boat."),
        record("haziran", "افتُتح الجسر في حزيران 1967 قبل موسم الحصاد."),
        record("yunyu", "هبّت العاصفة في يونيو 1967 واقتلعت النخيل."),
        record("numeral", "سُجّل العقد بتاريخ 5/6/1967 في دفتر البلدية."),
        record("kanun", "وصلت السفينة في كانون الثاني 1968 محمّلة بالقمح."),
        record("father", "قال أب لولديه إن البحر هادئ."),
    ]
    engine = WhooshEngine(index_of(tmp_path_factory.mktemp("names"), records))
    yield engine
    engine.close()


@pytest.mark.parametrize("typed", ["غوغل", "جوجل", "قوقل"])
def test_other_spellings_of_a_name_are_found_after_the_one_that_was_typed(names: Engine, typed: str) -> None:
    page = names.search(Question(typed))
    own = {"غوغل": "gh", "جوجل": "j", "قوقل": "q"}[typed]
    assert set(ids(page)) == {"gh", "j", "q"}
    assert ids(page)[0] == own
    assert page.hits[0].score > page.hits[1].score


@pytest.mark.parametrize("level", [Level.EXACT, Level.FORM])
def test_kin_are_never_the_same_word(names: Engine, level: Level) -> None:
    assert ids(names.search(Question("غوغل", level=level))) == ["gh"]
    assert names.search(Question("غوغل")).levels.form == 1


def test_quotation_marks_want_the_name_as_typed(names: Engine) -> None:
    assert ids(names.search(Question('"غوغل"'))) == ["gh"]


def test_excluding_a_name_excludes_that_spelling_alone(names: Engine) -> None:
    assert set(ids(names.search(Question("جوجل -غوغل")))) == {"j", "q"}


def test_a_required_name_may_be_met_by_its_kin(names: Engine) -> None:
    assert set(ids(names.search(Question("+نتنياهو")))) == {"neta"}


def test_a_question_is_shown_as_it_was_typed_without_its_kin(names: Engine) -> None:
    assert names.search(Question("غوغل الجسر")).parsed == "غوغل الجسر"


def test_kin_can_be_switched_off(names: Engine) -> None:
    assert ids(names.search(Question("غوغل", kin=False))) == ["gh"]


def test_a_kin_word_is_marked_and_named_under_the_word_that_was_typed(names: Engine) -> None:
    hit = next(hit for hit in names.search(Question("غوغل")).hits if hit.article.id == "j")
    (match,) = hit.matched
    assert (match.word, [(form.form, form.level) for form in match.forms]) == ("غوغل", [("جوجل", Level.STEM)])
    (passage,) = hit.passages
    assert [(passage.text[mark.start : mark.end], mark.level) for mark in passage.marks] == [("جوجل", Level.STEM)]


def test_an_explanation_names_kin_as_evidence_of_their_own(names: Engine) -> None:
    explanation = names.explain(Question("غوغل"), "j")
    assert [part.kind for part in explanation.evidence] == ["kin"]
    assert explanation.score == pytest.approx(sum(part.score for part in explanation.evidence))
    assert [part.kind for part in names.explain(Question("غوغل"), "gh").evidence].count("kin") == 0


def test_a_latin_name_finds_the_arabic_one_that_the_collection_pairs_it_with_and_the_other_way_round(
    names: Engine,
) -> None:
    assert set(ids(names.search(Question("Markovski")))) == {"pair", "latin"}
    assert set(ids(names.search(Question("ماركوفسكي")))) == {"pair", "latin"}


@pytest.mark.parametrize("typed", ["حزيران 1967", "يونيو 1967", "June 1967", "06/1967"])
def test_a_month_is_found_under_its_other_names_and_as_a_number_beside_the_year(names: Engine, typed: str) -> None:
    found = names.search(Question(typed))
    assert {"haziran", "yunyu", "numeral"} <= set(ids(found))


def test_the_month_as_typed_comes_first(names: Engine) -> None:
    assert ids(names.search(Question("حزيران 1967")))[0] == "haziran"


def test_a_month_of_two_words_is_found(names: Engine) -> None:
    page = names.search(Question("يناير"))
    assert ids(page) == ["kanun"]
    (passage,) = page.hits[0].passages
    assert [passage.text[mark.start : mark.end] for mark in passage.marks] == ["كانون", "الثاني"]


def test_words_have_no_kin_once_the_time_is_up_and_have_them_the_next_time(tmp_path: Path) -> None:
    index_dir = index_of(tmp_path, [record("a", "باعت غوغل المطحنة."), record("b", "اشترت جوجل الجسر.")])
    hasty, patient = WhooshEngine(index_dir, seconds=0), WhooshEngine(index_dir)
    assert hasty.search(Question("غوغل")).partial
    snapshot = Snapshot(index_dir)
    assert kin_forms(snapshot, analyze("غوغل"), Clock(0)) == ()
    assert kin_forms(snapshot, analyze("غوغل")) == ("جوجل",)
    assert kin_forms(snapshot, analyze("غوغل"), Clock(0)) == ("جوجل",), "what is known takes no time"
    assert set(ids(patient.search(Question("غوغل")))) == {"a", "b"}
    for one in (hasty, patient, snapshot):
        one.close()


def test_a_month_that_is_another_word_too_is_meant_beside_a_year_only(names: Engine) -> None:
    assert "father" not in ids(names.search(Question("أغسطس")))
