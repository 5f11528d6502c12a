"""Text from elsewhere -> safe markup: marks, isolation, direction, addresses.

Everything is escaped here or by the templates; nothing from an article or a question is ever trusted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from indexer.answers import Mark, Passage
from indexer.arabic.letters import VOWEL_MARKS

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
_RIGHT_TO_LEFT_SCRIPTS = {"arab", "hebr", "syrc", "thaa"}

_BIDI_CONTROLS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def marks_to_html(text: str, marks: Iterable[Mark], first: int | None = None) -> Markup:
    """The text with each marked word in `<mark class="level-…">`, its level told by colour and underline.

    Only whole words are wrapped, which keeps Arabic letters joined. Marks may come in any order; one that is
    empty, reaches outside the text or overlaps an earlier one is left out. With `first` the marks have addresses:
    `m` and their number, from that one on.
    """
    pieces = []
    done = 0
    for number, mark in enumerate(sound_marks(text, marks), start=first or 0):
        address = f' id="m{number}"' if first is not None else ""
        pieces += [
            escape(text[done : mark.start]),
            f'<mark class="level-{mark.level.value}"{address}>{escape(text[mark.start : mark.end])}</mark>',
        ]
        done = mark.end
    return Markup("".join([*pieces, escape(text[done:])]))  # noqa: S704  # all of the text is escaped


def sound_marks(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks in the text's order, without those that are empty, outside the text or over an earlier one."""
    done = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if done <= mark.start < mark.end <= len(text):
            done = mark.end
            yield mark


def passage_to_html(passage: Passage) -> Markup:
    """A passage with its marks, and an ellipsis at each end where its paragraph goes on."""
    text = marks_to_html(passage.text, passage.marks)
    return ("… " if passage.cut_before else "") + text + (" …" if passage.cut_after else "")


def without_vowels(text: str, marks: Iterable[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """The text without its vowel marks, and the marks of the same words in it: عِلْمٌ is علم."""
    places = [0]
    for letter in text:
        places.append(places[-1] + (letter not in VOWEL_MARKS))
    bare = "".join(letter for letter in text if letter not in VOWEL_MARKS)
    return bare, tuple(replace(mark, start=places[mark.start], end=places[mark.end]) for mark in marks)


def isolate(text: str, language: str | None = None) -> Markup:
    """A name, title or question inside a sentence, so that its direction can't disturb what stands around it.

    In the direction of its language where that is known, as everywhere else on the page; otherwise in that of its
    first letter, which would take «NATO حلف 2023» for English.
    """
    of_language = "" if language is None else f' lang="{escape(language)}" dir="{direction(language)}"'
    return Markup(f"<bdi{of_language}>{escape(plain(text))}</bdi>")  # noqa: S704  # escaped here


def window_title(text: str) -> str:
    """A title for tabs and bookmarks: without vowel marks, which their fonts tear from the letters."""
    return plain(without_vowels(text, ())[0])


def plain(text: str) -> str:
    """The text without invisible direction controls, which could reverse what follows, even out of a `<bdi>`."""
    return text.translate(_BIDI_CONTROLS)


def direction(language: str) -> str:
    """`rtl` or `ltr` for a language, as a BCP 47 tag; never guessed from the first letter, which may be foreign."""
    primary, *subtags = language.lower().split("-")
    is_right_to_left = primary in _RIGHT_TO_LEFT or not _RIGHT_TO_LEFT_SCRIPTS.isdisjoint(subtags)
    return "rtl" if is_right_to_left else "ltr"


def web_address(url: str | None) -> str | None:
    """The address if it is http or https, so that no link can run a script; else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
