"""The markup of wikis to paragraphs: what a reader of the page reads as running text, headings among it.

Templates, tables, references, pictures and categories are left out; of a link its text stays. Which page it is and
where it came from is for `mediawiki`.
"""

import re
from collections.abc import Iterable
from typing import Any

from indexer.readers.cleaning import paragraphs

_UNSEEN = frozenset(
    ("ref", "references", "table", "gallery", "math", "chem", "score", "timeline", "syntaxhighlight", "source",
     "imagemap", "noinclude", "includeonly", "templatestyles", "graph", "mapframe", "maplink", "style", "script",
     "hiero")
)  # fmt: skip
_BLOCKS = frozenset(("br", "p", "div", "li", "dd", "dt", "blockquote", "center", "poem", "hr"))
_INTERLANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z-]{2,12})?\Z")
_SWITCH = re.compile(r"__[\w]{3,40}__")
_FILES_AND_CATEGORIES = frozenset(("file", "image", "media", "category", "ملف", "صورة", "وسائط", "ميديا", "تصنيف"))
_NESTING = 40
"""Most levels of markup within markup; what lies deeper is left out."""


def paragraphs_of(wikitext: str, namespaces: Iterable[str] = ()) -> tuple[str, ...]:
    """The paragraphs of a page; `namespaces` are the wiki's own names for files and categories, in lower case."""
    import mwparserfromhell  # noqa: PLC0415 # an extra: only dumps of wikis need it

    dropped = _FILES_AND_CATEGORIES | frozenset(namespaces)
    code = mwparserfromhell.parse(_SWITCH.sub("", wikitext), skip_style_tags=False)
    return paragraphs(_text(code, dropped, 0))


def _text(code: Any, dropped: frozenset[str], depth: int) -> str:  # noqa: ANN401 # its library may be missing
    if code is None or depth > _NESTING:
        return ""
    return "".join(_node(node, dropped, depth + 1) for node in code.nodes)


def _node(node: Any, dropped: frozenset[str], depth: int) -> str:  # noqa: ANN401 # as above
    """The text of one piece of markup; headings and blocks are lines of their own."""
    match type(node).__name__:
        case "Text":
            return str(node.value)
        case "HTMLEntity":
            return str(node.normalize())
        case "Heading":
            return f"\n{_text(node.title, dropped, depth)}\n"
        case "Wikilink":
            return _link(node, dropped, depth)
        case "ExternalLink":
            return (
                _text(node.title, dropped, depth) if node.title is not None else "" if node.brackets else str(node.url)
            )
        case "Tag":
            name = str(node.tag).strip().lower()
            if name in _UNSEEN:
                return ""
            around = "\n" if name in _BLOCKS else ""
            return around + _text(node.contents, dropped, depth) + around
    return ""


def _link(link: Any, dropped: frozenset[str], depth: int) -> str:  # noqa: ANN401 # as above
    """The text of a link; nothing of a picture, a category, or the same page in another language."""
    target = str(link.title).strip()
    namespace = target.partition(":")[0].strip().lower().replace("_", " ") if ":" in target else ""
    if namespace and (namespace in dropped or _INTERLANGUAGE.match(namespace)):
        return ""
    if link.text is not None:
        return _text(link.text, dropped, depth)
    return target.lstrip(":").partition("#")[0].strip() or target.lstrip(":#")
