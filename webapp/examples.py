"""The examples of the help page: each way to ask, with words that this collection has.

Not for the whole question language, which docs/question-language.md describes.
"""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from indexer.answers import Question
from indexer.search.engine import Engine
from webapp.interface import gettext, interface
from webapp.links import search_path

_BEGINNING = "ال"
"""Most Arabic nouns in a text begin so; what follows it most often is what the collection is about."""

_FALLBACK = ("كتاب", "مدينة", "تاريخ")
_TRIED = 12


class _Operators(NamedTuple):
    """The words of the question language in one of its two languages."""

    both: str
    either: str
    title: str
    author: str
    source: str
    date: str


_ARABIC = _Operators("و", "أو", "عنوان", "كاتب", "مصدر", "تاريخ")
_ENGLISH = _Operators("AND", "OR", "title", "author", "source", "date")


OPERATORS = tuple(
    Markup("<bdi>{} = {}</bdi>").format(arabic, english) for arabic, english in zip(_ARABIC, _ENGLISH, strict=True)
)
"""The operators and fields in both languages, as pairs."""


@dataclass(frozen=True, slots=True)
class Example:
    """One way to ask: a question, what it finds, and the address of its answer."""

    text: str
    meaning: Markup
    href: str


def examples(engine: Engine) -> tuple[Example, ...]:
    """Questions of every kind, made of the collection's frequent words, one of its authors and its dates."""
    frequent = [word for word in engine.suggest(_BEGINNING, _TRIED) if word.startswith(_BEGINNING)]
    one, two, three = (*frequent, *_FALLBACK)[:3]
    sources = engine.sources()
    authors = engine.search(Question(one, size=1)).facets.author
    years = sorted(year[:4] for source in sources for year in (source.earliest, source.latest) if year)
    say = _ENGLISH if interface().prefix else _ARABIC
    asked = [
        (f"{one} {two}", gettext("what has any of the words, and first what has both, close together")),
        (f'"{one} {two}"', gettext("the phrase as it is, between quotation marks of any kind")),
        (f'"{one} {two}"~5', gettext("the words near each other, at most five other words between them")),
        (f"{one} {say.both} {two}", gettext("what has both")),
        (f"{one} {say.either} {three}", gettext("what has one or the other")),
        (f"{one} -{three}", gettext("what has the first and not the second")),
        (f"{one[:4]}*", gettext("every word that begins with these letters")),
        (f"{say.title}:{one}", gettext("what has the word in its title")),
    ]
    if authors:
        asked.append((f'{say.author}:"{authors[0].value}"', gettext("what this author wrote")))
    if sources:
        asked.append((f'{say.source}:"{sources[0].source.name}"', gettext("what is from this source")))
    if years:
        asked.append((f"{one} {say.date}:{years[0]}..{years[-1]}", gettext("what is from these years")))
    return tuple(Example(text, meaning, search_path(Question(text))) for text, meaning in asked)
