"""Lines that name who made an article: بقلم، كتبت، ترجمة، «المصدر | فلان | صحيفة», a city with a name or an agency.

Reads single lines; where in an article such a line may stand is for the readers to know.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from indexer.arabic.dates import read_date
from indexer.attribution.credits import Kind, has_given_name, kind, names_an_agency, read_credit
from indexer.attribution.phrases import after, any_of, fold, phrases
from indexer.model import Contributor, Role

_SEPARATOR = r"\s*[:：/|\-–—]+\s*"
_LABELS = {
    Role.TRANSLATOR: phrases(
        """ترجمة | ترجمها | ترجمه | ترجمته | ترجمة وتحرير | ترجمة وإعداد | إعداد وترجمة | نقله إلى العربية
        | نقلها إلى العربية | تعريب | عربه | عربها | translated by | translation"""
    ),
    Role.EDITOR: phrases(
        """تحرير | المحرر | المحررة | أعده للنشر | أعدها للنشر | تحرير وإعداد | مراجعة | edited by | editing by"""
    ),
    Role.CORRESPONDENT: phrases(
        """مراسل | مراسلة | مراسلنا | مراسلتنا | المراسل | تغطية | تغطية صحفية | تغطية صحافية | شارك في التغطية
        | reporting by"""
    ),
    Role.WRITER: phrases(
        """بقلم | بقلم الكاتب | بقلم الكاتبة | بقلم الأستاذ | بقلم الأستاذة | إعداد | إعداد وتقديم | إعداد وتحرير
        | إعداد وكتابة | تأليف | الكاتب | الكاتبة | كاتب المقال | المؤلف | المؤلفة | حوار | حاوره | حاورها
        | أجرى الحوار | أعده | أعدها | كتبه | كتبها | كتب | كتبت | تقرير | تحقيق | author | writer | written by | by"""
    ),
}
_LABEL = "|".join(f"(?P<{role.name}>{any_of(labels)})" for role, labels in _LABELS.items())
_ANY_LABEL = any_of(label for labels in _LABELS.values() for label in labels)
_LABELLED = re.compile(rf"^(?:{_LABEL})(?:{_SEPARATOR}|(?<=\bby)\s+(?=[a-z]))")
_HEADLINE = re.compile(rf"^{any_of(phrases('تقرير | تحقيق | تحرير | تغطية | مراجعة | حوار | ترجمة'))}{_SEPARATOR}")
"""Labels that open headlines too: `تقرير: ارتفاع الأسعار` names nobody, so the names behind them must be known ones."""
_WROTE = re.compile(
    r"^(?:(?P<WRITER>بقلم(?:\s+(?:الكاتبه?|الاستاذه?))?|كتب|كتبت|كتبه|كتبها|اعداد|تاليف)|(?P<TRANSLATOR>ترجمه|تعريب))"
    r"\s+(?!ال(?!دكتور))(?!و?(?:من|عن|في|علي|الي)\s)"
)
"""Without a colon `كتب التاريخ` are books, and `إعداد الميزانية` is a job."""

_WITHOUT_COLON = any_of((*_LABELS[Role.TRANSLATOR], *phrases("تحرير | إعداد | تصوير")))
_NEXT = re.compile(
    rf"\s*[\-–—|،,(/.]\s*(?={_ANY_LABEL}(?:{_SEPARATOR}|\s))|\s+(?:و\s*)?(?={_ANY_LABEL}\s*[:：])"
    rf"|\s+(?={_WITHOUT_COLON}\s+\S+\s+\S)"
)
"""Where within a line another label begins: `بقلم: فلان - ترجمة: علانة`."""

_SOURCE = re.compile(rf"^{any_of(phrases('المصدر | المصادر | مصدر | نقلا عن | source'))}{_SEPARATOR}")
_FOR = re.compile(r"\s+لـ?\s*[«“\"].*$|\s+لـ\s*\S.*$|\s+ل(?:موقع|صحيفة|جريدة|وكالة|شبكة|قناة|مجلة)\s.*$")
_TO_BE_PUBLISHED = re.compile(r"\s+للنشرة\s+العربية.*$")
_LONGEST, _MOST_WORDS = 250, 16
_PLACED_WORDS = 8
_FRONT = 90
"""Characters at the beginning of an article in which the dateline of an agency ends."""
_FRONT_ENDS = re.compile(r"[)\]]?\s*[-–—:/]+\s*|[)\]]\s+")
_DAY = re.compile(r"(?:\s+في)?\s*\d{1,2}\s+[^\W\d]+(?:\s*/\s*[^\W\d]+)?(?:\s+\d{4})?$")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who a line names and as what, perhaps nobody, as in a line that names only the outlet."""

    contributors: tuple[Contributor, ...]
    certain: bool = True
    """False for `كتبت فلانة` without a colon, which below a title is a byline and elsewhere may be a heading."""
    outlet: str = ""
    """The publication that a source line names: `صحيفة` in `المصدر | فلان | صحيفة`; agencies are contributors."""

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of those who wrote it."""
        return tuple(one.name for one in self.contributors if one.role in (Role.WRITER, Role.CORRESPONDENT))


def parse_byline(line: str) -> Byline | None:
    """What a line that is a byline or a source line says; None for any other line.

    `بقلم: فلان` names a writer, `المصدر | فلان | صحيفة - ترجمة علان` a translator too, `القاهرة - رويترز` an agency.
    Lines of more than sixteen words are sentences.
    """
    line = line.strip(" .:،-–—|*()[]")
    folded = fold(line) if len(line) <= _LONGEST else ""
    if not folded or len(folded.split()) > _MOST_WORDS:
        return None
    if source := _SOURCE.match(folded):
        return _from_source(after(line, source.group()))
    if label := _LABELLED.match(folded):
        return _from_labels(line, label)
    if wrote := _WROTE.match(folded):
        first, *others = _segments(after(line, wrote.group()))
        found = _credit(first, _role(wrote))
        short = bool(found) and all(2 <= len(one.name.split()) <= 4 for one in found)
        return Byline((*found, *_labelled(others)), certain=False) if short else None
    placed = _placed(line) if len(folded.split()) <= _PLACED_WORDS else ()
    return Byline(placed) if placed else None


def opening_credit(paragraph: str) -> tuple[Contributor, ...]:
    """The agencies, and the correspondent, in the dateline a first paragraph opens with: `دمشق (سانا) - قال …`."""
    for end in list(_FRONT_ENDS.finditer(paragraph[:_FRONT]))[:4]:
        opening = paragraph[: end.start()].strip(" ([")
        found = read_credit(opening) if kind(opening) is Kind.AGENCY else _placed(opening)
        if found:
            return found
    return ()


def _placed(text: str) -> tuple[Contributor, ...]:
    """Who stands beside a place, or an agency beside a place or a date; () for anything else.

    An unknown word might be anything, so people must have a common first name, and nothing may be left over.
    """
    parts = [part for part in re.split(r"[،,]|\s[-–—/|]+\s|\s*[-–—/:()\[\]|]+\s*", text) if part.strip(" .:-–—()")]
    undated = [bare for part in parts if not read_date(part) and (bare := _DAY.sub("", part).strip())]
    kinds = [kind(part) for part in undated]
    people = [part for part, of_part in zip(undated, kinds, strict=True) if of_part is Kind.PERSON]
    if len(parts) < 2 or len(parts) > 5 or Kind.OTHER in kinds or len(people) > 1:
        return ()
    if Kind.AGENCY not in kinds and not (Kind.PLACE in kinds and len(kinds) == 2):
        return ()
    if people and not (has_given_name(people[0]) and 2 <= len(people[0].split()) <= 4):
        return ()
    return read_credit(" - ".join(undated))


def _from_labels(line: str, label: re.Match[str]) -> Byline | None:
    first, *others = _segments(after(line, label.group()))
    found = _credit(first, _role(label))
    people = [one.name for one in found if one.role is not Role.AGENCY]
    if _HEADLINE.match(label.group()) and not all(has_given_name(name) and len(name.split()) <= 4 for name in people):
        return None
    return Byline((*found, *_labelled(others))) if found or names_an_agency(first) else None


def _segments(text: str) -> list[str]:
    """A text cut where another label begins."""
    folded = fold(text)
    rests = [text, *(after(text, folded[: match.end()]) for match in _NEXT.finditer(folded)), ""]
    return [rest[: len(rest) - len(following)].strip(" -–—|،,(/.)") for rest, following in pairwise(rests)]


def _labelled(segments: list[str]) -> tuple[Contributor, ...]:
    """The people of segments that begin with a label, with a colon behind it or without."""
    found: list[Contributor] = []
    for segment in segments:
        folded = fold(segment)
        label = _LABELLED.match(folded) or re.match(rf"(?:{_LABEL})\s+", folded)
        if label:
            found += _credit(after(segment, label.group()), _role(label))
    return tuple(found)


def _role(label: re.Match[str]) -> Role:
    return Role[next(name for name, text in label.groupdict().items() if text)]


def _credit(text: str, role: Role) -> tuple[Contributor, ...]:
    return read_credit(_FOR.sub("", _TO_BE_PUBLISHED.sub("", text)), role=role)


def _from_source(text: str) -> Byline | None:
    """`فلان | صحيفة`, or an outlet alone; `دفتر قديم وجدته في بيت جدتي` is a source too, but no outlet."""
    first, *others = _segments(text)
    *before, outlet = [part.strip() for part in first.split("|")]
    if not before and len(outlet.split()) > 3 and not names_an_agency(outlet):
        return None
    named = [one for part in before for one in _credit(part, Role.WRITER)]
    agencies = [one for one in read_credit(outlet) if one.role is Role.AGENCY]
    return Byline((*named, *agencies, *_labelled(others)), outlet="" if agencies else outlet)
