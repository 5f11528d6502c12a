"""The page's Arabic: counted nouns, numbers, dates, and the names of levels, orders, origins and languages.

Not for sentences about one answer or one error; those are in `catalogue`.
"""

from dataclasses import dataclass
from typing import NamedTuple

from indexer.answers import Level, Sort
from indexer.model import Origin


class Noun(NamedTuple):
    """The forms that a counted noun takes: مقال واحد، مقالان (after a preposition مقالين)، 3 مقالات، 11 مقالًا."""

    one: str
    single: str
    two: str
    two_genitive: str
    few: str
    many: str


ARTICLE = Noun("مقال", "مقال واحد", "مقالان", "مقالين", "مقالات", "مقالًا")
SOURCE = Noun("مصدر", "مصدر واحد", "مصدران", "مصدرين", "مصادر", "مصدرًا")
TIME = Noun("مرة", "مرة واحدة", "مرتان", "مرتين", "مرات", "مرة")


@dataclass(frozen=True, slots=True)
class LevelWording:
    """The name of a level, and what it lets through."""

    name: str
    explanation: str


LEVELS = {
    Level.EXACT: LevelWording("كما كُتبت", "الكلمة بحروفها، وبحركاتها إن كتبتَها."),
    Level.FORM: LevelWording("الرسم", "تتساوى صور الكتابة: إدارة واداره."),
    Level.STEM: LevelWording("الجذع", "بلا سوابق ولواحق: والمدارس ومدارس."),
    Level.ROOT: LevelWording("الجذر", "كل ما اشتُقّ من الجذر: مكتبة وكتاب."),
}

SORTS = {Sort.RELEVANCE: "الأوثق صلة أولًا", Sort.NEWEST: "الأحدث أولًا", Sort.OLDEST: "الأقدم أولًا"}

ORIGINS = {
    Origin.CORRECTION: "تصويب في corrections.toml",
    Origin.SIDECAR: "ملف مرافق للمقال",
    Origin.CANONICAL: "الرابط الأصلي في الصفحة",
    Origin.JSON_LD: "بيانات JSON-LD في الصفحة",
    Origin.HIGHWIRE: "وسوم Highwire في الصفحة",
    Origin.OPEN_GRAPH: "وسوم Open Graph في الصفحة",
    Origin.DUBLIN_CORE: "وسوم Dublin Core في الصفحة",
    Origin.TIME_TAG: "وسم الوقت في الصفحة",
    Origin.DATELINE: "سطر التاريخ",
    Origin.FRONT_MATTER: "ترويسة الملف",
    Origin.RECORD: "سجلّ البيانات",
    Origin.META_TAG: "بيانات الصفحة الوصفية",
    Origin.PAGE: "ما يظهر في الصفحة",
    Origin.HEADING: "العنوان الأول في النص",
    Origin.BYLINE: "سطر الكاتب",
    Origin.TEXT: "متن المقال",
    Origin.URL: "عنوان الصفحة على الشبكة",
    Origin.PROPERTIES: "خصائص المستند",
    Origin.FILE_NAME: "اسم الملف",
    Origin.SOURCE_FILE: "بيانات المصدر في source.toml",
}

_LANGUAGES = {
    "ar": "العربية",
    "fa": "الفارسية",
    "ur": "الأردية",
    "he": "العبرية",
    "ku": "الكردية",
    "ckb": "الكردية السورانية",
    "ps": "البشتوية",
    "tr": "التركية",
    "en": "الإنجليزية",
    "fr": "الفرنسية",
    "de": "الألمانية",
    "es": "الإسبانية",
}

_MONTHS = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)


def number(value: int) -> str:
    """A whole number with thousands parted: 12,345."""
    return f"{value:,}"


def counted(value: int, noun: Noun, *, genitive: bool = False) -> str:
    """A number with its noun: لا مقالات، مقال واحد، مقالان، 3 مقالات، 11 مقالًا، 100 مقال.

    `genitive` for after a preposition: في مقالين. The rule is that of the Unicode CLDR plural categories for Arabic,
    by the number's last two digits.
    """
    if value == 0:
        return f"0 {noun.one}" if genitive else f"لا {noun.few}"
    if value == 1:
        return noun.single
    if value == 2:
        return noun.two_genitive if genitive else noun.two
    last_two = value % 100
    if 3 <= last_two <= 10:
        return f"{number(value)} {noun.few}"
    return f"{number(value)} {noun.many if last_two > 10 else noun.one}"


def date(published: str) -> str:
    """An ISO date, full or partial, in words: 5 يونيو 2021، يونيو 2021، 2021."""
    year, *rest = published.split("-")
    parts = [str(int(year))]
    if rest:
        parts.insert(0, _MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        parts.insert(0, str(int(rest[1])))
    return " ".join(parts)


def moment(instant: str) -> str:
    """An ISO instant in UTC, to the minute: 5 يونيو 2021، 14:03 (UTC)."""
    day, _, clock = instant.partition("T")
    return f"{date(day)}، {clock[:5]} (UTC)" if clock else date(day)


def language(tag: str) -> str:
    """The Arabic name of a language, or its tag where we have none."""
    return _LANGUAGES.get(tag.partition("-")[0].lower(), tag)
