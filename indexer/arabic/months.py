"""The names of months in both calendars, in every family the Arab press writes them, and their patterns.

Letters are folded one to one (`fold`), so that offsets in the folded text are offsets in the text itself. Not for
reading dates: see `dates` for Gregorian ones and `hijri` for the others.
"""

import re
from collections.abc import Iterable

from indexer.arabic.digits import to_ascii_digits

MONTH_NAMES: tuple[tuple[str, ...], ...] = (
    ("يناير", "كانون الثاني", "كانون ثاني", "جانفي", "january", "jan", "janvier", "janv"),
    ("فبراير", "شباط", "فيفري", "february", "feb", "fevrier", "février", "fevr", "févr"),
    ("مارس", "اذار", "march", "mar", "mars"),
    ("ابريل", "نيسان", "افريل", "april", "apr", "avril", "avr"),
    ("مايو", "ايار", "ماي", "may", "mai"),
    ("يونيو", "يونيه", "حزيران", "جوان", "june", "jun", "juin"),
    ("يوليو", "يوليوز", "يوليه", "تموز", "جويليه", "july", "jul", "juillet", "juil"),
    ("اغسطس", "اغشت", "غشت", "اب", "اوت", "august", "aug", "aout", "août"),
    ("سبتمبر", "شتنبر", "ايلول", "september", "sept", "sep", "septembre"),
    ("اكتوبر", "تشرين الاول", "تشرين اول", "october", "oct", "octobre"),
    ("نوفمبر", "نونبر", "تشرين الثاني", "تشرين ثاني", "november", "nov", "novembre"),
    ("ديسمبر", "دجنبر", "كانون الاول", "كانون اول", "december", "dec", "decembre", "décembre"),
)
"""Twelve months in their families: Egypt and Gulf, Levant, Maghreb, English, French; letters folded as in `fold`."""

HIJRI_MONTH_NAMES: tuple[tuple[str, ...], ...] = (
    ("محرم", "المحرم", "محرم الحرام", "muharram"),
    ("صفر", "صفر الخير", "safar"),
    ("ربيع الاول", "ربيع اول", "ربيع الانور", "rabi al-awwal", "rabi i"),
    ("ربيع الاخر", "ربيع اخر", "ربيع الثاني", "ربيع ثاني", "rabi al-thani", "rabi al-akhir", "rabi ii"),
    ("جمادي الاولي", "جمادي الاول", "جمادي اولي", "جمادي اول", "jumada al-ula", "jumada al-awwal", "jumada i"),
    (
        *("جمادي الاخره", "جمادي الاخر", "جمادي الثانيه", "جمادي الثاني", "جمادي اخره", "جمادي ثانيه"),
        *("jumada al-akhirah", "jumada al-akhira", "jumada al-thani", "jumada ii"),
    ),
    ("رجب", "رجب الفرد", "رجب المرجب", "rajab"),
    ("شعبان", "شعبان المعظم", "shaban", "sha'ban"),
    ("رمضان", "رمضان المبارك", "ramadan"),
    ("شوال", "shawwal"),
    ("ذو القعده", "ذي القعده", "ذوالقعده", "ذيالقعده", "ذا القعده", "dhu al-qadah", "dhu al-qa'dah"),
    ("ذو الحجه", "ذي الحجه", "ذوالحجه", "ذيالحجه", "ذا الحجه", "dhu al-hijjah", "dhu al-hijja"),
)
"""Twelve Hijri months, each with its usual name first; letters folded as in `fold`."""

_FOLD = str.maketrans("أإآٱىةABCDEFGHIJKLMNOPQRSTUVWXYZÉÛ", "اااايهabcdefghijklmnopqrstuvwxyzéû")
_UNREAD = re.compile("[\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]|(?<!ه)\u0640|\u0640(?=[^\\W\\d_])")
"""Vowels, marks of direction and tatweel, but for the tatweel that makes the ه of هـ look like an initial."""


def fold(text: str) -> str:
    """The text with digits in ASCII, Latin in lower case and one alef, yeh and heh: as long as it was."""
    return to_ascii_digits(text).translate(_FOLD)


def without_marks(text: str) -> str:
    """The text without vowels, tatweel and marks of direction, which people and programs put anywhere in a date."""
    return _UNREAD.sub("", text).strip()


def number_of(names: tuple[tuple[str, ...], ...], name: str) -> int:
    """Which month a folded name is, 1 to 12, whatever white space is between its words."""
    plain = re.sub(r"\s+", " ", name)
    return next(number for number, known in enumerate(names, start=1) if plain in known)


def any_name(names: Iterable[Iterable[str]]) -> str:
    """A pattern for any of the names, the longest first, with any white space between their words."""
    every = (re.escape(name).replace(r"\ ", r"\s+") for known in names for name in known)
    return "|".join(sorted(every, key=len, reverse=True))
