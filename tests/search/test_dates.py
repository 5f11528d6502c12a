import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import BadParameter
from indexer.search.dates import iso_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021", "2021"),
        ("2021-6", "2021-06"),
        ("2021-06-05", "2021-06-05"),
        (" 2021-6-5 ", "2021-06-05"),
        ("٢٠٢١-٠٦-٠٥", "2021-06-05"),
        ("۲۰۲۱", "2021"),
        ("2020-02-29", "2020-02-29"),
        ("", None),
        ("  ", None),
    ],
)
def test_a_date_may_be_partial_and_in_any_digits(text: str, iso: str | None) -> None:
    assert iso_date("from", text) == iso


@pytest.mark.parametrize(
    "text",
    ["21", "2021-13", "2021-00", "2021-00-05", "2021-05-00", "2021-02-29", "0000", "2021/06/05", "أمس", "2021-06-05-1"],
)
def test_what_is_no_date_is_refused_with_the_parameter_named(text: str) -> None:
    with pytest.raises(BadParameter, match="YYYY-MM-DD") as refused:
        iso_date("from", text)
    assert refused.value.parameter == "from"


@given(st.dates())
def test_every_day_is_read_back_as_itself(day: object) -> None:
    assert iso_date("to", str(day)) == str(day)


@given(st.text(st.sampled_from("0123456789-٠١٢ ") | st.characters(), max_size=12))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        iso = iso_date("from", text)
    except BadParameter:
        return
    assert iso is None or iso_date("from", iso) == iso
