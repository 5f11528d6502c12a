import pytest
from flask import Flask

from indexer.answers import Level, Sort
from indexer.model import Certainty, Origin, Role
from webapp import wording


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_every_level_order_origin_certainty_and_role_has_a_name_of_its_own(path: str, app: Flask) -> None:
    with app.test_request_context(path):
        for names in (
            [wording.level_name(level) for level in Level],
            [wording.level_explanation(level) for level in Level],
            [wording.sort_name(sort) for sort in Sort],
            [wording.certainty_name(certainty) for certainty in Certainty],
            [wording.role_name(role) for role in Role],
        ):
            assert all(names)
            assert len(set(names)) == len(names)
        assert all(wording.origin_name(origin) for origin in Origin)


def test_a_field_without_a_name_is_called_what_it_is_called() -> None:
    assert wording.field_name("published") == "تاريخ النشر"
    assert wording.field_name("<colour>") == "<bdi>&lt;colour&gt;</bdi>"
