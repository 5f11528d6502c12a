"""That the Arabic catalogue says everything the pages say, and nothing that they no longer do."""

import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import webapp

ROOM = Path(webapp.__file__).parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]
JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
NUMBER_OF_FORMS = 6

Key = tuple[tuple[str, ...], str | None]


@cache
def arabic() -> Catalog:
    with (ROOM / "translations" / "ar.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def said() -> set[Key]:
    """Every message in code and templates, with its context."""
    options = {pattern: JINJA for pattern, method in METHODS if method == "jinja2"}
    found = extract_from_dir(str(ROOM), method_map=METHODS, options_map=options)
    return {(forms(message), context) for _, _, message, _, context in found}


def translated() -> set[Key]:
    return {(forms(message.id), message.context) for message in arabic() if message.id}


def test_everything_is_said_in_arabic_too_and_nothing_is_left_over() -> None:
    assert said() == translated()


def test_every_message_has_all_its_forms_and_all_its_values() -> None:
    for message in arabic():
        if not message.id:
            continue
        ids = forms(message.id)
        assert len(forms(message.string)) == (NUMBER_OF_FORMS if len(ids) > 1 else 1), ids
        wanted = placeholders(ids[0])
        for form in forms(message.string):
            assert form, ids
            # One and two are words of their own in Arabic, so the figure may be left out; nothing else may.
            assert placeholders(form) in (wanted, wanted - {"count"}), form


def test_arabic_sentences_use_arabic_punctuation() -> None:
    for message in arabic():
        for form in forms(message.string):
            assert not message.id or not re.search(r"[ء-ي]\s*[,;?]", form), form


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))
