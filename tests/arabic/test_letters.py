"""The classes of characters: what hangs on letters is every mark of Unicode that can stand in a text of ours."""

import re
import unicodedata

from indexer.arabic.letters import ANNOTATION_SIGNS, HANGERS_ON, INVISIBLE, TATWEEL


def test_every_mark_and_nothing_but_marks_and_signs_hangs_on_letters() -> None:
    hanging = re.compile(f"[{HANGERS_ON}]")
    every = map(chr, range(0x20000))
    marks = {one for one in every if ord(one) >= 0x300 and unicodedata.category(one)[0] == "M"}
    found = {one for one in map(chr, range(0x110000)) if hanging.match(one)}
    assert found >= marks | INVISIBLE | ANNOTATION_SIGNS | {TATWEEL}
    rest = found - marks - INVISIBLE - ANNOTATION_SIGNS - {TATWEEL}
    assert all("\ufc5e" <= one <= "\ufe7f" for one in rest), rest  # marks that have a sign of their own, on a space
