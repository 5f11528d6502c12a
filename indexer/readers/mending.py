"""The last look at every article, whatever its format: Arabic as files give it, mended or reported.

The rules are in `arabic.repair`; here they meet the fields of an article.
"""

from dataclasses import replace

from indexer.arabic.repair import repaired
from indexer.model import Article, Skipped


def mended(read: Article | Skipped) -> Article | Skipped:
    """The article with its title and body in order and what was mended put down; Skipped when doubt is left."""
    if isinstance(read, Skipped):
        return read
    found = repaired((read.title, *read.paragraphs))
    if found.doubt:
        return Skipped(read.file, found.doubt, read.part or read.id)
    if not found.repairs:
        return read
    title, *paragraphs = found.lines
    kept = tuple(paragraph for paragraph in paragraphs if paragraph.strip())
    return replace(read, title=title, paragraphs=kept, repairs=(*read.repairs, *found.repairs))
