"""Lines that name an author or an outlet: بقلم، كتبت، إعداد، «المصدر | فلان | صحيفة», and who is no person.

Reads single lines; where in an article such a line may stand is for the readers to know.
"""

import re
from dataclasses import dataclass

from indexer.attribution.phrases import any_of, fold, phrases

_SEPARATOR = r"\s*[:：/|\-–—]+\s*"

_WRITTEN_BY_WORDS = phrases(
    """بقلم | بقلم الكاتب | بقلم الكاتبة | بقلم الأستاذ | بقلم الأستاذة | إعداد | إعداد وتقديم | إعداد وتحرير
    | إعداد وكتابة | إعداد وترجمة | تأليف | الكاتب | الكاتبة | كاتب المقال | المؤلف | المؤلفة | المحرر | المحررة
    | حوار | حاوره | حاورها | أجرى الحوار | مراسل | مراسلنا | مراسلتنا | أعده | أعدها
    | كتبه | كتبها | كتب | كتبت | author | writer | by"""
)
_WRITTEN_BY = re.compile(rf"^(?:{any_of(_WRITTEN_BY_WORDS)}{_SEPARATOR}|by\s+(?=[a-z]))")
_WROTE = re.compile(
    r"^(?:بقلم(?:\s+(?:الكاتبه?|الاستاذه?))?\s+|(?:كتب|كتبت|كتبه|كتبها|اعداد|تاليف)\s+(?!ال(?!دكتور)))(?!و?(?:من|عن|في|علي)\s)"
)
"""Without a colon `كتب التاريخ` are books, and `إعداد الميزانية` is a job."""

_SOURCE = re.compile(rf"^{any_of(phrases('المصدر | المصادر | مصدر | نقلا عن | source'))}{_SEPARATOR}")
_TRANSLATION = re.compile(
    r"(?:^|[\s\-–—|،(])(?:ترجمه(?:\s+و\w+)?|ترجمها|ترجمته|نقله (?:الي|عن)|تعريب|translated by)(?!\w)"
)

_NOT_PEOPLE = frozenset(
    phrases(
        """رويترز | أ ف ب | أف ب | ا ف ب | فرانس برس | سانا | بترا | وام | واس | كونا | قنا | بنا | وفا | معا
        | وات | واج | الأناضول | د ب أ | شينخوا | سبوتنيك | تاس | أسوشيتد برس | أ ب | متابعات | خاص | التحرير
        | المحرر | الموقع | مواقع | صحف | العربية | الجزيرة | afp | reuters | ap | upi | dpa | cnn | bbc | admin
        | administrator | editor | webmaster | staff | unknown | guest | root"""
    )
)
_NO_PERSON_WORDS = phrases(
    """وكالة | وكالات | صحيفة | جريدة | موقع | قناة | شبكة | مجلة | مركز | هيئة | فريق | قسم | إدارة | تحرير
    | مراسلون | مراسلو | إذاعة | تلفزيون | مؤسسة | نيوز | أونلاين | أخبار | إخبارية | بوابة | agency | news
    | newspaper | team | staff | online | media | network"""
)
_NO_PERSON_WORD = re.compile(rf"(?:^|\s)و?(?:ال)?{any_of(_NO_PERSON_WORDS)}(?:\s|$)")
_ADDRESS = re.compile(r"https?:|www\.|@")
_NAME = re.compile(r"[^\W\d_][^\d_|:؛;!؟?<>=@]*")


@dataclass(frozen=True, slots=True)
class Byline:
    """The people a line names as authors, perhaps none, as in a line that names only the agency."""

    authors: tuple[str, ...]
    certain: bool = True
    """False for `كتبت فلانة` without a colon, which below a title is a byline and elsewhere may be a heading."""


def parse_byline(line: str) -> Byline | None:
    """What a line that is a byline or a source line says; None for any other line.

    `بقلم: فلان` names an author, `المصدر | فلان | صحيفة - ترجمة علان` too, and a translator is not one.
    Lines of more than sixteen words are sentences.
    """
    line = line.strip(" .:،-–—|*")
    folded = fold(line)
    if len(folded.split()) > 16:
        return None
    if source := _SOURCE.match(folded):
        return _from_source(_rest(line, source.group()))
    if by := _WRITTEN_BY.match(folded):
        authors = people(_without_translation(_rest(line, by.group())))
        return Byline(authors) if authors or names_an_agency(_rest(line, by.group())) else None
    if wrote := _WROTE.match(folded):
        authors = people(_rest(line, wrote.group()))
        short = all(2 <= len(name.split()) <= 4 for name in authors)
        return Byline(authors, certain=False) if authors and short else None
    if (translation := _TRANSLATION.match(folded)) and len(folded.split()) <= 7:
        return Byline(()) if re.match(r"\s*[:/|\-–—]", folded[translation.end() :]) else None
    return None


def people(text: str) -> tuple[str, ...]:
    """The names in a list of authors, without agencies, desks and addresses; () when it is no list of names."""
    if _ADDRESS.search(text):
        return ()
    parts = [part.strip(" .:-–—*()") for part in re.split(r"\s*[،,;؛/&+]\s*|\s+(?:و|and|et)\s+|\s+[-–—]\s+", text)]
    names = [name for part in parts if part for name in _two_people(part)]
    if not all(_NAME.fullmatch(name) and len(name.split()) <= 6 for name in names):
        return ()
    return tuple(name for name in names if is_person(name))


def is_person(name: str) -> bool:
    """Whether a name may be a person's: not an agency, an outlet, an editorial desk or an address."""
    folded = re.sub(r"\s+", " ", re.sub(r"[.«»\"“”()\-–—]", " ", fold(name))).strip()
    return bool(folded) and not (
        folded in _NOT_PEOPLE or _NO_PERSON_WORD.search(folded) or re.search(r"@|https?:|www|\d", folded)
    )


def names_an_agency(text: str) -> bool:
    """Whether a text is a list of agencies and outlets alone, such as `رويترز + وكالات`."""
    parts = [
        part for part in re.split(r"\s*[،,;؛/&+|]\s*|\s+و\s*(?=ال|وكال)|\s+[-–—]\s+", text.strip(" ()[].")) if part
    ]
    return bool(parts) and all(not is_person(part) for part in parts)


def _rest(line: str, folded_start: str) -> str:
    """The line from where its folded beginning ends; folding drops vowels, so letters are counted, not offsets."""
    letters = len(folded_start)
    for offset in range(len(line) + 1):
        if len(fold(line[:offset] + "ا")) - 1 >= letters:
            return line[offset:].strip()
    return ""


def _without_translation(text: str) -> str:
    folded = fold(text)
    translation = _TRANSLATION.search(folded)
    return text[: len(text) - len(_rest(text, folded[: translation.start()]))] if translation else text


def _from_source(text: str) -> Byline | None:
    """`فلان | صحيفة`, or an outlet alone; `دفتر قديم وجدته في بيت جدتي` is a source too, but no outlet."""
    *before, outlet = [part.strip() for part in text.split("|")]
    if not before and len(outlet.split()) > 3 and not names_an_agency(outlet):
        return None
    return Byline(tuple(name for part in before for name in people(_without_translation(part))))


def _two_people(part: str) -> list[str]:
    """`فلان الأول وفلان الثاني` as two; a waw before a single word is most likely a letter of the name, as in وليد."""
    match = re.fullmatch(r"(\S+(?:\s+\S+)+)\s+و(\S+(?:\s+\S+)+)", part)
    return [match.group(1), match.group(2)] if match and len(part.split()) >= 4 else [part]
