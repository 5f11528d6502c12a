"""Whom a credit names: `القاهرة: أحمد علي`, `رويترز + وكالات`, `ريم حداد (جدة)` give people, agencies, and no cities.

A credit is what stands in an author field or behind `بقلم`. Lists of agencies, places and first names lie beside this
module. Which lines are credits is not decided here: see `bylines` and `datelines`.
"""

import functools
import importlib.resources
import re
from enum import Enum, auto

from indexer.arabic.dates import read_date
from indexer.attribution.phrases import any_of, fold, phrases
from indexer.model import Contributor, Role

_DESKS = frozenset(
    phrases(
        """متابعات | متابعة | خاص | التحرير | المحرر | الموقع | مواقع | صحف | العربية | الجزيرة | المحليات
        | استطلاع | تقرير | زائر | cnn | bbc | admin | administrator | editor | webmaster | staff | unknown
        | guest | root"""
    )
)
_OUTLET_WORDS = phrases(
    """صحيفة | جريدة | موقع | قناة | شبكة | مجلة | مركز | هيئة | فريق | قسم | إدارة | تحرير | مكتب
    | مراسلون | مراسلو | إذاعة | تلفزيون | مؤسسة | نيوز | أونلاين | أخبار | إخبارية | بوابة | الإلكتروني
    | الإلكترونية | agency | news | newspaper | team | staff | online | media | network"""
)
_OUTLET_WORD = re.compile(rf"(?:^|\s)و?(?:ال)?{any_of(_OUTLET_WORDS)}(?:\s|$)")
_NOT_OUTLETS_OWN = re.compile(rf"[^\w\s]|(?:^|(?<=\s))(?:ال)?{any_of(_OUTLET_WORDS)}(?=\s|$)|\s")
_AGENCY_WORD = re.compile(r"(?:^|\s)(?:ال)?وكال(?:ه|ات)(?:\s|$)|\bnews agency\b")
_PICTURES = re.compile(
    r"(?:^|[\s\-–—(،])(?:تصوير|عدسة|عدسه|الصور|photo(?:s)?(?: by)?)\s*[:\-–—/]?\s*\S.*$", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?:|www\.|@")
_NAME = re.compile(r"[^\W\d_][^\d_|:؛;!؟?<>=@]*")
_STRUCTURE = re.compile(r"\s*[:：|/()\[\]]+\s*|\s*[-–—ـ]+\s+|\s+[-–—ـ]+\s*|\s+من\s+(?=[«\"“]|ال|\S+$)")
_LIST = re.compile(r"\s*[،,;؛&+]\s*|\s+(?:و|and|et)\s+")
_TIGHT = re.compile(r"[-–—]")
_QUOTED = re.compile(r"[«\"“].*[»\"”]")
_EDGES = " .:-–—ـ*«»\"“”'"
_MOST_WORDS = 6

_REMEMBERED = 8_192
"""Parts of credits: the same cities, agencies and people come again, and each is asked about several times."""


class Kind(Enum):
    """What one part of a credit is."""

    PERSON = auto()
    AGENCY = auto()
    PLACE = auto()
    OUTLET = auto()
    OTHER = auto()


def read_credit(
    text: str, outlets: tuple[str, ...] = (), role: Role = Role.WRITER, *, as_written: bool = False
) -> tuple[Contributor, ...]:
    """The people, in that role, and the agencies that a credit names; () when it is no list of names.

    `outlets` are names of the site or newspaper, which are no people. Who is named beside a place is a correspondent
    there, and what is named beside nothing but an agency is most likely a place: `قرية بعيدة - أ ف ب`. `as_written` is
    for fields that a person filled in: a single name stands there as it is, be it a desk such as `هيئة التحرير`.
    """
    if _ADDRESS.search(text):
        return ()
    parts = [(part, kind(part, outlets)) for part in _parts(_PICTURES.sub("", text), outlets)]
    kinds = [of_part for _, of_part in parts]
    if as_written and len(parts) == 1 and kinds[0] not in (Kind.AGENCY, Kind.PLACE):
        nobody = fold(parts[0][0]) in _DESKS or _is_site(parts[0][0], outlets) or read_date(text)
        return () if nobody else (Contributor(text.strip(), role),)
    if not parts or Kind.OTHER in kinds:
        return ()
    beside = {Kind.AGENCY, Kind.PLACE, Kind.OUTLET} & set(kinds)
    alone = beside == {Kind.AGENCY}
    if Kind.PLACE in kinds and role is Role.WRITER:
        role = Role.CORRESPONDENT
    found = []
    for part, of_part in parts:
        if of_part is Kind.AGENCY:
            found.append(Contributor(_bare(part), Role.AGENCY))
        elif of_part is Kind.PERSON and not (beside and " " not in part) and not (alone and not has_given_name(part)):
            found.append(Contributor(_bare(part), role))
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=_REMEMBERED)
def kind(part: str, outlets: tuple[str, ...] = ()) -> Kind:
    """What a part of a credit is; whoever may be a person is one."""
    if _ADDRESS.search(part) or not _bare(part):
        return Kind.OTHER
    folded = re.sub(r"\s+", " ", re.sub(r"[.«»\"“”()\-–—]", " ", fold(part))).strip()
    key, places = _key(part), _listed("places.txt")
    if key in _listed("agencies.txt") or _AGENCY_WORD.search(folded):
        return Kind.AGENCY
    if folded in _DESKS or _OUTLET_WORD.search(folded) or _is_site(part, outlets):
        return Kind.OUTLET
    if key in places or key.removeprefix("ال") in places:
        return Kind.PLACE
    named = _NAME.fullmatch(_bare(part)) and len(part.split()) <= _MOST_WORDS
    return Kind.PERSON if named else Kind.OTHER


