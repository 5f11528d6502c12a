"""The language of the page around the articles: sentences, plurals, numbers, dates and addresses in Arabic or English.

Arabic is at `/…`, English at `/en/…`, so that the language is in the address like everything else. Messages are
written in English in the code; the Arabic is in `translations/ar.po` and read at the start, without a build step.
Not for the language of an article: that belongs to its own blocks of text.
"""

from dataclasses import dataclass
from datetime import date as day_of
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import current_app, g, has_request_context, request
from markupsafe import Markup

from indexer.errors import BadParameter

ENGLISH_PREFIX = "/en"
CATALOGUES = Path(__file__).parent / "translations"
LOCALE_KEY = "MASADIR_LOCALE"
"""Key of the app's configuration for the Arabic locale: `ar`, or with a country for its digits and month names."""

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True, eq=False)
class Interface:
    """One language of the page: its locale, its messages, and what its addresses begin with; there is one of each."""

    locale: Locale
    messages: NullTranslations
    prefix: str

    @property
    def tag(self) -> str:
        """The language as HTML names it: `ar`, `ar-EG`, `en`."""
        return str(self.locale).replace("_", "-")

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return str(self.locale.text_direction)

    def digits(self, text: str) -> str:
        """The text with its digits as the locale writes them."""
        uses_arabic_indic = self.locale.default_numbering_system == "arab"
        return text.translate(_ARABIC_INDIC) if uses_arabic_indic else text


def arabic_locale(name: str) -> Locale:
    """The locale of a name such as `ar` or `ar-EG`. Raises BadParameter for one that is unknown or not Arabic."""
    try:
        locale = Locale.parse(name.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        locale = None
    if locale is None or locale.language != "ar":
        raise BadParameter(LOCALE_KEY, "an Arabic locale such as ar, ar-EG or ar-LB", name)
    return locale


def interface() -> Interface:
    """The language of the request being answered; Arabic outside of one."""
    if not has_request_context():
        return _arabic("ar")
    if "interface" not in g:  # a page asks for it hundreds of times
        g.interface = _english() if is_english() else _arabic(current_app.config.get(LOCALE_KEY, "ar"))
    ours: Interface = g.interface
    return ours


def root() -> str:
    """What a complete address of this service begins with, as it was asked for: `http://127.0.0.1:8000`."""
    return request.url_root.rstrip("/")


def is_english(path: str | None = None) -> bool:
    """Whether an address, that of the request unless told otherwise, is one of the English pages."""
    path = request.path if path is None else path
    return path == ENGLISH_PREFIX or path.startswith(ENGLISH_PREFIX + "/")


def local(path: str) -> str:
    """A page's address in the language of the request: `/sources`, or `/en/sources`."""
    return interface().prefix + path


def other_language() -> str:
    """The address of this very page in the other language."""
    query = urlencode(list(request.args.items(multi=True)), errors="replace")
    path = quote(request.path, errors="replace") + (f"?{query}" if query else "")
    return path.removeprefix(ENGLISH_PREFIX) or "/" if is_english() else ENGLISH_PREFIX + path


def gettext(message: str, **values: object) -> Markup:
    """A message in the language of the page; the values are escaped, the message may hold markup."""
    text = Markup(interface().messages.ugettext(message))  # noqa: S704  # the catalogue's own sentences
    return text % values if "%" in text else text


def ngettext(one: str, many: str, count: int, **values: object) -> Markup:
    """A message that depends on a count, in as many forms as the language has; `%(count)s` is the count."""
    text = interface().messages.ungettext(one, many, count)
    return Markup(text) % {"count": number(count), **values}  # noqa: S704  # the catalogue's own sentences


def npgettext(context: str, one: str, many: str, count: int) -> Markup:
    """A message that depends on a count and on its context: في مقالين, where alone it would be مقالان."""
    text = interface().messages.unpgettext(context, one, many, count)
    return Markup(text) % {"count": number(count)}  # noqa: S704  # the catalogue's own sentences


def pgettext(context: str, message: str) -> Markup:
    """A message that needs its context to be translated, such as a heading that is also a noun."""
    return Markup(interface().messages.upgettext(context, message))  # noqa: S704  # the catalogue's own sentences


def number(value: int) -> str:
    """A whole number with thousands parted: 12,345, or ١٢٬٣٤٥."""
    return _decimal(value)


def milliseconds(value: float) -> str:
    """A duration to a tenth of a millisecond."""
    return _decimal(round(value, 1))


def date(published: str) -> str:
    """An ISO date, full or partial, in words: 5 يونيو 2021، يونيو 2021، 2021."""
    year, *rest = published.split("-")
    if not rest:
        return interface().digits(str(int(year)))
    month, day = int(rest[0]), int(rest[1]) if len(rest) > 1 else 1
    pattern = "d MMMM y" if len(rest) > 1 else "MMMM y"
    return interface().digits(format_date(day_of(int(year), month, day), pattern, locale=interface().locale))


def moment(instant: str) -> str:
    """An ISO instant in UTC, to the minute: 5 يونيو 2021، 14:03 (UTC)."""
    day, _, clock = instant.partition("T")
    separator = "، " if interface().locale.language == "ar" else ", "
    return f"{date(day)}{separator}{interface().digits(clock[:5])} (UTC)" if clock else date(day)


def listed(items: list[str] | tuple[str, ...]) -> Markup:
    """Names one after another, each escaped or already markup, with the comma of the language."""
    comma = Markup("، ") if interface().locale.language == "ar" else Markup(", ")
    return comma.join(items)


def language_name(tag: str) -> str:
    """The name of a language in the language of the page, or its tag where it has none."""
    name = interface().locale.languages.get(tag.partition("-")[0].lower())
    return str(name) if name else tag


def _decimal(value: float) -> str:
    return _written(value, interface())


@lru_cache(1 << 10)  # a page has some hundred numbers, mostly the same small ones
def _written(value: float, ours: Interface) -> str:
    # Babel has the separators of the locale's numbering system, but leaves the digits to us.
    return ours.digits(str(format_decimal(value, locale=ours.locale, numbering_system="default")))


@cache
def _arabic(name: str) -> Interface:
    with (CATALOGUES / "ar.po").open("rb") as file:
        catalogue = read_po(file, locale="ar", abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Interface(arabic_locale(name), Translations(compiled), "")


@cache
def _english() -> Interface:
    return Interface(Locale("en"), NullTranslations(), ENGLISH_PREFIX)
