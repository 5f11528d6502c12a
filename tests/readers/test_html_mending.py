"""Pages that are broken in ways that browsers forgive: what was left open hides nothing, and what was not stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.html_mending import close_raw
from tests.readers.test_html import PARAGRAPHS, page, read


@pytest.mark.parametrize("left_open", ["<script>var a = 'ماء';", "<style>p { }", "<!-- إعلان"])
def test_what_is_left_open_in_mid_page_does_not_hide_the_rest(tmp_path: Path, left_open: str) -> None:
    article = read(tmp_path, page().replace(f"<p>{PARAGRAPHS[2]}", f"{left_open}\n<p>{PARAGRAPHS[2]}"))
    assert article.paragraphs == PARAGRAPHS
    assert article.repairs == ("closed what was left open in the HTML",)


def test_a_script_that_another_one_ends_does_not_hide_what_is_between(tmp_path: Path) -> None:
    html = page(after="<script>x()</script>").replace(f"<p>{PARAGRAPHS[1]}", f"<script>y(\n<p>{PARAGRAPHS[1]}")
    assert read(tmp_path, html).paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "script", ["document.write('<p><script src=a></scr' + 'ipt>')", "var page = '<p>x</p>';", "if (a < b) { '<!--' }"]
)
def test_scripts_that_are_closed_are_left_as_they_are(tmp_path: Path, script: str) -> None:
    article = read(tmp_path, page(before=f"<script>{script}</script>"))
    assert (article.paragraphs, article.repairs) == (PARAGRAPHS, ())


def test_text_in_a_form_is_kept_when_no_article_is_found(tmp_path: Path) -> None:
    article = read(tmp_path, f"<form><table><tr><td>{PARAGRAPHS[0][:40]}</table><select><option>بلد</select></form>")
    assert article.paragraphs == (PARAGRAPHS[0][:40].strip(),)


def test_lists_and_tables_are_read_without_signs_of_another_markup(tmp_path: Path) -> None:
    after = "<ul><li>مجرفة من حديد</li></ul><table><tr><td>السنة</td><td>المطر</td></tr></table>"
    article = read(tmp_path, page(after=after))
    assert article.paragraphs[-2:] == ("مجرفة من حديد", "السنة | المطر")


@given(st.text("<>/scriptyle!- p\n", max_size=200))
def test_closing_only_adds(html: str) -> None:
    mended, notes = close_raw(html)
    assert mended.replace("</script>", "").replace("</style>", "").replace("-->", "") == html.replace(
        "</script>", ""
    ).replace("</style>", "").replace("-->", "")
    assert bool(notes) == (mended != html)
