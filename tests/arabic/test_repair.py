"""Arabic as files give it: what is mended, what is left alone and what is reported."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic import misread, repair
from indexer.arabic.repair import (
    BACKWARDS,
    CONTROLS,
    GARBLED,
    LAM_ALEF,
    LAM_ALEF_IN_DOUBT,
    ORDER_IN_DOUBT,
    SHAPES,
    repaired,
)
from tests.readers.documents.texts import EVERY, expected

SOUND = (
    "عادت السفينة إلى الميناء في المساء بعد رحلة طويلة",
    "وقال البحارة إن العاصفة كانت قوية على الشاطئ",
    "ثم نزل الركاب من السلم وذهبوا إلى المدينة القديمة",
    "وبقيت القبطانة وحدها حتى منتصف الليل",
)


def backwards(line: str) -> str:
    return line[::-1]


@pytest.mark.parametrize("name", EVERY)
def test_sound_text_comes_out_untouched(name: str) -> None:
    lines = expected(EVERY[name].blocks)
    assert repaired(lines) == repaired(lines).__class__(lines)


def test_lines_stored_backwards_are_turned_round() -> None:
    found = repaired([backwards(line) for line in SOUND])
    assert (found.lines, found.repairs, found.doubt) == (SOUND, (BACKWARDS,), None)


def test_of_mixed_lines_only_those_stored_backwards_are_turned_round() -> None:
    found = repaired([SOUND[0], backwards(SOUND[1]), SOUND[2], SOUND[3]])
    assert (found.lines, found.repairs, found.doubt) == (SOUND, (BACKWARDS,), None)


def test_a_text_is_in_doubt_when_some_lines_are_backwards_and_others_do_not_tell() -> None:
    silent = "نبش رجح رهن بلق ربص"
    assert repaired([*SOUND, backwards(SOUND[1]), silent, silent]).doubt == ORDER_IN_DOUBT


def test_numbers_and_latin_survive_turning_round() -> None:
    drawn = ["ماع يف Koha 23.05 جمانرب ةسسؤملا تمدختسا", "2023 ربوتكأ 15 يف ةنيدملا ىلإ لصو"]
    assert repaired(drawn).lines == (
        "استخدمت المؤسسة برنامج Koha 23.05 في عام",
        "وصل إلى المدينة في 15 أكتوبر 2023",
    )


def test_vowels_stay_with_their_letters_when_a_line_is_turned_round() -> None:
    line = "ذَهَبَتِ القافِلَةُ إلى المَدينَةِ في اللَّيْلِ"
    assert repaired([backwards(line)]).lines == (line,)


def test_drawn_shapes_become_letters_and_phrase_signs_stay() -> None:
    found = repaired(["ﻗﺎﻝ ﻣﺼﺪﺭ إن النبي ﷺ كان في ﺍﻟﺴﻼﻡ"])
    assert (found.lines, found.repairs) == (("قال مصدر إن النبي ﷺ كان في السلام",), (SHAPES,))


def test_shapes_in_drawn_order_are_turned_round_before_their_ligatures_are_parted() -> None:
    found = repaired(["ﻡﻼﺴﻟﺍ ﻲﻓ ﺔﻨﻳﺪﻤﻟﺍ"])
    assert found.lines == ("المدينة في السلام",)
    assert set(found.repairs) == {BACKWARDS, SHAPES}


def test_lam_and_alef_are_put_in_order_where_they_cant_be_otherwise() -> None:
    found = repaired(["طلبت األم من االبن أن يحضر األوراق، ولا بد من الاسم والأصل والآخر والإذن"])
    assert found.lines == ("طلبت الأم من الابن أن يحضر الأوراق، ولا بد من الاسم والأصل والآخر والإذن",)
    assert (found.repairs, found.doubt) == ((LAM_ALEF,), None)


def test_a_text_whose_every_lam_alef_is_swapped_is_reported() -> None:
    lines = ["األول واألخير من األيام الثالثة", "واإلذن واالسم واألصل في خالل العام"]
    assert repaired(lines).doubt == LAM_ALEF_IN_DOUBT


def test_one_alef_too_many_is_the_typists_own() -> None:
    assert repaired(["وصل إلى االمدينة"]).repairs == ()


def test_direction_controls_go_and_what_an_override_holds_is_turned_round() -> None:
    found = repaired(["قال \u202bالمدير\u202c إن \u2067الاسم\u2069 هو \u202dملسم\u202c"])
    assert (found.lines, found.repairs) == (("قال المدير إن الاسم هو مسلم",), (CONTROLS,))


def test_letters_that_make_no_words_are_reported() -> None:
    assert repaired(["Ø§Ù Ø¹Ø±Ø¨ Ø© Ù Ø§Ù Ø§Ø¯Ø¨"]).doubt == GARBLED


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_lines_come_out_as_as_many_lines(lines: list[str]) -> None:
    assert len(repaired(lines).lines) == len(lines)


@given(st.permutations(SOUND), st.integers(1, 4))
def test_repairing_twice_changes_nothing_more(lines: list[str], count: int) -> None:
    once = repaired([backwards(line) if place < count else line for place, line in enumerate(lines)])
    again = repaired(once.lines)
    assert (again.lines, again.repairs, again.doubt) == (once.lines, (), None)


_LETTER = "[\u0621-\u064a]"


@given(st.text(alphabet="ايفةىولأإبك .\nﺔ", max_size=30))
def test_signs_of_damage_are_found_where_their_rules_say_so(text: str) -> None:
    swapped = re.findall(f"(?<!{_LETTER})[وفبك]?ا([اأإآ])ل(?={_LETTER})", text)
    assert repair._SWAPPED.findall(text) == swapped
    backwards = re.search(f"(?<!{_LETTER})(?:[ةى]{_LETTER}|يف(?!{_LETTER}))|[\ufe70-\ufefc]", text)
    assert any(pattern.search(text) for pattern in repair._BACKWARDS) == bool(backwards)


@given(st.text(alphabet="ايفةىلأعغ .\n\u202a\u2066\u201c«\ufb50\ufe8e\u0691Ø§é", max_size=12))
def test_no_text_that_may_need_mending_is_taken_for_one_that_needs_nothing(text: str) -> None:
    drawn = re.search("[\u202a-\u202e\u2066-\u2069\ufb50-\ufefc]", text)
    signs = (*repair._BACKWARDS, repair._SWAPPED, misread._MAY_BE_SUSPECT)
    looked = any(pattern.search(text) for pattern in repair._MAY_NEED_MENDING)
    assert looked == (drawn is not None or any(pattern.search(text) for pattern in signs))