def names_an_agency(text: str) -> bool:
    """Whether a text is a list of agencies and outlets alone, such as `رويترز + وكالات`."""
    kinds = [kind(part) for part in _parts(text.strip(" ()[]."), ())]
    return bool(kinds) and all(one in (Kind.AGENCY, Kind.OUTLET) for one in kinds)


@functools.lru_cache(maxsize=_REMEMBERED)
def has_given_name(text: str) -> bool:
    """Whether a text begins with a common first name, perhaps behind a title: `د. ريم حداد`."""
    words = fold(re.sub(r"^(?:[أاد]\s?[./]\s?(?:د\s?[./]\s?)?|الدكتوره?|الدكتورة|المهندس|الشيخ)\s*", "", text)).split()
    return len(words) > 1 and (words[0] in _listed("given_names.txt") or words[0].startswith("عبدال"))


def _parts(text: str, outlets: tuple[str, ...]) -> list[str]:
    """The names and places of a credit, each on its own."""
    segments = []
    for segment in filter(None, _STRUCTURE.split(text.strip())):
        # A hyphen without spaces is part of a name, unless what it parts is known: Jean-Paul, and الرياض-واس.
        tight = _TIGHT.split(segment)
        segments += tight if any(_is_known(piece, outlets) for piece in tight) else [segment]
    names = (name for segment in segments for part in _LIST.split(segment) for name in _two_people(part.strip()))
    return [bare for name in names if (bare := name.strip(" .:-–—ـ*'"))]


def _is_known(piece: str, outlets: tuple[str, ...]) -> bool:
    return kind(piece.strip(), outlets) in (Kind.AGENCY, Kind.PLACE, Kind.OUTLET)


def _two_people(part: str) -> list[str]:
    """`فلان الأول وفلان الثاني` as two; a waw before a single word is most likely a letter of the name, as in وليد."""
    match = re.fullmatch(r"(\S+(?:\s+\S+)+)\s+و(\S+(?:\s+\S+)+)", part)
    return [match.group(1), match.group(2)] if match and len(part.split()) >= 4 else [part]


def _is_site(part: str, outlets: tuple[str, ...]) -> bool:
    """Whether a part is one of the outlets, or in quotation marks, as outlets are and people are not."""
    if _QUOTED.fullmatch(part):
        return True
    words = _bare_outlet(fold(part))
    # Who writes a blog of their own name is its author all the same.
    return bool(words) and not has_given_name(part) and any(words == _bare_outlet(fold(one)) for one in outlets)


@functools.lru_cache(maxsize=1_024)
def _bare_outlet(folded: str) -> str:
    """An outlet's name without what kind it is: `صحيفة سبق الإلكترونية` is سبق."""
    return _NOT_OUTLETS_OWN.sub("", folded)


def _bare(part: str) -> str:
    return part.strip(_EDGES)


def _key(text: str) -> str:
    """Folded, without spaces and full stops, so that أ.ف.ب and أ ف ب are one."""
    return re.sub(r"[\W_]", "", fold(text))


@functools.cache
def _listed(name: str) -> frozenset[str]:
    lines = importlib.resources.files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return frozenset(_key(line) for line in lines if not line.startswith("#"))
