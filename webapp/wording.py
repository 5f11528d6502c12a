"""Names for what has a code: levels, orders, origins, certainties, roles, repairs; in the language of the page.

Not for sentences about one answer or one error; those are in `catalogue`. Numbers and dates are `interface`'s.
"""

from markupsafe import Markup

from indexer.answers import Level, Sort
from indexer.model import Certainty, Origin, Role
from webapp.interface import gettext, pgettext


def level_name(level: Level) -> Markup:
    """The name of a level: كما كُتبت، الرسم، الجذع، الجذر."""
    match level:
        case Level.EXACT:
            return gettext("As written")
        case Level.FORM:
            return gettext("Spelling")
        case Level.STEM:
            return gettext("Stem")
        case Level.ROOT:
            return gettext("Root")


def level_explanation(level: Level) -> Markup:
    """What a level lets through."""
    match level:
        case Level.EXACT:
            return gettext("The word with its letters, and with its vowels if you type them.")
        case Level.FORM:
            return gettext("Ways of writing are equal: إدارة and اداره.")
        case Level.STEM:
            return gettext("Without prefixes and suffixes: والمدارس and مدارس.")
        case Level.ROOT:
            return gettext("Everything of the same root: مكتبة and كتاب.")


def sort_name(sort: Sort) -> Markup:
    """The name of an order of hits."""
    match sort:
        case Sort.RELEVANCE:
            return gettext("Most relevant first")
        case Sort.NEWEST:
            return gettext("Newest first")
        case Sort.OLDEST:
            return gettext("Oldest first")


def origin_name(origin: Origin) -> Markup:
    """The place where a field of an article was found."""
    names = {
        Origin.FRONT_MATTER: gettext("the head of the file"),
        Origin.RECORD: gettext("the record's own field"),
        Origin.META_TAG: gettext("the page's metadata"),
        Origin.PAGE: gettext("what the page shows"),
        Origin.HEADING: gettext("the first heading of the text"),
        Origin.BYLINE: gettext("the byline"),
        Origin.TEXT: gettext("the body of the article"),
        Origin.URL: gettext("the page's address"),
        Origin.FILE_NAME: gettext("the file's name"),
        Origin.CORRECTION: gettext("a correction in corrections.toml"),
        Origin.SIDECAR: gettext("the file beside it"),
        Origin.CANONICAL: gettext("the canonical link"),
        Origin.JSON_LD: gettext("JSON-LD data"),
        Origin.HIGHWIRE: gettext("Highwire metadata"),
        Origin.OPEN_GRAPH: gettext("Open Graph metadata"),
        Origin.DUBLIN_CORE: gettext("Dublin Core metadata"),
        Origin.TIME_TAG: gettext("the page's time tag"),
        Origin.DATELINE: gettext("the dateline"),
        Origin.PROPERTIES: gettext("the document's properties"),
        Origin.SOURCE_FILE: gettext("the source's description in source.toml"),
    }
    # Another reader may know of a place that has no name here yet; its own name is better than none.
    return names.get(origin) or Markup("<bdi>{}</bdi>").format(origin.value)


def certainty_name(certainty: Certainty) -> Markup:
    """How sure a field of an article is."""
    match certainty:
        case Certainty.STATED:
            return gettext("stated")
        case Certainty.RECOGNISED:
            return gettext("recognised")
        case Certainty.GUESSED:
            return gettext("guessed")


def role_name(role: Role) -> Markup:
    """What somebody did for an article."""
    match role:
        case Role.WRITER:
            return pgettext("role", "Writer")
        case Role.TRANSLATOR:
            return pgettext("role", "Translator")
        case Role.CORRESPONDENT:
            return pgettext("role", "Correspondent")
        case Role.EDITOR:
            return pgettext("role", "Editor")
        case Role.AGENCY:
            return pgettext("role", "News agency")


def field_name(field: str) -> Markup:
    """The name of a field that a claim speaks of."""
    names = {
        "title": gettext("Title"),
        "authors": gettext("Author"),
        "author": gettext("Author"),
        "published": gettext("Published"),
        "updated": gettext("Updated"),
        "url": gettext("Original page"),
        "language": gettext("Language"),
        "source": gettext("Source"),
        "section": gettext("Section"),
        "publisher": gettext("Publisher"),
    }
    return names.get(field) or Markup("<bdi>{}</bdi>").format(field)
