from dataclasses import replace

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import Hit, Level, Mark, Match, MatchedForm
from indexer.model import Source
from tests.webapp import records
from tests.webapp.fake_engine import FakeEngine
from webapp.brevity import LONGEST, brief, brief_article
from webapp.present import marks_to_html


def test_a_title_that_fits_is_left_alone() -> None:
    assert brief("كتاب النهر") == "كتاب النهر"
    assert brief_article(records.BRIDGE) is records.BRIDGE


@given(st.text("كتاب ", max_size=2 * LONGEST))
def test_a_brief_text_is_the_beginning_of_the_whole(text: str) -> None:
    short = brief(text)
    assert len(short) <= LONGEST + 1
    assert text.startswith(short.removesuffix("…"))
    assert (short == text) == (len(text) <= LONGEST)


def test_no_word_is_torn_where_there_is_a_space() -> None:
    assert set(brief("قارب " * LONGEST).removesuffix("…").split()) == {"قارب"}


def test_marks_behind_the_end_of_a_brief_title_are_not_shown() -> None:
    title = "نهر " * LONGEST
    marks = [Mark(start, start + 3, Level.EXACT) for start in range(0, len(title), 4)]
    assert marks_to_html(brief(title), marks).count("<mark") == LONGEST // 4


def test_endless_names_do_not_push_the_other_results_away(client: FlaskClient, engine: FakeEngine) -> None:
    endless = "ط" * 100_000
    article = replace(records.BRIDGE, title=endless, authors=(endless,), source=Source("x", endless))
    matched = (Match("ط", (MatchedForm(endless, Level.ROOT, 1),)),)
    engine.hits = (Hit(article, 1.0, (), matched, copies=(article,), copies_total=1),)
    page = client.get("/search?q=x").text
    assert "ط" * LONGEST + "…" in page
    assert "ط" * (LONGEST + 1) not in page
