"""Text from elsewhere -> safe markup: marks, isolation, direction, addresses. The only place that makes markup in code.

Everything is escaped here or by the templates; nothing from an article or a question is ever trusted.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from indexer.answers import Mark

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
_RIGHT_TO_LEFT_SCRIPTS = {"arab", "hebr", "syrc", "thaa"}

_BIDI_CONTROLS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def marks_to_html(text: str, marks: Iterable[Mark]) -> Markup:
    """The text with each marked word in `<mark class="level-…">`, its level told by colour and underline.

    Only whole words are wrapped, which keeps Arabic letters joined. Marks may come in any order; one that is
    empty, reaches outside the text or overlaps an earlier one is left out.
    """
    pieces = []
    done = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if done <= mark.start < mark.end <= len(text):
            word = text[mark.start : mark.end]
            pieces += [
                escape(text[done : mark.start]),
                Markup('<mark class="level-{}">{}</mark>').format(mark.level.value, word),
            ]
            done = mark.end
    return Markup("").join([*pieces, escape(text[done:])])


def isolate(text: str, language: str | None = None) -> Markup:
    """A name, title or question inside a sentence, so that its direction can't disturb what stands around it.

    In the direction of its language where that is known, as everywhere else on the page; otherwise in that of its
    first letter, which would take «NATO حلف 2023» for English.
    """
    if language is None:
        return Markup("<bdi>{}</bdi>").format(plain(text))
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language, direction(language), plain(text))


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
