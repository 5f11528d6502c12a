"""What kind of line is this? The furniture of news sites: breadcrumbs, section labels, captions, buttons, keywords.

Single lines only, by what they say. Where a line stands, and so whether it goes, is for `saved_text`; a line that might
be the article's own is TEXT, because lost text is worse than a button left over.
"""

import re
from enum import Enum, auto

from indexer.attribution.credits import names_an_agency
from indexer.attribution.phrases import any_of, bare_words, fold
from indexer.readers import furniture_phrases as known


class Kind(Enum):
    """What a line is, as far as the line itself tells."""

    TEXT = auto()
    BREADCRUMB = auto()
    SECTION = auto()
    """`تقارير وحوارات`: furniture beside a title, maybe a subheading elsewhere."""
    CAPTION = auto()
    BUTTON = auto()
    """Share, print, follow us, copyright: never an article's own, wherever it stands."""
    RELATED = auto()
    """Announces headlines of other articles, on the same line or after it."""
    KEYWORDS = auto()
    """Announces keywords, on the same line or after it."""
    HOUSE_RULES = auto()
    """What a site says of comments and opinions below its articles."""


_HOME = any_of(known.HOME)
_BREADCRUMB = re.compile(
    rf"^{_HOME}(?:$|\s*[»›>/\\|«←–-])"
    # Without a home page it takes two steps, and no opening quotation mark that a » could belong to.
    r"|^[^«»›>]{2,40}(?:\s[»›>]\s[^«»›>]{2,}){2,}$"
)
_CRUMB = re.compile(r"\s*[»›>«←|/\\]\s*")
_CAPTION = re.compile(
    rf"^\(?{any_of(known.ARCHIVE_PICTURE)}\)?$"
    r"|^صوره?\s+(?:رقم\s+)?\d{1,2}$"
    rf"|^\(?\s*{any_of(known.PICTURE_BY)}\s*[:：/]\s*[^.:]{{2,60}}\)?$"
)
_CREDIT = re.compile(r"^[(\[]\s*([^()\[\]]{2,40})\s*[)\]]$")
_ONE_BUTTON = re.compile(rf"(?<!\w){any_of(known.BUTTONS)}(?!\w)")
_BETWEEN_BUTTONS = re.compile(rf"(?<!\w){any_of(known.BETWEEN_BUTTONS)}(?!\w)|[\W\d_]")
_FOLLOW = re.compile(
    rf"^{any_of(known.FOLLOW_US)}(?!\w)(?=.*(?<!\w)[بل]?(?:ال)?{any_of(known.FOLLOW_WHERE)}(?!\w)|[\s:.]*$)"
)
_COPYRIGHT = re.compile(rf"^{any_of(known.COPYRIGHT)}(?!\w)")
_COMMENTS = re.compile(rf"^\d*\s*{any_of(known.COMMENTS)}\s*:?\s*\d*$")
_DISCLAIMER = re.compile(
    rf"(?<!\w){any_of(known.OPINIONS)}(?!\w).{{0,60}}(?<!\w){any_of(known.EXPRESS)}(?!\w).{{0,25}}"
    rf"(?<!\w){any_of(known.VIEWS_OF)}\s+(?:ال)?{any_of(known.WHOSE)}"
)
_HOUSE_RULE = re.compile(any_of(known.HOUSE_RULES))
_ANNOUNCEMENT = r"\s*(?P<mark>[:：|#«».…؟!–—-]|$)"
_RELATED = re.compile(rf"^{any_of(known.RELATED)}(?:\s+(?:علي|في|من|عن)\s+[^:|]{{2,30}}:)?{_ANNOUNCEMENT}")
_KEYWORDS = re.compile(rf"^{any_of(known.KEYWORDS)}{_ANNOUNCEMENT}")
_BULLETS = " *•·–—_-"


def kind(line: str) -> Kind:
    """The kind of a line; a line that no list claims is TEXT, and so are most that are longer than thirty words."""
    folded = fold(line).strip(_BULLETS)
    words = len(folded.split())
    if words <= 40 and _BREADCRUMB.search(folded):
        return Kind.BREADCRUMB
    if _is_house_rule(folded, words):
        return Kind.HOUSE_RULES
    if words > 30:
        return Kind.TEXT
    if _KEYWORDS.match(folded):
        return Kind.KEYWORDS
    if _RELATED.match(folded):
        return Kind.RELATED
    if _is_button(folded, words):
        return Kind.BUTTON
    if _is_caption(folded):
        return Kind.CAPTION
    return Kind.SECTION if _is_section(line) else Kind.TEXT


def stands_alone(line: str) -> bool:
    """Whether a RELATED or KEYWORDS line only announces what follows, instead of holding it."""
    folded = fold(line).strip(_BULLETS)
    match = _RELATED.match(folded) or _KEYWORDS.match(folded)
    return match is not None and not re.search(r"\w", folded[match.end() :])


def last_crumb(line: str) -> str:
    """The last step of a breadcrumb, often the title of the article."""
    return _CRUMB.split(line.strip())[-1].strip()


def _is_button(folded: str, words: int) -> bool:
    if _COPYRIGHT.match(folded) or _COMMENTS.match(folded) or (words <= 16 and _FOLLOW.match(folded)):
        return True
    buttons = _ONE_BUTTON.findall(folded)
    rest = _BETWEEN_BUTTONS.sub("", _ONE_BUTTON.sub(" ", folded))
    return not rest and (len(buttons) > 1 or (len(buttons) == 1 and buttons[0] not in known.NO_BUTTON_ALONE))


def _is_caption(folded: str) -> bool:
    credit = _CREDIT.match(folded)
    return bool(_CAPTION.match(folded)) or (credit is not None and names_an_agency(credit.group(1)))


def _is_house_rule(folded: str, words: int) -> bool:
    if words <= 100 and len(set(_HOUSE_RULE.findall(folded))) >= 2:
        return True
    return words <= 30 and _DISCLAIMER.search(folded) is not None


def _is_section(line: str) -> bool:
    """Up to four words, all of them names of sections, with or without article and waw, and no punctuation."""
    words = bare_words(line)
    bare = [re.sub(r"^و(?=\w{3})", "", word) for word in words]
    named = [word in known.SECTIONS or word.removeprefix("ال") in known.SECTIONS for word in bare]
    return 0 < len(bare) <= 4 and all(named) and not re.search(r"[؟?!:.،]", line)
