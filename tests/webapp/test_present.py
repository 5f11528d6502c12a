import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import Level, Mark
from webapp.present import direction, isolate, marks_to_html, plain, web_address


def test_a_marked_word_is_wrapped_whole_with_its_level() -> None:
    html = marks_to_html("عاد الجسر اليوم", [Mark(4, 9, Level.STEM)])
    assert html == 'عاد <mark class="level-stem">الجسر</mark> اليوم'


def test_text_inside_and_around_marks_is_escaped() -> None:
    html = marks_to_html('<b> & "x" <i>', [Mark(0, 3, Level.EXACT)])
    assert html == '<mark class="level-exact">&lt;b&gt;</mark> &amp; &#34;x&#34; &lt;i&gt;'


def test_marks_may_come_in_any_order() -> None:
    one, two = Mark(0, 2, Level.FORM), Mark(3, 5, Level.ROOT)
    assert marks_to_html("ab cd", [two, one]) == marks_to_html("ab cd", [one, two])


@pytest.mark.parametrize("mark", [(-1, 2), (3, 3), (4, 2), (0, 99), (50, 60)])
def test_a_mark_that_is_no_word_of_the_text_is_left_out(mark: tuple[int, int]) -> None:
    assert marks_to_html("abcde", [Mark(*mark, Level.EXACT)]) == "abcde"


def test_of_overlapping_marks_the_first_and_longest_stays() -> None:
    marks = [Mark(0, 3, Level.STEM), Mark(0, 5, Level.FORM), Mark(4, 8, Level.ROOT)]
    assert marks_to_html("abcdefgh", marks) == '<mark class="level-form">abcde</mark>fgh'


@given(
    st.text(),
    st.lists(st.builds(Mark, st.integers(-5, 40), st.integers(-5, 40), st.sampled_from(Level)), max_size=8),
)
def test_marking_never_loses_or_changes_text(text: str, marks: list[Mark]) -> None:
    html = marks_to_html(text, marks)
    assert html.striptags() == marks_to_html(text, []).striptags()
    assert html.count("<mark ") == html.count("</mark>")
    assert html.replace("</mark>", "").count("<") == html.count("<mark ")


def test_foreign_text_is_isolated_escaped_and_without_direction_controls() -> None:
    assert isolate("<b>\u202eقلب\u2069") == "<bdi>&lt;b&gt;قلب</bdi>"
    assert plain("a\u200fb\u061cc") == "abc"


def test_text_of_a_known_language_is_isolated_in_its_direction() -> None:
    assert isolate("NATO حلف", "ar") == '<bdi lang="ar" dir="rtl">NATO حلف</bdi>'
    assert isolate("x", '"><i>') == '<bdi lang="&#34;&gt;&lt;i&gt;" dir="ltr">x</bdi>'


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", "rtl"), ("fa", "rtl"), ("ur-PK", "rtl"), ("he", "rtl"), ("az-Arab", "rtl"), ("en", "ltr"), ("", "ltr")],
)
def test_direction_comes_from_the_language(language: str, expected: str) -> None:
    assert direction(language) == expected


@pytest.mark.parametrize("url", ["http://a.example/x", "https://a.example", "HTTPS://A.example/?q=1"])
def test_web_addresses_may_be_linked(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//a.example/x",
        "/local",
        "https:",
        "http://[broken",
        "file:///etc/x",
    ],
)
def test_nothing_else_may_be_linked(url: str | None) -> None:
    assert web_address(url) is None
