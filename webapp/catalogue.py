"""What the page says about an answer (notices) and about what went wrong (errors), by code, in its own language.

A code that is not here falls back to its own English message: a new notice is never lost.
"""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from indexer.answers import Level, Notice
from indexer.errors import BadParameter, MasadirError, QuestionTooLong
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT
from webapp.interface import gettext, listed, ngettext, number
from webapp.present import isolate
from webapp.wording import level_name

# Isolated, because after Arabic letters the parts of 2021-06 would change places.
_DATE_EXAMPLES = tuple(Markup('<bdi dir="ltr">{}</bdi>').format(example) for example in ("2021", "2021-06-05"))


@dataclass(frozen=True, slots=True)
class ErrorWording:
    """The heading of an error page, and what to do about it; a colon at its end leads to the error's own command."""

    heading: Markup
    advice: Markup


def error_wording(status: int, code: str) -> ErrorWording:
    """What an error page says, by the error's code or else by its HTTP status."""
    by_code = {
        "article-not-found": (
            gettext("No article at this address"),
            gettext("It may have been removed from the sources, or its file renamed. Search for words of its title."),
        ),
        "index-missing": (
            gettext("The index has not been built yet"),
            gettext("Build the index with this command, then load the page again:"),
        ),
        "index-stale": (
            gettext("The index is out of date"),
            gettext("Another version of the program built it. Build it again with this command, then load the page:"),
        ),
        "index-damaged": (
            gettext("The index is damaged"),
            gettext("Build it again with this command, then load the page again:"),
        ),
        "index-busy": (
            gettext("The index is being built"),
            gettext("Wait until the build is done, then load the page again."),
        ),
    }
    by_status = {
        400: (
            gettext("This request can't be understood"),
            gettext("There is a mistake in the page's address. Go back to the search page and try again."),
        ),
        404: (gettext("No page at this address"), gettext("Check the address, or start from the search page.")),
        405: (
            gettext("This can't be done with this page"),
            gettext("The page is for reading; nothing can be sent to it."),
        ),
        429: (
            gettext("Too many requests"),
            gettext("More came from your address than this service answers. Try again in a little while."),
        ),
        503: (gettext("The service is not available now"), gettext("Try again in a little while.")),
    }
    unexpected = (
        gettext("Something unexpected went wrong"),
        gettext("It was written down for whoever runs this service. Try again; if it happens again, tell them."),
    )
    return ErrorWording(*(by_code.get(code) or by_status.get(status) or unexpected))


def question_error_sentence(error: MasadirError) -> Markup:
    """What is wrong with a question or with one of its parameters."""
    if isinstance(error, QuestionTooLong):
        return gettext(
            "The question is longer than can be answered; the limit is %(limit)s characters. Shorten it and try again.",
            limit=number(QUESTION_LIMIT),
        )
    if isinstance(error, BadParameter) and error.parameter in _PARAMETERS:
        return _PARAMETERS[error.parameter]()
    return in_english(error.message)


def notice_sentence(notice: Notice) -> Markup:
    """A notice in the language of the page, the words it speaks of isolated; else its own message."""
    try:
        return _NOTICES[notice.code](notice.values)
    except (KeyError, IndexError, ValueError):  # a code or values that this catalogue doesn't know
        return in_english(notice.message)


def in_english(message: str) -> Markup:
    """A message of the program's own that has no translation, marked as the English that it is."""
    return Markup('<span lang="en" dir="ltr">{}</span>').format(message)


Values = tuple[str, ...]


def _quoted(word: str) -> Markup:
    return isolate(f"«{word}»")


def _level_hint(values: Values) -> Markup:
    count = int(values[1])
    return ngettext(
        "No article answers at this level. At level %(level)s: %(count)s result.",
        "No article answers at this level. At level %(level)s: %(count)s results.",
        count,
        level=_quoted(level_name(Level(values[0]))),
    )


_NOTICES: dict[str, Callable[[Values], Markup]] = {
    "function-words": lambda values: gettext(
        "Common words that did not count: %(words)s.", words=listed([_quoted(word) for word in values])
    ),
    "no-words": lambda _: gettext("The question has no word to search for."),
    "level-hint": _level_hint,
    "unclosed-quote": lambda _: gettext(
        "A quotation mark is not closed, so what follows was searched as words, not as a phrase."
    ),
    "unbalanced-parenthesis": lambda _: gettext("A parenthesis has no partner and was left out."),
    "prefix-limited": lambda values: gettext(
        "Many words begin with %(beginning)s (%(count)s); the most frequent were searched.",
        beginning=_quoted(values[0]),
        count=number(int(values[1])),
    ),
    "only-negative": lambda _: gettext("The question only excludes; these are all the other articles."),
    "bad-date": lambda values: gettext(
        "A date that was not understood and left out: %(words)s. Write it like this: %(examples)s.",
        words=listed([_quoted(word) for word in values]),
        examples=listed(_DATE_EXAMPLES),
    ),
    "operator-ignored": lambda _: gettext("An operator such as AND or OR has nothing beside it and was left out."),
    "time-up": lambda _: gettext(
        "Time ran out, so this is what was found by then; there may be more. Ask for rarer words to get all."
    ),
    "fuzzy-limited": lambda values: gettext(
        "Many words are spelt like %(word)s (%(count)s); the most frequent were searched.",
        word=_quoted(values[0]),
        count=number(int(values[1])),
    ),
    "fuzzy-shortened": lambda values: gettext(
        "Words spelt like %(word)s may differ from it in at most %(count)s letters.",
        word=_quoted(values[0]),
        count=number(int(values[1])),
    ),
    "did-you-mean": lambda values: gettext("Did you mean %(question)s?", question=_quoted(values[0])),
}

_PARAMETERS: dict[str, Callable[[], Markup]] = {
    "page": lambda: gettext("The page number is a whole number above zero."),
    "size": lambda: gettext(
        "The number of results on a page is a whole number from 1 to %(limit)s.", limit=number(PAGE_SIZE_LIMIT)
    ),
    "level": lambda: gettext("The level is one of four: exact, form, stem or root."),
    "from": lambda: gettext(
        "The first date is a year, a month of a year or a day, such as %(examples)s.", examples=listed(_DATE_EXAMPLES)
    ),
    "to": lambda: gettext(
        "The last date does not come before the first, and is written like it: %(examples)s.",
        examples=listed(_DATE_EXAMPLES),
    ),
    "sort": lambda: gettext("The order is one of three: relevance, newest or oldest."),
}
