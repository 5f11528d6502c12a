"""RTF in the old code page and in Unicode: headings, notes, tables, and what is left out."""

from pathlib import Path

from tests.readers.documents.texts import NEWS
from tests.readers.reading import read_all, read_one, write

FIRST = NEWS.blocks[0].text
HEAD = "{\\rtf1\\ansi\\ansicpg1256\\deff0{\\fonttbl{\\f0\\fcharset178 Arial;}}"


def in_1256(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("windows-1256"))


def in_unicode(text: str) -> str:
    return "".join(f"\\u{ord(character)}?" for character in text)


def refused(folder: Path, content: str | bytes) -> str:
    write(folder, {"a/x.rtf": content})
    articles, (skipped,) = read_all(folder)
    assert articles == []
    return skipped.reason


def test_text_in_the_old_code_page_and_in_unicode_is_read(tmp_path: Path) -> None:
    for number, code in enumerate((in_1256, in_unicode)):
        article = read_one(tmp_path / str(number), "x.rtf", f"{HEAD}\\pard\\rtlpar {code(FIRST)}\\par}}")
        assert article.paragraphs == (FIRST,)


def test_pictures_comments_headers_and_list_marks_are_left_out(tmp_path: Path) -> None:
    unseen = (
        "{\\pict\\wmetafile8 0102ff}{\\header " + in_1256("رأس الصفحة") + "\\par}"
        "{\\*\\annotation " + in_1256("تعليق") + "}{\\listtext\\'b7\\tab}"
    )
    assert read_one(tmp_path, "x.rtf", f"{HEAD}{unseen}\\pard {in_1256(FIRST)}\\par}}").paragraphs == (FIRST,)


def test_notes_come_last_and_a_row_of_a_table_is_one_paragraph(tmp_path: Path) -> None:
    note = "{\\super\\chftn{\\*\\footnote\\chftn " + in_1256("حاشية قصيرة") + "}}"
    row = f"\\trowd\\cellx100\\cellx200 {in_1256('نهر')}\\cell 3\\cell\\row"
    article = read_one(tmp_path, "x.rtf", f"{HEAD}\\pard {in_1256(FIRST)}{note}\\par {row}\\pard \\par}}")
    assert article.paragraphs == (FIRST, "نهر | 3", "حاشية قصيرة")


def test_a_file_that_is_cut_off_says_so(tmp_path: Path) -> None:
    assert refused(tmp_path, f"{HEAD}\\pard {in_1256(FIRST)}").startswith("cut off")


def test_absurd_nesting_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, HEAD + "{" * 2_000 + "}" * 2_001).startswith("nested deeper")


def test_a_file_without_text_says_so(tmp_path: Path) -> None:
    assert refused(tmp_path, HEAD + "\\pard\\par}") == "no text"


def test_many_open_groups_take_no_time(tmp_path: Path) -> None:
    notes = "{\\footnote " * 900
    assert refused(tmp_path, HEAD + notes) == "cut off: its groups are not closed"
