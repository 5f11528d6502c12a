"""The letters of all forms at once are those of each."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.sounds import letter_set
from indexer.store.letter_sets import letter_sets

FORMS = st.lists(st.text(min_size=1, max_size=300) | st.sampled_from(["غوغل", "cafe", "2021", "\ud800x", "𐎀"]))


@given(FORMS)
def test_the_letters_of_all_forms_are_those_of_each(forms: list[str]) -> None:
    found = letter_sets([form.encode(errors="surrogatepass") for form in forms])
    assert found.tolist() == [letter_set(form) for form in forms]
